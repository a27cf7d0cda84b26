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

export interface Text {
  readonly index: number;
  readonly source: Source;
}

/** Below so many tests, starting a worker (65 ms) costs more than it saves. */
const fewTests = 8;

const batchSize = 16;

/** A test of more characters is a batch of its own. */
const longText = 20_000;

/** What a test gets at first; of 575 public tests all but a handful need less. */
const momentMs = 250;

export async function judgeAll(tests: readonly Text[], options: JudgeAllOptions): Promise<void> {
  const { pool } = options;
  if (pool === undefined) return judgeHere(tests, options.limitMs, options);
  const alone = (test: Text) => inPool([[test]], options.limitMs, pool(), options);
  if (tests.length > fewTests) return inPool(batchesOf(tests), momentMs, pool(), options, alone);
  const slow: Text[] = [];
  await judgeHere(tests, momentMs, options, slow);
  await Promise.all(slow.map(alone));
}

/** With `slow`, tests that reach the limit go there instead of being answered. */
async function judgeHere(
  tests: readonly Text[],
  limitMs: number,
  options: JudgeAllOptions,
  slow?: Text[],
): Promise<void> {
  const limit = Math.min(limitMs, options.limitMs);
  for (const test of tests) {
    if (options.stop.aborted) return;
    const answer = judgeText({ source: test.source, limitMs: limit, mode: options.mode ?? 'states' });
    if (slow !== undefined && ranOut(answer) && limit < options.limitMs) slow.push(test);
    else options.onAnswer(test.index, answer);
    // Lets the interrupt key and herd7's answers through.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** With `alone`, tests that reach the limit are handed to it instead of being answered. */
async function inPool(
  batches: readonly (readonly Text[])[],
  limitMs: number,
  pool: JudgePool,
  options: JudgeAllOptions,
  alone?: (test: Text) => Promise<void>,
): Promise<void> {
  const limit = Math.min(limitMs, options.limitMs);
  const mayGoOn = limit < options.limitMs ? alone : undefined;
  await Promise.all(
    batches.map(async (batch) => {
      const goingOn: Promise<void>[] = [];
      let rest = batch;
      while (rest.length > 0 && !options.stop.aborted) {
        const current = rest;
        let answered = 0;
        const tasks = current.map(
          ({ source }): JudgeTask => ({ source, limitMs: limit, mode: options.mode ?? 'states' }),
        );
        const receive = (position: number, answer: Answer) => {
          answered = position + 1;
          const test = current[position];
          if (test === undefined) return;
          if (mayGoOn !== undefined && ranOut(answer)) goingOn.push(mayGoOn(test));
          else options.onAnswer(test.index, answer);
        };
        const urgent = alone === undefined;
        const end = await options.slots.run(() => pool.run(tasks, receive, options.stop), urgent);
        if (end.ended === 'stopped') break;
        const culprit = end.ended === 'done' ? undefined : current[answered];
        if (culprit !== undefined) {
          // Once more alone before it is blamed: its batch may have used the memory.
          if (alone !== undefined) goingOn.push(alone(culprit));
          else options.onAnswer(culprit.index, failure(culprit, end, options.limitMs));
        }
        rest = culprit === undefined ? [] : current.slice(answered + 1);
      }
      await Promise.all(goingOn);
    }),
  );
}

function ranOut(answer: Answer): boolean {
  return answer.answer.outcome === 'undecided' && answer.answer.limit === 'time';
}

function failure(test: Text, end: BatchEnd, limitMs: number): Answer {
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

function batchesOf(tests: readonly Text[]): Text[][] {
  const batches: Text[][] = [];
  let current: Text[] = [];
  for (const test of tests) {
    if (test.source.text.length > longText) {
      batches.push([test]);
      continue;
    }
    current.push(test);
    if (current.length === batchSize) {
      batches.push(current);
      current = [];
    }
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
