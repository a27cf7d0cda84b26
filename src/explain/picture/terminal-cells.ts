/** Which character cells a picture in a terminal takes. */

import { type DrawnEvent, labelOf, sourceOf } from './drawing.ts';
import { portOrder, sideAt } from './ports.ts';
import type { Grid, Side } from './routes.ts';
import { cellsOf, wrapTo } from './text.ts';

export interface Cells {
  readonly columns: readonly {
    readonly x: number;
    readonly width: number;
    readonly lanes: Readonly<Record<Side, readonly number[]>>;
  }[];
  /** By column and row. */
  readonly boxes: readonly (readonly { readonly y: number; readonly height: number }[])[];
  /** By `EDGE from` and `EDGE to`, the line at which the edge meets its event. */
  readonly ports: ReadonlyMap<string, number>;
  /** By `EDGE GAP`, where the edge goes up or down between column GAP and the next. */
  readonly tracks: ReadonlyMap<string, number>;
  /** By gap between rows, the first line for edges that pass through. */
  readonly lanes: readonly number[];
}

/**
 * Undefined when the columns do not fit side by side. `roomy`: edges that get a place for their label
 * before they turn up or down.
 */
export function cellsFor(
  grid: Grid,
  page: number,
  ascii: boolean,
  roomy: ReadonlySet<number> = new Set(),
): Cells | undefined {
  for (let widest = 44; widest >= 12; widest--) {
    const cells = tryCells(grid, page, widest, ascii ? '...' : '…', roomy);
    if (cells !== undefined) return cells;
  }
  return undefined;
}

function tryCells(
  grid: Grid,
  page: number,
  widest: number,
  dots: string,
  roomy: ReadonlySet<number>,
): Cells | undefined {
  const tracks = new Map<string, number>();
  const columns: Cells['columns'][number][] = [];
  let x = 0;
  for (const [c, column] of grid.columns.entries()) {
    const left = laneWidths(grid, c, 'left');
    const right = laneWidths(grid, c, 'right');
    const wanted = Math.max(
      6,
      cellsOf(column.name),
      2 * widestSlot(grid, c) + 6,
      ...column.events.flatMap((e) => [cellsOf(labelOf(e)) + 2, cellsOf(sourceOf(e)) + 2]),
    );
    const width = Math.min(wanted, Math.max(widest, 2 * widestSlot(grid, c) + 6));
    const lanes: Record<Side, number[]> = { left: [], right: [] };
    x += left.reduce((a, b) => a + b, 0) + (left.length > 0 ? 1 : 0);
    let at = x - 1;
    for (const w of left) {
      at -= Math.ceil(w / 2);
      lanes.left.push(at);
      at -= Math.floor(w / 2);
    }
    const own = x;
    x += width;
    at = x;
    for (const w of right) {
      at += Math.floor(w / 2);
      lanes.right.push(at);
      at += Math.ceil(w / 2);
    }
    x = at + (right.length > 0 ? 1 : 0);
    columns.push({ x: own, width, lanes });
    if (c === grid.columns.length - 1) break;
    x += 1;
    for (const [i, e] of grid.edges.entries()) {
      if (!hasTrack(e.from.column, e.to.column, c)) continue;
      const room = cellsOf(e.edge.label) + 1;
      if (roomy.has(i)) x += room + 2;
      tracks.set(`${i} ${c}`, x + Math.floor((room - 1) / 2));
      x += room;
    }
    x += 1;
  }
  if (x > page) return undefined;
  return { columns, tracks, ...linesFor(grid, columns, dots) };
}

/** Edges have a track in the first and in the last gap that they cross. */
function hasTrack(from: number, to: number, gap: number): boolean {
  if (from === to) return false;
  return gap === Math.min(from, to) || gap === Math.max(from, to) - 1;
}

