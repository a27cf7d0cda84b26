/** A choice of fillings as a user names it: `slot=filling`, each, and the rest as today's. */

import { didYouMean } from '../base/suggest.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';

/** Today's choice with the fillings that were named; or what is wrong with these. */
export function chosen(scenario: Scenario, words: readonly string[]): Choice | string {
  const choice = [...scenario.today];
  const named = new Set<number>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at === -1) return `slot=filling is expected, not ${word}`;
    const slotName = word.slice(0, at);
    const fillingName = word.slice(at + 1);
    const s = scenario.slots.findIndex((slot) => slot.name === slotName);
    const slot = scenario.slots[s];
    if (slot === undefined) {
      return unknown(
        'slot',
        slotName,
        scenario.slots.map((one) => one.name),
      );
    }
    if (named.has(s)) return `slot ${slotName} is chosen twice`;
    named.add(s);
    const f = slot.fillings.findIndex((filling) => filling.name === fillingName);
    if (f === -1) {
      return unknown(
        `filling of ${slotName}`,
        fillingName,
        slot.fillings.map((filling) => filling.name),
      );
    }
    choice[s] = f;
  }
  return choice;
}

export function unknown(kind: string, name: string, known: readonly string[]): string {
  return `there is no ${kind} ${name} (${didYouMean(name, known) ?? `there is ${known.join(', ')}`})`;
}
