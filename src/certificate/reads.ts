/** What reads have been given to read, and what follows for values and places. */

import type { EventStructure } from '../events/structure.ts';
import { isVariable } from '../events/term.ts';
import { type Program, programOf } from './facts.ts';
import { type Pair, type Solved, solve } from './values.ts';
import type { Effort } from './verdict.ts';

export class Reads {
  readonly s: EventStructure;
  readonly #demands: readonly Pair[];
  readonly #effort: Effort;
  readonly #before: Reads | undefined;
  readonly sources: ReadonlyMap<number, number>;
  #values: Solved | undefined;
  #undemanded: Solved | undefined;
  #program: Program | undefined;

  /** `demands`: what the outcome makes equal. */
  constructor(
    s: EventStructure,
    demands: readonly Pair[],
    effort: Effort,
    sources: ReadonlyMap<number, number> = new Map(),
    before?: Reads,
  ) {
    this.s = s;
    this.#demands = demands;
    this.#effort = effort;
    this.#before = before;
    this.sources = sources;
  }

  with(read: number, write: number): Reads {
    return new Reads(this.s, this.#demands, this.#effort, new Map([...this.sources, [read, write]]), this);
  }

  /** Whether everything that takes a value has a write to take it from. */
  get complete(): boolean {
    return this.s.events.every((e, i) => e.kind !== 'R' || this.sources.has(i));
  }

  get values(): Solved {
    this.#values ??= this.#solve(this.#demands);
    return this.#values;
  }

  /** The same without what the outcome demands. */
  get undemanded(): Solved {
    if (this.#demands.length === 0) return this.values;
    this.#undemanded ??= this.#solve([]);
    return this.#undemanded;
  }

  /** Undefined while some address is unknown. */
  get program(): Program | undefined {
    this.#program ??= this.#before?.program ?? this.#locate();
    return this.#program;
  }

  #solve(demands: readonly Pair[]): Solved {
    this.#effort.spend(1 + this.s.equations.length + this.sources.size);
    const copied: Pair[] = [];
    const alike: Pair[] = [];
    for (const [read, write] of this.sources) {
      const [r, w] = [this.s.events[read], this.s.events[write]];
      if (r?.kind !== 'R' || w === undefined) continue;
      if (r.value !== undefined && w.value !== undefined) copied.push([r.value, w.value]);
      if (r.address !== undefined && w.address !== undefined) alike.push([r.address, w.address]);
    }
    return solve(this.s, copied, [...alike, ...demands]);
  }

  #locate(): Program | undefined {
    const addresses = this.s.events.map(({ address }) =>
      address === undefined ? undefined : this.values.of(address),
    );
    if (addresses.some((a) => a !== undefined && isVariable(a))) return undefined;
    this.#effort.spend(this.s.size.n);
    return programOf(this.s, addresses);
  }
}
