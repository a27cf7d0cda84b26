/** Places and values in the initial state and the condition: `0:r0`, `x`, `[x]`, `x[1]`, `-3`. */

import type { Location, Place, Register, Value } from './ast.ts';
import { advance, type Cursor, fail, is, spanFrom, spanHere } from './cursor.ts';
import { literal } from './number.ts';
import { unexpectedInState } from './unexpected-state.ts';

/** What stands before a colon: `0` or `P0`; the number is what counts. */
function threadNumber(c: Cursor): number {
  const value = Number(is(c, 'thread') ? c.text.slice(1) : c.text);
  if (!Number.isSafeInteger(value)) {
    fail(c, spanHere(c), { code: 'litmus/big-number', message: `there is no thread ${c.text}` });
    return 0;
  }
  return value;
}

export function startsRegister(c: Cursor): boolean {
  return is(c, 'number') || is(c, 'thread');
}

/** `0:r0`, the cursor standing at the thread's number. */
export function register(c: Cursor): Register {
  const { start } = c;
  const thread = threadNumber(c);
  advance(c);
  expectState(c, ':', 'a `:` and a register');
  const name = is(c, 'percent') ? c.text.slice(1) : c.text;
  if (!is(c, 'name') && !is(c, 'dollar') && !is(c, 'percent')) {
    unexpectedInState(c, 'a register name');
  }
  advance(c);
  return { kind: 'register', thread, name, span: spanFrom(c, start) };
}

/** `x`, without an element; a tag as in `x:green` (known to herd7 for MTE) stays in the name. */
export function locationName(c: Cursor): string {
  let name = c.text;
  if (!is(c, 'name')) unexpectedInState(c, 'the name of a location');
  advance(c);
  if (is(c, ':')) {
    advance(c);
    name = `${name}:${c.text}`;
    if (!is(c, 'name')) unexpectedInState(c, 'a name');
    advance(c);
  }
  return name;
}

/** `[x]`, the cursor standing at the bracket. */
export function bracketed(c: Cursor): Location {
  const { start } = c;
  advance(c);
  const name = locationName(c);
  expectState(c, ']', 'a `]`');
  return { kind: 'location', name, span: spanFrom(c, start) };
}

/** `0:r0`, `x` or `x[1]`. */
export function placeWithElement(c: Cursor): Place {
  if (startsRegister(c)) return register(c);
  const { start } = c;
  const name = locationName(c);
  const element = is(c, '[') ? elementNumber(c) : undefined;
  return { kind: 'location', name, ...(element === undefined ? {} : { element }), span: spanFrom(c, start) };
}

/** `[1]` behind a name. */
export function elementNumber(c: Cursor): number {
  advance(c);
  const value = number(c);
  expectState(c, ']', 'a `]`');
  return value;
}

export function number(c: Cursor): number {
  if (!is(c, 'number')) {
    unexpectedInState(c, 'a number');
    return 0;
  }
  const value = literal(c.text);
  if (value === undefined) {
    fail(c, spanHere(c), {
      code: 'litmus/big-number',
      message: `${c.text} does not fit 32 bits; values run from -2147483648 to 2147483647`,
    });
    return 0;
  }
  advance(c);
  return value;
}

/** A number, or the address of a location or of `n` bytes behind it (`x[n]`). */
export function scalar(c: Cursor): Exclude<Value, { kind: 'array' }> {
  if (!is(c, 'name')) {
    if (!is(c, 'number')) unexpectedInState(c, 'a number or the name of a location');
    return { kind: 'integer', value: number(c) };
  }
  const name = locationName(c);
  if (!is(c, '[')) return { kind: 'address', name };
  const element = elementNumber(c);
  return { kind: 'address', name, ...(element === 0 ? {} : { element }) };
}

export function expectState(c: Cursor, kind: string, what: string): void {
  if (c.kind !== kind) unexpectedInState(c, what);
  advance(c);
}
