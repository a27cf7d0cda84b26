/**
 * Words of the kernel that LKMM's macro file lacks, and what herd7 and our judge know in their place:
 * one row each. Scenarios may use them (`scenario/kernel-words.ts` puts the expansion in); a litmus test
 * that does gets the expansion as a hint. What has no sound expansion stands in `refused-words.ts`.
 * Checked against the headers and documents of Linux 7.2.
 */

import { primitives } from './primitives.ts';

/**
 * What an argument is. `word`: a place in memory. `bit`: the number or the name of a bit, in the word
 * that follows. `register`: the address of a register, `&r0`. `condition`: a condition on `VAL`.
 */
export type WordParameter = 'word' | 'bit' | 'value' | 'register' | 'condition' | 'unused';

/**
 * In `before` and `text`: `$1`, `$2`, ... are the arguments, `$m` the mask of the bit and `$n` its
 * complement, `$a`, `$b`, `$c` registers that nothing else uses. `$x` is one more, which begins as 0;
 * executions that end with another value in it are not counted: there the kernel still waits.
 */
export interface KernelWord {
  /** A `*` in it stands for the name of a flag, which is the bit. */
  readonly name: string;
  /** Whether any name may stand for the `*`, or only those of the kernel's flags. */
  readonly flags?: 'any' | 'known';
  /** The flag that the word is about, where its name does not say so. */
  readonly flag?: string;
  readonly parameters: readonly WordParameter[];
  readonly role: 'expression' | 'statement';
  /** Statements in front, a line each. */
  readonly before: readonly string[];
  /** Of an expression its value; of a statement further lines. */
  readonly text: string;
  /** What of the kernel's code is left out, and what that means for the verdict. */
  readonly abstracts: string;
  /** The kernel's document or header that promises as much. */
  readonly promised: string;
}

type Parameters = readonly WordParameter[];

interface About {
  readonly abstracts: string;
  readonly promised: string;
}

const value = (
  name: string,
  parameters: Parameters,
  text: string,
  about: About,
  before: readonly string[] = [],
): KernelWord => ({ name, parameters, role: 'expression', before, text, ...about });

const action = (
  name: string,
  parameters: Parameters,
  lines: readonly string[],
  about: About,
): KernelWord => ({
  name,
  parameters,
  role: 'statement',
  before: lines.slice(0, -1),
  text: lines.at(-1) ?? '',
  ...about,
});

/* ---- bits ---- */

const bitops: About = {
  abstracts: 'a bitmap is one word',
  promised: 'Documentation/atomic_bitops.txt',
};

const bits: readonly KernelWord[] = [
  value('test_bit', ['bit', 'word'], '(READ_ONCE(*$2) & $m) != 0', bitops),
  value('test_bit_acquire', ['bit', 'word'], '(smp_load_acquire($2) & $m) != 0', bitops),
  action('set_bit', ['bit', 'word'], ['atomic_or($m, $2);'], bitops),
  action('clear_bit', ['bit', 'word'], ['atomic_andnot($m, $2);'], bitops),
  action('change_bit', ['bit', 'word'], ['atomic_xor($m, $2);'], bitops),
  action('clear_bit_unlock', ['bit', 'word'], ['(void)atomic_fetch_andnot_release($m, $2);'], bitops),
  value('test_and_set_bit', ['bit', 'word'], '(atomic_fetch_or($m, $2) & $m) != 0', bitops),
  value('test_and_clear_bit', ['bit', 'word'], '(atomic_fetch_andnot($m, $2) & $m) != 0', bitops),
  value('test_and_change_bit', ['bit', 'word'], '(atomic_fetch_xor($m, $2) & $m) != 0', bitops),
  value(
    'test_and_set_bit_lock',
    ['bit', 'word'],
    '$a != 0',
    {
      abstracts: 'acquire if the bit was clear, for stores by the branch on the result: write that branch',
      promised: 'Documentation/atomic_bitops.txt',
    },
    ['int $a = atomic_fetch_or_relaxed($m, $2) & $m;', 'if ($a == 0)', 'smp_rmb();'],
  ),
  value('xor_unlock_is_negative_byte', ['value', 'word'], '(atomic_fetch_xor_release($1, $2) & 128) != 0', {
    abstracts: 'nothing',
    promised: 'include/asm-generic/bitops/lock.h',
  }),
  action('__set_bit', ['bit', 'word'], ['*$2 = *$2 | $m;'], {
    abstracts: 'nothing: plain accesses, which race with any other',
    promised: 'Documentation/atomic_bitops.txt',
  }),
  action('__clear_bit', ['bit', 'word'], ['*$2 = *$2 & $n;'], {
    abstracts: 'nothing: plain accesses, which race with any other',
    promised: 'Documentation/atomic_bitops.txt',
  }),
];

