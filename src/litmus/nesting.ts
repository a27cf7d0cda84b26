/**
 * How deep a test may nest. Recursive descent here, and every recursion over the tree elsewhere,
 * stays far inside the smallest stack that Node or a browser gives.
 */

import { type Cursor, fail, spanHere } from './cursor.ts';

/** Levels of parentheses, blocks, `if`s, negations and implications. */
export const nestingLimit = 500;

/** Operators, calls and operands in one expression; bounds the depth of a chain `1 + 1 + ...`. */
export const expressionLimit = 2000;

export function tooDeep(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/too-deep',
    message: `nested more than ${nestingLimit} levels deep`,
  });
}

export function tooLong(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/too-long',
    message: `an expression of more than ${expressionLimit} terms`,
  });
}
