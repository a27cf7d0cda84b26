/** The model's relations on a whole execution, computed definition by definition. */

import {
  addPair,
  type Bits,
  closeInto,
  composeInto,
  emptyRelation,
  hasPair,
  inverseInto,
  isAcyclic,
  isEmpty,
  isIrreflexive,
  reflexiveInto,
  sameBits,
  unionInto,
} from '../base/relation.ts';
import { axioms, definitions } from './definitions.ts';
import { type Decided, isGiven, type Program } from './facts.ts';
import type { AxiomName } from './format.ts';
import type { Way } from './way.ts';

export class Evaluation {
  readonly #program: Program;
  readonly #decided: Decided;
  readonly #known: Map<string, Bits>;

  /** `known`: relations that are given another value. */
  constructor(program: Program, decided: Decided, known: ReadonlyMap<string, Bits> = new Map()) {
    this.#program = program;
    this.#decided = decided;
    this.#known = new Map(known);
  }

  has(relation: string, a: number, b: number): boolean {
    return hasPair(this.relation(relation), this.#program.s.size, a, b);
  }

  relation(name: string): Bits {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const way = definitions.get(name);
    let value = way === undefined ? this.#given(name) : emptyRelation(this.#program.s.size);
    // Only rcu-order is defined by itself: the least relation that holds all it says.
    for (let done = way === undefined; !done; ) {
      this.#known.set(name, value);
      const next = this.pairs(way as Way);
      done = sameBits(next, value);
      value = next;
    }
    this.#known.set(name, value);
    return value;
  }

  /** The axioms that the execution breaks. */
  broken(): AxiomName[] {
    const { size } = this.#program.s;
    return (Object.keys(axioms) as AxiomName[]).filter((name) => {
      const { way, forbids } = axioms[name];
      if (forbids === 'pair') return !isEmpty(this.pairs(way));
      if (way.kind === 'repeat') return !isAcyclic(this.pairs(way.of), size);
      return !isIrreflexive(this.pairs(way), size);
    });
  }

  #given(name: string): Bits {
    const { events, size } = this.#program.s;
    return this.#where((a, b) => isGiven(this.#program, this.#decided, name, a, b), events.length, size);
  }

  #where(holds: (a: number, b: number) => boolean, n: number, size: Program['s']['size']): Bits {
    const out = emptyRelation(size);
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) if (holds(a, b)) addPair(out, size, a, b);
    return out;
  }

  /** Every two events that are the ends of a way. */
  pairs(way: Way): Bits {
    const { size } = this.#program.s;
    switch (way.kind) {
      case 'step': {
        const forth = this.relation(way.relation);
        if (!way.backwards) return forth;
        const back = emptyRelation(size);
        inverseInto(back, forth, size);
        return back;
      }
      case 'at':
        return this.#where((a, b) => a === b && this.#program.isIn(way.set, a) !== way.not, size.n, size);
      case 'one of': {
        const out = emptyRelation(size);
        for (const w of way.of) unionInto(out, this.pairs(w));
        return out;
      }
      case 'in turn': {
        const [first, ...rest] = way.of.map((w) => this.pairs(w));
        if (first === undefined) throw new Error('a way has parts');
        return rest.reduce((left, right) => {
          const out = emptyRelation(size);
          composeInto(out, left, right, size);
          return out;
        }, first);
      }
      case 'maybe':
      case 'repeat': {
        const out = this.pairs(way.of).slice();
        if (way.kind === 'repeat') closeInto(out, size);
        reflexiveInto(out, size);
        return out;
      }
      case 'where': {
        const of = this.pairs(way.of);
        return this.#where(
          (a, b) => hasPair(of, size, a, b) && this.#program.passes(way.test, a, b) !== way.not,
          size.n,
          size,
        );
      }
      default:
        return way satisfies never;
    }
  }
}
