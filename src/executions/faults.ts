/** What could make herd7 refuse a whole test, told from a structure alone: nothing can, in most tests. */

import type { EventStructure } from '../events/structure.ts';
import { isAddress, isVariable } from '../events/term.ts';

/** Whether some operation may have no value: a division, or one on an address. */
export function mayFail(s: EventStructure): boolean {
  if (s.equations.length === 0) return false;
  if (s.equations.some((q) => q.op === '/')) return true;
  const terms = [
    ...s.events.flatMap((e) => (e.value === undefined ? [] : [e.value])),
    ...s.equations.flatMap((q) => [q.left, q.right]),
    ...s.equal.flat(),
  ];
  return terms.some(isAddress);
}

/** Whether some access may go to what is no location. */
export function mayStray(s: EventStructure): boolean {
  return s.events.some((e) => e.address !== undefined && (isVariable(e.address) || !isAddress(e.address)));
}
