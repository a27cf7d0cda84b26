/**
 * Verdict mode: the Observation word and the flags of a test, without its states and counts. Three
 * questions are asked one after the other, and each ends with the first execution that answers it: is
 * there an execution that satisfies the condition, one that violates it, one that raises a flag that
 * no execution so far has raised? Whatever cannot lead to what is asked for is left out.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { ThreadPath } from '../events/event.ts';
import { bytewise, type Locations, locationsOf } from '../events/locations.ts';
import { OutOfTime, TooLarge } from '../events/path-state.ts';
import { type EventStructure, eventStructure } from '../events/structure.ts';
import { mayFail } from '../executions/faults.ts';
import type { Located } from '../executions/located.ts';
import { search } from '../executions/search.ts';
import {
  type Aim,
  type Execution,
  emptyFindings,
  type Findings,
  type PartialExecution,
  Stop,
} from '../executions/searching.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { observedPlaces } from '../litmus/observed.ts';
import { printCondition, registerNames } from '../litmus/print-condition.ts';
import type { Model } from '../model/ir.ts';
import { lkmm } from '../model/lkmm.ts';
import { type Clause, clausesOf, demandsOf } from './aims.ts';
import { AskedModel } from './asked-model.ts';
import { ClausePaths } from './clause-paths.ts';
import { type Harmless, harmlessness } from './harmless.ts';
import { modelInputs } from './inputs.ts';
import { judge, type Limits, loopWarnings, maxPaths, observedCells } from './judge.ts';
import type { Decided, Judgement, Vacuity } from './judgement.ts';
import { obstacleDiagnostic } from './obstacles.ts';
import { combinations, Paths } from './path-choices.ts';
import { alikeInShape, isTheSameForAll } from './shapes.ts';
import { FinalValues } from './states.ts';
import { interchangeable, ordersBetween } from './symmetry.ts';
import { type Witness, witnessOf } from './witness.ts';

export interface DecideOptions {
  readonly limits?: Limits;
  /** The model to judge by; LKMM unless told otherwise. */
  readonly model?: Model;
}

export interface Decision {
  readonly judgement: Judgement;
  readonly warnings: readonly Diagnostic[];
  /** An execution that satisfies the condition, and one that violates it, where there is one. */
  readonly witnesses: { readonly satisfying?: Witness; readonly violating?: Witness };
}

let builtIn: Model | undefined;

export function decide(test: LitmusTest, options: DecideOptions = {}): Decision {
  builtIn ??= lkmm();
  return new Deciding(test, options.model ?? builtIn, options).decision();
}

/** What a search over variants of a test asks: less than a verdict. */
export interface Reach {
  /** Some consistent execution gives the proposition the value asked for. */
  readonly reached: boolean;
  /** Complete where the value is not reached, or all are asked for. */
  readonly flags: readonly string[];
  /** There is no execution at all; known where the value is not reached. */
  readonly vacuous: boolean;
}

export interface ReachOptions extends DecideOptions {
  /** All flags are wanted even where the value is reached. */
  readonly allFlags?: boolean;
}

/** `wanted`: which value of the bare proposition. undefined: a limit was reached, or the test is none. */
export function reach(test: LitmusTest, wanted: boolean, options: ReachOptions = {}): Reach | undefined {
  builtIn ??= lkmm();
  return new Deciding(test, options.model ?? builtIn, options).reach(wanted, options.allFlags === true);
}

/** What is asked of a pass over all executions. */
type Question = 'satisfying' | 'violating' | 'rest';

class Deciding {
  readonly #test: LitmusTest;
  readonly #model: Model;
  readonly #locations: Locations;
  readonly #values: FinalValues;
  readonly #harmless: Harmless;
  readonly #like: readonly (number | undefined)[];
  readonly #expired: () => boolean;
  readonly #findings: Findings = emptyFindings();
  readonly #raised = new Set<string>();
  readonly #asked: AskedModel;
  readonly #paths: Paths;
  readonly #clausePaths: ClausePaths;
  #satisfying: Witness | undefined;
  #violating: Witness | undefined;

