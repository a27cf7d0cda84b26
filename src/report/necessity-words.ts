/** Whether a filling of today's choice is needed, in words that several formats share. */

import type { Necessity } from '../choice/necessity.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** What a filling of today's choice is there for. */
export function necessityWords(scenario: Scenario, n: Necessity): string {
  const slot = scenario.slots[n.slot];
  const name = (filling: number) => `${slot?.name ?? ''}=${slot?.fillings[filling]?.name ?? ''}`;
  switch (n.verdict) {
    case 'needed':
      return 'needed: nothing weaker would do';
    case 'redundant':
      return `stronger than needed: ${n.instead.map(name).join(' or ')} would do`;
    case 'weakest':
      return 'nothing weaker is offered';
    case 'unknown':
      return 'not known whether something weaker would do';
    default:
      return n.verdict satisfies never;
  }
}
