/**
 * Events and the control paths of one thread. A path is one way through a thread's code: which
 * branches are taken, which conditional operations succeed. Values of reads are still variables.
 */

import type { Span } from '../base/source.ts';
import type { EventTag } from '../lkmm/tags.ts';
import type { Term, TermOp } from './term.ts';

/**
 * herd7's event classes. `LKR` and `LKW` are the halves of a lock acquisition, `UL` an unlock, `LF`
 * a failed trylock or a "locked" answer of spin_is_locked, `RU` an "unlocked" answer, `SRCU` an SRCU
 * grace period.
 */
export type EventKind = 'R' | 'W' | 'F' | 'LKR' | 'LKW' | 'UL' | 'LF' | 'RU' | 'SRCU';

/** With every field, so that all have one shape: they are what a search looks at most. */
export interface Event {
  readonly kind: EventKind;
  /** None on plain accesses and lock events. */
  readonly tag: EventTag | undefined;
  /** Member of the model's set RMW: half of an atomic operation, a failed one included. */
  readonly atomic: boolean;
  /** Where it accesses; none for fences. */
  readonly address: Term | undefined;
  /** What it reads or writes; none for fences and lock events. */
  readonly value: Term | undefined;
  /** The source text that caused it. */
  readonly span: Span;
}

/** `result = left op right`. */
export interface Equation {
  readonly result: Term;
  readonly op: TermOp;
  readonly left: Term;
  readonly right: Term;
  readonly span: Span;
}

/** Indices into `events`: first to second. */
export type EventPair = readonly [number, number];

export interface ThreadPath {
  /** In order of creation, which is a linear extension of program order. */
  readonly events: readonly Event[];
  /** Per event, all events before it in program order (transitive). */
  readonly before: readonly (readonly number[])[];
  readonly rmw: readonly EventPair[];
  /** Dependencies as herd7 hands them to the model, before it extends them through memory. */
  readonly addr: readonly EventPair[];
  readonly data: readonly EventPair[];
  readonly ctrl: readonly EventPair[];
  /** Pairs that no read-from edge may join against: a read and its own statement's dependent write. */
  readonly fed: readonly EventPair[];
  readonly equations: readonly Equation[];
  /** Pairs of terms that the path makes equal. */
  readonly equal: readonly (readonly [Term, Term])[];
  /** Variables are 0..variables-1; the number of each names it when it stays undetermined. */
  readonly variableNumbers: readonly number[];
  /** Final values of the registers that the path wrote, and of those with an initial value. */
  readonly registers: ReadonlyMap<string, Term>;
  /** A loop would have gone on beyond its unrolling limit. */
  readonly cut: boolean;
}