/* ---- page flags ---- */

/** Of Linux 7.2, as `folio_test_*()` and its kin spell them. */
export const folioFlags: ReadonlySet<string> = new Set([
  'locked',
  'waiters',
  'referenced',
  'dirty',
  'lru',
  'active',
  'workingset',
  'checked',
  'pinned',
  'reserved',
  'swapbacked',
  'private',
  'private_2',
  'owner_2',
  'writeback',
  'mappedtodisk',
  'reclaim',
  'readahead',
  'dropbehind',
  'swapcache',
  'unevictable',
  'mlocked',
  'hwpoison',
  'young',
  'idle',
]);

/** What looks like the test of a flag and looks at something else. */
export const noPageFlags: ReadonlySet<string> = new Set([
  'Anon',
  'AnonNotKsm',
  'Buddy',
  'Compound',
  'Guard',
  'Head',
  'HeadHuge',
  'Huge',
  'Ksm',
  'LargeKmalloc',
  'Movable',
  'Offline',
  'Slab',
  'SwapCache',
  'Table',
  'Tail',
  'TransCompound',
  'TransHuge',
  'Zsmalloc',
]);

const pageFlags: About = {
  abstracts: 'the argument is the word that holds the flag; which page of a folio holds it is not modelled',
  promised: 'include/linux/page-flags.h; Documentation/atomic_bitops.txt',
};
const plainFlags: About = {
  ...pageFlags,
  abstracts: `${pageFlags.abstracts}; plain accesses, which race with any other`,
};
const uptodate: About = { ...pageFlags, promised: 'include/linux/page-flags.h (folio_test_uptodate)' };

/** The words for one flag: `of` is `Page*` or `folio_test_*`, and so on. */
const flagWords = (
  flags: 'any' | 'known',
  names: Readonly<Record<'test' | 'set' | 'clear' | 'testSet' | 'testClear' | 'rawSet' | 'rawClear', string>>,
): KernelWord[] =>
  [
    value(names.testSet, ['word'], '(atomic_fetch_or($m, $1) & $m) != 0', pageFlags),
    value(names.testClear, ['word'], '(atomic_fetch_andnot($m, $1) & $m) != 0', pageFlags),
    action(names.rawSet, ['word'], ['*$1 = *$1 | $m;'], plainFlags),
    action(names.rawClear, ['word'], ['*$1 = *$1 & $n;'], plainFlags),
    action(names.set, ['word'], ['atomic_or($m, $1);'], pageFlags),
    action(names.clear, ['word'], ['atomic_andnot($m, $1);'], pageFlags),
    value(names.test, ['word'], '(READ_ONCE(*$1) & $m) != 0', pageFlags),
  ].map((word) => ({ ...word, flags }));

const isUptodate = ['folio_test_uptodate', 'PageUptodate'].map((name) => ({
  ...value(name, ['word'], '$a != 0', uptodate, [
    'int $a = READ_ONCE(*$1) & $m;',
    'if ($a != 0)',
    'smp_rmb();',
  ]),
  flag: 'uptodate',
}));
const markUptodate = ['folio_mark_uptodate', 'SetPageUptodate'].map((name) => ({
  ...action(name, ['word'], ['smp_wmb();', 'atomic_or($m, $1);'], uptodate),
  flag: 'uptodate',
}));

