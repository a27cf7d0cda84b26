/** One test before both judges: our whole log against herd7's, byte for byte but for the time. */

import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { type HerdAnswer, herdJudge } from '../../src/herd/run.ts';
import { type JudgeOptions, judge } from '../../src/judge/judge.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { renderHerdLog } from '../../src/report/herd-log.ts';

export type Agreement =
  | 'equal'
  /** Equal but for the numbers of undetermined values (`S8`). */
  | 'equal but for symbols'
  | 'both refuse'
  /** One of the judges hit a limit: nothing compared. */
  | 'undecided'
  | 'differ';

export interface Verdicts {
  readonly text: string;
  readonly ours: Judgement;
  readonly ourLog: string;
  readonly herd: HerdAnswer;
  readonly herdLog: string;
  readonly agreement: Agreement;
}

export interface Limits {
  /** Seconds of each judge for a test. */
  readonly seconds: number;
  /** herd7 processes at a time. */
  readonly jobs: number;
}

const batchSize = 100;

/** Has herd7 judge the texts, many to a process. The tests' names must differ. */
export function askHerd(
  herd: HerdInstallation,
  texts: readonly string[],
  limits: Limits,
): Promise<HerdAnswer[]> {
  const tests = texts.map((text, i) => ({ name: `test-${i}.litmus`, text }));
  return herdJudge(tests, { herd, jobs: limits.jobs, timeLimit: limits.seconds, batchSize });
}

/** Our judgement of a text; what does not parse is refused. */
export function judgeText(text: string, seconds: number, options: JudgeOptions = {}): Judgement {
  const { test, diagnostics } = parseLitmus(source('fuzz.litmus', text));
  if (test === undefined) return { outcome: 'refused', name: 'fuzz', diagnostics };
  const end = Date.now() + seconds * 1000;
  return judge(test, { ...options, limits: { deadline: () => Date.now() > end } }).judgement;
}

export function compareWith(herd: HerdAnswer, text: string, seconds: number): Verdicts {
  const ours = judgeText(text, seconds);
  const ourLog = logOf(ours);
  const herdLog = herd.judgement.outcome === 'judged' ? timeless(herd.log) : saidBy(herd);
  return { text, ours, ourLog, herd, herdLog, agreement: agreement(ours, ourLog, herd, herdLog) };
}

function agreement(ours: Judgement, ourLog: string, herd: HerdAnswer, herdLog: string): Agreement {
  const { outcome } = herd.judgement;
  if (ours.outcome === 'undecided' || outcome === 'undecided') return 'undecided';
  if (ours.outcome !== 'judged' && outcome !== 'judged') return 'both refuse';
  if (ours.outcome !== 'judged' || outcome !== 'judged') return 'differ';
  if (ourLog === herdLog) return 'equal';
  return unnumbered(ourLog) === unnumbered(herdLog) ? 'equal but for symbols' : 'differ';
}

/** Without the numbers of symbols; with other numbers the states may come in another order. */
function unnumbered(log: string): string {
  if (!/\bS\d+\b/.test(log)) return log;
  return log
    .split('\n')
    .map((line) => line.replace(/\bS\d+\b/g, 'S'))
    .sort()
    .join('\n');
}

/** Our log, or why there is none. */
export function logOf(judgement: Judgement): string {
  switch (judgement.outcome) {
    case 'judged':
      return timeless(renderHerdLog(judgement, 0));
    case 'refused':
      return `refused:\n${judgement.diagnostics.map(renderDiagnostic).join('\n')}`;
    case 'rejected':
      return `rejected: ${judgement.message}`;
    case 'decided':
      throw new Error('verdict mode has no log');
    case 'undecided':
      return `undecided: ${judgement.detail}`;
    default:
      return judgement satisfies never;
  }
}

function saidBy({ judgement, messages }: HerdAnswer): string {
  if (judgement.outcome === 'undecided') return `undecided: ${judgement.detail}`;
  return `refused: ${messages.join('\n')}`;
}

function timeless(log: string): string {
  return log.replace(/^Time .*\n/gm, '');
}
