/** Expressions of a thread. */

import type { Span } from '../base/source.ts';
import type { BinaryOp, Expr } from './ast.ts';
import { checkedCall } from './call.ts';
import { accept, advance, type Cursor, is, spanFrom, spanHere } from './cursor.ts';
import { expressionLimit, nestingLimit, tooDeep, tooLong } from './nesting.ts';
import { literal } from './number.ts';
import { parseRawCall, rawOperation } from './parse-raw.ts';
import { parseType } from './parse-type.ts';
import {
  chainedComparison,
  loopCondition,
  tooBig,
  unexpectedInExpression,
  unexpectedInProgram,
} from './unexpected-program.ts';

/** How deep the expression at hand stands in others, and how many terms it has had. */
interface Extent {
  depth: number;
  terms: number;
}

const strength: Readonly<Record<string, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '==': 4,
  '!=': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};
const comparison = 4;

const binaryOps: ReadonlySet<string> = new Set(Object.keys(strength));
function isBinaryOp(kind: string): kind is BinaryOp {
  return binaryOps.has(kind);
}

export function parseExpression(c: Cursor): Expr {
  return binary(c, 1, { depth: 0, terms: 0 });
}

/** The rest of an expression whose first operand was read already. */
export function continueExpression(c: Cursor, first: Expr): Expr {
  return operators(c, first, 1, { depth: 0, terms: 0 });
}

/** One operand: what stands between operators. */
export function parseOperand(c: Cursor): Expr {
  return unary(c, { depth: 0, terms: 0 });
}

/** Behind `while`: an operand, which must be in parentheses when it is a call or a cast. */
export function parseLoopCondition(c: Cursor): Expr {
  const enclosed = is(c, '(');
  const condition = parseOperand(c);
  if (
    (condition.kind === 'call' && !enclosed) ||
    (condition.kind === 'cast' && c.source.text[condition.span.end - 1] !== ')')
  ) {
    loopCondition(c, condition.span);
  }
  return condition;
}

function binary(c: Cursor, weakest: number, extent: Extent): Expr {
  return operators(c, unary(c, extent), weakest, extent);
}

/** Left-associative, but for comparisons, which do not associate at all. */
function operators(c: Cursor, first: Expr, weakest: number, extent: Extent): Expr {
  let left = first;
  let ceiling = 7;
  while (isBinaryOp(c.kind)) {
    const op = c.kind;
    const level = strength[op] ?? 0;
    if (level < weakest) break;
    if (level >= ceiling) chainedComparison(c);
    const at = spanHere(c);
    advance(c);
    const right = binary(c, level + 1, extent);
    left = binaryNode(op, left, right, at);
    if (level === comparison) ceiling = comparison;
    else ceiling = 7;
  }
  return left;
}

function binaryNode(op: BinaryOp, left: Expr, right: Expr, at: Span): Expr {
  return {
    kind: 'binary',
    op,
    left,
    right,
    span: { start: left.span.start, end: Math.max(at.end, right.span.end) },
  };
}

function unary(c: Cursor, extent: Extent): Expr {
  const { start } = c;
  if (++extent.terms > expressionLimit) tooLong(c);
  switch (c.kind) {
    case 'number':
      return integer(c);
    case 'name': {
      const nameSpan = spanHere(c);
      const name = c.text;
      advance(c);
      if (!is(c, '(')) return { kind: 'register', name, span: nameSpan };
      const args = parseArguments(c, extent);
      return checkedCall(c, 'expression', name, nameSpan, args, spanFrom(c, start));
    }
    case '*':
      advance(c);
      return load(c, start, extent);
    case '(':
      return parenthesised(c, start, extent);
    case 'raw': {
      const operation = rawOperation(c, 'expression');
      if (operation === undefined) break;
      const nameSpan = spanHere(c);
      if (++extent.depth > nestingLimit) tooDeep(c);
      const call = parseRawCall(c, operation, () => binary(c, 1, extent));
      extent.depth--;
      return { kind: 'call', ...call, nameSpan, span: spanFrom(c, start) };
    }
    default:
      break;
  }
  unexpectedInExpression(c);
  return { kind: 'integer', value: 0, span: spanHere(c) };
}

function integer(c: Cursor): Expr {
  const span = spanHere(c);
  const value = literal(c.text);
  if (value === undefined) tooBig(c);
  advance(c);
  return { kind: 'integer', value: value ?? 0, span };
}

/** Behind a `*`: a name, `(e)` or `(TYPE) name`. */
function load(c: Cursor, start: number, extent: Extent): Expr {
  if (is(c, 'name')) {
    const address: Expr = { kind: 'register', name: c.text, span: spanHere(c) };
    advance(c);
    return { kind: 'load', address, span: spanFrom(c, start) };
  }
  const open = c.start;
  if (!accept(c, '(')) unexpectedInExpression(c, '*');
  if (is(c, 'type')) {
    const type = parseType(c);
    close(c);
    const operand: Expr = { kind: 'register', name: c.text, span: spanHere(c) };
    if (!is(c, 'name')) unexpectedInExpression(c, '*(TYPE)');
    advance(c);
    const address: Expr = { kind: 'cast', type, operand, span: spanFrom(c, open) };
    return { kind: 'load', address, span: spanFrom(c, start) };
  }
  const address = inParentheses(c, open, extent);
  return { kind: 'load', address, span: spanFrom(c, start) };
}

function parenthesised(c: Cursor, start: number, extent: Extent): Expr {
  advance(c);
  if (!is(c, 'type')) return inParentheses(c, start, extent);
  const type = parseType(c);
  close(c);
  if (++extent.depth > nestingLimit) tooDeep(c);
  const operand = unary(c, extent);
  extent.depth--;
  return { kind: 'cast', type, operand, span: spanFrom(c, start) };
}

/** Behind the `(` at `start`; the expression's span takes the parentheses in. */
function inParentheses(c: Cursor, start: number, extent: Extent): Expr {
  if (++extent.depth > nestingLimit) tooDeep(c);
  const inner = binary(c, 1, extent);
  extent.depth--;
  close(c);
  return { ...inner, span: spanFrom(c, start) };
}

function close(c: Cursor): void {
  if (!is(c, ')')) unexpectedInProgram(c, '`)`');
  advance(c);
}

/** `(e, ...)`, the cursor standing at the parenthesis. */
export function parseArguments(c: Cursor, extent: Extent = { depth: 0, terms: 0 }): Expr[] {
  const args: Expr[] = [];
  advance(c);
  if (accept(c, ')')) return args;
  if (++extent.depth > nestingLimit) tooDeep(c);
  do args.push(binary(c, 1, extent));
  while (accept(c, ','));
  extent.depth--;
  if (!is(c, ')')) unexpectedInProgram(c, '`,` or `)`');
  advance(c);
  return args;
}
