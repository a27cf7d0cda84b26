/** The program part: threads `P0(TYPE *name, ...) { ... }`, numbered from 0. */

import type { Span } from '../base/source.ts';
import type { Thread, ThreadParameter } from './ast.ts';
import { scanC } from './c-lexer.ts';
import { type Complaints, error } from './complaints.ts';
import { accept, advance, type Cursor, cursor, fail, is, kindAhead, spanFrom, spanHere } from './cursor.ts';
import { parseStatements } from './parse-statement.ts';
import { parseType } from './parse-type.ts';
import {
  notAPointer,
  unexpectedInProgram,
  unexpectedOutside,
  unexpectedParameter,
} from './unexpected-program.ts';

/** Empty, with a complaint, when the part has a syntax error. */
export function parseThreads(to: Complaints, part: Span): Thread[] {
  const c = cursor(to, 'program', part, scanC);
  const threads: Thread[] = [];
  if (is(c, 'end')) {
    fail(c, spanHere(c), {
      code: 'litmus/no-threads',
      message: 'the test has no thread: P0(...) { ... } is missing',
    });
  }
  while (!is(c, 'end')) threads.push(parseThread(c));
  if (c.failed) return [];
  checkNumbers(to, threads);
  checkParameters(to, threads);
  return threads;
}

export interface ThreadHeader {
  readonly id: number;
  readonly parameters: readonly ThreadParameter[];
  readonly nameSpan: Span;
}

function parseThread(c: Cursor): Thread {
  const { start } = c;
  const header = parseThreadHeader(c);
  if (!is(c, '{')) unexpectedInProgram(c, '`{`, the body of the thread');
  const bodyStart = c.stop;
  advance(c);
  const body = parseStatements(c, 0);
  if (!is(c, '}')) unexpectedInProgram(c, '`}`');
  const bodySpan = { start: bodyStart, end: Math.max(bodyStart, c.start) };
  advance(c);
  return { id: header.id, parameters: header.parameters, bodySpan, body, span: spanFrom(c, start) };
}

/** `[void [*]] P0(...)` up to the brace. */
export function parseThreadHeader(c: Cursor): ThreadHeader {
  if (is(c, 'type') && c.text === 'void') {
    advance(c);
    accept(c, '*');
  }
  const nameSpan = spanHere(c);
  if (!is(c, 'thread')) unexpectedOutside(c);
  const id = Number(c.text.slice(1));
  advance(c);
  if (!is(c, '(')) unexpectedInProgram(c, '`(`');
  advance(c);
  const parameters: ThreadParameter[] = [];
  while (!is(c, ')') && !is(c, 'end')) {
    if (parameters.length === 0 && is(c, 'type') && c.text === 'void' && kindAhead(c) === ')')
      voidParameters(c);
    parameters.push(parseParameter(c));
    if (!is(c, ')')) {
      if (!is(c, ',')) unexpectedInProgram(c, '`,` or `)`');
      advance(c);
    }
  }
  if (!is(c, ')')) unexpectedInProgram(c, '`)`');
  advance(c);
  return { id, parameters, nameSpan };
}

function voidParameters(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/syntax',
    message: 'an empty list of parameters is written `()`, without void',
  });
}

function parseParameter(c: Cursor): ThreadParameter {
  const { start } = c;
  if (!is(c, 'type')) unexpectedParameter(c);
  const type = parseType(c);
  if (!type.endsWith('*')) notAPointer(c);
  const name = c.text;
  if (!is(c, 'name')) unexpectedInProgram(c, 'the name of a location');
  advance(c);
  return { name, type, span: spanFrom(c, start) };
}

function checkNumbers(to: Complaints, threads: readonly Thread[]): void {
  const wrong = threads.findIndex((t, at) => t.id !== at);
  const thread = threads[wrong];
  if (thread === undefined) return;
  const name = /P[0-9]+/g;
  name.lastIndex = thread.span.start;
  const length = name.exec(to.source.text)?.[0].length ?? 1;
  error(
    to,
    { start: name.lastIndex - length, end: name.lastIndex },
    {
      code: 'litmus/thread-number',
      message: `threads are numbered P0, P1, ... in order, so this one must be P${wrong}, not P${thread.id}`,
    },
  );
}

function checkParameters(to: Complaints, threads: readonly Thread[]): void {
  for (const thread of threads) {
    const seen = new Set<string>();
    for (const p of thread.parameters) {
      if (seen.has(p.name)) {
        error(to, p.span, {
          code: 'litmus/parameter-twice',
          message: `P${thread.id} has two parameters named ${p.name}`,
        });
      }
      seen.add(p.name);
    }
  }
}
