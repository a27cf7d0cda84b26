/**
 * What each kernel word promises, as litmus tests of a few lines. A case says how the word reads a
 * value that another thread released, and which of three orderings the kernel's documents give it; each
 * ordering that it has must forbid its test, each that it lacks must leave its test possible.
 */

export type Promise = 'acquire' | 'release' | 'full';

/** Values of `v`: where it begins, what the word waits or hopes for, what it leaves there. */
export interface Ordered {
  /** Leaves in `r0` what the word gives. */
  readonly code: string;
  readonly begins: number;
  readonly finds: number;
  /** Absent for words that only read. */
  readonly leaves?: number;
  /** What `r0` is when the word did what it is for; absent for words that give nothing. */
  readonly gives?: number;
  /** Words that store without reading: what is found cannot be seen. */
  readonly blind?: true;
  readonly promises: readonly Promise[];
}

const all: readonly Promise[] = ['acquire', 'release', 'full'];
const onlyAcquire: readonly Promise[] = ['acquire'];
const onlyRelease: readonly Promise[] = ['release'];
const both: readonly Promise[] = ['acquire', 'release'];

/** `promises`, then begins, finds, leaves, gives. */
const row = (
  code: string,
  [begins, finds, leaves, gives]: readonly [
    begins: number,
    finds: number,
    leaves?: number | undefined,
    gives?: number,
  ],
  promises: readonly Promise[],
): Ordered => ({
  code,
  begins,
  finds,
  ...(leaves === undefined ? {} : { leaves }),
  ...(gives === undefined ? {} : { gives }),
  promises,
});
const blind = (code: string, leaves: number, promises: readonly Promise[], begins = 0): Ordered => ({
  code,
  begins,
  finds: 0,
  leaves,
  blind: true,
  promises,
});

