/**
 * The search of `located-search.ts` for those who want one execution of a kind, not all of them. What
 * is looked for (`Aim`) decides values and last writes beforehand; whatever has one choice left is
 * chosen at once; the model and the aim are asked about every partial execution. As long as the aim is
 * open, the reads that it hangs on come first. Coherence is extended only where something asks.
 */

import { addPair, type Bits, hasPair } from '../base/relation.ts';
import { isVariable, type Term } from '../events/term.ts';
import { Coherence } from './coherence.ts';
import { isSilent, type Located, type ReadSite } from './located.ts';
import { copies, fits } from './read-values.ts';
import { givesUp, mayGiveUp } from './rings.ts';
import {
  type Aim,
  type Consistency,
  type Demand,
  type Execution,
  type Findings,
  type PartialExecution,
  type Searching,
  Stop,
} from './searching.ts';
import { type Beginning, Solver } from './solver.ts';

export class DirectedSearch {
  readonly #located: Located;
  readonly #solver: Solver;
  readonly #beginning: Beginning;
  readonly #mayGiveUp: boolean;
  readonly #how: Searching;
  readonly #aim: Aim;
  readonly #findings: Findings;
  readonly #tick: () => void;
  readonly #chosen: ReadonlyMap<number, number>;
  readonly #coherence: Coherence;
  readonly #partial: PartialExecution;
  /** Read sites that have a write, in the order in which they were given it. */
  readonly #assigned: number[] = [];
  readonly #demandsTerms: boolean;
  #consistency: Consistency | undefined;

