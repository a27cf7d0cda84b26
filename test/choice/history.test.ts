/**
 * Memory-ordering bugs that the kernel had, each as the small test that its fix was about: what was
 * shipped, or something weaker, is among the answers, and none of it can be spared afterwards.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/choice/repair-judge.ts';
import { strengthen } from '../../src/choice/strengthen.ts';
import { weaken } from '../../src/choice/weaken.ts';
import { observation } from '../../src/judge/judgement.ts';
import { added, parsed } from './litmus-text.ts';

const folder = join(import.meta.dirname, 'history');
const files = readdirSync(folder).filter((name) => name.endsWith('.litmus'));

/** The lines that the fix adds; where a weaker one is known to do, that. */
const fixes: Readonly<Record<string, string>> = {
  'aio-read-events': 'smp_rmb();',
  'barrier-behind-both': 'WRITE_ONCE(*own, 1); | r1 = READ_ONCE(*desc);',
  'blk-mq-mark-tag-wait': 'smp_mb();',
  'blk-mq-quiesced': 'spin_lock(queue_lock); | spin_unlock(queue_lock);',
  'buffer-uptodate': 'smp_mb__before_atomic(); | r0 = atomic_read_acquire(b_state);',
  'call-function-many': 'smp_wmb(); | smp_rmb();',
  'clear-bit-unlock': '(void)atomic_fetch_andnot_release(1, word);',
  'conntrack-reuse': 'smp_rmb();',
  'dw-apb-misplaced': 'smp_wmb();',
  'fget-light': 'r0 = atomic_read_acquire(count);',
  'futex-get-key': 'smp_mb();',
  'gup-anon-exclusive': 'smp_mb__after_atomic(); | smp_mb();',
  'gup-fast-collapse': 'synchronize_rcu();',
  'handoff-three': 'smp_store_release(ready, 1);',
  'inode-state-lock': 'spin_lock(i_lock); | spin_unlock(i_lock);',
  'io-uring-sqpoll-sleep': 'smp_mb();',
  'irq-work-flags': 'smp_mb();',
  'key-state-payload': 'smp_store_release(state, 1); | r0 = smp_load_acquire(state);',
  'kvm-in-guest-mode': 'smp_mb__after_srcu_read_unlock();',
  'kvm-make-request': 'smp_wmb(); | smp_mb__after_atomic();',
  'legitimize-mnt': 'smp_mb(); | smp_mb();',
  'list-del-init-careful': 'smp_store_release(next, 0); | r0 = smp_load_acquire(next);',
  'lockless-qdisc': 'smp_mb(); | smp_mb();',
  'madv-free-dirty': 'smp_mb__after_atomic(); | smp_mb__after_atomic();',
  'memcg-plain-counter': 'spin_lock(lck); | spin_unlock(lck);',
  'n-tty-waitqueue-active': 'smp_mb(); | smp_mb();',
  'osq-lock-init': 'r0 = xchg(tail, 1);',
  'percpu-rwsem': 'smp_mb(); | smp_store_release(count, 0); | smp_mb();',
  'perf-ring-buffer': 'smp_store_release(tail, 1);',
  'ptr-ring-produce': 'smp_wmb();',
  'qrwlock-writer': 'r1 = atomic_cmpxchg_acquire(cnts, 0, 2);',
  'qspinlock-node-init': 'smp_wmb();',
  'r8169-tx-stop': 'smp_mb(); | smp_mb();',
  'rcu-lookup-outside': 'r0 = READ_ONCE(*unlinked);',
  'rcu-reader-unmarked': 'rcu_read_lock(); | rcu_read_unlock();',
  'rcu-update-lock': 'spin_lock(e_lock); | spin_unlock(e_lock);',
  'rculist-publish': 'smp_store_release(head, p);',
  'rds-in-xmit': 'smp_wmb();',
  'refcount-dec-and-test': 'r0 = atomic_dec_return(refs);',
  'rt-overloaded': 'smp_rmb();',
  'rtmutex-slowlock': 'r0 = cmpxchg_acquire(owner, 0, 2);',
  'rwsem-read-slowpath': 'r0 = smp_load_acquire(waiter_task);',
  'sbitmap-deferred-clear': 'smp_wmb(); | smp_rmb();',
  'sem-lock-complex': 'smp_mb__after_spinlock(); | smp_mb(); | smp_rmb();',
  'seqcount-retry': 'smp_rmb();',
  'shrinker-map': 'smp_mb__before_atomic(); | smp_mb__after_atomic();',
  'sock-poll-wait': 'smp_mb(); | smp_mb();',
  'srcu-free': 'synchronize_srcu(ss);',
  'srcu-reader-unmarked':
    'P1(int *linked, int *element, struct srcu_struct *ss) | int idx = srcu_read_lock(ss); | srcu_read_unlock(ss, idx);',
  'switch-mm-flush': 'smp_mb__after_atomic(); | smp_mb();',
  'tcp-annotate-race': 'WRITE_ONCE(*mss, 2); | r0 = READ_ONCE(*mss);',
  'tlb-flush-pending': 'smp_mb__before_atomic(); | smp_rmb();',
  'trylock-missed': 'smp_mb(); | smp_mb();',
  'ttwu-on-rq-on-cpu': 'smp_rmb();',
  'ttwu-state-on-rq': 'smp_rmb();',
  'uprobes-copy-insn': 'smp_rmb();',
  'usb-kill-urb': 'smp_mb__after_atomic(); | smp_mb__after_atomic();',
  'vhost-notify': 'smp_wmb(); | smp_mb(); | smp_mb(); | smp_rmb();',
  'wait-on-bit-acquire': 'r0 = atomic_read_acquire(word);',
  'wake-up-bit': 'smp_mb__after_atomic();',
  'workqueue-pending': 'smp_mb();',
  'writeback-i-dirty': 'smp_mb(); | smp_mb();',
  'xsk-umem-publish': 'smp_wmb(); | r0 = READ_ONCE(*umem);',
  'xtables-rcu': 'synchronize_rcu();',
  'xtables-recseq': 'smp_mb(); | smp_mb();',
};

