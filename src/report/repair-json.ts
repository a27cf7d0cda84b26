/** The answers about a litmus test that is its own scenario, as JSON data: everything, in one form. */

import type { Repair } from '../choice/repair.ts';
import type { Strengthened } from '../choice/strengthen.ts';
import type { Weakened } from '../choice/weaken.ts';
import { type Judgement, observation } from '../judge/judgement.ts';
import type { Confirmation } from './repair-confirmation.ts';

export interface AnsweredTest {
  /** As the user gave it. */
  readonly name: string;
  readonly answer: Strengthened | Weakened;
  readonly herd: Confirmation;
}

export function renderRepairsJson(tests: readonly AnsweredTest[]): string {
  const document = { schema: 'mbpair/verify-test/1', tests: tests.map(testData) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function testData({ name, answer, herd }: AnsweredTest) {
  const head = {
    name,
    outcome: answer.outcome,
    now: verdictData(answer.judgement),
    herd7: confirmationData(herd),
  };
  if (answer.outcome !== 'searched') {
    return 'why' in answer && answer.why !== undefined ? { ...head, why: answer.why } : head;
  }
  const { judged, violations } = answer;
  const limit = answer.limit === undefined ? {} : { limit: answer.limit };
  const common = { judged, ...limit, violations: violations.map(repairData) };
  if ('repairs' in answer) {
    const { misplaced, stays } = answer;
    const stay = stays === undefined ? {} : { stays };
    return { ...head, ...common, ...stay, misplaced, repairs: answer.repairs.map(repairData) };
  }
  const why = answer.why === undefined ? {} : { why: answer.why };
  return { ...head, ...common, ...why, necessity: answer.necessity, least: answer.least.map(repairData) };
}

function verdictData(j: Judgement) {
  if (j.outcome !== 'judged') return { outcome: j.outcome };
  const { positive, negative, flags } = j;
  return { outcome: j.outcome, observation: observation(j), positive, negative, flags };
}

/** null: herd7 was not asked. */
function confirmationData(herd: Confirmation) {
  if (!herd.asked) return null;
  return {
    by: herd.by,
    notAsked: herd.left,
    variants: herd.confirmed.map(({ claim, herd: said, comparison }) => ({
      of: claim.of,
      changes: claim.changes,
      suffices: claim.suffices,
      verdict: said === undefined ? null : verdictData(said),
      agree: comparison.outcome === 'unknown' ? null : comparison.outcome === 'agrees',
      details: comparison.details,
    })),
  };
}

function repairData(r: Repair) {
  return {
    changes: r.changes,
    cost: r.cost,
    doubts: r.doubts.filter((d) => d.added).map(({ name, why }) => ({ barrier: name, why })),
    diff: r.diff,
    text: r.text,
  };
}
