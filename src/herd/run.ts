/**
 * Has the real herd7 judge tests: many to a process, since its start costs more than a small test,
 * and yet an answer for every one of them.
 */

import process from 'node:process';
import { attribute, type HerdAnswer, type HerdCall } from './attribution.ts';
import { planBatches } from './batches.ts';
import { type ProcessEnd, type ProcessLimits, runBounded } from './bounded-process.ts';
import type { HerdInstallation } from './locate.ts';
import { type HerdTest, type Stage, stageTests } from './staging.ts';

export type { HerdAnswer, HerdTest };

export interface HerdOptions {
  readonly herd: HerdInstallation;
  /** Seconds for one test, by the clock; 60 when absent. */
  readonly timeLimit?: number;
  /** Bytes of memory for one process; 4 GiB when absent. */
  readonly memoryLimit?: number;
  /** Bytes of output of one process; 64 MiB when absent. */
  readonly outputLimit?: number;
  /** Processes at one time; 1 when absent. */
  readonly jobs?: number;
  /** Tests in one process at most; 50 when absent. */
  readonly batchSize?: number;
  /** The promise is rejected with its reason. */
  readonly signal?: AbortSignal;
  /** Told each answer when it is known, in no particular order. */
  readonly onAnswer?: (test: number, answer: HerdAnswer) => void;
}

/** herd7 could not be started at all: the installation is broken. */
export class HerdStartError extends Error {
  override readonly name = 'HerdStartError';
}

/**
 * One answer a test, in the order of `tests`: `judged`; `rejected` in herd7's words; `undecided` when
 * it hits a limit, breaks herd7 or cannot be read. Rejects with `HerdStartError`, or when aborted.
 */
export async function herdJudge(tests: readonly HerdTest[], options: HerdOptions): Promise<HerdAnswer[]> {
  options.signal?.throwIfAborted();
  const stage = await stageTests(tests);
  try {
    const answers = await judgeStaged(stage, options);
    return stage.tests.map((_, test) => {
      const answer = answers.get(test);
      if (answer === undefined) throw new Error(`test ${test} was left without an answer`);
      return answer;
    });
  } finally {
    await stage.remove();
  }
}

async function judgeStaged(stage: Stage, options: HerdOptions): Promise<Map<number, HerdAnswer>> {
  const answers = new Map<number, HerdAnswer>();
  const settle = (test: number, answer: HerdAnswer) => {
    answers.set(test, answer);
    options.onAnswer?.(test, answer);
  };
  const readable: number[] = [];
  stage.tests.forEach((staged, test) => {
    if (staged.path !== undefined) readable.push(test);
    else settle(test, unreadable(staged.shownName, staged.problem ?? 'cannot be read'));
  });
  const jobs = Math.max(1, options.jobs ?? 1);
  const size = Math.max(1, Math.min(options.batchSize ?? 50, Math.ceil(readable.length / jobs)));
  const names = stage.tests.map((t) => t.testName);
  const waiting: (readonly number[])[] = planBatches(readable, names, size);

  // A worker that finds nothing to do may end: what a call leaves over is done by its own worker.
  let broken = false;
  const worker = async () => {
    for (let batch = waiting.shift(); batch !== undefined && !broken; batch = waiting.shift()) {
      const call = await callHerd(batch, stage, options);
      const { answers: found, again } = attribute(call, {
        stage: stage.folder,
        shownName: (test) => stage.tests[test]?.shownName ?? '',
        testName: (test) => stage.tests[test]?.testName,
        limitWords: (limit) => limitWords(limit, limitsOf(options)),
      });
      for (const [test, answer] of found) settle(test, answer);
      waiting.unshift(...again);
    }
  };
  const guarded = () =>
    worker().catch((error: unknown) => {
      broken = true;
      throw error;
    });
  const ends = await Promise.allSettled(Array.from({ length: jobs }, guarded));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return answers;
}

async function callHerd(batch: readonly number[], stage: Stage, options: HerdOptions): Promise<HerdCall> {
  const { herd, signal } = options;
  const paths = batch.map((test) => stage.tests[test]?.path ?? '');
  const end = await runBounded({
    // The model's files name each other, and herd7 looks for them where it runs.
    argv: [...herd.argv, '-conf', 'linux-kernel.cfg', ...paths],
    folder: herd.model.folder,
    env: environment(),
    limits: limitsOf(options),
    ...(signal === undefined ? {} : { signal }),
    isProgress: (line) => /^(?:Observation |Warning: File |Fatal: File )/.test(line),
  });
  signal?.throwIfAborted();
  if (end.failed !== undefined)
    throw new HerdStartError(`cannot start ${herd.argv[0] ?? 'herd7'}: ${end.failed}`);
  return callFrom(batch, end);
}

function callFrom(tests: readonly number[], end: ProcessEnd): HerdCall {
  const { stopped } = end;
  if (stopped === 'abort') throw new Error('ended by an abort that was not asked for');
  return {
    tests,
    stdout: decoded(end.stdout),
    stderr: decoded(end.stderr),
    ...(stopped === undefined ? {} : { stopped }),
    status: end.status,
    killedBy: stopped === undefined ? end.killedBy : null,
  };
}

/** herd7 writes names as the bytes that it read, whatever their encoding. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function environment(): Record<string, string | undefined> {
  // Backtraces would stand among the messages.
  const { OCAMLRUNPARAM: _, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C' };
}

function limitsOf(options: HerdOptions): ProcessLimits {
  return {
    time: options.timeLimit ?? 60,
    memory: options.memoryLimit ?? 4 * 2 ** 30,
    output: options.outputLimit ?? 64 * 2 ** 20,
  };
}

function limitWords(limit: 'time' | 'memory' | 'output', limits: ProcessLimits): string {
  switch (limit) {
    case 'time':
      return `herd7 was at it for more than ${limits.time} s`;
    case 'memory':
      return `herd7 took more than ${Math.round(limits.memory / 2 ** 20)} MiB of memory`;
    case 'output':
      return `herd7 printed more than ${Math.round(limits.output / 2 ** 20)} MiB`;
    default:
      return limit satisfies never;
  }
}

function unreadable(shownName: string, problem: string): HerdAnswer {
  const name = shownName.slice(shownName.lastIndexOf('/') + 1);
  return {
    judgement: { outcome: 'undecided', name, limit: 'failure', detail: problem },
    log: '',
    messages: [],
  };
}
