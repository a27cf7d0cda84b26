/**
 * The search for candidate executions of one event structure: which write each read takes, with
 * values solved along the way, then the coherence orders. A callback judges partial executions, so
 * that a branch is left as soon as an axiom is broken for good. Every consistent execution is visited
 * exactly once.
 */

import { type Bits, hasPair } from '../base/relation.ts';
import { cellAt, type Locations } from '../events/locations.ts';
import type { EventStructure, StructureEvent } from '../events/structure.ts';
import { isAddress, isInteger, isVariable, type Term } from '../events/term.ts';
import { Coherence } from './coherence.ts';
import { type Located, locate, type ReadSite } from './located.ts';
import { type Failure, Solver } from './solver.ts';

/** A complete execution. Only valid while it is visited: its arrays are reused. */
export interface Execution {
  readonly located: Located;
  readonly rf: Bits;
  readonly co: Bits;
  /** The constant a term stands for, or the variable that stays undetermined. */
  readonly valueOf: (t: Term) => Term;
  /** The last write of a cell in coherence order, or undefined if nothing writes it. */
  readonly lastWrite: (cell: number) => number | undefined;
  readonly failures: readonly Failure[];
}

/** The memory model's answer about one located structure. */
export interface Consistency {
  /** False only if no extension of this partial rf and co is consistent. */
  readonly mayExtend: (rf: Bits, co: Bits) => boolean;
  /** Whether this complete rf and co is consistent. */
  readonly isConsistent: (rf: Bits, co: Bits) => boolean;
}

export interface Searching {
  readonly consistency: (located: Located) => Consistency;
  /** Whether the execution is one to count at all (herd7's filter); asked before the model. */
  readonly passes: (execution: Execution) => boolean;
  readonly visit: (execution: Execution) => void;
  /** Polled now and then; true stops the search. */
  readonly expired: () => boolean;
}

/** Something that makes herd7 refuse or abort the whole test. */
export type Obstacle =
  | { readonly why: 'read of no location'; readonly event: StructureEvent; readonly address: Term }
  | { readonly why: 'write to no location'; readonly event: StructureEvent; readonly address: Term }
  | { readonly why: 'access within a location'; readonly event: StructureEvent; readonly address: Term }
  | { readonly why: 'operation'; readonly failure: Failure };

export interface Findings {
  /** Choices of rf whose values fit, whether or not coherence and the model allow them. */
  valued: number;
  filtered: number;
  rejected: number;
  consistent: number;
  /** Some completable path ran into the unrolling limit. */
  cut: boolean;
  blocked?: { readonly event: StructureEvent; readonly detail: string };
  obstacle?: Obstacle;
}

export function emptyFindings(): Findings {
  return { valued: 0, filtered: 0, rejected: 0, consistent: 0, cut: false };
}

/** Thrown inside the search to leave it; never leaves this file. */
class Stop extends Error {}

/** How one structure is searched; the tests have a slow twin of `search`. */
export type SearchFunction = typeof search;

/** Searches one structure, adding to `findings`. Returns false when stopped by time or an obstacle. */
export function search(
  s: EventStructure,
  locations: Locations,
  how: Searching,
  findings: Findings,
): boolean {
  try {
    new Search(s, locations, how, findings).run();
    return true;
  } catch (e) {
    if (e instanceof Stop) return false;
    throw e;
  }
}

class Search {
  readonly #s: EventStructure;
  readonly #locations: Locations;
  readonly #how: Searching;
  readonly #findings: Findings;
  readonly #solver: Solver;
  #ticks = 0;

  constructor(s: EventStructure, locations: Locations, how: Searching, findings: Findings) {
    this.#s = s;
    this.#locations = locations;
    this.#how = how;
    this.#findings = findings;
    this.#solver = new Solver(s.variableNumbers.length, s.equations);
  }

