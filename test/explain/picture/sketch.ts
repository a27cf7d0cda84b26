/** Drawings in a short hand, for tests. */

import type { Column, Drawing, DrawnEdge, EdgeKind, Section } from '../../../src/explain/picture/drawing.ts';

const kinds: Readonly<Record<string, EdgeKind>> = {
  po: 'po',
  rf: 'rf',
  co: 'co',
  fr: 'fr',
  rmw: 'rmw',
  addr: 'dep',
  data: 'dep',
  ctrl: 'dep',
  hb: 'order',
  pb: 'order',
  prop: 'order',
  'rcu-order': 'order',
};

export interface Sketch {
  readonly title: string;
  /** By thread: `a W[ONCE][x]=1 | 7 | WRITE_ONCE(*x, 1);`, where the last two may be left out. */
  readonly threads: Readonly<Record<string, readonly string[]>>;
  readonly initial?: readonly string[];
  /** `a mb b`, and a star behind those of the cycle. */
  readonly edges: readonly string[];
  /** `P0 rcu rcu_read_lock() a c`. */
  readonly sections?: readonly string[];
}

export function drawn(sketch: Sketch): Drawing {
  return {
    title: sketch.title,
    desc: `${sketch.title}, drawn.`,
    columns: Object.entries(sketch.threads).map(
      ([name, events]): Column => ({
        name,
        events: events.map(eventOf),
        sections: (sketch.sections ?? []).flatMap((s): Section[] => {
          const [thread, kind, label, from, to] = s.split(' ') as [
            string,
            Section['kind'],
            string,
            string,
            string?,
          ];
          return thread === name ? [{ kind, label, from, ...(to === undefined ? {} : { to }) }] : [];
        }),
      }),
    ),
    initial: (sketch.initial ?? []).map(eventOf),
    edges: sketch.edges.map((e): DrawnEdge => {
      const [from = '', label = '', to = '', star] = e.split(' ');
      return { from, to, label, kind: kinds[label] ?? 'fence', onCycle: star === '*' };
    }),
  };
}

function eventOf(text: string) {
  const [head = '', line, source] = text.split('|').map((part) => part.trim());
  const [id = '', ...label] = head.split(' ');
  return {
    id,
    label: label.join(' '),
    ...(source === undefined ? {} : { source }),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
