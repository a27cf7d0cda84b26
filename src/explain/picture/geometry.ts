/** Points, boxes and lines of a picture, in pixels, y downwards. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Larger by so much on every side. */
export function grown(r: Rect, by: number): Rect {
  return { x: r.x - by, y: r.y - by, width: r.width + 2 * by, height: r.height + 2 * by };
}

export function centred(at: Point, width: number, height: number): Rect {
  return { x: at.x - width / 2, y: at.y - height / 2, width, height };
}

/** Whether some part of the line lies inside the box; its rim does not count. */
export function meets(line: readonly Point[], r: Rect): boolean {
  for (let i = 1; i < line.length; i++) {
    if (segmentMeets(line[i - 1] as Point, line[i] as Point, r)) return true;
  }
  return false;
}

/** Liang and Barsky's clipping. */
function segmentMeets(a: Point, b: Point, r: Rect): boolean {
  let from = 0;
  let to = 1;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  for (const [p, q] of [
    [-dx, a.x - r.x],
    [dx, r.x + r.width - a.x],
    [-dy, a.y - r.y],
    [dy, r.y + r.height - a.y],
  ] as const) {
    if (p === 0) {
      if (q <= 0) return false;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  return to - from > 1e-9;
}

export function lengthOf(line: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1] as Point, line[i] as Point);
  return sum;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The point at this part, 0 to 1, of the line's length. */
export function pointAt(line: readonly Point[], part: number): Point {
  let left = part * lengthOf(line);
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1] as Point, line[i] as Point];
    const d = distance(a, b);
    if (d > 0 && left <= d) return { x: a.x + ((b.x - a.x) * left) / d, y: a.y + ((b.y - a.y) * left) / d };
    left -= d;
  }
  return line[line.length - 1] as Point;
}
