/** Calls in the layer below the kernel's macros: `__load{ONCE}(*x)`, `__fence{MB}`, `__lock(l)`. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { type CoreOperation, coreOperationNamed, knownTags } from '../lkmm/core-operations.ts';
import type { AnyEffect, AtomicOp, Callable, Parameter } from '../lkmm/primitives.ts';
import type { Expr } from './ast.ts';
import { withoutCasts } from './call.ts';
import { warning } from './complaints.ts';
import { accept, advance, type Cursor, fail, is, spanFrom, spanHere } from './cursor.ts';

/** What a raw call stands for: a row made for it alone. */
export interface RawCall {
  readonly primitive: Callable;
  readonly args: readonly Expr[];
}

const operators: Readonly<Record<string, AtomicOp>> = {
  '+': 'add',
  '-': 'sub',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** The operation that the cursor's word names in this role, if herd7 knows one. */
export function rawOperation(c: Cursor, role: Callable['role']): CoreOperation | undefined {
  if (!is(c, 'raw')) return undefined;
  const operation = coreOperationNamed.get(c.text);
  return operation?.role === role ? operation : undefined;
}

/** The cursor stands at the word; `expression` reads one argument. */
export function parseRawCall(c: Cursor, operation: CoreOperation, expression: () => Expr): RawCall {
  const { start } = c;
  advance(c);
  let tag = operation.tag === 'braces' ? tagInBraces(c) : '';
  let op: AtomicOp = 'add';
  const args: Expr[] = [];
  const parameters: Parameter[] = [];
  if (operation.parameters !== undefined) {
    open(c);
    let first = true;
    for (const parameter of operation.parameters) {
      if (!first) comma(c);
      first = false;
      if (parameter === 'operator') {
        op = operator(c);
        continue;
      }
      const arg = withoutCasts(expression());
      if (parameter === 'deref' && arg.kind !== 'load') {
        fail(c, arg.span, {
          code: 'litmus/missing-star',
          message: `${operation.word} wants the location itself, with a star`,
        });
      }
      parameters.push(parameter);
      args.push(arg);
    }
    if (operation.tag === 'memory order') {
      if (!first) comma(c);
      tag = memoryOrder(c);
    }
    if (!accept(c, ')')) unexpected(c, '`)`');
  }
  const effect = operation.effect(tag, op);
  if (operation.tag === 'braces') warnOfUnknownTag(c, effect, { start, end: spanFrom(c, start).end });
  const name = c.source.text.slice(start, spanFrom(c, start).end);
  const primitive = { name, role: operation.role, parameters, effect };
  return { primitive, args };
}

/** `{TAG}`: letters, digits and dashes, taken as they are. */
function tagInBraces(c: Cursor): string {
  if (!is(c, '{')) unexpected(c, 'a tag in braces');
  const from = c.stop;
  while (!is(c, '}') && !is(c, ';') && !is(c, 'end')) advance(c);
  const tag = c.source.text.slice(from, c.start).trim();
  if (!is(c, '}') || !/^[A-Za-z_][A-Za-z0-9_-]*$/.test(tag)) unexpected(c, 'one tag in braces');
  advance(c);
  return tag;
}

/** herd7 takes any tag; one that the model does not know is as good as none. */
function warnOfUnknownTag(c: Cursor, effect: AnyEffect, span: Span): void {
  const tag = effect.do === 'fence' ? effect.fence : 'tag' in effect ? effect.tag : '';
  if (!tag.startsWith('unknown ')) return;
  const word = tag.slice('unknown '.length);
  warning(c.complaints, span, {
    code: 'litmus/unknown-tag',
    message: `LKMM knows no tag \`${word}\` here, so it has no effect`,
    hint: didYouMean(word, knownTags),
  });
}

function memoryOrder(c: Cursor): string {
  const word = c.text;
  if (!is(c, 'raw') || !word.startsWith('memory_order_'))
    unexpected(c, 'a memory order such as memory_order_relaxed');
  advance(c);
  return word;
}

function operator(c: Cursor): AtomicOp {
  const found = operators[c.kind];
  if (found === undefined) unexpected(c, 'an operator');
  advance(c);
  if (found === 'and' && accept(c, '~')) return 'andnot';
  return found ?? 'add';
}

function open(c: Cursor): void {
  if (!accept(c, '(')) unexpected(c, '`(`');
}

function comma(c: Cursor): void {
  if (!accept(c, ',')) unexpected(c, '`,`');
}

function unexpected(c: Cursor, wanted: string): void {
  fail(c, spanHere(c), { code: 'litmus/syntax', message: `expected ${wanted} here` });
}
