/**
 * What the lock part of LKMM fixes before any coherence order is chosen: which unlock ends which
 * acquisition, whether a thread deadlocks with itself, and what each lock event may read from.
 * Source: semantics.md, section 10.
 */

import { hasPair } from '../base/relation.ts';
import type { EventStructure, StructureEvent } from '../events/structure.ts';

/** Stands for "no write" among what an acquisition may follow. */
export const nothing = -2;

export interface LockPlan {
  /** Why no execution exists, when locks alone decide that. */
  readonly blocked?: { readonly event: number; readonly detail: string };
  /** Acquisition (its LKW) to the unlock that ends it. */
  readonly critical: readonly (readonly [number, number])[];
  /** LKW without an unlock: last in coherence. */
  readonly unended: readonly number[];
  /** Unlocks without an acquisition: no part of coherence. */
  readonly unmatched: ReadonlySet<number>;
  /**
   * Per lock event that reads: what it may read from. For an acquisition, what may come right before
   * it in coherence: an ordinary write (which it does not read), or `nothing` where there is no
   * initial write.
   */
  readonly readsFrom: ReadonlyMap<number, readonly number[]>;
}

export function lockPlan(s: EventStructure, cellOf: Int32Array): LockPlan {
  const plan: Plan = { critical: [], unended: [], unmatched: new Set(), readsFrom: new Map() };
  for (const cell of lockCells(s, cellOf)) {
    const blocked = planCell(s, cellOf, cell, plan);
    if (blocked !== undefined) return { ...plan, blocked };
  }
  return plan;
}

interface Plan {
  readonly critical: (readonly [number, number])[];
  readonly unended: number[];
  readonly unmatched: Set<number>;
  readonly readsFrom: Map<number, readonly number[]>;
}

/** Adds what concerns one lock; why no execution exists, if that shows. */
function planCell(s: EventStructure, cellOf: Int32Array, cell: number, plan: Plan): LockPlan['blocked'] {
  const on = s.events.flatMap((e, i) => (cellOf[i] === cell && isLockEvent(e) ? [i] : []));
  const endOf = new Map<number, number>();
  for (const lkw of on.filter((i) => kind(s, i) === 'LKW')) {
    const end = on.find((i) => after(s, lkw, i) && kind(s, i) === 'UL');
    const next = on.find((i) => after(s, lkw, i) && kind(s, i) === 'LKR');
    if (next !== undefined && (end === undefined || after(s, next, end))) {
      return { event: next, detail: 'a thread takes a spinlock that it already holds' };
    }
    const asked = on.find(
      (i) => kind(s, i) === 'RU' && after(s, lkw, i) && (end === undefined || after(s, i, end)),
    );
    if (asked !== undefined) {
      return { event: asked, detail: 'spin_is_locked() denies a lock that its own thread holds' };
    }
    if (end === undefined) plan.unended.push(lkw);
    else {
      endOf.set(lkw, end);
      plan.critical.push([lkw, end]);
    }
  }
  const open = on.filter((i) => kind(s, i) === 'LKW' && !endOf.has(i));
  if (open.length > 1) {
    return { event: open[1] ?? 0, detail: 'two acquisitions of one spinlock are never released' };
  }
  const ended = new Set(endOf.values());
  for (const i of on) if (kind(s, i) === 'UL' && !ended.has(i)) plan.unmatched.add(i);
  for (const i of on) {
    const writes = readsFrom(s, cellOf, cell, i, { on, endOf, open });
    if (writes !== undefined) plan.readsFrom.set(i, writes);
  }
  return undefined;
}

interface OnLock {
  readonly on: readonly number[];
  /** Acquisition to its unlock. */
  readonly endOf: ReadonlyMap<number, number>;
  readonly open: readonly number[];
}

/** What a lock event may read from; undefined: it reads nothing. */
function readsFrom(
  s: EventStructure,
  cellOf: Int32Array,
  cell: number,
  i: number,
  { on, endOf, open }: OnLock,
): readonly number[] | undefined {
  switch (kind(s, i)) {
    case 'LKR': {
      const initial = initialWriteOf(s, cellOf, cell);
      return [
        ...(initial.length === 0 ? [nothing] : initial),
        ...[...endOf.values()].filter((u) => !after(s, i, u)),
        ...ordinaryWrites(s, cellOf, cell).filter((w) => !after(s, i, w)),
      ];
    }
    case 'LF': {
      const held = [...endOf].find(([lkw, end]) => after(s, lkw, i) && after(s, i, end))?.[0];
      const mine = held ?? open.find((lkw) => after(s, lkw, i));
      return mine === undefined ? on.filter((w) => kind(s, w) === 'LKW' && !sameThread(s, w, i)) : [mine];
    }
    case 'RU': {
      const unlocks = on.filter((u) => kind(s, u) === 'UL');
      const own = unlocks.filter((u) => after(s, u, i));
      const last = own.filter((u) => !own.some((v) => after(s, u, v)));
      const foreign = unlocks.filter((u) => !sameThread(s, u, i));
      return [...initialWriteOf(s, cellOf, cell), ...last, ...foreign];
    }
    default:
      return undefined;
  }
}

function lockCells(s: EventStructure, cellOf: Int32Array): number[] {
  const cells = new Set<number>();
  s.events.forEach((e, i) => {
    if (isLockEvent(e)) cells.add(cellOf[i] ?? -1);
  });
  return [...cells];
}

export function isLockEvent(e: StructureEvent): boolean {
  switch (e.kind) {
    case 'LKR':
    case 'LKW':
    case 'UL':
    case 'LF':
    case 'RU':
      return true;
    case 'R':
    case 'W':
    case 'F':
    case 'SRCU':
      return false;
    default:
      return e.kind satisfies never;
  }
}

function kind(s: EventStructure, i: number): StructureEvent['kind'] | undefined {
  return s.events[i]?.kind;
}

function after(s: EventStructure, earlier: number, later: number): boolean {
  return hasPair(s.po, s.size, earlier, later);
}

function sameThread(s: EventStructure, a: number, b: number): boolean {
  return s.events[a]?.thread === s.events[b]?.thread;
}

function ordinaryWrites(s: EventStructure, cellOf: Int32Array, cell: number): number[] {
  return s.events.flatMap((e, i) =>
    e.kind === 'W' && i >= s.initialWrites && cellOf[i] === cell ? [i] : [],
  );
}

function initialWriteOf(s: EventStructure, cellOf: Int32Array, cell: number): number[] {
  for (let i = 0; i < s.initialWrites; i++) if (cellOf[i] === cell) return [i];
  return [];
}
