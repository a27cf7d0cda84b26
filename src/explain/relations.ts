/**
 * Every set and relation of a model on one execution, computed when asked for. Slower than
 * `model/evaluate.ts` and simpler: an explanation looks at few executions, and at any definition.
 */

import { type Bits, emptyRelation, emptySet, isEmpty, sameBits } from '../base/relation.ts';
import type { Candidate, Inputs } from '../model/evaluate.ts';
import type { Model } from '../model/ir.ts';
import { apply } from '../model/operators.ts';

/** What does not depend on rf and co, kept from one execution of a structure to the next. */
export type ProgramStage = Map<number, Bits>;

export class Relations {
  readonly model: Model;
  readonly inputs: Inputs;
  readonly #candidate: Candidate;
  readonly #fixed: ProgramStage;
  readonly #known = new Map<number, Bits>();

  /** The candidate's arrays are read lazily: they must not change while this is in use. */
  constructor(model: Model, inputs: Inputs, candidate: Candidate, fixed: ProgramStage = new Map()) {
    this.model = model;
    this.inputs = inputs;
    this.#candidate = candidate;
    this.#fixed = fixed;
  }

  get(id: number): Bits {
    const before = this.#known.get(id) ?? this.#fixed.get(id);
    if (before !== undefined) return before;
    const node = this.model.nodes[id];
    if (node === undefined) throw new Error(`the model has no node ${id}`);
    const value = this.#compute(id);
    if (node.inside !== undefined) return value;
    (node.stage === 'program' ? this.#fixed : this.#known).set(id, value);
    return value;
  }

  #setOf(name: string): Bits {
    const set = emptySet(this.inputs.size);
    this.inputs.set(name, set);
    return set;
  }

  #compute(id: number): Bits {
    const node = this.model.nodes[id];
    if (node === undefined) throw new Error(`the model has no node ${id}`);
    const { op } = node;
    const { size } = this.inputs;
    switch (op.op) {
      case 'base set':
        return this.#setOf(op.name);
      case 'base relation':
        return op.stage === 'program' ? this.inputs.relation(op.name) : this.#candidate(op.name);
      case 'variable':
        throw new Error('a variable has its value inside its fixpoint');
      case 'fixpoint':
        return this.#iterate(op.variable, op.body);
      case 'sequence':
      case 'intersection': {
        const parts = op.op === 'sequence' ? [op.left, op.right] : op.of;
        // What the program gives is known already, and often enough.
        const cheapFirst = [...parts].sort((a, b) => this.#rank(a) - this.#rank(b));
        if (cheapFirst.some((p) => isEmpty(this.get(p)))) return this.#empty(node.sort);
        break;
      }
      case 'restrict':
        if (isEmpty(this.get(op.from ?? op.of)) || isEmpty(this.get(op.to ?? op.of))) {
          return this.#empty(node.sort);
        }
        break;
      default:
        break;
    }
    const out = this.#empty(node.sort);
    apply(op, out, (o) => this.get(o), size);
    return out;
  }

  #rank(id: number): number {
    return this.model.nodes[id]?.stage === 'program' ? 0 : 1;
  }

  #empty(sort: 'set' | 'relation'): Bits {
    return sort === 'set' ? emptySet(this.inputs.size) : emptyRelation(this.inputs.size);
  }

  #iterate(variable: number, body: number): Bits {
    const value = emptyRelation(this.inputs.size);
    for (;;) {
      this.#known.set(variable, value);
      const next = this.get(body);
      if (sameBits(next, value)) break;
      value.set(next);
    }
    this.#known.delete(variable);
    return value;
  }
}
