/**
 * A memory model as data: definitions over sets of events and relations, axioms and flags. Nodes live
 * in one array, operands before users; equal nodes are one node.
 */

declare const sort: unique symbol;
/** Index of a node that is a relation. */
export type Rel = number & { readonly [sort]: 'rel' };
/** Index of a node that is a set of events. */
export type EventSet = number & { readonly [sort]: 'set' };

/**
 * On what a node depends: `program` on the event structure with its addresses, `rf` and `co` on those
 * choices (co includes rf), `values` on what reads return.
 */
export const stages = ['program', 'rf', 'co', 'values'] as const;
export type Stage = (typeof stages)[number];

export type Op =
  /** Given from outside, by its name. */
  | { readonly op: 'base set'; readonly name: string }
  | { readonly op: 'base relation'; readonly name: string; readonly stage: Stage }
  | { readonly op: 'union' | 'intersection'; readonly of: readonly number[] }
  | { readonly op: 'difference'; readonly left: number; readonly right: number }
  /** All events that are not in the set. */
  | { readonly op: 'complement'; readonly of: number }
  | { readonly op: 'domain' | 'range'; readonly of: number }
  | { readonly op: 'sequence'; readonly left: number; readonly right: number }
  /** `[from] ; of ; [to]`; an absent set is every event. */
  | { readonly op: 'restrict'; readonly of: number; readonly from?: number; readonly to?: number }
  | { readonly op: 'inverse' | 'optional' | 'star' | 'plus'; readonly of: number }
  | { readonly op: 'identity'; readonly of: number }
  | { readonly op: 'product'; readonly from: number; readonly to: number }
  /**
   * The least relation that holds all of `body`; inside, `variable` stands for the relation itself.
   * The nodes of `body` that depend on the variable are evaluated only here.
   */
  | { readonly op: 'fixpoint'; readonly variable: number; readonly body: number }
  | { readonly op: 'variable'; readonly name: string };

export type Sort = 'set' | 'relation';

export interface Node {
  readonly op: Op;
  readonly sort: Sort;
  readonly stage: Stage;
  /**
   * Whether it can only grow when rf and co grow (a node of the program stage does not change at all).
   * Only what is monotone may prune a partial execution.
   */
  readonly monotone: boolean;
  /** Depends on this fixpoint variable and so is evaluated inside the fixpoint. */
  readonly inside?: number;
}

export type Check = 'acyclic' | 'irreflexive' | 'empty';

/** A condition that every execution must meet. */
export interface Axiom {
  readonly name: string;
  readonly check: Check;
  readonly of: number;
}

/** Raised when not empty; never removes an execution. */
export interface Flag {
  readonly name: string;
  readonly of: number;
}

export interface Model {
  readonly name: string;
  readonly nodes: readonly Node[];
  /** Definitions, node to name. As in the kernel's files, a later definition may reuse a name. */
  readonly names: ReadonlyMap<number, string>;
  readonly axioms: readonly Axiom[];
  readonly flags: readonly Flag[];
}

const operandLists = new WeakMap<Model, readonly (readonly number[])[]>();

/** By node: its direct operands. */
export function operandsIn(model: Model): readonly (readonly number[])[] {
  const known = operandLists.get(model) ?? model.nodes.map((node) => operandsOf(node.op));
  operandLists.set(model, known);
  return known;
}

/** The direct operands of an operation. */
export function operandsOf(op: Op): readonly number[] {
  switch (op.op) {
    case 'base set':
    case 'base relation':
    case 'variable':
      return [];
    case 'union':
    case 'intersection':
      return op.of;
    case 'difference':
    case 'sequence':
      return [op.left, op.right];
    case 'complement':
    case 'domain':
    case 'range':
    case 'inverse':
    case 'optional':
    case 'star':
    case 'plus':
    case 'identity':
      return [op.of];
    case 'restrict':
      return [op.of, op.from, op.to].filter((x) => x !== undefined);
    case 'product':
      return [op.from, op.to];
    case 'fixpoint':
      return [op.body];
    default:
      return op satisfies never;
  }
}
