/** What holds of the events of one structure: what the program says, and what has been decided. */

import { addPair, type Bits, hasPair } from '../base/relation.ts';
import { rcuSections } from '../events/critical-sections.ts';
import { type EventStructure, initialThread } from '../events/structure.ts';
import type { Term } from '../events/term.ts';
import { type Locks, locksOf } from './locks.ts';
import { setsOf } from './sets.ts';
import type { Ground, Test } from './way.ts';

/** A structure whose addresses are known. */
export interface Program extends Ground {
  readonly s: EventStructure;
  readonly addressOf: readonly (Term | undefined)[];
  readonly locks: Locks;
  readonly sections: Bits;
}

export function programOf(s: EventStructure, addressOf: readonly (Term | undefined)[]): Program {
  const isIn = setsOf(s);
  const passes = (test: Test, a: number, b: number): boolean => {
    switch (test) {
      case 'id':
        return a === b;
      case 'int':
        return hasPair(s.int, s.size, a, b);
      case 'ext':
        return !hasPair(s.int, s.size, a, b);
      case 'loc':
        return addressOf[a] !== undefined && addressOf[a] === addressOf[b];
      case 'rmw':
        return hasPair(s.rmw, s.size, a, b);
      case 'pre-race': {
        const plainFirst = isIn('Plain', a) && isIn('M', b);
        const plainSecond = isIn('M', a) && !isIn('IW', a) && isIn('Plain', b);
        return !hasPair(s.int, s.size, a, b) && (plainFirst || plainSecond);
      }
      default:
        return test satisfies never;
    }
  };
  return { s, addressOf, isIn, passes, locks: locksOf(s, addressOf), sections: rcuSections(s) };
}

/** Whether the event has its place in a coherence order. */
export function isOrdered(p: Program, e: number): boolean {
  return p.isIn('W', e) && !p.locks.stray.has(e);
}

/** Reads-from and coherence as far as they are decided. */
export interface Decided {
  readonly sources: ReadonlyMap<number, number>;
  /** Transitive. Initial writes come first and need not be in it. */
  readonly co: Bits;
}

export function isBefore(p: Program, d: Decided, a: number, b: number): boolean {
  if (hasPair(d.co, p.s.size, a, b)) return true;
  const isFirst = (e: number) => p.s.events[e]?.thread === initialThread;
  return isFirst(a) && !isFirst(b) && isOrdered(p, b) && p.passes('loc', a, b);
}

/** `co` with `a` before `b` and all that follows. */
export function withOrder(p: Pick<Program, 's'>, co: Bits, a: number, b: number): Bits {
  const { size, events } = p.s;
  const out = co.slice();
  events.forEach((_, x) => {
    if (x !== a && !hasPair(co, size, x, a)) return;
    events.forEach((__, y) => {
      if (y === b || hasPair(co, size, b, y)) addPair(out, size, x, y);
    });
  });
  return out;
}

/** Whether a pair is in a relation that is given. */
export function isGiven(p: Program, d: Decided, relation: string, a: number, b: number): boolean {
  const { s } = p;
  switch (relation) {
    case 'po':
      return hasPair(s.po, s.size, a, b);
    case 'rf':
      return d.sources.get(b) === a;
    case 'co':
      return isBefore(p, d, a, b);
    case 'rmw':
      return hasPair(s.rmw, s.size, a, b);
    case 'addr0':
      return hasPair(s.addr, s.size, a, b);
    case 'data0':
      return hasPair(s.data, s.size, a, b);
    case 'ctrl0':
      return hasPair(s.ctrl, s.size, a, b);
    case 'rcu-rscs':
      return hasPair(p.sections, s.size, a, b);
    default:
      throw new Error(`${relation} is not given`);
  }
}
