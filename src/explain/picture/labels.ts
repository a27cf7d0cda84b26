/** Where labels stand: on their own lines, over no event and no other label, and off other lines. */

import { centred, grown, meets, overlap, type Point, pointAt, type Rect } from './geometry.ts';
import type { EdgeLine } from './lines.ts';
import { sizes, type TextLine, textLine, widthOf } from './text-line.ts';

export interface Labelled {
  readonly line: EdgeLine;
  readonly label: TextLine;
  /** No place was free: it covers something. */
  readonly crowded: boolean;
}

const parts = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8, 0.14, 0.86, 0.1, 0.9];

const blocked = 1e6;

/** In the order of the lines. `events` and `texts` are what must stay uncovered. */
export function placeLabels(
  lines: readonly EdgeLine[],
  events: readonly Rect[],
  texts: readonly Rect[],
): Labelled[] {
  const taken = [...events.map((r) => grown(r, 2)), ...texts];
  const places = new Map<EdgeLine, Point>();
  for (const line of lines) if (line.fixed !== undefined) places.set(line, line.fixed);
  const rectOf = (line: EdgeLine, at: Point) =>
    centred(at, widthOf(line.edge.label, sizes.label) + 6, sizes.label * sizes.leading);

  const boxes = new Map(lines.map((line) => [line, around(line.points)]));
  /** Stops counting where it is `most` or more already. */
  const costAt = (line: EdgeLine, at: Point, nth: number, most = Number.POSITIVE_INFINITY): number => {
    const rect = rectOf(line, at);
    let cost = nth;
    if (cost >= most) return cost;
    if (taken.some((r) => overlap(r, rect))) cost += blocked;
    for (const other of lines) {
      if (other === line) continue;
      if (cost >= most) return cost;
      const there = places.get(other);
      if (there !== undefined && overlap(grown(rectOf(other, there), 1), rect)) cost += blocked;
      if (overlap(boxes.get(other) ?? rect, rect) && meets(other.points, rect)) cost += 40;
    }
    return cost;
  };
  const best = (line: EdgeLine): Point | undefined => {
    let found: Point | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [l, leg] of line.legs.entries()) {
      for (const [p, part] of parts.entries()) {
        const at = pointAt(leg, part);
        const cost = costAt(line, at, p + 2 * l, least);
        if (cost < least) [found, least] = [at, cost];
      }
    }
    return found;
  };
  // Once more with all others in place: the first ones did not know of the last.
  for (let round = 0, moved = true; round < 3 && moved; round++) {
    moved = false;
    for (const line of lines) {
      if (line.fixed !== undefined) continue;
      const before = places.get(line);
      const at = best(line);
      if (at === undefined) continue;
      moved ||= before === undefined || before.x !== at.x || before.y !== at.y;
      places.set(line, at);
    }
  }
  return lines.map((line) => {
    const at = places.get(line) ?? pointAt(line.points, 0.5);
    return {
      line,
      label: textLine(line.edge.label, 'label', sizes.label, at, 'middle'),
      crowded: costAt(line, at, 0) >= blocked,
    };
  });
}

function around(points: readonly Point[]): Rect {
  const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return grown({ x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }, 1);
}
