/** Locks and SRCU structures that a thread is to use and has no parameter for yet. */

import type { Edit } from '../base/edits.ts';
import type { LitmusTest } from '../litmus/ast.ts';

/**
 * What gives a thread the parameter: nothing when it has it, undefined when it uses the name for
 * something else. The same thread and name give the same edit, which changes the text once however
 * many options hold it.
 */
export type ParameterMaker = (thread: number, type: string, name: string) => readonly Edit[] | undefined;

export function parameterMaker(test: LitmusTest): ParameterMaker {
  const made = new Map<string, readonly Edit[] | undefined>();
  return (thread, type, name) => {
    const key = `${thread} ${name}`;
    if (!made.has(key)) made.set(key, parameterFor(test, thread, type, name));
    return made.get(key);
  };
}

function parameterFor(test: LitmusTest, thread: number, type: string, name: string): Edit[] | undefined {
  const t = test.threads[thread];
  if (t === undefined) return undefined;
  if (t.parameters.some((p) => p.name === name)) return [];
  const { text } = test.source;
  if (new RegExp(`\\b${name}\\b`).test(text.slice(t.bodySpan.start, t.bodySpan.end))) return undefined;
  const last = t.parameters.at(-1);
  const open = text.indexOf('(', t.span.start);
  if (last === undefined && (open === -1 || open >= t.bodySpan.start)) return undefined;
  const at = last?.span.end ?? open + 1;
  return [{ span: { start: at, end: at }, text: `${last === undefined ? '' : ', '}${type} *${name}` }];
}
