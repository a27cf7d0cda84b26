/** Checks of a call against the table of primitives. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Primitive, primitiveNamed, primitives } from '../lkmm/primitives.ts';
import type { Expr } from './ast.ts';
import { error } from './complaints.ts';
import type { Cursor } from './cursor.ts';

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
  if (primitive === undefined || primitive.role !== role) {
    error(c.complaints, nameSpan, {
      code: 'litmus/unknown-primitive',
      message: `unknown primitive ${name}`,
      hint: didYouMean(name, primitives.map((p) => p.name)),
    });
    return undefined;
  }
  if (primitive.parameters.length !== args.length) {
    error(c.complaints, span, {
      code: 'litmus/arguments',
      message: `${name} takes ${primitive.parameters.length} arguments, not ${args.length}`,
    });
    return undefined;
  }
  for (const [at, parameter] of primitive.parameters.entries()) {
    const arg = args[at];
    if (parameter === 'deref' && arg !== undefined && withoutCasts(arg).kind !== 'load') {
      error(c.complaints, arg.span, { code: 'litmus/missing-star', message: `${name} needs a star` });
      return undefined;
    }
  }
  return primitive;
}

/** Casts do nothing; only a `deref` argument must show its star. */
export function withoutCasts(e: Expr): Expr {
  let inner = e;
  while (inner.kind === 'cast') inner = inner.operand;
  return inner.kind === 'load' ? inner : e;
}
