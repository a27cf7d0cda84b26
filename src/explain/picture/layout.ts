/**
 * Where everything of a picture stands: one column a thread, source order downwards. Lines keep to the
 * gaps between columns and rows, so that none can run through an event; labels are put on their lines
 * where they cover nothing else.
 */

import { bounded } from './bounds.ts';
import { type Column, type Drawing, type DrawnEdge, type DrawnEvent, labelOf, sourceOf } from './drawing.ts';
import { overlap, type Point, type Rect } from './geometry.ts';
import { type Labelled, placeLabels } from './labels.ts';
import { type LegendLine, legendLines } from './legend.ts';
import { linesOf } from './lines.ts';
import { type Grid, gridOf, isFence } from './routes.ts';
import { type Bracket, bracketDepth, bracketsOf } from './sections.ts';
import { type Spacing, spacingFor, type Tops } from './spacing.ts';
import { cellOfFont, wrapTo } from './text.ts';
import { sizes, type TextLine, textLine, titleLines } from './text-line.ts';

export interface Box {
  readonly event: DrawnEvent;
  readonly rect: Rect;
  readonly fence: boolean;
  readonly lines: readonly TextLine[];
}

export interface Line {
  readonly edge: DrawnEdge;
  /** From event to event; the arrow's head is at its end. */
  readonly points: readonly Point[];
  readonly label: TextLine;
}

export interface Layout {
  readonly title: string;
  readonly desc: string;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly TextLine[];
  readonly boxes: readonly Box[];
  /** Program order where no edge shows it. */
  readonly spines: readonly (readonly Point[])[];
  readonly brackets: readonly Bracket[];
  readonly lines: readonly Line[];
  readonly legend: readonly LegendLine[];
}

/** More room is tried at most so often when labels find no place. */
const tries = 8;

export function layoutOf(drawing: Drawing): Layout {
  const fitting = bounded(drawing);
  const grid = gridOf(fitting);
  for (let attempt = 0; ; attempt++) {
    const { layout, crowded } = attemptLayout(fitting, grid, 1 + 0.3 * attempt);
    if (!crowded || attempt === tries) return layout;
  }
}

function attemptLayout(drawing: Drawing, grid: Grid, room: number): { layout: Layout; crowded: boolean } {
  const depths = grid.columns.map(bracketDepth);
  const spacing = spacingFor(grid, depths, room);
  const boxes = grid.columns.map((column, c) => boxesOf(column, c, spacing));
  const tops = rowTops(grid, boxes, spacing);
  const placed = boxes.map((of) => of.map((box, row) => movedDown(box, tops.rows[row] ?? 0)));
  const rects = placed.map((of) => of.map((b) => b.rect));
  const brackets = grid.columns.flatMap((column, c) => bracketsOf(column, rects[c] ?? []));
  const names = grid.columns.map((column, c) => {
    const { x, width } = spacing.columns[c] as { x: number; width: number };
    const cells = Math.floor(width / (sizes.name * cellOfFont));
    const name = wrapTo(column.name, Math.max(cells, 4), 1)[0] ?? '';
    return textLine(name, 'name', sizes.name, { x: x + width / 2, y: tops.names }, 'middle');
  });
  const lines = linesOf(grid, rects, spacing, tops);
  const all = placed.flat();
  const labelled: Labelled[] = placeLabels(
    lines,
    all.map((b) => b.rect),
    [...names.map((n) => n.rect), ...brackets.flatMap((b) => (b.label === undefined ? [] : [b.label.rect]))],
  );
  const legend = legendLines(drawing, spacing.width, tops.end + sizes.margin);
  const title = titleLines(drawing.title, spacing.width);
  const layout: Layout = {
    title: drawing.title,
    desc: drawing.desc,
    width: spacing.width,
    height: Math.ceil(legend.end + sizes.margin),
    texts: [...title, ...names],
    boxes: all,
    spines: spinesOf(grid, rects),
    brackets,
    lines: labelled.map(({ line, label }) => ({ edge: line.edge, points: line.points, label })),
    legend: legend.lines,
  };
  return { layout, crowded: labelled.some((l) => l.crowded) || overlapping(layout) };
}

function overlapping(layout: Layout): boolean {
  const labels = layout.lines.map((l) => l.label.rect);
  return labels.some((a, i) => labels.some((b, j) => j > i && overlap(a, b)));
}

/** Of one column, all at height 0 still. */
function boxesOf(column: Column, c: number, spacing: Spacing): Box[] {
  const { x, width } = spacing.columns[c] as { x: number; width: number };
  const inside = width - 2 * sizes.padding;
  return column.events.map((event, row) => {
    const fence = isFence(event);
    const ports = spacing.ports[c]?.[row] ?? 0;
    const told = wrapTo(labelOf(event), Math.floor(inside / (sizes.event * cellOfFont)), 2);
    const source = wrapTo(sourceOf(event), Math.floor(inside / (sizes.source * cellOfFont)), 2);
    const lines: TextLine[] = [];
    let y = sizes.padding - 2;
    const add = (text: string, role: 'event' | 'source', size: number) => {
      const height = size * sizes.leading;
      lines.push(textLine(text, role, size, { x: x + width / 2, y: y + height / 2 }, 'middle'));
      y += height;
    };
    for (const text of told) add(text, 'event', sizes.event);
    for (const text of source) if (text !== '') add(text, 'source', sizes.source);
    const height = Math.max(y + sizes.padding - 2, (ports + 1) * sizes.port);
    const down = (height - (y + sizes.padding - 2)) / 2;
    return {
      event,
      fence,
      rect: { x, y: 0, width, height },
      lines: lines.map((l) => ({ ...l, rect: { ...l.rect, y: l.rect.y + down } })),
    };
  });
}

function movedDown(box: Box, by: number): Box {
  return {
    ...box,
    rect: { ...box.rect, y: by },
    lines: box.lines.map((l) => ({ ...l, rect: { ...l.rect, y: l.rect.y + by } })),
  };
}

function rowTops(grid: Grid, boxes: readonly (readonly Box[])[], spacing: Spacing): Tops {
  const names = spacing.top + sizes.name;
  let y = names + sizes.name;
  const rows: number[] = [];
  const lanes: number[] = [];
  const labels: number[] = [];
  for (let row = 0; row <= grid.rows; row++) {
    const gap = spacing.gaps[row] ?? 0;
    const through = grid.through[row] ?? 0;
    const inside = gap - through * sizes.lane;
    labels.push(y + inside * 0.44);
    lanes.push(y + (row === 0 ? 2 : inside * 0.75) + sizes.lane / 2);
    y += gap;
    rows.push(y);
    y += Math.max(0, ...boxes.map((of) => of[row]?.rect.height ?? 0));
  }
  return { names, rows, lanes, labels, end: y };
}

function spinesOf(grid: Grid, rects: readonly (readonly Rect[])[]): Point[][] {
  return grid.columns.flatMap((column, c) =>
    column.events.slice(1).flatMap((_, above) => {
      const shown = grid.edges.some(
        ({ from, to, route }) =>
          route.kind === 'down' && from.column === c && Math.min(from.row, to.row) === above,
      );
      const [upper, lower] = [rects[c]?.[above], rects[c]?.[above + 1]];
      const initial = column.events[above]?.source === undefined && column.name === 'initially';
      if (shown || initial || upper === undefined || lower === undefined) return [];
      const x = upper.x + upper.width / 2;
      return [
        [
          { x, y: upper.y + upper.height },
          { x, y: lower.y },
        ],
      ];
    }),
  );
}
