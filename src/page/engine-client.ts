/** The engine in its worker: one request at a time, which can be given up. */

/// <reference lib="dom" />

import type { Request, Response } from './messages.ts';

export type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'number'> : never) : never;

export interface Engine {
  /** `then` gets the answer, unless another request or `stop` comes before it. */
  readonly ask: (request: Asked, then: (response: Response) => void) => void;
  /** Ends what is under way; the worker begins anew. */
  readonly stop: () => void;
}

/** One worker for each kind of request, so that a long test does not keep a choice waiting. */
export function engineFrom(code: string): (kind: Asked['kind']) => Engine {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const engines = new Map<string, Engine>();
  return (kind) => {
    const known = engines.get(kind) ?? engineAt(url);
    engines.set(kind, known);
    return known;
  };
}

function engineAt(url: string): Engine {
  let worker: Worker | undefined;
  let number = 0;
  let waiting: ((response: Response) => void) | undefined;
  const stop = () => {
    worker?.terminate();
    worker = undefined;
    waiting = undefined;
  };
  return {
    stop,
    ask: (request, then) => {
      // What is still under way has been overtaken.
      if (waiting !== undefined) stop();
      if (worker === undefined) {
        worker = new Worker(url);
        worker.onmessage = ({ data }: MessageEvent<Response>) => {
          if (data.number !== number) return;
          const answered = waiting;
          waiting = undefined;
          answered?.(data);
        };
        worker.onerror = () => {
          const answered = waiting;
          stop();
          answered?.({ kind: 'refused', number, message: 'the engine could not be started' });
        };
      }
      number++;
      waiting = then;
      worker.postMessage({ ...request, number });
    },
  };
}