  constructor(test: LitmusTest, model: Model, options: DecideOptions) {
    this.#test = test;
    this.#model = model;
    this.#locations = locationsOf(test);
    this.#values = new FinalValues(test, this.#locations);
    const observed = observedCells(test, observedPlaces(test), this.#locations);
    this.#harmless = harmlessness(test);
    this.#like = interchangeable(test);
    this.#expired = options.limits?.deadline ?? (() => false);
    this.#asked = new AskedModel(model, (located) => modelInputs(located, (cell) => observed.has(cell)));
    const shared = { nextNumber: 1, pathsLeft: maxPaths, expired: this.#expired };
    this.#paths = new Paths(test, this.#locations, shared);
    this.#clausePaths = new ClausePaths({
      paths: this.#paths,
      locations: this.#locations,
      values: this.#values,
      consistency: (located) => this.#asked.consistency(located),
    });
  }

  decision(): Decision {
    const judgement = this.#judgement();
    return {
      judgement,
      warnings: judgement.outcome === 'decided' && judgement.cut ? loopWarnings(this.#test) : [],
      witnesses: {
        ...(this.#satisfying === undefined ? {} : { satisfying: this.#satisfying }),
        ...(this.#violating === undefined ? {} : { violating: this.#violating }),
      },
    };
  }

  reach(wanted: boolean, allFlags: boolean): Reach | undefined {
    const sides: readonly Question[] = wanted ? ['satisfying', 'violating'] : ['violating', 'satisfying'];
    const [asked, other] = sides as [Question, Question];
    try {
      if (!this.#ask(asked)) return undefined;
      const reached = this.#isAnswered(asked);
      if ((!reached || allFlags) && !this.#ask('rest')) return undefined;
      if (!reached && !this.#ask(other)) return undefined;
      return {
        reached,
        flags: [...this.#raised].sort(bytewise),
        vacuous: !reached && !this.#isAnswered(other),
      };
    } catch (e) {
      if (e instanceof TooLarge || e instanceof OutOfTime) return undefined;
      throw e;
    }
  }

  #judgement(): Judgement {
    const { name } = this.#test;
    try {
      for (const question of ['satisfying', 'violating', 'rest'] as const) {
        if (this.#ask(question)) continue;
        const { obstacle } = this.#findings;
        if (obstacle === undefined) return this.#undecided('time', question);
        const diagnostics = [obstacleDiagnostic(obstacle, this.#test, this.#locations)];
        return { outcome: 'refused', name, diagnostics };
      }
    } catch (e) {
      if (e instanceof TooLarge) return { outcome: 'undecided', name, limit: 'memory', detail: e.message };
      if (e instanceof OutOfTime) return this.#undecided('time', 'satisfying');
      throw e;
    }
    return this.#decided();
  }

  #undecided(limit: 'time' | 'memory', question: Question): Judgement {
    const side = (found: Witness | undefined, what: string) =>
      `an execution that ${what} the condition ${found === undefined ? 'was not found' : 'exists'}`;
    const looked = question === 'satisfying' ? '' : ` and ${side(this.#violating, 'violates')}`;
    const detail =
      `${side(this.#satisfying, 'satisfies')}${looked}` +
      ` when ${this.#findings.partial} partial executions had been looked at`;
    return { outcome: 'undecided', name: this.#test.name, limit, detail };
  }

  #decided(): Decided {
    const { hash, name, quantifier } = this.#test;
    const satisfied = this.#satisfying !== undefined;
    const violated = this.#violating !== undefined;
    const vacuity = satisfied || violated ? undefined : this.#vacuity();
    return {
      outcome: 'decided',
      name,
      quantifier,
      satisfied,
      violated,
      flags: [...this.#raised].sort(bytewise),
      cut: this.#findings.cut,
      condition: printCondition(this.#test, registerNames(this.#test.info)),
      ...(hash === undefined ? {} : { hash }),
      ...(vacuity === undefined ? {} : { vacuity }),
    };
  }

  /** Why there is no execution: the search of states mode, which finds none either, tells. */
  #vacuity(): Vacuity {
    const { judgement } = judge(this.#test, {
      limits: { deadline: this.#expired },
      model: this.#model,
    });
    const found = judgement.outcome === 'judged' ? judgement.vacuity : undefined;
    return found ?? { why: 'model', detail: 'no candidate execution is consistent' };
  }

  /* ---- one question ---- */

  #isAnswered(question: Question): boolean {
    switch (question) {
      case 'satisfying':
        return this.#satisfying !== undefined;
      case 'violating':
        return this.#violating !== undefined;
      case 'rest':
        return this.#harmless.flagless && this.#harmless.straight && this.#harmless.loopless;
      default:
        return question satisfies never;
    }
  }

  /** False when time ran out or the test turned out to be none. */
  #ask(question: Question): boolean {
    if (this.#isAnswered(question)) return true;
    const clauses = question === 'rest' ? [[]] : clausesOf(this.#test.condition, question === 'satisfying');
    return clauses.every((clause) => this.#pass(question, clause, clauses.length === 1));
  }

  #pass(question: Question, clause: Clause, whole: boolean): boolean {
    if (this.#isAnswered(question)) return true;
    // A clause that is one of several may tell threads apart that the whole condition does not.
    const like = whole ? this.#like : this.#like.map(() => undefined);
    const directed = this.#harmless.straight ? clause : [];
    const choices = combinations({
      paths: this.#paths,
      like,
      admits: (thread, path) =>
        question === 'rest' || (!path.cut && this.#clausePaths.admits(thread, path, directed)),
      mayBePart: (prefix) => this.#clausePaths.mayBegin(prefix, directed),
    });
    for (const { paths, numbers } of choices) {
      if (this.#expired()) return false;
      if (!this.#searchOne(question, paths, numbers, directed, like)) return this.#isAnswered(question);
    }
    return true;
  }

  #searchOne(
    question: Question,
    paths: readonly ThreadPath[],
    numbers: readonly number[],
    clause: Clause,
    like: readonly (number | undefined)[],
  ): boolean {
    const structure = eventStructure(paths, this.#locations);
    const demands = demandsOf(clause, structure, this.#values);
    if (demands === undefined) return true;
    const shapes = this.#test.filter === undefined ? alikeInShape(paths, structure) : undefined;
    if (shapes !== undefined && question !== 'rest') {
      const found = this.#searchShapes(question, structure, paths, shapes);
      if (found !== undefined) return found;
    }
    const orders =
      shapes !== undefined && question === 'rest'
        ? ordersBetween(shapes, paths, structure)
        : ordersBetween(like, paths, structure, numbers);
    const aim: Aim = {
      demands,
      orders,
      mayReach: (partial) => this.#mayReach(question, partial),
      ...(question === 'rest' && !mayFail(structure)
        ? {
            mayReachConsistently: (partial) =>
              !this.#harmless.flagless && this.#asked.mayRaise(partial, this.#raised),
          }
        : {}),
    };
    // Of a cut structure only its faults are looked at.
    return this.#search(structure, structure.cut ? undefined : aim, (execution) => {
      this.#note(execution);
      if (question !== 'rest' && this.#isAnswered(question)) throw new Stop();
    });
  }

  #search(structure: EventStructure, aim: Aim | undefined, visit: (execution: Execution) => void): boolean {
    const { filter } = this.#test;
    const how = {
      consistency: (located: Located) => this.#asked.consistency(located),
      filtered: filter !== undefined,
      passes: (execution: Execution) => filter === undefined || this.#values.holds(filter, execution),
      visit,
      expired: this.#expired,
      ...(aim === undefined ? {} : { aim }),
    };
    const finished = search(structure, this.#locations, how, this.#findings);
    this.#asked.forget();
    return finished;
  }

  /**
   * Looks for executions up to an exchange of threads that differ in constants only. undefined: the
   * constants decide what is asked, so that all executions must be looked at.
   */
  #searchShapes(
    question: Question,
    structure: EventStructure,
    paths: readonly ThreadPath[],
    shapes: readonly (number | undefined)[],
  ): boolean | undefined {
    const places = observedPlaces({ locations: [], condition: this.#test.condition });
    let constant = true;
    const aim = { demands: [], orders: ordersBetween(shapes, paths, structure), mayReach: () => true };
    const finished = this.#search(structure, aim, (execution) => {
      this.#note(execution);
      constant = isTheSameForAll(execution, paths, places, shapes, (p) => this.#values.cellOf(p));
      if (!constant || this.#isAnswered(question)) throw new Stop();
    });
    return constant ? finished : this.#isAnswered(question) ? false : undefined;
  }

  #mayReach(question: Question, partial: PartialExecution): boolean {
    const { filter, condition } = this.#test;
    if (filter !== undefined && !this.#values.outlook(filter, partial).true) return false;
    if (question === 'rest') return true;
    const outlook = this.#values.outlook(condition, partial);
    return question === 'satisfying' ? outlook.true : outlook.false;
  }

  /** Every execution that is met counts for all questions. */
  #note(execution: Execution): void {
    if (this.#values.holds(this.#test.condition, execution)) this.#satisfying ??= witnessOf(execution);
    else this.#violating ??= witnessOf(execution);
    if (this.#harmless.flagless) return;
    for (const name of this.#asked.flags(execution, this.#raised)) this.#raised.add(name);
  }
}
