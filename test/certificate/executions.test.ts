/** The checker accepts exactly the executions that the judge finds, and sees the same flags in them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { askedOf } from '../../src/certificate/asked.ts';
import { checkExecution } from '../../src/certificate/check-execution.ts';
import { type Flagged, flags } from '../../src/certificate/flags.ts';
import type { Certificate } from '../../src/certificate/format.ts';
import { Effort } from '../../src/certificate/verdict.ts';
import { judgeFile, recordedTests } from '../judge/recorded.ts';
import { NotProduced, produce } from './produce.ts';

const folder = join(import.meta.dirname, '../experiments');

/** Of these the checker says nothing: `experiments.test.ts` lists them. */
const fewest = 1200;

test('executions and flags of the experiments', () => {
  let compared = 0;
  for (const { path, name, log } of recordedTests(folder)) {
    const judged = judgeFile(path);
    if (log === undefined || judged.outcome !== 'judged') continue;
    const from = sourceFromBytes(path, readFileSync(path));
    const made = executionsOf(() => produce(from, { outcome: 'true', all: true }).executions);
    if (made === undefined) continue;
    const raised = new Set<string>();
    for (const certificate of made) {
      const flagged = accepted(certificate);
      for (const flag of flags.keys()) if (raises(flagged, flag)) raised.add(flag);
    }
    expect(made.length, name).toBe(judged.positive + judged.negative);
    expect([...raised].sort(), name).toEqual(judged.flags);
    compared++;
  }
  expect(compared).toBeGreaterThan(fewest);
});

function executionsOf(make: () => readonly Certificate[]): readonly Certificate[] | undefined {
  try {
    return make();
  } catch (e) {
    if (e instanceof NotProduced) return undefined;
    throw e;
  }
}

function accepted(c: Certificate): Flagged {
  if (c.claim.kind !== 'allowed') throw new Error('an execution is allowed');
  const never = () => false;
  return checkExecution(askedOf(c, never), c.claim, new Effort(1_000_000, never));
}

function raises(f: Flagged, flag: string): boolean {
  const events = f.program.s.events.map((_, e) => e);
  return events.some((a) => events.some((b) => flags.get(flag)?.(f, a, b)));
}