const read = (file: string) => parsed(readFileSync(join(folder, file), 'utf8'), file);

function answers(file: string) {
  const found = strengthen(read(file));
  if (found.outcome !== 'searched') throw new Error(found.outcome);
  return found;
}

const addedTo = (r: Parameters<typeof added>[0]) =>
  added(r)
    .split(' | ')
    .filter((line) => !line.startsWith('* Result:'))
    .join(' | ');

/** The numbers of the lines that a patch adds. */
function addedLines(diff: string): number[] {
  let at = 0;
  return diff.split('\n').flatMap((line) => {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk !== null) at = Number(hunk[1]) - 1;
    else if (/^[ +]/.test(line) && !line.startsWith('+++')) at++;
    return line.startsWith('+') && !line.startsWith('+++') ? [at] : [];
  });
}

test('every test has its fix', () => {
  expect(Object.keys(fixes).map((name) => `${name}.litmus`)).toEqual(files);
});

describe.each(files)('%s', (file) => {
  const before = read(file);
  const fix = fixes[file.replace('.litmus', '')];
  const found = answers(file);
  const shipped = found.repairs.find((r) => addedTo(r) === fix);

  test('the fix is among the answers, and all of them were found', () => {
    expect(found.repairs.map(addedTo)).toContain(fix);
    expect(found.limit).toBeUndefined();
    expect(found.violations).toEqual([]);
  });

  test('each answer forbids the outcome and clears the flags', () => {
    for (const { text } of found.repairs) {
      const j = judgeText(before, text, {});
      if (j.outcome !== 'judged') throw new Error(j.outcome);
      expect({ word: observation(j), flags: j.flags }).toEqual({ word: 'Never', flags: [] });
      expect(j.positive + j.negative).toBeGreaterThan(0);
    }
  });

  test('the fixed code needs what was added', () => {
    const fixed = parsed(shipped?.text ?? '', file);
    const least = weaken(fixed);
    if (least.outcome !== 'searched') throw new Error(least.outcome);
    const own = shipped === undefined ? [] : addedLines(shipped.diff);
    const spared = least.necessity.filter((n) => own.includes(n.line) && n.standing === 'needless');
    expect(own.length).toBeGreaterThan(0);
    expect(spared).toEqual([]);
  });
});
