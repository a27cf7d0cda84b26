/**
 * Judges many tests: a few in this thread, more in a pool. A test that takes more than a moment is
 * taken out and judged alone with its full limit, so that it holds up no batch, and this thread can
 * always be interrupted. It comes before the batches that wait: answers are written in the order of
 * the tests, and those behind it have to be kept until then.
 */

import type { Source } from '../base/source.ts';
import { fallbackName } from './fallback-name.ts';
import { type Answer, type JudgeTask, judgeText } from './judge-text.ts';
import type { Mode } from './modes.ts';
import type { BatchEnd, JudgePool } from './pool.ts';
import type { Slots } from './slots.ts';

export interface JudgeAllOptions {
  /** A test's limit, in milliseconds. */
  readonly limitMs: number;
  /** `states` when absent. */
  readonly mode?: Mode;
  readonly slots: Slots;
  /** Starts the pool when it is first needed; undefined: there is none, use this thread. */
  readonly pool: (() => JudgePool) | undefined;
  readonly stop: AbortSignal;
  readonly onAnswer: (index: number, answer: Answer) => void;
}

/** Tests by number, from 0. */
export interface Texts {
  readonly count: number;
  /** Asked when the test's turn has come; undefined: it cannot be read, which the owner tells. */
  readonly sourceOf: (index: number) => Source | undefined;
}

export function textsOf(sources: readonly Source[]): Texts {
  return { count: sources.length, sourceOf: (index) => sources[index] };
}

/** A text that has been read. */
export interface Test {
  readonly index: number;
  readonly source: Source;
}

/** Those from `start` to before `end` that can be read, each when it is asked for. */
export function* readingOf({ count, sourceOf }: Texts, start = 0, end = count): Generator<Test, undefined> {
  for (let index = start; index < Math.min(end, count); index++) {
    const source = sourceOf(index);
    if (source !== undefined) yield { index, source };
  }
}

/** Below so many tests, starting a worker (65 ms) costs more than it saves. */
const fewTests = 8;

/** Large ones cost less, small ones at the end leave no worker without work. */
const batchSizes = { least: 4, most: 32 };

/** A test of more characters is a batch of its own. */
const longText = 20_000;

/** What a test gets at first; of 575 public tests all but a handful need less. */
const momentMs = 250;

export async function judgeAll(texts: Texts, options: JudgeAllOptions): Promise<void> {
  const { pool } = options;
  if (pool === undefined) return judgeHere(texts, options.limitMs, options);
  const alone = (test: Test) => options.slots.run(() => judgeBatch([test], pool(), options), 'slow test');
  if (texts.count > fewTests) return inPool(texts, pool(), options, alone);
  const slow: Test[] = [];
  await judgeHere(texts, momentMs, options, slow);
  await Promise.all(slow.map(alone));
}

/** With `slow`, tests that reach the limit go there instead of being answered. */
async function judgeHere(
  texts: Texts,
  limitMs: number,
  options: JudgeAllOptions,
  slow?: Test[],
): Promise<void> {
  const limit = Math.min(limitMs, options.limitMs);
  for (const test of readingOf(texts)) {
    if (options.stop.aborted) return;
    const answer = judgeText({ source: test.source, limitMs: limit, mode: options.mode ?? 'states' });
    if (slow !== undefined && ranOut(answer) && limit < options.limitMs) slow.push(test);
    else options.onAnswer(test.index, answer);
    // Lets the interrupt key and herd7's answers through.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Batch after batch, each read when a worker is free for it, so that memory holds few of them. */
async function inPool(
  texts: Texts,
  pool: JudgePool,
  options: JudgeAllOptions,
  alone: (test: Test) => Promise<void>,
): Promise<void> {
  const batches = batchesOf(texts, options.slots.count);
  const slow: Promise<void>[] = [];
  const onSlow = (test: Test) => void slow.push(alone(test));
  const lane = async () => {
    let more = true;
    while (more && !options.stop.aborted) {
      await options.slots.run(async () => {
        const { value: batch } = batches.next();
        if (batch === undefined) more = false;
        else await judgeBatch(batch, pool, options, onSlow);
      }, 'batch');
    }
  };
  await Promise.all(Array.from({ length: options.slots.count }, lane));
  await Promise.all(slow);
}

/**
 * In one worker, as long as it lives. With `onSlow`, tests get a moment each, and those that need more
 * are handed over instead of being answered.
 */
async function judgeBatch(
  batch: readonly Test[],
  pool: JudgePool,
  options: JudgeAllOptions,
  onSlow?: (test: Test) => void,
): Promise<void> {
  const limitMs = onSlow === undefined ? options.limitMs : Math.min(momentMs, options.limitMs);
  const mayGoOn = limitMs < options.limitMs;
  let rest = batch;
  while (rest.length > 0 && !options.stop.aborted) {
    const current = rest;
    let answered = 0;
    const tasks = current.map(
      ({ source }): JudgeTask => ({ source, limitMs, mode: options.mode ?? 'states' }),
    );
    const receive = (position: number, answer: Answer) => {
      answered = position + 1;
      const test = current[position];
      if (test === undefined) return;
      if (onSlow !== undefined && mayGoOn && ranOut(answer)) onSlow(test);
      else options.onAnswer(test.index, answer);
    };
    const end = await pool.run(tasks, receive, options.stop);
    if (end.ended === 'stopped') return;
    const culprit = end.ended === 'done' ? undefined : current[answered];
    // Once more alone before it is blamed: its batch may have used the memory.
    if (culprit !== undefined && onSlow !== undefined) onSlow(culprit);
    else if (culprit !== undefined) {
      options.onAnswer(culprit.index, failure(culprit, end, options.limitMs));
    }
    rest = culprit === undefined ? [] : current.slice(answered + 1);
  }
}

function ranOut(answer: Answer): boolean {
  return answer.answer.outcome === 'undecided' && answer.answer.limit === 'time';
}

function failure(test: Test, end: BatchEnd, limitMs: number): Answer {
  const name = fallbackName(test.source);
  const undecided = (limit: 'time' | 'memory', detail: string): Answer => ({
    answer: { outcome: 'undecided', name, limit, detail },
    diagnostics: [],
    seconds: limitMs / 1000,
  });
  switch (end.ended) {
    case 'stuck':
      return undecided('time', 'the judge did not stop at its limit and was ended');
    case 'memory':
      return { ...undecided('memory', 'the judge ran out of memory and was ended'), seconds: 0 };
    case 'crashed':
      return { answer: { outcome: 'crashed', name, detail: end.detail }, diagnostics: [], seconds: 0 };
    case 'done':
    case 'stopped':
      throw new Error(`a batch that ended as ${end.ended} has no culprit`);
    default:
      return end satisfies never;
  }
}

function* batchesOf(texts: Texts, workers: number): Generator<readonly Test[], undefined> {
  let current: Test[] = [];
  for (const test of readingOf(texts)) {
    if (test.source.text.length > longText) {
      yield [test];
      continue;
    }
    current.push(test);
    const share = (texts.count - test.index) / (4 * workers);
    if (current.length >= Math.min(batchSizes.most, Math.max(batchSizes.least, share))) {
      yield current;
      current = [];
    }
  }
  if (current.length > 0) yield current;
}
