/** Hands an event structure to the model: which base set or relation of LKMM is which part of it. */

import {
  addPair,
  addToSet,
  type Bits,
  complementInto,
  emptyRelation,
  emptySet,
  relationOf,
} from '../base/relation.ts';
import { rcuSections } from '../events/critical-sections.ts';
import { type EventStructure, initialThread, type StructureEvent } from '../events/structure.ts';
import type { Located } from '../executions/located.ts';
import type { Execution } from '../executions/searching.ts';
import type { Inputs } from '../model/evaluate.ts';

type Membership = (e: StructureEvent) => boolean;

const tagged =
  (...tags: readonly string[]): Membership =>
  (e) =>
    e.tag !== undefined && tags.includes(e.tag);

/** Members of the model's base sets. `FW`, which depends on the condition, is added by the caller. */
const baseSets: Readonly<Record<string, Membership>> = {
  nothing: () => false,
  R: (e) => e.kind === 'R' || e.kind === 'LKR' || e.kind === 'LF' || e.kind === 'RU',
  W: (e) => e.kind === 'W' || e.kind === 'LKW' || e.kind === 'UL',
  IW: (e) => e.thread === initialThread,
  RMW: (e) => e.atomic,
  LKR: (e) => e.kind === 'LKR',
  LKW: (e) => e.kind === 'LKW',
  UL: (e) => e.kind === 'UL',
  LF: (e) => e.kind === 'LF',
  RU: (e) => e.kind === 'RU',
  ONCE: tagged('ONCE'),
  ACQUIRE: tagged('ACQUIRE'),
  RELEASE: tagged('RELEASE'),
  MB: tagged('MB', 'mb'),
  NORETURN: tagged('NORETURN'),
  Rmb: tagged('rmb'),
  Wmb: tagged('wmb'),
  Barrier: tagged('barrier'),
  'Before-atomic': tagged('before-atomic'),
  'After-atomic': tagged('after-atomic'),
  'After-spinlock': tagged('after-spinlock'),
  'After-unlock-lock': tagged('after-unlock-lock'),
  'After-srcu-read-unlock': tagged('after-srcu-read-unlock'),
  'Rcu-lock': tagged('rcu-lock'),
  'Rcu-unlock': tagged('rcu-unlock'),
  'Sync-rcu': tagged('sync-rcu'),
  'Srcu-lock': tagged('srcu-lock'),
  'Srcu-unlock': tagged('srcu-unlock'),
  'Sync-srcu': tagged('sync-srcu'),
};

/** `observed` tells whether a cell is named in the condition, `locations` or the filter. */
export function modelInputs(located: Located, observed: (cell: number) => boolean): Inputs {
  const { structure: s } = located;
  const { size } = s;
  return {
    size,
    set: (name, out) => {
      if (name === 'FW') {
        s.events.forEach((e, i) => {
          if (e.kind === 'W' && observed(located.cellOf[i] as number)) addToSet(out, i);
        });
        return;
      }
      const has = baseSets[name];
      if (has === undefined) throw new Error(`the model asks for an unknown set ${name}`);
      for (let i = 0; i < s.events.length; i++) if (has(s.events[i] as StructureEvent)) addToSet(out, i);
    },
    relation: (name) => {
      switch (name) {
        case 'po':
          return s.po;
        case 'int':
          return s.int;
        case 'ext':
          return externalPairs(s);
        case 'loc':
          return located.loc;
        case 'rmw':
          return s.rmw;
        case 'addr':
          return s.addr;
        case 'data':
          return s.data;
        case 'ctrl':
          return s.ctrl;
        case 'rcu-rscs':
          return rcuSections(s);
        case 'critical':
          return relationOf(size, located.locks.critical);
        default:
          throw new Error(`the model asks for an unknown relation ${name}`);
      }
    },
    possible: (name) => {
      switch (name) {
        case 'rf':
          return located.reads.length > 0;
        case 'co':
          return [...located.writesOf.values()].some((writes) => writes.length > 1);
        default:
          return true;
      }
    },
  };
}

/** Pairs of different threads; an initial write is foreign to every event, other initial writes included. */
function externalPairs(s: EventStructure): Bits {
  const { n, width } = s.size;
  const ext = emptyRelation(s.size);
  const all = emptySet(s.size);
  complementInto(all, emptySet(s.size), s.size);
  for (let a = 0; a < n; a++) {
    for (let k = 0; k < width; k++) {
      ext[a * width + k] = (all[k] as number) & ~(s.int[a * width + k] as number);
    }
  }
  return ext;
}

/** Pairs of accesses whose values are known to differ. */
export function differentValues(execution: Pick<Execution, 'located' | 'valueOf'>): Bits {
  const { structure: s } = execution.located;
  const r = emptyRelation(s.size);
  s.events.forEach((a, i) => {
    if (a.value === undefined) return;
    const value = execution.valueOf(a.value);
    s.events.forEach((b, j) => {
      if (b.value !== undefined && execution.valueOf(b.value) !== value) addPair(r, s.size, i, j);
    });
  });
  return r;
}
