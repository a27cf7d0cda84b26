/** Makes the case split of an outcome, the most constrained choice first. */

import { hasPair } from '../base/relation.ts';
import type { ThreadPath } from '../events/event.ts';
import { initialRegisters, type Locations, locationsOf } from '../events/locations.ts';
import { OutOfTime, TooLarge } from '../events/path-state.ts';
import { threadPaths } from '../events/paths.ts';
import { type EventStructure, eventStructure } from '../events/structure.ts';
import { isAddress, isVariable, type Term } from '../events/term.ts';
import { isSilent, type Located, locate, type ReadSite } from '../executions/located.ts';
import { Solver } from '../executions/solver.ts';
import { modelInputs } from '../judge/inputs.ts';
import { observedCells } from '../judge/judge.ts';
import { FinalValues } from '../judge/states.ts';
import type { LitmusTest, Prop } from '../litmus/ast.ts';
import { observedPlaces } from '../litmus/observed.ts';
import { type Candidate, Evaluation, type Inputs } from '../model/evaluate.ts';
import type { Model } from '../model/ir.ts';
import type { Case, Contradiction, Found, ReadCase } from './case.ts';
import { violationsOf } from './cycle.ts';
import { beginning, type Growing, openOrders, undecided, withOrder, withRead } from './growing.ts';
import { certaintyOf } from './outcome.ts';
import { type ProgramStage, Relations } from './relations.ts';
import { assume, exactValues, join, mayTake } from './values.ts';

export interface CaseLimits {
  /** Polled now and then; true ends the search. */
  readonly deadline?: () => boolean;
  /** Cases that may be looked at. */
  readonly cases?: number;
  /** Executions after which the search ends; 1 unless told otherwise. */
  readonly executions?: number;
  /** Leaves out what can raise no flag: what is found then is about flags only. */
  readonly flaggedOnly?: boolean;
}

export interface CaseSplit {
  readonly test: LitmusTest;
  readonly locations: Locations;
  readonly values: FinalValues;
  readonly root: Case;
  readonly executions: readonly Found[];
  /** Whether every case was followed to its end. */
  readonly complete: boolean;
  readonly inputsOf: (located: Located) => Inputs;
}

const mostCases = 200_000;
const mostPaths = 1 << 12;
/** Cycles that are kept of a violation, to choose from. */
const mostCycles = 8;

/** Undefined: it cannot be split up within the limits, or has accesses that the split does not know. */
export function splitCases(
  test: LitmusTest,
  outcome: Prop,
  model: Model,
  limits: CaseLimits = {},
): CaseSplit | undefined {
  return new CaseSearch(test, outcome, model, limits).run();
}

class Stopped extends Error {}

/** What belongs to one located structure. */
interface Place {
  readonly located: Located;
  readonly evaluation: Evaluation;
  readonly inputs: Inputs;
  readonly fixed: ProgramStage;
}

class CaseSearch {
  readonly #test: LitmusTest;
  readonly #outcome: Prop;
  readonly #model: Model;
  readonly #limits: CaseLimits;
  readonly #locations: Locations;
  readonly #values: FinalValues;
  readonly #observed: ReadonlySet<number>;
  readonly #executions: Found[] = [];
  /** The index of each thread's path, of the structure that is looked at. */
  #chosen: readonly number[] = [];
  #cases = 0;

  constructor(test: LitmusTest, outcome: Prop, model: Model, limits: CaseLimits) {
    this.#test = test;
    this.#outcome = outcome;
    this.#model = model;
    this.#limits = limits;
    this.#locations = locationsOf(test);
    this.#values = new FinalValues(test, this.#locations);
    this.#observed = observedCells(test, observedPlaces(test), this.#locations);
  }