/** By the name of the row. */
export const orderedCases: Readonly<Record<string, Ordered>> = {
  test_bit: row('r0 = test_bit(0, v);', [0, 1, undefined, 1], []),
  test_bit_acquire: row('r0 = test_bit_acquire(0, v);', [0, 1, undefined, 1], onlyAcquire),
  set_bit: row('set_bit(1, v);', [0, 1, 3], []),
  clear_bit: row('clear_bit(1, v);', [0, 3, 1], []),
  change_bit: row('change_bit(1, v);', [0, 1, 3], []),
  clear_bit_unlock: row('clear_bit_unlock(1, v);', [0, 3, 1], onlyRelease),
  test_and_set_bit: row('r0 = test_and_set_bit(1, v);', [2, 1, 3, 0], all),
  test_and_clear_bit: row('r0 = test_and_clear_bit(1, v);', [0, 3, 1, 1], all),
  test_and_change_bit: row('r0 = test_and_change_bit(1, v);', [0, 3, 1, 1], all),
  test_and_set_bit_lock: row('r0 = test_and_set_bit_lock(1, v);', [2, 1, 3, 0], onlyAcquire),
  xor_unlock_is_negative_byte: row('r0 = xor_unlock_is_negative_byte(1, v);', [0, 129, 128, 1], onlyRelease),

  PageDax: row('r0 = PageDax(v);', [0, 1, undefined, 1], []),
  SetPageDax: blind('SetPageDax(v);', 1, []),
  ClearPageDax: row('ClearPageDax(v);', [0, 3, 2], []),
  TestSetPageDax: row('r0 = TestSetPageDax(v);', [1, 2, 3, 0], all),
  TestClearPageDax: row('r0 = TestClearPageDax(v);', [0, 3, 2, 1], all),
  folio_test_dirty: row('r0 = folio_test_dirty(v);', [0, 1, undefined, 1], []),
  folio_set_dirty: blind('folio_set_dirty(v);', 1, []),
  folio_clear_dirty: row('folio_clear_dirty(v);', [0, 3, 2], []),
  folio_test_set_dirty: row('r0 = folio_test_set_dirty(v);', [1, 2, 3, 0], all),
  folio_test_clear_dirty: row('r0 = folio_test_clear_dirty(v);', [0, 3, 2, 1], all),
  folio_test_uptodate: row('r0 = folio_test_uptodate(v);', [0, 1, undefined, 1], onlyAcquire),
  PageUptodate: row('r0 = PageUptodate(v);', [0, 1, undefined, 1], onlyAcquire),
  folio_mark_uptodate: blind('folio_mark_uptodate(v);', 1, onlyRelease),
  SetPageUptodate: blind('SetPageUptodate(v);', 1, onlyRelease),
  folio_trylock: row('r0 = folio_trylock(v);', [1, 2, 3, 1], onlyAcquire),
  folio_lock: row('folio_lock(v);', [1, 2, 3], onlyAcquire),
  folio_unlock: row('folio_unlock(v);', [0, 3, 2], onlyRelease),

  refcount_read: row('r0 = refcount_read(v);', [0, 1, undefined, 1], []),
  refcount_set: blind('refcount_set(v, 1);', 1, []),
  refcount_set_release: blind('refcount_set_release(v, 1);', 1, onlyRelease),
  refcount_inc: row('refcount_inc(v);', [1, 5, 6], []),
  refcount_add: row('refcount_add(2, v);', [1, 5, 7], []),
  refcount_dec: row('refcount_dec(v);', [9, 5, 4], onlyRelease),
  refcount_inc_not_zero: row('r0 = refcount_inc_not_zero(v);', [0, 5, 6, 1], []),
  refcount_inc_not_zero_acquire: row('r0 = refcount_inc_not_zero_acquire(v);', [0, 5, 6, 1], onlyAcquire),
  refcount_add_not_zero: row('r0 = refcount_add_not_zero(2, v);', [0, 5, 7, 1], []),
  refcount_add_not_zero_acquire: row('r0 = refcount_add_not_zero_acquire(2, v);', [0, 5, 7, 1], onlyAcquire),
  refcount_dec_and_test: row('r0 = refcount_dec_and_test(v);', [9, 1, 0, 1], both),
  refcount_sub_and_test: row('r0 = refcount_sub_and_test(2, v);', [9, 2, 0, 1], both),
  refcount_dec_if_one: row('r0 = refcount_dec_if_one(v);', [9, 1, 0, 1], onlyRelease),
  refcount_dec_not_one: row('r0 = refcount_dec_not_one(v);', [1, 5, 4, 1], onlyRelease),
  kref_init: blind('kref_init(v);', 1, []),

  folio_ref_sub_and_test: row('r0 = folio_ref_sub_and_test(v, 2);', [9, 2, 0, 1], all),
  folio_put_testzero: row('r0 = folio_put_testzero(v);', [9, 1, 0, 1], all),
  folio_ref_inc_return: row('r0 = folio_ref_inc_return(v);', [9, 1, 2, 2], all),
  folio_ref_dec_return: row('r0 = folio_ref_dec_return(v);', [9, 2, 1, 1], all),
  folio_ref_sub_return: row('r0 = folio_ref_sub_return(v, 2);', [9, 5, 3, 3], all),
  folio_ref_add_unless_zero: row('r0 = folio_ref_add_unless_zero(v, 2);', [0, 5, 7, 1], all),
  folio_try_get: row('r0 = folio_try_get(v);', [0, 5, 6, 1], all),
  folio_ref_freeze: row('r0 = folio_ref_freeze(v, 2);', [9, 2, 0, 1], all),
  folio_ref_unfreeze: blind('folio_ref_unfreeze(v, 2);', 2, onlyRelease),
  folio_set_count: blind('folio_set_count(v, 2);', 2, []),
  folio_get: row('folio_get(v);', [1, 5, 6], []),
  folio_ref_add: row('folio_ref_add(v, 2);', [1, 5, 7], []),
  folio_ref_sub: row('folio_ref_sub(v, 2);', [9, 5, 3], []),
  folio_ref_dec: row('folio_ref_dec(v);', [9, 5, 4], []),

  atomic_inc_not_zero: row('r0 = atomic_inc_not_zero(v);', [0, 5, 6, 1], all),
  try_cmpxchg: row('r1 = 5; r0 = try_cmpxchg(v, &r1, 6);', [0, 5, 6, 1], all),
  try_cmpxchg_relaxed: row('r1 = 5; r0 = try_cmpxchg_relaxed(v, &r1, 6);', [0, 5, 6, 1], []),
  try_cmpxchg_acquire: row('r1 = 5; r0 = try_cmpxchg_acquire(v, &r1, 6);', [0, 5, 6, 1], onlyAcquire),
  try_cmpxchg_release: row('r1 = 5; r0 = try_cmpxchg_release(v, &r1, 6);', [0, 5, 6, 1], onlyRelease),
  atomic_try_cmpxchg: row('r1 = 5; r0 = atomic_try_cmpxchg(v, &r1, 6);', [0, 5, 6, 1], all),
  atomic_try_cmpxchg_relaxed: row('r1 = 5; r0 = atomic_try_cmpxchg_relaxed(v, &r1, 6);', [0, 5, 6, 1], []),
  atomic_try_cmpxchg_acquire: row(
    'r1 = 5; r0 = atomic_try_cmpxchg_acquire(v, &r1, 6);',
    [0, 5, 6, 1],
    onlyAcquire,
  ),
  atomic_try_cmpxchg_release: row(
    'r1 = 5; r0 = atomic_try_cmpxchg_release(v, &r1, 6);',
    [0, 5, 6, 1],
    onlyRelease,
  ),

  smp_cond_load_relaxed: row('r0 = smp_cond_load_relaxed(v, VAL != 0);', [0, 1, undefined, 1], []),
  smp_cond_load_acquire: row('r0 = smp_cond_load_acquire(v, VAL != 0);', [0, 1, undefined, 1], onlyAcquire),
  atomic_cond_read_relaxed: row('r0 = atomic_cond_read_relaxed(v, VAL == 1);', [0, 1, undefined, 1], []),
  atomic_cond_read_acquire: row('r0 = atomic_cond_read_acquire(v, VAL);', [0, 1, undefined, 1], onlyAcquire),

  mutex_lock: row('mutex_lock(v);', [1, 0, 1], onlyAcquire),
  mutex_unlock: blind('mutex_unlock(v);', 0, onlyRelease, 1),
  mutex_trylock: row('r0 = mutex_trylock(v);', [1, 0, 1, 1], onlyAcquire),
  down_read: row('down_read(v);', [1, 0, 2], onlyAcquire),
  up_read: row('up_read(v);', [1, 4, 2], onlyRelease),

  read_seqcount_begin: row('r0 = read_seqcount_begin(v);', [1, 2, undefined, 2], onlyAcquire),
  write_seqcount_begin: blind('write_seqcount_begin(v);', 1, []),
  write_seqcount_end: blind('write_seqcount_end(v);', 1, onlyRelease),
  waitqueue_active: row('r0 = waitqueue_active(v);', [0, 1, undefined, 1], []),
};

