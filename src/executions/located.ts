/**
 * An event structure whose addresses are all known: which events share a cell, what each read may
 * read from, and what program order demands of coherence. Computed once per structure.
 */

import { addPair, type Bits, emptyRelation, hasPair } from '../base/relation.ts';
import { cellAt, type Locations } from '../events/locations.ts';
import { type EventStructure, initialThread } from '../events/structure.ts';
import type { Term } from '../events/term.ts';
import { type LockPlan, lockPlan } from './locked.ts';

export interface Located {
  readonly structure: EventStructure;
  /** By event: the cell it accesses; -1 for fences; beyond the real cells for addresses that are none. */
  readonly cellOf: Int32Array;
  /** Pairs of events on one cell, both directions, each with itself. */
  readonly loc: Bits;
  readonly locks: LockPlan;
  /** Reads that need a write to read from, lock events that read included. */
  readonly reads: readonly ReadSite[];
  /** Writes by cell, in event order; unmatched unlocks left out. */
  readonly writesOf: ReadonlyMap<number, readonly number[]>;
}

export interface ReadSite {
  readonly event: number;
  readonly cell: number;
  readonly thread: number;
  /** Whether values flow along rf (not for lock events). */
  readonly valued: boolean;
  /** Writes it may read from, by cell and program order alone. */
  readonly candidates: readonly number[];
  /** Writes to its cell before and after it in program order. */
  readonly writesBefore: readonly number[];
  readonly writesAfter: readonly number[];
  /** Reads of its cell before and after it in program order, as indices into `reads`. */
  readonly readsBefore: readonly number[];
  readonly readsAfter: readonly number[];
  /** The write half of its read-modify-write, or -1. */
  readonly partner: number;
}

/** `addressOf` gives each event's known address; cells that an address does not hit get a number of their own. */
export function locate(
  s: EventStructure,
  locations: Locations,
  addressOf: (event: number) => Term | undefined,
): Located {
  const { size, events } = s;
  const cellOf = new Int32Array(size.n).fill(-1);
  const strange = new Map<Term, number>();
  for (let i = 0; i < size.n; i++) {
    const address = addressOf(i);
    if (address === undefined) continue;
    const known = cellAt(locations, address) ?? strange.get(address);
    const cell = known ?? locations.cells.length + strange.size;
    if (known === undefined) strange.set(address, cell);
    cellOf[i] = cell;
  }
  const loc = emptyRelation(size);
  for (let a = 0; a < size.n; a++) {
    if (cellOf[a] === -1) continue;
    for (let b = 0; b < size.n; b++) if (cellOf[a] === cellOf[b]) addPair(loc, size, a, b);
  }
  const locks = lockPlan(s, cellOf);

  const writesOf = new Map<number, number[]>();
  events.forEach((e, i) => {
    const isWrite = e.kind === 'W' || e.kind === 'LKW' || (e.kind === 'UL' && !locks.unmatched.has(i));
    if (!isWrite) return;
    const cell = cellOf[i] as number;
    const list = writesOf.get(cell);
    if (list === undefined) writesOf.set(cell, [i]);
    else list.push(i);
  });

  const readEvents: number[] = [];
  events.forEach((e, i) => {
    if (e.kind === 'R' || e.kind === 'LKR' || e.kind === 'LF' || e.kind === 'RU') readEvents.push(i);
  });
  const reads = readEvents.map((r): ReadSite => {
    const e = events[r];
    if (e === undefined) throw new Error('a read is an event');
    const cell = cellOf[r] as number;
    const writes = writesOf.get(cell) ?? [];
    const sameCell = readEvents.flatMap((x, i) => (cellOf[x] === cell ? [i] : []));
    const valued = e.kind === 'R';
    const candidates = valued
      ? writes.filter(
          (w) => events[w]?.kind === 'W' && !hasPair(s.po, size, r, w) && !hasPair(s.fed, size, r, w),
        )
      : (locks.readsFrom.get(r) ?? []);
    return {
      event: r,
      cell,
      thread: e.thread,
      valued,
      candidates,
      writesBefore: writes.filter((w) => hasPair(s.po, size, w, r)),
      writesAfter: writes.filter((w) => hasPair(s.po, size, r, w)),
      readsBefore: sameCell.filter((i) => hasPair(s.po, size, readEvents[i] as number, r)),
      readsAfter: sameCell.filter((i) => hasPair(s.po, size, r, readEvents[i] as number)),
      partner: writes.find((w) => hasPair(s.rmw, size, r, w)) ?? -1,
    };
  });
  return { structure: s, cellOf, loc, locks, reads, writesOf };
}

export function isInitialWrite(s: EventStructure, event: number): boolean {
  return s.events[event]?.thread === initialThread;
}

/**
 * Whether a lock acquisition that comes right after `w` in coherence has no read-from edge: LKMM gives
 * it one only from an unlock or the initial write.
 */
export function isSilent(located: Located, site: ReadSite, w: number): boolean {
  if (site.valued) return false;
  if (w < 0) return true;
  const { events, initialWrites } = located.structure;
  return events[site.event]?.kind === 'LKR' && events[w]?.kind === 'W' && w >= initialWrites;
}
