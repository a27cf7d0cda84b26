/** What the search for candidate executions asks of its caller, and what it reports. */

import type { Bits } from '../base/relation.ts';
import type { Locations } from '../events/locations.ts';
import type { EventStructure, StructureEvent } from '../events/structure.ts';
import type { Term } from '../events/term.ts';
import type { Located } from './located.ts';
import type { Failure } from './solver.ts';

/** A complete execution. Only valid while it is visited: its arrays are reused. */
export interface Execution {
  readonly located: Located;
  readonly rf: Bits;
  readonly co: Bits;
  /** The constant a term stands for, or the variable that stays undetermined. */
  readonly valueOf: (t: Term) => Term;
  /** The last write of a cell in coherence order, or undefined if nothing writes it. */
  readonly lastWrite: (cell: number) => number | undefined;
  readonly failures: readonly Failure[];
}

/** An execution under way: rf and co may still grow, to at most `most`. Only valid while it is asked about. */
export interface PartialExecution {
  readonly located: Located;
  readonly rf: Bits;
  readonly co: Bits;
  readonly valueOf: (t: Term) => Term;
  /** The writes of a cell that may become its last one; empty if nothing writes it. */
  readonly lastWrites: (cell: number) => readonly number[];
  /** Every pair that some extension has: computed when asked for. */
  readonly most: () => { readonly rf: Bits; readonly co: Bits };
}

/** What a final value must be, for the execution to be one that is looked for. */
export type Demand =
  | { readonly on: 'term'; readonly term: Term; readonly value: Term }
  /** The last write of the cell must have written such a value. */
  | { readonly on: 'cell'; readonly cell: number; readonly accepts: (value: Term) => boolean };

/** What a directed search looks for in one structure; everything else may be left out. */
export interface Aim {
  /** Met by every execution that is looked for. */
  readonly demands: readonly Demand[];
  /**
   * Pairs of writes that may be taken to be in this coherence order, for if some execution is looked
   * for and found, then so is one with this order (see judge/symmetry.ts).
   */
  readonly orders: readonly (readonly [number, number])[];
  /** False only if no extension is looked for. */
  readonly mayReach: (partial: PartialExecution) => boolean;
  /** The same, asked when the model has just said that this partial execution may be extended. */
  readonly mayReachConsistently?: (partial: PartialExecution) => boolean;
}

/** The memory model's answer about one located structure. */
export interface Consistency {
  /** False only if no extension of this partial rf and co is consistent. */
  readonly mayExtend: (rf: Bits, co: Bits) => boolean;
  /** Whether this complete rf and co is consistent. */
  readonly isConsistent: (rf: Bits, co: Bits) => boolean;
}

export interface Searching {
  readonly consistency: (located: Located) => Consistency;
  /** Whether there is a filter at all. */
  readonly filtered: boolean;
  /** Whether the execution is one to count at all (herd7's filter); asked before the model. */
  readonly passes: (execution: Execution) => boolean;
  readonly visit: (execution: Execution) => void;
  /** Absent: every consistent execution is wanted. */
  readonly aim?: Aim;
  /** Polled now and then; true stops the search. */
  readonly expired: () => boolean;
}

/** Something that makes herd7 refuse or abort the whole test. */
export type Obstacle =
  | { readonly why: 'read of no location'; readonly event: StructureEvent; readonly address: Term }
  | { readonly why: 'write to no location'; readonly event: StructureEvent; readonly address: Term }
  | { readonly why: 'access within a location'; readonly event: StructureEvent; readonly address: Term }
  | { readonly why: 'operation'; readonly failure: Failure };

export interface Findings {
  /** Choices of rf whose values fit, whether or not coherence and the model allow them. */
  valued: number;
  filtered: number;
  rejected: number;
  consistent: number;
  /** Partial executions that a directed search looked at. */
  partial: number;
  /** Some completable path ran into the unrolling limit. */
  cut: boolean;
  blocked?: { readonly event: StructureEvent; readonly detail: string };
  obstacle?: Obstacle;
}

export function emptyFindings(): Findings {
  return { valued: 0, filtered: 0, rejected: 0, consistent: 0, partial: 0, cut: false };
}

/** Searches one structure, adding to `findings`. False when stopped by time or an obstacle. */
export type SearchFunction = (
  s: EventStructure,
  locations: Locations,
  how: Searching,
  findings: Findings,
) => boolean;

/** Thrown inside a search to leave it. */
export class Stop extends Error {}
