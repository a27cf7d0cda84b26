/**
 * What may stand where a programmer chooses an ordering: one row a choice. Scenarios name the rows by
 * word, the search over choices reads their place in the strength order, reports their cost.
 */

import {
  afterSpinlock,
  afterUnlockLock,
  besideAtomic,
  type Costs,
  free,
  fullBarrier,
  gracePeriod,
  loadAcquire,
  readBarrier,
  readModifyWrite,
  storeMb,
  storeRelease,
  writeBarrier,
} from './costs.ts';

/**
 * `between`: a statement of its own between two accesses. `load`, `store`, `rmw`: the form of an
 * access; `@` in the text is the place accessed, `%` the value stored, and for `rmw` the text is the
 * suffix of the operation's name.
 */
export type Hole = 'between' | 'load' | 'store' | 'rmw';

/** Where the kernel's documents give the filling its meaning; elsewhere nothing may be hoped of it. */
export type Needs =
  | 'an atomic operation before'
  | 'an atomic operation behind'
  | 'a spin_lock before'
  | 'an unlock and a lock before'
  | 'an srcu_read_unlock before';

export interface Filling {
  /** Unique among the fillings of its hole. */
  readonly name: string;
  readonly hole: Hole;
  readonly text: string;
  /** Direct weaker neighbours among the fillings of the same hole. */
  readonly above: readonly string[];
  readonly needs?: Needs;
  readonly cost: Costs;
  /** One sentence for help, hover and reports. */
  readonly doc: string;
}

const between: readonly Filling[] = [
  {
    name: 'none',
    hole: 'between',
    text: '',
    above: [],
    cost: free,
    doc: 'Nothing: compiler and CPU are free.',
  },
  {
    name: 'barrier',
    hole: 'between',
    text: 'barrier();',
    above: ['none'],
    cost: free,
    doc: 'Stops the compiler from moving accesses across; orders nothing between CPUs.',
  },
  {
    name: 'rmb',
    hole: 'between',
    text: 'smp_rmb();',
    above: ['barrier'],
    cost: readBarrier,
    doc: 'Loads before it come before loads after it.',
  },
  {
    name: 'wmb',
    hole: 'between',
    text: 'smp_wmb();',
    above: ['barrier'],
    cost: writeBarrier,
    doc: 'Stores before it come before stores after it.',
  },
  {
    name: 'mb',
    hole: 'between',
    text: 'smp_mb();',
    above: [
      'rmb',
      'wmb',
      'before-atomic',
      'after-atomic',
      'after-spinlock',
      'after-unlock-lock',
      'after-srcu-unlock',
    ],
    cost: fullBarrier,
    doc: 'Everything before it comes before everything after it, for every CPU.',
  },
  {
    name: 'before-atomic',
    hole: 'between',
    text: 'smp_mb__before_atomic();',
    above: ['none'],
    needs: 'an atomic operation behind',
    cost: besideAtomic,
    doc: 'A full barrier before an atomic operation that would order nothing by itself.',
  },
  {
    name: 'after-atomic',
    hole: 'between',
    text: 'smp_mb__after_atomic();',
    above: ['none'],
    needs: 'an atomic operation before',
    cost: besideAtomic,
    doc: 'A full barrier behind an atomic operation that would order nothing by itself.',
  },
  {
    name: 'after-spinlock',
    hole: 'between',
    text: 'smp_mb__after_spinlock();',
    above: ['none'],
    needs: 'a spin_lock before',
    cost: afterSpinlock,
    doc: 'Makes the spin_lock before it a full barrier.',
  },
  {
    name: 'after-unlock-lock',
    hole: 'between',
    text: 'smp_mb__after_unlock_lock();',
    above: ['none'],
    needs: 'an unlock and a lock before',
    cost: afterUnlockLock,
    doc: 'Makes an unlock and the lock that follows it a full barrier.',
  },
  {
    name: 'after-srcu-unlock',
    hole: 'between',
    text: 'smp_mb__after_srcu_read_unlock();',
    above: ['none'],
    needs: 'an srcu_read_unlock before',
    cost: free,
    doc: 'Makes the srcu_read_unlock before it a full barrier.',
  },
  {
    name: 'sync-rcu',
    hole: 'between',
    text: 'synchronize_rcu();',
    above: ['mb'],
    cost: gracePeriod,
    doc: 'Waits until every RCU reader that was running is over, and is a full barrier.',
  },
  {
    name: 'sync-rcu-expedited',
    hole: 'between',
    text: 'synchronize_rcu_expedited();',
    above: ['mb'],
    cost: gracePeriod,
    doc: 'Waits for a grace period as synchronize_rcu does, sooner and at the cost of the other CPUs.',
  },
];

