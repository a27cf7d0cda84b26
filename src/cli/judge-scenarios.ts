/**
 * Every choice of many scenarios, judged: all tests of all scenarios are one heap of work for the pool
 * and for herd7. A scenario with too many choices is searched by its order first, and then the choices
 * at the border are judged like the others.
 */

import { type Source, source } from '../base/source.ts';
import { type Analysis, analyseByOrder, analyseRows } from '../choice/analysis.ts';
import { builtInJudge } from '../choice/judge-choice.ts';
import { type Plan, planTests, type Row, rowsOf } from '../choice/plan.ts';
import type { RecordedVerdicts } from '../herd/recorded-verdicts.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Comparison, Crash } from '../report/check-report.ts';
import { mostNotable, notableChoices } from '../report/notable-choices.ts';
import type { ScenarioReport } from '../report/verify-report.ts';
import { testName } from '../scenario/expand.ts';
import { allChoices, productSize, type Scenario } from '../scenario/scenario.ts';
import type { CrossCheck } from './cross-check.ts';
import { besideRecorded } from './herd-recordings.ts';
import type { Io } from './io.ts';
import { textsOf } from './judge-all.ts';
import type { Answer } from './judge-text.ts';
import { judgeTexts } from './judge-texts.ts';
import type { ScenarioFile } from './scenario-inputs.ts';

/** Up to so many choices, all are judged. */
export const mostChoices = 10_000;

export interface PlannedScenario {
  readonly from: ScenarioFile;
  readonly plan: Plan;
  /** What the search by order found; absent: all choices are in the plan. */
  readonly byOrder?: Analysis;
  /** herd7's verdicts, to compare with where it is not asked. */
  readonly recorded?: RecordedVerdicts;
}

export interface PlanOptions {
  /** Search by order even where all choices could be judged. */
  readonly fast: boolean;
  /** Judge all of the border in full and not only what a person looks at, since herd7 is to confirm it. */
  readonly wholeBorder: boolean;
  readonly timeoutMs: number;
  readonly io: Io;
}

/** undefined: the user interrupted. */
export async function planScenarios(
  files: readonly ScenarioFile[],
  options: PlanOptions,
): Promise<PlannedScenario[] | undefined> {
  let stopped = false;
  const removeHandler = options.io.onInterrupt(() => {
    stopped = true;
  });
  try {
    const planned: PlannedScenario[] = [];
    for (const from of files) {
      const { scenario } = from;
      if (!options.fast && productSize(scenario) <= mostChoices) {
        planned.push({ from, plan: planTests(scenario, allChoices(scenario)) });
        continue;
      }
      const byOrder = await searchByOrder(scenario, options.timeoutMs, () => stopped);
      if (byOrder === undefined) return undefined;
      const most = options.wholeBorder ? Number.POSITIVE_INFINITY : mostNotable;
      const border = notableChoices(byOrder, most).map((n) => n.choice);
      planned.push({ from, byOrder, plan: planTests(scenario, border) });
    }
    return planned;
  } finally {
    removeHandler();
  }
}

async function searchByOrder(
  scenario: Scenario,
  timeoutMs: number,
  isStopped: () => boolean,
): Promise<Analysis | undefined> {
  let end = 0;
  const judge = builtInJudge(scenario, { deadline: () => performance.now() > end });
  const search = analyseByOrder(scenario);
  let breath = performance.now();
  let step = search.next();
  while (step.done !== true) {
    const answers = [];
    for (const choice of step.value.choices) {
      end = performance.now() + timeoutMs;
      answers.push(judge.answer(choice, step.value.alive));
      if (performance.now() - breath < 50) continue;
      // Lets the interrupt key through.
      await new Promise((resolve) => setImmediate(resolve));
      if (isStopped()) return undefined;
      breath = performance.now();
    }
    step = search.next(answers);
  }
  return step.value;
}

export interface JudgeScenariosOptions {
  readonly timeoutMs: number;
  readonly jobs?: number;
  readonly io: Io;
  readonly cross: Pick<CrossCheck, 'askHerd' | 'comparisons' | 'required'>;
  /** Each scenario in its turn, when all is known of it. */
  readonly onScenario: (report: ScenarioReport) => void;
  /** How many tests have all their answers. */
  readonly onProgress: (tests: number) => void;
}

