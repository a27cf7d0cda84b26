/** The hitting-set search against its slow twin, which asks about every choice there is. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastOptions, type Options, type Standing } from '../../src/choice/repair-search.ts';
import { isAtMost, type Strength, strengthOf, type Weaker } from '../../src/lkmm/strength.ts';

const unbounded = { judged: Number.POSITIVE_INFINITY, sets: Number.POSITIVE_INFINITY, expired: () => false };

/** An order of 2 to 5 options in which number 0 is the weakest. */
const order: fc.Arbitrary<Strength> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 6 }))
  .map(([count, pairs]) => {
    const upward = pairs.filter(([a, b]) => a < b && b < count && a > 0);
    const fromBottom = Array.from({ length: count - 1 }, (_, i): Weaker => [0, i + 1]);
    const found = strengthOf(count, [...fromBottom, ...upward]);
    if ('circle' in found) throw new Error('upward pairs make no circle');
    return found;
  });

function everyChoice(strengths: readonly Strength[]): number[][] {
  return strengths.reduce<number[][]>(
    (all, s) => all.flatMap((c) => Array.from({ length: s.count }, (_, o) => [...c, o])),
    [[]],
  );
}

const atMost = (strengths: readonly Strength[], a: Options, b: Options) =>
  strengths.every((s, i) => isAtMost(s, a[i] as number, b[i] as number));

const drawn = fc.array(order, { minLength: 1, maxLength: 4 }).chain((strengths) => {
  const choice = fc.tuple(...strengths.map((s) => fc.nat(s.count - 1)));
  return fc.record({
    strengths: fc.constant(strengths),
    /** What lies above one of these suffices. */
    seeds: fc.array(choice, { maxLength: 4 }),
    /** What lies above one of these has no execution. */
    dead: fc.array(choice, { maxLength: 2 }),
  });
});

test('finds exactly the minimal choices, and asks each once', () => {
  fc.assert(
    fc.property(drawn, ({ strengths, seeds, dead }) => {
      const standing = (c: Options): Standing => {
        if (dead.some((d) => atMost(strengths, d, c))) return 'vacuous';
        return seeds.some((s) => atMost(strengths, s, c)) ? 'sufficient' : 'insufficient';
      };
      const asked = new Set<string>();
      const found = leastOptions(
        strengths,
        (c) => {
          expect(asked.has(c.join())).toBe(false);
          asked.add(c.join());
          return standing(c);
        },
        unbounded,
      );
      const good = everyChoice(strengths).filter((c) => standing(c) === 'sufficient');
      const minimal = good.filter((c) => !good.some((d) => d.join() !== c.join() && atMost(strengths, d, c)));
      expect(found.minimal.map((m) => m.join()).sort()).toEqual(minimal.map((m) => m.join()).sort());
      expect(found).toMatchObject({ complete: true, violations: [], judged: asked.size });
    }),
    { numRuns: 400 },
  );
});

test('a choice below an answer that suffices against the order is a finding', () => {
  const chain = strengthOf(3, [
    [0, 1],
    [1, 2],
  ]);
  if ('circle' in chain) throw new Error('a chain is no circle');
  // [1, 0] suffices, but was inferred not to from [2, 0].
  const sufficient = new Set(['1,0', '1,1', '1,2', '2,1', '2,2']);
  const found = leastOptions(
    [chain, chain],
    (c) => (sufficient.has(c.join()) ? 'sufficient' : 'insufficient'),
    unbounded,
  );
  expect(found.minimal).toEqual([[1, 1]]);
  expect(found.violations).toEqual([[1, 0]]);
});

test('an undecided choice is no answer and leaves the search incomplete', () => {
  const pair = strengthOf(2, [[0, 1]]);
  if ('circle' in pair) throw new Error('a pair is no circle');
  const found = leastOptions(
    [pair, pair],
    (c) => (c.join() === '1,1' ? 'undecided' : 'insufficient'),
    unbounded,
  );
  expect(found).toMatchObject({ minimal: [], complete: false, limit: 'undecided' });
});
