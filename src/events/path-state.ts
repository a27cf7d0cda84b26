/**
 * One control path under way: its events so far, what its registers hold and where that came from.
 * A state is changed in place by the path that owns it and copied where the path splits.
 */

import type { Span } from '../base/source.ts';
import type { Expr } from '../litmus/ast.ts';
import type { EventTag } from '../lkmm/tags.ts';
import type { Equation, Event, EventPair } from './event.ts';
import { applyOp, isVariable, type Term, type TermOp, variableOf, variableTerm } from './term.ts';

/** Thrown when a test is too large to be held in memory; the message says in what. */
export class TooLarge extends Error {}

/** More events than this in one thread make relations of millions of pairs. */
const maxEvents = 1000;

/** What all paths of a test share. */
export interface Shared {
  /** Names variables: one counter for the whole test, in herd7's order (semantics.md, section 9.2). */
  nextNumber: number;
  /** How many more paths may be made. */
  pathsLeft: number;
  /** Polled now and then while paths split. */
  readonly expired: () => boolean;
}

/** Thrown when time is up. */
export class OutOfTime extends Error {}

/** A value and where it comes from. */
export interface Held {
  readonly term: Term;
  /** The loads that this value comes from, ascending. */
  readonly data: readonly number[];
  /** The loads whose branch it was assigned in: they reach a later branch, but no data. */
  readonly taint: readonly number[];
}

export interface Result extends Held {
  /** Made of literals alone. */
  readonly literal: boolean;
  /** Where its code ends, when that is not where its value comes from. */
  readonly end: End | undefined;
}

/**
 * The last events of an expression: what an exchange around it depends on. Behind a successful
 * read-modify-write that is its write, which carries no dependency.
 */
export interface End {
  readonly data: readonly number[];
  readonly last: readonly number[];
}

export function endOf(r: Result): End {
  return r.end ?? { data: r.data, last: r.data };
}

/** The value of a successful read-modify-write whose write is `w`. */
export function endingIn(w: number): End {
  return { data: [], last: [w] };
}

/** No literal. */
export function resultOf(
  term: Term,
  data: readonly number[],
  taint: readonly number[] = [],
  end?: End,
): Result {
  return { term, data, taint, literal: false, end };
}

export interface State {
  readonly shared: Shared;
  events: Event[];
  before: (readonly number[])[];
  rmw: EventPair[];
  addr: EventPair[];
  data: EventPair[];
  ctrl: EventPair[];
  fed: EventPair[];
  equations: Equation[];
  equal: (readonly [Term, Term])[];
  /** By variable. */
  numbers: number[];
  registers: Map<string, Held>;
  /** Events before this one are before everything that the current statement makes. */
  base: number;
  /** The loads that decide that this code runs. */
  control: readonly number[];
  /** Loads behind the registers read since the current condition began. */
  consulted: readonly number[];
  cut: boolean;
  /** A loop was cut, and no block has ended since: nothing more of the thread is run. */
  stopped: boolean;
}

export function startState(shared: Shared, registers: ReadonlyMap<string, Term>): State {
  return {
    shared,
    events: [],
    before: [],
    rmw: [],
    addr: [],
    data: [],
    ctrl: [],
    fed: [],
    equations: [],
    equal: [],
    numbers: [],
    registers: new Map([...registers].map(([name, term]) => [name, { term, data: [], taint: [] }])),
    base: 0,
    control: [],
    consulted: [],
    cut: false,
    stopped: false,
  };
}

export function fork(s: State): State {
  if (--s.shared.pathsLeft < 0) throw new TooLarge('too many control paths');
  if ((s.shared.pathsLeft & 255) === 0 && s.shared.expired()) throw new OutOfTime();
  return {
    shared: s.shared,
    events: [...s.events],
    before: [...s.before],
    rmw: [...s.rmw],
    addr: [...s.addr],
    data: [...s.data],
    ctrl: [...s.ctrl],
    fed: [...s.fed],
    equations: [...s.equations],
    equal: [...s.equal],
    numbers: [...s.numbers],
    registers: new Map(s.registers),
    base: s.base,
    control: s.control,
    consulted: s.consulted,
    cut: s.cut,
    stopped: s.stopped,
  };
}

/** A path and what the expression just run on it gave. */
export type Outcome<T> = readonly [State, T];

/** Runs `next` on each outcome, in order. */
export function inPlace<A, B>(
  outcomes: readonly Outcome<A>[],
  next: (state: State, value: A) => readonly Outcome<B>[],
): Outcome<B>[] {
  const results: Outcome<B>[] = [];
  for (const [state, value] of outcomes) {
    for (const result of next(state, value)) results.push(result);
  }
  return results;
}

/**
 * The same, reversed: herd7 builds such a list by putting each result in front, which decides the
 * order in which what follows is numbered.
 */
export function bind<A, B>(
  outcomes: readonly Outcome<A>[],
  next: (state: State, value: A) => readonly Outcome<B>[],
): Outcome<B>[] {
  return inPlace(outcomes, next).reverse();
}

/** Runs `next`, which does not split the path, on each outcome. */
export function bindKeep<A, B>(
  outcomes: readonly Outcome<A>[],
  next: (state: State, value: A) => B,
): Outcome<B>[] {
  return outcomes.map(([s, v]) => [s, next(s, v)]);
}

