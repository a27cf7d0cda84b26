/** Expressions run on a path: each gives its value on every path that it may split into. */

import type { Span } from '../base/source.ts';
import type { Expr } from '../litmus/ast.ts';
import type { AnyEffect, Callable } from '../lkmm/primitives.ts';
import {
  acquire,
  add,
  arg,
  bindKeep,
  both,
  depend,
  fork,
  inPlace,
  literal,
  type Outcome,
  operate,
  type Result,
  read,
  readRegister,
  resultOf,
  type State,
} from './path-state.ts';
import { addUnless, atomic, compareExchange, exchange } from './read-modify-write.ts';
import type { Term } from './term.ts';

/** The arguments with `*p`, where the primitive accesses p itself, replaced by p. */
export function operands(primitive: Callable, args: readonly Expr[]): readonly Expr[] {
  return args.map((e, i) => (primitive.parameters[i] === 'deref' ? dereferenced(e) : e));
}

function dereferenced(e: Expr): Expr {
  if (e.kind !== 'load') throw new Error('the parser checked that the argument is a dereference');
  return e.address;
}

export function expression(e: Expr, s: State): Outcome<Result>[] {
  switch (e.kind) {
    case 'integer':
      return [[s, literal(e.value)]];
    case 'register':
      return [[s, readRegister(e.name, s)]];
    case 'cast':
      return expression(e.operand, s);
    case 'load':
      return bindKeep(expression(e.address, s), (t, address) => read(t, address, undefined, e.span));
    case 'binary':
      return binary(e, s);
    case 'call':
      return effectExpression(e.primitive.effect, operands(e.primitive, e.args), e.span, s);
    default:
      return e satisfies never;
  }
}

/** Left-leaning chains of operators are run in a loop: their depth is the user's to choose. */
function binary(e: Extract<Expr, { kind: 'binary' }>, s: State): Outcome<Result>[] {
  const chain: Extract<Expr, { kind: 'binary' }>[] = [];
  let first: Expr = e;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  let outcomes = expression(first, s);
  for (let i = chain.length - 1; i >= 0; i--) {
    const node = chain[i] as Extract<Expr, { kind: 'binary' }>;
    outcomes = inPlace(outcomes, (t, left) =>
      bindKeep(expression(node.right, t), (u, right) => operate(node.op, left, right, u, node.span)),
    );
  }
  return outcomes;
}

function effectExpression(effect: AnyEffect, args: readonly Expr[], span: Span, s: State): Outcome<Result>[] {
  switch (effect.do) {
    case 'read':
      return bindKeep(expression(arg(args, effect.place), s), (t, address) =>
        read(t, address, effect.tag, span),
      );
    case 'srcu-lock':
      return bindKeep(expression(arg(args, effect.place), s), (t, address) =>
        read(t, address, 'srcu-lock', span),
      );
    case 'xchg':
      return bindKeep(
        both(expression, arg(args, effect.place), arg(args, effect.value), s),
        (t, [address, value]) => exchange(t, effect.tag, address, value, span),
      );
    case 'cmpxchg':
      return compareExchange(effect, args, span, s, expression);
    case 'atomic':
      return atomic(effect, args, span, s, expression);
    case 'add-unless':
      return addUnless(effect, args, span, s, expression);
    case 'trylock':
      return inPlace(expression(arg(args, effect.place), s), (t, address) => {
        const taken = fork(t);
        const failed = add(t, { kind: 'LF', address: address.term, span }, address.data);
        depend(t.addr, address.data, failed);
        acquire(taken, address, span);
        return [
          [t, resultOf(0, [failed])],
          [taken, resultOf(1, [])],
        ];
      });
    case 'is-locked':
      return inPlace(expression(arg(args, effect.place), s), (t, address) => {
        const locked = fork(t);
        const answer = (side: State, kind: 'LF' | 'RU', term: Term): Outcome<Result> => {
          const e = add(side, { kind, address: address.term, span }, address.data);
          depend(side.addr, address.data, e);
          return [side, resultOf(term, [e])];
        };
        return [answer(t, 'RU', 0), answer(locked, 'LF', 1)];
      });
    case 'no execution':
      return bindKeep(expression(arg(args, effect.place), s), (t) => {
        t.equal.push([0, 1]);
        return literal(0);
      });
    case 'nothing':
    case 'write':
    case 'fence':
    case 'lock':
    case 'unlock':
    case 'srcu-unlock':
    case 'srcu-sync':
    case 'srcu-event':
      throw new Error(`${effect.do} is no expression`);
    default:
      return effect satisfies never;
  }
}
