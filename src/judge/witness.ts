/** An execution kept: what verdict mode shows for each side of a condition, and explanations unfold. */

import type { Bits } from '../base/relation.ts';
import type { Term } from '../events/term.ts';
import type { Located } from '../executions/located.ts';
import type { Execution } from '../executions/searching.ts';

/** A consistent execution. Unlike the one that a search visits, it stays as it is. */
export interface Witness {
  /** The events, with their threads and addresses: `located.structure.events`. */
  readonly located: Located;
  readonly rf: Bits;
  /** Total on the writes of each cell, transitive. */
  readonly co: Bits;
  /** By event: what it reads or writes; undefined for fences and lock events. */
  readonly values: readonly (Term | undefined)[];
}

export function witnessOf(execution: Execution): Witness {
  const { located, rf, co } = execution;
  return {
    located,
    rf: Uint32Array.from(rf),
    co: Uint32Array.from(co),
    values: located.structure.events.map((e) =>
      e.value === undefined ? undefined : execution.valueOf(e.value),
    ),
  };
}
