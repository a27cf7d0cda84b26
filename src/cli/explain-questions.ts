/** What `mbpair explain` is asked: tests from files, or those that choices of scenarios make. */

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { visible } from '../base/diagnostic.ts';
import { type Source, source } from '../base/source.ts';
import { renderProblem } from '../report/words.ts';
import { programOf, testOf } from '../scenario/expand.ts';
import { type Choice, choiceText, isForbidden, type Outcome, type Scenario } from '../scenario/scenario.ts';
import { chosen } from './choose.ts';
import { findInputs } from './inputs.ts';
import type { Io } from './io.ts';
import { readInput } from './read-input.ts';
import { findScenarios } from './scenario-inputs.ts';

export interface Question {
  /** As the user knows it. */
  readonly shown: string;
  readonly source: Source;
  /** A condition in place of the test's own. */
  readonly outcome?: string;
}

export interface Questions {
  readonly questions: readonly Question[];
  /** Something was wrong with an argument; it has been told. */
  readonly bad: boolean;
}

export interface Asking {
  readonly paths: readonly string[];
  /** A condition, or the id of a scenario's outcome. */
  readonly outcome?: string;
  /** `slot=filling`, each. */
  readonly choose: readonly string[];
}

export async function questionsOf(asking: Asking, io: Io): Promise<Questions> {
  const scenarios: string[] = [];
  const tests: string[] = [];
  for (const path of asking.paths) ((await isScenario(path, io)) ? scenarios : tests).push(path);
  if (asking.choose.length > 0 && (tests.length > 0 || scenarios.length !== 1)) {
    io.stderr.write('mbpair: --choose is for one scenario\n');
    return { questions: [], bad: true };
  }
  const fromTests =
    tests.length === 0 ? { questions: [], bad: false } : await testQuestions(tests, asking, io);
  const fromScenarios =
    scenarios.length === 0 ? { questions: [], bad: false } : await scenarioQuestions(scenarios, asking, io);
  return {
    questions: [...fromTests.questions, ...fromScenarios.questions],
    bad: fromTests.bad || fromScenarios.bad,
  };
}

/** A YAML file, or a name that is neither a file nor a folder nor a pattern. */
export async function isScenario(path: string, io: Pick<Io, 'cwd'>): Promise<boolean> {
  if (/\.ya?ml$/.test(path)) return true;
  if (path === '-' || path.endsWith('.litmus') || /[/*?@[\]\\]/.test(path)) return false;
  try {
    await stat(resolve(io.cwd, path));
    return false;
  } catch {
    return true;
  }
}

async function testQuestions(paths: readonly string[], { outcome }: Asking, io: Io): Promise<Questions> {
  const { files, problems } = await findInputs(paths, io.cwd);
  for (const d of problems) io.stderr.write(`${renderProblem(d)}\n`);
  let bad = problems.length > 0;
  const questions: Question[] = [];
  for (const file of files) {
    const got = await readInput(file, io);
    if (got.read) {
      questions.push({
        shown: file.shown,
        source: got.source,
        ...(outcome === undefined ? {} : { outcome }),
      });
      continue;
    }
    bad = true;
    io.stderr.write(`${renderProblem(got.problem)}\n`);
  }
  return { questions, bad };
}

async function scenarioQuestions(names: readonly string[], asking: Asking, io: Io): Promise<Questions> {
  const found = await findScenarios(names, io);
  for (const d of found.problems) io.stderr.write(`${renderProblem(d)}\n`);
  let bad = found.problems.some((d) => d.severity === 'error');
  const questions: Question[] = [];
  for (const { scenario } of found.scenarios) {
    const choice = choiceOf(scenario, asking.choose, io);
    if (choice === undefined) {
      bad = true;
      continue;
    }
    questions.push(...choiceQuestions(scenario, choice, asking.outcome));
  }
  return { questions, bad };
}

/** Undefined after a complaint. */
export function choiceOf(scenario: Scenario, words: readonly string[], io: Io): Choice | undefined {
  const choice = chosen(scenario, words);
  if (typeof choice !== 'string' && !isForbidden(scenario, choice)) return choice;
  const why = typeof choice === 'string' ? choice : `the scenario leaves out ${choiceText(scenario, choice)}`;
  io.stderr.write(`mbpair: ${visible(`${scenario.id}: ${why}`)}\n`);
  return undefined;
}

/** One a bad outcome, or the outcome that is asked for by its id, or any condition. */
export function choiceQuestions(scenario: Scenario, choice: Choice, outcome?: string): Question[] {
  const program = programOf(scenario, choice);
  const named = scenario.outcomes.filter((o) => o.id === outcome);
  const [first] = scenario.outcomes;
  const question = (o: Outcome, condition?: string): Question => ({
    shown: `${scenario.id} ${choiceText(scenario, choice)}`,
    source: source(scenario.id, testOf(program, o).text),
    ...(condition === undefined ? {} : { outcome: condition }),
  });
  if (named.length > 0) return named.map((o) => question(o));
  if (outcome !== undefined && first !== undefined) return [question(first, outcome)];
  return scenario.outcomes.filter((o) => o.role === 'bad').map((o) => question(o));
}
