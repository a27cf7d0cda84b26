/** Orders of strength: closure, circles, neighbours. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  directlyStronger,
  directlyWeaker,
  isAtMost,
  isWeaker,
  strengthOf,
  weakest,
} from '../../src/lkmm/strength.ts';

const closed = (count: number, pairs: readonly (readonly [number, number])[]) => {
  const s = strengthOf(count, pairs);
  if ('circle' in s) throw new Error('a circle');
  return s;
};

test('a chain with a branch', () => {
  // none < rmb < mb, none < wmb < mb
  const s = closed(4, [
    [0, 1],
    [1, 3],
    [0, 2],
    [2, 3],
  ]);
  expect(isWeaker(s, 0, 3)).toBe(true);
  expect(isWeaker(s, 1, 2)).toBe(false);
  expect(isAtMost(s, 2, 2)).toBe(true);
  expect(directlyWeaker(s, 3)).toEqual([1, 2]);
  expect(directlyStronger(s, 0)).toEqual([1, 2]);
  expect(weakest(s)).toEqual([0]);
});

test('a circle is told with all its members, in order', () => {
  expect(
    strengthOf(4, [
      [3, 0],
      [0, 2],
      [2, 1],
      [1, 0],
    ]),
  ).toEqual({ circle: [0, 2, 1] });
  expect(strengthOf(2, [[1, 1]])).toEqual({ circle: [1] });
});

test('random orders: transitive, irreflexive, neighbours hide nothing', () => {
  // Pairs from a lower to a higher number cannot run in a circle.
  const pairs = fc.array(
    fc.tuple(fc.nat(7), fc.nat(7)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  );
  fc.assert(
    fc.property(pairs, (some) => {
      const own = some.filter(([a, b]) => a !== b);
      const s = closed(8, own);
      for (let a = 0; a < 8; a++) {
        expect(isWeaker(s, a, a)).toBe(false);
        for (let b = 0; b < 8; b++) {
          const through = [0, 1, 2, 3, 4, 5, 6, 7].some((c) => isWeaker(s, a, c) && isWeaker(s, c, b));
          if (through) expect(isWeaker(s, a, b)).toBe(true);
          expect(directlyWeaker(s, b).includes(a)).toBe(isWeaker(s, a, b) && !through);
          expect(directlyStronger(s, a).includes(b)).toBe(isWeaker(s, a, b) && !through);
        }
      }
      for (const [a, b] of own) expect(isWeaker(s, a, b)).toBe(true);
    }),
    { numRuns: 200, seed: 4 },
  );
});