const folioLock: About = {
  abstracts: 'sleepers and their wake-up: executions in which the lock is never had are not counted',
  promised: 'include/linux/pagemap.h (folio_lock); Documentation/atomic_bitops.txt',
};
const folioUnlock: About = {
  abstracts: 'the look at PG_waiters in the same operation, and the wake-up',
  promised: 'mm/filemap.c (folio_unlock); include/asm-generic/bitops/lock.h',
};
const folioLocks = [
  ...['folio_trylock', 'trylock_page'].map((name) =>
    value(
      name,
      ['word'],
      '$a == 0',
      {
        abstracts: 'acquire if the lock was had, for stores by the branch on the result: write that branch',
        promised: 'include/linux/pagemap.h (folio_trylock); Documentation/atomic_bitops.txt',
      },
      ['int $a = atomic_fetch_or_relaxed($m, $1) & $m;', 'if ($a == 0)', 'smp_rmb();'],
    ),
  ),
  ...['folio_lock', 'lock_page'].map((name) =>
    action(name, ['word'], ['$x = atomic_fetch_or_acquire($m, $1) & $m;'], folioLock),
  ),
  ...['folio_unlock', 'unlock_page'].map((name) =>
    action(name, ['word'], ['(void)atomic_fetch_xor_release($m, $1);'], folioUnlock),
  ),
].map((word) => ({ ...word, flag: 'locked' }));

const pages: readonly KernelWord[] = [
  ...isUptodate,
  ...markUptodate,
  ...folioLocks,
  ...flagWords('known', {
    test: 'folio_test_*',
    set: 'folio_set_*',
    clear: 'folio_clear_*',
    testSet: 'folio_test_set_*',
    testClear: 'folio_test_clear_*',
    rawSet: '__folio_set_*',
    rawClear: '__folio_clear_*',
  }),
  ...flagWords('any', {
    test: 'Page*',
    set: 'SetPage*',
    clear: 'ClearPage*',
    testSet: 'TestSetPage*',
    testClear: 'TestClearPage*',
    rawSet: '__SetPage*',
    rawClear: '__ClearPage*',
  }),
];

/* ---- reference counts ---- */

const refcount: About = {
  abstracts: 'saturation: the count is taken to be in range',
  promised: 'Documentation/core-api/refcount-vs-atomic.rst',
};
const controlled: About = {
  ...refcount,
  abstracts: `${refcount.abstracts}; on success later stores are ordered by the branch on the result: write that branch`,
};
const released: About = {
  ...refcount,
  abstracts: `${refcount.abstracts}; acquire if the count fell to 0, for stores by the branch on the result: write that branch`,
};

const decrementAndTest = (by: string): readonly string[] => [
  `int $a = atomic_sub_return_release(${by});`,
  'if ($a == 0)',
  'smp_rmb();',
];

const decrementAndLock = (kind: 'refcount' | 'atomic'): readonly string[] => [
  'int $a = 0;',
  `int $b = ${kind === 'atomic' ? 'atomic_add_unless($1, -1, 1)' : '__atomic_add_unless{RELEASE}($1, -1, 1)'};`,
  'if ($b == 0) {',
  'spin_lock($2);',
  `int $c = ${kind === 'atomic' ? 'atomic_dec_return($1)' : 'atomic_dec_return_release($1)'};`,
  'if ($c == 0) {',
  ...(kind === 'atomic' ? [] : ['smp_rmb();']),
  '$a = 1;',
  '} else {',
  'spin_unlock($2);',
  '}',
  '}',
];

