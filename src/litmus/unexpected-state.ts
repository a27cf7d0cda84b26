/** What to say about a token that fits nowhere in the initial state or the condition. */

import { type Cursor, fail, here, spanHere } from './cursor.ts';

export function unexpectedInState(c: Cursor, expected: string): void {
  fail(c, spanHere(c), {
    code: 'litmus/syntax',
    message: `expected ${expected}, found ${here(c)}`,
  });
}

export function unexpectedInCondition(c: Cursor, expected: string): void {
  unexpectedInState(c, expected);
}
