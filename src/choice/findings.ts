/** What a reader must be told of besides the answer: something in the scenario is not as it says. */

import { observation } from '../judge/judgement.ts';
import { isWeaker } from '../lkmm/strength.ts';
import type { Choice, Role, Scenario } from '../scenario/scenario.ts';
import { choiceKey, sameChoice } from './lattice.ts';
import type { Row } from './plan.ts';
import type { Standing } from './standing.ts';

export type Finding =
  /** Today's choice does not stand as the scenario expects. */
  | { readonly kind: 'today'; readonly expected: Standing; readonly found: Standing }
  /** A set of weakest choices is not the expected one. */
  | {
      readonly kind: 'minimal' | 'robust';
      readonly missing: readonly Choice[];
      readonly unexpected: readonly Choice[];
    }
  /**
   * The declared order does not hold: something bad can happen only in the stronger of two choices,
   * or (`alive`) something good only in the stronger one.
   */
  | {
      readonly kind: 'order';
      readonly of: 'safe' | 'alive';
      readonly weaker: Choice;
      readonly stronger: Choice;
      /** The outcome that shows it, when one does. */
      readonly outcome?: number;
    }
  /** A bad outcome that no choice allows tests nothing. */
  | { readonly kind: 'bad never happens'; readonly outcome: number }
  /** A sanity outcome that no choice allows makes every choice insufficient. */
  | { readonly kind: 'sanity never happens'; readonly outcome: number }
  | { readonly kind: 'undecided'; readonly choice: Choice };

export function expectationFindings(
  scenario: Scenario,
  today: Standing,
  minimal: readonly Choice[],
  robust: readonly Choice[] | undefined,
): Finding[] {
  const { expect } = scenario;
  return [
    ...(today === expect.today ? [] : [{ kind: 'today', expected: expect.today, found: today } as const]),
    ...different('minimal', expect.minimal, minimal),
    ...different('robust', expect.robust, robust ?? []),
  ];
}

function different(
  kind: 'minimal' | 'robust',
  expected: readonly Choice[] | undefined,
  found: readonly Choice[],
): Finding[] {
  if (expected === undefined) return [];
  const without = (a: readonly Choice[], b: readonly Choice[]) =>
    a.filter((c) => !b.some((d) => sameChoice(c, d)));
  const missing = without(expected, found);
  const unexpected = without(found, expected);
  return missing.length === 0 && unexpected.length === 0 ? [] : [{ kind, missing, unexpected }];
}

export function outcomeFindings(scenario: Scenario, rows: readonly Row[]): Finding[] {
  return scenario.outcomes.flatMap(({ role }, outcome): Finding[] => {
    const judged = rows.map((r) => r.judgements[outcome]).filter((j) => j?.outcome === 'judged');
    if (judged.length < rows.length || judged.some((j) => observation(j) !== 'Never')) return [];
    return [{ kind: role === 'bad' ? 'bad never happens' : 'sanity never happens', outcome }];
  });
}

/**
 * Pairs of choices that differ in one slot and contradict its order, one pair for each two fillings
 * and outcome. With `bad` that casts doubt on the order itself. With `sanity` it need not: a filling
 * that looks twice can have an outcome that one without the look has not; only the search by order
 * must know.
 */
export function orderFindings(scenario: Scenario, rows: readonly Row[], role: Role): Finding[] {
  const rowOf = new Map(rows.map((row) => [choiceKey(row.choice), row]));
  const found = new Map<string, Finding>();
  for (const weak of rows) {
    for (const [s, slot] of scenario.slots.entries()) {
      const from = weak.choice[s] ?? 0;
      for (let f = 0; f < slot.fillings.length; f++) {
        const strong = isWeaker(slot.strength, from, f)
          ? rowOf.get(choiceKey(weak.choice.with(s, f)))
          : undefined;
        for (const outcome of strong === undefined ? [] : broken(scenario, role, weak, strong)) {
          const key = `${s} ${from} ${f} ${outcome}`;
          const pair = { weaker: weak.choice, stronger: strong?.choice ?? [], outcome };
          if (!found.has(key))
            found.set(key, { kind: 'order', of: role === 'bad' ? 'safe' : 'alive', ...pair });
        }
      }
    }
  }
  return [...found.values()];
}

/** Outcomes that are unreachable in the weaker choice, without a flag, and reachable in the stronger. */
function broken(scenario: Scenario, role: Role, weak: Row, strong: Row): number[] {
  return scenario.outcomes.flatMap((o, outcome) => {
    const [a, b] = [weak.judgements[outcome], strong.judgements[outcome]];
    if (o.role !== role || a?.outcome !== 'judged' || b?.outcome !== 'judged') return [];
    const inWeak = observation(a) !== 'Never' || (role === 'bad' && a.flags.length > 0);
    return !inWeak && observation(b) !== 'Never' ? [outcome] : [];
  });
}