  constructor(
    located: Located,
    solver: Solver,
    beginning: Beginning,
    how: Searching,
    findings: Findings,
    tick: () => void,
    chosen: ReadonlyMap<number, number>,
    aim: Aim,
  ) {
    this.#located = located;
    this.#solver = solver;
    this.#beginning = beginning;
    this.#mayGiveUp = mayGiveUp(located.structure);
    this.#how = how;
    this.#aim = aim;
    this.#findings = findings;
    this.#tick = tick;
    this.#chosen = chosen;
    this.#coherence = new Coherence(located);
    this.#demandsTerms = aim.demands.length > 0;
    const { co, rf } = this.#coherence;
    this.#partial = {
      located,
      rf,
      co,
      valueOf: (t) => solver.find(t),
      lastWrites: (cell) => this.#coherence.maximal(cell),
      most: () => ({ rf: this.#mostRf(), co: this.#coherence.possible() }),
    };
  }

  run(): void {
    if (!this.#coherence.begin()) return;
    for (const [a, b] of this.#aim.orders) if (!this.#coherence.order(a, b)) return;
    this.#located.reads.forEach((site, i) => {
      const w = this.#chosen.get(site.event);
      if (w !== undefined) this.#assigned.push(i);
    });
    for (const i of this.#assigned) {
      const w = this.#chosen.get((this.#located.reads[i] as ReadSite).event) as number;
      if (!this.#coherence.assign(i, w)) return;
    }
    for (const demand of this.#aim.demands) {
      if (demand.on === 'term' && !this.#solver.unify(demand.term, demand.value)) return;
    }
    if (this.#solver.propagate()) this.#node(0);
  }

  #model(): Consistency {
    this.#consistency ??= this.#how.consistency(this.#located);
    return this.#consistency;
  }

  #node(depth: number): void {
    this.#tick();
    this.#findings.partial++;
    if (!this.#settle() || !this.#aim.mayReach(this.#partial)) return;
    const branch = this.#choice();
    const { rf, co } = this.#coherence;
    if (branch === undefined) {
      this.#judge(rf, co);
      return;
    }
    if (!this.#model().mayExtend(rf, co)) {
      this.#findings.rejected++;
      return;
    }
    if (this.#aim.mayReachConsistently?.(this.#partial) === false) return;
    for (const alternative of branch) {
      const mark = this.#solver.mark();
      const adjacent = this.#coherence.save(depth);
      const assigned = this.#assigned.length;
      if (alternative()) this.#node(depth + 1);
      while (this.#assigned.length > assigned) this.#coherence.unassign(this.#assigned.pop() as number);
      this.#coherence.restore(depth, adjacent);
      this.#solver.undo(mark);
    }
  }

  /** Gives every read that has one choice left its write, and every demand what it leaves no choice about. */
  #settle(): boolean {
    for (let changed = true; changed; ) {
      changed = false;
      for (const i of this.#open()) {
        const options = this.#options(i);
        if (options.length > 1) continue;
        const only = options[0];
        if (only === undefined || !this.#assign(i, only)) return false;
        changed = true;
      }
      for (const demand of this.#aim.demands) {
        if (demand.on !== 'cell') continue;
        const settled = this.#settleCell(demand);
        if (settled === 'impossible') return false;
        changed ||= settled === 'changed';
      }
    }
    return true;
  }

  #settleCell(demand: Extract<Demand, { on: 'cell' }>): 'impossible' | 'changed' | 'same' {
    const { writesOf, structure } = this.#located;
    const writes = writesOf.get(demand.cell);
    if (writes === undefined) return 'same';
    const fitting = this.#coherence.maximal(demand.cell).filter((w) => {
      const written = structure.events[w]?.value;
      const value = written === undefined ? undefined : this.#solver.find(written);
      return value === undefined || isVariable(value) || demand.accepts(value);
    });
    const last = fitting[0];
    if (last === undefined) return 'impossible';
    if (fitting.length > 1) return 'same';
    const behind = writes.filter((w) => w !== last && !hasPair(this.#coherence.co, structure.size, w, last));
    for (const w of behind) if (!this.#coherence.order(w, last)) return 'impossible';
    return behind.length > 0 ? 'changed' : 'same';
  }

  #open(): number[] {
    const taken = new Set(this.#assigned);
    const open: number[] = [];
    for (let i = 0; i < this.#located.reads.length; i++) if (!taken.has(i)) open.push(i);
    return open;
  }

  #options(i: number): number[] {
    const site = this.#located.reads[i] as ReadSite;
    return site.candidates.filter(
      (w) =>
        fits(this.#located, this.#solver, site, w) &&
        this.#coherence.allows(site, w) &&
        !this.#coherence.isParted(site, w),
    );
  }

  #assign(i: number, w: number): boolean {
    const site = this.#located.reads[i] as ReadSite;
    this.#assigned.push(i);
    if (!this.#coherence.assign(i, w)) return false;
    if (!site.valued) return true;
    const { events } = this.#located.structure;
    return (
      this.#solver.unify(events[site.event]?.value as Term, events[w]?.value as Term) &&
      this.#solver.propagate()
    );
  }

  /** What to try next: a read's writes, or the two orders of a pair of writes; undefined: all is chosen. */
  #choice(): (() => boolean)[] | undefined {
    const { reads } = this.#located;
    let best: { i: number; rank: number; options: readonly number[] } | undefined;
    const open = this.#open();
    const concerned = open.length > 1 ? this.#concerned() : undefined;
    for (const i of open) {
      const options = this.#options(i);
      const { valued, event } = reads[i] as ReadSite;
      // Locks first among equals: the order of critical sections decides most about what is inside.
      const rank = options.length * 4 + (concerned?.has(event) === true ? 0 : 2) + (valued ? 1 : 0);
      if (best === undefined || rank < best.rank) best = { i, rank, options };
    }
    if (best !== undefined) {
      const { i, options } = best;
      return options.map((w) => () => this.#assign(i, w));
    }
    const pair = this.#coherence.open();
    if (pair === undefined) return undefined;
    const [a, b] = pair;
    return [() => this.#coherence.order(a, b), () => this.#coherence.order(b, a)];
  }

  /** Reads whose value is still open and demanded, by the variable that stands for it. */
  #concerned(): ReadonlySet<number> {
    const { structure: s } = this.#located;
    const roots = new Set<Term>();
    for (const registers of s.registers) {
      for (const t of registers.values()) {
        const value = this.#solver.find(t);
        if (isVariable(value)) roots.add(value);
      }
    }
    const found = new Set<number>();
    s.events.forEach((e, i) => {
      if (e.kind === 'R' && e.value !== undefined && roots.has(this.#solver.find(e.value))) found.add(i);
    });
    return found;
  }

  #mostRf(): Bits {
    const all = Uint32Array.from(this.#coherence.rf);
    const { size } = this.#located.structure;
    for (const i of this.#open()) {
      const site = this.#located.reads[i] as ReadSite;
      for (const w of this.#options(i))
        if (!isSilent(this.#located, site, w)) addPair(all, size, w, site.event);
    }
    return all;
  }

  #judge(rf: Bits, co: Bits): void {
    const execution = this.#execution();
    if (execution === undefined) return;
    this.#findings.valued++;
    if (!this.#how.passes(execution)) {
      this.#findings.filtered++;
      return;
    }
    if (!this.#model().isConsistent(rf, co)) {
      this.#findings.rejected++;
      return;
    }
    const failure = execution.failures[0];
    if (failure !== undefined) {
      this.#findings.obstacle = { why: 'operation', failure };
      throw new Stop();
    }
    this.#findings.consistent++;
    this.#how.visit(execution);
  }

  /** The execution at hand, or undefined when its values hang on themselves or on what was demanded. */
  #execution(): Execution | undefined {
    const solver = this.#demandsTerms ? this.#undemanded() : this.#solver;
    if (solver === undefined) return undefined;
    if (!solver.complete && solver.failures.length === 0) return undefined;
    if (this.#mayGiveUp) {
      const all = [...copies(this.#located, this.#coherence.source)];
      if (givesUp(this.#located.structure, this.#beginning, all)) return undefined;
    }
    const { co, rf } = this.#coherence;
    return {
      located: this.#located,
      rf,
      co,
      valueOf: (t) => solver.find(t),
      lastWrite: (cell) => this.#coherence.maximal(cell)[0],
      failures: solver.failures,
    };
  }

  /** The values of this execution, solved without the demands, which must come out by themselves. */
  #undemanded(): Solver | undefined {
    const { structure: s } = this.#located;
    const solver = new Solver(s.variableNumbers.length, s.equations);
    for (const [a, b] of s.equal) if (!solver.unify(a, b)) return undefined;
    if (!solver.propagate()) return undefined;
    solver.beginReadsFrom();
    for (const [read, written] of copies(this.#located, this.#coherence.source))
      if (!solver.unify(read, written)) return undefined;
    if (!solver.propagate()) return undefined;
    const met = this.#aim.demands.every((d) => d.on !== 'term' || solver.find(d.term) === d.value);
    return met ? solver : undefined;
  }
}
