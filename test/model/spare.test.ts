import { expect, test } from 'vitest';
import type { Bits } from '../../src/base/relation.ts';
import { source } from '../../src/base/source.ts';
import { judge } from '../../src/judge/judge.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { giveBack, takeBits } from '../../src/model/spare.ts';
import { deadlock, race, sb } from '../cli/tests.ts';

test('what was given back is taken again, and only by who needs that length', () => {
  const given = new Uint32Array(977);
  giveBack([given]);
  expect(takeBits(976)).not.toBe(given);
  expect(takeBits(977)).toBe(given);
  expect(takeBits(977)).not.toBe(given);
});

test('it holds no more than a megabyte', () => {
  const given: Bits[] = Array.from({ length: 5 }, () => new Uint32Array(1 << 16));
  giveBack(given);
  const taken = given.map(() => takeBits(1 << 16));
  expect(taken.filter((bits) => given.includes(bits)).length).toBeLessThanOrEqual(4);
});

test.each([sb(), sb({ barrier: 'smp_mb();' }), race(), deadlock()])(
  'no verdict depends on what they hold: %#',
  (text) => {
    const { test: parsed } = parseLitmus(source('a.litmus', text));
    if (parsed === undefined) throw new Error('it is a test');
    const before = judge(parsed);
    for (let length = 1; length <= 64; length++) {
      giveBack(Array.from({ length: 60 }, () => new Uint32Array(length).fill(0xffffffff)));
    }
    expect(judge(parsed)).toEqual(before);
  },
);
