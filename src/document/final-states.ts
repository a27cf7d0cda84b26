/**
 * Every final state of a scenario in its outcomes' terms: what threads have read and memory holds in
 * the end, and under which choices that can happen.
 */

import { judgeKey, sourceOfKey } from '../choice/judge-choice.ts';
import type { Limits } from '../judge/judge.ts';
import type { LitmusTest, Prop } from '../litmus/ast.ts';
import { forEachPlace, placeKey } from '../litmus/observed.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { printPlace, printValue } from '../litmus/print-condition.ts';
import { programOf, statesText, testKey } from '../scenario/expand.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { stateWords } from './state-words.ts';

export interface FinalState {
  /** By place, the value as herd7 prints it. */
  readonly values: readonly string[];
  /** Indices of the scenario's outcomes that hold in it. */
  readonly outcomes: readonly number[];
  /** The state in the scenario's words. */
  readonly words: string;
  /** One a choice that was asked about: whether it can happen. */
  readonly possible: readonly boolean[];
}

export interface FinalStates {
  /** `0:r0`, `[x]`: all that some outcome looks at. */
  readonly places: readonly string[];
  /** Those with outcomes first, in the order of the outcomes; then by value. */
  readonly states: readonly FinalState[];
}

/** undefined: the judge gave no answer within its limits for one of the choices. */
export function finalStates(
  scenario: Scenario,
  choices: readonly Choice[],
  limits: Limits = {},
): FinalStates | undefined {
  const places = new Map<string, string>();
  const possible = new Map<string, boolean[]>();
  let last: { test: LitmusTest; conditions: readonly Prop[] } | undefined;
  const programs = choices.map((choice) => programOf(scenario, choice));
  const parsed = programs.map((program) =>
    scenario.outcomes.map((outcome) => parseLitmus(sourceOfKey(testKey(program, outcome))).test),
  );
  for (const test of parsed.flat()) {
    if (test === undefined) return undefined;
    forEachPlace(test.condition, (place) => places.set(placeKey(place), printPlace(place)));
  }
  const keys = [...places.keys()];
  const printed = [...places.values()];
  for (const [c, program] of programs.entries()) {
    const judgement = judgeKey(statesText(program, keys), limits);
    if (judgement.outcome !== 'judged') return undefined;
    for (const state of judgement.states) {
      const found = valuesIn(state);
      const key = JSON.stringify(printed.map((p) => found.get(p) ?? ''));
      const row = possible.get(key) ?? choices.map(() => false);
      row[c] = true;
      possible.set(key, row);
    }
    const tests = (parsed[c] ?? []).filter((t) => t !== undefined);
    const [test] = tests;
    if (test !== undefined) last ??= { test, conditions: tests.map((t) => t.condition) };
  }
  const states = [...possible].map(([key, row]): FinalState => {
    const values: string[] = JSON.parse(key);
    const held = (place: string) => values[printed.indexOf(place)] ?? '';
    const outcomes = (last?.conditions ?? []).flatMap((prop, o) => (holdsIn(prop, held) ? [o] : []));
    const words = last === undefined ? '' : stateWords(scenario, last.test, outcomes, printed, values);
    return { values, outcomes, words, possible: row };
  });
  return { places: printed, states: states.sort(inOrder) };
}

function inOrder(a: FinalState, b: FinalState): number {
  const rank = ({ outcomes: [first] }: FinalState) => first ?? Number.POSITIVE_INFINITY;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  const at = a.values.findIndex((v, i) => v !== b.values[i]);
  const [x, y] = [a.values[at] ?? '', b.values[at] ?? ''];
  return Number(x) - Number(y) || (x < y ? -1 : x > y ? 1 : 0);
}

/** `0:r0=1; [x]=2;` by place. */
function valuesIn(state: string): Map<string, string> {
  return new Map(
    [...state.matchAll(/([^=;]+)=([^;]*);/g)].map((m) => {
      const name = (m[1] ?? '').trim();
      return [name, m[2] ?? ''];
    }),
  );
}

/** `held` gives what herd7 prints for a place. */
function holdsIn(prop: Prop, held: (place: string) => string): boolean {
  switch (prop.kind) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'equals':
      return held(printPlace(prop.place)) === printValue(prop.value);
    case 'same':
      return held(printPlace(prop.left)) === held(printPlace(prop.right));
    case 'not':
      return !holdsIn(prop.operand, held);
    case 'and':
      return prop.operands.every((p) => holdsIn(p, held));
    case 'or':
      return prop.operands.some((p) => holdsIn(p, held));
    case 'implies':
      return !holdsIn(prop.left, held) || holdsIn(prop.right, held);
    default:
      return prop satisfies never;
  }
}
