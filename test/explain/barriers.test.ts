/** The word that each barrier of a test gets, found by taking it away. */

import { describe, expect, test } from 'vitest';
import { explain } from '../../src/explain/explain.ts';
import { renderExplanation } from '../../src/report/explain-text.ts';
import { litmus } from '../choice/litmus-text.ts';

function words(shared: string, threads: readonly string[], condition: string): string[] {
  const e = explain(litmus(shared, threads, condition), { barriers: true });
  if (e.kind !== 'forbidden') throw new Error(e.kind);
  return (e.barriers ?? []).map((b) => `${b.text} of P${b.thread}: ${b.word}`);
}

const sb = (first: string, second: string): [string, string[], string] => [
  'x y',
  [`WRITE_ONCE(*x, 1);\n${first}\nr0 = READ_ONCE(*y);`, `WRITE_ONCE(*y, 1);\n${second}\nr0 = READ_ONCE(*x);`],
  'exists (0:r0=0 /\\ 1:r0=0)',
];

describe('words', () => {
  test('each of two that are enough together is needed', () => {
    expect(words(...sb('smp_mb();', 'smp_mb();'))).toEqual([
      'smp_mb() of P0: needed',
      'smp_mb() of P1: needed',
    ]);
  });

  test('of two that do the same one is used and replaceable, the other needed jointly with it', () => {
    expect(words(...sb('smp_mb();\nsmp_mb();', 'smp_mb();'))).toEqual([
      'smp_mb() of P0: replaceable',
      'smp_mb() of P0: jointly needed',
      'smp_mb() of P1: needed',
    ]);
  });

  test('what orders nothing that matters is unused', () => {
    expect(words(...sb('smp_mb();\nsmp_rmb();', 'smp_mb();'))).toContain('smp_rmb() of P0: unused');
  });

  test('a release is needed where a race would be flagged without it', () => {
    const e = explain(
      litmus(
        'x y',
        ['*x = 1;\nsmp_store_release(y, 1);', 'r0 = smp_load_acquire(y);\nif (r0)\nr1 = *x;'],
        'exists (1:r0=1 /\\ 1:r1=0)',
      ),
      { barriers: true },
    );
    expect(e.kind === 'forbidden' && e.barriers?.map((b) => b.word)).toEqual(['needed', 'needed']);
  });

  test('the acquire in the middle of a chain of releases is unused', () => {
    expect(
      words(
        'x y z',
        [
          'WRITE_ONCE(*x, 1);\nsmp_store_release(y, 1);',
          'r0 = smp_load_acquire(y);\nsmp_store_release(z, 1);',
          'r0 = smp_load_acquire(z);\nr1 = READ_ONCE(*x);',
        ],
        'exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)',
      ),
    ).toEqual([
      'smp_store_release(y, 1) of P0: needed',
      'smp_load_acquire(y) of P1: unused',
      'smp_store_release(z, 1) of P1: needed',
      'smp_load_acquire(z) of P2: needed',
    ]);
  });
});

test('the text names what takes over, by the lines of the test as it stands', () => {
  const e = explain(litmus(...sb('smp_mb();\nsmp_mb();', 'smp_mb();')), { barriers: true });
  const text = renderExplanation(e).replace(/\s+/g, ' ');
  expect(text).toMatch(
    /line (\d+) replaceable: the reason uses it, but without it smp_mb\(\) on line (\d+) of P0 takes over/,
  );
  const [, own, other] = /line (\d+) replaceable: .*? on line (\d+) of P0 takes/.exec(text) ?? [];
  expect(Number(other)).toBe(Number(own) + 1);
});
