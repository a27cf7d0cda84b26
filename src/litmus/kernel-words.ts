/**
 * Kernel primitives that LKMM's macro file lacks, and what a test writes in their place. Only hints:
 * nothing here is judged.
 */

const substitutes: readonly (readonly [name: RegExp, hint: string])[] = [
  [/^(?:virt_)?(mb|rmb|wmb)$/, 'write smp_$1()'],
  [/^dma_(mb|rmb|wmb)$/, 'devices are no part of the model; between CPUs write smp_$1()'],
  [/^ACCESS_ONCE$/, 'write READ_ONCE(*x) or WRITE_ONCE(*x, 1)'],
  [/^(smp_)?read_barrier_depends$/, 'leave it out: READ_ONCE orders dependent accesses'],
  [/^(?:lockless_dereference|rcu_access_pointer)$/, 'write READ_ONCE(*p)'],
  [/^rcu_dereference_(?:check|raw|protected|bh|sched)\w*$/, 'write rcu_dereference(*p)'],
  [/^rcu_read_lock_(?:bh|sched)$/, 'write rcu_read_lock(); the flavours of RCU are one'],
  [/^rcu_read_unlock_(?:bh|sched)$/, 'write rcu_read_unlock(); the flavours of RCU are one'],
  [
    /^synchronize_(?:sched|rcu_bh|rcu_mult)(?:_expedited)?$/,
    'write synchronize_rcu(); the flavours of RCU are one',
  ],
  [
    /^(?:call_rcu|kfree_rcu|kvfree_rcu)$/,
    'give the callback a thread of its own that begins with synchronize_rcu()',
  ],
  [/^call_srcu$/, 'give the callback a thread of its own that begins with synchronize_srcu(s)'],
  [/^(?:rcu_barrier|srcu_barrier)$/, 'callbacks are not modelled; see synchronize_rcu()'],
  [/^srcu_read_lock_\w+$/, 'write srcu_read_lock(s)'],
  [/^srcu_read_unlock_\w+$/, 'write srcu_read_unlock(s, r0)'],
  [/^smp_mb__before_spinlock$/, 'write smp_mb__after_spinlock() behind spin_lock(l)'],
  [
    /^smp_mb__(?:before|after)_(?:rmw|clear_bit|atomic_\w+)$/,
    'write smp_mb__before_atomic() or smp_mb__after_atomic()',
  ],
  [/^smp_acquire__after_ctrl_dep$/, 'write smp_rmb(): with the control dependency it gives acquire ordering'],
  [
    /^(?:smp|atomic)_cond_(?:load|read)_(acquire|relaxed)$/,
    'read once, with smp_load_acquire(x) or READ_ONCE(*x), and let `filter` keep the executions in which the value is there',
  ],
  [/^(?:raw_)?spin_lock_\w+$/, 'write spin_lock(l); interrupts are not modelled'],
  [/^(?:raw_)?spin_unlock_(?:irq|irqrestore|bh)$/, 'write spin_unlock(l); interrupts are not modelled'],
  [/^spin_unlock_wait$/, 'write spin_lock(l); spin_unlock(l);'],
  [/^raw_spin_(lock|unlock|trylock)$/, 'write spin_$1(l)'],
  [/^(?:mutex|rt_mutex)_(lock|unlock|trylock)\w*$/, 'write spin_$1(l); sleeping is not modelled'],
  [
    /^(?:read|write|down_read|down_write|up_read|up_write)_?(?:lock|unlock)?$/,
    'readers and writers are not told apart; a spinlock is the nearest',
  ],
  [/^(?:atomic_)?try_cmpxchg\w*$/, 'write cmpxchg(x, old, new) and compare its value with the old one'],
  [/^atomic_inc_not_zero\w*$/, 'write atomic_add_unless(v, 1, 0)'],
  [/^atomic_fetch_add_unless\w*$/, 'write atomic_add_unless(v, 1, 0), which tells whether it added'],
  [
    /^atomic_(?:inc_unless|dec_unless|dec_if)_\w+$/,
    'read and then cmpxchg(); only atomic_add_unless() is known',
  ],
  [/^atomic(?:64|_long)_(\w+)$/, 'write atomic_$1; every location has 32 bits'],
  [/^atomic_load$/, 'write atomic_read(v)'],
  [/^atomic_store$/, 'write atomic_set(v, 1)'],
  [/^atomic_exchange$/, 'write xchg(v, 1)'],
  [/^(?:set|clear|change)_bit$/, 'write atomic_or(1, v), atomic_andnot(1, v) or atomic_xor(1, v)'],
  [
    /^test_and_(?:set|clear|change)_bit\w*$/,
    'write atomic_fetch_or(1, v), atomic_fetch_andnot(1, v) or atomic_fetch_xor(1, v)',
  ],
  [/^test_bit\w*$/, 'write READ_ONCE(*v)'],
  [/^(?:BUG|WARN)(?:_ON)?(?:_ONCE)?$/, 'state it in the condition: `exists` what must not happen'],
  [/^(?:preempt|local_irq|local_bh)_\w+$/, 'leave it out: a thread is never interrupted'],
  [/^(?:likely|unlikely|data_race)$/, 'leave it out'],
  [/^barrier_data$/, 'write barrier()'],
];

/** What to write for `name`; undefined when the name is not known. */
export function substituteFor(name: string): string | undefined {
  for (const [pattern, hint] of substitutes) {
    const match = pattern.exec(name);
    if (match !== null) return hint.replace('$1', match[1] ?? '');
  }
  return undefined;
}
