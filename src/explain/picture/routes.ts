/**
 * Which way each edge takes, before any coordinates: in a grid of columns and rows there is always one
 * that meets no event. SVG and terminal draw the same routes.
 */

import type { Column, Drawing, DrawnEdge, DrawnEvent } from './drawing.ts';

export interface Place {
  readonly column: number;
  readonly row: number;
}

export type Side = 'left' | 'right';

export type Route =
  /** Between an event and the next of its column; several stand side by side. */
  | { readonly kind: 'down'; readonly slot: number; readonly slots: number }
  /** Around the events of one column, in a lane beside it; lane 0 is the nearest. */
  | { readonly kind: 'side'; readonly side: Side; readonly lane: number }
  /** Through the gap between two columns that stand side by side. */
  | { readonly kind: 'across' }
  /** Through the columns between, above row `gap` of them; each gap has lanes from the top. */
  | { readonly kind: 'through'; readonly gap: number; readonly lane: number };

export interface Routed {
  readonly edge: DrawnEdge;
  readonly from: Place;
  readonly to: Place;
  readonly route: Route;
}

export interface Grid {
  readonly title: string;
  /** The initial writes first, if there are any. */
  readonly columns: readonly Column[];
  readonly rows: number;
  readonly edges: readonly Routed[];
  /** By column, lanes on each side. */
  readonly lanes: readonly Readonly<Record<Side, number>>[];
  /** By gap, from above row 0 to below the last row: lanes of edges that pass through. */
  readonly through: readonly number[];
}

/** Of a drawing whose edges begin and end at its events. */
export function gridOf(drawing: Drawing): Grid {
  const columns: Column[] = [
    ...(drawing.initial.length === 0 ? [] : [{ name: 'initially', events: drawing.initial, sections: [] }]),
    ...drawing.columns,
  ];
  const rows = Math.max(1, ...columns.map((c) => c.events.length));
  const places = new Map<string, Place>();
  for (const [column, { events }] of columns.entries()) {
    for (const [row, e] of events.entries()) places.set(e.id, { column, row });
  }
  const ends = drawing.edges.flatMap((edge) => {
    const from = places.get(edge.from);
    const to = places.get(edge.to);
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  const lanes = columns.map((): Record<Side, Lanes> => ({ left: new Lanes(), right: new Lanes() }));
  const through = Array.from({ length: rows + 1 }, () => new Lanes());
  const side = (column: number, from: number, to: number): Route => {
    const here = lanes[column] as Record<Side, Lanes>;
    const which = sideOf(column, columns.length, here);
    // An event's edge to itself leaves and comes back within its height.
    const out = from === to ? 0.4 : 0;
    const lane = here[which].take(Math.min(from, to) - out, Math.max(from, to) + out);
    return { kind: 'side', side: which, lane };
  };
  const routeOf = ({ edge, from, to }: (typeof ends)[number]): Route => {
    if (from.column === to.column) {
      if (Math.abs(from.row - to.row) !== 1) return side(from.column, from.row, to.row);
      const beside = ends.filter((o) => samePair(o, { from, to }));
      const slot = beside.findIndex((o) => o.edge === edge);
      // More would not fit below one event.
      const slots = Math.min(beside.length, 2);
      return slot < slots ? { kind: 'down', slot, slots } : side(from.column, from.row, to.row);
    }
    if (Math.abs(from.column - to.column) === 1) return { kind: 'across' };
    const [first, last] = [Math.min(from.column, to.column) + 1, Math.max(from.column, to.column) - 1];
    const gap = gapFor(from.row, to.row, through);
    return { kind: 'through', gap, lane: (through[gap] as Lanes).take(first - 0.5, last + 0.5) };
  };
  // Short ways first: they get the lanes next to the events.
  const length = (e: (typeof ends)[number]) =>
    Math.abs(e.from.row - e.to.row) + 100 * Math.abs(e.from.column - e.to.column);
  const order = [...ends.keys()].sort((a, b) => lengthAt(a) - lengthAt(b) || a - b);
  function lengthAt(i: number): number {
    return length(ends[i] as (typeof ends)[number]);
  }
  const routes = new Map(order.map((i) => [i, routeOf(ends[i] as (typeof ends)[number])]));
  return {
    title: drawing.title,
    columns,
    rows,
    edges: ends.map((e, i) => ({ ...e, route: routes.get(i) as Route })),
    lanes: lanes.map((l) => ({ left: l.left.count, right: l.right.count })),
    through: through.map((l) => l.count),
  };
}

function samePair(o: { from: Place; to: Place }, e: { from: Place; to: Place }): boolean {
  if (o.from.column !== e.from.column || o.to.column !== e.from.column) return false;
  const rows = (x: { from: Place; to: Place }) => [x.from.row, x.to.row].sort((a, b) => a - b).join();
  return rows(o) === rows(e);
}

/** The outer columns keep what lies between them free; others take the emptier side. */
function sideOf(column: number, columns: number, lanes: Readonly<Record<Side, Lanes>>): Side {
  if (columns > 1 && column === 0) return 'left';
  if (column === columns - 1) return 'right';
  return lanes.right.count < lanes.left.count ? 'right' : 'left';
}

/** The gap with the shortest way down and up, and not too many in it. */
function gapFor(from: number, to: number, through: readonly Lanes[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [gap, lanes] of through.entries()) {
    const way = Math.abs(gap - from - 0.5) + Math.abs(gap - to - 0.5) + 0.6 * lanes.count;
    if (way < least) [best, least] = [gap, way];
  }
  return best;
}

/** Intervals that overlap get different lanes; one may begin where another ends. */
class Lanes {
  readonly #taken: (readonly [number, number])[][] = [];

  get count(): number {
    return this.#taken.length;
  }

  take(first: number, last: number): number {
    const free = this.#taken.findIndex((l) => l.every(([a, b]) => b <= first || last <= a));
    if (free >= 0) {
      this.#taken[free]?.push([first, last]);
      return free;
    }
    return this.#taken.push([[first, last]]) - 1;
  }
}

/** Whether it orders others and is no access. */
export function isFence(e: DrawnEvent): boolean {
  return /^(?:F|SRCU)\b/.test(e.label);
}
