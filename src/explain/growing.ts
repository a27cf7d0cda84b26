/**
 * An execution in the making: some reads have their writes, some writes their order. What the axioms
 * coherence and atomic make certain of the order is added at once, and remembered as derived.
 */

import {
  addPair,
  type Bits,
  closeInto,
  composeInto,
  emptyRelation,
  hasPair,
  inverseInto,
  isIrreflexive,
  members,
  unionInto,
} from '../base/relation.ts';
import type { Located } from '../executions/located.ts';

export type Order = readonly [first: number, second: number];

export interface Growing {
  readonly rf: Bits;
  /** Transitive in each cell, initial writes first. */
  readonly co: Bits;
  /** By index into `located.reads`: the write, or `undecided`. */
  readonly source: Int32Array;
  /** What follows from coherence and atomicity alone, in the order in which it was found. */
  readonly derived: readonly Order[];
}

export const undecided = -1;

export function beginning(located: Located): Growing {
  const { structure: s, reads } = located;
  const source = new Int32Array(reads.length).fill(undecided);
  return derive(located, { rf: emptyRelation(s.size), co: initialFirst(located), source, derived: [] });
}

/** The order that every execution has. */
export function initialFirst({ structure: s, writesOf }: Located): Bits {
  const co = emptyRelation(s.size);
  for (const writes of writesOf.values()) {
    for (const a of writes) {
      if (a >= s.initialWrites) continue;
      for (const b of writes) if (b >= s.initialWrites) addPair(co, s.size, a, b);
    }
  }
  return co;
}

export function withRead(located: Located, g: Growing, index: number, write: number): Growing {
  const rf = g.rf.slice();
  const source = g.source.slice();
  addPair(rf, located.structure.size, write, located.reads[index]?.event ?? 0);
  source[index] = write;
  return derive(located, { ...g, rf, source });
}

/** Undefined: the opposite is settled. */
export function withOrder(located: Located, g: Growing, order: Order): Growing | undefined {
  const co = ordered(located, g.co, order);
  return co === undefined ? undefined : derive(located, { ...g, co });
}

/** `co` with the pair and what transitivity adds. */
export function ordered(located: Located, co: Bits, [a, b]: Order): Bits | undefined {
  const { size } = located.structure;
  if (a === b || hasPair(co, size, b, a)) return undefined;
  const out = co.slice();
  const after = [b, ...members(co.subarray(b * size.width, (b + 1) * size.width))];
  for (const x of located.writesOf.get(located.cellOf[a] as number) ?? []) {
    if (x !== a && !hasPair(co, size, x, a)) continue;
    for (const y of after) addPair(out, size, x, y);
  }
  return out;
}

/** Pairs of writes of one cell whose order is open. */
export function openOrders(located: Located, co: Bits): Order[] {
  const { size } = located.structure;
  return [...located.writesOf.values()].flatMap((writes) =>
    writes.flatMap((a, i) =>
      writes
        .slice(i + 1)
        .filter((b) => !hasPair(co, size, a, b) && !hasPair(co, size, b, a))
        .map((b): Order => [a, b]),
    ),
  );
}

function derive(located: Located, g: Growing): Growing {
  let now = g;
  for (;;) {
    const open = openOrders(located, now.co);
    if (open.length === 0) return now;
    const before = coherent(located, now);
    // A contradiction is the model's to find.
    if (!isIrreflexive(before, located.structure.size)) return now;
    const next = open
      .flatMap(([a, b]): Order[] => [
        [a, b],
        [b, a],
      ])
      .find((order) => isForced(located, now, before, order));
    const co = next === undefined ? undefined : ordered(located, now.co, next);
    if (next === undefined || co === undefined) return now;
    now = { ...now, co, derived: [...now.derived, next] };
  }
}

/** What the axiom coherence puts in order, transitively. */
function coherent(located: Located, { rf, co }: Growing): Bits {
  const { size, po } = located.structure;
  const out = emptyRelation(size);
  const back = emptyRelation(size);
  inverseInto(back, rf, size);
  composeInto(out, back, co, size);
  unionInto(out, rf);
  unionInto(out, co);
  for (let i = 0; i < out.length; i++) (out[i] as number) |= (po[i] as number) & (located.loc[i] as number);
  closeInto(out, size);
  return out;
}

/** Whether the opposite order would break coherence or atomicity. */
function isForced(located: Located, { rf, co }: Growing, before: Bits, [a, b]: Order): boolean {
  const { structure: s, reads } = located;
  const { size, events } = s;
  if (hasPair(before, size, a, b)) return true;
  return reads.some(({ event: r, partner, cell }) => {
    if (hasPair(rf, size, b, r) && hasPair(before, size, a, r)) return true;
    if (partner === -1 || located.cellOf[a] !== cell) return false;
    const apart = (v: number) => events[v]?.thread !== events[r]?.thread;
    // Between the two halves of an operation no other thread may write.
    const w = sourceOf(located, rf, r);
    if (w === -1) return false;
    if (a === partner && b !== w && apart(b)) return hasPair(co, size, w, b);
    if (b === w && a !== partner && apart(a)) return hasPair(co, size, a, partner);
    return false;
  });
}

function sourceOf(located: Located, rf: Bits, read: number): number {
  const { size } = located.structure;
  for (const w of located.writesOf.get(located.cellOf[read] as number) ?? []) {
    if (hasPair(rf, size, w, read)) return w;
  }
  return -1;
}
