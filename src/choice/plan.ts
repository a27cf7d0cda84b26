/** All choices of a scenario as tests to be judged: by whom and in what order is the caller's matter. */

import type { Judgement } from '../judge/judgement.ts';
import { expander, testKey } from '../scenario/expand.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { type Assessment, assess } from './standing.ts';

export interface Plan {
  readonly scenario: Scenario;
  readonly choices: readonly Choice[];
  /** Each test once, in the order of the first choice and outcome that has it. */
  readonly tests: readonly PlannedTest[];
  /** By choice, the number of the test of each outcome. */
  readonly numbers: readonly (readonly number[])[];
}

export interface PlannedTest {
  /** The test's text without header and name; see `sourceOfKey`. */
  readonly key: string;
  readonly choice: Choice;
  /** Index of the outcome in the scenario. */
  readonly outcome: number;
}

export function planTests(scenario: Scenario, choices: Iterable<Choice>): Plan {
  const programOf = expander(scenario);
  const tests: PlannedTest[] = [];
  const numberOf = new Map<string, number>();
  const planned: Choice[] = [];
  const numbers: number[][] = [];
  for (const choice of choices) {
    const program = programOf(choice);
    planned.push(choice);
    numbers.push(
      scenario.outcomes.map((outcome, o) => {
        const key = testKey(program, outcome);
        const known = numberOf.get(key);
        if (known !== undefined) return known;
        numberOf.set(key, tests.length);
        return tests.push({ key, choice, outcome: o }) - 1;
      }),
    );
  }
  return { scenario, choices: planned, tests, numbers };
}

/** One choice with the judgement of each of its outcomes. */
export interface Row {
  readonly choice: Choice;
  readonly judgements: readonly Judgement[];
  readonly assessment: Assessment;
}

/** `judgements`: one a test of the plan, in its order. */
export function rowsOf(plan: Plan, judgements: readonly Judgement[]): Row[] {
  return plan.choices.map((choice, c) => {
    const own = (plan.numbers[c] ?? []).map((n): Judgement => judgements[n] ?? unjudged);
    return { choice, judgements: own, assessment: assess(plan.scenario.outcomes, own) };
  });
}

const unjudged: Judgement = {
  outcome: 'undecided',
  name: 'choice',
  limit: 'failure',
  detail: 'the test was not judged',
};
