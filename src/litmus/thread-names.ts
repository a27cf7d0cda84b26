/** What explanations call the threads of a test. */

import { textOf } from '../base/source.ts';
import type { LitmusTest } from './ast.ts';

/**
 * By number: the function that stands in a comment behind the thread's header, as in
 * `P0(int *x) // gup`, of 40 characters at most; `P0` where there is none, or where another thread has
 * the same.
 */
export function threadNames(test: LitmusTest): readonly string[] {
  const named = test.threads.map((t) => {
    const header = textOf(test.source, { start: t.span.start, end: t.bodySpan.start });
    const comment = /(?:\/\/|\/\*)\s*([A-Za-z_]\w{0,39})(?:\(\))?\s*(?:\*\/)?\s*\{?\s*$/.exec(header)?.[1];
    return comment === undefined || /^P\d+$/.test(comment) ? undefined : comment;
  });
  return named.map((name, thread) =>
    name === undefined || named.indexOf(name) !== named.lastIndexOf(name) ? `P${thread}` : name,
  );
}

export function threadName(test: LitmusTest, thread: number): string {
  return threadNames(test)[thread] ?? `P${thread}`;
}
