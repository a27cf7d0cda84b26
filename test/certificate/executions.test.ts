/**
 * The checker accepts exactly the executions that the judge finds, and sees the same flags in them: on a
 * sample here, on all experiments and many random tests in the slow suite.
 */

import { expect, test } from 'vitest';
import { experimentsAgree, randomTestsAgree } from './agreement.ts';

test('executions and flags of every fourth experiment', () => {
  const { complaints, compared } = experimentsAgree((i) => i % 4 === 0);
  expect(complaints).toEqual([]);
  expect(compared).toBeGreaterThan(250);
});

test('executions, flags and explanations of random tests', () => {
  const { complaints, compared, explained } = randomTestsAgree(3, 80);
  expect(complaints).toEqual([]);
  expect(compared).toBeGreaterThan(30);
  expect(explained).toBeGreaterThan(60);
});
