/** What the verdicts on a scenario's choices amount to. */

import type { Choice, Scenario } from '../scenario/scenario.ts';
import { expectationFindings, type Finding, orderFindings, outcomeFindings } from './findings.ts';
import {
  choiceAtMost,
  choiceKey,
  type Lattice,
  latticeOf,
  latticeSize,
  minimalChoices,
  sameChoice,
  weakenings,
} from './lattice.ts';
import { choicesForNecessity, type Necessity, necessityOf } from './necessity.ts';
import type { Row } from './plan.ts';
import { type Asking, defaultLimits, type SearchLimits, type StopReason, searchMinimal } from './search.ts';
import { programmersLattice, robustAmong, searchRobust } from './situations.ts';
import type { Standing } from './standing.ts';

export interface Analysis {
  readonly scenario: Scenario;
  /** Every choice judged, or only those that the declared order leaves open. */
  readonly way: 'all' | 'by order';
  /** Those that `forbid` leaves; in a large product with `forbid`, all. */
  readonly choices: number;
  readonly judged: number;
  /** Every choice with its judgements, when all were judged. */
  readonly rows?: readonly Row[];
  /** How many choices suffice, when all were judged. */
  readonly sufficient?: number;
  /** All weakest sufficient choices. */
  readonly minimal: readonly Choice[];
  /**
   * All weakest choices of the programmer's slots that suffice in every situation, with -1 in the
   * slots of situations; absent when there are none of these.
   */
  readonly robust?: readonly Choice[];
  readonly today: Standing;
  /** The minimal choices that are weaker than today's, or today's itself. */
  readonly underToday: readonly Choice[];
  /** Of each filling of today's choice: whether it is needed. Empty when today's does not suffice. */
  readonly necessity: readonly Necessity[];
  /** Insufficient choices one step below a minimal one. */
  readonly nearest: readonly Choice[];
  /** What a reader must be told of: expectations not met, an order that does not hold, and the like. */
  readonly findings: readonly Finding[];
  /** The search ended early: `minimal` may lack some. */
  readonly stopped?: StopReason;
}

/** `rows`: every choice but forbidden ones, in the order of `allChoices`. */
export function analyseRows(scenario: Scenario, rows: readonly Row[]): Analysis {
  const l = latticeOf(scenario);
  const rowOf = new Map(rows.map((row) => [choiceKey(row.choice), row]));
  const standing = (c: Choice): Standing => rowOf.get(choiceKey(c))?.assessment.standing ?? 'undecided';
  const sufficient = rows.filter((r) => r.assessment.standing === 'sufficient').map((r) => r.choice);
  const minimal = minimalChoices(l, sufficient);
  const robust = robustAmong(scenario, rows);
  return {
    scenario,
    way: 'all',
    choices: rows.length,
    judged: rows.length,
    rows,
    sufficient: sufficient.length,
    minimal,
    ...(robust === undefined ? {} : { robust }),
    today: standing(scenario.today),
    underToday: minimal.filter((m) => choiceAtMost(l, m, scenario.today)),
    necessity: necessityOf(scenario, standing),
    nearest: nearestFailures(l, minimal).filter((c) => standing(c) === 'insufficient'),
    findings: [
      ...expectationFindings(scenario, standing(scenario.today), minimal, robust),
      ...outcomeFindings(scenario, rows),
      ...orderFindings(scenario, rows, 'bad'),
      ...rows.flatMap((r): Finding[] =>
        r.assessment.standing === 'undecided' ? [{ kind: 'undecided', choice: r.choice }] : [],
      ),
    ],
  };
}

function nearestFailures(l: Lattice, minimal: readonly Choice[]): Choice[] {
  const found = new Map<string, Choice>();
  for (const m of minimal) for (const w of weakenings(l, m)) found.set(choiceKey(w), w);
  return [...found.values()].filter((c) => !minimal.some((m) => sameChoice(m, c)));
}

/**
 * The same by the declared order, for products too large to judge: yields questions and is sent
 * their answers (see `searchMinimal`), so that the caller decides how to judge.
 */
export function* analyseByOrder(scenario: Scenario, limits: SearchLimits = defaultLimits): Asking<Analysis> {
  const l = latticeOf(scenario);
  const known = new Map<string, Standing>();
  const result = yield* noting(known, searchMinimal(l, limits));
  const robust =
    programmersLattice(scenario) === undefined || result.stopped !== undefined
      ? undefined
      : yield* noting(known, searchRobust(scenario, limits));
  yield* noting(known, asking(choicesForNecessity(scenario)));
  const standing = (c: Choice): Standing => known.get(choiceKey(c)) ?? 'undecided';
  const today = standing(scenario.today);
  const complete = result.stopped === undefined;
  return {
    scenario,
    way: 'by order',
    choices: latticeSize(l),
    judged: known.size,
    minimal: result.minimal,
    ...(robust === undefined ? {} : { robust: robust.minimal }),
    today,
    underToday: result.minimal.filter((m) => choiceAtMost(l, m, scenario.today)),
    necessity: necessityOf(scenario, standing),
    nearest: result.below,
    findings: [
      ...(complete ? expectationFindings(scenario, today, result.minimal, robust?.minimal) : []),
      ...result.violations.map((v): Finding => ({ kind: 'order', ...v })),
      ...(result.undecided === undefined ? [] : [{ kind: 'undecided', choice: result.undecided } as const]),
    ],
    ...(result.stopped === undefined ? {} : { stopped: result.stopped }),
  };
}

function* asking(choices: readonly Choice[]): Asking<void> {
  if (choices.length > 0) yield { choices, alive: true };
}

/** Passes questions on and notes what is answered. */
function* noting<T>(known: Map<string, Standing>, inner: Asking<T>): Asking<T> {
  let step = inner.next();
  while (step.done !== true) {
    const { choices } = step.value;
    const answers = yield step.value;
    for (const [i, choice] of choices.entries()) {
      const answer = answers[i];
      const { safe, alive } = answer ?? { safe: undefined, alive: undefined };
      const standing =
        safe === false || alive === false
          ? 'insufficient'
          : safe === true && alive === true
            ? 'sufficient'
            : 'undecided';
      if (standing !== 'undecided' || !known.has(choiceKey(choice))) known.set(choiceKey(choice), standing);
    }
    step = inner.next(answers);
  }
  return step.value;
}
