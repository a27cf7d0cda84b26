/**
 * One test from its text to the built-in judge's answer: what a worker does, and what this thread
 * does when the tests are few. Everything that goes in or comes out can be sent between threads.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import { decide } from '../judge/decide.ts';
import { judge } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { ResultHeader } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import type { Crash } from '../report/check-report.ts';
import { fallbackName } from './fallback-name.ts';
import type { Mode } from './modes.ts';

export interface JudgeTask {
  readonly source: Source;
  /** `states` when absent. */
  readonly mode?: Mode;
  /** After so many milliseconds the search gives up. */
  readonly limitMs: number;
}

export interface Answer {
  readonly answer: Judgement | Crash;
  readonly diagnostics: readonly Diagnostic[];
  readonly result?: ResultHeader;
  readonly seconds: number;
}

/** Never throws: a bug of ours becomes a `Crash`. */
export function judgeText(task: JudgeTask): Answer {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const end = start + task.limitMs;
  let name = fallbackName(task.source);
  try {
    const { test, diagnostics } = parseLitmus(task.source);
    if (test === undefined) {
      return { answer: { outcome: 'refused', name, diagnostics: [] }, diagnostics, seconds: seconds() };
    }
    name = test.name;
    const limits = { deadline: () => performance.now() > end };
    const { judgement, warnings } =
      task.mode === 'verdict' ? decide(test, { limits }) : judge(test, { limits });
    const refusals = judgement.outcome === 'refused' ? judgement.diagnostics : [];
    return {
      // The diagnostics travel beside the answer, all in one list.
      answer: judgement.outcome === 'refused' ? { ...judgement, diagnostics: [] } : judgement,
      diagnostics: [...diagnostics, ...refusals, ...warnings],
      ...(test.result === undefined ? {} : { result: test.result }),
      seconds: seconds(),
    };
  } catch (error) {
    return { answer: crashOf(name, error), diagnostics: [], seconds: seconds() };
  }
}

/** An allocation that failed is a limit; anything else that is thrown is a bug. */
export function crashOf(name: string, error: unknown): Judgement | Crash {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof RangeError && /allocation failed|Invalid (typed )?array length/i.test(error.message)) {
    return {
      outcome: 'undecided',
      name,
      limit: 'memory',
      detail: 'the memory for its relations could not be had',
    };
  }
  return { outcome: 'crashed', name, detail };
}
