/** Critical sections: brackets at the left of their events, the inner ones nearer. */

import type { Column, Section } from './drawing.ts';
import type { Point, Rect } from './geometry.ts';
import { bracketWidth } from './spacing.ts';
import { cellOfFont, cutTo } from './text.ts';
import { sizes, type TextLine, widthOf } from './text-line.ts';

export interface Bracket {
  readonly section: Section;
  readonly points: readonly Point[];
  /** Beside it, turned; absent where there is no room. */
  readonly label?: TextLine;
}

interface Span {
  readonly section: Section;
  readonly first: number;
  readonly last: number;
  readonly open: boolean;
  /** 0 is next to the events. */
  readonly depth: number;
}

export function bracketDepth(column: Column): number {
  return Math.max(0, ...spansOf(column).map((s) => s.depth + 1));
}

/** `rects`: of the column's events. */
export function bracketsOf(column: Column, rects: readonly Rect[]): Bracket[] {
  return spansOf(column).flatMap(({ section, first, last, open, depth }) => {
    const [top, bottom] = [rects[first], rects[last]];
    if (top === undefined || bottom === undefined) return [];
    const x = top.x - 5 - depth * bracketWidth;
    const from = top.y + 4;
    const to = bottom.y + bottom.height - 4;
    const tip = x + 4;
    const points = [
      { x: tip, y: from },
      { x, y: from },
      { x, y: to },
    ];
    const label = turnedLabel(section.label, x, from, to);
    return [
      {
        section,
        points: open ? points : [...points, { x: tip, y: to }],
        ...(label === undefined ? {} : { label }),
      },
    ];
  });
}

function turnedLabel(text: string, x: number, from: number, to: number): TextLine | undefined {
  const size = sizes.section;
  const cells = Math.floor((to - from) / (size * cellOfFont));
  if (cells < 3) return undefined;
  const shown = cutTo(text, cells);
  const length = widthOf(shown, size);
  const height = size * sizes.leading;
  const rect = { x: x - 1 - height, y: (from + to) / 2 - length / 2, width: height - 1, height: length };
  return { text: shown, role: 'section', size, rect, turned: true };
}

function spansOf(column: Column): Span[] {
  const rowOf = new Map(column.events.map((e, row) => [e.id, row]));
  const spans = column.sections.flatMap((section) => {
    const first = rowOf.get(section.from);
    const last = section.to === undefined ? column.events.length - 1 : rowOf.get(section.to);
    return first === undefined || last === undefined
      ? []
      : [{ section, first, last, open: section.to === undefined }];
  });
  // Short ones first: each stands outside of those that it overlaps.
  const placed: Span[] = [];
  for (const s of [...spans].sort((a, b) => a.last - a.first - (b.last - b.first))) {
    const beside = placed.filter((p) => p.first <= s.last && s.first <= p.last);
    placed.push({ ...s, depth: Math.max(-1, ...beside.map((p) => p.depth)) + 1 });
  }
  return placed;
}
