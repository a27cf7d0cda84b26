/**
 * The search, second part: all addresses are known. Each read is given a write, the most constrained
 * read first, then the coherence orders that are still open are chosen. The model judges partial
 * executions, so that a branch is left as soon as an axiom is broken for good.
 */

import { type Bits, hasPair } from '../base/relation.ts';
import type { Term } from '../events/term.ts';
import { Coherence } from './coherence.ts';
import type { Located, ReadSite } from './located.ts';
import { copies, fits } from './read-values.ts';
import { givesUp, mayGiveUp } from './rings.ts';
import { type Consistency, type Execution, type Findings, type Searching, Stop } from './searching.ts';
import type { Beginning, Solver } from './solver.ts';

export class LocatedSearch {
  readonly #located: Located;
  readonly #solver: Solver;
  readonly #beginning: Beginning;
  readonly #mayGiveUp: boolean;
  readonly #how: Searching;
  readonly #findings: Findings;
  readonly #tick: () => void;
  readonly #chosen: ReadonlyMap<number, number>;
  readonly #coherence: Coherence;
  #consistency: Consistency | undefined;
  readonly #execution: Execution;

  constructor(
    located: Located,
    solver: Solver,
    beginning: Beginning,
    how: Searching,
    findings: Findings,
    tick: () => void,
    chosen: ReadonlyMap<number, number>,
  ) {
    this.#located = located;
    this.#solver = solver;
    this.#beginning = beginning;
    this.#mayGiveUp = mayGiveUp(located.structure);
    this.#how = how;
    this.#findings = findings;
    this.#tick = tick;
    this.#chosen = chosen;
    this.#coherence = new Coherence(located);
    const { co, rf } = this.#coherence;
    const { size } = located.structure;
    this.#execution = {
      located,
      rf,
      co,
      valueOf: (t) => solver.find(t),
      lastWrite: (cell) =>
        located.writesOf.get(cell)?.find((w, _, all) => all.every((v) => v === w || hasPair(co, size, v, w))),
      failures: solver.failures,
    };
  }

  run(): void {
    if (!this.#coherence.begin()) return;
    const open: number[] = [];
    for (let i = 0; i < this.#located.reads.length; i++) {
      const w = this.#chosen.get((this.#located.reads[i] as ReadSite).event);
      if (w === undefined) open.push(i);
      else if (!this.#coherence.assign(i, w)) return;
    }
    this.#extend(open, 0);
  }

  /** The model is asked for only when a first candidate needs it. */
  #model(): Consistency {
    this.#consistency ??= this.#how.consistency(this.#located);
    return this.#consistency;
  }

  /** Chooses a write for each open read, the most constrained read first. */
  #extend(open: readonly number[], depth: number): void {
    this.#tick();
    if (open.length === 0) {
      this.#complete(depth);
      return;
    }
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    let leaves = 1;
    let bestIsValued = true;
    for (const i of open) {
      const found = this.#countOptions(i);
      if (found === 0) return;
      leaves *= found;
      // Locks first among equals: the order of critical sections decides most about what is inside.
      const { valued } = this.#located.reads[i] as ReadSite;
      if (found < fewest || (found === fewest && !valued && bestIsValued)) {
        bestIsValued = valued;
        fewest = found;
        best = i;
      }
    }
    // Of a dozen leaves, the model is sooner asked about each than about what they have in common.
    if (fewest > 1 && leaves > 12) {
      const { rf, co } = this.#coherence;
      if (!this.#model().mayExtend(rf, co)) {
        this.#findings.rejected++;
        return;
      }
    }
    const rest = open.filter((i) => i !== best);
    const site = this.#located.reads[best] as ReadSite;
    for (const w of this.#options(best)) {
      const mark = this.#solver.mark();
      const adjacent = this.#coherence.save(depth);
      if (this.#coherence.assign(best, w) && this.#joins(site, w)) this.#extend(rest, depth + 1);
      this.#coherence.unassign(best);
      this.#coherence.restore(depth, adjacent);
      this.#solver.undo(mark);
    }
  }

  #options(i: number): number[] {
    const site = this.#located.reads[i] as ReadSite;
    return site.candidates.filter((w) => this.#mayRead(site, w));
  }

  #countOptions(i: number): number {
    const site = this.#located.reads[i] as ReadSite;
    let count = 0;
    for (const w of site.candidates) if (this.#mayRead(site, w)) count++;
    return count;
  }

  #mayRead(site: ReadSite, w: number): boolean {
    return fits(this.#located, this.#solver, site, w) && this.#coherence.allows(site, w);
  }

  #joins(site: ReadSite, w: number): boolean {
    if (!site.valued) return true;
    const { events } = this.#located.structure;
    return (
      this.#solver.unify(events[site.event]?.value as Term, events[w]?.value as Term) &&
      this.#solver.propagate()
    );
  }

  #complete(depth: number): void {
    if (!this.#solver.complete && this.#solver.failures.length === 0) return;
    if (this.#mayGiveUp) {
      const all = [...copies(this.#located, this.#coherence.source)];
      if (givesUp(this.#located.structure, this.#beginning, all)) return;
    }
    this.#findings.valued++;
    this.#orders(depth);
  }

  /** Chooses the coherence orders that are still open. */
  #orders(depth: number): void {
    this.#tick();
    const pair = this.#coherence.open();
    const { rf, co } = this.#coherence;
    if (pair === undefined) {
      this.#judge(rf, co);
      return;
    }
    if (!this.#model().mayExtend(rf, co)) {
      this.#findings.rejected++;
      return;
    }
    const [a, b] = pair;
    for (const [first, second] of [
      [a, b],
      [b, a],
    ] as const) {
      const adjacent = this.#coherence.save(depth);
      if (this.#coherence.order(first, second)) this.#orders(depth + 1);
      this.#coherence.restore(depth, adjacent);
    }
  }

  #judge(rf: Bits, co: Bits): void {
    if (!this.#how.passes(this.#execution)) {
      this.#findings.filtered++;
      return;
    }
    if (!this.#model().isConsistent(rf, co)) {
      this.#findings.rejected++;
      return;
    }
    const failure = this.#solver.failures[0];
    if (failure !== undefined) {
      this.#findings.obstacle = { why: 'operation', failure };
      throw new Stop();
    }
    this.#findings.consistent++;
    this.#how.visit(this.#execution);
  }
}
