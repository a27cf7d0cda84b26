/** Tests of the rows that are fences: where a fence stands, and what it needs beside it. */

import type { Primitive } from '../../src/lkmm/primitives.ts';
import { litmus, type RowTest } from './litmus-text.ts';

/** What may stand right before or after the fence, and what it takes at the end. */
const companions = [
  { how: '', before: [], after: [], end: [] },
  { how: '-after-atomic', before: ['atomic_inc(a);'], after: [], end: [] },
  { how: '-before-atomic', before: [], after: ['atomic_inc(a);'], end: [] },
  { how: '-after-lock', before: ['spin_lock(l);'], after: [], end: ['spin_unlock(l);'] },
  {
    how: '-after-unlock-lock',
    before: ['spin_lock(l);', 'spin_unlock(l);', 'spin_lock(l);'],
    after: [],
    end: ['spin_unlock(l);'],
  },
  {
    how: '-after-srcu-unlock',
    before: ['int r8 = srcu_read_lock(s);', 'srcu_read_unlock(s, r8);'],
    after: [],
    end: [],
  },
] as const;

export function fenceTests(row: Primitive): RowTest[] {
  const fence = `${row.name}();`;
  const named = (shape: string) => `${row.name}+${shape}`;
  const buffering = companions.map(({ how, before, after, end }) =>
    litmus(named(`between${how}`), {
      threads: [
        ['WRITE_ONCE(*x, 1);', ...before, fence, ...after, 'int r0 = READ_ONCE(*y);', ...end],
        ['WRITE_ONCE(*y, 1);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
  );
  return [
    ...buffering,
    litmus(named('between-stores'), {
      threads: [
        ['WRITE_ONCE(*x, 1);', fence, 'WRITE_ONCE(*y, 1);'],
        ['int r0 = READ_ONCE(*y);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '1:r0=1 /\\ 1:r1=0',
    }),
    litmus(named('between-loads'), {
      threads: [
        ['WRITE_ONCE(*x, 1);', 'smp_mb();', 'WRITE_ONCE(*y, 1);'],
        ['int r0 = READ_ONCE(*y);', fence, 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '1:r0=1 /\\ 1:r1=0',
    }),
    litmus(named('between-mixed-accesses'), {
      threads: [['*x = 1;', fence, 'WRITE_ONCE(*x, 2);']],
      exists: 'x=2',
    }),
    ...critical(row, ['lock', fence, 'rcu_read_unlock();', 'synchronize_rcu();']),
    ...critical(row, ['unlock', 'rcu_read_lock();', fence, 'synchronize_rcu();']),
    ...critical(row, ['grace-period', 'rcu_read_lock();', 'rcu_read_unlock();', fence]),
  ];
}

/** In one of the three places of RCU. */
function critical(row: Primitive, [as, lock, unlock, wait]: [string, string, string, string]): RowTest[] {
  return [
    litmus(`${row.name}+as-${as}`, {
      threads: [
        [lock, 'WRITE_ONCE(*x, 1);', 'int r0 = READ_ONCE(*y);', unlock],
        ['WRITE_ONCE(*y, 1);', wait, 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
  ];
}
