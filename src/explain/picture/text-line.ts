/** Lines of text with the room that they take, and the sizes that all of a picture shares. */

import type { Point, Rect } from './geometry.ts';
import { cellOfFont, cellsOf, wrapTo } from './text.ts';

/** In pixels. */
export const sizes = {
  /** Of letters. */
  title: 14,
  name: 13,
  event: 12,
  source: 11,
  label: 11,
  legend: 11,
  section: 10,
  /** Height of a line of text as part of its letters' size. */
  leading: 1.35,
  /** Of a column: room for `a: R[ACQUIRE]`. */
  leastBox: 118,
  margin: 14,
  /** Between an event's rim and its text. */
  padding: 7,
  /** Least distance of two lines that leave one side of an event. */
  port: 11,
  /** Height of a lane for edges that pass through between two rows. */
  lane: 16,
  /** What a picture should not exceed in width, and what it never falls below. */
  page: 800,
  least: 380,
  titleLines: 3,
} as const;

export interface TextLine {
  readonly text: string;
  readonly rect: Rect;
  readonly size: number;
  readonly role: 'title' | 'name' | 'event' | 'source' | 'label' | 'legend' | 'section';
  /** Turned by a quarter, read upwards. */
  readonly turned?: boolean;
}

/** `at` is the text's left end or middle, at half the line's height. */
export function textLine(
  text: string,
  role: TextLine['role'],
  size: number,
  at: Point,
  anchor: 'start' | 'middle' = 'start',
): TextLine {
  const width = widthOf(text, size);
  const height = size * sizes.leading;
  const x = anchor === 'start' ? at.x : at.x - width / 2;
  return { text, role, size, rect: { x, y: at.y - height / 2, width, height } };
}

export function widthOf(text: string, size: number): number {
  return cellsOf(text) * size * cellOfFont;
}

/** The title at the top of a picture so wide. */
export function titleLines(title: string, width: number): TextLine[] {
  const cells = Math.floor((width - 2 * sizes.margin) / (sizes.title * cellOfFont));
  return wrapTo(title, cells, sizes.titleLines).map((text, i) =>
    textLine(text, 'title', sizes.title, {
      x: sizes.margin,
      y: sizes.margin + (i + 0.5) * sizes.title * sizes.leading,
    }),
  );
}
