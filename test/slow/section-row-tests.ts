/** Tests of the rows that begin, end or wait for critical sections of locks and of SRCU. */

import type { Primitive } from '../../src/lkmm/primitives.ts';
import { litmus, type RowTest } from './litmus-text.ts';

/** A row in its place, the others as usual. */
const inPlace = (row: Primitive, doing: Primitive['effect']['do'], usual: string): string =>
  row.effect.do === doing ? row.name : usual;

export function lockTests(row: Primitive): RowTest[] {
  const named = (shape: string) => `${row.name}+${shape}`;
  const lock = `${inPlace(row, 'lock', 'spin_lock')}(l);`;
  const unlock = `${inPlace(row, 'unlock', 'spin_unlock')}(l);`;
  const trylock = `int r9 = ${inPlace(row, 'trylock', 'spin_trylock')}(l);`;
  const isLocked = `int r9 = ${inPlace(row, 'is-locked', 'spin_is_locked')}(l);`;
  const increment = ['int r0 = READ_ONCE(*x);', 'WRITE_ONCE(*x, r0 + 1);'];
  const inside = ['WRITE_ONCE(*x, 1);', 'WRITE_ONCE(*y, 1);'];
  return [
    litmus(named('exclusion'), {
      threads: [
        [lock, ...increment, unlock],
        [lock, ...increment, unlock],
      ],
      exists: 'x=1',
    }),
    litmus(named('trylock-exclusion'), {
      threads: [
        [lock, ...increment, unlock],
        [trylock, 'if (r9) {', ...increment.map((s) => `\t${s}`), `\t${unlock}`, '}'],
      ],
      locations: ['1:r9'],
      exists: 'x=1',
    }),
    litmus(named('handover'), {
      threads: [
        [lock, ...inside, unlock],
        [lock, 'int r0 = READ_ONCE(*y);', unlock, 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '1:r0=1 /\\ 1:r1=0',
    }),
    litmus(named('acquire-and-release'), {
      threads: [
        ['WRITE_ONCE(*x, 1);', lock, unlock, 'int r0 = READ_ONCE(*y);'],
        ['WRITE_ONCE(*y, 1);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
    litmus(named('is-locked'), {
      threads: [
        [lock, ...inside, unlock],
        [isLocked, 'int r0 = READ_ONCE(*x);'],
      ],
      locations: ['1:r9'],
      exists: '1:r0=0',
    }),
  ];
}

export function srcuTests(row: Primitive): RowTest[] {
  const named = (shape: string) => `${row.name}+${shape}`;
  const lock = `int r9 = ${inPlace(row, 'srcu-lock', 'srcu_read_lock')}(s);`;
  const unlock = `${inPlace(row, 'srcu-unlock', 'srcu_read_unlock')}(s, r9);`;
  const wait = `${inPlace(row, 'srcu-sync', 'synchronize_srcu')}(s);`;
  const reader = [lock, 'WRITE_ONCE(*x, 1);', 'int r0 = READ_ONCE(*y);', unlock];
  return [
    litmus(named('cookie'), { init: ['s=5'], threads: [[lock, unlock]], exists: '0:r9=5' }),
    litmus(named('section'), {
      threads: [reader, ['WRITE_ONCE(*y, 1);', wait, 'int r1 = READ_ONCE(*x);']],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
    litmus(named('grace-period-alone'), {
      threads: [
        ['WRITE_ONCE(*x, 1);', wait, 'int r0 = READ_ONCE(*y);'],
        ['WRITE_ONCE(*y, 1);', 'smp_mb();', 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
    litmus(named('rcu-grace-period'), {
      threads: [reader, ['WRITE_ONCE(*y, 1);', 'synchronize_rcu();', 'int r1 = READ_ONCE(*x);']],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
    litmus(named('rcu-section'), {
      threads: [
        ['rcu_read_lock();', 'WRITE_ONCE(*x, 1);', 'int r0 = READ_ONCE(*y);', 'rcu_read_unlock();'],
        ['WRITE_ONCE(*y, 1);', wait, 'int r1 = READ_ONCE(*x);'],
      ],
      exists: '0:r0=0 /\\ 1:r1=0',
    }),
  ];
}
