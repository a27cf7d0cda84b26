/**
 * Worker threads that judge batches. A worker that runs out of memory, or does not even answer to
 * its tests' own limit, is ended and replaced; the caller learns which test it was at.
 */

import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Piscina } from 'piscina';
import type { Answer, JudgeTask } from './judge-text.ts';
import { codeOf } from './problem.ts';

/** How a batch ended: all answered, or the first unanswered test is to blame. */
export type BatchEnd =
  | { readonly ended: 'done' }
  | { readonly ended: 'stopped' }
  | { readonly ended: 'stuck' }
  | { readonly ended: 'memory' }
  | { readonly ended: 'crashed'; readonly detail: string };

export interface PoolLimits {
  /** Beyond its own limit a test gets so long before its worker is ended. */
  readonly graceMs: number;
  /** Of one worker's heap. */
  readonly memoryMb: number;
}

const lookEveryMs = 250;

export class JudgePool {
  readonly #workerFile: URL;
  readonly #threads: number;
  readonly #limits: PoolLimits;
  #pool: Promise<Piscina> | undefined;

  constructor(workerFile: URL, threads: number, limits: PoolLimits = usualLimits(threads)) {
    this.#workerFile = workerFile;
    this.#threads = threads;
    this.#limits = limits;
  }

  /** Calls `onAnswer` for each task in order, as far as the worker gets. */
  async run(
    tasks: readonly JudgeTask[],
    onAnswer: (position: number, answer: Answer) => void,
    stop: AbortSignal,
  ): Promise<BatchEnd> {
    if (stop.aborted) return { ended: 'stopped' };
    this.#pool ??= startPool(this.#workerFile, this.#threads, this.#limits);
    const pool = await this.#pool;
    const { MessageChannel, receiveMessageOnPort } = await import('node:worker_threads');
    const { port1, port2 } = new MessageChannel();
    let answered = 0;
    let heard = performance.now();
    const receive = (answer: Answer) => {
      heard = performance.now();
      onAnswer(answered++, answer);
    };
    port1.on('message', receive);
    let isStuck = false;
    // One for both reasons: signals made by AbortSignal.any pile up at a signal that lives long.
    const ending = new AbortController();
    const end = () => ending.abort();
    stop.addEventListener('abort', end);
    const timer = setInterval(() => {
      const limit = tasks[answered]?.limitMs ?? 0;
      isStuck = performance.now() - heard > limit + this.#limits.graceMs;
      if (isStuck) end();
    }, lookEveryMs);
    const drain = () => {
      port1.off('message', receive);
      for (let got = receiveMessageOnPort(port1); got !== undefined; got = receiveMessageOnPort(port1)) {
        receive(got.message as Answer);
      }
    };
    try {
      await pool.run({ tasks, port: port2 }, { transferList: [port2], signal: ending.signal });
      drain();
      if (answered === tasks.length) return { ended: 'done' };
      return { ended: 'crashed', detail: `the worker answered ${answered} of ${tasks.length} tests` };
    } catch (error) {
      drain();
      if (stop.aborted) return { ended: 'stopped' };
      if (isStuck) return { ended: 'stuck' };
      if (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY') return { ended: 'memory' };
      return {
        ended: 'crashed',
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    } finally {
      clearInterval(timer);
      stop.removeEventListener('abort', end);
      port1.close();
    }
  }

  async close(): Promise<void> {
    const pool = await this.#pool;
    await pool?.destroy();
  }
}

/** The workers together may take 60 % of the machine's memory. */
function usualLimits(threads: number): PoolLimits {
  const share = ((totalmem() / 2 ** 20) * 0.6) / threads;
  return { graceMs: 5000, memoryMb: Math.floor(Math.min(8192, Math.max(256, share))) };
}

async function startPool(workerFile: URL, threads: number, limits: PoolLimits): Promise<Piscina> {
  const { Piscina } = await import('piscina');
  return new Piscina({
    filename: fileURLToPath(workerFile),
    name: 'judgeBatch',
    // A worker that waits for its next task without its event loop keeps the closed ports of all before.
    atomics: 'disabled',
    minThreads: threads,
    maxThreads: threads,
    // A small nursery: a worker that judges small tests would else hold tens of megabytes of waste.
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 12 },
  });
}
