/** What herd7 says of the variants of a test that an answer rests on. */

import type { Neighbour } from '../choice/repair.ts';
import { standingOf } from '../choice/repair-judge.ts';
import type { Strengthened } from '../choice/strengthen.ts';
import type { Weakened } from '../choice/weaken.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Comparison } from './check-report.ts';

/** The answer holds if the test stands as told, each offered set suffices, and nothing one step below does. */
export interface Claim {
  /** The test as it stands, an offered set, or what is one step below one. */
  readonly of: 'test' | 'answer' | 'below';
  /** What is changed in the test, in words. */
  readonly changes: readonly string[];
  readonly text: string;
  readonly suffices: boolean;
}

export interface Confirmed {
  readonly claim: Claim;
  /** undefined: it was not asked, for want of time. */
  readonly herd: Judgement | undefined;
  readonly comparison: Comparison;
}

export type Confirmation =
  | { readonly asked: false; readonly why: 'off' | 'missing' }
  | {
      readonly asked: true;
      /** `herd7 7.58` */
      readonly by: string;
      readonly confirmed: readonly Confirmed[];
      /** Claims that herd7 was not asked about. */
      readonly left: number;
    };

/** Those about the test and the offered sets first, in the order of the answer. */
export function claimsOf(text: string, answer: Strengthened | Weakened): Claim[] {
  if (answer.outcome === 'no answer') return [];
  const test = (suffices: boolean): Claim => ({ of: 'test', changes: [], text, suffices });
  const words = (v: Neighbour) => v.changes.map((c) => c.description);
  if (answer.outcome !== 'searched') return [test(answer.outcome === 'forbidden already')];
  const offered = 'repairs' in answer ? answer.repairs : answer.least;
  return [
    test(!('repairs' in answer)),
    ...offered.map((r): Claim => ({ of: 'answer', changes: words(r), text: r.text, suffices: true })),
    ...answer.below.map((n): Claim => ({ of: 'below', changes: words(n), text: n.text, suffices: false })),
  ];
}

/** `compared` is herd7's judgement beside ours; what herd7's means for the claim is held against it too. */
export function confirmed(
  claim: Claim,
  herd: Judgement | undefined,
  compared: Comparison,
  tolerated: ReadonlySet<string>,
): Confirmed {
  if (herd?.outcome !== 'judged' || compared.outcome !== 'agrees') {
    return { claim, herd, comparison: compared };
  }
  const suffices = standingOf(herd, tolerated) === 'sufficient';
  if (suffices === claim.suffices) return { claim, herd, comparison: compared };
  const message = claim.suffices ? 'this does not suffice' : 'this suffices already';
  return {
    claim,
    herd,
    comparison: { ...compared, outcome: 'differs', details: [{ kind: 'standing', message }] },
  };
}

/** Flags that a variant may raise as well: those of a test that is to keep its verdict. */
export function toleratedFlags(answer: Strengthened | Weakened): ReadonlySet<string> {
  const weakened = answer.outcome === 'not forbidden' || ('least' in answer && answer.outcome === 'searched');
  return new Set(weakened && answer.judgement.outcome === 'judged' ? answer.judgement.flags : []);
}
