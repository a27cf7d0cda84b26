/**
 * What values an execution has, solved anew each time from what is known: the program's equations, what
 * each read reads, and what is demanded. Slow and plain.
 */

import type { Equation } from '../events/event.ts';
import type { EventStructure } from '../events/structure.ts';
import { applyOp, isVariable, type Term, variableOf, variableTerm } from '../events/term.ts';
import { isCopyLeftOver } from './left-over.ts';

export interface Solved {
  /** Nothing can meet all this. */
  readonly contradictory: boolean;
  /** An operation has no value: a division by zero, a product of addresses. */
  readonly failed: boolean;
  /** Values wait for themselves: herd7 drops such an execution once every read has its write. */
  readonly circular: boolean;
  /** The constant, or one variable for all that are equal. */
  readonly of: (t: Term) => Term;
}

export type Pair = readonly [Term, Term];

/** `copied`: what is read and what was written. `demanded`: what else is equal: places, the outcome. */
export function solve(
  s: Pick<EventStructure, 'variableNumbers' | 'equations' | 'equal'>,
  copied: readonly Pair[],
  demanded: readonly Pair[],
): Solved {
  const classes = new Classes(s.variableNumbers.map((_, v) => v));
  let open: readonly Equation[] = s.equations;
  let failed = false;
  // `x + 0` is a copy of an unknown x as long as no read has its write (semantics of herd7).
  const evaluate = (copies: boolean): boolean => {
    for (let before = -1; before !== open.length; ) {
      before = open.length;
      const left: Equation[] = [];
      for (const q of open) {
        const value = applyOp(q.op, classes.of(q.left), classes.of(q.right), copies);
        if (value === undefined) left.push(q);
        else if (typeof value !== 'number') failed = true;
        else if (!classes.equate(q.result, value)) return false;
      }
      open = left;
    }
    return true;
  };
  const all = (pairs: readonly Pair[]) => pairs.every(([a, b]) => classes.equate(a, b));
  let possible = all(s.equal) && evaluate(true);
  const roots = s.variableNumbers.map((_, v) => classes.root(v));
  const demands = s.equal.some(([a, b]) => isVariable(a) && isVariable(b));
  const ring =
    possible &&
    ((demands && hasRing(roots, open, copied)) || isCopyLeftOver(roots, s.variableNumbers, open, copied));
  possible &&= all(copied) && all(demanded) && evaluate(false);
  return {
    contradictory: !possible,
    failed,
    circular: ring || (open.length > 0 && !failed),
    of: (t) => classes.of(t),
  };
}

/** Terms known to be equal. */
class Classes {
  /** By variable: another one that it equals, or itself. */
  readonly #parent: number[];
  /** By variable that is its own parent: the constant that it equals. */
  readonly #constant = new Map<number, Term>();

  constructor(parent: readonly number[]) {
    this.#parent = [...parent];
  }

  root(variable: number): number {
    let at = variable;
    while (this.#parent[at] !== at) at = this.#parent[at] as number;
    return at;
  }

  of(t: Term): Term {
    if (!isVariable(t)) return t;
    const root = this.root(variableOf(t));
    return this.#constant.get(root) ?? variableTerm(root);
  }

  /** False when they differ for certain. */
  equate(a: Term, b: Term): boolean {
    const [x, y] = [this.of(a), this.of(b)];
    if (x === y) return true;
    if (isVariable(x) && isVariable(y)) this.#parent[variableOf(x)] = variableOf(y);
    else if (isVariable(x)) this.#constant.set(variableOf(x), y);
    else if (isVariable(y)) this.#constant.set(variableOf(y), x);
    else return false;
    return true;
  }
}

/**
 * Whether two or more equations go round in a ring, variables that copy each other being one: herd7
 * gives such an execution up even where a condition demands the value that would solve it.
 */
function hasRing(roots: readonly number[], open: readonly Equation[], copied: readonly Pair[]): boolean {
  const classes = new Classes(roots);
  for (const [a, b] of copied) if (isVariable(a) && isVariable(b)) classes.equate(a, b);
  const next = new Map<number, Set<number>>();
  for (const { result, left, right } of open) {
    if (!isVariable(result)) continue;
    const to = classes.root(variableOf(result));
    for (const operand of [left, right]) {
      const from = isVariable(operand) ? classes.root(variableOf(operand)) : to;
      if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
    }
  }
  // What leads nowhere is in no ring.
  for (let before = -1; before !== next.size; ) {
    before = next.size;
    for (const [from, to] of next) if (![...to].some((t) => next.has(t))) next.delete(from);
  }
  return next.size > 0;
}
