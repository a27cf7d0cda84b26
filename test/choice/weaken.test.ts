/** Which of a test's own barriers are needed, and the least that would do. */

import { describe, expect, test } from 'vitest';
import { type Weakened, weaken } from '../../src/choice/weaken.ts';
import { least, litmus } from './litmus-text.ts';

function searched(found: Weakened): Extract<Weakened, { outcome: 'searched' }> {
  if (found.outcome !== 'searched') throw new Error(found.outcome);
  return found;
}

const mp = (between: string, behind: string) =>
  litmus(
    'x y',
    [
      `WRITE_ONCE(*x, 1);\n${between}\nWRITE_ONCE(*y, 1);`,
      `r0 = READ_ONCE(*y);\n${behind}\nr1 = READ_ONCE(*x);`,
    ],
    'exists (1:r0=1 /\\ 1:r1=0)',
  );

describe('the least that would do', () => {
  test('full barriers where light ones suffice', () => {
    expect(least(mp('smp_mb();', 'smp_mb();'))).toEqual([
      { from: 'smp_mb(); | smp_mb();', to: 'smp_wmb(); | smp_rmb();' },
    ]);
    expect(searched(weaken(mp('smp_mb();', 'smp_mb();'))).necessity).toMatchObject([
      { standing: 'may be weaker', instead: ['change smp_mb() (line 8) of P0 to smp_wmb()'] },
      { standing: 'may be weaker', instead: ['change smp_mb() (line 17) of P1 to smp_rmb()'] },
    ]);
  });

  test('all is needed', () => {
    const found = searched(weaken(mp('smp_wmb();', 'smp_rmb();')));
    expect(found.least.map((r) => r.changes)).toEqual([[]]);
    expect(found.least[0]?.diff).toBe('');
    expect(found.necessity.map((n) => n.standing)).toEqual(['needed', 'needed']);
  });

  test('two that each make the other needless: both answers', () => {
    const test = litmus(
      'x y',
      [
        'WRITE_ONCE(*x, 1);\nsmp_wmb();\nsmp_store_release(y, 1);',
        'r0 = smp_load_acquire(y);\nsmp_rmb();\nr1 = READ_ONCE(*x);',
      ],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    const found = searched(weaken(test));
    expect(found.necessity.map((n) => n.standing)).toEqual(['needless', 'needless', 'needless', 'needless']);
    expect(found.least).toHaveLength(4);
    expect(least(test).map((l) => l.to)).toContain('WRITE_ONCE(*y, 1); | r0 = READ_ONCE(*y);');
  });

  test('a grace period where a barrier would do, and where none would', () => {
    const reader = (before: string, behind: string) =>
      litmus(
        'x y',
        [
          `${before}\nr0 = READ_ONCE(*y);\nsmp_rmb();\nr1 = READ_ONCE(*x);\n${behind}`,
          'WRITE_ONCE(*x, 1);\nsynchronize_rcu();\nWRITE_ONCE(*y, 1);',
        ],
        'exists (0:r0=1 /\\ 0:r1=0)',
      );
    expect(least(reader('rcu_read_lock();', 'rcu_read_unlock();')).map((l) => l.to)).toEqual([
      'smp_wmb();',
      '',
    ]);
    const sb = litmus(
      'x y',
      [
        'rcu_read_lock();\nWRITE_ONCE(*x, 1);\nr0 = READ_ONCE(*y);\nrcu_read_unlock();',
        'WRITE_ONCE(*y, 1);\nsynchronize_rcu();\nr0 = READ_ONCE(*x);',
      ],
      'exists (0:r0=0 /\\ 1:r0=0)',
    );
    expect(searched(weaken(sb)).necessity.map((n) => n.standing)).toEqual(['needed']);
  });

  test('atomic operations and the other ordered words', () => {
    const test = litmus(
      'x y',
      [
        'smp_store_mb(*x, 1);\nr0 = atomic_xchg(y, 1);',
        'r0 = atomic_read_acquire(y);\nrcu_assign_pointer(*y, r0);\nr1 = READ_ONCE(*x);',
      ],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    // The full barrier behind the store already orders the stores; acquire is needed on the other side.
    expect(
      least(test)
        .map((l) => l.to)
        .sort(),
    ).toEqual([
      'WRITE_ONCE(*x, 1); | r0 = atomic_xchg_release(y, 1); | WRITE_ONCE(*y, r0);',
      'r0 = atomic_xchg_relaxed(y, 1); | WRITE_ONCE(*y, r0);',
    ]);
  });

  test('a barrier alone in its block leaves a statement behind', () => {
    const test = litmus(
      'x y',
      ['WRITE_ONCE(*x, 1);\nr0 = 1;\nif (r0 == 1) {\nsmp_mb();\n}\nr1 = READ_ONCE(*x);'],
      'exists (0:r1=0)',
    );
    expect(least(test)).toEqual([{ from: 'smp_mb();', to: 'barrier();' }]);
    expect(searched(weaken(test))).toMatchObject({ why: 'coherence' });
  });
});

describe('nothing to take away', () => {
  test('the outcome can happen as it stands', () => {
    expect(weaken(mp('', ''))).toMatchObject({ outcome: 'not forbidden' });
  });

  test('no execution', () => {
    const test = litmus('x lck', ['spin_lock(lck);\nsmp_mb();\nspin_lock(lck);'], 'exists (x=1)');
    expect(weaken(test)).toMatchObject({ outcome: 'no answer' });
  });
});

test('needless since a lock gives the order', () => {
  const side = (own: string, other: string) =>
    `spin_lock(lck);\nWRITE_ONCE(*${own}, 1);\nsmp_mb();\nr0 = READ_ONCE(*${other});\nspin_unlock(lck);`;
  const found = searched(
    weaken(litmus('x y lck', [side('x', 'y'), side('y', 'x')], 'exists (0:r0=0 /\\ 1:r0=0)')),
  );
  expect(found.why).toBe('lock');
  expect(found.least.map((r) => r.changes.length)).toEqual([2]);
  expect(found.least[0]?.cost.x86.weight).toBe(-8);
});

test('a weaker form may raise no flag that the test does not have', () => {
  const test = litmus(
    'x y',
    ['*x = 1;\nsmp_store_release(y, 1);', 'r0 = smp_load_acquire(y);\nif (r0 == 1) {\nr1 = *x;\n}'],
    'exists (1:r0=1 /\\ 1:r1=2)',
  );
  expect(searched(weaken(test)).necessity.map((n) => n.standing)).toEqual(['needed', 'needed']);
});