const refcounts: readonly KernelWord[] = [
  value('refcount_read', ['word'], 'atomic_read($1)', refcount),
  action('refcount_set', ['word', 'value'], ['atomic_set($1, $2);'], refcount),
  action('refcount_set_release', ['word', 'value'], ['atomic_set_release($1, $2);'], refcount),
  action('refcount_inc', ['word'], ['atomic_inc($1);'], refcount),
  action('refcount_add', ['value', 'word'], ['atomic_add($1, $2);'], refcount),
  action('refcount_dec', ['word'], ['(void)atomic_fetch_dec_release($1);'], refcount),
  value('refcount_inc_not_zero', ['word'], '__atomic_add_unless{ONCE}($1, 1, 0)', controlled),
  value('refcount_inc_not_zero_acquire', ['word'], '__atomic_add_unless{ACQUIRE}($1, 1, 0)', refcount),
  value('refcount_add_not_zero', ['value', 'word'], '__atomic_add_unless{ONCE}($2, $1, 0)', controlled),
  value(
    'refcount_add_not_zero_acquire',
    ['value', 'word'],
    '__atomic_add_unless{ACQUIRE}($2, $1, 0)',
    refcount,
  ),
  value('refcount_dec_and_test', ['word'], '$a == 0', released, decrementAndTest('1, $1')),
  value('refcount_sub_and_test', ['value', 'word'], '$a == 0', released, decrementAndTest('$1, $2')),
  value('refcount_dec_if_one', ['word'], 'atomic_cmpxchg_release($1, 1, 0) == 1', controlled),
  value('refcount_dec_not_one', ['word'], '__atomic_add_unless{RELEASE}($1, -1, 1)', controlled),
  value('refcount_dec_and_lock', ['word', 'word'], '$a != 0', released, decrementAndLock('refcount')),
  action('kref_init', ['word'], ['atomic_set($1, 1);'], { ...refcount, promised: 'include/linux/kref.h' }),
  action('kref_get', ['word'], ['atomic_inc($1);'], { ...refcount, promised: 'include/linux/kref.h' }),
  value('kref_read', ['word'], 'atomic_read($1)', { ...refcount, promised: 'include/linux/kref.h' }),
  value('kref_get_unless_zero', ['word'], '__atomic_add_unless{ONCE}($1, 1, 0)', {
    ...controlled,
    promised: 'include/linux/kref.h',
  }),
];

/** One operation under each of its names: on a page, on a folio. */
const pageCounts: readonly KernelWord[] = (
  [
    ['page_ref_count page_count folio_ref_count', ['word'], 'atomic_read($1)'],
    ['page_ref_sub_and_test folio_ref_sub_and_test', ['word', 'value'], 'atomic_sub_and_test($2, $1)'],
    [
      'page_ref_dec_and_test folio_ref_dec_and_test put_page_testzero folio_put_testzero',
      ['word'],
      'atomic_dec_and_test($1)',
    ],
    ['page_ref_inc_return folio_ref_inc_return', ['word'], 'atomic_inc_return($1)'],
    ['page_ref_dec_return folio_ref_dec_return', ['word'], 'atomic_dec_return($1)'],
    ['folio_ref_sub_return', ['word', 'value'], 'atomic_sub_return($2, $1)'],
    [
      'page_ref_add_unless_zero folio_ref_add_unless_zero folio_ref_try_add',
      ['word', 'value'],
      'atomic_add_unless($1, $2, 0)',
    ],
    ['get_page_unless_zero folio_try_get', ['word'], 'atomic_add_unless($1, 1, 0)'],
    ['page_ref_freeze folio_ref_freeze', ['word', 'value'], 'atomic_cmpxchg($1, $2, 0) == $2'],
    ['set_page_count folio_set_count', ['word', 'value'], 'atomic_set($1, $2);'],
    ['init_page_count', ['word'], 'atomic_set($1, 1);'],
    ['page_ref_add folio_ref_add', ['word', 'value'], 'atomic_add($2, $1);'],
    ['page_ref_sub folio_ref_sub', ['word', 'value'], 'atomic_sub($2, $1);'],
    ['page_ref_inc folio_ref_inc get_page folio_get', ['word'], 'atomic_inc($1);'],
    ['page_ref_dec folio_ref_dec', ['word'], 'atomic_dec($1);'],
    ['page_ref_unfreeze folio_ref_unfreeze', ['word', 'value'], 'atomic_set_release($1, $2);'],
  ] as const
).flatMap(([names, parameters, text]) =>
  names.split(' ').map((name) => {
    const about: About = {
      abstracts: 'the argument is the word that holds the count; tracing and checks are left out',
      promised: `include/linux/${/^(?:put_|get_|folio_(?:put|get))/.test(name) || name === 'page_count' ? 'mm.h, ' : ''}page_ref.h; Documentation/atomic_t.txt`,
    };
    return text.endsWith(';')
      ? action(name, parameters, [text], about)
      : value(name, parameters, text, about);
  }),
);

