/**
 * Whether a case split leaves no case out and each of its cases is impossible. What a case must be split
 * into is worked out here, from the program and what is decided; the certificate is not asked.
 */

import { emptyRelation, hasPair } from '../base/relation.ts';
import type { ThreadPath } from '../events/event.ts';
import { type EventStructure, eventStructure } from '../events/structure.ts';
import { isAddress, isVariable } from '../events/term.ts';
import { type Asked, registersOf } from './asked.ts';
import { checkViolation } from './check-steps.ts';
import { isBefore, isOrdered, type Program, withOrder } from './facts.ts';
import type {
  Case,
  Forbidden,
  Impossibility,
  OrderSplit,
  PathSplit,
  ReadSplit,
  Structure,
} from './format.ts';
import { checkNames, eventNames } from './names.ts';
import { certaintyOf, demandsOf } from './outcome.ts';
import { Reads } from './reads.ts';
import { type Effort, type Path, Rejected } from './verdict.ts';
import { type Branch, viewOf } from './view.ts';

/** Returns the number of impossible cases. */
export function checkProof(asked: Asked, claim: Forbidden, effort: Effort): number {
  return new ProofCheck(asked, claim, effort).run();
}

class ProofCheck {
  readonly #asked: Asked;
  readonly #claim: Forbidden;
  readonly #effort: Effort;
  #cases = 0;

  constructor(asked: Asked, claim: Forbidden, effort: Effort) {
    this.#asked = asked;
    this.#claim = claim;
    this.#effort = effort;
  }

  run(): number {
    this.#paths(this.#claim.proof, [], ['claim', 'proof']);
    return this.#cases;
  }

  /* ---- control paths ---- */

  #paths(c: Case, chosen: readonly ThreadPath[], path: Path): void {
    this.#effort.spend();
    const next = this.#asked.paths[chosen.length];
    if ('impossible' in c) {
      const s = eventStructure(chosen, this.#asked.locations);
      this.#effort.spend(s.size.n);
      this.#impossible(c.impossible, this.#begin(s), chosen, path);
    } else if (next === undefined) {
      if (!('of' in c)) throw new Rejected(path, 'here the events are due, as `events` and `of`');
      this.#structure(c, chosen, path);
    } else {
      if (!('thread' in c)) throw new Rejected(path, `here the paths of P${chosen.length} are due`);
      this.#everyPath(c, next, chosen, path);
    }
  }

