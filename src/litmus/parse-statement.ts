/** Statements of a thread. */

import type { Expr, Statement } from './ast.ts';
import { checkCall, withoutCasts } from './call.ts';
import { accept, advance, type Cursor, is, kindAhead, spanFrom, spanHere } from './cursor.ts';
import { nestingLimit, tooDeep } from './nesting.ts';
import {
  continueExpression,
  parseArguments,
  parseExpression,
  parseLoopCondition,
  parseOperand,
} from './parse-expression.ts';
import { parseRawCall, rawOperation } from './parse-raw.ts';
import { parseType } from './parse-type.ts';
import {
  doubleStar,
  emptyBlock,
  failForeignStatement,
  listOfDeclarations,
  missingSemicolon,
  unexpectedDeclared,
  unexpectedInProgram,
  unexpectedStatement,
} from './unexpected-program.ts';

/** At least one statement up to `}`, which is left for the caller. */
export function parseStatements(c: Cursor, depth: number): Statement[] {
  const body: Statement[] = [];
  if (is(c, '}')) emptyBlock(c, depth);
  while (!is(c, '}') && !is(c, 'end')) body.push(parseStatement(c, depth, true));
  return body;
}

/** `declarations`: whether a bare `int r0;` may stand here (in a block, but not behind an `if`). */
function parseStatement(c: Cursor, depth: number, declarations: boolean): Statement {
  const { start } = c;
  if (depth > nestingLimit) tooDeep(c);
  switch (c.kind) {
    case 'type':
      return declaration(c, start, declarations);
    case 'name':
      return beginningWithName(c, start);
    case '*':
      return beginningWithStar(c, start);
    case '(':
    case 'number':
      return expressionStatement(c, start);
    case '{':
      return block(c, start, depth);
    case 'raw': {
      const operation = rawOperation(c, 'statement');
      if (operation === undefined) return expressionStatement(c, start);
      const nameSpan = spanHere(c);
      const call = parseRawCall(c, operation, () => parseExpression(c));
      semicolon(c);
      return { kind: 'call', ...call, nameSpan, span: spanFrom(c, start) };
    }
    case 'keyword':
      if (c.text === 'if') return ifStatement(c, start, depth);
      if (c.text === 'while') return whileStatement(c, start, depth);
      break;
    default:
  }
  unexpectedStatement(c);
  return { kind: 'block', body: [], span: spanHere(c) };
}

function declaration(c: Cursor, start: number, bareAllowed: boolean): Statement {
  const type = parseType(c);
  const name = c.text;
  const nameSpan = spanHere(c);
  if (!is(c, 'name')) unexpectedDeclared(c);
  advance(c);
  if (is(c, ',')) listOfDeclarations(c);
  if (accept(c, '=')) {
    const value = parseExpression(c);
    semicolon(c);
    return { kind: 'assign', name, nameSpan, value, span: spanFrom(c, start) };
  }
  if (!bareAllowed && is(c, ';')) {
    unexpectedInProgram(c, '`=`: a lone declaration cannot be a branch');
  }
  if (!is(c, ';')) unexpectedInProgram(c, '`;` or `=`');
  advance(c);
  return { kind: 'declare', type, name, span: spanFrom(c, start) };
}

function beginningWithName(c: Cursor, start: number): Statement {
  if (failForeignStatement(c)) return { kind: 'block', body: [], span: spanHere(c) };
  const name = c.text;
  const nameSpan = spanHere(c);
  advance(c);
  if (is(c, '(')) {
    const args = parseArguments(c);
    const callSpan = spanFrom(c, start);
    semicolon(c);
    const primitive = checkCall(c, 'statement', name, nameSpan, args, callSpan);
    const span = spanFrom(c, start);
    if (primitive === undefined) return { kind: 'block', body: [], span };
    return { kind: 'call', primitive, args: args.map(withoutCasts), nameSpan, span };
  }
  if (accept(c, '=')) {
    const value = parseExpression(c);
    semicolon(c);
    return { kind: 'assign', name, nameSpan, value, span: spanFrom(c, start) };
  }
  const value = continueExpression(c, { kind: 'register', name, span: nameSpan });
  semicolon(c);
  return { kind: 'expression', value, void: false, span: spanFrom(c, start) };
}

/** A plain store (`*x = 1;`, `**p = 1;`), or an expression whose first operand is a plain load. */
function beginningWithStar(c: Cursor, start: number): Statement {
  const outer: number[] = [];
  while (kindAhead(c) === '*') {
    if (outer.length > nestingLimit) tooDeep(c);
    outer.push(c.start);
    advance(c);
  }
  const first = parseOperand(c);
  if (outer.length === 0 && (!is(c, '=') || isCastOfName(c, first))) {
    const value = continueExpression(c, first);
    semicolon(c);
    return { kind: 'expression', value, void: false, span: spanFrom(c, start) };
  }
  if (!is(c, '=')) doubleStar(c, start);
  let place = first;
  for (const at of outer.reverse()) place = { kind: 'load', address: place, span: spanFrom(c, at) };
  advance(c);
  const value = parseExpression(c);
  semicolon(c);
  const address = place.kind === 'load' ? place.address : place;
  return { kind: 'store', address, value, span: spanFrom(c, start) };
}

/** `*(TYPE) name`, which is an expression only, as opposed to `*((TYPE) name)`. */
function isCastOfName(c: Cursor, first: Expr): boolean {
  if (first.kind !== 'load' || first.address.kind !== 'cast') return first.kind !== 'load';
  return c.source.text[first.address.span.end - 1] !== ')';
}

/** `e;` and `(void)e;` */
function expressionStatement(c: Cursor, start: number): Statement {
  const isVoid = is(c, '(') && startsVoid(c);
  if (isVoid) {
    advance(c);
    advance(c);
    advance(c);
  }
  const value = parseExpression(c);
  semicolon(c);
  return { kind: 'expression', value, void: isVoid, span: spanFrom(c, start) };
}

const voidCast = /\((?:[ \t\r\n]*)void[ \t\r\n]*\)/y;

function startsVoid(c: Cursor): boolean {
  voidCast.lastIndex = c.start;
  return voidCast.test(c.source.text);
}

function block(c: Cursor, start: number, depth: number): Statement {
  advance(c);
  const body = parseStatements(c, depth + 1);
  if (!is(c, '}')) unexpectedInProgram(c, '`}`');
  advance(c);
  return { kind: 'block', body, span: spanFrom(c, start) };
}

function ifStatement(c: Cursor, start: number, depth: number): Statement {
  advance(c);
  if (!is(c, '(')) unexpectedInProgram(c, 'the condition of `if` in parentheses');
  advance(c);
  const condition = parseExpression(c);
  if (!is(c, ')')) unexpectedInProgram(c, '`)`');
  advance(c);
  const then = parseStatement(c, depth + 1, false);
  if (!is(c, 'keyword') || c.text !== 'else') {
    return { kind: 'if', condition, then, span: spanFrom(c, start) };
  }
  advance(c);
  const otherwise = parseStatement(c, depth + 1, false);
  return { kind: 'if', condition, then, else: otherwise, span: spanFrom(c, start) };
}

/** The condition is a number, a name, `*name`, or anything in parentheses. */
function whileStatement(c: Cursor, start: number, depth: number): Statement {
  advance(c);
  const condition = parseLoopCondition(c);
  const body = parseStatement(c, depth + 1, false);
  return { kind: 'while', condition, body, span: spanFrom(c, start) };
}

function semicolon(c: Cursor): void {
  if (!is(c, ';')) missingSemicolon(c);
  advance(c);
}
