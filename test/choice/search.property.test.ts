/** The search by order finds what judging every choice finds, on random orders and random judges. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceAtMost, choiceKey, type Lattice, minimalChoices } from '../../src/choice/lattice.ts';
import { searchWith } from '../../src/choice/search.ts';
import { type Strength, strengthOf } from '../../src/lkmm/strength.ts';
import type { Choice } from '../../src/scenario/scenario.ts';

function strength(count: number, pairs: readonly (readonly [number, number])[]): Strength {
  const upward = pairs.map(([a, b]) => [Math.min(a, b) % count, Math.max(a, b) % count] as const);
  const s = strengthOf(
    count,
    upward.filter(([a, b]) => a < b),
  );
  if ('circle' in s) throw new Error('numbers only go up');
  return s;
}

function every(l: Lattice): Choice[] {
  let all: number[][] = [[]];
  for (const s of l.strengths) all = all.flatMap((c) => Array.from({ length: s.count }, (_, f) => [...c, f]));
  return all.filter((c) => !l.isForbidden(c));
}

const slot = fc
  .integer({ min: 1, max: 5 })
  .chain((count) =>
    fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 8 }).map((pairs) => strength(count, pairs)),
  );

/** Slots, and choices drawn by their place among all, to make a judge of: what is above them is safe. */
const problem = fc.record({
  strengths: fc.array(slot, { minLength: 1, maxLength: 4 }),
  safeFrom: fc.array(fc.nat(1_000_000), { maxLength: 4 }),
  deadFrom: fc.array(fc.nat(1_000_000), { maxLength: 2 }),
  forbidden: fc.array(fc.nat(1_000_000), { maxLength: 3 }),
});

function problemOf(p: typeof problem extends fc.Arbitrary<infer T> ? T : never) {
  const whole = every({ strengths: p.strengths, isForbidden: () => false });
  const pick = (n: number) => whole[n % whole.length] ?? [];
  const forbidden = new Set(p.forbidden.map((n) => choiceKey(pick(n))));
  const l: Lattice = { strengths: p.strengths, isForbidden: (c) => forbidden.has(choiceKey(c)) };
  const above = (from: readonly number[]) => (c: Choice) => from.some((n) => choiceAtMost(l, pick(n), c));
  const safe = above(p.safeFrom);
  const dead = above(p.deadFrom);
  return { l, safe, dead };
}

const sorted = (choices: readonly Choice[]) => choices.map(choiceKey).sort();

describe('the search by order', () => {
  test('finds the minimal choices of every upward-closed judge', () => {
    fc.assert(
      fc.property(problem, (p) => {
        const { l, safe, dead } = problemOf(p);
        const asked: string[] = [];
        const result = searchWith(l, (c, alive) => {
          asked.push(`${choiceKey(c)} ${alive}`);
          return { safe: safe(c), alive: alive ? !dead(c) : undefined };
        });
        const expected = minimalChoices(l, every(l).filter(safe));
        expect(result.stopped).toBeUndefined();
        expect(sorted([...result.minimal, ...result.dead])).toEqual(sorted(expected));
        expect(sorted(result.minimal)).toEqual(sorted(expected.filter((c) => !dead(c))));
        expect(result.violations).toEqual([]);
        expect(new Set(asked).size, 'nothing is asked twice').toBe(asked.length);
        expect(result.judged).toBeLessThanOrEqual(every(l).length);
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  test('has judged each answer and each direct weakening of it', () => {
    fc.assert(
      fc.property(problem, (p) => {
        const { l, safe } = problemOf(p);
        const judged = new Set<string>();
        const result = searchWith(l, (c) => {
          judged.add(choiceKey(c));
          return { safe: safe(c), alive: true };
        });
        for (const c of [...result.minimal, ...result.below]) expect(judged).toContain(choiceKey(c));
        for (const c of result.below) expect(safe(c)).toBe(false);
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

const chain = (count: number) =>
  strength(
    count,
    Array.from({ length: count - 1 }, (_, i) => [i, i + 1] as const),
  );

describe('what the search makes of a bad order or judge', () => {
  const l: Lattice = { strengths: [chain(3), chain(3)], isForbidden: () => false };

  test('a weaker choice that suffices although a stronger one does not', () => {
    // The first slot's fillings 1 and 2 are both above 0, and neither above the other.
    const forked: Lattice = {
      strengths: [
        strength(3, [
          [0, 1],
          [0, 2],
        ]),
        chain(3),
      ],
      isForbidden: () => false,
    };
    const safe = (c: Choice) => (c[0] === 2 && c[1] !== 0) || (c[0] === 0 && c[1] === 1);
    const result = searchWith(forked, (c) => ({ safe: safe(c), alive: true }));
    expect(result.minimal).toEqual([[2, 1]]);
    expect(result.violations).toEqual([{ of: 'safe', weaker: [0, 1], stronger: [1, 2] }]);
  });

  test('a stronger choice that is alive although a weaker one is dead', () => {
    const result = searchWith(l, (c) => ({ safe: c[0] === 2, alive: c[1] === 1 }));
    expect(result.dead).toEqual([[2, 0]]);
    expect(result.minimal).toEqual([[2, 1]]);
    expect(result.violations).toEqual([{ of: 'alive', weaker: [2, 0], stronger: [2, 1] }]);
  });

  test('a judge that cannot tell', () => {
    const result = searchWith(l, (c) => ({ safe: c[0] === 1 ? undefined : c[0] === 2, alive: true }));
    expect(result.stopped).toBe('a choice could not be judged');
    expect(result.undecided?.[0]).toBe(1);
  });

  test('limits', () => {
    const wide: Lattice = {
      strengths: Array.from({ length: 12 }, () =>
        strength(3, [
          [0, 1],
          [0, 2],
        ]),
      ),
      isForbidden: () => false,
    };
    const judge = (c: Choice) => ({ safe: c.every((f) => f > 0), alive: true });
    expect(searchWith(wide, judge, { open: 100, judged: 10_000 }).stopped).toBe('too many open choices');
    expect(searchWith(wide, judge, { open: 100_000, judged: 50 }).stopped).toBe('too many choices judged');
  });
});
