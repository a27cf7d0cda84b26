/**
 * The kernel primitives that LKMM knows: one row each. The parser checks names and argument shapes
 * against it, the thread semantics reads the effect, the fuzzer draws from it and a test compares it
 * with the installed kernel's macro file, so a new primitive is one new row.
 */

import type { AccessTag, EventTag, FenceTag } from './tags.ts';

/**
 * What an argument must be: `deref` is written `*p` and names the place accessed; `pointer` is an
 * expression whose value is a place; `value` is any expression.
 */
export type Parameter = 'deref' | 'pointer' | 'value';

/** How an atomic operation combines the old value with its operand. */
export type AtomicOp = 'add' | 'sub' | 'and' | 'or' | 'xor' | 'andnot';

/**
 * What calling a primitive does, in terms of events. Numbers are positions in the argument list.
 * Every read-modify-write is a read and a write tied by `rmw`, both carrying `tag`.
 */
export type EffectWith<A, F> =
  | { readonly do: 'read'; readonly tag: A; readonly place: number }
  | {
      readonly do: 'write';
      readonly tag: A;
      readonly place: number;
      readonly value: number;
      /** A fence that follows the store at once (`smp_store_mb`). */
      readonly then?: F;
    }
  | { readonly do: 'fence'; readonly fence: F }
  | {
      readonly do: 'xchg';
      readonly tag: A;
      readonly place: number;
      readonly value: number;
    }
  | {
      readonly do: 'cmpxchg';
      readonly tag: A;
      readonly place: number;
      readonly expected: number;
      readonly value: number;
    }
  | {
      readonly do: 'atomic';
      readonly tag: A;
      readonly op: AtomicOp;
      readonly place: number;
      /** Argument position, or absent for an operand of 1 (`atomic_inc`). */
      readonly operand?: number;
      /** The call's value: the new or old value, or a test of the new one; nothing for a statement. */
      readonly gives: 'new' | 'old' | 'new is zero' | 'new is negative' | 'nothing';
    }
  | {
      readonly do: 'add-unless';
      readonly tag: A;
      readonly place: number;
      readonly operand: number;
      readonly unless: number;
    }
  | { readonly do: 'lock'; readonly place: number }
  | { readonly do: 'unlock'; readonly place: number }
  | { readonly do: 'trylock'; readonly place: number }
  | { readonly do: 'is-locked'; readonly place: number }
  | { readonly do: 'srcu-lock'; readonly place: number }
  | { readonly do: 'srcu-unlock'; readonly place: number; readonly value: number }
  | { readonly do: 'srcu-sync'; readonly place: number };

/** The effect of a row of the table: its tags are LKMM's. */
export type Effect = EffectWith<AccessTag, FenceTag>;

/** The effect of any call, those of the layer below the macros included (`core-operations.ts`). */
export type AnyEffect =
  | EffectWith<EventTag, EventTag>
  /** The event of a grace period of SRCU with a tag that makes it another. */
  | { readonly do: 'srcu-event'; readonly tag: EventTag; readonly place: number }
  /** C11's mutex, which makes no event that LKMM knows. */
  | { readonly do: 'nothing'; readonly place: number }
  /** C11's read-modify-writes: under LKMM herd7 finds no execution that reaches one. */
  | { readonly do: 'no execution'; readonly place: number };

/** What a call in a test refers to: a row of the table, or an operation below it. */
export interface Callable {
  readonly name: string;
  /** `expression`: has a value, cannot stand alone as a statement. `statement`: the reverse. */
  readonly role: 'expression' | 'statement';
  readonly parameters: readonly Parameter[];
  readonly effect: AnyEffect;
}

export interface Primitive extends Callable {
  readonly effect: Effect;
  /** One sentence for help and hover texts. */
  readonly doc: string;
}

type Ordering = '' | '_relaxed' | '_acquire' | '_release';
const orderings: readonly Ordering[] = ['', '_relaxed', '_acquire', '_release'];
const orderingTag: Record<Ordering, AccessTag> = {
  '': 'MB',
  _relaxed: 'ONCE',
  _acquire: 'ACQUIRE',
  _release: 'RELEASE',
};
const orderingDoc: Record<Ordering, string> = {
  '': 'full barrier before and after, if it succeeds',
  _relaxed: 'no ordering',
  _acquire: 'acquire ordering, if it succeeds',
  _release: 'release ordering, if it succeeds',
};

const expression = (
  name: string,
  parameters: readonly Parameter[],
  effect: Effect,
  doc: string,
): Primitive => ({ name, role: 'expression', parameters, effect, doc });

const statement = (
  name: string,
  parameters: readonly Parameter[],
  effect: Effect,
  doc: string,
): Primitive => ({ name, role: 'statement', parameters, effect, doc });

const read = (name: string, by: Parameter, tag: AccessTag, doc: string) =>
  expression(name, [by], { do: 'read', tag, place: 0 }, doc);
