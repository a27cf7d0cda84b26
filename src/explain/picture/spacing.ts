/** How wide columns and gaps are, and how high the gaps between rows: before any line is drawn. */

import { labelOf, sourceOf } from './drawing.ts';
import { sideAt } from './ports.ts';
import type { Grid, Routed, Side } from './routes.ts';
import { sizes, titleLines, widthOf } from './text-line.ts';

export interface Spacing {
  readonly width: number;
  /** Below the title. */
  readonly top: number;
  readonly columns: readonly ColumnSpan[];
  /** Heights, from above row 0 to below the last row. */
  readonly gaps: readonly number[];
  /** By column and row: most lines that leave one side of the event. */
  readonly ports: readonly (readonly number[])[];
}

export interface ColumnSpan {
  /** Of its events. */
  readonly x: number;
  readonly width: number;
  /** By lane beside them, the middle of the lane. */
  readonly lanes: Readonly<Record<Side, readonly number[]>>;
  /** With its lanes and brackets: what edges between other columns keep out of. */
  readonly outerLeft: number;
  readonly outerRight: number;
}

/** Heights, from the top. */
export interface Tops {
  readonly names: number;
  readonly rows: readonly number[];
  /** By gap, the height of its first lane for edges that pass through. */
  readonly lanes: readonly number[];
  /** By gap, where labels of edges to the next event stand. */
  readonly labels: readonly number[];
  readonly end: number;
}

export const bracketWidth = 18;

/** `depths`: by column, brackets beside each other. `room`: 1, or more when labels found no place. */
export function spacingFor(grid: Grid, depths: readonly number[], room: number): Spacing {
  const zones = grid.columns.map((_, c) => ({
    left: laneWidths(grid, c, 'left'),
    right: laneWidths(grid, c, 'right'),
    brackets: (depths[c] ?? 0) * bracketWidth,
  }));
  const sum = (all: readonly number[]) => all.reduce((x, y) => x + y, 0);
  const beside = sum(zones.map((z) => sum(z.left) + sum(z.right) + z.brackets));
  const gaps = grid.columns.slice(1).map((_, c) => middleGap(grid, c) * room);
  const free = sizes.page - 2 * sizes.margin - beside - sum(gaps);
  const widths = boxWidths(grid, free);
  // What is left of the page makes the gaps between columns easier to read.
  const spare = Math.max(0, free - sum(widths));
  const wider = gaps.length === 0 ? 0 : Math.min(70, spare / gaps.length);
  const content = beside + sum(gaps) + wider * gaps.length + sum(widths);
  const width = Math.ceil(Math.max(sizes.least, content + 2 * sizes.margin));

  let x = (width - content) / 2;
  const columns = grid.columns.map((_, c): ColumnSpan => {
    const zone = zones[c] as (typeof zones)[number];
    const outerLeft = x;
    const left: number[] = [];
    x += sum(zone.left);
    let lane = x;
    for (const w of zone.left) {
      left.push(lane - w / 2);
      lane -= w;
    }
    x += zone.brackets;
    const at = x;
    const own = widths[c] ?? 0;
    x += own;
    const right: number[] = [];
    for (const w of zone.right) {
      right.push(x + w / 2);
      x += w;
    }
    const outerRight = x;
    x += (gaps[c] ?? 0) + wider;
    return { x: at, width: own, lanes: { left, right }, outerLeft, outerRight };
  });
  const title = titleLines(grid.title, width);
  return {
    width,
    top: sizes.margin + title.length * sizes.title * sizes.leading + 6,
    columns,
    gaps: rowGaps(grid, room),
    ports: portsOf(grid),
  };
}

/** By lane: room for the widest label in it. */
function laneWidths(grid: Grid, column: number, side: Side): number[] {
  const widths = Array.from({ length: grid.lanes[column]?.[side] ?? 0 }, () => 22);
  for (const { edge, from, route } of grid.edges) {
    if (route.kind !== 'side' || route.side !== side || from.column !== column) continue;
    widths[route.lane] = Math.max(widths[route.lane] ?? 0, widthOf(edge.label, sizes.label) + 14);
  }
  return widths;
}

/** Between column c and the next. */
function middleGap(grid: Grid, c: number): number {
  const passing = grid.edges.filter((e) => crosses(e, c));
  if (passing.length === 0) return 28;
  const widest = Math.max(...passing.map((e) => widthOf(e.edge.label, sizes.label)));
  return Math.max(52, widest + 30, 20 * Math.min(passing.length, 6));
}

function crosses({ from, to }: Routed, c: number): boolean {
  return Math.min(from.column, to.column) <= c && Math.max(from.column, to.column) > c;
}

/** As wide as the texts, but together no more than what is free; longer texts are broken into lines. */
function boxWidths(grid: Grid, free: number): number[] {
  const wanted = grid.columns.map(({ name, events }, c) => {
    const texts = [
      widthOf(name, sizes.name),
      ...events.flatMap((e) => [
        widthOf(labelOf(e), sizes.event),
        Math.min(widthOf(sourceOf(e), sizes.source), 230),
      ]),
    ];
    return Math.max(84, slotsWidth(grid, c), Math.ceil(Math.max(...texts)) + 2 * sizes.padding + 2);
  });
  const least = grid.columns.map((_, c) => Math.max(sizes.leastBox, slotsWidth(grid, c)));
  const capped = (cap: number) => wanted.map((w, c) => Math.min(w, Math.max(cap, least[c] ?? 0)));
  const sum = (all: readonly number[]) => all.reduce((x, y) => x + y, 0);
  let cap = Math.max(...wanted);
  while (cap > sizes.leastBox && sum(capped(cap)) > free) cap -= 4;
  return capped(cap);
}

/** For two edges side by side below an event, with their labels. */
function slotsWidth(grid: Grid, column: number): number {
  const labels = grid.edges
    .filter((e) => e.route.kind === 'down' && e.route.slots > 1 && e.from.column === column)
    .map((e) => widthOf(e.edge.label, sizes.label));
  return labels.length === 0 ? 0 : 2 * Math.max(...labels) + 28;
}

function rowGaps(grid: Grid, room: number): number[] {
  return Array.from({ length: grid.rows + 1 }, (_, gap) => {
    const through = (grid.through[gap] ?? 0) * sizes.lane;
    if (gap === 0) return 8 + through;
    if (gap === grid.rows) return 6 + through;
    const told = grid.edges.some(
      ({ from, to, route }) => route.kind === 'down' && Math.max(from.row, to.row) === gap,
    );
    return (told ? 46 : 22) * (1 + (room - 1) / 3) + through;
  });
}

function portsOf(grid: Grid): number[][] {
  const counts = grid.columns.map((c) => c.events.map(() => ({ left: 0, right: 0 })));
  for (const e of grid.edges) {
    for (const [end, side] of [
      [e.from, sideAt(e, 'from')],
      [e.to, sideAt(e, 'to')],
    ] as const) {
      const count = counts[end.column]?.[end.row];
      if (count !== undefined && side !== undefined) count[side]++;
    }
  }
  return counts.map((column) => column.map((c) => Math.max(c.left, c.right)));
}