  run(): void {
    const { equal, events } = this.#s;
    for (const [a, b] of equal) if (!this.#solver.unify(a, b)) return;
    if (!this.#solver.propagate()) return;
    const failure = this.#solver.failures[0];
    if (failure?.failed === 'division by zero') this.#stop({ why: 'operation', failure });
    const reads = events.flatMap((e, i) => (e.kind === 'R' ? [i] : []));
    this.#stopAtHopelessRead(reads);
    if (this.#s.cut) {
      if (this.#completable(new Set(reads))) this.#findings.cut = true;
      return;
    }
    this.#resolve(new Set(reads), new Map());
  }

  /** A read whose address is known from the start must have a write to take. */
  #stopAtHopelessRead(reads: readonly number[]): void {
    for (const read of reads) {
      const event = this.#s.events[read];
      const address = event === undefined ? undefined : this.#addressOf(event);
      if (event === undefined || address === undefined || isVariable(address)) continue;
      if (isInteger(address)) this.#stop({ why: 'read of no location', event, address });
      if (cellAt(this.#locations, address) !== undefined) continue;
      if (this.#valueSources(read).length === 0) {
        this.#stop({ why: 'access within a location', event, address });
      }
    }
  }

  #stop(obstacle: Obstacle): never {
    this.#findings.obstacle = obstacle;
    throw new Stop();
  }

  #tick(): void {
    if ((++this.#ticks & 63) === 0 && this.#how.expired()) throw new Stop();
  }

  #addressOf(e: StructureEvent): Term | undefined {
    return e.address === undefined ? undefined : this.#solver.find(e.address);
  }

  /* ---- addresses: reads are tried in value terms alone until every address is known ---- */

  #resolve(open: ReadonlySet<number>, chosen: ReadonlyMap<number, number>): void {
    this.#tick();
    const unknown = this.#s.events.find((e) => {
      const address = this.#addressOf(e);
      return address !== undefined && isVariable(address);
    });
    if (unknown === undefined) {
      if (this.#addressesHold(open)) this.#locate(open, chosen);
      return;
    }
    const read = this.#nextForAddresses(open);
    if (read === undefined) return;
    const rest = new Set(open);
    rest.delete(read);
    for (const w of this.#valueSources(read)) {
      const mark = this.#solver.mark();
      if (this.#join(read, w)) this.#resolve(rest, new Map([...chosen, [read, w]]));
      this.#solver.undo(mark);
    }
  }

  /** A read whose own address is known, and whose value is an address that something waits for. */
  #nextForAddresses(open: ReadonlySet<number>): number | undefined {
    const awaited = new Set<Term>();
    for (const e of this.#s.events) {
      const address = this.#addressOf(e);
      if (address !== undefined && isVariable(address)) awaited.add(address);
    }
    let known: number | undefined;
    for (const r of open) {
      const e = this.#s.events[r];
      const address = e === undefined ? undefined : this.#addressOf(e);
      if (e?.value === undefined || address === undefined || isVariable(address)) continue;
      if (awaited.has(this.#solver.find(e.value))) return r;
      known ??= r;
    }
    return known ?? [...open][0];
  }

  /** Writes that a read may take as far as addresses tell. */
  #valueSources(read: number): number[] {
    const s = this.#s;
    const r = s.events[read];
    const address = r === undefined ? undefined : this.#addressOf(r);
    if (address === undefined) return [];
    return s.events.flatMap((w, i) => {
      if (w.kind !== 'W' || hasPair(s.fed, s.size, read, i)) return [];
      const target = this.#addressOf(w);
      if (target === undefined) return [];
      return target === address || isVariable(target) || isVariable(address) ? [i] : [];
    });
  }

  /** Sets rf in value terms: same address, same value. */
  #join(read: number, write: number): boolean {
    const r = this.#s.events[read];
    const w = this.#s.events[write];
    if (r?.address === undefined || w?.address === undefined) return false;
    if (r.value === undefined || w.value === undefined) return false;
    return (
      this.#solver.unify(r.address, w.address) &&
      this.#solver.unify(r.value, w.value) &&
      this.#solver.propagate()
    );
  }

  /** Drops a choice with a read through a number; a write through one stops the whole test. */
  #addressesHold(open: ReadonlySet<number>): boolean {
    for (const event of this.#s.events) {
      if (event.kind !== 'R' && event.kind !== 'W') continue;
      const address = this.#addressOf(event);
      if (address === undefined || isAddress(address)) continue;
      if (event.kind === 'W' && this.#completable(open)) {
        this.#stop({ why: 'write to no location', event, address });
      }
      return false;
    }
    return true;
  }

  /** Whether some choice of rf for these reads solves all values, coherence and model apart. */
  #completable(open: ReadonlySet<number>): boolean {
    this.#tick();
    if (open.size === 0) return this.#solved();
    const read = this.#nextForAddresses(open);
    if (read === undefined) return false;
    const rest = new Set(open);
    rest.delete(read);
    for (const w of this.#valueSources(read)) {
      const mark = this.#solver.mark();
      const found = this.#join(read, w) && this.#completable(rest);
      this.#solver.undo(mark);
      if (found) return true;
    }
    return false;
  }

  #solved(): boolean {
    return this.#solver.complete || this.#solver.failures.length > 0;
  }

  /* ---- reads-from with coherence ---- */

  #locate(open: ReadonlySet<number>, chosen: ReadonlyMap<number, number>): void {
    const located = locate(this.#s, this.#locations, (i) => {
      const e = this.#s.events[i];
      return e === undefined ? undefined : this.#addressOf(e);
    });
    const { blocked } = located.locks;
    if (blocked !== undefined) {
      const event = this.#s.events[blocked.event];
      if (event !== undefined && this.#completable(open)) {
        this.#findings.blocked ??= { event, detail: blocked.detail };
      }
      return;
    }
    new LocatedSearch(located, this.#solver, this.#how, this.#findings, () => this.#tick(), chosen).run();
  }
}

class LocatedSearch {
  readonly #located: Located;
  readonly #solver: Solver;
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
    how: Searching,
    findings: Findings,
    tick: () => void,
    chosen: ReadonlyMap<number, number>,
  ) {
    this.#located = located;
    this.#solver = solver;
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
    let options: number[] = [];
    let fewest = Number.POSITIVE_INFINITY;
    let leaves = 1;
    let bestIsValued = true;
    for (const i of open) {
      const found = this.#options(i);
      if (found.length === 0) return;
      leaves *= found.length;
      // Locks first among equals: the order of critical sections decides most about what is inside.
      const { valued } = this.#located.reads[i] as ReadSite;
      if (found.length < fewest || (found.length === fewest && !valued && bestIsValued)) {
        bestIsValued = valued;
        fewest = found.length;
        best = i;
        options = found;
      }
    }
    if (fewest > 1 && leaves > 3) {
      const { rf, co } = this.#coherence;
      if (!this.#model().mayExtend(rf, co)) {
        this.#findings.rejected++;
        return;
      }
    }
    const rest = open.filter((i) => i !== best);
    const site = this.#located.reads[best] as ReadSite;
    for (const w of options) {
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
    return site.candidates.filter((w) => this.#fits(site, w) && this.#coherence.allows(site, w));
  }

  #fits(site: ReadSite, w: number): boolean {
    if (!site.valued) return true;
    const { events } = this.#located.structure;
    const read = this.#solver.find(events[site.event]?.value as Term);
    const written = this.#solver.find(events[w]?.value as Term);
    return read === written || isVariable(read) || isVariable(written);
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
