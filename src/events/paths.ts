/**
 * The control paths of one thread, with their events, dependencies and equations: the thread's code
 * run symbolically. Follows semantics.md, sections 4 and 8; the order in which alternatives are run
 * decides only the names of undetermined values (section 9.2).
 */

import type { Span } from '../base/source.ts';
import type { Expr, Statement, Thread } from '../litmus/ast.ts';
import type { AnyEffect } from '../lkmm/primitives.ts';
import type { ThreadPath } from './event.ts';
import { expression, operands } from './expressions.ts';
import {
  acquire,
  add,
  arg,
  bind,
  both,
  depend,
  fence,
  fork,
  literal,
  merge,
  type Outcome,
  operate,
  type Shared,
  type State,
  startState,
  write,
} from './path-state.ts';
import { atomic } from './read-modify-write.ts';
import type { Term } from './term.ts';

/** How often herd7 runs the body of a `while`. */
export const unrolling = 2;

/** `registers`: initial values of the thread's registers, its parameters included. */
export function threadPaths(
  thread: Thread,
  registers: ReadonlyMap<string, Term>,
  shared: Shared,
): ThreadPath[] {
  return [...eachThreadPath(thread, registers, shared)];
}

/** The same paths in the same order, each made when it is asked for. */
export function* eachThreadPath(
  thread: Thread,
  registers: ReadonlyMap<string, Term>,
  shared: Shared,
): Generator<ThreadPath, void, void> {
  for (const s of finalStates(thread, registers, shared)) {
    yield {
      events: s.events,
      before: s.before,
      rmw: s.rmw,
      addr: s.addr,
      data: s.data,
      ctrl: s.ctrl,
      fed: s.fed,
      equations: s.equations,
      equal: s.equal,
      variableNumbers: s.numbers,
      registers: new Map([...s.registers].map(([name, held]) => [name, held.term])),
      cut: s.cut,
    };
  }
}

function* finalStates(
  thread: Thread,
  registers: ReadonlyMap<string, Term>,
  shared: Shared,
): Generator<State, void, void> {
  function* visit(at: number, from: State): Generator<State, void, void> {
    let state = from;
    for (let i = at; ; i++) {
      const st = thread.body[i];
      if (st === undefined) {
        yield state;
        return;
      }
      const results = statement(st, state);
      const only = results.length === 1 ? results[0] : undefined;
      if (only === undefined || only.stopped) {
        for (const r of results) {
          if (r.stopped) yield r;
          else yield* visit(i + 1, r);
        }
        return;
      }
      state = only;
    }
  }
  yield* visit(0, startState(shared, registers));
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);

function isComparison(e: Expr): boolean {
  if (e.kind === 'cast') return isComparison(e.operand);
  return e.kind === 'binary' && comparisons.has(e.op);
}

function statement(st: Statement, s: State): State[] {
  s.base = s.events.length;
  switch (st.kind) {
    case 'declare':
      return [s];
    case 'assign':
      return statesOf(
        bind(expression(st.value, s), (t, v) => {
          t.registers.set(st.name, {
            term: v.term,
            data: v.data,
            taint: merge(v.taint, t.control),
          });
          return [[t, undefined]];
        }),
      );
    case 'store':
      return statesOf(
        bind(both(expression, st.address, st.value, s), (t, [address, value]) => {
          write(t, address, value, undefined, st.span);
          return [[t, undefined]];
        }),
      );
    case 'expression': {
      const outcomes = expression(st.value, s);
      const states = outcomes.map(([t]) => t);
      return st.void ? states.reverse() : states;
    }
    case 'call':
      return effectStatement(st.primitive.effect, operands(st.primitive, st.args), st.span, s);
    case 'if':
      return branch(
        st.condition,
        s,
        (t) => statement(st.then, t),
        (t) => (st.else === undefined ? [t] : statement(st.else, t)),
      );
    case 'while':
      return loop(st.condition, st.body, s, 0);
    case 'block': {
      // In herd7 a block forgets that a loop in it was cut: what follows is run, and the path dropped later.
      const results = block(st.body, 0, s);
      for (const r of results) r.stopped = false;
      return results;
    }
    default:
      return st satisfies never;
  }
}

function statesOf(outcomes: readonly Outcome<unknown>[]): State[] {
  return outcomes.map(([s]) => s);
}

