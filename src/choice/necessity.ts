/** Which fillings of today's choice are needed: each is weakened or taken away alone. */

import { isWeaker } from '../lkmm/strength.ts';
import { type Choice, isForbidden, type Scenario } from '../scenario/scenario.ts';
import { situationsOf } from './situations.ts';
import type { Standing } from './standing.ts';

export interface Necessity {
  readonly slot: number;
  /** What today's choice has there. */
  readonly filling: number;
  /**
   * `needed`: nothing weaker would do. `redundant`: something weaker would. `weakest`: there is
   * nothing weaker. `unknown`: a judge could not tell.
   */
  readonly verdict: 'needed' | 'redundant' | 'weakest' | 'unknown';
  /** The weakest fillings that would do in its place while all others stay. */
  readonly instead: readonly number[];
}

/**
 * One an entry of the programmer's slots. With situations: what is asked is whether the choice still
 * suffices in each situation in which today's does. Empty when today's suffices in none.
 */
export function necessityOf(scenario: Scenario, standing: (choice: Choice) => Standing): Necessity[] {
  const held = situationsOf(scenario)
    .map((situation) => within(scenario.today, situation))
    .filter((c) => !isForbidden(scenario, c) && standing(c) === 'sufficient');
  if (held.length === 0) return [];
  return scenario.slots.flatMap((slot, s): Necessity[] => {
    if (slot.situation) return [];
    const filling = scenario.today[s] ?? 0;
    const weaker = weakerFillings(scenario, s);
    if (weaker.length === 0) return [{ slot: s, filling, verdict: 'weakest', instead: [] }];
    const verdicts = weaker.map((f) => ({
      f,
      standing: worst(
        held.map((c) => c.with(s, f)),
        scenario,
        standing,
      ),
    }));
    const enough = verdicts.filter((v) => v.standing === 'sufficient').map((v) => v.f);
    const instead = enough.filter((f) => !enough.some((g) => isWeaker(slot.strength, g, f)));
    const open = verdicts.some((v) => v.standing === 'undecided');
    const verdict = instead.length > 0 ? 'redundant' : open ? 'unknown' : 'needed';
    return [{ slot: s, filling, verdict, instead }];
  });
}

/** The choices whose standing `necessityOf` looks at. */
export function choicesForNecessity(scenario: Scenario): Choice[] {
  const held = situationsOf(scenario).map((situation) => within(scenario.today, situation));
  const changed = scenario.slots.flatMap((slot, s) =>
    slot.situation ? [] : weakerFillings(scenario, s).flatMap((f) => held.map((c) => c.with(s, f))),
  );
  return [...held, ...changed].filter((c) => !isForbidden(scenario, c));
}

function weakerFillings(scenario: Scenario, s: number): number[] {
  const slot = scenario.slots[s];
  const filling = scenario.today[s] ?? 0;
  return slot === undefined
    ? []
    : slot.fillings.flatMap((_, f) => (isWeaker(slot.strength, f, filling) ? [f] : []));
}

/** Forbidden choices are none, and a filling that leaves only these is no replacement. */
function worst(choices: readonly Choice[], scenario: Scenario, standing: (c: Choice) => Standing): Standing {
  const found = choices.filter((c) => !isForbidden(scenario, c)).map(standing);
  if (found.length === 0 || found.includes('insufficient')) return 'insufficient';
  return found.includes('undecided') ? 'undecided' : 'sufficient';
}

function within(choice: Choice, situation: Choice): Choice {
  return choice.map((f, i) => (situation[i] === -1 ? f : (situation[i] ?? f)));
}