const loads: readonly Filling[] = [
  {
    name: 'plain',
    hole: 'load',
    text: '*@',
    above: [],
    cost: free,
    doc: 'A load that the compiler may tear, repeat or leave out: a race with any concurrent store.',
  },
  {
    name: 'once',
    hole: 'load',
    text: 'READ_ONCE(*@)',
    above: ['plain'],
    cost: free,
    doc: 'A marked load, ordered by its dependencies alone.',
  },
  {
    name: 'acquire',
    hole: 'load',
    text: 'smp_load_acquire(@)',
    above: ['once'],
    cost: loadAcquire,
    doc: 'A marked load that comes before everything after it.',
  },
];

const stores: readonly Filling[] = [
  {
    name: 'plain',
    hole: 'store',
    text: '*@ = %;',
    above: [],
    cost: free,
    doc: 'A store that the compiler may tear, repeat or leave out: a race with any concurrent access.',
  },
  {
    name: 'once',
    hole: 'store',
    text: 'WRITE_ONCE(*@, %);',
    above: ['plain'],
    cost: free,
    doc: 'A marked store, ordered by nothing.',
  },
  {
    name: 'release',
    hole: 'store',
    text: 'smp_store_release(@, %);',
    above: ['once'],
    cost: storeRelease,
    doc: 'A marked store that comes after everything before it.',
  },
  {
    name: 'mb',
    hole: 'store',
    text: 'smp_store_mb(*@, %);',
    above: ['once'],
    cost: storeMb,
    doc: 'A marked store with a full barrier behind it.',
  },
];

const readModifyWrites: readonly Filling[] = [
  {
    name: 'relaxed',
    hole: 'rmw',
    text: '_relaxed',
    above: [],
    cost: readModifyWrite('add', 'relaxed'),
    doc: 'An atomic read-modify-write that orders nothing.',
  },
  {
    name: 'acquire',
    hole: 'rmw',
    text: '_acquire',
    above: ['relaxed'],
    cost: readModifyWrite('add', 'acquire'),
    doc: 'An atomic read-modify-write whose load comes before everything after it.',
  },
  {
    name: 'release',
    hole: 'rmw',
    text: '_release',
    above: ['relaxed'],
    cost: readModifyWrite('add', 'release'),
    doc: 'An atomic read-modify-write whose store comes after everything before it.',
  },
  {
    name: 'full',
    hole: 'rmw',
    text: '',
    above: ['acquire', 'release'],
    cost: readModifyWrite('add', 'full'),
    doc: 'An atomic read-modify-write with a full barrier before and behind it, if it takes effect.',
  },
];

/** All rows, hole by hole, each hole from weak to strong. */
export const fillings: readonly Filling[] = [...between, ...loads, ...stores, ...readModifyWrites];

/** The rows of one hole by name. */
export const fillingsOf: Readonly<Record<Hole, ReadonlyMap<string, Filling>>> = {
  between: new Map(between.map((f) => [f.name, f])),
  load: new Map(loads.map((f) => [f.name, f])),
  store: new Map(stores.map((f) => [f.name, f])),
  rmw: new Map(readModifyWrites.map((f) => [f.name, f])),
};
