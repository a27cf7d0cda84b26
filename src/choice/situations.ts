/** Slots that the environment fills: a choice of the others is robust when it suffices in them all. */

import { type Choice, isForbidden, type Scenario } from '../scenario/scenario.ts';
import { choiceKey, type Lattice, minimalChoices } from './lattice.ts';
import type { Row } from './plan.ts';
import { type Answer, type Asking, type SearchLimits, type SearchResult, searchMinimal } from './search.ts';

/** Every combination of situations, -1 in the programmer's slots; one of all -1 when there is none. */
export function situationsOf(scenario: Pick<Scenario, 'slots'>): Choice[] {
  let found: number[][] = [[]];
  for (const slot of scenario.slots) {
    const fillings = slot.situation ? slot.fillings.map((_, f) => f) : [-1];
    found = found.flatMap((c) => fillings.map((f) => [...c, f]));
  }
  return found;
}

/** The order of the programmer's slots alone, each situation slot a single filling; or undefined. */
export function programmersLattice(scenario: Scenario): Lattice | undefined {
  if (!scenario.slots.some((s) => s.situation)) return undefined;
  const situations = situationsOf(scenario);
  return {
    strengths: scenario.slots.map((s) => (s.situation ? { count: 1, less: new Uint8Array(1) } : s.strength)),
    isForbidden: (choice) => situations.every((s) => isForbidden(scenario, joined(choice, s))),
  };
}

/** The programmer's part of a choice, in the situation. */
function joined(choice: Choice, situation: Choice): Choice {
  return choice.map((f, i) => (situation[i] === -1 ? f : (situation[i] ?? f)));
}

/** The programmer's part of a choice: -1 where the environment decides. */
function programmersPart(scenario: Scenario, choice: Choice): Choice {
  return choice.map((f, i) => (scenario.slots[i]?.situation === true ? -1 : f));
}

/** All weakest robust choices among judged ones; undefined when the scenario has no situations. */
export function robustAmong(scenario: Scenario, rows: readonly Row[]): Choice[] | undefined {
  const l = programmersLattice(scenario);
  if (l === undefined) return undefined;
  const holds = new Map<string, { readonly part: Choice; everywhere: boolean }>();
  for (const { choice, assessment } of rows) {
    const part = programmersPart(scenario, choice);
    const entry = holds.get(choiceKey(part)) ?? { part, everywhere: true };
    entry.everywhere &&= assessment.standing === 'sufficient';
    holds.set(choiceKey(part), entry);
  }
  const robust = [...holds.values()].filter((h) => h.everywhere).map((h) => h.part);
  return minimalChoices(l, robust.map(single)).map((c) => programmersPart(scenario, c));
}

/** In the programmers' lattice the only filling of a situation slot is number 0. */
function single(choice: Choice): Choice {
  return choice.map((f) => Math.max(f, 0));
}

/** The weakest robust choices by order: each is asked about in every situation. */
export function* searchRobust(scenario: Scenario, limits: SearchLimits): Asking<SearchResult> {
  const l = programmersLattice(scenario);
  if (l === undefined) throw new Error('a scenario without situations has no robust choices');
  const situations = situationsOf(scenario);
  const search = searchMinimal(l, limits);
  let step = search.next();
  while (step.done !== true) {
    const asked = step.value.choices.map((c) =>
      situations.map((s) => joined(c, s)).filter((full) => !isForbidden(scenario, full)),
    );
    const flat = asked.flat();
    const answers = flat.length === 0 ? [] : yield { choices: flat, alive: step.value.alive };
    let at = 0;
    const merged = asked.map((full) => {
      const own = answers.slice(at, at + full.length);
      at += full.length;
      return inAll(own);
    });
    step = search.next(merged);
  }
  const part = (c: Choice) => programmersPart(scenario, c);
  return { ...step.value, minimal: step.value.minimal.map(part), dead: step.value.dead.map(part) };
}

function inAll(answers: readonly Answer[]): Answer {
  const all = (values: readonly (boolean | undefined)[]) =>
    values.includes(false) ? false : values.includes(undefined) ? undefined : true;
  return { safe: all(answers.map((a) => a.safe)), alive: all(answers.map((a) => a.alive)) };
}
