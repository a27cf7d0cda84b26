/** Scenarios judged by the built-in judge, for commands that write files of what it finds. */

import type { ScenarioReport } from '../report/verify-report.ts';
import type { Io } from './io.ts';
import { judgeScenarios, planScenarios } from './judge-scenarios.ts';
import { startProgress } from './progress.ts';
import type { ScenarioFile } from './scenario-inputs.ts';

export interface JudgeAloneOptions {
  readonly fast: boolean;
  readonly timeoutMs: number;
  readonly jobs?: number;
}

/** undefined: the user interrupted. */
export async function judgedAlone(
  files: readonly ScenarioFile[],
  options: JudgeAloneOptions,
  io: Io,
): Promise<ScenarioReport[] | undefined> {
  const planned = await planScenarios(files, { ...options, wholeBorder: false, io });
  if (planned === undefined) return undefined;
  const reports: ScenarioReport[] = [];
  const tests = planned.reduce((n, p) => n + p.plan.tests.length, 0);
  const progress = startProgress('auto', tests, io);
  const interrupted = await judgeScenarios(planned, {
    ...options,
    io,
    cross: { required: false, comparisons: () => [] },
    onProgress: progress.done,
    onScenario: (report) => reports.push(report),
  });
  progress.stop();
  return interrupted ? undefined : reports;
}
