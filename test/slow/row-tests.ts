/**
 * Small litmus tests of every row of the primitive table, made from the table: what it computes, what
 * it orders, on success and failure, and which dependencies it carries. herd7's answers are recorded
 * in row-tests.herd7; `node test/run-typescript.mjs test/slow/record.ts` renews them.
 */

import type { Effect, Parameter, Primitive } from '../../src/lkmm/primitives.ts';
import { primitives } from '../../src/lkmm/primitives.ts';
import { fenceTests } from './fence-row-tests.ts';
import { litmus, type RowTest } from './litmus-text.ts';
import { lockTests, srcuTests } from './section-row-tests.ts';

export type { RowTest };

export function rowTests(): RowTest[] {
  return primitives.flatMap((row) => {
    const { effect } = row;
    switch (effect.do) {
      case 'read':
        return [values(row), ...loads(row, succeeding)];
      case 'write':
        return [
          values(row),
          ...stores(row),
          ...operandTests(row),
          ...(effect.then === undefined ? [] : [storeAsGracePeriod(row)]),
        ];
      case 'xchg':
      case 'atomic':
        return [values(row), ...modifications(row), ...operandTests(row), ...resultTests(row)];
      case 'cmpxchg':
      case 'add-unless':
        return [
          values(row),
          ...modifications(row),
          ...operandTests(row),
          ...resultTests(row),
          ...loads(row, failing),
          between(row, failing),
        ];
      case 'fence':
        return fenceTests(row);
      case 'lock':
      case 'unlock':
      case 'trylock':
      case 'is-locked':
        return lockTests(row);
      case 'srcu-lock':
      case 'srcu-unlock':
      case 'srcu-sync':
        return srcuTests(row);
      default:
        return effect satisfies never;
    }
  });
}

/** What stands in the argument positions other than the place. */
interface Arguments {
  readonly how: string;
  /** The value stored, added, and so on. */
  readonly value: number | string;
  readonly expected: number | string;
  readonly limit: number | string;
}

/** The place holds this before the operation under test, so that every operator changes it. */
const old = 6;
const succeeding: Arguments = { how: '', value: 3, expected: old, limit: 5 };
const failing: Arguments = { ...succeeding, how: '-failed', expected: 5, limit: old };

type Accessing = Extract<Effect, { readonly place: number }>;

/** What the argument at a position is for. */
function roleOf(effect: Effect, position: number): keyof Arguments {
  if (effect.do === 'cmpxchg' && position === effect.expected) return 'expected';
  if (effect.do === 'add-unless' && position === effect.unless) return 'limit';
  return 'value';
}

/** The call as a statement; a result goes to register r9. */
function use(row: Primitive, place: string, given: Arguments): string {
  const { place: at } = row.effect as Accessing;
  const written = (parameter: Parameter, i: number) =>
    i !== at ? String(given[roleOf(row.effect, i)]) : parameter === 'deref' ? `*${place}` : place;
  const call = `${row.name}(${row.parameters.map(written).join(', ')});`;
  return row.role === 'expression' ? `int r9 = ${call}` : call;
}

/** What the place holds after the operation; undefined when nothing is stored. */
function stored(effect: Effect, given: Arguments): number | undefined {
  const value = Number(given.value);
  switch (effect.do) {
    case 'write':
    case 'xchg':
      return value;
    case 'cmpxchg':
      return given.expected === old ? value : undefined;
    case 'add-unless':
      return given.limit === old ? undefined : old + value;
    case 'atomic': {
      const operand = effect.operand === undefined ? 1 : value;
      switch (effect.op) {
        case 'add':
          return old + operand;
        case 'sub':
          return old - operand;
        case 'and':
          return old & operand;
        case 'or':
          return old | operand;
        case 'xor':
          return old ^ operand;
        case 'andnot':
          return old & ~operand;
        default:
          return effect.op satisfies never;
      }
    }
    default:
      return undefined;
  }
}

/** What r9 shows when nothing was stored. */
const seen = ({ effect }: Primitive): number => (effect.do === 'add-unless' ? 0 : old);

const named = (row: Primitive, shape: string): string => `${row.name}+${shape}`;

/** Five calls, each in a thread and on a location of its own, that tell operators and results apart. */
function values(row: Primitive): RowTest {
  const { effect } = row;
  const takesValue = row.parameters.length > 1;
  const befores = takesValue || effect.do === 'read' ? [6, 5, 5, 1, -1] : [3, 4, -1, 1, -5];
  const operands = [3, -5, 5, -9, 12];
  const places = ['a', 'b', 'c', 'd', 'e'];
  const threads = places.map((place, i) => {
    const matches = i % 2 === 0 ? befores[i] : 7;
    return [
      use(row, place, { how: '', value: operands[i] ?? 0, expected: matches ?? 0, limit: matches ?? 0 }),
    ];
  });
  const shown = row.role === 'expression' ? places.map((_, i) => `${i}:r9`) : [];
  return litmus(named(row, 'values'), {
    init: places.map((place, i) => `${place}=${befores[i]}`),
    threads,
    locations: [...shown, ...places],
    exists: 'true',
  });
}