/* ---- atomics ---- */

const atomic: About = { abstracts: 'nothing', promised: 'Documentation/atomic_t.txt' };

const furtherAtomics: readonly KernelWord[] = [
  value('atomic_inc_not_zero', ['word'], 'atomic_add_unless($1, 1, 0)', atomic),
  value(
    'atomic_dec_and_lock',
    ['word', 'word'],
    '$a != 0',
    { abstracts: 'nothing', promised: 'lib/dec_and_lock.c' },
    decrementAndLock('atomic'),
  ),
  ...['', '_relaxed', '_acquire', '_release'].flatMap((ordering) =>
    ['', 'atomic_'].map((prefix) =>
      value(`${prefix}try_cmpxchg${ordering}`, ['word', 'register', 'value'], '$b != 0', atomic, [
        `int $a = ${prefix}cmpxchg${ordering}($1, $2, $3);`,
        'int $b = $a == $2;',
        '$2 = $a;',
      ]),
    ),
  ),
];

/** What waits: only its last look at the word is modelled, with the value that ends the wait. */
const awaited: About = {
  abstracts: 'the looks at the word before the last: executions in which the wait never ends are not counted',
  promised: 'include/asm-generic/barrier.h (smp_cond_load_acquire)',
};
const waits: readonly KernelWord[] = [
  ...['smp_cond_load', 'atomic_cond_read'].flatMap((name) => [
    value(`${name}_relaxed`, ['word', 'condition'], '$a', awaited, [
      'int $a = READ_ONCE(*$1);',
      '$x = ($2) == 0;',
    ]),
    value(`${name}_acquire`, ['word', 'condition'], '$a', awaited, [
      'int $a = smp_load_acquire($1);',
      '$x = ($2) == 0;',
    ]),
  ]),
  action('smp_acquire__after_ctrl_dep', [], ['smp_rmb();'], {
    abstracts: 'stores are ordered by the branch that it stands behind',
    promised: 'include/asm-generic/barrier.h',
  }),
];

/** The 64-bit kin of each atomic word. */
const wideAtomics: readonly KernelWord[] = [
  ...primitives
    .filter((p) => p.name.startsWith('atomic_'))
    .map((p) => ({
      name: p.name,
      parameters: p.parameters.map((by): WordParameter => (by === 'value' ? 'value' : 'word')),
      role: p.role,
      before: [],
      text: `${p.name}(${p.parameters.map((_, i) => `$${i + 1}`).join(', ')})${p.role === 'statement' ? ';' : ''}`,
    })),
  ...[...furtherAtomics, ...waits].filter((w) => w.name.startsWith('atomic_') && !w.name.includes('lock')),
].flatMap((word) =>
  ['atomic_long_', 'atomic64_'].map(
    (prefix): KernelWord => ({
      ...word,
      name: word.name.replace('atomic_', prefix),
      abstracts: 'the width: a word is whole, and its value in range',
      promised: 'Documentation/atomic_t.txt',
    }),
  ),
);

/* ---- locks and waiting ---- */

