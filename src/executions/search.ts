/**
 * The search for candidate executions of one event structure, first part: values and addresses. Reads
 * that addresses depend on are tried in terms of values alone; once every address is known, the rest
 * is a matter of reads-from and coherence cell by cell (`located-search.ts`). Every consistent
 * execution is visited exactly once.
 */

import { emptyRelation, hasPair } from '../base/relation.ts';
import { cellAt, type Locations } from '../events/locations.ts';
import type { EventStructure, StructureEvent } from '../events/structure.ts';
import { isAddress, isVariable, type Term } from '../events/term.ts';
import { DirectedSearch } from './directed-search.ts';
import { mayFail, mayStray } from './faults.ts';
import { type Located, locate } from './located.ts';
import { LocatedSearch } from './located-search.ts';
import {
  type Execution,
  emptyFindings,
  type Findings,
  type Obstacle,
  type Searching,
  Stop,
} from './searching.ts';
import { type Beginning, Solver } from './solver.ts';

/** Searches one structure, adding to `findings`. Returns false when stopped by time or an obstacle. */
export function search(s: EventStructure, locations: Locations, how: Searching, findings: Findings): boolean {
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
  #beginning: Beginning = { rootOf: [], unsolved: [] };

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
    this.#beginning = this.#solver.beginReadsFrom();
    const reads = events.flatMap((e, i) => (e.kind === 'R' ? [i] : []));
    this.#stopAtHopelessRead(reads);
    if (this.#s.cut) {
      if (this.#completable(new Set(reads), () => this.#passesSomehow())) this.#findings.cut = true;
      if (mayFail(this.#s) || mayStray(this.#s)) this.#stopAtFaults();
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
      if (isAddress(address) && cellAt(this.#locations, address) !== undefined) continue;
      if (this.#valueSources(read).length > 0) continue;
      const why = isAddress(address) ? 'access within a location' : 'read of no location';
      this.#stop({ why, event, address });
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

  /** Drops a choice with an access through a number; if a write is among them, the whole test stops. */
  #addressesHold(open: ReadonlySet<number>): boolean {
    const strays = this.#s.events.filter((e) => {
      const address = this.#addressOf(e);
      return (e.kind === 'R' || e.kind === 'W') && address !== undefined && !isAddress(address);
    });
    const event = strays.find((e) => e.kind === 'W');
    const address = event === undefined ? undefined : this.#addressOf(event);
    if (event !== undefined && address !== undefined && this.#completable(open, () => true)) {
      this.#stop({ why: 'write to no location', event, address });
    }
    return strays.length === 0;
  }

  /** Whether some choice of rf for these reads solves all values, coherence and model apart. */
  #completable(open: ReadonlySet<number>, accepts: () => boolean): boolean {
    this.#tick();
    if (open.size === 0) return this.#solved() && accepts();
    const read = this.#nextForAddresses(open);
    if (read === undefined) return false;
    const rest = new Set(open);
    rest.delete(read);
    for (const w of this.#valueSources(read)) {
      const mark = this.#solver.mark();
      const found = this.#join(read, w) && this.#completable(rest, accepts);
      this.#solver.undo(mark);
      if (found) return true;
    }
    return false;
  }

  #solved(): boolean {
    return this.#solver.complete || this.#solver.failures.length > 0;
  }

  /** A cut path gives no execution, but what stops the test in a consistent one stops it here, too. */
  #stopAtFaults(): void {
    const aside = emptyFindings();
    const whole = { ...this.#s, cut: false };
    try {
      new Search(whole, this.#locations, { ...this.#how, visit: () => {} }, aside).run();
    } finally {
      if (aside.obstacle !== undefined) this.#findings.obstacle = aside.obstacle;
    }
  }

  /** Whether the filter passes the values found, whichever writes are last. */
  #passesSomehow(): boolean {
    const located = this.#located();
    const cells = [...located.writesOf];
    const last = new Map<number, number>();
    const execution: Execution = {
      located,
      rf: emptyRelation(this.#s.size),
      co: emptyRelation(this.#s.size),
      valueOf: (t) => this.#solver.find(t),
      lastWrite: (cell) => last.get(cell),
      failures: this.#solver.failures,
    };
    const choose = (at: number): boolean => {
      this.#tick();
      const cell = cells[at];
      if (cell === undefined) return this.#how.passes(execution);
      const [of, writes] = cell;
      const later = writes.filter((w) => w >= this.#s.initialWrites);
      return (later.length === 0 ? writes : later).some((w) => {
        last.set(of, w);
        return choose(at + 1);
      });
    };
    return this.#how.filtered ? choose(0) : true;
  }

  #located(): Located {
    return locate(this.#s, this.#locations, (i) => {
      const e = this.#s.events[i];
      return e === undefined ? undefined : this.#addressOf(e);
    });
  }

  /* ---- reads-from with coherence ---- */

  #locate(open: ReadonlySet<number>, chosen: ReadonlyMap<number, number>): void {
    const located = this.#located();
    const { blocked } = located.locks;
    if (blocked !== undefined) {
      const event = this.#s.events[blocked.event];
      if (event !== undefined && this.#completable(open, () => true)) {
        this.#findings.blocked ??= { event, detail: blocked.detail };
      }
      return;
    }
    const tick = () => this.#tick();
    const { aim } = this.#how;
    const parts = [located, this.#solver, this.#beginning, this.#how, this.#findings, tick, chosen] as const;
    if (aim === undefined) new LocatedSearch(...parts).run();
    else new DirectedSearch(...parts, aim).run();
  }
}
