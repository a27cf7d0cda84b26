/**
 * Words of the kernel that have no sound expansion to what herd7 knows, and what an author writes
 * instead. Nothing here is judged.
 */

/** `$1` in the hint is what the parentheses matched. */
export interface RefusedWord {
  readonly name: RegExp;
  readonly hint: string;
}

const callback =
  'give the callback a thread of its own: here write smp_store_release(cb, 1), there begin with smp_cond_load_acquire(cb, VAL != 0) and';

export const refusedWords: readonly RefusedWord[] = [
  { name: /^dma_(mb|rmb|wmb)$/, hint: 'devices are no part of the model; between CPUs write smp_$1()' },
  { name: /^ACCESS_ONCE$/, hint: 'write READ_ONCE(*x) or WRITE_ONCE(*x, 1)' },
  { name: /^(?:smp_)?read_barrier_depends$/, hint: 'leave it out: READ_ONCE orders dependent accesses' },
  { name: /^lockless_dereference$/, hint: 'write READ_ONCE(*p)' },
  {
    name: /^synchronize_(?:sched|rcu_bh|rcu_mult)(?:_expedited)?$/,
    hint: 'write synchronize_rcu(); the flavours of RCU are one',
  },
  { name: /^(?:call_rcu|kfree_rcu|kvfree_rcu)\w*$/, hint: `${callback} synchronize_rcu()` },
  { name: /^call_srcu$/, hint: `${callback} synchronize_srcu(s)` },
  {
    name: /^s?rcu_barrier$/,
    hint: 'let the thread of the callback end with smp_store_release(done, 1), and here write smp_cond_load_acquire(done, VAL != 0)',
  },
  { name: /^srcu_read_lock_\w+$/, hint: 'write srcu_read_lock(s)' },
  { name: /^srcu_read_unlock_\w+$/, hint: 'write srcu_read_unlock(s, r0)' },
  { name: /^smp_mb__before_spinlock$/, hint: 'write smp_mb__after_spinlock() behind spin_lock(l)' },
  {
    name: /^smp_mb__(?:before|after)_(?:rmw|clear_bit|atomic_\w+)$/,
    hint: 'write smp_mb__before_atomic() or smp_mb__after_atomic()',
  },
  { name: /^spin_unlock_wait$/, hint: 'write spin_lock(l); spin_unlock(l);' },
  {
    name: /^(?:mutex|rt_mutex)_(lock|unlock|trylock)\w*$/,
    hint: 'write mutex_$1(m) in a scenario, in a litmus test spin_$1(l); sleeping is not modelled',
  },
  {
    name: /^(?:read|write)_(?:try|un)?lock\w*$|^down_(?:read|write)\w+$/,
    hint: 'write read_lock(l) or write_lock(l); interrupts and failed attempts are not modelled',
  },
  {
    name: /^(?:read|write)_seq\w+$|^done_seqretry\w*$/,
    hint: 'a seqlock_t is two words: write spin_lock(l) and write_seqcount_begin(s), or read_seqcount_begin(s)',
  },
  {
    name: /^(?:raw_)?(?:read|write)_seqcount_\w+$|^raw_seqcount_begin$/,
    hint: 'of seqcount_t, read_seqcount_begin(), read_seqcount_retry(), write_seqcount_begin() and write_seqcount_end() are known',
  },
  {
    name: /^atomic(?:64|_long)?_fetch_add_unless\w*$/,
    hint: 'write atomic_add_unless(v, 1, 0), which tells whether it added',
  },
  {
    name: /^atomic(?:64|_long)?_(?:inc_unless|dec_unless|dec_if)_\w+$/,
    hint: 'read and then cmpxchg(); only atomic_add_unless() is known',
  },
  { name: /^atomic_load$/, hint: 'write atomic_read(v)' },
  { name: /^atomic_store$/, hint: 'write atomic_set(v, 1)' },
  { name: /^atomic_exchange$/, hint: 'write xchg(v, 1)' },
  {
    name: /^refcount_dec_and_mutex_lock$/,
    hint: 'write if (refcount_dec_not_one(r)) {} else { mutex_lock(m); ... }, as lib/refcount.c does',
  },
  {
    name: /^kref_put\w*$/,
    hint: 'write if (refcount_dec_and_test(r)) { ... } with what the release function does',
  },
  {
    name: /^(?:put_page|folio_put)$/,
    hint: 'write if (folio_put_testzero(refs)) { ... } with what freeing does',
  },
  {
    name: /^folio_test_swapcache$/,
    hint: 'it looks at two flags: write test_bit(swapbacked, flags) and test_bit(swapcache, flags)',
  },
  {
    name: /^(?:__)?folio_(?:test_|set_|clear_|test_set_|test_clear_)\w+$/,
    hint: 'this is no flag of Linux 7.2; for a flag of your own write set_bit(NAME, flags), test_bit(NAME, flags) and so on',
  },
  { name: /^Page[A-Z]\w*$/, hint: 'it is no test of a flag: read the word that it looks at, READ_ONCE(*x)' },
  {
    name: /^__clear_bit_unlock$/,
    hint: 'write clear_bit_unlock(nr, v), or smp_store_release() of the whole word',
  },
  {
    name: /^__(set_current_state|set_task_state)$/,
    hint: 'write WRITE_ONCE(*state, 1), where state is the shared word for the state of the task',
  },
  {
    name: /^set_(?:current|special|task)_state$/,
    hint: 'write smp_store_mb(*state, 1), where state is the shared word for the state of the task',
  },
  {
    name: /^(?:prepare_to_wait|add_wait_queue)\w*$/,
    hint: 'write WRITE_ONCE(*wq, 1) for the entry in the queue, and smp_mb() for the set_current_state() behind it',
  },
  { name: /^(?:finish_wait|remove_wait_queue)$/, hint: 'write WRITE_ONCE(*wq, 0)' },
  {
    name: /^(?:wake_up|swake_up|wake_up_process|wake_up_bit|wake_up_var|complete)\w*$/,
    hint: 'it orders only if it wakes somebody: write the look at the queue or at the state of the task, and ask for its value',
  },
  {
    name: /^(?:wait_event|wait_on_bit|wait_var_event|wait_for_completion|schedule)\w*$/,
    hint: 'sleeping is not modelled: write the last look at the word, or smp_cond_load_relaxed(x, VAL == 1)',
  },
  {
    name: /^(?:BUG|WARN|VM_BUG|VM_WARN)(?:_ON)?(?:_ONCE|_PAGE|_FOLIO)?$/,
    hint: 'state it in the condition: `exists` what must not happen',
  },
  { name: /^(?:preempt|local_irq|local_bh)_\w+$/, hint: 'leave it out: a thread is never interrupted' },
  { name: /^data_race$/, hint: 'leave it out' },
  { name: /^barrier_data$/, hint: 'write barrier()' },
];