  #everyPath(c: PathSplit, paths: readonly ThreadPath[], chosen: readonly ThreadPath[], path: Path): void {
    if (c.thread !== chosen.length) {
      throw new Rejected([...path, 'thread'], `here the paths of P${chosen.length} are due`);
    }
    if (c.paths.length !== paths.length) {
      const found = `${paths.length} ${paths.length === 1 ? 'path' : 'paths'}`;
      throw new Rejected([...path, 'paths'], `P${c.thread} has ${found}, not ${c.paths.length}`);
    }
    c.paths.forEach((below, i) => {
      this.#paths(below, [...chosen, paths[i] as ThreadPath], [...path, 'paths', i]);
    });
  }

  #structure(c: Structure, chosen: readonly ThreadPath[], path: Path): void {
    const s = eventStructure(chosen, this.#asked.locations);
    this.#effort.spend(s.size.n);
    checkNames(eventNames(s, this.#asked.locations, this.#asked.test.source), c.events, [...path, 'events']);
    this.#case(c.of, this.#begin(s), chosen, [...path, 'of']);
  }

  #begin(s: EventStructure): Branch {
    const view = { ...this.#asked, registerOf: registersOf(s) };
    const reads = new Reads(s, demandsOf(this.#asked.outcome, view), this.#effort);
    return { reads, sources: reads.sources, co: emptyRelation(s.size) };
  }

  /* ---- reads-from and coherence ---- */

  #case(c: Case, b: Branch, chosen: readonly ThreadPath[], path: Path): void {
    this.#effort.spend();
    if ('writes' in c) this.#everyWrite(c, b, chosen, path);
    else if ('order' in c) this.#bothOrders(c, b, chosen, path);
    else if ('violates' in c) {
      this.#cases++;
      const { steps } = this.#claim;
      checkViolation(c.violates, c.cycle, steps, this.#placed(b, path), b, this.#effort, path);
    } else if ('impossible' in c) this.#impossible(c.impossible, b, chosen, path);
    else throw new Rejected(path, 'the paths and their events have been chosen above');
  }

  #everyWrite(c: ReadSplit, b: Branch, chosen: readonly ThreadPath[], path: Path): void {
    const event = b.reads.s.events[c.read];
    if (event === undefined || b.sources.has(c.read)) {
      const why = event === undefined ? 'there is no such event' : 'what this reads from is decided above';
      throw new Rejected([...path, 'read'], why);
    }
    const { possible, needed } =
      event.kind === 'R' ? this.#writesFor(b, c.read) : this.#lockSources(b, c.read, path);
    const seen = new Set<number>();
    c.writes.forEach(([write, below], i) => {
      const here = [...path, 'writes', i];
      if (seen.has(write)) throw new Rejected(here, `a second case for ${write}`);
      if (!possible.has(write)) throw new Rejected(here, `${c.read} can not read from ${write}`);
      seen.add(write);
      const reads = b.reads.with(c.read, write);
      this.#case(below, { ...b, reads, sources: reads.sources }, chosen, [...here, 1]);
    });
    const missing = [...needed].filter((w) => !seen.has(w));
    if (missing.length > 0) {
      throw new Rejected(
        [...path, 'writes'],
        `no case in which ${c.read} reads from ${missing.join(' or ')}`,
      );
    }
  }

  /** Needed are all but those whose place is another one for certain. */
  #writesFor(b: Branch, read: number): { possible: Set<number>; needed: Set<number> } {
    const { s } = b.reads;
    const possible = s.events.flatMap((w, i) =>
      w.kind === 'W' && !hasPair(s.fed, s.size, read, i) ? [i] : [],
    );
    const place = (e: number) => b.reads.values.of(s.events[e]?.address ?? 0);
    const apart = (w: number) =>
      !isVariable(place(w)) && !isVariable(place(read)) && place(w) !== place(read);
    return { possible: new Set(possible), needed: new Set(possible.filter((w) => !apart(w))) };
  }

  #lockSources(b: Branch, read: number, path: Path): { possible: Set<number>; needed: Set<number> } {
    const sources = this.#placed(b, path).locks.sources.get(read);
    if (sources === undefined) throw new Rejected([...path, 'read'], 'this event reads nothing');
    return { possible: new Set(sources), needed: new Set(sources) };
  }

  #bothOrders(c: OrderSplit, b: Branch, chosen: readonly ThreadPath[], path: Path): void {
    const program = this.#placed(b, path);
    const [first, second] = c.order;
    const here = [...path, 'order'];
    for (const e of c.order) {
      if (e >= b.reads.s.size.n || !isOrdered(program, e)) throw new Rejected(here, `${e} is no write`);
    }
    if (!program.passes('loc', first, second)) throw new Rejected(here, 'these write to different places');
    if (first === second || isBefore(program, b, first, second) || isBefore(program, b, second, first)) {
      throw new Rejected(here, 'this order is known');
    }
    const below = (a: number, z: number, i: 0 | 1) =>
      this.#case(c.cases[i], { ...b, co: withOrder(program, b.co, a, z) }, chosen, [...path, 'cases', i]);
    below(first, second, 0);
    below(second, first, 1);
  }

  /** The events with their places, which must be known. */
  #placed(b: Branch, path: Path): Program {
    const { program } = b.reads;
    if (program === undefined) throw new Rejected(path, 'not before the places of all accesses are known');
    if (program.locks.beyond !== undefined)
      throw new Rejected(path, `beyond this checker: ${program.locks.beyond}`);
    return program;
  }

  /* ---- impossible without a model ---- */

  #impossible(why: Impossibility, b: Branch, chosen: readonly ThreadPath[], path: Path): void {
    this.#cases++;
    if (!this.#holds(why, b, chosen, path)) {
      throw new Rejected([...path, 'impossible'], `${why}: ${refusals[why]}`);
    }
  }

  #holds(why: Impossibility, b: Branch, chosen: readonly ThreadPath[], path: Path): boolean {
    const { reads } = b;
    switch (why) {
      case 'loop':
        return chosen.some((p) => p.cut);
      case 'values':
        return reads.values.contradictory;
      case 'outcome':
        return certaintyOf(this.#asked.outcome, viewOf(this.#asked, b)) === 'fails';
      case 'filter': {
        const { filter } = this.#asked.test;
        return filter !== undefined && certaintyOf(filter, viewOf(this.#asked, b)) === 'fails';
      }
      case 'out of thin air': {
        if (!reads.complete || chosen.length < this.#asked.paths.length) return false;
        const { circular, of } = reads.undemanded;
        const open = reads.s.events.some((e) => e.address !== undefined && isVariable(of(e.address)));
        return open || circular;
      }
      case 'address':
        return reads.s.events.some(({ kind, address }) => {
          const place = address === undefined ? undefined : reads.values.of(address);
          const access = kind === 'R' || kind === 'W';
          return access && place !== undefined && !isVariable(place) && !isAddress(place);
        });
      case 'lock':
        return (
          chosen.length === this.#asked.paths.length && this.#placed(b, path).locks.deadlock !== undefined
        );
      default:
        return why satisfies never;
    }
  }
}

const refusals: Readonly<Record<Impossibility, string>> = {
  loop: 'no path here runs into the limit of a loop',
  values: 'nothing contradicts itself here',
  outcome: 'the outcome does not fail here for certain',
  filter: 'the filter does not fail here for certain',
  'out of thin air': 'no value depends on itself here, or not every read has its write',
  address: 'every access here may be to a location',
  lock: 'no thread deadlocks with itself here',
};
