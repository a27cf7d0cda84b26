/** The edges of an execution that a picture shows: rf, co and fr, without what follows from others. */

import { type Bits, composeInto, emptyRelation, hasPair, inverseInto, pairs } from '../base/relation.ts';
import { initialThread } from '../events/structure.ts';
import type { Found } from './case.ts';
import type { Step } from './step.ts';

/** Initial writes are shown where something reads from them, and not as overwritten. */
export function edgesOf({ located, at }: Pick<Found, 'located' | 'at'>): Step[] {
  const { structure: s } = located;
  const { size } = s;
  const back = emptyRelation(size);
  const fr = emptyRelation(size);
  inverseInto(back, at.rf, size);
  composeInto(fr, back, at.co, size);
  const isInitial = (e: number) => s.events[e]?.thread === initialThread;
  const nextInCo = (a: number, b: number) => !between(at.co, size, a, b);
  const step = (name: string, [from, to]: readonly [number, number]): Step => {
    const side = hasPair(s.int, size, from, to) ? 'i' : 'e';
    return { relation: `${name}${side}`, from, to, by: [] };
  };
  return [
    ...pairs(at.rf, size).map((p) => step('rf', p)),
    ...pairs(at.co, size)
      .filter(([a, b]) => !isInitial(a) && nextInCo(a, b))
      .map((p) => step('co', p)),
    ...pairs(fr, size)
      // The next store only: what lies behind it follows; and not an operation's own.
      .filter(([r, w]) => !hasPair(s.rmw, size, r, w) && !overtaken(fr, at.co, size, r, w))
      .map((p) => step('fr', p)),
  ];
}

function between(co: Bits, size: { n: number; width: number }, a: number, b: number): boolean {
  for (let c = 0; c < size.n; c++) if (hasPair(co, size, a, c) && hasPair(co, size, c, b)) return true;
  return false;
}

function overtaken(fr: Bits, co: Bits, size: { n: number; width: number }, r: number, w: number): boolean {
  for (let v = 0; v < size.n; v++) if (hasPair(fr, size, r, v) && hasPair(co, size, v, w)) return true;
  return false;
}
