/** Members of the scaling families with thousands of executions: not one may be lost or doubled. */

import { expect, test } from 'vitest';
import { observation } from '../../src/judge/judgement.ts';
import { familyMembers } from '../judge/families.ts';
import { judgeFile } from '../judge/recorded.ts';

const members = familyMembers(20_000).filter(({ positive = 0, negative = 0 }) => positive + negative > 300);

test.skipIf(members.length === 0).each(members)('$file', ({ path, verdict, positive, negative }) => {
  const judgement = judgeFile(path);
  if (judgement.outcome !== 'judged') throw new Error(judgement.outcome);
  expect(observation(judgement)).toBe(verdict);
  expect([judgement.positive, judgement.negative]).toEqual([positive, negative]);
});
