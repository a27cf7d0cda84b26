/** Checks of a call against the table of primitives. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Parameter, type Primitive, primitiveNamed, primitives } from '../lkmm/primitives.ts';
import type { Expr } from './ast.ts';
import { error, type Remark } from './complaints.ts';
import type { Cursor } from './cursor.ts';
import { substituteFor } from './substitutes.ts';

/** The call as a node; a complaint and any number when it is none. */
export function checkedCall(
  c: Cursor,
  role: Primitive['role'],
  name: string,
  nameSpan: Span,
  args: readonly Expr[],
  span: Span,
): Expr {
  const primitive = checkCall(c, role, name, nameSpan, args, span);
  if (primitive === undefined) return { kind: 'integer', value: 0, span };
  return { kind: 'call', primitive, args: args.map(withoutCasts), nameSpan, span };
}

/** The primitive, if a call of `name` in this role with these arguments is right. */
export function checkCall(
  c: Cursor,
  role: Primitive['role'],
  name: string,
  nameSpan: Span,
  args: readonly Expr[],
  span: Span,
): Primitive | undefined {
  if (c.failed) return undefined;
  const primitive = primitiveNamed.get(name);
  if (primitive === undefined) {
    error(c.complaints, nameSpan, unknown(name, role));
    return undefined;
  }
  if (primitive.role !== role) {
    const whole = c.source.text.slice(span.start, span.end).replace(/;$/, '');
    error(c.complaints, nameSpan, wrongRole(primitive, whole));
    return undefined;
  }
  if (primitive.parameters.length !== args.length) {
    const wanted = primitive.parameters.length;
    error(c.complaints, span, {
      code: 'litmus/arguments',
      message: `${name} takes ${wanted === 0 ? 'no argument' : plural(wanted, 'argument')}, not ${args.length}`,
      hint: `write ${signature(primitive)}`,
    });
    return undefined;
  }
  for (const [i, parameter] of primitive.parameters.entries()) {
    const arg = args[i];
    if (parameter !== 'deref' || arg === undefined || withoutCasts(arg).kind === 'load') continue;
    const written = c.source.text.slice(arg.span.start, arg.span.end);
    const simple = /^[A-Za-z_0-9]+$/.test(written) ? written : `(${written})`;
    error(c.complaints, arg.span, {
      code: 'litmus/missing-star',
      message: `${name} wants the location itself, with a star`,
      hint: arg.kind === 'integer' ? `write ${signature(primitive)}` : `write \`*${simple}\``,
    });
    return undefined;
  }
  return hasSplittingOperand(c, primitive, args) ? undefined : primitive;
}

/** Operations with two outcomes, each a path of its own. */
const splits: ReadonlySet<string> = new Set(['cmpxchg', 'add-unless', 'trylock', 'is-locked']);
const wantsOneOutcome: ReadonlySet<string> = new Set(['xchg', 'cmpxchg', 'add-unless']);

/** herd7 breaks off at an operation with two outcomes inside an exchange, so nobody can check an answer. */
function hasSplittingOperand(c: Cursor, primitive: Primitive, args: readonly Expr[]): boolean {
  if (!wantsOneOutcome.has(primitive.effect.do)) return false;
  const inner = args.map(splittingCall).find((found) => found !== undefined);
  if (inner === undefined) return false;
  error(c.complaints, inner.span, {
    code: 'litmus/two-outcomes',
    message: `${inner.primitive.name} can end in two ways, which herd7 does not take as an operand of ${primitive.name}`,
    hint: 'assign its result to a register first',
  });
  return true;
}

function splittingCall(e: Expr): Extract<Expr, { kind: 'call' }> | undefined {
  switch (e.kind) {
    case 'integer':
    case 'register':
      return undefined;
    case 'load':
      return splittingCall(e.address);
    case 'cast':
      return splittingCall(e.operand);
    case 'binary':
      return splittingCall(e.left) ?? splittingCall(e.right);
    case 'call':
      if (splits.has(e.primitive.effect.do)) return e;
      return e.args.map(splittingCall).find((found) => found !== undefined);
    default:
      return e satisfies never;
  }
}

function unknown(name: string, role: Primitive['role']): Remark {
  const substitute = substituteFor(name);
  if (substitute !== undefined) {
    return { code: 'litmus/unknown-primitive', message: `${name} is not modelled by LKMM`, hint: substitute };
  }
  const ofRole = primitives.filter((p) => p.role === role).map((p) => p.name);
  return {
    code: 'litmus/unknown-primitive',
    message: `unknown primitive ${name}`,
    hint: didYouMean(name, ofRole) ?? didYouMean(name, primitiveNamed.keys()),
  };
}

function wrongRole(primitive: Primitive, written: string): Remark {
  if (primitive.role === 'expression') {
    return {
      code: 'litmus/value-unused',
      message: `${primitive.name} gives a value, so it cannot stand alone as a statement`,
      hint: `assign it to a register, or write (void)${written};`,
    };
  }
  const kin = valued(primitive.name);
  return {
    code: 'litmus/no-value',
    message: `${primitive.name} gives no value`,
    hint: kin === undefined ? 'write it as a statement of its own' : `write it as a statement, or use ${kin}`,
  };
}

/** `atomic_inc` gives nothing, `atomic_inc_return` and `atomic_fetch_inc` do. */
function valued(name: string): string | undefined {
  const operation = /^atomic_([a-z]+)$/.exec(name)?.[1];
  if (operation === undefined) return undefined;
  const kin = [`atomic_${operation}_return`, `atomic_fetch_${operation}`].filter((k) =>
    primitiveNamed.has(k),
  );
  return kin.length === 0 ? undefined : kin.join(' or ');
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

const shapes: Readonly<Record<Parameter, readonly string[]>> = {
  deref: ['*p'],
  pointer: ['p'],
  value: ['v', 'w'],
};

/** `cmpxchg(p, v, w)`: how a call looks. */
export function signature(primitive: Primitive): string {
  let values = 0;
  const args = primitive.parameters.map((p) => shapes[p][p === 'value' ? values++ : 0] ?? p);
  return `${primitive.name}(${args.join(', ')})`;
}

/** Casts do nothing; only a `deref` argument must show its star. */
export function withoutCasts(e: Expr): Expr {
  let inner = e;
  while (inner.kind === 'cast') inner = inner.operand;
  return inner.kind === 'load' ? inner : e;
}
