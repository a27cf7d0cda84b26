/** The scaling families, as far as they have few executions; the larger members are in the slow suite. */

import { expect, test } from 'vitest';
import { observation } from '../../src/judge/judgement.ts';
import { familyMembers } from './families.ts';
import { judgeFile } from './recorded.ts';

const members = familyMembers(300);

test.skipIf(members.length === 0).each(members)('$file', ({ path, verdict, positive, negative }) => {
  const judgement = judgeFile(path);
  if (judgement.outcome !== 'judged') throw new Error(judgement.outcome);
  expect(observation(judgement)).toBe(verdict);
  expect([judgement.positive, judgement.negative]).toEqual([positive, negative]);
});
