/**
 * One small test a rule of semantics.md: our whole log must be herd7's, byte for byte but for the time,
 * and what herd7 refuses we refuse.
 */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { naiveSearch } from '../executions/naive-search.ts';
import { judgeFile, logOf, recordedTests } from './recorded.ts';

const all = recordedTests(join(import.meta.dirname, '../experiments'));

describe('judged as herd7 does', () => {
  test.each(all.filter((t) => t.log !== undefined))('$name', ({ path, log }) => {
    expect(logOf(judgeFile(path))).toBe(log);
  });
});

describe('refused as herd7 does', () => {
  test.each(all.filter((t) => t.log === undefined))('$name', ({ path, complaint }) => {
    expect(judgeFile(path).outcome, complaint).toBe('refused');
  });
});

test('the slow twin, which prunes nothing, finds the same', () => {
  const judged = all.filter((t) => t.log !== undefined && !t.name.startsWith('refused/'));
  let compared = 0;
  for (const { path, name } of judged) {
    const fast = judgeFile(path);
    if (fast.outcome !== 'judged' || fast.positive + fast.negative > 60) continue;
    expect(logOf(judgeFile(path, { search: naiveSearch })), name).toBe(logOf(fast));
    compared++;
  }
  expect(compared).toBeGreaterThan(1000);
});
