/**
 * Certificates by brute force, for tests of the checker: every read is tried with every write, every
 * two writes both ways, and whatever an axiom forbids is unfolded step by step by trying all middles.
 */

import { type Bits, emptyRelation, hasPair, type Size, sameBits } from '../../src/base/relation.ts';
import type { Source } from '../../src/base/source.ts';
import { type Asked, askedOf, registersOf } from '../../src/certificate/asked.ts';
import { certifiedModel } from '../../src/certificate/check.ts';
import { axioms, definitions, given } from '../../src/certificate/definitions.ts';
import { Evaluation } from '../../src/certificate/evaluate.ts';
import { isBefore, isOrdered, type Program, withOrder } from '../../src/certificate/facts.ts';
import {
  type AxiomName,
  type Case,
  type Certificate,
  certificateFormat,
  type Execution,
  type Step,
} from '../../src/certificate/format.ts';
import { eventNames, valueName } from '../../src/certificate/names.ts';
import { certaintyOf, demandsOf, ownOutcome } from '../../src/certificate/outcome.ts';
import { Reads } from '../../src/certificate/reads.ts';
import { Effort, LimitHit } from '../../src/certificate/verdict.ts';
import { type Branch, viewOf } from '../../src/certificate/view.ts';
import type { Way } from '../../src/certificate/way.ts';
import type { ThreadPath } from '../../src/events/event.ts';
import { eventStructure } from '../../src/events/structure.ts';
import { isAddress, isVariable } from '../../src/events/term.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';

export interface Produced {
  /** Undefined where the first execution ended the search. */
  readonly proof?: Certificate;
  readonly executions: readonly Certificate[];
}

/** Beyond what the checker takes, or too large for brute force. */
export class NotProduced extends Error {}

export interface ProduceOptions {
  readonly outcome?: string;
  /** Goes on behind the first execution. */
  readonly all?: boolean;
  /** Cases looked at. */
  readonly most?: number;
}

export function produce(from: Source, options: ProduceOptions = {}): Produced {
  const { test } = parseLitmus(from);
  if (test === undefined) throw new NotProduced('no test');
  const outcome = options.outcome ?? ownOutcome(test);
  const head = {
    format: certificateFormat,
    model: certifiedModel,
    test: from.text,
    ...(from.encoding === undefined ? {} : { encoding: from.encoding }),
    ...(test.hash === undefined ? {} : { hash: test.hash }),
    outcome,
  } as const;
  const empty: Certificate = {
    ...head,
    claim: { kind: 'forbidden', proof: { impossible: 'loop' }, steps: [] },
  };
  try {
    const producer = new Producer(
      askedOf(empty, () => false),
      options,
    );
    const proof = producer.prove([]);
    const executions = producer.executions.map(
      (execution): Certificate => ({ ...head, claim: { kind: 'allowed', execution } }),
    );
    if (executions.length > 0) return { executions };
    return { executions, proof: { ...head, claim: { kind: 'forbidden', proof, steps: producer.steps } } };
  } catch (e) {
    if (e instanceof LimitHit) throw new NotProduced(e.message);
    throw e;
  }
}

class Producer {
  readonly steps: Step[] = [];
  readonly executions: Execution[] = [];
  readonly #asked: Asked;
  readonly #options: ProduceOptions;
  readonly #effort: Effort;
  readonly #indexOf = new Map<string, number>();

  constructor(asked: Asked, options: ProduceOptions) {
    this.#asked = asked;
    this.#options = options;
    this.#effort = new Effort(options.most ?? 200_000, () => false);
  }

