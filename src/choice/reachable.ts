/**
 * Whether a test's condition can be reached at all, for searches that ask it thousands of times: only
 * executions that can still satisfy the condition are looked for, and the first one ends the search.
 * Where a shortcut might miss what the judge proper would say, there is no answer.
 */

import { hasPair } from '../base/relation.ts';
import type { EventStructure } from '../events/structure.ts';
import { isInteger, type Term } from '../events/term.ts';
import { search } from '../executions/search.ts';
import type { Execution, SearchFunction } from '../executions/searching.ts';
import { Solver } from '../executions/solver.ts';
import { judge, type Limits } from '../judge/judge.ts';
import { FinalValues } from '../judge/states.ts';
import type { Expr, LitmusTest, Prop, Statement } from '../litmus/ast.ts';

/**
 * undefined: the test is not simple (see `isSimple`), or the judge gave no answer. Simple tests raise
 * no flags and stop at no obstacle, so that a `false` is all there is to know about them.
 */
export function isReachable(test: LitmusTest, limits: Limits = {}): boolean | undefined {
  if (!isSimple(test)) return undefined;
  const clauses = clausesOf(test.condition) ?? [[]];
  try {
    const { judgement } = judge(test, { limits, search: towards(test, clauses) });
    return judgement.outcome === 'judged' ? false : undefined;
  } catch (e) {
    if (e instanceof Witness) return true;
    throw e;
  }
}

/** Thrown out of the search by the first execution that satisfies the condition; one serves all. */
class Witness extends Error {}
const witness = new Witness();

/** The judge's search, once for each clause, with the clause's values given beforehand. */
function towards(test: LitmusTest, clauses: readonly Clause[]): SearchFunction {
  return (s, locations, how, findings) => {
    const values = new FinalValues(test, locations);
    for (const clause of clauses) {
      const given = clause.flatMap(({ thread, register, value }): (readonly [Term, Term])[] => {
        const held = s.registers[thread]?.get(register) ?? 0;
        return [[held, value]];
      });
      const visit = (execution: Execution) => {
        if (values.holds(test.condition, execution) && follows(s, execution, given)) throw witness;
      };
      if (!search({ ...s, equal: [...s.equal, ...given] }, locations, { ...how, visit }, findings))
        return false;
    }
    return true;
  };
}

/** Whether the values come out as `given` without being given: nothing may hang on itself. */
function follows(
  s: EventStructure,
  execution: Execution,
  given: readonly (readonly [Term, Term])[],
): boolean {
  const solver = new Solver(s.variableNumbers.length, s.equations);
  for (const [a, b] of s.equal) if (!solver.unify(a, b)) return false;
  for (const [r, read] of s.events.entries()) {
    if (read.kind !== 'R' || read.value === undefined) continue;
    const w = s.events.findIndex((_, i) => hasPair(execution.rf, s.size, i, r));
    const written = s.events[w]?.value;
    if (written !== undefined && !solver.unify(read.value, written)) return false;
  }
  return solver.propagate() && given.every(([held, value]) => solver.find(held) === value);
}

/* ---- conditions ---- */

interface Given {
  readonly thread: number;
  readonly register: string;
  readonly value: number;
}

/** Registers that must have these values; other parts of the condition are looked at in the end. */
type Clause = readonly Given[];

const mostClauses = 16;

/** One of these holds wherever `prop` does; undefined when there are too many. */
function clausesOf(prop: Prop): Clause[] | undefined {
  switch (prop.kind) {
    case 'true':
    case 'same':
    case 'not':
    case 'implies':
      return [[]];
    case 'false':
      return [];
    case 'equals': {
      const { place, value } = prop;
      if (place.kind !== 'register' || value.kind !== 'integer' || !isInteger(value.value)) return [[]];
      return [[{ thread: place.thread, register: place.name, value: value.value }]];
    }
    case 'or': {
      const found: Clause[] = [];
      for (const operand of prop.operands) {
        const clauses = clausesOf(operand);
        if (clauses === undefined || found.length + clauses.length > mostClauses) return undefined;
        found.push(...clauses);
      }
      return found;
    }
    case 'and': {
      let found: Clause[] = [[]];
      for (const operand of prop.operands) {
        const clauses = clausesOf(operand);
        if (clauses === undefined || found.length * clauses.length > mostClauses) return undefined;
        found = found.flatMap((a) => clauses.map((b) => [...a, ...b]));
      }
      return found;
    }
    default:
      return prop satisfies never;
  }
}

/* ---- tests that raise no flag ---- */

/**
 * Marked accesses to named locations that hold numbers, and fences: no data race, no lock or
 * critical section to misuse, no address or division to go wrong, no loop to cut.
 */
export function isSimple(test: LitmusTest): boolean {
  if (
    test.init.some((item) => item.place.kind === 'register' || item.pointer || item.elements !== undefined)
  ) {
    return false;
  }
  if (test.init.some((item) => item.values.some((v) => v.kind !== 'integer'))) return false;
  return test.threads.every((thread) => {
    const parameters = new Set(thread.parameters.map((p) => p.name));
    return thread.body.every((s) => isSimpleStatement(s, parameters));
  });
}

function isSimpleStatement(s: Statement, parameters: ReadonlySet<string>): boolean {
  switch (s.kind) {
    case 'declare':
      return true;
    case 'assign':
      return !parameters.has(s.name) && isSimpleValue(s.value, parameters);
    case 'expression':
      return isSimpleValue(s.value, parameters);
    case 'call':
      return isSimpleCall(s, parameters);
    case 'if':
      return (
        isSimpleValue(s.condition, parameters) &&
        isSimpleStatement(s.then, parameters) &&
        (s.else === undefined || isSimpleStatement(s.else, parameters))
      );
    case 'block':
      return s.body.every((inner) => isSimpleStatement(inner, parameters));
    case 'store':
    case 'while':
      return false;
    default:
      return s satisfies never;
  }
}

const simpleEffects: ReadonlySet<string> = new Set([
  'read',
  'write',
  'fence',
  'xchg',
  'cmpxchg',
  'atomic',
  'add-unless',
]);

type Call = Extract<Expr | Statement, { kind: 'call' }>;

/** The place accessed is a parameter by its name; every other argument is a simple value. */
function isSimpleCall(call: Call, parameters: ReadonlySet<string>): boolean {
  const { effect } = call.primitive;
  if (!simpleEffects.has(effect.do)) return false;
  if (effect.do === 'fence' && /^(?:rcu-lock|rcu-unlock|sync-rcu)$/.test(effect.fence)) return false;
  const isNamed = (e: Expr) => e.kind === 'register' && parameters.has(e.name);
  return call.args.every((arg, i) => {
    switch (call.primitive.parameters[i]) {
      case 'deref':
        return arg.kind === 'load' && isNamed(arg.address);
      case 'pointer':
        return isNamed(arg);
      default:
        return isSimpleValue(arg, parameters);
    }
  });
}

function isSimpleValue(e: Expr, parameters: ReadonlySet<string>): boolean {
  switch (e.kind) {
    case 'integer':
      return true;
    case 'register':
      return !parameters.has(e.name);
    case 'cast':
      return isSimpleValue(e.operand, parameters);
    case 'binary':
      return e.op !== '/' && isSimpleValue(e.left, parameters) && isSimpleValue(e.right, parameters);
    case 'call':
      return isSimpleCall(e, parameters);
    case 'load':
      return false;
    default:
      return e satisfies never;
  }
}