const locking: About = {
  abstracts: 'sleeping, fairness and recursion: executions in which the lock is never had are not counted',
  promised: 'Documentation/memory-barriers.txt, "LOCK ACQUISITION FUNCTIONS"',
};
const interrupts: About = {
  abstracts: 'interrupts and bottom halves: a thread is never interrupted',
  promised: 'Documentation/memory-barriers.txt, "LOCK ACQUISITION FUNCTIONS"',
};
/** 1: a writer, 2: a reader. The value before must be that of a lock that can be had. */
const exclusively = ['$x = atomic_cmpxchg_acquire($1, 0, 1);'];
const ownedNoMore = ['smp_store_release($1, 0);'];
const shared = ['$x = atomic_fetch_add_acquire(2, $1) & 1;'];
const sharedNoMore = ['(void)atomic_fetch_sub_release(2, $1);'];

const locks: readonly KernelWord[] = [
  ...['mutex_lock', 'down_write', 'write_lock'].map((n) => action(n, ['word'], exclusively, locking)),
  ...['mutex_unlock', 'up_write', 'write_unlock'].map((n) => action(n, ['word'], ownedNoMore, locking)),
  ...['down_read', 'read_lock'].map((n) => action(n, ['word'], shared, locking)),
  ...['up_read', 'read_unlock'].map((n) => action(n, ['word'], sharedNoMore, locking)),
  value('mutex_trylock', ['word'], 'atomic_cmpxchg_acquire($1, 0, 1) == 0', locking),
  ...['spin_lock_irq', 'spin_lock_bh', 'raw_spin_lock', 'raw_spin_lock_irq', 'spin_lock_nested'].map((n) =>
    action(n, n.endsWith('nested') ? ['word', 'unused'] : ['word'], ['spin_lock($1);'], interrupts),
  ),
  ...['spin_unlock_irq', 'spin_unlock_bh', 'raw_spin_unlock', 'raw_spin_unlock_irq'].map((n) =>
    action(n, ['word'], ['spin_unlock($1);'], interrupts),
  ),
  ...['spin_lock_irqsave', 'raw_spin_lock_irqsave'].map((n) =>
    action(n, ['word', 'unused'], ['spin_lock($1);'], interrupts),
  ),
  ...['spin_unlock_irqrestore', 'raw_spin_unlock_irqrestore'].map((n) =>
    action(n, ['word', 'unused'], ['spin_unlock($1);'], interrupts),
  ),
  value('raw_spin_trylock', ['word'], 'spin_trylock($1)', interrupts),
];

const sequence: About = {
  abstracts:
    'the retry: the reader makes one round. The count, which the writer increments plainly, is accessed marked',
  promised: 'include/linux/seqlock.h; Documentation/locking/seqlock.rst',
};
const begun: About = {
  ...sequence,
  abstracts: 'rounds that find the count odd: executions in which it stays odd are not counted',
};
const oneMore = 'WRITE_ONCE(*$1, READ_ONCE(*$1) + 1);';
const sequences: readonly KernelWord[] = [
  ...['read_seqcount_begin', 'raw_read_seqcount_begin'].map((name) =>
    value(name, ['word'], '$a', begun, ['int $a = smp_load_acquire($1);', '$x = $a & 1;']),
  ),
  value('read_seqcount_retry', ['word', 'value'], 'READ_ONCE(*$1) != $2', sequence, ['smp_rmb();']),
  value('__read_seqcount_retry', ['word', 'value'], 'READ_ONCE(*$1) != $2', sequence),
  ...['write_seqcount_begin', 'raw_write_seqcount_begin'].map((name) =>
    action(name, ['word'], [oneMore, 'smp_wmb();'], sequence),
  ),
  ...['write_seqcount_end', 'raw_write_seqcount_end'].map((name) =>
    action(name, ['word'], ['smp_wmb();', oneMore], sequence),
  ),
];

