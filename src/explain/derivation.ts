/**
 * Why a pair is in a relation: the cheapest derivation through the model's definitions, down to what
 * the program and the execution give (program order, dependencies, rf, co). Cheap is what a reader
 * follows easily: few steps, and a definition's plain members before its far-fetched ones.
 */

import { hasPair, inSet, members } from '../base/relation.ts';
import type { Op } from '../model/ir.ts';
import type { Relations } from './relations.ts';

export interface Derivation {
  /** Of the model; what its operation is tells how `parts` make the pair. */
  readonly node: number;
  readonly from: number;
  readonly to: number;
  /**
   * By operation. `union`: the member that holds; `intersection`: all of them; `sequence`, `star` and
   * `plus`: one after the other, none for no step at all; `inverse`: the pair the other way round;
   * `optional`: one, or none for an event and itself; `variable`: the pair in the fixpoint itself.
   */
  readonly parts: readonly Derivation[];
}

/** What it costs a reader to follow one step that needs no further reason. */
const baseCosts: Readonly<Record<string, number>> = { rf: 2, co: 2, loc: 0, int: 0, ext: 0, critical: 0 };

const never = Number.POSITIVE_INFINITY;

export class Deriver {
  readonly #relations: Relations;
  readonly #n: number;
  readonly #memo = new Map<number, number>();
  /** By fixpoint variable: the fixpoint, and what its pairs cost. */
  readonly #variables = new Map<number, { readonly fixpoint: number; readonly costs: Map<number, number> }>();
  /** Costs found inside a fixpoint that is still being computed. */
  #inner: Map<number, number> | undefined;

  constructor(relations: Relations) {
    this.#relations = relations;
    this.#n = relations.inputs.size.n;
  }

  /** The pair must be in the relation. */
  derive(node: number, from: number, to: number): Derivation {
    if (!this.#has(node, from, to)) throw new Error('only what holds has a derivation');
    this.cost(node, from, to);
    return this.#build(node, from, to);
  }

  /** Infinite for a pair that is not in the relation. */
  cost(node: number, from: number, to: number): number {
    const inside = this.#op(node).op === 'variable' || this.#node(node).inside !== undefined;
    const memo = inside && this.#inner !== undefined ? this.#inner : this.#memo;
    const key = (node * this.#n + from) * this.#n + to;
    const before = memo.get(key);
    if (before !== undefined) return before;
    const found = this.#cost(node, from, to);
    memo.set(key, found);
    return found;
  }

  #node(id: number) {
    const node = this.#relations.model.nodes[id];
    if (node === undefined) throw new Error(`the model has no node ${id}`);
    return node;
  }

  #op(id: number): Op {
    return this.#node(id).op;
  }

