/**
 * An event structure: one control path of each thread and the initial writes, put together. It fixes
 * everything that reads-from and coherence do not decide; addresses may still be variables.
 */

import { addPair, type Bits, emptyRelation, type Size, sizeFor } from '../base/relation.ts';
import type { Equation, Event, EventPair, ThreadPath } from './event.ts';
import type { Locations } from './locations.ts';
import { addressTerm, isVariable, shiftVariable, type Term } from './term.ts';

/** The thread of an initial write. */
export const initialThread = -1;

export interface StructureEvent extends Event {
  /** `initialThread` for initial writes. */
  readonly thread: number;
}

export interface EventStructure {
  readonly size: Size;
  /** Initial writes first, then each thread's events in order of creation. */
  readonly events: readonly StructureEvent[];
  readonly initialWrites: number;
  /** Program order, transitive. */
  readonly po: Bits;
  /** Pairs of events of one thread, each event with itself included; no initial writes. */
  readonly int: Bits;
  readonly rmw: Bits;
  readonly addr: Bits;
  readonly data: Bits;
  readonly ctrl: Bits;
  /** Reads and the writes of their own statement that their value feeds: no rf joins these. */
  readonly fed: Bits;
  readonly equations: readonly Equation[];
  readonly equal: readonly (readonly [Term, Term])[];
  /** Per variable, the number that names it when it stays undetermined. */
  readonly variableNumbers: readonly number[];
  /** By thread. */
  readonly registers: readonly ReadonlyMap<string, Term>[];
  readonly cut: boolean;
}

export function eventStructure(paths: readonly ThreadPath[], locations: Locations): EventStructure {
  const cells = accessedCells(paths, locations);
  const events: StructureEvent[] = cells.map((c) => {
    const cell = locations.cells[c];
    if (cell === undefined) throw new Error('a cell has an index');
    return {
      kind: 'W',
      tag: undefined,
      atomic: false,
      address: addressTerm(cell.location, cell.offset),
      value: cell.initial,
      span: { start: 0, end: 0 },
      thread: initialThread,
    };
  });
  const initialWrites = events.length;

  const equations: Equation[] = [];
  const equal: (readonly [Term, Term])[] = [];
  const variableNumbers: number[] = [];
  const registers: ReadonlyMap<string, Term>[] = [];
  const bases: number[] = [];
  paths.forEach((path, thread) => {
    const by = variableNumbers.length;
    bases.push(events.length);
    for (const e of path.events) events.push(placed(e, thread, by));
    for (const q of path.equations) {
      equations.push({
        result: shiftVariable(q.result, by),
        op: q.op,
        left: shiftVariable(q.left, by),
        right: shiftVariable(q.right, by),
        span: q.span,
      });
    }
    for (const [a, b] of path.equal) equal.push([shiftVariable(a, by), shiftVariable(b, by)]);
    registers.push(
      by === 0
        ? path.registers
        : new Map([...path.registers].map(([name, t]) => [name, shiftVariable(t, by)])),
    );
    for (const number of path.variableNumbers) variableNumbers.push(number);
  });

  const size = sizeFor(events.length);
  const po = emptyRelation(size);
  const int = emptyRelation(size);
  const from = (pick: (p: ThreadPath) => readonly EventPair[]): Bits => {
    const r = emptyRelation(size);
    paths.forEach((path, i) => {
      const base = bases[i] ?? 0;
      for (const [a, b] of pick(path)) addPair(r, size, a + base, b + base);
    });
    return r;
  };
  paths.forEach((path, i) => {
    const base = bases[i] ?? 0;
    path.before.forEach((earlier, e) => {
      for (const a of earlier) addPair(po, size, a + base, e + base);
    });
    for (let a = 0; a < path.events.length; a++) {
      for (let b = 0; b < path.events.length; b++) addPair(int, size, a + base, b + base);
    }
  });
  return {
    size,
    events,
    initialWrites,
    po,
    int,
    rmw: from((p) => p.rmw),
    addr: from((p) => p.addr),
    data: from((p) => p.data),
    ctrl: from((p) => p.ctrl),
    fed: from((p) => p.fed),
    equations,
    equal,
    variableNumbers,
    registers,
    cut: paths.some((p) => p.cut),
  };
}

function placed(e: Event, thread: number, by: number): StructureEvent {
  const { kind, tag, atomic, address, value, span } = e;
  return {
    kind,
    tag,
    atomic,
    address: address === undefined ? undefined : shiftVariable(address, by),
    value: value === undefined ? undefined : shiftVariable(value, by),
    span,
    thread,
  };
}

/**
 * The cells that need an initial write. One that no event can access plays no part in any relation
 * with another event, so it is left out unless some address is still unknown.
 */
function accessedCells(paths: readonly ThreadPath[], locations: Locations): number[] {
  const all = locations.cells.map((_, c) => c);
  const addresses = new Set<Term>();
  for (const path of paths) {
    for (const e of path.events) {
      if (e.address === undefined) continue;
      if (isVariable(e.address)) return all;
      addresses.add(e.address);
    }
  }
  return all.filter((c) => {
    const cell = locations.cells[c];
    return cell !== undefined && addresses.has(addressTerm(cell.location, cell.offset));
  });
}
