/** The checker against judge and explanations, on all experiments and many random tests. */

import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { experimentsAgree, explanationAgrees, randomTestsAgree } from '../certificate/agreement.ts';
import { sample } from '../fuzz/sampling.ts';
import { judgeText } from '../fuzz/verdicts.ts';

test('certificates of explanations are accepted', () => {
  let explained = 0;
  for (const { text, index } of sample(23, 0, 10_000)) {
    const judged = judgeText(text, 20);
    if (judged.outcome !== 'judged') continue;
    const complaints = explanationAgrees(source('test', text), judged);
    if (complaints === undefined) continue;
    expect(complaints, `test ${index} of seed 23`).toEqual([]);
    explained++;
  }
  expect(explained).toBeGreaterThan(9000);
});

test('executions and flags of the experiments are the same', () => {
  const { complaints, compared } = experimentsAgree(() => true);
  expect(complaints).toEqual([]);
  expect(compared).toBeGreaterThan(1200);
});

test('executions and flags of random tests are the same', () => {
  const { complaints, compared } = randomTestsAgree(29, 2000);
  expect(complaints).toEqual([]);
  expect(compared).toBeGreaterThan(1000);
});
