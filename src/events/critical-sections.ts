/**
 * RCU read-side critical sections: locks and unlocks of one path, matched like brackets. The tag alone
 * makes an event a lock or unlock.
 */

import { addPair, type Bits, emptyRelation } from '../base/relation.ts';
import type { EventStructure } from './structure.ts';

/**
 * Pairs of an rcu_read_lock and the rcu_read_unlock that ends it, innermost first; what has no
 * partner is left alone. Events stand in program order, so one pass with a stack a thread is enough.
 */
export function rcuSections(s: EventStructure): Bits {
  const sections = emptyRelation(s.size);
  const open = new Map<number, number[]>();
  s.events.forEach((e, i) => {
    const stack = open.get(e.thread) ?? [];
    open.set(e.thread, stack);
    if (e.tag === 'rcu-lock') stack.push(i);
    if (e.tag === 'rcu-unlock') {
      const lock = stack.pop();
      if (lock !== undefined) addPair(sections, s.size, lock, i);
    }
  });
  return sections;
}
