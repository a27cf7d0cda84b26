/** The checker against judge and explanations, on any test. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Source, source, sourceFromBytes } from '../../src/base/source.ts';
import { askedOf } from '../../src/certificate/asked.ts';
import { checkCertificate } from '../../src/certificate/check.ts';
import { checkExecution } from '../../src/certificate/check-execution.ts';
import { type Flagged, flags } from '../../src/certificate/flags.ts';
import type { Certificate } from '../../src/certificate/format.ts';
import { Effort } from '../../src/certificate/verdict.ts';
import { certificateOf } from '../../src/explain/certify.ts';
import { explain } from '../../src/explain/explain.ts';
import type { Judged } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { sample } from '../fuzz/sampling.ts';
import { judgeText } from '../fuzz/verdicts.ts';
import { judgeFile, recordedTests } from '../judge/recorded.ts';
import { NotProduced, produce } from './produce.ts';

/** What is wrong; undefined where there is nothing to compare. */
export type Complaints = readonly string[] | undefined;

const never = () => false;

export function isReached(judged: Judged): boolean {
  return (judged.quantifier === 'forall' ? judged.negative : judged.positive) > 0;
}

/** Executions one by one, and flags, by brute force. */
export function executionsAgree(from: Source, judged: Judged, most: number): Complaints {
  let made: readonly Certificate[];
  try {
    made = produce(from, { outcome: 'true', all: true, most }).executions;
  } catch (e) {
    if (e instanceof NotProduced) return undefined;
    throw e;
  }
  const raised = new Set<string>();
  for (const certificate of made) {
    const flagged = accepted(certificate);
    for (const flag of flags.keys()) if (raises(flagged, flag)) raised.add(flag);
  }
  const found = `${made.length} executions, flags ${[...raised].sort().join()}`;
  const expected = `${judged.positive + judged.negative} executions, flags ${judged.flags.join()}`;
  return found === expected ? [] : [`${found}, but the judge has ${expected}`];
}

function accepted(c: Certificate): Flagged {
  if (c.claim.kind !== 'allowed') throw new Error('an execution is allowed');
  return checkExecution(askedOf(c, never), c.claim, new Effort(1_000_000, never));
}

function raises(f: Flagged, flag: string): boolean {
  const events = f.program.s.events.map((_, e) => e);
  return events.some((a) => events.some((b) => flags.get(flag)?.(f, a, b)));
}

/** The explanation says what the judge says, and its certificate is accepted. */
export function explanationAgrees(from: Source, judged: Judged): Complaints {
  const { test } = parseLitmus(from);
  if (test === undefined) return undefined;
  const e = explain(test);
  if (e.kind === 'unexplained') return undefined;
  const complaints: string[] = [];
  if ((e.kind === 'allowed') !== isReached(judged)) complaints.push(`explained as ${e.kind}`);
  const checked = checkCertificate(JSON.stringify(certificateOf(e)));
  if (checked.verdict !== 'valid')
    complaints.push(`the certificate is ${checked.verdict}: ${checked.reason}`);
  else if (!checked.isOwn && e.as !== 'any execution') complaints.push('it is about another outcome');
  return complaints;
}

export interface Agreement {
  readonly complaints: readonly string[];
  /** Tests whose executions were compared. */
  readonly compared: number;
  readonly explained: number;
}

/** `among`: of the recorded experiments, by number. */
export function experimentsAgree(among: (index: number) => boolean): Agreement {
  const complaints: string[] = [];
  let compared = 0;
  const all = recordedTests(join(import.meta.dirname, '../experiments'));
  for (const { path, name, log } of all.filter((_, i) => among(i))) {
    const judged = judgeFile(path);
    if (log === undefined || judged.outcome !== 'judged') continue;
    const found = executionsAgree(sourceFromBytes(path, readFileSync(path)), judged, 200_000);
    if (found === undefined) continue;
    complaints.push(...found.map((c) => `${name}: ${c}`));
    compared++;
  }
  return { complaints, compared, explained: 0 };
}

export function randomTestsAgree(seed: number, count: number): Agreement {
  const complaints: string[] = [];
  let compared = 0;
  let explained = 0;
  for (const { text, index } of sample(seed, 0, count)) {
    const judged = judgeText(text, 20);
    if (judged.outcome !== 'judged') continue;
    const from = source('test', text);
    const told = explanationAgrees(from, judged);
    if (told !== undefined) explained++;
    const few = judged.positive + judged.negative <= 60;
    const found = few ? executionsAgree(from, judged, 10_000) : undefined;
    if (found !== undefined) compared++;
    for (const c of [...(told ?? []), ...(found ?? [])]) {
      complaints.push(`test ${index} of seed ${seed}: ${c}`);
    }
  }
  return { complaints, compared, explained };
}