  run(): CaseSplit | undefined {
    const expired = this.#limits.deadline ?? (() => false);
    const shared = { nextNumber: 1, pathsLeft: mostPaths, expired };
    const known = {
      test: this.#test,
      locations: this.#locations,
      values: this.#values,
      executions: this.#executions,
      inputsOf: (located: Located) => this.#inputs(located),
    };
    try {
      const paths = this.#test.threads.map((t) =>
        threadPaths(t, initialRegisters(this.#test, t.id, this.#locations), shared),
      );
      const root = this.#paths(paths, []);
      return { ...known, root, complete: !this.#enough() };
    } catch (e) {
      if (!(e instanceof Stopped || e instanceof TooLarge || e instanceof OutOfTime)) throw e;
      const [first] = this.#executions;
      if (first === undefined) return undefined;
      return { ...known, root: { kind: 'execution', execution: first }, complete: false };
    }
  }

  #tick(): void {
    this.#cases++;
    if (this.#cases > (this.#limits.cases ?? mostCases)) throw new Stopped();
    if ((this.#cases & 15) === 0 && this.#limits.deadline?.() === true) throw new Stopped();
  }

  #enough(): boolean {
    return this.#executions.length >= (this.#limits.executions ?? 1);
  }

  /* ---- control paths ---- */

  #paths(paths: readonly (readonly ThreadPath[])[], chosen: readonly ThreadPath[]): Case {
    this.#tick();
    const thread = chosen.length;
    const own = paths[thread];
    if (own === undefined) {
      const structure = eventStructure(chosen, this.#locations);
      this.#chosen = chosen.map((path, t) => paths[t]?.indexOf(path) ?? 0);
      return { kind: 'structure', structure, of: this.#structure(structure) };
    }
    const cases = own.flatMap((path): Case[] => {
      if (this.#enough()) return [];
      const why = this.#alone(thread, path);
      return [why === undefined ? this.#paths(paths, [...chosen, path]) : contradiction(why)];
    });
    return { kind: 'paths', thread, cases };
  }

  /** What is wrong with a path whatever the other threads do. */
  #alone(thread: number, path: ThreadPath): Contradiction | undefined {
    if (path.cut) return { why: 'loop' };
    const solver = new Solver(path.variableNumbers.length, path.equations);
    const possible = path.equal.every(([a, b]) => solver.unify(a, b)) && solver.propagate();
    if (!possible) return { why: 'path' };
    solver.beginReadsFrom();
    const fits = assume(solver, this.#outcome, this.#values, () => path.registers, thread);
    return fits ? undefined : { why: 'demand' };
  }

  #structure(s: EventStructure): Case {
    const solver = new Solver(s.variableNumbers.length, s.equations);
    if (!s.equal.every(([a, b]) => solver.unify(a, b)) || !solver.propagate()) {
      return contradiction({ why: 'path' });
    }
    solver.beginReadsFrom();
    if (!assume(solver, this.#outcome, this.#values, (t) => s.registers[t])) {
      return contradiction({ why: 'demand' });
    }
    return this.#addresses(s, solver, new Map());
  }

  /* ---- addresses ---- */

  #addresses(s: EventStructure, solver: Solver, chosen: ReadonlyMap<number, number>): Case {
    this.#tick();
    const addressOf = (e: number): Term | undefined => {
      const address = s.events[e]?.address;
      return address === undefined ? undefined : solver.find(address);
    };
    const isUnknown = (e: number) => {
      const address = addressOf(e);
      return address !== undefined && isVariable(address);
    };
    const unknown = s.events.findIndex((_, e) => isUnknown(e));
    if (unknown === -1) return this.#locate(s, solver, chosen, addressOf);
    const waiting = s.events.flatMap((e, i) => (e.kind === 'R' && !chosen.has(i) ? [i] : []));
    const awaited = new Set(s.events.flatMap((_, e) => (isUnknown(e) ? [addressOf(e)] : [])));
    const ready = waiting.filter((r) => !isUnknown(r));
    const read =
      ready.find((r) => awaited.has(solver.find(s.events[r]?.value as Term))) ?? ready[0] ?? waiting[0];
    if (read === undefined) return contradiction({ why: 'out of thin air' });
    const cases = s.events.flatMap((w, write): ReadCase[] => {
      if (w.kind !== 'W' || hasPair(s.fed, s.size, read, write) || this.#enough()) return [];
      const [from, to] = [addressOf(write), addressOf(read)];
      if (from !== to && !isUnknown(write) && !isUnknown(read)) return [];
      const mark = solver.mark();
      const why = join(s, solver, read, write);
      const of =
        why === undefined
          ? this.#addresses(s, solver, new Map([...chosen, [read, write]]))
          : contradiction(why);
      solver.undo(mark);
      return [{ write, of }];
    });
    return cases.length === 0 && !this.#enough()
      ? contradiction({ why: 'nothing to read', read })
      : { kind: 'read', read, cases };
  }

  #locate(
    s: EventStructure,
    solver: Solver,
    chosen: ReadonlyMap<number, number>,
    addressOf: (e: number) => Term | undefined,
  ): Case {
    const stray = s.events.findIndex((e, i) => {
      const address = addressOf(i);
      return (e.kind === 'R' || e.kind === 'W') && address !== undefined && !isAddress(address);
    });
    if (stray !== -1) return contradiction({ why: 'address', event: stray });
    const located = locate(s, this.#locations, addressOf);
    const { blocked } = located.locks;
    if (blocked !== undefined) return contradiction({ why: 'lock', ...blocked });
    if (hasStrangeLocks(located)) throw new Stopped();
    const inputs = this.#inputs(located);
    const place: Place = {
      located,
      inputs,
      evaluation: new Evaluation(this.#model, inputs),
      fixed: new Map(),
    };
    if (this.#limits.flaggedOnly === true && place.evaluation.possibleFlags().length === 0) {
      return contradiction({ why: 'path' });
    }
    let growing = beginning(located);
    located.reads.forEach((site, i) => {
      const w = chosen.get(site.event);
      if (w !== undefined) growing = withRead(located, growing, i, w);
    });
    return { kind: 'located', located, of: this.#grow(place, solver, growing) };
  }

  #inputs(located: Located): Inputs {
    return modelInputs(located, (cell) => this.#observed.has(cell));
  }

  /* ---- reads-from and coherence ---- */

  #grow(place: Place, solver: Solver, g: Growing): Case {
    this.#tick();
    const violated = this.#violated(place, g, true);
    if (violated !== undefined) return violated;
    const open = [...g.source.keys()].filter((i) => g.source[i] === undecided);
    const settled = this.#settled(place, g, (t) => solver.find(t), false);
    if (settled !== undefined) return settled;
    if (open.length > 0) return this.#reads(place, solver, g, open);
    const exact = exactValues(place.located, g);
    if ('why' in exact) return contradiction(exact);
    const final = this.#settled(place, g, exact.valueOf, true);
    if (final !== undefined) return final;
    return this.#orders(place, solver, g, exact.valueOf);
  }

  /** A contradiction with the outcome or the filter that no more choices can mend. */
  #settled(place: Place, g: Growing, value: (t: Term) => Term, exact: boolean): Case | undefined {
    const at = { located: place.located, growing: g };
    const unfinished = { located: place.located, rf: g.rf, co: g.co, valueOf: value, exact };
    if (certaintyOf(this.#outcome, this.#values, unfinished) === 'fails') {
      return contradiction({ why: 'outcome', at });
    }
    const { filter } = this.#test;
    if (filter !== undefined && certaintyOf(filter, this.#values, unfinished) === 'fails') {
      return contradiction({ why: 'filter', at });
    }
    return undefined;
  }

  #violated(place: Place, g: Growing, partial: boolean): Case | undefined {
    const axiom = place.evaluation.broken(candidateOf(g), partial);
    if (axiom === undefined) return undefined;
    const relations = new Relations(this.#model, place.inputs, candidateOf(g), place.fixed);
    const violations = violationsOf(axiom, relations, mostCycles);
    if (violations.length === 0) throw new Error(`${axiom.name} is broken without a cycle`);
    return { kind: 'violation', violation: { located: place.located, at: g, violations } };
  }

  #reads(place: Place, solver: Solver, g: Growing, open: readonly number[]): Case {
    const { located } = place;
    let best: { index: number; survivors: number } | undefined;
    for (const index of open) {
      const site = located.reads[index] as ReadSite;
      const fitting = this.#sources(located, site).filter((w) => mayTake(located, solver, site, w));
      let survivors = fitting.length;
      if (survivors > 1 && (best === undefined || best.survivors > 1)) {
        survivors = fitting.filter((w) => {
          const next = withRead(located, g, index, w);
          return place.evaluation.broken(candidateOf(next), true) === undefined;
        }).length;
      }
      if (best === undefined || survivors < best.survivors) best = { index, survivors };
      if (best.survivors === 0) break;
    }
    const index = best?.index ?? 0;
    const site = located.reads[index] as ReadSite;
    const cases = this.#sources(located, site).flatMap((write): ReadCase[] => {
      if (this.#enough()) return [];
      const mark = solver.mark();
      const why = site.valued ? join(located.structure, solver, site.event, write) : undefined;
      const of =
        why === undefined
          ? this.#grow(place, solver, withRead(located, g, index, write))
          : contradiction(why);
      solver.undo(mark);
      return [{ write, of }];
    });
    if (cases.length === 0 && !this.#enough())
      return contradiction({ why: 'nothing to read', read: site.event });
    return { kind: 'read', read: site.event, cases };
  }

  /** Also what only coherence forbids, so that the split leaves nothing out. */
  #sources(located: Located, site: ReadSite): readonly number[] {
    if (!site.valued) return site.candidates;
    const { structure: s } = located;
    return (located.writesOf.get(site.cell) ?? []).filter(
      (w) => s.events[w]?.kind === 'W' && !hasPair(s.fed, s.size, site.event, w),
    );
  }

  #orders(place: Place, solver: Solver, g: Growing, value: (t: Term) => Term): Case {
    const { located } = place;
    const open = openOrders(located, g.co);
    if (open.length === 0) {
      const violated = this.#violated(place, g, false);
      if (violated !== undefined) return violated;
      const execution: Found = { paths: this.#chosen, located, at: g, valueOf: value };
      this.#executions.push(execution);
      return { kind: 'execution', execution };
    }
    const survivors = (order: readonly [number, number]): number =>
      [order, [order[1], order[0]] as const].filter((o) => {
        const next = withOrder(located, g, o);
        return next !== undefined && place.evaluation.broken(candidateOf(next), true) === undefined;
      }).length;
    const counted = open.map((order) => ({ order, survivors: survivors(order) }));
    const { order } = counted.reduce((x, y) => (y.survivors < x.survivors ? y : x));
    const side = (first: number, second: number): Case => {
      const next = withOrder(located, g, [first, second]);
      if (next === undefined) throw new Error('an open order may be chosen');
      return this.#grow(place, solver, next);
    };
    const [a, b] = order;
    const forth = side(a, b);
    if (this.#enough()) return forth;
    return { kind: 'order', order, cases: [forth, side(b, a)] };
  }
}

/** Acquisitions that read nothing, ordinary writes to a lock: what becomes of these no axiom says. */
function hasStrangeLocks(located: Located): boolean {
  const { events, initialWrites } = located.structure;
  return located.reads.some(
    (site) =>
      !site.valued &&
      (site.candidates.some((w) => isSilent(located, site, w)) ||
        (located.writesOf.get(site.cell) ?? []).some((w) => w >= initialWrites && events[w]?.kind === 'W')),
  );
}

export function candidateOf(g: Growing): Candidate {
  return (name) => (name === 'rf' ? g.rf : g.co);
}

function contradiction(why: Contradiction): Case {
  return { kind: 'contradiction', why };
}
