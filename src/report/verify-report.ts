/** What `mbpair verify` found, as data: every output format is a function of this. */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Analysis } from '../choice/analysis.ts';
import { choiceKey } from '../choice/lattice.ts';
import type { Plan, Row } from '../choice/plan.ts';
import type { By, Judgement } from '../judge/judgement.ts';
import type { Choice } from '../scenario/scenario.ts';
import type { Comparison, Crash, HerdUse } from './check-report.ts';
import { type ExitStatus, gravest } from './exit-status.ts';
import type { Shard } from './shard.ts';

export interface ScenarioReport {
  /** As the user named it. */
  readonly file: string;
  readonly analysis: Analysis;
  /** The tests that were judged in full: of all choices, or of those at the border. */
  readonly plan: Plan;
  /** The plan's choices with the built-in judge's answers. */
  readonly rows: readonly Row[];
  readonly warnings: readonly Diagnostic[];
  /** Tests on which mbpair itself failed. */
  readonly crashes: readonly Crash[];
  /** By test of the plan: herd7's answer and how it compares; empty when herd7 was not asked. */
  readonly herd: readonly (Judgement | undefined)[];
  /** The herd7 whose recorded verdicts these are; absent: it judged now, or not at all. */
  readonly recordedBy?: RecordedBy;
  readonly comparisons: readonly Comparison[];
  /** Tests that herd7 was to judge at all costs and has no answer to. */
  readonly unanswered: number;
  /** What the built-in judge needed for all tests together. */
  readonly seconds: number;
}

export interface RecordedBy {
  readonly version: string;
  /** On which it judged last: a day in UTC, `2026-11-25`. */
  readonly date: string;
}

/** Whether herd7 took part; or why it was not asked although it is here. */
export type VerifyHerd =
  | HerdUse
  | { readonly used: false; readonly why: 'many'; readonly tests: number; readonly limit: number };

export interface VerifyReport {
  readonly by: By;
  readonly herd: VerifyHerd;
  readonly scenarios: readonly ScenarioReport[];
  /** Trouble that belongs to no scenario that could be read. */
  readonly problems: readonly Diagnostic[];
  /** How many scenarios were left when the user interrupted; undefined when nobody did. */
  readonly unfinished?: number;
  /** Absent: the whole run. */
  readonly shard?: Shard;
}

export function statusesOfScenario(report: ScenarioReport): ReadonlySet<ExitStatus> {
  const { analysis } = report;
  const statuses = new Set<ExitStatus>();
  if (report.crashes.length > 0) statuses.add(70);
  if (report.comparisons.some((c) => c.outcome === 'differs')) statuses.add(3);
  const undecided = analysis.findings.some((f) => f.kind === 'undecided');
  if (undecided || analysis.stopped !== undefined || report.unanswered > 0) statuses.add(4);
  // Where something is undecided, an expectation that seems unmet may only be unknown.
  if (analysis.findings.some((f) => f.kind !== 'undecided') && !undecided) statuses.add(1);
  return statuses;
}

export interface VerifySummary {
  readonly scenarios: number;
  readonly counts: ReadonlyMap<ExitStatus, number>;
  readonly choices: number;
  readonly tests: number;
  /** Of the tests for which both judges have an answer, how many agree. */
  readonly compared: number;
  readonly agreeing: number;
  /** The versions of herd7 whose recorded verdicts were compared with. */
  readonly recordedBy: readonly string[];
  readonly exitStatus: ExitStatus;
}

export function summarizeVerify(report: VerifyReport): VerifySummary {
  const counts = new Map<ExitStatus, number>();
  const count = (status: ExitStatus, by: number) => counts.set(status, (counts.get(status) ?? 0) + by);
  for (const scenario of report.scenarios) {
    const statuses = statusesOfScenario(scenario);
    if (statuses.size === 0) count(0, 1);
    for (const status of statuses) count(status, 1);
  }
  const errors = report.problems.filter((d) => d.severity === 'error').length;
  if (errors > 0) count(2, errors);
  const comparisons = report.scenarios.flatMap((s) => s.comparisons);
  const { herd } = report;
  const missing: ExitStatus[] = !herd.used && herd.why === 'missing' && herd.required ? [4] : [];
  const interrupted: ExitStatus[] = report.unfinished === undefined ? [] : [130];
  return {
    scenarios: report.scenarios.length,
    counts,
    choices: report.scenarios.reduce((n, s) => n + s.analysis.judged, 0),
    tests: report.scenarios.reduce((n, s) => n + s.plan.tests.length, 0),
    compared: comparisons.filter((c) => c.outcome !== 'unknown').length,
    agreeing: comparisons.filter((c) => c.outcome === 'agrees').length,
    recordedBy: [...new Set(report.scenarios.flatMap((s) => s.recordedBy?.version ?? []))],
    exitStatus: gravest([...counts.keys(), ...missing, ...interrupted]),
  };
}

/** Nobody has asked herd7 about this test, as about all of a user's own scenario. */
export function isUnrecorded(comparison: Comparison): boolean {
  return comparison.details.some((d) => d.kind === unrecorded);
}

export const unrecorded = 'unrecorded';

/** The row of a choice, if it was judged in full. */
export function rowOf(report: Pick<ScenarioReport, 'rows'>, choice: Choice): Row | undefined {
  const key = choiceKey(choice);
  return report.rows.find((row) => choiceKey(row.choice) === key);
}
