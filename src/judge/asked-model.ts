/** The model as verdict mode asks it: about partial executions, and about flags that they may still raise. */

import type { Bits } from '../base/relation.ts';
import type { Located } from '../executions/located.ts';
import type { Consistency, Execution, PartialExecution } from '../executions/searching.ts';
import type { Inputs } from '../model/evaluate.ts';
import { type Candidate, Evaluation } from '../model/evaluate.ts';
import type { Model } from '../model/ir.ts';
import { differentValues } from './inputs.ts';

export class AskedModel {
  readonly #model: Model;
  readonly #inputsOf: (located: Located) => Inputs;
  readonly #evaluations = new Map<Located, { least: Evaluation; most?: Evaluation }>();

  constructor(model: Model, inputsOf: (located: Located) => Inputs) {
    this.#model = model;
    this.#inputsOf = inputsOf;
  }

  consistency(located: Located): Consistency {
    const least = new Evaluation(this.#model, this.#inputsOf(located));
    this.#evaluations.set(located, { least });
    const none = () => {
      throw new Error('no axiom asks for values');
    };
    return {
      mayExtend: (rf, co) => least.broken(candidateOf(rf, co, none), true) === undefined,
      isConsistent: (rf, co) => least.broken(candidateOf(rf, co, none), false) === undefined,
    };
  }

  /** Flags of a consistent execution that are not in `raised`; the model has just been asked about it. */
  flags(execution: Execution, raised: ReadonlySet<string>): readonly string[] {
    const candidate = candidateOf(execution.rf, execution.co, () => differentValues(execution));
    return this.#of(execution.located).least.flags(candidate, raised);
  }

  /** False only if no extension raises such a flag; the model has just said that there may be one. */
  mayRaise(partial: PartialExecution, raised: ReadonlySet<string>): boolean {
    const evaluations = this.#of(partial.located);
    evaluations.most ??= new Evaluation(this.#model, this.#inputsOf(partial.located), evaluations.least);
    const most = partial.most();
    // Terms that are known to be equal stay so; all others may come to differ.
    const values = () => differentValues(partial);
    return evaluations.most.mayRaise(
      candidateOf(partial.rf, partial.co, values),
      candidateOf(most.rf, most.co, values),
      raised,
    );
  }

  /** No structure so far is asked about again. */
  forget(): void {
    for (const { least, most } of this.#evaluations.values()) {
      least.release();
      most?.release();
    }
    this.#evaluations.clear();
  }

  #of(located: Located): { least: Evaluation; most?: Evaluation } {
    const evaluations = this.#evaluations.get(located);
    if (evaluations === undefined) throw new Error('the model has not been asked about this structure');
    return evaluations;
  }
}

function candidateOf(rf: Bits, co: Bits, values: () => Bits): Candidate {
  return (name) => (name === 'rf' ? rf : name === 'co' ? co : values());
}
