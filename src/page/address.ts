/** The page's state as the fragment of its address: `#gup-truncate-flag?gup=mb&trunc=none`. */

import type { PageScenario } from '../document/page-data.ts';

export interface Place {
  readonly scenario: PageScenario;
  readonly choice: readonly number[];
}

/** What is not said is today's; what cannot be understood is today's as well. undefined: the index. */
export function readAddress(
  fragment: string,
  scenarios: ReadonlyMap<string, PageScenario>,
): Place | undefined {
  const [id = '', query = ''] = fragment.replace(/^#/, '').split('?');
  const scenario = scenarios.get(decoded(id));
  if (scenario === undefined) return undefined;
  const wanted = new URLSearchParams(query);
  const choice = scenario.slots.map((slot, i) => {
    const at = slot.fillings.indexOf(wanted.get(slot.name) ?? '');
    return at === -1 ? (scenario.today[i] ?? 0) : at;
  });
  return { scenario, choice };
}

export function addressOf(scenario: PageScenario, choice: readonly number[]): string {
  const query = new URLSearchParams(
    scenario.slots.flatMap((slot, i) =>
      choice[i] === scenario.today[i] ? [] : [[slot.name, slot.fillings[choice[i] ?? 0] ?? '']],
    ),
  ).toString();
  return `#${encodeURIComponent(scenario.id)}${query === '' ? '' : `?${query}`}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
