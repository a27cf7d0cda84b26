/** A picture for Graphviz, with the names and the colours of herd7's own pictures. */

import { bounded } from './bounds.ts';
import { type Column, type Drawing, type DrawnEdge, type DrawnEvent, labelOf } from './drawing.ts';
import { shownText } from './text.ts';

/** Of herd7 under the kernel's settings, by label; what it does not name it draws in brown. */
const herdColours: Readonly<Record<string, string>> = {
  po: 'black',
  rf: 'red',
  rfe: 'red',
  rfi: 'red',
  fr: '#ffa040',
  fre: '#ffa040',
  fri: '#ffa040',
  co: 'blue',
  coe: 'blue',
  coi: 'blue',
  mb: 'darkgreen',
  rmb: 'darkgreen',
  wmb: 'darkgreen',
  addr: 'indigo',
  data: 'indigo',
  ctrl: 'indigo',
  ppo: 'indigo',
  hb: 'indigo',
};

/** Ends with a line feed. Columns side by side, source order downwards, the cycle in bold. */
export function dotOf(drawing: Drawing): string {
  const { title, columns, initial, edges } = bounded(drawing);
  const lines = [
    'digraph G {',
    `  label=${quoted(title)}; labelloc="t"; rankdir="TB"; splines="spline";`,
    '  fontsize=12; fontname="monospace";',
    '  node [shape="none", fontsize=11, fontname="monospace", height=0.2];',
    '  edge [fontsize=10, fontname="monospace", arrowsize=0.8];',
    '',
    ...initial.map((e) => `  ${node(e)}`),
    ...columns.flatMap((column, c) => cluster(column, c)),
    '',
    ...edges.map(edge),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function cluster(column: Column, c: number): string[] {
  const order = column.events.slice(1).map((e, i) => {
    const above = column.events[i] as DrawnEvent;
    return `    ${quoted(above.id)} -> ${quoted(e.id)} [style="invis", weight=10];`;
  });
  return [
    '',
    `  subgraph ${quoted(`cluster_${c}`)} {`,
    `    label=${quoted(column.name)}; color="white";`,
    ...column.events.map((e) => `    ${node(e)}`),
    ...order,
    '  }',
  ];
}

function node(e: DrawnEvent): string {
  const tip = e.source === undefined ? '' : `, tooltip=${quoted(e.source)}`;
  return `${quoted(e.id)} [label=${quoted(labelOf(e))}${tip}];`;
}

function edge(e: DrawnEdge): string {
  const colour = herdColours[e.label] ?? 'brown';
  const bold = e.onCycle ? ', penwidth=3' : '';
  return `  ${quoted(e.from)} -> ${quoted(e.to)} [label=${quoted(e.label)}, color="${colour}", fontcolor="${colour}"${bold}, constraint=false];`;
}

/** Graphviz knows no escapes but these in what is quoted; `\N` and the like would be replaced by it. */
function quoted(text: string): string {
  return `"${shownText(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}
