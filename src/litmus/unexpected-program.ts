/** What to say about a token that fits nowhere in the program. */

import type { Span } from '../base/source.ts';
import { type Cursor, fail, here, spanHere } from './cursor.ts';

export function unexpectedInProgram(c: Cursor, expected: string): void {
  fail(c, spanHere(c), {
    code: 'litmus/syntax',
    message: `expected ${expected}, found ${here(c)}`,
  });
}

export function unexpectedInExpression(c: Cursor, _behind = ''): void {
  unexpectedInProgram(c, 'an expression');
}

export function unexpectedStatement(c: Cursor): void {
  unexpectedInProgram(c, 'a statement');
}

export function chainedComparison(c: Cursor): void {
  unexpectedInProgram(c, 'no second comparison');
}

export function loopCondition(c: Cursor, span: Span): void {
  fail(c, span, { code: 'litmus/syntax', message: 'the condition of `while` stands in parentheses' });
}

export function tooBig(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/big-number',
    message: `${c.text} does not fit 32 bits; values run from -2147483648 to 2147483647`,
  });
}

export function doubleStar(c: Cursor, _start: number): void {
  unexpectedInProgram(c, '`=`');
}

export function emptyBlock(c: Cursor): void {
  unexpectedInProgram(c, 'at least one statement');
}

export function missingSemicolon(c: Cursor): void {
  unexpectedInProgram(c, '`;`');
}
