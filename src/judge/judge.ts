/**
 * The built-in judge: a litmus test to its Judgement. Every consistent execution under LKMM is found
 * and counted, so that states, counts and flags are herd7's.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { ThreadPath } from '../events/event.ts';
import { bytewise, initialRegisters, type Locations, locationsOf } from '../events/locations.ts';
import { OutOfTime, TooLarge } from '../events/path-state.ts';
import { threadPaths, unrolling } from '../events/paths.ts';
import { eventStructure } from '../events/structure.ts';
import { isVariable, type Term, variableTerm } from '../events/term.ts';
import type { Located } from '../executions/located.ts';
import { search } from '../executions/search.ts';
import {
  type Consistency,
  type Execution,
  emptyFindings,
  type Findings,
  type SearchFunction,
  type Searching,
} from '../executions/searching.ts';
import type { LitmusTest, Place, Statement } from '../litmus/ast.ts';
import { forEachPlace, observedPlaces } from '../litmus/observed.ts';
import { printCondition, printPlace, type RegisterNames, registerNames } from '../litmus/print-condition.ts';
import { type Candidate, Evaluation } from '../model/evaluate.ts';
import type { Model } from '../model/ir.ts';
import { lkmm } from '../model/lkmm.ts';
import { differentValues, modelInputs } from './inputs.ts';
import type { Decided, Judged, Judgement } from './judgement.ts';
import { obstacleDiagnostic } from './obstacles.ts';
import { isSatisfiable } from './path-choices.ts';
import { compareValues, FinalValues, type PlaceValue, symbolNumbers } from './states.ts';
import { vacuityOf } from './vacuity.ts';

export interface Limits {
  /** Polled now and then; true ends the search with the outcome `undecided`. The core has no clock. */
  readonly deadline?: () => boolean;
}

export interface JudgeOptions {
  readonly limits?: Limits;
  /** The model to judge by; LKMM unless told otherwise. */
  readonly model?: Model;
  /** Another way to find the executions: the tests' slow twin, which shows that pruning loses none. */
  readonly search?: SearchFunction;
}

export interface Verdict {
  readonly judgement: Exclude<Judgement, Decided>;
  readonly warnings: readonly Diagnostic[];
}

/** More control paths than this are not tried: a limit of memory. */
export const maxPaths = 1 << 16;

let builtIn: Model | undefined;

export function judge(test: LitmusTest, options: JudgeOptions = {}): Verdict {
  builtIn ??= lkmm();
  const run = new Run(test, options.model ?? builtIn, options);
  return run.verdict();
}

class Run {
  readonly #test: LitmusTest;
  readonly #model: Model;
  readonly #options: JudgeOptions;
  readonly #locations: Locations;
  readonly #values: FinalValues;
  readonly #places: readonly Place[];
  readonly #names: RegisterNames | undefined;
  readonly #observedCells: ReadonlySet<number>;
  readonly #findings: Findings = emptyFindings();
  readonly #expired: () => boolean;
  readonly #states = new Map<string, readonly PlaceValue[]>();
  readonly #raised = new Set<string>();
  #positive = 0;
  #negative = 0;

  constructor(test: LitmusTest, model: Model, options: JudgeOptions) {
    this.#test = test;
    this.#model = model;
    this.#options = options;
    this.#expired = options.limits?.deadline ?? (() => false);
    this.#locations = locationsOf(test);
    this.#values = new FinalValues(test, this.#locations);
    this.#places = observedPlaces(test);
    this.#names = registerNames(test.info);
    this.#observedCells = observedCells(test, this.#places, this.#locations);
  }

