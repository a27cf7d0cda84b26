/**
 * A case split over everything that could give an outcome: which way each thread goes, what each read
 * reads, in which order writes take effect. Every case ends in an execution that has the outcome, or
 * in what makes it impossible; so the split is its own proof.
 */

import type { EventStructure } from '../events/structure.ts';
import type { Term } from '../events/term.ts';
import type { Located } from '../executions/located.ts';
import type { Violation } from './cycle.ts';
import type { Growing, Order } from './growing.ts';

export type Case =
  /** One case a path of the thread, in their order. */
  | { readonly kind: 'paths'; readonly thread: number; readonly cases: readonly Case[] }
  /** One path of each thread: all below speaks of its events. */
  | { readonly kind: 'structure'; readonly structure: EventStructure; readonly of: Case }
  | { readonly kind: 'read'; readonly read: number; readonly cases: readonly ReadCase[] }
  /** All addresses are known: all below speaks of these cells. */
  | { readonly kind: 'located'; readonly located: Located; readonly of: Case }
  | { readonly kind: 'order'; readonly order: Order; readonly cases: readonly [Case, Case] }
  | { readonly kind: 'contradiction'; readonly why: Contradiction }
  | { readonly kind: 'violation'; readonly violation: Violated }
  | { readonly kind: 'execution'; readonly execution: Found };

export interface ReadCase {
  readonly write: number;
  readonly of: Case;
}

/** Why a case needs no memory model to be impossible. */
export type Contradiction =
  /** The path's own conditions cannot hold. */
  | { readonly why: 'path' }
  /** The path ends in a loop that would go on. */
  | { readonly why: 'loop' }
  /** The path gives other values to registers than the outcome. */
  | { readonly why: 'demand' }
  /** The outcome, or the filter, fails whatever is still open. */
  | {
      readonly why: 'outcome' | 'filter';
      readonly at: { readonly located: Located; readonly growing: Growing };
    }
  /** Not what the write wrote, as far as values are known; absent where they follow from others. */
  | {
      readonly why: 'value';
      readonly read: number;
      readonly write: number;
      readonly wanted?: Term;
      readonly written?: Term;
    }
  /** No write to this place at all. */
  | { readonly why: 'nothing to read'; readonly read: number }
  /** The values depend on themselves: nothing makes them what the outcome wants. */
  | { readonly why: 'out of thin air' }
  /** An access through a number. */
  | { readonly why: 'address'; readonly event: number }
  | { readonly why: 'lock'; readonly event: number; readonly detail: string };

/** A partial execution that breaks an axiom for good. */
export interface Violated {
  readonly located: Located;
  readonly at: Growing;
  /** By shortest cycles of one axiom, the easiest first; at least one. */
  readonly violations: readonly Violation[];
}

/** A consistent execution that has the outcome. */
export interface Found {
  /** By thread: the index of its path. */
  readonly paths: readonly number[];
  readonly located: Located;
  readonly at: Growing;
  readonly valueOf: (t: Term) => Term;
}
