/** Scenarios judged by the built-in judge, for commands that write files of what it finds. */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { ScenarioReport } from '../report/verify-report.ts';
import { withRecordings } from './herd-recordings.ts';
import type { Io } from './io.ts';
import { judgeScenarios, planScenarios } from './judge-scenarios.ts';
import { startProgress } from './progress.ts';
import type { ScenarioFile } from './scenario-inputs.ts';

export interface JudgeAloneOptions {
  readonly fast: boolean;
  readonly timeoutMs: number;
  readonly jobs?: number;
  /** The library beside which herd7's recorded verdicts lie, to be compared with. */
  readonly recordings?: string | undefined;
}

export interface JudgedAlone {
  readonly reports: readonly ScenarioReport[];
  /** What is wrong with herd7's recorded verdicts. */
  readonly problems: readonly Diagnostic[];
}

/** undefined: the user interrupted. */
export async function judgedAlone(
  files: readonly ScenarioFile[],
  options: JudgeAloneOptions,
  io: Io,
): Promise<JudgedAlone | undefined> {
  const plans = await planScenarios(files, { ...options, wholeBorder: false, io });
  if (plans === undefined) return undefined;
  const { planned, problems } = await withRecordings(plans, options.recordings);
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
  return interrupted ? undefined : { reports, problems };
}
