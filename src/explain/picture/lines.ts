/** The lines of edges: from side to side of events, through the gaps that their routes name. */

import type { DrawnEdge } from './drawing.ts';
import type { Point, Rect } from './geometry.ts';
import { type End, portOrder, sideAt } from './ports.ts';
import type { Grid, Place, Route } from './routes.ts';
import type { Spacing, Tops } from './spacing.ts';
import { sizes } from './text-line.ts';

export interface EdgeLine {
  readonly edge: DrawnEdge;
  readonly route: Route;
  readonly points: readonly Point[];
  /** Where the label may stand: parts of the line. */
  readonly legs: readonly (readonly Point[])[];
  /** Where it stands without asking. */
  readonly fixed?: Point;
}

/** In the order of the grid's edges. `rects`: of the events, by column and row. */
export function linesOf(
  grid: Grid,
  rects: readonly (readonly Rect[])[],
  spacing: Spacing,
  tops: Tops,
): EdgeLine[] {
  const heights = portHeights(grid, rects);
  const rectAt = (p: Place) => rects[p.column]?.[p.row] as Rect;
  return grid.edges.map((e, i): EdgeLine => {
    const { edge, from, to, route } = e;
    const port = (end: End): Point => {
      const rect = rectAt(end === 'from' ? from : to);
      const x = sideAt(e, end) === 'left' ? rect.x : rect.x + rect.width;
      return { x, y: heights.get(`${i} ${end}`) ?? rect.y };
    };
    switch (route.kind) {
      case 'down': {
        const [a, b] = [rectAt(from), rectAt(to)];
        const apart = route.slots > 1 ? a.width / 2 : 0;
        const x = a.x + a.width / 2 + (route.slot - (route.slots - 1) / 2) * apart;
        const downwards = from.row < to.row;
        const points = [
          { x, y: downwards ? a.y + a.height : a.y },
          { x, y: downwards ? b.y : b.y + b.height },
        ];
        const y = tops.labels[Math.max(from.row, to.row)] ?? 0;
        return { edge, route, points, legs: [], fixed: { x, y } };
      }
      case 'side': {
        const x = spacing.columns[from.column]?.lanes[route.side][route.lane] ?? 0;
        const [a, b] = [port('from'), port('to')];
        const leg = [
          { x, y: a.y },
          { x, y: b.y },
        ];
        return { edge, route, points: [a, ...leg, b], legs: [leg] };
      }
      case 'across': {
        const points = [port('from'), port('to')];
        return { edge, route, points, legs: [points] };
      }
      case 'through': {
        const y = (tops.lanes[route.gap] ?? 0) + route.lane * sizes.lane;
        const rightwards = from.column < to.column;
        const step = rightwards ? 1 : -1;
        const [first, last] = [spacing.columns[from.column + step], spacing.columns[to.column - step]];
        const enter = { x: (rightwards ? first?.outerLeft : first?.outerRight) ?? 0, y };
        const leave = { x: (rightwards ? last?.outerRight : last?.outerLeft) ?? 0, y };
        const points = [port('from'), enter, leave, port('to')];
        const [p, q, r, s] = points as [Point, Point, Point, Point];
        return {
          edge,
          route,
          points,
          legs: [
            [q, r],
            [p, q],
            [r, s],
          ],
        };
      }
      default:
        return route satisfies never;
    }
  });
}

/** Ends at one side of one event, spread over its height so that lines cross as little as they must. */
function portHeights(grid: Grid, rects: readonly (readonly Rect[])[]): Map<string, number> {
  const sides = new Map<string, { key: string; order: number; place: Place }[]>();
  for (const [i, e] of grid.edges.entries()) {
    for (const end of ['from', 'to'] as const) {
      const side = sideAt(e, end);
      if (side === undefined) continue;
      const place = e[end];
      const at = `${place.column} ${place.row} ${side}`;
      const list = sides.get(at) ?? [];
      list.push({ key: `${i} ${end}`, order: portOrder(e, end), place });
      sides.set(at, list);
    }
  }
  const heights = new Map<string, number>();
  for (const list of sides.values()) {
    list.sort((a, b) => a.order - b.order);
    for (const [k, { key, place }] of list.entries()) {
      const rect = rects[place.column]?.[place.row];
      if (rect !== undefined) heights.set(key, rect.y + (rect.height * (k + 1)) / (list.length + 1));
    }
  }
  return heights;
}
