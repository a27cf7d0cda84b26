/**
 * What a judge says of a test. The built-in judge, herd7's log reader and recorded logs all yield
 * this, so that they can be compared; words such as `Never` or `Ok` are functions of it, so that
 * they cannot contradict the counts.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Quantifier } from '../litmus/ast.ts';

/** Who judged: `model` names the memory model's files as the judge knows them. */
export interface By {
  readonly tool: 'mbpair' | 'herd7';
  readonly version: string;
  readonly model: string;
}

/** One final state as herd7 prints it: `0:r0=1; [x]=2;`. The empty text when nothing is observed. */
export type StateText = string;

/** Everything that herd7's log tells of one test. */
export interface Judged {
  readonly outcome: 'judged';
  readonly name: string;
  readonly quantifier: Quantifier;
  /** Distinct, in the order in which herd7 prints them. */
  readonly states: readonly StateText[];
  /** Consistent executions that satisfy the bare proposition, whatever the quantifier. */
  readonly positive: number;
  /** Consistent executions that do not. `positive + negative === 0`: no execution at all. */
  readonly negative: number;
  /** Sorted by name, each once. */
  readonly flags: readonly string[];
  /** A loop was cut at its unrolling limit: legal outcomes may be missing. */
  readonly cut: boolean;
  /** The condition as herd7 prints it, quantifier included: `exists (0:r0=1)`. */
  readonly condition: string;
  readonly hash?: string;
  /** Why there is no execution; only from the built-in judge, only when there is none. */
  readonly vacuity?: Vacuity;
}

/** What verdict mode tells: the word and the flags of `Judged`, no states and no counts. */
export interface Decided {
  readonly outcome: 'decided';
  readonly name: string;
  readonly quantifier: Quantifier;
  /** Whether some consistent execution satisfies the bare proposition, whatever the quantifier. */
  readonly satisfied: boolean;
  /** Whether some consistent execution does not. Neither: no execution at all. */
  readonly violated: boolean;
  readonly flags: readonly string[];
  readonly cut: boolean;
  readonly condition: string;
  readonly hash?: string;
  readonly vacuity?: Vacuity;
}

/**
 * Why a test has no execution. `deadlock`: a lock taken twice, or a grace period inside its own
 * critical section; `filter`: executions exist but the filter passes none; `no-candidate`: the
 * values admit none (an address that is a number, a path that cannot be taken); `model`: candidates
 * exist and each violates an axiom.
 */
export interface Vacuity {
  readonly why: 'deadlock' | 'filter' | 'no-candidate' | 'model';
  /** A sentence for people, naming the culprit where it is known. */
  readonly detail: string;
}

export type Judgement =
  | Judged
  | Decided
  /** The judge stopped at a limit, or broke (`failure`: no readable answer); nothing may be concluded. */
  | {
      readonly outcome: 'undecided';
      readonly name: string;
      readonly limit: 'time' | 'memory' | 'failure';
      readonly detail: string;
    }
  /** The test is not a test that this judge takes; the diagnostics say why. */
  | { readonly outcome: 'refused'; readonly name: string; readonly diagnostics: readonly Diagnostic[] }
  /** herd7's own words for why it refused (it has no positions that we could keep). */
  | { readonly outcome: 'rejected'; readonly name: string; readonly message: string };

export type ObservationWord = 'Never' | 'Sometimes' | 'Always';

/** Which sides of the condition have an execution: as counts, or as such. */
export type Sides = Pick<Judged, 'positive' | 'negative'> | Pick<Decided, 'satisfied' | 'violated'>;

export function isSatisfied(j: Sides): boolean {
  return 'positive' in j ? j.positive > 0 : j.satisfied;
}

export function isViolated(j: Sides): boolean {
  return 'positive' in j ? j.negative > 0 : j.violated;
}

/** herd7's Observation word; `Never` also when there is no execution at all. */
export function observation(j: Sides): ObservationWord {
  if (!isSatisfied(j)) return 'Never';
  return isViolated(j) ? 'Sometimes' : 'Always';
}

/** Whether the quantified condition holds, in herd7's sense (`Ok` or `No`). */
export function holds(j: Sides & Pick<Judged, 'quantifier'>): boolean {
  switch (j.quantifier) {
    case 'exists':
      return isSatisfied(j);
    case '~exists':
      return !isSatisfied(j);
    case 'forall':
      return !isViolated(j);
    default:
      return j.quantifier satisfies never;
  }
}

/** No consistent execution: the word says nothing, whatever it is. */
export function isVacuous(j: Sides): boolean {
  return !isSatisfied(j) && !isViolated(j);
}
