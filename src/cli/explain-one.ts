/** One question of `mbpair explain`, with its complaints and its limits. */

import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import { withOutcome } from '../explain/given-outcome.ts';
import { parseLitmus } from '../litmus/parse.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { renderProblem } from '../report/words.ts';
import type { ExplainFormat } from './explain-formats.ts';
import type { Question } from './explain-questions.ts';
import type { Io } from './io.ts';

export interface ExplainOptions {
  /** Litmus files and folders, scenarios by id or file. */
  readonly paths: readonly string[];
  readonly format: ExplainFormat;
  readonly outcome?: string;
  readonly choose: readonly string[];
  /** A second choice to hold against the first. */
  readonly against: readonly string[];
  /** For one test. */
  readonly timeoutMs: number;
  readonly quiet: boolean;
  /** `-`: standard output. */
  readonly output?: string;
}

/** What is written, and how it went. */
export interface Answer {
  readonly text?: string;
  readonly status: ExitStatus;
}

/** What is looked for to forbid an allowed outcome: `verify --strengthen` looks for more. */
const mostRepairs = { candidates: 400, answers: 12 };
const repairsMs = 700;

/** Undefined after a complaint: it is no test. */
export function explained(
  { source, outcome }: Question,
  { quiet, timeoutMs }: Pick<ExplainOptions, 'quiet' | 'timeoutMs'>,
  io: Io,
): Explanation | undefined {
  const first = parseLitmus(source);
  const parsed =
    outcome === undefined || first.test === undefined ? first : parseLitmus(withOutcome(first.test, outcome));
  for (const d of parsed.diagnostics) {
    if (d.severity === 'error' || !quiet) io.stderr.write(`${renderProblem(d)}\n`);
  }
  if (parsed.test === undefined) return undefined;
  const start = performance.now();
  const end = start + timeoutMs;
  const limits = { deadline: () => performance.now() > end };
  const repairs = {
    ...mostRepairs,
    deadline: () => performance.now() > Math.min(end, start + repairsMs),
  };
  const found = explain(parsed.test, {
    limits,
    given: outcome !== undefined,
    repairs,
    flags: true,
    barriers: true,
  });
  if (found.kind !== 'unexplained' || found.judgement?.outcome !== 'refused') return found;
  for (const d of found.judgement.diagnostics) io.stderr.write(`${renderProblem(d)}\n`);
  return undefined;
}

export function statusOf(e: Explanation): ExitStatus {
  return e.kind === 'unexplained' ? 4 : 0;
}
