/**
 * Threads that differ in constants only. Which reads-from and coherence are consistent is no matter of
 * values as long as no path hangs on one: then exchanging such threads turns a consistent execution
 * into another, in which the constants have changed places. If the final values asked for are sums in
 * which the constants weigh the same (or the like of another operation that knows no order), they stay,
 * and one execution speaks for all.
 */

import { hasPair } from '../base/relation.ts';
import type { Event, ThreadPath } from '../events/event.ts';
import type { EventStructure } from '../events/structure.ts';
import { isAddress, isInteger, isVariable, type Term, type TermOp } from '../events/term.ts';
import { mayFail, mayStray } from '../executions/faults.ts';
import type { Execution } from '../executions/searching.ts';
import type { Place } from '../litmus/ast.ts';

/** By thread: the nearest thread before it of the same shape; undefined for the whole when values matter. */
export function alikeInShape(
  paths: readonly ThreadPath[],
  s: EventStructure,
): (number | undefined)[] | undefined {
  // A cookie's value decides a flag of SRCU's.
  if (s.equal.length > 0 || s.cut || mayFail(s) || mayStray(s)) return undefined;
  if (s.events.some((e) => e.tag === 'srcu-lock' || e.tag === 'srcu-unlock')) return undefined;
  const shapes = paths.map(shapeOf);
  const like = shapes.map((shape, b) => {
    const a = shape === undefined || b === 0 ? -1 : shapes.lastIndexOf(shape, b - 1);
    return a === -1 ? undefined : a;
  });
  return like.some((a) => a !== undefined) ? like : undefined;
}

/**
 * Everything about a path but the numbers other than 0 that it writes or computes with. What is
 * computed from constants alone stays as it is: it may come out as a 0, which is copied, not added.
 */
function shapeOf(path: ThreadPath): string | undefined {
  if (path.equations.some((q) => !isVariable(q.left) && !isVariable(q.right))) return undefined;
  const term = (t: Term | undefined) => (t !== undefined && isInteger(t) && t !== 0 ? '#' : t);
  const event = ({ kind, tag, atomic, address, value }: Event) => [
    kind,
    tag ?? '',
    atomic,
    address ?? '',
    term(value) ?? '',
  ];
  return JSON.stringify([
    path.events.map(event),
    path.before,
    path.rmw,
    path.addr,
    path.data,
    path.ctrl,
    path.fed,
    path.equations.map((q) => [q.result, q.op, term(q.left), term(q.right)]),
  ]);
}

/**
 * Constants and a number, joined by one operation that knows no order, in 32 bits. The constants are
 * named by thread and place in it; of `+` a constant may be taken many times, of `^` 0 or 1 times.
 */
interface Sum {
  /** Absent: nothing has been joined yet. */
  readonly op?: Joining;
  readonly number: number;
  readonly weights: ReadonlyMap<string, number>;
}

type Joining = '+' | '^' | '&' | '|';

const neutral: Readonly<Record<Joining, number>> = { '+': 0, '^': 0, '&': -1, '|': 0 };

/** Whether these places hold the same in every execution that exchanging the threads makes of this one. */
export function isTheSameForAll(
  execution: Execution,
  paths: readonly ThreadPath[],
  places: readonly Place[],
  like: readonly (number | undefined)[],
  cellOf: (place: Place) => number | undefined,
): boolean {
  const sums = new Sums(execution, paths);
  return places.every((place) => {
    const sum = place.kind === 'register' ? sums.ofRegister(place, like) : sums.ofCell(cellOf(place));
    return sum !== undefined && like.every((a, b) => a === undefined || weigh(sum, a) === weigh(sum, b));
  });
}

/** The weights of one thread's constants. */
function weigh({ weights }: Sum, thread: number): string {
  const own = [...weights].filter(([name, weight]) => name.startsWith(`${thread}:`) && weight !== 0);
  return JSON.stringify(own.map(([name, weight]) => [name.slice(`${thread}:`.length), weight]).sort());
}

class Sums {
  readonly #execution: Execution;
  readonly #s: EventStructure;
  readonly #known = new Map<Term, Sum | undefined>();
  /** What a variable is: the read that returns it, or the number of the equation that computes it. */
  readonly #readOf = new Map<Term, number>();
  readonly #equationOf = new Map<Term, number>();
  /** By event and by equation, its thread and its place there. */
  readonly #eventNames: string[] = [];
  readonly #equationNames: string[] = [];

