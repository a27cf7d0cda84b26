/** Where at its events an edge begins and ends. */

import type { Routed, Side } from './routes.ts';

export type End = 'from' | 'to';

/** The side of the event at which an edge begins or ends; none for those from row to row. */
export function sideAt({ from, to, route }: Routed, end: End): Side | undefined {
  switch (route.kind) {
    case 'down':
      return undefined;
    case 'side':
      return route.side;
    case 'across':
    case 'through': {
      const rightwards = from.column < to.column;
      return rightwards === (end === 'from') ? 'right' : 'left';
    }
    default:
      return route satisfies never;
  }
}

/** What leaves upwards stands above what leaves downwards; what goes far out of the way of what is near. */
export function portOrder(e: Routed, end: End): number {
  const [here, there] = end === 'from' ? [e.from, e.to] : [e.to, e.from];
  switch (e.route.kind) {
    case 'down':
      return 0;
    case 'side': {
      if (here.row === there.row) return end === 'from' ? -0.1 : 0.1;
      return here.row > there.row ? -1000 + e.route.lane : 1000 - e.route.lane;
    }
    case 'across':
      return there.row - here.row + (there.row === here.row ? 0.01 * here.column : 0);
    case 'through':
      return e.route.gap - 0.5 - here.row + 0.01 * e.route.lane;
    default:
      return e.route satisfies never;
  }
}
