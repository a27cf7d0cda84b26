/** The choices of a scenario that are worth a file or a line: today's, the weakest ones, the nearest failures. */

import type { Analysis } from '../choice/analysis.ts';
import { choiceKey } from '../choice/lattice.ts';
import { situationsOf } from '../choice/situations.ts';
import { type Choice, isForbidden, type Scenario } from '../scenario/scenario.ts';

export type Notable = 'today' | 'weakest' | 'robust' | 'nearest failure';

/** So many are judged in full, or get files, at most: thousands help nobody. */
export const mostNotable = 32;

/** At most `most`, each once, today's first, with all that makes it notable. */
export function notableChoices(
  analysis: Analysis,
  most = mostNotable,
): { choice: Choice; why: readonly Notable[] }[] {
  const found = new Map<string, { choice: Choice; why: Notable[] }>();
  const note = (why: Notable, choices: readonly Choice[]) => {
    for (const choice of [...choices].sort(byFillings)) {
      const known = found.get(choiceKey(choice));
      if (known === undefined) found.set(choiceKey(choice), { choice, why: [why] });
      else if (!known.why.includes(why)) known.why.push(why);
    }
  };
  const { scenario } = analysis;
  note('today', [scenario.today]);
  note('weakest', analysis.minimal);
  note(
    'robust',
    (analysis.robust ?? []).flatMap((c) => inEachSituation(scenario, c)),
  );
  note('nearest failure', analysis.nearest);
  return [...found.values()].slice(0, most);
}

/** In the order of `allChoices`, whatever the way to them was. */
function byFillings(a: Choice, b: Choice): number {
  const at = a.findIndex((f, i) => f !== b[i]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

/** A choice of the programmer's slots, joined with each situation that may be. */
function inEachSituation(scenario: Scenario, choice: Choice): Choice[] {
  return situationsOf(scenario)
    .map((situation) => choice.map((f, i) => (situation[i] === -1 ? f : (situation[i] ?? f))))
    .filter((c) => !isForbidden(scenario, c));
}
