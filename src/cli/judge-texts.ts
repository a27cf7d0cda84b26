/** Has many texts judged by the built-in judge and, where it takes part, by herd7, side by side. */

import { availableParallelism } from 'node:os';
import type { Judgement } from '../judge/judgement.ts';
import type { CrossCheck } from './cross-check.ts';
import type { Io } from './io.ts';
import { judgeAll, type Texts } from './judge-all.ts';
import type { Answer } from './judge-text.ts';
import type { Mode } from './modes.ts';
import { JudgePool } from './pool.ts';
import { slots } from './slots.ts';

export interface JudgeTextsOptions {
  readonly timeoutMs: number;
  /** `states` when absent. */
  readonly mode?: Mode;
  /** Workers and herd7 processes at once; the cores when absent. */
  readonly jobs?: number;
  readonly io: Io;
  /** Absent: herd7 takes no part. */
  readonly askHerd?: CrossCheck['askHerd'] | undefined;
  readonly onAnswer: (index: number, answer: Answer) => void;
  readonly onHerd: (index: number, judgement: Judgement) => void;
}

/** True when the user interrupted; what was answered by then has been told. */
export async function judgeTexts(texts: Texts, options: JudgeTextsOptions): Promise<boolean> {
  const { io, askHerd } = options;
  const jobs = options.jobs ?? availableParallelism();
  const shared = slots(jobs);
  const stop = new AbortController();
  const removeHandler = io.onInterrupt(() => stop.abort());
  let pool: JudgePool | undefined;
  const startPool = (workerFile: URL) => {
    pool ??= new JudgePool(workerFile, jobs);
    return pool;
  };
  const { workerFile } = io;
  try {
    // Ours first: what they share comes first to whom asks first, and ours is the quicker.
    await Promise.all([
      judgeAll(texts, {
        limitMs: options.timeoutMs,
        mode: options.mode ?? 'states',
        slots: shared,
        pool: workerFile === undefined ? undefined : () => startPool(workerFile),
        stop: stop.signal,
        onAnswer: options.onAnswer,
      }),
      askHerd?.(texts, {
        limitMs: options.timeoutMs,
        jobs,
        slots: shared,
        stop: stop.signal,
        onJudgement: options.onHerd,
      }),
    ]);
  } catch (error) {
    // What is still running must not outlive a bug.
    stop.abort();
    throw error;
  } finally {
    removeHandler();
    await pool?.close();
  }
  return stop.signal.aborted;
}
