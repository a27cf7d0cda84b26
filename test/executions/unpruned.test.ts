/** Pruning loses nothing and doubles nothing: whole logs of random tests, against the search without it. */

import { expect, test } from 'vitest';
import { sample } from '../fuzz/sampling.ts';
import { judgeText, logOf } from '../fuzz/verdicts.ts';
import { naiveSearch } from './naive-search.ts';

test('the pruned search and the one that prunes nothing give the same log', () => {
  let compared = 0;
  for (const { text, index } of sample(1, 0, 600)) {
    const pruned = judgeText(text, 20);
    if (pruned.outcome !== 'judged') continue;
    const unpruned = judgeText(text, 0.2, { search: naiveSearch });
    if (unpruned.outcome === 'undecided') continue;
    expect(logOf(unpruned), `test ${index} of seed 1`).toBe(logOf(pruned));
    compared++;
  }
  expect(compared).toBeGreaterThan(300);
});
