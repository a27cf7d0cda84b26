/** The engine in its worker: one request at a time, which can be given up. */

/// <reference lib="dom" />

import type { Response as Answer, Request } from './messages.ts';

export type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'number'> : never) : never;

export interface Engine {
  /** `then` gets the answer, unless another request or `stop` comes before it. */
  readonly ask: (request: Asked, then: (answer: Answer) => void) => void;
  /** Ends what is under way; the worker begins anew. */
  readonly stop: () => void;
}

/**
 * One worker for each kind of request, so that a long test does not keep a choice waiting. `packed` is
 * the engine's code as the page carries it: deflated, in base64.
 */
export function engineFrom(packed: string): (kind: Asked['kind']) => Engine {
  const url = unpacked(packed).then((code) =>
    URL.createObjectURL(new Blob([code], { type: 'text/javascript' })),
  );
  const engines = new Map<string, Engine>();
  return (kind) => {
    const known = engines.get(kind) ?? engineAt(url);
    engines.set(kind, known);
    return known;
  };
}

async function unpacked(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

/** A request that has been overtaken gets so long to end before its worker is ended. */
const patienceMs = 400;

interface Pending {
  readonly request: Asked;
  readonly then: (answer: Answer) => void;
}

function engineAt(url: Promise<string>): Engine {
  let worker: Worker | undefined;
  let number = 0;
  let current: Pending | undefined;
  let next: Pending | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(patience);
    worker?.terminate();
    [worker, current, next, patience] = [undefined, undefined, undefined, undefined];
  };
  const answered = (answer: Answer) => {
    clearTimeout(patience);
    patience = undefined;
    const [done, following] = [current, next];
    [current, next] = [undefined, undefined];
    if (following === undefined) done?.then(answer);
    else send(following);
  };
  const failed = () => {
    worker?.terminate();
    worker = undefined;
    answered({ kind: 'refused', number, message: 'the engine could not be started' });
  };
  const started = (at: string): Worker => {
    const made = new Worker(at);
    made.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.number === number) answered(data);
    };
    made.onerror = failed;
    return made;
  };
  const send = (pending: Pending) => {
    const own = ++number;
    current = pending;
    url.then((at) => {
      if (own !== number || current !== pending) return;
      worker ??= started(at);
      worker.postMessage({ ...pending.request, number: own });
    }, failed);
  };
  return {
    stop,
    ask: (request, then) => {
      if (current === undefined) return send({ request, then });
      next = { request, then };
      patience ??= setTimeout(() => {
        const waiting = next;
        stop();
        if (waiting !== undefined) send(waiting);
      }, patienceMs);
    },
  };
}
