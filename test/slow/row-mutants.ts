/** The primitive table with one mistake in one row: another tag, operator, result or fence. */

import type { Expr, LitmusTest, Statement } from '../../src/litmus/ast.ts';
import {
  type AtomicOp,
  type Callable,
  type Effect,
  type Primitive,
  primitives,
} from '../../src/lkmm/primitives.ts';
import { type AccessTag, fenceTags } from '../../src/lkmm/tags.ts';

export interface RowMutant {
  readonly what: string;
  readonly row: Primitive;
  readonly wrong: Primitive;
}

export function rowMutants(): RowMutant[] {
  return primitives.flatMap((row) =>
    wrongEffects(row.effect).map(([how, effect]) => ({
      what: `${row.name}: ${how}`,
      row,
      wrong: { ...row, effect },
    })),
  );
}

type Wrong = readonly [how: string, effect: Effect];

/**
 * The tags that mean something there: RELEASE on a load and ACQUIRE on a store do what ONCE does, since
 * the model takes them out of Release and Acquire and counts both as marked.
 */
const tagsOf = {
  read: ['ONCE', 'ACQUIRE', 'MB', 'NORETURN'],
  write: ['ONCE', 'RELEASE', 'MB', 'NORETURN'],
  both: ['ONCE', 'ACQUIRE', 'RELEASE', 'MB', 'NORETURN'],
} as const satisfies Record<string, readonly AccessTag[]>;

const operators: readonly AtomicOp[] = ['add', 'sub', 'and', 'or', 'xor', 'andnot'];
const results = ['new', 'old', 'new is zero', 'new is negative'] as const;

function others<T>(all: readonly T[], right: T): T[] {
  return all.filter((x) => x !== right);
}

function wrongEffects(effect: Effect): Wrong[] {
  switch (effect.do) {
    case 'read':
      return others<AccessTag>(tagsOf.read, effect.tag).map((tag) => retagged(effect, tag));
    case 'write':
      return [
        ...others<AccessTag>(tagsOf.write, effect.tag).map((tag) => retagged(effect, tag)),
        ...(effect.then === undefined ? [] : wrongFenceAfter(effect)),
      ];
    case 'xchg':
      return others<AccessTag>(tagsOf.both, effect.tag).map((tag) => retagged(effect, tag));
    case 'cmpxchg': {
      const { tag, place, expected, value } = effect;
      return [
        ...others<AccessTag>(tagsOf.both, tag).map((other) => retagged(effect, other)),
        ['expected and new value exchanged', { ...effect, expected: value, value: expected }],
        ['always stores', { do: 'xchg', tag, place, value }],
      ];
    }
    case 'atomic':
      return [
        ...others<AccessTag>(tagsOf.both, effect.tag).map((tag) => retagged(effect, tag)),
        ...others(operators, effect.op).map((op): Wrong => [`${effect.op} read as ${op}`, { ...effect, op }]),
        ...(effect.gives === 'nothing'
          ? []
          : others<(typeof results)[number]>(results, effect.gives).map(
              (gives): Wrong => [`gives ${effect.gives} read as ${gives}`, { ...effect, gives }],
            )),
      ];
    case 'add-unless': {
      const { tag, place, operand, unless } = effect;
      return [
        ...others<AccessTag>(tagsOf.both, tag).map((other) => retagged(effect, other)),
        ['operand and limit exchanged', { ...effect, operand: unless, unless: operand }],
        ['always adds', { do: 'atomic', tag, op: 'add', place, operand, gives: 'new' }],
      ];
    }
    case 'fence':
      return others(fenceTags, effect.fence).map((fence) => [`read as ${fence}`, { do: 'fence', fence }]);
    case 'lock':
      return [['read as an unlock', { do: 'unlock', place: effect.place }]];
    case 'unlock':
      return [['read as a lock', { do: 'lock', place: effect.place }]];
    case 'trylock':
      return [['read as spin_is_locked', { do: 'is-locked', place: effect.place }]];
    case 'is-locked':
      return [['read as spin_trylock', { do: 'trylock', place: effect.place }]];
    case 'srcu-lock':
      return tagsOf.read.map((tag) => [`read as a load ${tag}`, { do: 'read', tag, place: effect.place }]);
    case 'srcu-unlock':
      return tagsOf.write.map((tag) => [`read as a store ${tag}`, { ...effect, do: 'write', tag }]);
    case 'srcu-sync':
      return (['mb', 'sync-rcu'] as const).map((fence) => [`read as ${fence}`, { do: 'fence', fence }]);
    default:
      return effect satisfies never;
  }
}

function retagged<E extends Extract<Effect, { readonly tag: AccessTag }>>(effect: E, tag: AccessTag): Wrong {
  return [`tag ${effect.tag} read as ${tag}`, { ...effect, tag } as Effect];
}

/** `smp_store_mb` with another fence, or none. */
function wrongFenceAfter(effect: Extract<Effect, { readonly do: 'write' }>): Wrong[] {
  const { then: right, ...rest } = effect;
  return [
    [`fence ${right} dropped`, rest],
    ...fenceTags
      .filter((then) => then !== right)
      .map((then): Wrong => [`fence ${right} read as ${then}`, { ...rest, then }]),
  ];
}

/** The test with one row of the table exchanged. */
export function withRow(test: LitmusTest, { row, wrong }: RowMutant): LitmusTest {
  const swap = (p: Callable): Callable => (p.name === row.name ? wrong : p);
  const expr = (e: Expr): Expr => {
    switch (e.kind) {
      case 'integer':
      case 'register':
        return e;
      case 'load':
        return { ...e, address: expr(e.address) };
      case 'call':
        return { ...e, primitive: swap(e.primitive), args: e.args.map(expr) };
      case 'binary':
        return { ...e, left: expr(e.left), right: expr(e.right) };
      case 'cast':
        return { ...e, operand: expr(e.operand) };
      default:
        return e satisfies never;
    }
  };
  const statement = (s: Statement): Statement => {
    switch (s.kind) {
      case 'declare':
        return s;
      case 'assign':
      case 'expression':
        return { ...s, value: expr(s.value) };
      case 'store':
        return { ...s, address: expr(s.address), value: expr(s.value) };
      case 'call':
        return { ...s, primitive: swap(s.primitive), args: s.args.map(expr) };
      case 'if':
        return {
          ...s,
          condition: expr(s.condition),
          then: statement(s.then),
          ...(s.else === undefined ? {} : { else: statement(s.else) }),
        };
      case 'while':
        return { ...s, condition: expr(s.condition), body: statement(s.body) };
      case 'block':
        return { ...s, body: s.body.map(statement) };
      default:
        return s satisfies never;
    }
  };
  return { ...test, threads: test.threads.map((t) => ({ ...t, body: t.body.map(statement) })) };
}
