/** Connects the engine to the worker that it runs in. */

import { answer } from './engine.ts';
import type { Request } from './messages.ts';

const scope = globalThis as unknown as {
  onmessage: (event: { readonly data: Request }) => void;
  postMessage: (message: unknown) => void;
};
scope.onmessage = ({ data }) => scope.postMessage(answer(data));