  #has(node: number, a: number, b: number): boolean {
    if (this.#node(node).inside !== undefined || this.#op(node).op === 'variable') return true;
    return hasPair(this.#relations.get(node), this.#relations.inputs.size, a, b);
  }

  #isIn(set: number | undefined, e: number): boolean {
    return set === undefined || inSet(this.#relations.get(set), e);
  }

  #cost(node: number, a: number, b: number): number {
    if (!this.#has(node, a, b)) return never;
    const op = this.#op(node);
    switch (op.op) {
      case 'base relation':
        return baseCosts[op.name] ?? 1;
      case 'identity':
        return a === b && this.#isIn(op.of, a) ? 1 : never;
      case 'product':
        return 0;
      case 'union':
        return Math.min(...op.of.map((o) => this.cost(o, a, b)));
      case 'intersection':
        return op.of.reduce((sum, o) => sum + this.cost(o, a, b), 0);
      case 'difference':
        return this.cost(op.left, a, b);
      case 'restrict':
        return this.#isIn(op.from, a) && this.#isIn(op.to, b) ? this.cost(op.of, a, b) : never;
      case 'inverse':
        return this.cost(op.of, b, a);
      case 'optional':
        return a === b ? 0 : this.cost(op.of, a, b);
      case 'sequence':
        return this.#through(op.left, op.right, a, b).cost;
      case 'star':
        return a === b ? 0 : this.#path(op.of, a, b).cost;
      case 'plus':
        return this.#path(op.of, a, b).cost;
      case 'variable':
        return this.#variables.get(node)?.costs.get(a * this.#n + b) ?? never;
      case 'fixpoint':
        return this.#fixpoint(node, op.variable, op.body).get(a * this.#n + b) ?? never;
      case 'base set':
      case 'complement':
      case 'domain':
      case 'range':
        throw new Error('a set has no pairs');
      default:
        return op satisfies never;
    }
  }

  #build(node: number, from: number, to: number): Derivation {
    const op = this.#op(node);
    const of = (...parts: readonly Derivation[]): Derivation => ({ node, from, to, parts });
    switch (op.op) {
      case 'base relation':
      case 'identity':
      case 'product':
        return of();
      case 'union': {
        const best = op.of.reduce((x, y) => (this.cost(y, from, to) < this.cost(x, from, to) ? y : x));
        return of(this.#build(best, from, to));
      }
      case 'intersection':
        return of(...op.of.map((o) => this.#build(o, from, to)));
      case 'difference':
        return of(this.#build(op.left, from, to));
      case 'restrict':
        return of(this.#build(op.of, from, to));
      case 'inverse':
        return of(this.#build(op.of, to, from));
      case 'optional':
        return from === to ? of() : of(this.#build(op.of, from, to));
      case 'sequence': {
        const { middle } = this.#through(op.left, op.right, from, to);
        return of(this.#build(op.left, from, middle), this.#build(op.right, middle, to));
      }
      case 'star':
      case 'plus': {
        if (op.op === 'star' && from === to) return of();
        const { events } = this.#path(op.of, from, to);
        return of(...events.slice(1).map((e, i) => this.#build(op.of, events[i] as number, e)));
      }
      case 'variable': {
        const fixpoint = this.#variables.get(node)?.fixpoint;
        if (fixpoint === undefined) throw new Error('a variable belongs to a fixpoint');
        return of(this.#build(fixpoint, from, to));
      }
      case 'fixpoint':
        return of(this.#build(op.body, from, to));
      case 'base set':
      case 'complement':
      case 'domain':
      case 'range':
        throw new Error('a set has no pairs');
      default:
        return op satisfies never;
    }
  }

  #through(left: number, right: number, a: number, b: number): { cost: number; middle: number } {
    let best = { cost: never, middle: -1 };
    for (let c = 0; c < this.#n; c++) {
      const first = this.cost(left, a, c);
      if (first >= best.cost) continue;
      const cost = first + this.cost(right, c, b);
      if (cost < best.cost) best = { cost, middle: c };
    }
    return best;
  }

  /** The cheapest way from `a` to `b` in one step or more. */
  #path(of: number, a: number, b: number): { cost: number; events: readonly number[] } {
    const cost = new Array<number>(this.#n).fill(never);
    const before = new Array<number>(this.#n).fill(-1);
    const open = new Set<number>();
    const reach = (from: number, base: number) => {
      for (const to of this.#successors(of, from)) {
        const c = base + this.cost(of, from, to);
        if (c >= (cost[to] as number)) continue;
        cost[to] = c;
        before[to] = from;
        open.add(to);
      }
    };
    reach(a, 0);
    while (open.size > 0) {
      const nearest = [...open].reduce((x, y) => ((cost[y] as number) < (cost[x] as number) ? y : x));
      open.delete(nearest);
      if (nearest === b) break;
      if (nearest !== a) reach(nearest, cost[nearest] as number);
    }
    if (cost[b] === never) return { cost: never, events: [] };
    const events = [b];
    for (let e = before[b] as number; ; e = before[e] as number) {
      events.unshift(e);
      if (e === a) return { cost: cost[b] as number, events };
    }
  }

  #successors(of: number, from: number): readonly number[] {
    if (this.#node(of).inside !== undefined || this.#op(of).op === 'variable') {
      return Array.from({ length: this.#n }, (_, e) => e);
    }
    const { width } = this.#relations.inputs.size;
    return members(this.#relations.get(of).subarray(from * width, (from + 1) * width));
  }

  /** Costs of a fixpoint's pairs, the cheapest derivations first: rounds until none becomes cheaper. */
  #fixpoint(fixpoint: number, variable: number, body: number): ReadonlyMap<number, number> {
    const known = this.#variables.get(variable);
    if (known !== undefined) return known.costs;
    const costs = new Map<number, number>();
    this.#variables.set(variable, { fixpoint, costs });
    const { size } = this.#relations.inputs;
    const whole = this.#relations.get(fixpoint);
    for (let changed = true; changed; ) {
      changed = false;
      this.#inner = new Map();
      const round: [number, number][] = [];
      for (let a = 0; a < size.n; a++) {
        for (let b = 0; b < size.n; b++) {
          if (hasPair(whole, size, a, b)) round.push([a * size.n + b, this.cost(body, a, b)]);
        }
      }
      for (const [key, cost] of round) {
        if (cost >= (costs.get(key) ?? never)) continue;
        costs.set(key, cost);
        changed = true;
      }
    }
    return costs;
  }
}