  get #enough(): boolean {
    return this.executions.length > 0 && this.#options.all !== true;
  }

  prove(chosen: readonly ThreadPath[], numbers: readonly number[] = []): Case {
    this.#effort.spend();
    const { paths, locations, test } = this.#asked;
    const s = eventStructure(chosen, locations);
    const view = { ...this.#asked, registerOf: registersOf(s) };
    const reads = new Reads(s, demandsOf(this.#asked.outcome, view), this.#effort);
    const branch: Branch = { reads, sources: reads.sources, co: emptyRelation(s.size) };
    if (chosen.some((p) => p.cut)) return { impossible: 'loop' };
    if (reads.values.contradictory) return { impossible: 'values' };
    const next = paths[chosen.length];
    if (next !== undefined) {
      return {
        thread: chosen.length,
        paths: next.map((p, i) => this.#last(() => this.prove([...chosen, p], [...numbers, i]))),
      };
    }
    return { events: eventNames(s, locations, test.source), of: this.#case(branch, numbers) };
  }

  /** Anything will do when an execution has been found. */
  #last(next: () => Case): Case {
    return this.#enough ? { impossible: 'loop' } : next();
  }

  #case(b: Branch, numbers: readonly number[]): Case {
    this.#effort.spend();
    const { reads } = b;
    const { s, values } = reads;
    if (values.contradictory) return { impossible: 'values' };
    const strays = s.events.some(({ kind, address }) => {
      const place = address === undefined ? undefined : values.of(address);
      return (kind === 'R' || kind === 'W') && place !== undefined && !isVariable(place) && !isAddress(place);
    });
    if (strays) return { impossible: 'address' };
    const view = viewOf(this.#asked, b);
    if (certaintyOf(this.#asked.outcome, view) === 'fails') return { impossible: 'outcome' };
    const { filter } = this.#asked.test;
    if (filter !== undefined && certaintyOf(filter, view) === 'fails') return { impossible: 'filter' };
    const { program } = reads;
    if (program !== undefined) {
      if (program.locks.beyond !== undefined) throw new NotProduced(program.locks.beyond);
      if (program.locks.deadlock !== undefined) return { impossible: 'lock' };
      const evaluation = new Evaluation(program, b);
      const [axiom] = evaluation.broken();
      if (axiom !== undefined) {
        return { violates: axiom, cycle: new Unfolding(this.steps, this.#indexOf, program, b).cycle(axiom) };
      }
    }
    const open = s.events.flatMap((e, i) => (e.kind === 'R' && !b.sources.has(i) ? [i] : []));
    const known = (r: number) => !isVariable(values.of(s.events[r]?.address ?? 0));
    const read = open.find(known) ?? open[0];
    if (read !== undefined) {
      const possible = s.events.flatMap((w, i) =>
        w.kind === 'W' && !hasPair(s.fed, s.size, read, i) ? [i] : [],
      );
      return this.#reads(b, read, possible, numbers);
    }
    if (program === undefined || reads.undemanded.circular) return { impossible: 'out of thin air' };
    const lockRead = [...program.locks.sources].find(([r]) => !b.sources.has(r));
    if (lockRead !== undefined) return this.#reads(b, lockRead[0], lockRead[1], numbers);
    const ordered = s.events.flatMap((_, e) => (isOrdered(program, e) ? [e] : []));
    for (const x of ordered) {
      for (const y of ordered) {
        if (x >= y || !program.passes('loc', x, y)) continue;
        if (isBefore(program, b, x, y) || isBefore(program, b, y, x)) continue;
        const first = this.#case({ ...b, co: withOrder(program, b.co, x, y) }, numbers);
        const second = this.#last(() => this.#case({ ...b, co: withOrder(program, b.co, y, x) }, numbers));
        return { order: [x, y], cases: [first, second] };
      }
    }
    this.executions.push(this.#execution(b, program, numbers));
    return { impossible: 'loop' };
  }

  #reads(b: Branch, read: number, writes: readonly number[], numbers: readonly number[]): Case {
    return {
      read,
      writes: writes.map((w) => {
        const of = this.#last(() => {
          const reads = b.reads.with(read, w);
          return this.#case({ ...b, reads, sources: reads.sources }, numbers);
        });
        return [w, of] as const;
      }),
    };
  }

  #execution(b: Branch, program: Program, numbers: readonly number[]): Execution {
    const { s, values } = b.reads;
    const chains: number[][] = [];
    s.events.forEach((_, e) => {
      if (!isOrdered(program, e)) return;
      const chain = chains.find((c) => program.passes('loc', c[0] as number, e));
      if (chain === undefined) chains.push([e]);
      else chain.splice(chain.filter((w) => isBefore(program, b, w, e)).length, 0, e);
    });
    return {
      paths: numbers,
      events: eventNames(s, this.#asked.locations, this.#asked.test.source),
      rf: [...b.sources].map(([r, w]) => [w, r] as const),
      co: chains.filter((c) => c.length > 1),
      values: s.events.map((e) =>
        e.value === undefined ? null : valueName(values.of(e.value), this.#asked.locations),
      ),
    };
  }
}

/** Finds the steps of what an axiom forbids. */
class Unfolding {
  readonly #steps: Step[];
  readonly #indexOf: Map<string, number>;
  readonly #program: Program;
  readonly #branch: Branch;
  readonly #size: Size;
  readonly #evaluation: Evaluation;
  readonly #memo = new Map<Evaluation, Map<Way, Bits>>();
  /** What rcu-order is, one application of its definition after the other. */
  readonly #rounds: Bits[] = [];

  constructor(steps: Step[], indexOf: Map<string, number>, program: Program, branch: Branch) {
    this.#steps = steps;
    this.#indexOf = indexOf;
    this.#program = program;
    this.#branch = branch;
    this.#size = program.s.size;
    this.#evaluation = new Evaluation(program, branch);
  }

  cycle(axiom: AxiomName): number[] {
    const { way, forbids } = axioms[axiom];
    const { n } = this.#size;
    if (forbids === 'pair' || way.kind !== 'repeat') {
      for (let a = 0; a < n; a++) {
        for (let b = 0; b < n; b++) {
          if (forbids === 'cycle' && a !== b) continue;
          if (this.#has(this.#evaluation, way, a, b)) return this.#unfold(this.#evaluation, way, a, b);
        }
      }
      throw new Error(`${axiom} is not broken`);
    }
    const events = this.#shortest(way.of);
    return events.slice(1).flatMap((e, i) => this.#unfold(this.#evaluation, way.of, events[i] as number, e));
  }

  #shortest(way: Way): number[] {
    let best: number[] | undefined;
    for (let start = 0; start < this.#size.n; start++) {
      const found = this.#path(this.#evaluation, way, start, start);
      if (found !== undefined && (best === undefined || found.length < best.length)) best = found;
    }
    if (best === undefined) throw new Error('no cycle');
    return best;
  }

  /** The shortest way of one repetition or more. */
  #path(of: Evaluation, way: Way, from: number, to: number): number[] | undefined {
    let paths = [[from]];
    const seen = new Set<number>();
    while (paths.length > 0) {
      const longer: number[][] = [];
      for (const path of paths) {
        for (let e = 0; e < this.#size.n; e++) {
          if (!this.#has(of, way, path.at(-1) as number, e)) continue;
          if (e === to) return [...path, e];
          if (seen.has(e)) continue;
          seen.add(e);
          longer.push([...path, e]);
        }
      }
      paths = longer;
    }
    return undefined;
  }

  #has(of: Evaluation, way: Way, a: number, b: number): boolean {
    const known = this.#memo.get(of) ?? new Map<Way, Bits>();
    this.#memo.set(of, known);
    const bits = known.get(way) ?? of.pairs(way);
    known.set(way, bits);
    return hasPair(bits, this.#size, a, b);
  }

  #unfold(of: Evaluation, way: Way, a: number, b: number): number[] {
    switch (way.kind) {
      case 'step': {
        const [from, to] = way.backwards ? [b, a] : [a, b];
        return [this.#step(of, way.relation, from, to)];
      }
      case 'at':
        return [];
      case 'one of': {
        const one = way.of.find((w) => this.#has(of, w, a, b));
        return this.#unfold(of, one as Way, a, b);
      }
      case 'in turn': {
        const [first, ...rest] = way.of;
        if (first === undefined) return [];
        if (rest.length === 0) return this.#unfold(of, first, a, b);
        const then: Way = this.#tail(way, rest);
        for (let m = 0; m < this.#size.n; m++) {
          if (!this.#has(of, first, a, m) || !this.#has(of, then, m, b)) continue;
          return [...this.#unfold(of, first, a, m), ...this.#unfold(of, then, m, b)];
        }
        throw new Error('no middle');
      }
      case 'maybe':
        return a === b ? [] : this.#unfold(of, way.of, a, b);
      case 'repeat': {
        if (a === b) return [];
        const events = this.#path(of, way.of, a, b) ?? [];
        return events.slice(1).flatMap((e, i) => this.#unfold(of, way.of, events[i] as number, e));
      }
      case 'where':
        return this.#unfold(of, way.of, a, b);
      default:
        return way satisfies never;
    }
  }

  readonly #tails = new Map<Way, Way>();

  #tail(way: Way, rest: readonly Way[]): Way {
    const tail = this.#tails.get(way) ?? { kind: 'in turn', of: rest };
    this.#tails.set(way, tail);
    return tail;
  }

  #step(of: Evaluation, relation: string, from: number, to: number): number {
    const parts = given.has(relation) ? [] : this.#parts(of, relation, from, to);
    const step: Step = [relation, from, to, parts];
    const key = JSON.stringify(step);
    const index = this.#indexOf.get(key) ?? this.#steps.push(step) - 1;
    this.#indexOf.set(key, index);
    return index;
  }

  #parts(of: Evaluation, relation: string, from: number, to: number): number[] {
    const way = definitions.get(relation) as Way;
    if (relation !== 'rcu-order') return this.#unfold(of, way, from, to);
    return this.#unfold(this.#before(from, to), way, from, to);
  }

  /** rcu-order as far as it is needed to tell that the two are in it. */
  #before(from: number, to: number): Evaluation {
    const way = definitions.get('rcu-order') as Way;
    const at = (round: number) =>
      new Evaluation(this.#program, this.#branch, new Map([['rcu-order', this.#rounds[round] as Bits]]));
    if (this.#rounds.length === 0) {
      for (let next = emptyRelation(this.#size); ; ) {
        this.#rounds.push(next);
        const after = at(this.#rounds.length - 1).pairs(way);
        if (sameBits(after, next)) break;
        next = after;
      }
    }
    const round = this.#rounds.findIndex((r) => hasPair(r, this.#size, from, to));
    return at(round - 1);
  }
}
