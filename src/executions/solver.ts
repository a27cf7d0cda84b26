/**
 * Values of reads, solved step by step: variables made equal to each other or to constants, and
 * equations evaluated as soon as their operands are known. Every step can be taken back.
 * What stays unsolved when all is chosen depends on itself; semantics.md, section 9.2, says what
 * herd7 makes of that.
 */

import type { Equation } from '../events/event.ts';
import {
  applyOp,
  isVariable,
  type OperationFailure,
  type Term,
  variableOf,
  variableTerm,
} from '../events/term.ts';

export interface Failure extends OperationFailure {
  readonly equation: Equation;
}

/** What is known before any read has a write. */
export interface Beginning {
  /** By variable, the variable that stands for all that are known to equal it. */
  readonly rootOf: readonly number[];
  readonly unsolved: readonly Equation[];
}

export class Solver {
  readonly #parent: Int32Array;
  /** By root: the constant it is bound to, or NaN. */
  readonly #bound: Float64Array;
  readonly #equations: readonly Equation[];
  readonly #solved: Uint8Array;
  readonly #failures: Failure[] = [];
  /** What was changed, to be taken back: variables merged (>= 0), bound (~v), equations solved. */
  readonly #trail: number[] = [];
  #unsolved: number;
  /** Whether operations with a zero still copy an unknown operand. */
  #copies = true;

  constructor(variables: number, equations: readonly Equation[]) {
    this.#parent = Int32Array.from({ length: variables }, (_, v) => v);
    this.#bound = new Float64Array(variables).fill(Number.NaN);
    this.#equations = equations;
    this.#solved = new Uint8Array(equations.length);
    this.#unsolved = equations.length;
  }

  /** The constant, or the representative variable, that `t` is known to equal. */
  find(t: Term): Term {
    if (!isVariable(t)) return t;
    const root = this.#root(variableOf(t));
    const bound = this.#bound[root] as number;
    return Number.isNaN(bound) ? variableTerm(root) : bound;
  }

  #root(v: number): number {
    let root = v;
    while (this.#parent[root] !== root) root = this.#parent[root] as number;
    return root;
  }

  /** Makes two terms equal; false when they cannot be. Equations are not evaluated yet. */
  unify(a: Term, b: Term): boolean {
    const x = this.find(a);
    const y = this.find(b);
    if (x === y) return true;
    if (isVariable(x)) {
      const v = variableOf(x);
      if (isVariable(y)) {
        this.#parent[v] = variableOf(y);
        this.#trail.push(v * 4);
      } else {
        this.#bound[v] = y;
        this.#trail.push(v * 4 + 1);
      }
      return true;
    }
    if (!isVariable(y)) return false;
    const v = variableOf(y);
    this.#bound[v] = x;
    this.#trail.push(v * 4 + 1);
    return true;
  }

  /** From here on values come from reads-from: herd7 no longer takes `x + 0` for a copy of x. */
  beginReadsFrom(): Beginning {
    this.#copies = false;
    return {
      rootOf: Array.from(this.#parent, (_, v) => this.#root(v)),
      unsolved: this.#equations.filter((_, i) => this.#solved[i] === 0),
    };
  }

  /** Evaluates what has become known, until nothing more does; false on a contradiction. */
  propagate(): boolean {
    if (this.#unsolved === 0) return true;
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = 0; i < this.#equations.length; i++) {
        if (this.#solved[i] === 1) continue;
        const q = this.#equations[i] as Equation;
        const value = applyOp(q.op, this.find(q.left), this.find(q.right), this.#copies);
        if (value === undefined) continue;
        changed = true;
        this.#solved[i] = 1;
        this.#unsolved--;
        if (typeof value === 'number') {
          this.#trail.push(i * 4 + 2);
          if (!this.unify(q.result, value)) return false;
        } else {
          this.#failures.push({ ...value, equation: q });
          this.#trail.push(i * 4 + 3);
        }
      }
    }
    return true;
  }

  /** Operations that have no value, met so far. */
  get failures(): readonly Failure[] {
    return this.#failures;
  }

  /** Whether every equation has been evaluated. */
  get complete(): boolean {
    return this.#unsolved === 0;
  }

  mark(): number {
    return this.#trail.length;
  }

  undo(mark: number): void {
    while (this.#trail.length > mark) {
      const entry = this.#trail.pop() as number;
      const index = entry >> 2;
      switch (entry & 3) {
        case 0:
          this.#parent[index] = index;
          break;
        case 1:
          this.#bound[index] = Number.NaN;
          break;
        case 3:
          this.#failures.pop();
          this.#solved[index] = 0;
          this.#unsolved++;
          break;
        default:
          this.#solved[index] = 0;
          this.#unsolved++;
      }
    }
  }
}
