/**
 * A picture for a terminal of 80 columns: the same columns and routes as the SVG in box characters, or
 * in ASCII. The cycle is drawn heavy. Threads that do not fit side by side stand in rows, one below the
 * other; where not even one of them fits, all is listed thread by thread.
 */

import { type Bounded, bounded } from './bounds.ts';
import { type At, Canvas } from './canvas.ts';
import { type Drawing, type DrawnEdge, type DrawnEvent, labelOf, sourceOf } from './drawing.ts';
import { sideAt } from './ports.ts';
import { type Grid, gridOf, type Routed, type Side } from './routes.ts';
import { stacked } from './stacked.ts';
import { boxTexts, type Cells, cellsFor, holdsLabel, holdsSource } from './terminal-cells.ts';
import { cellsOf, cutTo, wrapTo } from './text.ts';

export interface TerminalOptions {
  /** For terminals that are not UTF-8. */
  readonly ascii?: boolean;
  /** Paints the cycle. */
  readonly mark?: (text: string) => string;
  readonly width?: number;
}

export function terminalLines(drawing: Drawing, options: TerminalOptions = {}): string[] {
  const { ascii = false, mark = (text) => text, width = 80 } = options;
  const fitting = bounded(drawing);
  const dots = ascii ? '...' : '…';
  const stack = stacked(fitting, (row) => cellsFor(gridOf(row), width, ascii) !== undefined);
  if (stack === undefined) return listed(fitting, width, ascii, dots);
  const rows = stack.rows.map((row) => sideBySide(row, width, ascii, dots));
  const below = [
    ...rows.flatMap((row) => row.sources),
    ...[...rows.flatMap((row) => row.unnamed), ...stack.between].map((e) =>
      cutTo(edgeWords(e, ascii), width, dots),
    ),
    ...fitting.leftOut.map((what) => `  ${what}`),
  ];
  return [
    ...rows.flatMap(({ canvas }, i) => [...(i === 0 ? [] : ['']), ...canvas.render(ascii, mark)]),
    ...(below.length === 0 ? [] : ['']),
    ...below,
  ];
}

/** The threads of one row, which fit; and what found no room in it. */
function sideBySide(
  row: Drawing,
  width: number,
  ascii: boolean,
  dots: string,
): { canvas: Canvas; sources: string[]; unnamed: DrawnEdge[] } {
  const grid = gridOf(row);
  const cells = cellsFor(grid, width, ascii) as Cells;
  let picture = drawn(grid, cells, ascii, dots);
  if (picture.unnamed.length > 0) {
    const wider = cellsFor(grid, width, ascii, new Set(picture.unnamed));
    const again = wider === undefined ? picture : drawn(grid, wider, ascii, dots);
    if (again.unnamed.length < picture.unnamed.length) picture = again;
  }
  return {
    canvas: picture.canvas,
    sources: sourcesBelow(grid, picture.cells, width, dots),
    unnamed: picture.unnamed.map((i) => (grid.edges[i] as Routed).edge),
  };
}

interface Drawn {
  readonly canvas: Canvas;
  readonly cells: Cells;
  /** Edges whose labels found no room. */
  readonly unnamed: readonly number[];
}

function drawn(grid: Grid, cells: Cells, ascii: boolean, dots: string): Drawn {
  const canvas = new Canvas();
  const lines = grid.edges.map((e, i) => pointsOf(e, i, cells));
  const order = [...grid.edges.keys()].sort(
    (a, b) => Number(grid.edges[a]?.edge.onCycle) - Number(grid.edges[b]?.edge.onCycle),
  );
  for (const [c, column] of grid.columns.entries()) {
    const { x, width: w } = cells.columns[c] as Cells['columns'][number];
    const name = wrapTo(column.name, w, 1, dots)[0] ?? '';
    canvas.text(x + Math.max(0, Math.floor((w - cellsOf(name)) / 2)), 0, name);
    for (const [row, event] of column.events.entries()) {
      const box = cells.boxes[c]?.[row];
      if (box !== undefined) drawBox(canvas, event, { ...box, x, width: w }, dots);
    }
  }
  for (const i of order) canvas.line(lines[i] ?? [], grid.edges[i]?.edge.onCycle === true);
  for (const i of order) drawHead(canvas, lines[i] ?? [], grid.edges[i] as Routed, ascii);
  const unnamed = [...order]
    .reverse()
    .filter((i) => !drawLabel(canvas, lines[i] ?? [], grid.edges[i] as Routed, cells))
    .sort((a, b) => a - b);
  return { canvas, cells, unnamed };
}

