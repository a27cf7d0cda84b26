/** Atomic operations whose success or result depends on the old value. */

import type { Span } from '../base/source.ts';
import type { Expr } from '../litmus/ast.ts';
import type { AnyEffect } from '../lkmm/primitives.ts';
import type { Event } from './event.ts';
import {
  addAccess,
  arg,
  bindKeep,
  both,
  depend,
  type Evaluate,
  endingIn,
  endOf,
  feeds,
  fork,
  inPlace,
  literal,
  merge,
  type Outcome,
  operate,
  type Result,
  resultOf,
  type State,
  variable,
} from './path-state.ts';
import { type Term, termOpOf } from './term.ts';

/** Makes one operation of two events: `data` is what its write depends on, `operand` what its operand read. */
function tie(s: State, r: number, w: number, data: readonly number[], operand: readonly number[]): void {
  depend(s.data, data, w);
  feeds(s, operand, w);
  s.rmw.push([r, w]);
  s.fed.push([r, w]);
}

/** Its two events depend on where the code of its operands ends, not on where their values come from. */
export function exchange(s: State, tag: Event['tag'], address: Result, value: Result, span: Span): Result {
  const from = { ...address, data: endOf(address).data };
  const [before, written] = [endOf(address).last, endOf(value)];
  const old = variable(s);
  const r = addAccess(s, 'R', tag, true, from, old, span, before);
  const w = addAccess(s, 'W', tag, true, from, value.term, span, [...before, ...written.last, r]);
  tie(s, r, w, written.data, written.data);
  return resultOf(old, [r], [], endingIn(w));
}

export function atomic(
  effect: Extract<AnyEffect, { do: 'atomic' }>,
  args: readonly Expr[],
  span: Span,
  s: State,
  evaluate: Evaluate,
): Outcome<Result>[] {
  const operands: Outcome<Result>[] =
    effect.operand === undefined ? [[s, literal(1)]] : evaluate(arg(args, effect.operand), s);
  return inPlace(operands, (t, operand) =>
    bindKeep(evaluate(arg(args, effect.place), t), (u, address) => {
      const old = variable(u);
      const r = addAccess(u, 'R', effect.tag, true, address, old, span);
      const updated = operate(termOpOf[effect.op], resultOf(old, [r]), operand, u, span);
      const w = addAccess(u, 'W', effect.tag, true, { ...address, data: [] }, updated.term, span, [
        ...operand.data,
        r,
      ]);
      tie(u, r, w, [...operand.data, r], operand.data);
      const giving = (term: Term) => resultOf(term, merge([r], operand.data), operand.taint, endingIn(w));
      switch (effect.gives) {
        case 'nothing':
        case 'new':
          return giving(updated.term);
        case 'old':
          return giving(old);
        case 'new is zero':
          return giving(operate('==', updated, literal(0), u, span).term);
        case 'new is negative':
          return giving(operate('<', updated, literal(0), u, span).term);
        default:
          return effect.gives satisfies never;
      }
    }),
  );
}

/** Success evaluates address, expected and new value; failure evaluates the first two again. */
export function compareExchange(
  effect: Extract<AnyEffect, { do: 'cmpxchg' }>,
  args: readonly Expr[],
  span: Span,
  s: State,
  evaluate: Evaluate,
): Outcome<Result>[] {
  const failing = fork(s);
  const success = inPlace(
    both(evaluate, arg(args, effect.place), arg(args, effect.expected), s),
    (t, [address, expected]) =>
      bindKeep(evaluate(arg(args, effect.value), t), (u, value): Result => {
        const old = variable(u);
        const r = addAccess(u, 'R', effect.tag, true, address, old, span);
        const w = addAccess(u, 'W', effect.tag, true, address, value.term, span, [
          ...value.data,
          ...expected.data,
          r,
        ]);
        tie(u, r, w, value.data, value.data);
        u.equal.push([old, expected.term]);
        return resultOf(old, [r], [], endingIn(w));
      }),
  );
  const failure = bindKeep(
    both(evaluate, arg(args, effect.place), arg(args, effect.expected), failing),
    (t, [address, expected]): Result => {
      const old = variable(t);
      const r = addAccess(t, 'R', effect.tag, true, address, old, span);
      const result = resultOf(old, [r]);
      t.equal.push([operate('!=', result, expected, t, span).term, 1]);
      return result;
    },
  );
  return [...success, ...failure];
}

export function addUnless(
  effect: Extract<AnyEffect, { do: 'add-unless' }>,
  args: readonly Expr[],
  span: Span,
  s: State,
  evaluate: Evaluate,
): Outcome<Result>[] {
  const failing = fork(s);
  const limitOf = arg(args, effect.unless);
  const success = inPlace(
    both(evaluate, arg(args, effect.place), arg(args, effect.operand), s),
    (t, [address, operand]) =>
      bindKeep(evaluate(limitOf, t), (u, limit): Result => {
        const old = variable(u);
        const r = addAccess(u, 'R', effect.tag, true, address, old, span);
        const before = resultOf(old, [r]);
        const sum = operate('+', before, operand, u, span);
        const w = addAccess(u, 'W', effect.tag, true, address, sum.term, span, [
          ...operand.data,
          ...limit.data,
          r,
        ]);
        tie(u, r, w, [...operand.data, r], operand.data);
        u.equal.push([operate('!=', before, limit, u, span).term, 1]);
        return resultOf(1, merge([r], limit.data), limit.taint, endingIn(w));
      }),
  );
  const failure = bindKeep(
    both(evaluate, arg(args, effect.place), limitOf, failing),
    (t, [address, limit]): Result => {
      const old = variable(t);
      const r = addAccess(t, 'R', effect.tag, true, address, old, span);
      t.equal.push([old, limit.term]);
      return resultOf(0, merge([r], limit.data), limit.taint);
    },
  );
  return [...success, ...failure];
}