function laneWidths(grid: Grid, column: number, side: Side): number[] {
  const widths = Array.from({ length: grid.lanes[column]?.[side] ?? 0 }, () => 3);
  for (const { edge, from, route } of grid.edges) {
    if (route.kind !== 'side' || route.side !== side || from.column !== column) continue;
    widths[route.lane] = Math.max(widths[route.lane] ?? 0, cellsOf(edge.label) + 1);
  }
  return widths;
}

function widestSlot(grid: Grid, column: number): number {
  const labels = grid.edges
    .filter((e) => e.route.kind === 'down' && e.from.column === column)
    .map((e) => (e.route.kind === 'down' && e.route.slots > 1 ? 2 : 1) * (cellsOf(e.edge.label) + 1));
  return Math.ceil(Math.max(0, ...labels) / 2);
}

/** Narrower boxes hold the label alone. */
export function holdsSource(width: number): boolean {
  return width >= 18;
}

/** Of a box. */
const labelLines = 2;

/** Whether a box so wide shows the whole label. */
export function holdsLabel(event: DrawnEvent, width: number): boolean {
  return wrapTo(labelOf(event), width - 2, labelLines + 1).length <= labelLines;
}

export function boxTexts(event: DrawnEvent, width: number, dots: string): string[] {
  const source = holdsSource(width) ? wrapTo(sourceOf(event), width - 2, 2, dots) : [];
  return [...wrapTo(labelOf(event), width - 2, labelLines, dots), ...source].filter((text) => text !== '');
}

function linesFor(
  grid: Grid,
  columns: Cells['columns'],
  dots: string,
): Pick<Cells, 'boxes' | 'ports' | 'lanes'> {
  const ends = endsOf(grid);
  const heightOf = (e: DrawnEvent, c: number, row: number): number => {
    const texts = boxTexts(e, columns[c]?.width ?? 3, dots).length;
    const right = ends.get(`${c} ${row} right`)?.length ?? 0;
    const left = ends.get(`${c} ${row} left`)?.length ?? 0;
    return 2 + Math.max(texts, 2 * right - 1, 2 * left);
  };
  const boxes: { y: number; height: number }[][] = grid.columns.map(() => []);
  const lanes: number[] = [];
  let y = 1;
  for (let row = 0; row <= grid.rows; row++) {
    const down = grid.edges.some((e) => e.route.kind === 'down' && Math.max(e.from.row, e.to.row) === row);
    if (down) y += 1;
    lanes.push(y);
    y += grid.through[row] ?? 0;
    if (down) y += 1;
    const top = y;
    for (const [c, column] of grid.columns.entries()) {
      const e = column.events[row];
      if (e === undefined) continue;
      const height = heightOf(e, c, row);
      boxes[c]?.push({ y: top, height });
      y = Math.max(y, top + height);
    }
  }
  const ports = new Map<string, number>();
  for (const [at, list] of ends) {
    const [c = 0, row = 0] = at.split(' ').map(Number);
    const top = boxes[c]?.[row]?.y ?? 0;
    // Lines that meet in a gap from both of its sides never lie in one line of text.
    const first = at.endsWith('right') ? 1 : 2;
    for (const [k, { key }] of list.entries()) ports.set(key, top + first + 2 * k);
  }
  return { boxes, ports, lanes };
}

/** By `COLUMN ROW SIDE`, the ends of edges there, from the top. */
function endsOf(grid: Grid): Map<string, { key: string; order: number }[]> {
  const ends = new Map<string, { key: string; order: number }[]>();
  for (const [i, e] of grid.edges.entries()) {
    for (const end of ['from', 'to'] as const) {
      const side = sideAt(e, end);
      if (side === undefined) continue;
      const at = `${e[end].column} ${e[end].row} ${side}`;
      const list = ends.get(at) ?? [];
      list.push({ key: `${i} ${end}`, order: portOrder(e, end) });
      ends.set(at, list);
    }
  }
  for (const list of ends.values()) list.sort((a, b) => a.order - b.order);
  return ends;
}