interface Work {
  readonly planned: PlannedScenario;
  readonly first: number;
  readonly answers: Answer[];
  readonly herd: Judgement[];
  left: number;
}

/** True when the user interrupted. */
export async function judgeScenarios(
  planned: readonly PlannedScenario[],
  options: JudgeScenariosOptions,
): Promise<boolean> {
  const { cross } = options;
  const texts: Source[] = [];
  const workOf: Work[] = [];
  const works = planned.map((p): Work => {
    const judges = cross.askHerd === undefined ? 1 : 2;
    const work: Work = {
      planned: p,
      first: texts.length,
      answers: [],
      herd: [],
      left: p.plan.tests.length * judges,
    };
    for (const source of testSources(p.plan)) {
      texts.push(source);
      workOf.push(work);
    }
    return work;
  });
  let told = 0;
  let answers = 0;
  const tell = () => {
    for (let next = works[told]; next !== undefined && next.left === 0; next = works[++told]) {
      options.onScenario(reportOf(next, cross));
    }
  };
  const note = (index: number, put: (work: Work, test: number) => void) => {
    const work = workOf[index];
    if (work === undefined) return;
    put(work, index - work.first);
    work.left--;
    answers++;
    options.onProgress(Math.floor(answers / (cross.askHerd === undefined ? 1 : 2)));
    tell();
  };
  return judgeTexts(textsOf(texts), {
    timeoutMs: options.timeoutMs,
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    io: options.io,
    askHerd: cross.askHerd,
    onAnswer: (index, answer) =>
      note(index, (work, test) => {
        work.answers[test] = answer;
      }),
    onHerd: (index, judgement) =>
      note(index, (work, test) => {
        work.herd[test] = judgement;
      }),
  });
}

/** What decides the verdict, under the name that the test has as a file. */
function testSources(plan: Plan): Source[] {
  return plan.tests.map(({ key, choice, outcome }) => {
    const of = plan.scenario.outcomes[outcome];
    const name = of === undefined ? plan.scenario.id : testName(plan.scenario, choice, of);
    return source(`${name}.litmus`, `C ${name}\n\n${key}`);
  });
}

function reportOf(work: Work, cross: JudgeScenariosOptions['cross']): ScenarioReport {
  const { planned, answers } = work;
  const { plan, from, byOrder, recorded } = planned;
  const rows: Row[] = rowsOf(plan, answers.map(judgementOf));
  const beside =
    recorded === undefined
      ? undefined
      : answers.map((a, test) => besideRecorded(recorded, plan.tests[test]?.key ?? '', a.answer));
  const herd = beside?.map((b) => b.herd) ?? work.herd;
  const comparisons =
    beside?.map((b) => b.comparison) ??
    answers.flatMap((a, test): Comparison[] => [...cross.comparisons(a.answer, herd[test])]);
  const crashes = answers.flatMap((a): Crash[] => (a.answer.outcome === 'crashed' ? [a.answer] : []));
  const unanswered = cross.required ? herd.filter((j) => j?.outcome === 'undecided').length : 0;
  return {
    file: from.file,
    analysis: byOrder ?? analyseRows(from.scenario, rows),
    plan,
    rows,
    warnings: from.warnings,
    crashes,
    herd,
    ...(recorded === undefined ? {} : { recordedBy: { version: recorded.herd7, date: recorded.date } }),
    comparisons,
    unanswered,
    seconds: answers.reduce((sum, a) => sum + a.seconds, 0),
  };
}

function judgementOf({ answer, diagnostics }: Answer): Judgement {
  switch (answer.outcome) {
    case 'crashed':
      return { outcome: 'undecided', name: answer.name, limit: 'failure', detail: 'an internal error' };
    case 'refused':
      return { ...answer, diagnostics };
    case 'judged':
    case 'decided':
    case 'undecided':
    case 'rejected':
      return answer;
    default:
      return answer satisfies never;
  }
}
