/** What runs in a worker thread: a batch of tests, each answer sent as soon as it is known. */

import type { MessagePort } from 'node:worker_threads';
import { type JudgeTask, judgeText } from './judge-text.ts';

export interface Batch {
  readonly tasks: readonly JudgeTask[];
  /** Receives one `Answer` a task, in order. */
  readonly port: MessagePort;
}

export function judgeBatch(batch: Batch): void {
  for (const task of batch.tasks) batch.port.postMessage(judgeText(task));
  batch.port.close();
}
