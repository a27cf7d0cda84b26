/**
 * What `mbpair check` found, as data: every output format is a function of this. Nothing here is
 * rendered, and nothing but the seconds depends on the machine.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { By, Judgement } from '../judge/judgement.ts';
import { type ExitStatus, gravest } from './exit-status.ts';
import type { Expectation, Finding } from './expectation.ts';
import type { Shard } from './shard.ts';

/** mbpair itself failed on this test. */
export interface Crash {
  readonly outcome: 'crashed';
  readonly name: string;
  /** Stack and all, for the report to us. */
  readonly detail: string;
}

/** One other judge's answer beside ours. */
export interface Comparison {
  /** `herd7`, or the recorded log as the user named it. */
  readonly with: string;
  /**
   * `agrees`, `differs`: both answered. `unknown`: at least one has no answer, so nothing is known.
   */
  readonly outcome: 'agrees' | 'differs' | 'unknown';
  /** For `differs`, each difference; for `unknown`, why. Sentences with the kind in front. */
  readonly details: readonly Difference[];
}

export interface Difference {
  readonly kind: string;
  readonly message: string;
}

export interface TestReport {
  /** As the user named it. */
  readonly file: string;
  readonly answer: Judgement | Crash;
  /** Errors that made us refuse the test, and warnings. */
  readonly diagnostics: readonly Diagnostic[];
  readonly expected?: Expectation;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly comparisons: readonly Comparison[];
  /** Why herd7 has no answer, when the user insists on one. */
  readonly unanswered?: string;
  /** What the built-in judge needed, on the wall clock. */
  readonly seconds: number;
}

/** Whether and how herd7 took part. */
export type HerdUse =
  | {
      readonly used: true;
      readonly by: By /** The model's files that are not those of the built-in model. */;
      readonly differing: readonly string[];
    }
  | { readonly used: false; readonly why: 'off' }
  /** `required`: the user insisted, so its absence is a result of its own. */
  | { readonly used: false; readonly why: 'missing'; readonly required: boolean; readonly detail: string };

export interface CheckReport {
  readonly by: By;
  readonly herd: HerdUse;
  readonly tests: readonly TestReport[];
  /** Trouble that belongs to no test: a missing file, an empty folder, a damaged log. */
  readonly problems: readonly Diagnostic[];
  /** How many tests were left when the user interrupted; undefined when nobody did. */
  readonly unfinished?: number;
  /** Absent: the whole run. */
  readonly shard?: Shard;
}

/** Every status that applies to this test; empty when all is as expected. */
export function statusesOf(test: TestReport): ReadonlySet<ExitStatus> {
  const statuses = new Set<ExitStatus>();
  switch (test.answer.outcome) {
    case 'judged':
    case 'decided':
      break;
    case 'undecided':
      statuses.add(4);
      break;
    case 'refused':
    case 'rejected':
      statuses.add(2);
      break;
    case 'crashed':
      statuses.add(70);
      break;
    default:
      test.answer satisfies never;
  }
  if (test.unanswered !== undefined) statuses.add(4);
  if (test.findings.length > 0) statuses.add(1);
  if (test.comparisons.some((c) => c.outcome === 'differs')) statuses.add(3);
  return statuses;
}

export interface Summary {
  readonly tests: number;
  /** How many tests have each status, and for 2 also the problems that belong to no test. */
  readonly counts: ReadonlyMap<ExitStatus, number>;
  /** Of all tests for which both judges had an answer, how many agree. */
  readonly agreeing: number;
  readonly compared: number;
  readonly exitStatus: ExitStatus;
}

export function summarize(report: CheckReport): Summary {
  const counts = new Map<ExitStatus, number>();
  const count = (status: ExitStatus, by: number) => counts.set(status, (counts.get(status) ?? 0) + by);
  let agreeing = 0;
  let compared = 0;
  for (const test of report.tests) {
    const statuses = statusesOf(test);
    if (statuses.size === 0) count(0, 1);
    for (const status of statuses) count(status, 1);
    const both = test.comparisons.filter((c) => c.outcome !== 'unknown');
    if (both.length > 0) compared++;
    if (both.length > 0 && both.every((c) => c.outcome === 'agrees')) agreeing++;
  }
  const errors = report.problems.filter((d) => d.severity === 'error').length;
  if (errors > 0) count(2, errors);
  const missing: ExitStatus[] =
    !report.herd.used && report.herd.why === 'missing' && report.herd.required ? [4] : [];
  const interrupted: ExitStatus[] = report.unfinished === undefined ? [] : [130];
  return {
    tests: report.tests.length,
    counts,
    agreeing,
    compared,
    exitStatus: gravest([...counts.keys(), ...missing, ...interrupted]),
  };
}