  verdict(): Verdict {
    const paths = this.#paths();
    if (paths === 'out of time')
      return this.#undecided('time', 'its control paths are too many to be listed');
    if (typeof paths === 'string') return this.#undecided('memory', paths);
    const finished = this.#searchAll(paths);
    const { obstacle } = this.#findings;
    if (obstacle !== undefined) {
      const diagnostics = [obstacleDiagnostic(obstacle, this.#test, this.#locations)];
      return { judgement: { outcome: 'refused', name: this.#test.name, diagnostics }, warnings: [] };
    }
    if (!finished) {
      return this.#undecided('time', `${this.#findings.consistent} executions found so far`);
    }
    return { judgement: this.#judged(paths), warnings: this.#findings.cut ? loopWarnings(this.#test) : [] };
  }

  #undecided(limit: 'time' | 'memory', detail: string): Verdict {
    return { judgement: { outcome: 'undecided', name: this.#test.name, limit, detail }, warnings: [] };
  }

  /** The control paths of each thread that its own equations admit. */
  #paths(): ThreadPath[][] | string {
    const shared = { nextNumber: 1, pathsLeft: maxPaths, expired: this.#expired };
    try {
      return this.#test.threads.map((thread) =>
        threadPaths(thread, initialRegisters(this.#test, thread.id, this.#locations), shared).filter(
          isSatisfiable,
        ),
      );
    } catch (e) {
      if (e instanceof TooLarge) return e.message;
      if (e instanceof OutOfTime) return 'out of time';
      throw e;
    }
  }

  /** Every combination of one path a thread. */
  #searchAll(paths: readonly (readonly ThreadPath[])[]): boolean {
    if (paths.some((p) => p.length === 0)) return true;
    const how: Searching = {
      consistency: (located) => this.#consistency(located),
      filtered: this.#test.filter !== undefined,
      passes: (execution) =>
        this.#test.filter === undefined || this.#values.holds(this.#test.filter, execution),
      visit: (execution) => this.#count(execution),
      expired: this.#expired,
    };
    const searchOne = this.#options.search ?? search;
    const choice = paths.map(() => 0);
    for (;;) {
      if (how.expired()) return false;
      const chosen = choice.map((c, t) => paths[t]?.[c] as ThreadPath);
      const structure = eventStructure(chosen, this.#locations);
      const finished = searchOne(structure, this.#locations, how, this.#findings);
      for (const evaluation of this.#evaluations.values()) evaluation.release();
      this.#evaluations.clear();
      if (!finished) return false;
      let t = choice.length - 1;
      while (t >= 0 && (choice[t] as number) + 1 === paths[t]?.length) choice[t--] = 0;
      if (t < 0) return true;
      (choice[t] as number)++;
    }
  }

  #consistency(located: Located): Consistency {
    const inputs = modelInputs(located, (cell) => this.#observedCells.has(cell));
    const evaluation = new Evaluation(this.#model, inputs);
    this.#evaluations.set(located, evaluation);
    const candidate =
      (rf: Uint32Array, co: Uint32Array): Candidate =>
      (name) =>
        name === 'rf' ? rf : co;
    return {
      mayExtend: (rf, co) => evaluation.broken(candidate(rf, co), true) === undefined,
      isConsistent: (rf, co) => evaluation.broken(candidate(rf, co), false) === undefined,
    };
  }

  /** Of the structure that is searched. */
  readonly #evaluations = new Map<Located, Evaluation>();

  #count(execution: Execution): void {
    if (this.#values.holds(this.#test.condition, execution)) this.#positive++;
    else this.#negative++;
    // Different values are different states, even where a narrow type makes them print alike.
    const found = this.#places.map((place) => this.#values.raw(place, execution));
    const state = nameSymbols(found, execution);
    const key = state.map((v) => (typeof v === 'number' ? v : `{${v.join()}}`)).join();
    if (!this.#states.has(key)) this.#states.set(key, state);
    this.#flag(execution);
  }

  #flag(execution: Execution): void {
    const evaluation = this.#evaluations.get(execution.located);
    const candidate: Candidate = (name) => {
      switch (name) {
        case 'rf':
          return execution.rf;
        case 'co':
          return execution.co;
        default:
          return differentValues(execution);
      }
    };
    for (const name of evaluation?.flags(candidate, this.#raised) ?? []) this.#raised.add(name);
  }

  #judged(paths: readonly (readonly ThreadPath[])[]): Judged {
    const { hash } = this.#test;
    const states = [...this.#states.values()].sort(compareStates).map((state) => this.#print(state));
    const vacuity =
      this.#positive + this.#negative === 0 ? vacuityOf(this.#test, this.#findings, paths) : undefined;
    return {
      outcome: 'judged',
      name: this.#test.name,
      quantifier: this.#test.quantifier,
      states,
      positive: this.#positive,
      negative: this.#negative,
      flags: [...this.#raised].sort(bytewise),
      cut: this.#findings.cut,
      condition: printCondition(this.#test, this.#names),
      ...(hash === undefined ? {} : { hash }),
      ...(vacuity === undefined ? {} : { vacuity }),
    };
  }

  #print(state: readonly PlaceValue[]): string {
    return state
      .map((value, i) => {
        const place = this.#places[i] as Place;
        // A whole array has no brackets.
        const name = typeof value === 'number' ? printPlace(place, this.#names) : place.name;
        return `${name}=${this.#values.print(place, value)};`;
      })
      .join(' ');
  }
}

/** herd7 says no more than this of a loop that it cut: legal outcomes may be missing. */
export function loopWarnings(test: LitmusTest): Diagnostic[] {
  const { source } = test;
  const loop = test.threads.map((t) => firstLoop(t.body)).find((found) => found !== undefined);
  return [
    {
      code: 'judge/loop-cut',
      severity: 'warning',
      message: `this loop was run at most ${unrolling} times; outcomes that need more are missing`,
      source,
      span: loop?.span ?? test.conditionSpan,
      hint: 'read once and keep with `filter` the executions in which the loop would end',
    },
  ];
}

function firstLoop(body: readonly Statement[]): Statement | undefined {
  for (const st of body) {
    if (st.kind === 'while') return st;
    const inner =
      st.kind === 'block'
        ? st.body
        : st.kind === 'if'
          ? [st.then, ...(st.else === undefined ? [] : [st.else])]
          : [];
    const found = firstLoop(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Undetermined values get the number by which herd7 names them. */
function nameSymbols(state: readonly PlaceValue[], execution: Execution): readonly PlaceValue[] {
  const undetermined = (v: PlaceValue) =>
    typeof v === 'number' ? isVariable(v) : v.some((t) => isVariable(t));
  if (!state.some(undetermined)) return state;
  const numberOf = symbolNumbers(execution);
  const named = (t: Term): Term => (isVariable(t) ? variableTerm(numberOf(t)) : t);
  return state.map((v) => (typeof v === 'number' ? named(v) : v.map(named)));
}

function compareStates(a: readonly PlaceValue[], b: readonly PlaceValue[]): number {
  for (let i = 0; i < a.length; i++) {
    const c = compareValues(a[i] as PlaceValue, b[i] as PlaceValue);
    if (c !== 0) return c;
  }
  return 0;
}

/** Cells named in condition, `locations` or filter. */
export function observedCells(test: LitmusTest, places: readonly Place[], l: Locations): ReadonlySet<number> {
  const cells = new Set<number>();
  const add = (place: Place): void => {
    if (place.kind !== 'location') return;
    const location = l.indexOf.get(place.name);
    const all = location === undefined ? [] : (l.cellsOf[location] ?? []);
    for (const cell of place.element === undefined ? all : all.slice(place.element, place.element + 1)) {
      cells.add(cell);
    }
  };
  places.forEach(add);
  if (test.filter !== undefined) forEachPlace(test.filter, add);
  return cells;
}
