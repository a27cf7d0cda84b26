/** The choices of a scenario by strength: a choice is weaker than another when no slot is stronger. */

import { directlyStronger, directlyWeaker, isAtMost, type Strength, weakest } from '../lkmm/strength.ts';
import { type Choice, isForbidden, type Scenario } from '../scenario/scenario.ts';

export interface Lattice {
  readonly strengths: readonly Strength[];
  readonly isForbidden: (choice: Choice) => boolean;
}

export function latticeOf(scenario: Pick<Scenario, 'slots' | 'forbid'>): Lattice {
  return {
    strengths: scenario.slots.map((s) => s.strength),
    isForbidden: scenario.forbid.length === 0 ? () => false : (choice) => isForbidden(scenario, choice),
  };
}

/** How many choices there are, forbidden ones included. */
export function latticeSize(l: Lattice): number {
  return l.strengths.reduce((n, s) => n * s.count, 1);
}

/** Whether `a` is weaker than `b` or the same. */
export function choiceAtMost(l: Lattice, a: Choice, b: Choice): boolean {
  for (let i = 0; i < l.strengths.length; i++) {
    if (!isAtMost(l.strengths[i] as Strength, a[i] as number, b[i] as number)) return false;
  }
  return true;
}

export function sameChoice(a: Choice, b: Choice): boolean {
  return a.every((f, i) => f === b[i]);
}

/** The choices that differ in one slot, by one step down; forbidden ones left out. */
export function weakenings(l: Lattice, choice: Choice): Choice[] {
  return steps(l, choice, directlyWeaker).filter((c) => !l.isForbidden(c));
}

/** One step up in one slot, forbidden ones included. */
export function strengthenings(l: Lattice, choice: Choice): Choice[] {
  return steps(l, choice, directlyStronger);
}

function steps(l: Lattice, choice: Choice, next: (s: Strength, filling: number) => number[]): Choice[] {
  return l.strengths.flatMap((s, i) => next(s, choice[i] ?? 0).map((f) => choice.with(i, f)));
}

/** Those that no other one is weaker than, in the order given, each once. */
export function minimalChoices(l: Lattice, choices: readonly Choice[]): Choice[] {
  return choices.filter(
    (c, i) => !choices.some((d, j) => (sameChoice(c, d) ? j < i : choiceAtMost(l, d, c))),
  );
}

/** Where to begin: one weakest filling in each slot, in every combination. */
export function bottoms(l: Lattice, most: number): Choice[] | undefined {
  let found: number[][] = [[]];
  for (const s of l.strengths) {
    const lowest = weakest(s);
    if (found.length * lowest.length > most) return undefined;
    found = found.flatMap((c) => lowest.map((f) => [...c, f]));
  }
  return found;
}

/** A key for maps. */
export function choiceKey(choice: Choice): string {
  return choice.join(' ');
}