/** What boxes are too narrow for: the statements of their events, or all of an event. */
function sourcesBelow(grid: Grid, cells: Cells, width: number, dots: string): string[] {
  return grid.columns.flatMap(({ events }, c) => {
    const wide = cells.columns[c]?.width ?? 0;
    return events.flatMap((e) => {
      const cut = !holdsLabel(e, wide);
      const source = cut || !holdsSource(wide) ? sourceOf(e) : '';
      if (!cut && source === '') return [];
      return [cutTo(`  ${cut ? labelOf(e) : e.id}  ${source}`.trimEnd(), width, dots)];
    });
  });
}

function drawBox(
  canvas: Canvas,
  event: DrawnEvent,
  box: { x: number; y: number; width: number; height: number },
  dots: string,
): void {
  const { x, y, width, height } = box;
  const [right, bottom] = [x + width - 1, y + height - 1];
  canvas.line(
    [
      { x, y },
      { x: right, y },
      { x: right, y: bottom },
      { x, y: bottom },
      { x, y },
    ],
    false,
  );
  const lines = boxTexts(event, width, dots);
  for (const [i, text] of lines.entries()) canvas.text(x + 1, y + 1 + i, text);
}

/** From the cell beside the first event to the cell beside the second. */
function pointsOf(e: Routed, i: number, cells: Cells): At[] {
  const { from, to, route } = e;
  const port = (end: 'from' | 'to'): At => {
    const place = e[end];
    const side = sideAt(e, end) as Side;
    const { x, width } = cells.columns[place.column] as Cells['columns'][number];
    return { x: side === 'left' ? x - 1 : x + width, y: cells.ports.get(`${i} ${end}`) ?? 0 };
  };
  switch (route.kind) {
    case 'down': {
      const { x, width } = cells.columns[from.column] as Cells['columns'][number];
      const middle =
        x +
        Math.floor(width / 2) +
        (route.slots === 1 ? 0 : route.slot === 0 ? -Math.floor(width / 4) : Math.floor(width / 4));
      const boxAt = (row: number) => cells.boxes[from.column]?.[row] ?? { y: 0, height: 0 };
      const upper = boxAt(Math.min(from.row, to.row));
      const lower = boxAt(Math.max(from.row, to.row));
      const ends = [
        { x: middle, y: upper.y + upper.height },
        { x: middle, y: lower.y - 1 },
      ];
      return from.row < to.row ? ends : ends.reverse();
    }
    case 'side': {
      const x = cells.columns[from.column]?.lanes[route.side][route.lane] ?? 0;
      const [a, b] = [port('from'), port('to')];
      return [a, { x, y: a.y }, { x, y: b.y }, b];
    }
    case 'across': {
      const x = cells.tracks.get(`${i} ${Math.min(from.column, to.column)}`) ?? 0;
      const [a, b] = [port('from'), port('to')];
      return [a, { x, y: a.y }, { x, y: b.y }, b];
    }
    case 'through': {
      const y = (cells.lanes[route.gap] ?? 0) + route.lane;
      const [first, last] = [from, to].map((end, k) => {
        const other = k === 0 ? to : from;
        const gap = end.column < other.column ? end.column : end.column - 1;
        return cells.tracks.get(`${i} ${gap}`) ?? 0;
      }) as [number, number];
      const [a, b] = [port('from'), port('to')];
      return [a, { x: first, y: a.y }, { x: first, y }, { x: last, y }, { x: last, y: b.y }, b];
    }
    default:
      return route satisfies never;
  }
}

