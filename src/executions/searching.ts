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
  /** Some completable path ran into the unrolling limit. */
  cut: boolean;
  blocked?: { readonly event: StructureEvent; readonly detail: string };
  obstacle?: Obstacle;
}

export function emptyFindings(): Findings {
  return { valued: 0, filtered: 0, rejected: 0, consistent: 0, cut: false };
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