  constructor(execution: Execution, paths: readonly ThreadPath[]) {
    this.#execution = execution;
    this.#s = execution.located.structure;
    for (let i = 0; i < this.#s.initialWrites; i++) this.#eventNames.push(`initial:${i}`);
    for (const [thread, path] of paths.entries()) {
      for (const i of path.events.keys()) this.#eventNames.push(`${thread}:event ${i}`);
      for (const i of path.equations.keys()) this.#equationNames.push(`${thread}:equation ${i}`);
    }
    this.#s.events.forEach((e, i) => {
      if (e.kind === 'R' && e.value !== undefined) this.#readOf.set(e.value, i);
    });
    this.#s.equations.forEach((q, i) => {
      this.#equationOf.set(q.result, i);
    });
  }

  /** A register of a thread that others are exchanged with is another register then. */
  ofRegister(
    place: Extract<Place, { kind: 'register' }>,
    like: readonly (number | undefined)[],
  ): Sum | undefined {
    const { thread, name } = place;
    if (like[thread] !== undefined || like.includes(thread)) return undefined;
    const held = this.#s.registers[thread]?.get(name);
    return held === undefined ? numeral(0) : this.#ofTerm(held, undefined);
  }

  ofCell(cell: number | undefined): Sum | undefined {
    if (cell === undefined) return undefined;
    const last = this.#execution.lastWrite(cell);
    // Nothing writes it, or it is a lock: it keeps its initial value.
    if (last === undefined || this.#s.events[last]?.value === undefined) return numeral(0);
    return this.#written(last);
  }

  #written(write: number): Sum | undefined {
    const value = this.#s.events[write]?.value;
    return value === undefined ? undefined : this.#ofTerm(value, this.#eventNames[write]);
  }

  /** `constant` names the place in the program at which a constant stands. */
  #ofTerm(t: Term, constant: string | undefined): Sum | undefined {
    if (isInteger(t)) {
      return constant === undefined || t === 0
        ? numeral(t)
        : { number: 0, weights: new Map([[constant, 1]]) };
    }
    if (isAddress(t)) return undefined;
    // A variable that is being computed hangs on itself.
    if (this.#known.has(t)) return this.#known.get(t);
    this.#known.set(t, undefined);
    const sum = this.#ofVariable(t);
    this.#known.set(t, sum);
    return sum;
  }

  #ofVariable(t: Term): Sum | undefined {
    const read = this.#readOf.get(t);
    if (read !== undefined) {
      const { rf } = this.#execution;
      const w = this.#s.events.findIndex((_, i) => hasPair(rf, this.#s.size, i, read));
      return w === -1 ? undefined : this.#written(w);
    }
    const at = this.#equationOf.get(t);
    const q = at === undefined ? undefined : this.#s.equations[at];
    if (at === undefined || q === undefined) return undefined;
    const left = this.#ofTerm(q.left, `${this.#equationNames[at]} left`);
    const right = this.#ofTerm(q.right, `${this.#equationNames[at]} right`);
    return left === undefined || right === undefined ? undefined : joined(left, q.op, right);
  }
}

function numeral(number: number): Sum {
  return { number, weights: new Map() };
}

/** undefined: what comes out has no such form. */
function joined(left: Sum, op: TermOp, right: Sum): Sum | undefined {
  switch (op) {
    case '+':
    case '-': {
      const [a, b] = [as('+', left), as('+', right)];
      if (a === undefined || b === undefined) return undefined;
      const sign = op === '+' ? 1 : -1;
      const number = (a.number + sign * b.number) | 0;
      return { op: '+', number, weights: merged(a, b, (x, y) => (x + sign * y) | 0) };
    }
    case '^':
    case '&':
    case '|': {
      const [a, b] = [as(op, left), as(op, right)];
      if (a === undefined || b === undefined) return undefined;
      const number =
        op === '^' ? a.number ^ b.number : op === '&' ? a.number & b.number : a.number | b.number;
      return { op, number, weights: merged(a, b, (x, y) => (op === '^' ? x ^ y : x | y)) };
    }
    default:
      return undefined;
  }
}

/** The same value as something joined by `op`, if it is. */
function as(op: Joining, sum: Sum): Sum | undefined {
  if (sum.op !== undefined) return sum.op === op ? sum : undefined;
  // A constant alone, or a number alone.
  return { op, number: sum.weights.size > 0 ? neutral[op] : sum.number, weights: sum.weights };
}

function merged(a: Sum, b: Sum, join: (x: number, y: number) => number): ReadonlyMap<string, number> {
  const weights = new Map(a.weights);
  for (const [name, weight] of b.weights) weights.set(name, join(weights.get(name) ?? 0, weight));
  return weights;
}
