/** No drawing is too large: what a picture cannot hold is left out, and the picture says so. */

import type { Column, Drawing, DrawnEdge, DrawnEvent } from './drawing.ts';
import { cutTo, shownText } from './text.ts';

const most = {
  columns: 12,
  events: 32,
  edges: 96,
  sections: 8,
  label: 32,
  source: 96,
  title: 160,
  desc: 2000,
};

export interface Bounded extends Drawing {
  /** What the title says besides: `2 more threads are not shown`. */
  readonly leftOut: readonly string[];
}

/** The drawing with texts that can be shown and no more of anything than a picture holds. */
export function bounded(drawing: Drawing): Bounded {
  const columns = drawing.columns.slice(0, most.columns).map(boundedColumn);
  const left = drawing.columns.length - columns.length;
  const initial = drawing.initial.slice(0, most.events).map(boundedEvent);
  const ids = new Set([...initial, ...columns.flatMap((c) => c.events)].map((e) => e.id));
  const within = drawing.edges.filter((e) => ids.has(shownText(e.from)) && ids.has(shownText(e.to)));
  const edges = merged(within.map(boundedEdge));
  const kept = edges.filter((e) => e.onCycle).concat(edges.filter((e) => !e.onCycle));
  const lost = drawing.edges.length - within.length + Math.max(0, kept.length - most.edges);
  const leftOut = [
    ...(left > 0 ? [`${left} more threads are not shown`] : []),
    ...(lost > 0 ? [`${lost} edges are not shown`] : []),
  ];
  const title = cutTo(shownText(drawing.title), most.title);
  return {
    title: leftOut.length === 0 ? title : `${title} (${leftOut.join('; ')})`,
    desc: cutTo(shownText(drawing.desc), most.desc),
    columns,
    initial,
    edges: kept.slice(0, most.edges),
    leftOut,
  };
}

function boundedColumn(column: Column): Column {
  const events = column.events.slice(0, most.events).map(boundedEvent);
  const more = column.events.length - events.length;
  const ids = new Set(events.map((e) => e.id));
  return {
    name: cutTo(shownText(column.name), most.label),
    events: more === 0 ? events : [...events, { id: `+${more}`, label: `${more} more events are not shown` }],
    sections: column.sections
      .filter((s) => ids.has(shownText(s.from)))
      .slice(0, most.sections)
      .map((s) => ({
        kind: s.kind,
        label: cutTo(shownText(s.label), most.label),
        from: shownText(s.from),
        ...(s.to !== undefined && ids.has(shownText(s.to)) ? { to: shownText(s.to) } : {}),
      })),
  };
}

function boundedEvent(e: DrawnEvent): DrawnEvent {
  return {
    id: shownText(e.id),
    label: cutTo(shownText(e.label), most.label),
    ...(e.source === undefined ? {} : { source: cutTo(shownText(e.source), most.source) }),
    ...(e.line === undefined ? {} : { line: e.line }),
  };
}

function boundedEdge(e: DrawnEdge): DrawnEdge {
  return {
    ...e,
    from: shownText(e.from),
    to: shownText(e.to),
    label: cutTo(shownText(e.label), most.label),
  };
}

/**
 * Each edge once. Plain program order says nothing beside another edge of the same two events, nor
 * against the order in which they stand.
 */
function merged(edges: readonly DrawnEdge[]): DrawnEdge[] {
  const found = new Map<string, DrawnEdge>();
  const ends = (e: DrawnEdge) => JSON.stringify([e.from, e.to]);
  for (const e of edges) {
    const key = JSON.stringify([e.from, e.to, e.kind, e.label]);
    const before = found.get(key);
    found.set(key, before === undefined ? e : { ...before, onCycle: before.onCycle || e.onCycle });
  }
  const all = [...found.values()];
  const told = new Set(all.filter((e) => e.kind !== 'po').map(ends));
  return all.filter((e) => e.kind !== 'po' || e.onCycle || !told.has(ends(e)));
}