/** Runs an expression on a path; it may split it. */
export type Evaluate = (e: Expr, s: State) => Outcome<Result>[];

/** Two expressions, the left one first. */
export function both(evaluate: Evaluate, a: Expr, b: Expr, s: State): Outcome<readonly [Result, Result]>[] {
  return inPlace(evaluate(a, s), (t, left) => bindKeep(evaluate(b, t), (_, right) => [left, right] as const));
}

export function arg(args: readonly Expr[], at: number): Expr {
  const e = args[at];
  if (e === undefined) throw new Error('the parser checked the number of arguments');
  return e;
}

export function merge(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

export function literal(term: Term): Result {
  return { term, data: [], taint: [], literal: true, end: undefined };
}

export function depend(pairs: EventPair[], from: readonly number[], to: number): void {
  for (const e of from) pairs.push([e, to]);
}

/** A read of this very statement whose value the write stores cannot read that write. */
export function feeds(s: State, from: readonly number[], w: number): void {
  for (const e of from) if (e >= s.base) s.fed.push([e, w]);
}

export function readRegister(name: string, s: State): Result {
  const number = s.shared.nextNumber++;
  const held = s.registers.get(name);
  if (held === undefined) return resultOf(0, []);
  s.consulted = merge(s.consulted, merge(held.data, held.taint));
  rename(held.term, number, s);
  return resultOf(held.term, held.data, held.taint);
}

/** A register read is another name of the value it copies; the latest name stays. */
function rename(term: Term, number: number, s: State): void {
  if (isVariable(term)) s.numbers[variableOf(term)] = number;
}

export function variable(s: State): Term {
  s.numbers.push(s.shared.nextNumber++);
  return variableTerm(s.numbers.length - 1);
}

export function operate(op: TermOp, left: Result, right: Result, s: State, span: Span): Result {
  const isLiteral = left.literal && right.literal;
  const data = merge(left.data, right.data);
  const taint = merge(left.taint, right.taint);
  const end = left.end === undefined && right.end === undefined ? undefined : joined(left, right);
  const value = applyOp(op, left.term, right.term, true);
  // herd7 knows literals at once, registers only when it solves: the others take a number.
  if (typeof value === 'number' && (isLiteral || isCopy(op, left, right))) {
    return { term: value, data, taint, literal: isLiteral, end };
  }
  const number = s.shared.nextNumber++;
  if (typeof value === 'number') {
    rename(value, number, s);
    return { term: value, data, taint, literal: isLiteral, end };
  }
  s.numbers.push(number);
  const result = variableTerm(s.numbers.length - 1);
  s.equations.push({ result, op, left: left.term, right: right.term, span });
  return resultOf(result, data, taint, end);
}

function joined(left: Result, right: Result): End {
  const [a, b] = [endOf(left), endOf(right)];
  return { data: merge(a.data, b.data), last: merge(a.last, b.last) };
}

/** `e + 0`, `0 | e` and the like, the zero being a literal: the other operand itself. */
function isCopy(op: TermOp, left: Result, right: Result): boolean {
  const zero = (r: Result) => r.literal && r.term === 0;
  switch (op) {
    case '+':
    case '|':
      return zero(left) || zero(right);
    default:
      return false;
  }
}

export function read(s: State, address: Result, tag: Event['tag'], span: Span): Result {
  const value = variable(s);
  const e = addAccess(s, 'R', tag, false, address, value, span);
  return resultOf(value, [e]);
}

export function write(s: State, address: Result, value: Result, tag: Event['tag'], span: Span): void {
  const e = addAccess(s, 'W', tag, false, address, value.term, span, value.data);
  depend(s.data, value.data, e);
  feeds(s, value.data, e);
}

export function acquire(s: State, address: Result, span: Span): void {
  const r = add(s, { kind: 'LKR', address: address.term, span }, address.data);
  depend(s.addr, address.data, r);
  const w = add(s, { kind: 'LKW', address: address.term, span }, [r]);
  s.rmw.push([r, w]);
}

export function fence(s: State, tag: EventTag, span: Span): void {
  add(s, { kind: 'F', tag, span }, []);
}

export function addAccess(
  s: State,
  kind: 'R' | 'W',
  tag: Event['tag'],
  atomic: boolean,
  address: Result,
  value: Term,
  span: Span,
  after: readonly number[] = [],
): number {
  const made = { kind, tag, atomic, address: address.term, value, span };
  const e = add(s, made, after.length === 0 ? address.data : [...address.data, ...after]);
  depend(s.addr, address.data, e);
  return e;
}

/** What is not named has none of it. */
type MadeEvent = Pick<Event, 'kind' | 'span'> & Partial<Event>;

/** Adds an event after the whole earlier statements and, in its own, after `follows`. */
export function add(s: State, made: MadeEvent, follows: readonly number[]): number {
  const { kind, tag, atomic = false, address, value, span } = made;
  const e = s.events.push({ kind, tag, atomic, address, value, span }) - 1;
  if (e === maxEvents) throw new TooLarge(`more than ${maxEvents} events in one thread`);
  const before = new Set<number>();
  for (let i = 0; i < s.base; i++) before.add(i);
  for (const f of follows) {
    if (f < s.base) continue;
    before.add(f);
    for (const g of s.before[f] ?? []) before.add(g);
  }
  s.before.push([...before]);
  if (kind !== 'SRCU') depend(s.ctrl, s.control, e);
  return e;
}