function drawHead(
  canvas: Canvas,
  points: readonly At[],
  { edge, route, from, to }: Routed,
  ascii: boolean,
): void {
  const tip = points[points.length - 1];
  const before = [...points].reverse().find((p) => p.x !== tip?.x || p.y !== tip.y);
  if (tip === undefined) return;
  const down = route.kind === 'down';
  const [right, below] = [before !== undefined && before.x < tip.x, from.row < to.row];
  const heads = ascii ? '^>v<' : '▲▶▼◀';
  canvas.text(tip.x, tip.y, heads[down ? (below ? 2 : 0) : right ? 1 : 3] ?? '', edge.onCycle);
}

/** Over the line where nothing crosses it, or beside it. False: there is no room at all. */
function drawLabel(canvas: Canvas, points: readonly At[], routed: Routed, cells: Cells): boolean {
  const { edge, route, from } = routed;
  const width = cellsOf(edge.label);
  if (route.kind === 'down') {
    const y = Math.min(...points.map((p) => p.y));
    const line = points[0]?.x ?? 0;
    const { x: left, width: wide } = cells.columns[from.column] as Cells['columns'][number];
    const free = (x: number) =>
      x >= left && x + width <= left + wide && span(x - 1, width + 2).every((c) => canvas.isEmpty(c, y));
    const x = [line + 2, line - 1 - width].find(free);
    if (x !== undefined) canvas.text(x, y, edge.label, edge.onCycle);
    return x !== undefined;
  }
  const spots: { at: At; cost: number }[] = [];
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as At, points[i] as At];
    if (a.x === b.x) {
      const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
      const x = a.x - Math.floor((width - 1) / 2);
      for (let y = top + 1; y < bottom; y++) {
        const free = span(x, width).every((c) =>
          c === a.x ? canvas.isPlain(c, y, 'up') : canvas.isEmpty(c, y),
        );
        if (free) spots.push({ at: { x, y }, cost: Math.abs(y - (top + bottom) / 2) });
      }
    } else {
      const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
      for (let x = left + 1; x + width < right; x++) {
        if (span(x, width).every((c) => canvas.isPlain(c, a.y, 'across'))) {
          spots.push({ at: { x, y: a.y }, cost: 20 + Math.abs(x + width / 2 - (left + right) / 2) });
        }
      }
    }
  }
  spots.sort((p, q) => p.cost - q.cost);
  const [best] = spots;
  if (best !== undefined) canvas.text(best.at.x, best.at.y, edge.label, edge.onCycle);
  return best !== undefined;
}

function span(from: number, length: number): number[] {
  return Array.from({ length }, (_, k) => from + k);
}

/** One thread after another, and then the edges. */
function listed(drawing: Bounded, width: number, ascii: boolean, dots: string): string[] {
  const lines: string[] = [];
  const add = (text: string, indent: string) => {
    const [first = '', ...rest] = wrapTo(text, width - indent.length - 2, 4, dots);
    lines.push(`${indent}${first}`, ...rest.map((r) => `${indent}  ${r}`));
  };
  const all = [
    ...(drawing.initial.length === 0 ? [] : [{ name: 'initially', events: drawing.initial }]),
    ...drawing.columns,
  ];
  for (const { name, events } of all) {
    add(name, '');
    for (const e of events) add([labelOf(e), sourceOf(e)].filter((t) => t !== '').join('   '), '  ');
  }
  lines.push('');
  for (const e of drawing.edges) add(edgeWords(e, ascii).trim(), '  ');
  for (const what of drawing.leftOut) add(what, '  ');
  return lines;
}

function edgeWords(e: DrawnEdge, ascii: boolean): string {
  const [dash, head] = ascii ? ['-', '>'] : ['─', '▶'];
  return `  ${e.from} ${dash}${dash} ${e.label} ${dash}${head} ${e.to}${e.onCycle ? '  (on the cycle)' : ''}`;
}
