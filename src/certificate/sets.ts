/** The model's sets of events, by the kernel's names. */

import { domainInto, emptySet, inSet, rangeInto, setOf } from '../base/relation.ts';
import { type EventStructure, initialThread, type StructureEvent } from '../events/structure.ts';

type Membership = (e: StructureEvent) => boolean;

const tag =
  (...tags: readonly string[]): Membership =>
  (e) =>
    e.tag !== undefined && tags.includes(e.tag);

const kind =
  (...kinds: readonly string[]): Membership =>
  (e) =>
    kinds.includes(e.kind);

/** As lock.cat leaves them: R and W hold the events of locks. */
const R = kind('R', 'LKR', 'LF', 'RU');
const W = kind('W', 'LKW', 'UL');
const IW: Membership = (e) => e.thread === initialThread;
const locks = kind('LKR', 'LKW', 'UL', 'LF', 'RU');
const anyLock: Membership = (e) => locks(e) || tag('srcu-lock', 'srcu-unlock', 'sync-srcu')(e);
const annotated = tag('ONCE', 'RELEASE', 'ACQUIRE', 'MB', 'mb', 'srcu-lock', 'srcu-unlock');
const marked: Membership = (e) => (!R(e) && !W(e)) || IW(e) || annotated(e) || e.atomic || locks(e);

/** Tags that a failed atomic operation does not honour. */
const honoured: Readonly<Record<string, Membership>> = {
  Acquire: (e) => tag('ACQUIRE')(e) && !kind('W')(e),
  Release: (e) => tag('RELEASE')(e) && !kind('R')(e),
  Mb: tag('MB', 'mb'),
};

const plainly: Readonly<Record<string, Membership>> = {
  R,
  W,
  M: (e) => R(e) || W(e),
  IW,
  RMW: (e) => e.atomic,
  LKR: kind('LKR'),
  LKW: kind('LKW'),
  UL: kind('UL'),
  'ALL-LOCKS': anyLock,
  Marked: marked,
  Plain: (e) => (R(e) || W(e)) && !marked(e),
  Noreturn: (e) => tag('NORETURN')(e) && !kind('W')(e),
  R4rmb: (e) => R(e) && !(tag('NORETURN')(e) && !kind('W')(e)),
  Rmb: tag('rmb'),
  Wmb: tag('wmb'),
  Barrier: tag('barrier'),
  'Before-atomic': tag('before-atomic'),
  'After-atomic': tag('after-atomic'),
  'After-spinlock': tag('after-spinlock'),
  'After-unlock-lock': tag('after-unlock-lock'),
  'After-srcu-read-unlock': tag('after-srcu-read-unlock'),
  'Rcu-lock': tag('rcu-lock'),
  'Rcu-unlock': tag('rcu-unlock'),
  'Sync-rcu': tag('sync-rcu'),
  'Srcu-lock': tag('srcu-lock'),
  'Srcu-unlock': tag('srcu-unlock'),
  'Sync-srcu': tag('sync-srcu'),
};

/** Which events are in which set; made once for a structure. */
export function setsOf(s: EventStructure): (set: string, event: number) => boolean {
  const first = emptySet(s.size);
  const second = emptySet(s.size);
  domainInto(first, s.rmw, s.size);
  rangeInto(second, s.rmw, s.size);
  const failed = (i: number) => s.events[i]?.atomic === true && !inSet(first, i) && !inSet(second, i);
  const known = new Map<string, Uint32Array>();
  return (set, event) => {
    const members = known.get(set) ?? setOf(s.size, membersOf(s, set, failed));
    known.set(set, members);
    return inSet(members, event);
  };
}

function membersOf(s: EventStructure, set: string, failed: (event: number) => boolean): number[] {
  const own = honoured[set] ?? plainly[set];
  if (own === undefined) throw new Error(`there is no set ${set}`);
  const ofLocks = set === 'Acquire' ? 'LKR' : set === 'Release' ? 'UL' : undefined;
  return s.events.flatMap((e, i) => {
    const has = own(e) && !(set in honoured && failed(i));
    return has || e.kind === ofLocks ? [i] : [];
  });
}