function block(body: readonly Statement[], at: number, from: State): State[] {
  let state = from;
  for (let i = at; ; i++) {
    const st = body[i];
    if (st === undefined) return [state];
    const outcomes = statement(st, state);
    const only = outcomes.length === 1 ? outcomes[0] : undefined;
    if (only === undefined) {
      const results: State[] = [];
      for (const t of outcomes) for (const r of block(body, i + 1, t)) results.push(r);
      return results.reverse();
    }
    state = only;
  }
}

function loop(condition: Expr, body: Statement, s: State, done: number): State[] {
  return branch(
    condition,
    s,
    (t) => {
      if (done === unrolling) {
        t.cut = true;
        t.stopped = true;
        return [t];
      }
      const results: State[] = [];
      for (const after of statement(body, t)) {
        for (const r of loop(condition, body, after, done + 1)) results.push(r);
      }
      return results.reverse();
    },
    (t) => [t],
  );
}

/** Runs both sides of a condition; one side only if the condition is made of literals. */
function branch(condition: Expr, s: State, yes: (s: State) => State[], no: (s: State) => State[]): State[] {
  s.base = s.events.length;
  s.consulted = [];
  const outcomes = bind(expression(condition, s), (t, value) => {
    const test = isComparison(condition) ? value : operate('!=', value, literal(0), t, condition.span);
    const reads: number[] = [];
    for (let i = t.base; i < t.events.length; i++) {
      if (t.events[i]?.kind === 'R') reads.push(i);
    }
    const outer = t.control;
    const inner = merge(outer, merge(t.consulted, reads));
    const enter = (side: State, truth: number, body: (s: State) => State[]): State[] => {
      if (!test.literal) side.equal.push([test.term, truth]);
      side.control = inner;
      side.base = side.events.length;
      const results = body(side);
      for (const r of results) r.control = outer;
      return results;
    };
    const results: State[] = [];
    if (test.literal) {
      results.push(...(test.term !== 0 ? enter(t, 1, yes) : enter(t, 0, no)));
    } else {
      const other = fork(t);
      results.push(...enter(t, 1, yes), ...enter(other, 0, no));
    }
    return results.map((r): Outcome<undefined> => [r, undefined]);
  });
  return statesOf(outcomes);
}

function effectStatement(effect: AnyEffect, args: readonly Expr[], span: Span, s: State): State[] {
  switch (effect.do) {
    case 'write':
      return statesOf(
        bind(both(expression, arg(args, effect.place), arg(args, effect.value), s), (t, [address, value]) => {
          write(t, address, value, effect.tag, span);
          if (effect.then !== undefined) {
            t.base = t.events.length;
            fence(t, effect.then, span);
          }
          return [[t, undefined]];
        }),
      );
    case 'fence':
      fence(s, effect.fence, span);
      return [s];
    case 'atomic':
      return statesOf(atomic(effect, args, span, s, expression)).reverse();
    case 'lock':
      return statesOf(
        bind(expression(arg(args, effect.place), s), (t, address) => {
          acquire(t, address, span);
          return [[t, undefined]];
        }),
      );
    case 'unlock':
    case 'srcu-sync':
    case 'srcu-event':
      return statesOf(
        bind(expression(arg(args, effect.place), s), (t, address) => {
          const at = { address: address.term, span };
          const tag = effect.do === 'srcu-event' ? effect.tag : 'sync-srcu';
          const made = effect.do === 'unlock' ? { kind: 'UL' as const } : { kind: 'SRCU' as const, tag };
          const e = add(t, { ...made, ...at }, address.data);
          depend(t.addr, address.data, e);
          return [[t, undefined]];
        }),
      );
    case 'srcu-unlock':
      return statesOf(
        bind(both(expression, arg(args, effect.place), arg(args, effect.value), s), (t, [address, value]) => {
          write(t, address, value, 'srcu-unlock', span);
          return [[t, undefined]];
        }),
      );
    case 'nothing':
      return statesOf(expression(arg(args, effect.place), s));
    case 'no execution':
    case 'read':
    case 'xchg':
    case 'cmpxchg':
    case 'add-unless':
    case 'trylock':
    case 'is-locked':
    case 'srcu-lock':
      throw new Error(`${effect.do} is no statement`);
    default:
      return effect satisfies never;
  }
}
