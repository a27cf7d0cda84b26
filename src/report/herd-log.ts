/**
 * herd7's own log, byte for byte but for the time: the form that mcompare7, mcmp7 and the kernel's
 * scripts read.
 */

import { holds, type Judged, observation } from '../judge/judgement.ts';
import type { Quantifier } from '../litmus/ast.ts';

const kinds: Readonly<Record<Quantifier, string>> = {
  exists: 'Allowed',
  '~exists': 'Forbidden',
  forall: 'Required',
};

/** One record, with the empty line that ends it. `seconds` enters only the `Time` line. */
export function renderHerdLog(judged: Judged, seconds: number): string {
  const { name, positive, negative } = judged;
  // For ~exists herd7 counts the witnesses of the kind, not of the proposition.
  const [witnesses, others] = judged.quantifier === '~exists' ? [negative, positive] : [positive, negative];
  const lines = [
    `Test ${name} ${kinds[judged.quantifier]}`,
    `States ${judged.states.length}`,
    ...judged.states,
    `${judged.cut ? 'Loop ' : ''}${holds(judged) ? 'Ok' : 'No'}`,
    'Witnesses',
    `Positive: ${witnesses} Negative: ${others}`,
    ...judged.flags.map((flag) => `Flag ${flag}`),
    `Condition ${judged.condition}`,
    `Observation ${name} ${observation(judged)} ${positive} ${negative}`,
    `Time ${name} ${seconds.toFixed(2)}`,
    ...(judged.hash === undefined ? [] : [`Hash=${judged.hash}`]),
    '',
  ];
  return `${lines.join('\n')}\n`;
}