const write = (name: string, by: Parameter, tag: AccessTag, doc: string) =>
  statement(name, [by, 'value'], { do: 'write', tag, place: 0, value: 1 }, doc);
const fence = (name: string, tag: FenceTag, doc: string) =>
  statement(name, [], { do: 'fence', fence: tag }, doc);

const accesses: readonly Primitive[] = [
  read('READ_ONCE', 'deref', 'ONCE', 'Marked load; orders nothing beyond its dependencies.'),
  read(
    'rcu_dereference',
    'deref',
    'ONCE',
    'Marked load of a pointer protected by RCU; orders like READ_ONCE.',
  ),
  read('atomic_read', 'pointer', 'ONCE', 'Marked load of an atomic; orders nothing beyond its dependencies.'),
  read('smp_load_acquire', 'pointer', 'ACQUIRE', 'Marked load, ordered before everything after it.'),
  read(
    'atomic_read_acquire',
    'pointer',
    'ACQUIRE',
    'Marked load of an atomic, ordered before everything after it.',
  ),
  write('WRITE_ONCE', 'deref', 'ONCE', 'Marked store; orders nothing by itself.'),
  write(
    'atomic_set',
    'pointer',
    'ONCE',
    'Marked store to an atomic; orders nothing, and is no read-modify-write.',
  ),
  write('smp_store_release', 'pointer', 'RELEASE', 'Marked store, ordered after everything before it.'),
  write(
    'atomic_set_release',
    'pointer',
    'RELEASE',
    'Marked store to an atomic, ordered after everything before it.',
  ),
  write('rcu_assign_pointer', 'deref', 'RELEASE', 'Publishes a pointer: a store-release.'),
  statement(
    'smp_store_mb',
    ['deref', 'value'],
    { do: 'write', tag: 'ONCE', place: 0, value: 1, then: 'mb' },
    'Marked store followed by a full barrier.',
  ),
];

const fences: readonly Primitive[] = [
  fence('smp_mb', 'mb', 'Full barrier: all before it, before all after it, for every CPU.'),
  fence('smp_rmb', 'rmb', 'Loads before it, before loads after it.'),
  fence('smp_wmb', 'wmb', 'Stores before it, before stores after it.'),
  fence('barrier', 'barrier', 'Compiler barrier; orders nothing between CPUs.'),
  fence('smp_mb__before_atomic', 'before-atomic', 'Full barrier from before it to a later atomic operation.'),
  fence('smp_mb__after_atomic', 'after-atomic', 'Full barrier from an earlier atomic operation to after it.'),
  fence(
    'smp_mb__after_spinlock',
    'after-spinlock',
    'Full barrier from before an earlier spin_lock to after it.',
  ),
  fence(
    'smp_mb__after_unlock_lock',
    'after-unlock-lock',
    'Turns an unlock followed by a lock into a full barrier.',
  ),
  fence(
    'smp_mb__after_srcu_read_unlock',
    'after-srcu-read-unlock',
    'Full barrier from before an earlier srcu_read_unlock to after it.',
  ),
];

const exchanges: readonly Primitive[] = ['', 'atomic_'].flatMap((prefix) =>
  orderings.flatMap((o) => [
    expression(
      `${prefix}xchg${o}`,
      ['pointer', 'value'],
      { do: 'xchg', tag: orderingTag[o], place: 0, value: 1 },
      `Stores a value and gives the old one; ${orderingDoc[o].replace(', if it succeeds', '')}.`,
    ),
    expression(
      `${prefix}cmpxchg${o}`,
      ['pointer', 'value', 'value'],
      { do: 'cmpxchg', tag: orderingTag[o], place: 0, expected: 1, value: 2 },
      `Stores the new value if the old one is as expected and gives the old one; ${orderingDoc[o]}.`,
    ),
  ]),
);

/** `atomic_add(v, p)` and its kin return nothing and order nothing. */
const voidAtomics: readonly Primitive[] = [
  ...(['add', 'sub', 'and', 'or', 'xor', 'andnot'] as const).map((op) =>
    statement(
      `atomic_${op}`,
      ['value', 'pointer'],
      { do: 'atomic', tag: 'NORETURN', op, place: 1, operand: 0, gives: 'nothing' },
      'Atomic read-modify-write without a result; no ordering, and its load is not ordered by smp_rmb.',
    ),
  ),
  ...(
    [
      ['inc', 'add'],
      ['dec', 'sub'],
    ] as const
  ).map(([word, op]) =>
    statement(
      `atomic_${word}`,
      ['pointer'],
      { do: 'atomic', tag: 'NORETURN', op, place: 0, gives: 'nothing' },
      'Atomic read-modify-write without a result; no ordering, and its load is not ordered by smp_rmb.',
    ),
  ),
];