/** Threads and what must not, or may, happen: `P` is the word's thread. */
export interface Shape {
  readonly promise: Promise;
  readonly threads: Readonly<Record<string, string>>;
  readonly when: string;
  readonly begins: number;
}

/** The tests of one case, by ordering. */
export function shapesOf(of: Ordered): Shape[] {
  const gave = of.gives === undefined ? '' : ` /\\ P:r0=${of.gives}`;
  const code = `int r0;\nint r1;\nint r2;\n`;
  const shapes: Shape[] = [];
  if (of.blind !== true) {
    // What the word found was released by the other thread, after x.
    const found = of.leaves === undefined ? gave : `${gave} /\\ v=${of.leaves}`;
    shapes.push({
      promise: 'acquire',
      threads: {
        P: `${code}${of.code}\nr2 = READ_ONCE(*x);`,
        Q: `WRITE_ONCE(*x, 1);\nsmp_store_release(v, ${of.finds});`,
      },
      when: `P:r2=0${found}`,
      begins: of.begins,
    });
  }
  if (of.leaves !== undefined) {
    shapes.push({
      promise: 'release',
      threads: {
        P: `${code}WRITE_ONCE(*x, 1);\n${of.code}`,
        Q: 'int r2;\nint r3 = READ_ONCE(*v);\nsmp_rmb();\nr2 = READ_ONCE(*x);',
      },
      when: `Q:r3=${of.leaves} /\\ Q:r2=0${gave}`,
      begins: of.blind === true ? of.begins : of.finds,
    });
    shapes.push({
      promise: 'full',
      threads: {
        P: `${code}WRITE_ONCE(*x, 1);\n${of.code}\nr2 = READ_ONCE(*y);`,
        Q: 'int r2;\nWRITE_ONCE(*y, 1);\nsmp_mb();\nr2 = READ_ONCE(*x);',
      },
      when: `P:r2=0 /\\ Q:r2=0${gave}`,
      begins: of.blind === true ? of.begins : of.finds,
    });
  }
  return shapes;
}