const queue: About = {
  abstracts: 'the argument is a word that is not 0 while somebody waits; the list and its lock are left out',
  promised: 'include/linux/wait.h (waitqueue_active)',
};
const queues: readonly KernelWord[] = [
  value('waitqueue_active', ['word'], 'READ_ONCE(*$1) != 0', queue),
  value('wq_has_sleeper', ['word'], 'READ_ONCE(*$1) != 0', queue, ['smp_mb();']),
];

/* ---- barriers, RCU, annotations ---- */

const barriers: readonly KernelWord[] = ['mb', 'rmb', 'wmb'].flatMap((kind) =>
  ['', 'virt_'].map((prefix) =>
    action(`${prefix}${kind}`, [], [`smp_${kind}();`], {
      abstracts: 'devices: between CPUs it is an smp barrier',
      promised: 'Documentation/memory-barriers.txt, "CPU MEMORY BARRIERS"',
    }),
  ),
);

const rcuFlavours: About = {
  abstracts: 'the flavour: all are one RCU',
  promised: 'Documentation/RCU/whatisRCU.rst',
};
const checked: About = { abstracts: "lockdep's check", promised: 'include/linux/rcupdate.h' };
const rcu: readonly KernelWord[] = [
  ...['bh', 'sched'].flatMap((flavour) => [
    action(`rcu_read_lock_${flavour}`, [], ['rcu_read_lock();'], rcuFlavours),
    action(`rcu_read_unlock_${flavour}`, [], ['rcu_read_unlock();'], rcuFlavours),
  ]),
  ...['check', 'bh_check', 'sched_check'].map((kind) =>
    value(`rcu_dereference_${kind}`, ['value', 'unused'], 'rcu_dereference($1)', checked),
  ),
  value('rcu_dereference_protected', ['value', 'unused'], '$1', {
    abstracts: "lockdep's check; a plain load, which races with any store that no lock keeps away",
    promised: 'include/linux/rcupdate.h',
  }),
  value('rcu_dereference_raw', ['value'], 'rcu_dereference($1)', checked),
  value('rcu_access_pointer', ['value'], 'READ_ONCE($1)', checked),
  ...['likely', 'unlikely'].map((name) =>
    value(name, ['value'], '$1', { abstracts: "the compiler's guess", promised: 'include/linux/compiler.h' }),
  ),
];

/** All rows; of two that match a name the first counts. */
export const kernelWords: readonly KernelWord[] = [
  ...bits,
  ...pages,
  ...refcounts,
  ...pageCounts,
  ...furtherAtomics,
  ...waits,
  ...wideAtomics,
  ...locks,
  ...sequences,
  ...queues,
  ...barriers,
  ...rcu,
];

/** A word as it was written, and the flag that its name holds or implies. */
export interface FoundWord {
  readonly word: KernelWord;
  /** In lower case. */
  readonly flag?: string;
}

const exact: ReadonlyMap<string, KernelWord> = new Map(
  kernelWords.filter((w) => w.flags === undefined).map((w) => [w.name, w]),
);
const byFlag = kernelWords.flatMap((word) =>
  word.flags === undefined
    ? []
    : [
        {
          word,
          pattern: new RegExp(`^${word.name.replace('*', word.flags === 'any' ? '([A-Z]\\w*)' : '(\\w+)')}$`),
        },
      ],
);

/** The row of a word, if it has one. */
export function kernelWordNamed(name: string): FoundWord | undefined {
  const word = exact.get(name);
  if (word !== undefined) return { word, ...(word.flag === undefined ? {} : { flag: word.flag }) };
  for (const of of byFlag) {
    const flag = of.pattern.exec(name)?.[1];
    if (flag === undefined) continue;
    const isFlag =
      of.word.flags === 'known' ? folioFlags.has(flag) && flag !== 'swapcache' : !noPageFlags.has(flag);
    if (isFlag) return { word: of.word, flag: flag.toLowerCase() };
  }
  return undefined;
}
