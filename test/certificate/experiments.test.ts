/** The checker and the judge, which share neither search nor model, agree on every experiment. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { checkCertificate } from '../../src/certificate/check.ts';
import { judgeFile, recordedTests } from '../judge/recorded.ts';
import { NotProduced, produce } from './produce.ts';

/** Locks that are used as variables: what becomes of them no axiom says. */
const beyond: ReadonlySet<string> = new Set([
  'lock/k-atomic-lock-var.litmus',
  'lock/k-lock-star.litmus',
  'lock/k-write-lock-var.litmus',
  'values/v-spin-lock-undeclared.litmus',
]);

const folder = join(import.meta.dirname, '../experiments');

test('what a certificate says of a test that herd7 has judged is what the judge says', () => {
  let compared = 0;
  const left = new Set(beyond);
  for (const { path, name, log } of recordedTests(folder)) {
    const judged = judgeFile(path);
    if (log === undefined || judged.outcome !== 'judged') continue;
    try {
      const { executions, proof } = produce(sourceFromBytes(path, readFileSync(path)));
      const isAllowed = judged.quantifier === 'forall' ? judged.negative > 0 : judged.positive > 0;
      expect(executions.length > 0, name).toBe(isAllowed);
      const checked = checkCertificate(JSON.stringify(proof ?? executions[0]));
      expect(checked, name).toMatchObject({ verdict: 'valid', isOwn: true });
      compared++;
    } catch (e) {
      if (!(e instanceof NotProduced)) throw e;
      expect(left.delete(name), `${name}: ${e.message}`).toBe(true);
    }
  }
  expect([...left]).toEqual([]);
  expect(compared).toBeGreaterThan(1200);
});
