/** Of two choices that differ in several slots: the fewest of these that decide. */

import { type Choice, isForbidden, type Scenario } from '../scenario/scenario.ts';

/**
 * The fewest slots in which `from` must become `to` for the answer to be that of `to`; undefined when
 * both have the same. `answer` is asked for at most 2^8 choices.
 */
export function smallestFlip(
  scenario: Scenario,
  from: Choice,
  to: Choice,
  answer: (choice: Choice) => boolean | undefined,
): readonly number[] | undefined {
  const differing = scenario.slots.flatMap((_, s) => (from[s] === to[s] ? [] : [s]));
  const wanted = answer(to);
  if (wanted === undefined || answer(from) === wanted) return undefined;
  if (differing.length > 8) return differing;
  const bySize = Array.from({ length: 1 << differing.length }, (_, bits) =>
    differing.filter((__, i) => ((bits >> i) & 1) === 1),
  ).sort((a, b) => a.length - b.length);
  return bySize.find((slots) => {
    const choice = from.map((f, s) => (slots.includes(s) ? (to[s] ?? f) : f));
    return slots.length > 0 && !isForbidden(scenario, choice) && answer(choice) === wanted;
  });
}