/** As the load of the flag or of the data in message passing, and before smp_rmb. */
function loads(row: Primitive, given: Arguments): RowTest[] {
  const after = stored(row.effect, given);
  const flagFound = after === undefined ? `1:r9=${seen(row)}` : `y=${after}`;
  // A cmpxchg that comes after the store of 1 leaves it alone.
  const dataMissed = after === undefined || row.effect.do === 'cmpxchg' ? `1:r9=${seen(row)}` : 'x=1';
  return [
    litmus(named(row, `flag-load${given.how}`), {
      threads: [
        ['WRITE_ONCE(*x, 1);', 'smp_mb();', `WRITE_ONCE(*y, ${old});`],
        [use(row, 'y', given), 'int r1 = READ_ONCE(*x);'],
      ],
      exists: `${flagFound} /\\ 1:r1=0`,
    }),
    litmus(named(row, `flag-load-rmb${given.how}`), {
      threads: [
        ['WRITE_ONCE(*x, 1);', 'smp_mb();', `WRITE_ONCE(*y, ${old});`],
        [use(row, 'y', given), 'smp_rmb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: `${flagFound} /\\ 1:r1=0`,
    }),
    litmus(named(row, `data-load${given.how}`), {
      init: [`x=${old}`],
      threads: [
        ['WRITE_ONCE(*x, 1);', 'smp_mb();', 'WRITE_ONCE(*y, 1);'],
        ['int r1 = READ_ONCE(*y);', use(row, 'x', given)],
      ],
      exists: `1:r1=1 /\\ ${dataMissed}`,
    }),
  ];
}

/** As the store of the flag or of the data in message passing, and as the store of store buffering. */
function stores(row: Primitive): RowTest[] {
  const after = stored(row.effect, succeeding);
  return [
    litmus(named(row, 'flag-store'), {
      init: [`y=${old}`],
      threads: [
        ['WRITE_ONCE(*x, 1);', use(row, 'y', succeeding)],
        ['int r0 = READ_ONCE(*y);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: `1:r0=${after} /\\ 1:r1=0`,
    }),
    litmus(named(row, 'data-store'), {
      init: [`x=${old}`],
      threads: [
        [use(row, 'x', succeeding), 'WRITE_ONCE(*y, 1);'],
        ['int r0 = READ_ONCE(*y);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: `1:r0=1 /\\ 1:r1=${old}`,
    }),
    litmus(named(row, 'store-then-load'), {
      init: [`x=${old}`],
      threads: [
        [use(row, 'x', succeeding), 'int r0 = READ_ONCE(*y);'],
        ['WRITE_ONCE(*y, 1);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: `0:r0=0 /\\ 1:r1=${old}`,
    }),
  ];
}

/** In the middle of store buffering. */
function between(row: Primitive, given: Arguments): RowTest {
  return litmus(named(row, `between${given.how}`), {
    init: [`a=${old}`],
    threads: [
      ['WRITE_ONCE(*x, 1);', use(row, 'a', given), 'int r0 = READ_ONCE(*y);'],
      ['WRITE_ONCE(*y, 1);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
    ],
    exists: '0:r0=0 /\\ 1:r1=0',
  });
}

function modifications(row: Primitive): RowTest[] {
  return [...stores(row), ...loads(row, succeeding), between(row, succeeding)];
}

/** Load buffering with each argument in turn taken from the load: does it carry a dependency? */
function operandTests(row: Primitive): RowTest[] {
  const { effect } = row;
  const roles = row.parameters.flatMap((_, i) =>
    i === (effect as Accessing).place ? [] : [roleOf(effect, i)],
  );
  return roles.map((role) => {
    // The load gives 1, the argument is what it was.
    const given = { ...succeeding, [role]: `r0 + ${Number(succeeding[role]) - 1}` };
    return litmus(named(row, `${role}-dependency`), {
      init: [`y=${old}`],
      threads: [
        ['int r0 = READ_ONCE(*x);', use(row, 'y', given)],
        ['int r0 = READ_ONCE(*y);', 'smp_mb();', 'WRITE_ONCE(*x, 1);'],
      ],
      exists: `0:r0=1 /\\ 1:r0=${stored(effect, succeeding)}`,
    });
  });
}

/** Load buffering with a store of the result, where nothing but the dependency orders it. */
function resultTests(row: Primitive): RowTest[] {
  const { effect } = row;
  if (row.role === 'statement' || !('tag' in effect)) return [];
  if (effect.tag === 'MB' || effect.tag === 'ACQUIRE') return [];
  return [
    litmus(named(row, 'result-dependency'), {
      threads: [
        [use(row, 'x', succeeding), 'WRITE_ONCE(*y, r9 * 0 + 1);'],
        ['int r0 = READ_ONCE(*y);', 'smp_mb();', `WRITE_ONCE(*x, ${old});`],
      ],
      exists: `x=${stored(effect, succeeding)} /\\ 1:r0=1`,
    }),
  ];
}

/** A store that is followed by a full barrier is no grace period. */
function storeAsGracePeriod(row: Primitive): RowTest {
  return litmus(named(row, 'as-grace-period'), {
    threads: [
      ['rcu_read_lock();', 'WRITE_ONCE(*x, 1);', 'int r0 = READ_ONCE(*y);', 'rcu_read_unlock();'],
      [use(row, 'y', succeeding), 'int r1 = READ_ONCE(*x);'],
    ],
    exists: '0:r0=0 /\\ 1:r1=0',
  });
}
