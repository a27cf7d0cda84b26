/** What a model is evaluated on: what an event structure gives to it, and one candidate execution. */

import type { Bits, Size } from '../base/relation.ts';

/** What an event structure gives to a model, by the names of the model's base sets and relations. */
export interface Inputs {
  readonly size: Size;
  /** Adds the set's members to `out`, which is empty. */
  readonly set: (name: string, out: Bits) => void;
  /** Relations of the program stage. */
  readonly relation: (name: string) => Bits;
  /** Whether a relation of a later stage can ever have a pair. */
  readonly possible: (name: string) => boolean;
}

/** Relations of one candidate, by name (`rf`, `co`, ...). */
export type Candidate = (name: string) => Bits;