interface Other extends Omit<Shape, 'promise'> {
  readonly expected: 'Never' | 'Sometimes';
}

const never = (threads: Readonly<Record<string, string>>, when: string, begins = 0): Other => ({
  threads,
  when,
  begins,
  expected: 'Never',
});
const sometimes = (threads: Readonly<Record<string, string>>, when: string, begins = 0): Other => ({
  ...never(threads, when, begins),
  expected: 'Sometimes',
});

const lines = (...code: string[]): string =>
  ['int r0 = 9;', 'int r1 = 9;', 'int r2 = 9;', ...code].join('\n');

/** Each thread writes its word and reads the other's, in a critical section. */
const excluding = (a: readonly [string, string], b: readonly [string, string]) => ({
  P: lines(a[0], 'WRITE_ONCE(*x, 1);', 'r2 = READ_ONCE(*y);', a[1]),
  Q: lines(b[0], 'WRITE_ONCE(*y, 1);', 'r2 = READ_ONCE(*x);', b[1]),
});
const nobodySees = 'P:r2=0 /\\ Q:r2=0';

const spinlocks: readonly (readonly [string, string])[] = [
  ['spin_lock_irq(lk);', 'spin_unlock_irq(lk);'],
  ['spin_lock_irqsave(lk, flags);', 'spin_unlock_irqrestore(lk, flags);'],
  ['spin_lock_nested(lk, SINGLE_DEPTH_NESTING);', 'spin_unlock(lk);'],
];

const afterX = (word: string) => lines('WRITE_ONCE(*x, 1);', word, 'r2 = READ_ONCE(*y);');
const storeBuffering = (word: string) => ({
  P: afterX(word),
  Q: lines('WRITE_ONCE(*y, 1);', 'smp_mb();', 'r2 = READ_ONCE(*x);'),
});
const passing = (write: string, read: string) => ({
  P: lines('WRITE_ONCE(*x, 1);', write, 'WRITE_ONCE(*y, 1);'),
  Q: lines('r0 = READ_ONCE(*y);', read, 'r2 = READ_ONCE(*x);'),
});
const stale = 'Q:r0=1 /\\ Q:r2=0';

const inReader = (begin: string, end: string) => ({
  P: lines(begin, 'r0 = READ_ONCE(*x);', 'r2 = READ_ONCE(*y);', end),
  Q: lines('WRITE_ONCE(*y, 1);', 'synchronize_rcu();', 'WRITE_ONCE(*x, 1);'),
});

const counted = (retry: string) => ({
  P: lines('write_seqcount_begin(v);', 'WRITE_ONCE(*x, 1);', 'WRITE_ONCE(*y, 1);', 'write_seqcount_end(v);'),
  Q: [
    lines('int r3;', 'r0 = read_seqcount_begin(v);', 'r2 = READ_ONCE(*x);', 'r3 = READ_ONCE(*y);'),
    `r1 = ${retry}(v, r0);`,
  ].join('\n'),
});

/** A store that only a success makes, against a thread that sees it and then makes the success possible. */
const branching = (word: string, begins: number, ready: number, branch: string): Other =>
  never(
    {
      P: lines(word, `${branch}WRITE_ONCE(*y, 1);`),
      Q: lines('r2 = READ_ONCE(*y);', 'smp_mb();', `WRITE_ONCE(*v, ${ready});`, 'WRITE_ONCE(*x, 1);'),
    },
    'P:r0=1 /\\ Q:r2=1',
    begins,
  );

const decrementing = (kind: 'refcount' | 'atomic', inside = '') =>
  lines(`r0 = ${kind}_dec_and_lock(v, lk);`, 'if (r0 == 1) {', inside, 'spin_unlock(lk);', '}');

const lost = (word: string) => ({ P: word, Q: 'atomic_or(2, v);\nWRITE_ONCE(*x, 1);' });