const operatorWords = [
  { word: 'add', op: 'add', takesValue: true },
  { word: 'sub', op: 'sub', takesValue: true },
  { word: 'inc', op: 'add', takesValue: false },
  { word: 'dec', op: 'sub', takesValue: false },
  { word: 'and', op: 'and', takesValue: true },
  { word: 'or', op: 'or', takesValue: true },
  { word: 'xor', op: 'xor', takesValue: true },
  { word: 'andnot', op: 'andnot', takesValue: true },
] as const satisfies readonly { word: string; op: AtomicOp; takesValue: boolean }[];

function valued(
  name: string,
  op: AtomicOp,
  takesValue: boolean,
  ordering: Ordering,
  gives: 'new' | 'old' | 'new is zero' | 'new is negative',
): Primitive {
  const shape = takesValue ? { place: 1, operand: 0 } : { place: 0 };
  const result = gives === 'old' ? 'old value' : gives === 'new' ? 'new value' : `truth of "the ${gives}"`;
  return expression(
    name,
    takesValue ? ['value', 'pointer'] : ['pointer'],
    { do: 'atomic', tag: orderingTag[ordering], op, gives, ...shape },
    `Atomic read-modify-write that gives the ${result}; ${orderingDoc[ordering].replace(', if it succeeds', '')}.`,
  );
}

const valuedAtomics: readonly Primitive[] = orderings.flatMap((o) => [
  ...operatorWords
    .filter((w) => w.op === 'add' || w.op === 'sub')
    .map((w) => valued(`atomic_${w.word}_return${o}`, w.op, w.takesValue, o, 'new')),
  ...operatorWords.map((w) => valued(`atomic_fetch_${w.word}${o}`, w.op, w.takesValue, o, 'old')),
  valued(`atomic_add_negative${o}`, 'add', true, o, 'new is negative'),
]);

const testedAtomics: readonly Primitive[] = [
  valued('atomic_sub_and_test', 'sub', true, '', 'new is zero'),
  valued('atomic_dec_and_test', 'sub', false, '', 'new is zero'),
  valued('atomic_inc_and_test', 'add', false, '', 'new is zero'),
  expression(
    'atomic_add_unless',
    ['pointer', 'value', 'value'],
    { do: 'add-unless', tag: 'MB', place: 0, operand: 1, unless: 2 },
    'Adds unless the old value is the given one, and tells whether it did; full barrier if it did.',
  ),
];

const locks: readonly Primitive[] = [
  statement('spin_lock', ['pointer'], { do: 'lock', place: 0 }, 'Takes a spinlock; acquire ordering.'),
  statement(
    'spin_unlock',
    ['pointer'],
    { do: 'unlock', place: 0 },
    'Gives a spinlock back; release ordering.',
  ),
  expression(
    'spin_trylock',
    ['pointer'],
    { do: 'trylock', place: 0 },
    'Takes a spinlock if it is free and tells whether it did; acquire ordering if it did.',
  ),
  expression(
    'spin_is_locked',
    ['pointer'],
    { do: 'is-locked', place: 0 },
    'Tells whether a spinlock is held; no ordering.',
  ),
];

const rcu: readonly Primitive[] = [
  fence('rcu_read_lock', 'rcu-lock', 'Begins an RCU read-side critical section.'),
  fence('rcu_read_unlock', 'rcu-unlock', 'Ends an RCU read-side critical section.'),
  fence('synchronize_rcu', 'sync-rcu', 'Waits for an RCU grace period; also a full barrier.'),
  fence(
    'synchronize_rcu_expedited',
    'sync-rcu',
    'Waits for an RCU grace period, faster; also a full barrier.',
  ),
];

const srcu: readonly Primitive[] = [
  ...['srcu_read_lock', 'srcu_down_read'].map((name) =>
    expression(
      name,
      ['pointer'],
      { do: 'srcu-lock', place: 0 },
      'Begins an SRCU read-side critical section; gives its cookie.',
    ),
  ),
  ...['srcu_read_unlock', 'srcu_up_read'].map((name) =>
    statement(
      name,
      ['pointer', 'value'],
      { do: 'srcu-unlock', place: 0, value: 1 },
      'Ends the SRCU read-side critical section that gave the cookie.',
    ),
  ),
  ...['synchronize_srcu', 'synchronize_srcu_expedited'].map((name) =>
    statement(
      name,
      ['pointer'],
      { do: 'srcu-sync', place: 0 },
      'Waits for an SRCU grace period of one structure; also a full barrier.',
    ),
  ),
];

/** All rows, in the order in which the manual lists them. */
export const primitives: readonly Primitive[] = [
  ...accesses,
  ...fences,
  ...exchanges,
  ...voidAtomics,
  ...valuedAtomics,
  ...testedAtomics,
  ...locks,
  ...rcu,
  ...srcu,
];

/** Rows by name; a name is unique. */
export const primitiveNamed: ReadonlyMap<string, Primitive> = new Map(primitives.map((p) => [p.name, p]));
