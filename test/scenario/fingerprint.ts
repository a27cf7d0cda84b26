/** A scenario in a few lines, such that every change of its tests or orders changes them. */

import { createHash } from 'node:crypto';
import { directlyStronger } from '../../src/lkmm/strength.ts';
import { expander, testKey } from '../../src/scenario/expand.ts';
import { allChoices, choiceText, type Scenario } from '../../src/scenario/scenario.ts';

/** Slots, fillings, orders and the digest of all tests: what a change of a file changes. */
export function fingerprint(s: Scenario): string {
  const programs = expander(s);
  const digest = createHash('sha256');
  let choices = 0;
  for (const choice of allChoices(s)) {
    choices++;
    const program = programs(choice);
    for (const outcome of s.outcomes)
      digest.update(`${choiceText(s, choice)} ${outcome.id}\n${testKey(program, outcome)}`);
  }
  const slots = s.slots.map((slot) => {
    const order = slot.fillings.flatMap((weak, a) =>
      directlyStronger(slot.strength, a).map((b) => `${weak.name} < ${slot.fillings[b]?.name}`),
    );
    const names = slot.fillings.map((f) => f.name).join(', ');
    return `  ${slot.name}${slot.situation ? ' (situation)' : ''}: ${names}${order.length > 0 ? `; ${order.join(', ')}` : ''}`;
  });
  const head = `${s.id}: ${choices} choices, ${choices * s.outcomes.length} tests, ${digest.digest('hex').slice(0, 16)}`;
  return [head, ...slots].join('\n');
}