/** Orderings of other shapes, exclusion, and what a branch adds. */
export const otherCases: Readonly<Record<string, Other>> = {
  'set_bit loses no update': never({ P: 'set_bit(0, v);\nWRITE_ONCE(*x, 1);', Q: 'set_bit(1, v);' }, 'v=1'),
  '__set_bit may lose an update': sometimes(lost('__set_bit(0, v);'), 'v=1'),
  '__clear_bit may lose an update': sometimes(lost('__clear_bit(0, v);'), 'v=0', 1),
  '__SetPage* may lose an update': sometimes(lost('__SetPageDax(v);'), 'v=1'),
  '__ClearPage* may lose an update': sometimes(lost('__ClearPageDax(v);'), 'v=0', 1),
  '__folio_set_* may lose an update': sometimes(lost('__folio_set_reserved(v);'), 'v=1'),
  '__folio_clear_* may lose an update': sometimes(lost('__folio_clear_reserved(v);'), 'v=0', 1),

  'refcount_inc_not_zero and a store behind its branch': branching(
    'r0 = refcount_inc_not_zero(v);',
    0,
    5,
    'if (r0 == 1)\n',
  ),
  'refcount_inc_not_zero and a store without a branch': {
    ...branching('r0 = refcount_inc_not_zero(v);', 0, 5, ''),
    expected: 'Sometimes',
  },
  'refcount_dec_and_test and a store behind its branch': branching(
    'r0 = refcount_dec_and_test(v);',
    9,
    1,
    'if (r0 == 1)\n',
  ),
  'folio_trylock and a store behind its branch': branching('r0 = folio_trylock(v);', 1, 0, 'if (r0 == 1)\n'),
  'the last of two refcount_dec_and_lock sees what the first wrote': never(
    {
      P: lines('WRITE_ONCE(*x, 1);', decrementing('refcount')),
      Q: decrementing('refcount', 'r2 = READ_ONCE(*x);'),
    },
    'Q:r0=1 /\\ Q:r2=0',
    2,
  ),
  'refcount_dec_and_lock: not both are last': never(
    { P: decrementing('refcount', 'WRITE_ONCE(*x, 1);'), Q: decrementing('refcount') },
    'P:r0=1 /\\ Q:r0=1',
    2,
  ),
  'refcount_dec_and_lock: one is last': never(
    { P: decrementing('refcount', 'WRITE_ONCE(*x, 1);'), Q: decrementing('refcount') },
    'P:r0=0 /\\ Q:r0=0',
    2,
  ),
  'the last of two atomic_dec_and_lock sees what the first wrote': never(
    {
      P: lines('WRITE_ONCE(*x, 1);', decrementing('atomic')),
      Q: decrementing('atomic', 'r2 = READ_ONCE(*x);'),
    },
    'Q:r0=1 /\\ Q:r2=0',
    2,
  ),
  'atomic_dec_and_lock: either may be last': sometimes(
    { P: decrementing('atomic', 'WRITE_ONCE(*x, 1);'), Q: decrementing('atomic') },
    'P:r0=0 /\\ Q:r0=1',
    2,
  ),

  'try_cmpxchg that fails orders nothing': sometimes(
    {
      P: lines('r1 = 7;', 'WRITE_ONCE(*x, 1);', 'r0 = try_cmpxchg(v, &r1, 8);', 'r2 = READ_ONCE(*y);'),
      Q: lines('WRITE_ONCE(*y, 1);', 'smp_mb();', 'r2 = READ_ONCE(*x);'),
    },
    `P:r0=0 /\\ ${nobodySees}`,
  ),
  'try_cmpxchg that fails gives the value that it found': never(
    { P: lines('r1 = 7;', 'r0 = try_cmpxchg(v, &r1, 8);', 'WRITE_ONCE(*x, r1);') },
    '~(P:r0=0 /\\ P:r1=3)',
    3,
  ),

  'mutex_lock excludes': never(
    excluding(['mutex_lock(v);', 'mutex_unlock(v);'], ['mutex_lock(v);', 'mutex_unlock(v);']),
    nobodySees,
  ),
  'writers exclude readers': never(
    excluding(['down_write(v);', 'up_write(v);'], ['down_read(v);', 'up_read(v);']),
    nobodySees,
  ),
  'read_lock and write_lock exclude': never(
    excluding(['write_lock(v);', 'write_unlock(v);'], ['read_lock(v);', 'read_unlock(v);']),
    nobodySees,
  ),
  'readers do not exclude readers': sometimes(
    excluding(['down_read(v);', 'up_read(v);'], ['down_read(v);', 'up_read(v);']),
    nobodySees,
  ),
  'folio_lock excludes': never(
    excluding(['folio_lock(v);', 'folio_unlock(v);'], ['folio_lock(v);', 'folio_unlock(v);']),
    nobodySees,
  ),
  ...Object.fromEntries(
    spinlocks.map((pair) => [
      `${pair[0]} excludes`,
      never(excluding(pair, ['spin_lock(lk);', 'spin_unlock(lk);']), nobodySees),
    ]),
  ),
  'raw_spin_trylock excludes': never(
    { P: lines('r0 = raw_spin_trylock(lk);', 'WRITE_ONCE(*x, r0);'), Q: lines('r0 = raw_spin_trylock(lk);') },
    'P:r0=1 /\\ Q:r0=1',
  ),

  'wq_has_sleeper sees the sleeper who did not see the change': never(
    {
      P: lines('WRITE_ONCE(*x, 1);', 'r2 = wq_has_sleeper(v);'),
      Q: lines('WRITE_ONCE(*v, 1);', 'smp_mb();', 'r2 = READ_ONCE(*x);'),
    },
    nobodySees,
  ),
  'waitqueue_active without a barrier may not': sometimes(
    {
      P: lines('WRITE_ONCE(*x, 1);', 'r2 = waitqueue_active(v);'),
      Q: lines('WRITE_ONCE(*v, 1);', 'smp_mb();', 'r2 = READ_ONCE(*x);'),
    },
    nobodySees,
  ),
  'a sequence count that did not change': never(
    counted('read_seqcount_retry'),
    'Q:r1=0 /\\ Q:r2=1 /\\ Q:r3=0',
  ),
  'a sequence count that changed': sometimes(counted('read_seqcount_retry'), 'Q:r1=1 /\\ Q:r2=1 /\\ Q:r3=0'),
  'a sequence count compared without a barrier': sometimes(
    counted('__read_seqcount_retry'),
    'Q:r1=0 /\\ Q:r2=1 /\\ Q:r3=0',
  ),

  'smp_acquire__after_ctrl_dep orders loads behind its branch': never(
    {
      P: lines(
        'r0 = READ_ONCE(*v);',
        'if (r0 == 1) {',
        'smp_acquire__after_ctrl_dep();',
        'r2 = READ_ONCE(*x);',
        '}',
      ),
      Q: lines('WRITE_ONCE(*x, 1);', 'smp_store_release(v, 1);'),
    },
    'P:r0=1 /\\ P:r2=0',
  ),
  'mb orders a store and a load': never(storeBuffering('mb();'), nobodySees),
  'wmb does not order a store and a load': sometimes(storeBuffering('wmb();'), nobodySees),
  'rmb does not order a store and a load': sometimes(storeBuffering('rmb();'), nobodySees),
  'wmb and rmb order stores and loads': never(passing('wmb();', 'rmb();'), stale),
  'rcu_read_lock_bh begins a section': never(
    inReader('rcu_read_lock_bh();', 'rcu_read_unlock_bh();'),
    'P:r0=1 /\\ P:r2=0',
  ),
  'without it there is none': sometimes(inReader('', ''), 'P:r0=1 /\\ P:r2=0'),
  'rcu_dereference_check is a marked load': never(
    {
      P: lines('r0 = rcu_dereference_check(*x, rcu_read_lock_held());', 'r2 = rcu_dereference_raw(*x);'),
      Q: 'WRITE_ONCE(*x, 1);',
    },
    'P:r0=1 /\\ P:r2=0',
  ),
  'rcu_dereference_check orders no other load': sometimes(
    {
      ...passing('smp_wmb();', ''),
      Q: lines('r0 = rcu_dereference_check(*y, 1);', 'r2 = rcu_access_pointer(*x);'),
    },
    stale,
  ),
  'rcu_dereference_protected reads': sometimes(
    { P: lines('r0 = rcu_dereference_protected(*x, 1);'), Q: 'WRITE_ONCE(*x, 1);' },
    'P:r0=1',
  ),
  'likely keeps the control dependency': never(
    {
      P: lines('r0 = READ_ONCE(*x);', 'if (likely(r0 == 1))', 'WRITE_ONCE(*y, 1);'),
      Q: lines('r0 = READ_ONCE(*y);', 'if (!unlikely(r0 != 1))', 'WRITE_ONCE(*x, 1);'),
    },
    'P:r0=1 /\\ Q:r0=1',
  ),
};
