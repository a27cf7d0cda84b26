/** How a choice stands: sufficient or not, and why, from the judgements of its tests. */

import { isVacuous, type Judgement, observation } from '../judge/judgement.ts';
import type { Outcome } from '../scenario/scenario.ts';

/** `undecided`: a judge stopped at a limit or refused a test, and nothing else decides. */
export type Standing = 'sufficient' | 'insufficient' | 'undecided';

/** One thing that is wrong with a choice; `outcome` is the index of the outcome whose test shows it. */
export type Fault =
  /** A bad outcome can happen. */
  | { readonly kind: 'bad reachable'; readonly outcome: number }
  /** A sanity outcome cannot happen. */
  | { readonly kind: 'sanity lost'; readonly outcome: number }
  /** No execution at all: that nothing bad happens means nothing. */
  | { readonly kind: 'no execution'; readonly outcome: number }
  /** The model raises a flag, such as data-race, and then promises nothing. */
  | { readonly kind: 'flag'; readonly outcome: number; readonly flag: string }
  | { readonly kind: 'undecided'; readonly outcome: number };

export interface Assessment {
  readonly standing: Standing;
  /** No bad outcome can happen, no flag is raised: what a stronger choice only makes truer. */
  readonly safe: boolean | undefined;
  /** Every sanity outcome can happen: what a weaker choice only makes truer. */
  readonly alive: boolean | undefined;
  readonly faults: readonly Fault[];
}

/** `judgements`: one an outcome, in the order of the scenario's outcomes. */
export function assess(
  outcomes: readonly Pick<Outcome, 'role'>[],
  judgements: readonly Judgement[],
): Assessment {
  const faults = outcomes.flatMap(({ role }, outcome): Fault[] => {
    const j = judgements[outcome];
    if (j === undefined || j.outcome !== 'judged') return [{ kind: 'undecided', outcome }];
    const flags = j.flags.map((flag): Fault => ({ kind: 'flag', outcome, flag }));
    if (isVacuous(j)) return [...flags, { kind: 'no execution', outcome }];
    const reached = observation(j) !== 'Never';
    if (role === 'bad') return reached ? [...flags, { kind: 'bad reachable', outcome }] : flags;
    return reached ? flags : [...flags, { kind: 'sanity lost', outcome }];
  });
  const roleOf = (fault: Fault) => outcomes[fault.outcome]?.role;
  const open = (role: Outcome['role']) => faults.some((f) => f.kind === 'undecided' && roleOf(f) === role);
  const unsafe = faults.some((f) => f.kind === 'bad reachable' || f.kind === 'flag');
  const dead = faults.some(
    (f) => f.kind === 'sanity lost' || (f.kind === 'no execution' && roleOf(f) === 'sanity'),
  );
  const safe = unsafe ? false : open('bad') ? undefined : true;
  const alive = dead ? false : open('sanity') ? undefined : true;
  return { standing: standingOf(safe, alive, faults), safe, alive, faults };
}

/** A choice that is safe and alive, yet has no execution for a bad outcome, is not sufficient either. */
function standingOf(
  safe: boolean | undefined,
  alive: boolean | undefined,
  faults: readonly Fault[],
): Standing {
  if (safe === false || alive === false || faults.some((f) => f.kind === 'no execution'))
    return 'insufficient';
  return safe === undefined || alive === undefined ? 'undecided' : 'sufficient';
}
