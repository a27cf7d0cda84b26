/** The least repairs of the classic shapes, by name as in the literature. */

import { describe, expect, test } from 'vitest';
import { type Strengthened, strengthen } from '../../src/choice/strengthen.ts';
import { added, litmus, parsed, repairs } from './litmus-text.ts';

const W = (x: string, v = 1) => `WRITE_ONCE(*${x}, ${v});`;
const R = (r: string, x: string) => `${r} = READ_ONCE(*${x});`;

function searched(found: Strengthened): Extract<Strengthened, { outcome: 'searched' }> {
  if (found.outcome !== 'searched') throw new Error(found.outcome);
  return found;
}

describe('classic shapes', () => {
  const shapes: [string, Parameters<typeof litmus>, string[]][] = [
    [
      'SB: full barriers on both sides',
      ['x y', [`${W('x')}\n${R('r0', 'y')}`, `${W('y')}\n${R('r0', 'x')}`], 'exists (0:r0=0 /\\ 1:r0=0)'],
      ['smp_mb(); | smp_mb();'],
    ],
    [
      'MP: order of stores against order of loads, each in two forms',
      ['x y', [`${W('x')}\n${W('y')}`, `${R('r0', 'y')}\n${R('r1', 'x')}`], 'exists (1:r0=1 /\\ 1:r1=0)'],
      [
        'smp_store_release(y, 1); | r0 = smp_load_acquire(y);',
        'smp_store_release(y, 1); | smp_rmb();',
        'smp_wmb(); | r0 = smp_load_acquire(y);',
        'smp_wmb(); | smp_rmb();',
      ],
    ],
    [
      'LB: acquire, release or a full barrier on each side',
      ['x y', [`${R('r0', 'x')}\n${W('y')}`, `${R('r0', 'y')}\n${W('x')}`], 'exists (0:r0=1 /\\ 1:r0=1)'],
      [
        'r0 = smp_load_acquire(x); | r0 = smp_load_acquire(y);',
        'r0 = smp_load_acquire(x); | smp_mb();',
        'r0 = smp_load_acquire(x); | smp_store_release(x, 1);',
        'smp_mb(); | r0 = smp_load_acquire(y);',
        'smp_mb(); | smp_mb();',
        'smp_mb(); | smp_store_release(x, 1);',
        'smp_store_release(y, 1); | r0 = smp_load_acquire(y);',
        'smp_store_release(y, 1); | smp_mb();',
        'smp_store_release(y, 1); | smp_store_release(x, 1);',
      ],
    ],
    [
      'R: full barriers, since release does not order against a later store of another',
      ['x y', [`${W('x')}\n${W('y')}`, `${W('y', 2)}\n${R('r0', 'x')}`], 'exists (y=2 /\\ 1:r0=0)'],
      ['smp_mb(); | smp_mb();'],
    ],
    [
      'S: order of stores against a load and a store',
      ['x y', [`${W('x', 2)}\n${W('y')}`, `${R('r0', 'y')}\n${W('x')}`], 'exists (x=2 /\\ 1:r0=1)'],
      [
        'smp_store_release(y, 1); | r0 = smp_load_acquire(y);',
        'smp_store_release(y, 1); | smp_mb();',
        'smp_store_release(y, 1); | smp_store_release(x, 1);',
        'smp_wmb(); | r0 = smp_load_acquire(y);',
        'smp_wmb(); | smp_mb();',
        'smp_wmb(); | smp_store_release(x, 1);',
      ],
    ],
    [
      'IRIW: acquire does not make loads of two readers agree',
      [
        'x y',
        [W('x'), `${R('r0', 'x')}\n${R('r1', 'y')}`, W('y'), `${R('r0', 'y')}\n${R('r1', 'x')}`],
        'exists (1:r0=1 /\\ 1:r1=0 /\\ 3:r0=1 /\\ 3:r1=0)',
      ],
      ['smp_mb(); | smp_mb();'],
    ],
    [
      'WRC: what was read is passed on by release, not by acquire',
      [
        'x y',
        [W('x'), `${R('r0', 'x')}\n${W('y')}`, `${R('r0', 'y')}\n${R('r1', 'x')}`],
        'exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)',
      ],
      [
        'smp_mb(); | r0 = smp_load_acquire(y);',
        'smp_mb(); | smp_rmb();',
        'smp_store_release(y, 1); | r0 = smp_load_acquire(y);',
        'smp_store_release(y, 1); | smp_rmb();',
      ],
    ],
  ];
  test.each(shapes)('%s', (_, [shared, threads, condition], expected) => {
    expect(repairs(litmus(shared, threads, condition))).toEqual(expected);
  });

  test('2+2W: full barriers on both sides, or nothing less', () => {
    const found = repairs(
      litmus('x y', [`${W('x')}\n${W('y', 2)}`, `${W('y')}\n${W('x', 2)}`], 'exists (x=1 /\\ y=1)'),
    );
    expect(found).toEqual(['smp_mb(); | smp_mb();']);
  });

  test('ISA2: the cheapest is one form of light order a thread', () => {
    const found = searched(
      strengthen(
        litmus(
          'x y z',
          [`${W('x')}\n${W('y')}`, `${R('r0', 'y')}\n${W('z')}`, `${R('r0', 'z')}\n${R('r1', 'x')}`],
          'exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)',
        ),
      ),
    );
    expect(found.repairs).toHaveLength(10);
    expect(found.repairs.slice(0, 4).map(added).sort()).toEqual([
      'smp_store_release(y, 1); | smp_store_release(z, 1); | r0 = smp_load_acquire(z);',
      'smp_store_release(y, 1); | smp_store_release(z, 1); | smp_rmb();',
      'smp_wmb(); | smp_store_release(z, 1); | r0 = smp_load_acquire(z);',
      'smp_wmb(); | smp_store_release(z, 1); | smp_rmb();',
    ]);
    expect(found.repairs[0]?.cost.x86).toEqual({ instructions: [], weight: 0 });
    expect(found.repairs[0]?.cost.arm64.weight).toBe(3);
    expect(found.judged).toBeLessThan(100);
  });
});

describe('asymmetric repairs', () => {
  test('a grace period in the updater, against the section of the reader', () => {
    const test = litmus(
      'x y',
      [`rcu_read_lock();\n${R('r0', 'x')}\n${R('r1', 'y')}\nrcu_read_unlock();`, `${W('y')}\n${W('x')}`],
      'exists (0:r0=1 /\\ 0:r1=0)',
    );
    const found = searched(strengthen(test)).repairs;
    // Dear, so it stands behind fences on both sides, but it is the only one that leaves the reader alone.
    expect(found.map(added)).toContain('synchronize_rcu();');
    expect(added(found[0] as never)).not.toContain('synchronize_rcu');
    expect(found.at(-1)?.changes).toHaveLength(1);
  });

  test('no grace period where a section or a lock is held', () => {
    const test = litmus(
      'x y lck',
      [
        `rcu_read_lock();\n${W('x')}\n${R('r0', 'y')}\nrcu_read_unlock();`,
        `spin_lock(lck);\n${W('y')}\n${R('r0', 'x')}\nspin_unlock(lck);`,
      ],
      'exists (0:r0=0 /\\ 1:r0=0)',
    );
    expect(repairs(test).join()).not.toContain('synchronize_rcu');
  });

  test('the lock that the other side holds', () => {
    const test = litmus(
      'x y lck',
      [`spin_lock(lck);\n${W('x')}\n${W('y')}\nspin_unlock(lck);`, `${R('r0', 'y')}\n${R('r1', 'x')}`],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    expect(repairs(test)).toContain('spin_lock(lck); | spin_unlock(lck);');
  });

  test('a lock that the thread has no parameter for', () => {
    const text = `C lock

{}

P0(int *x, int *y, spinlock_t *lo)
{
	spin_lock(lo);
	WRITE_ONCE(*x, 1);
	WRITE_ONCE(*y, 1);
	spin_unlock(lo);
}

P1(int *x, int *y)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*y);
	r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\\ 1:r1=0)
`;
    expect(repairs(parsed(text))).toContain(
      'P1(int *x, int *y, spinlock_t *lo) | spin_lock(lo); | spin_unlock(lo);',
    );
  });

  test('a lock that is given back too early', () => {
    const test = litmus(
      'x lck',
      [
        `spin_lock(lck);\n${W('x')}\nspin_unlock(lck);\n${W('x', 2)}`,
        `spin_lock(lck);\n${R('r0', 'x')}\n${R('r1', 'x')}\nspin_unlock(lck);`,
      ],
      'exists (1:r0=1 /\\ 1:r1=2)',
    );
    const found = searched(strengthen(test));
    expect(found.repairs.map((r) => r.changes.map((c) => c.description))).toEqual([
      ['extend spin_lock(lck) ... spin_unlock(lck) over all of P0'],
    ]);
    expect(found.repairs[0]?.text).toContain(
      '\tWRITE_ONCE(*x, 1);\n\tWRITE_ONCE(*x, 2);\n\tspin_unlock(lck);\n}',
    );
  });

  test('no lock that a thread only looks at: it would see new things', () => {
    const test = litmus(
      'x lck',
      [
        `spin_lock(lck);\n${W('x')}\nspin_unlock(lck);`,
        'r0 = smp_load_acquire(x);\nr1 = spin_is_locked(lck);\nr2 = spin_is_locked(lck);',
      ],
      'exists (1:r0=1 /\\ 1:r1=0 /\\ 1:r2=1)',
    );
    expect(repairs(test)).toEqual(['smp_mb__after_spinlock();', 'smp_store_release(x, 1);', 'smp_wmb();']);
  });

  test('lock handover: the barrier that is made for it', () => {
    const test = litmus(
      'x y z lck',
      [
        `spin_lock(lck);\n${W('x')}\n${W('y')}\nspin_unlock(lck);`,
        `spin_lock(lck);\n${R('r0', 'y')}\n${W('z')}\nspin_unlock(lck);`,
        `${W('z', 2)}\nsmp_mb();\n${R('r1', 'x')}`,
      ],
      'exists (1:r0=1 /\\ z=2 /\\ 2:r1=0)',
    );
    const found = repairs(test);
    expect(found).toContain('smp_mb__after_spinlock();');
    expect(found).toContain('spin_lock(lck); | spin_unlock(lck);');
  });
});

describe('flags', () => {
  test('a data race is cleared by marking both sides', () => {
    const test = litmus('x', ['*x = 1;', 'r0 = *x;'], 'exists (1:r0=2)');
    const found = searched(strengthen(test));
    expect(found.judgement).toMatchObject({ positive: 0, flags: ['data-race'] });
    expect(found.repairs.map(added)).toEqual(['WRITE_ONCE(*x, 1); | r0 = READ_ONCE(*x);']);
  });

  test('a plain payload stays plain when its flag is ordered', () => {
    const test = litmus(
      'x y',
      [`*x = 1;\n${W('y')}`, `r0 = READ_ONCE(*y);\nif (r0 == 1) {\n\tr1 = *x;\n}`],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    expect(repairs(test)).toContain('smp_store_release(y, 1); | r0 = smp_load_acquire(y);');
    expect(repairs(test)).toContain('smp_wmb(); | smp_rmb();');
  });

  test('a flag that no order clears is named', () => {
    const test = litmus('x', [`rcu_read_lock();\n${W('x')}`, R('r0', 'x')], 'exists (1:r0=2)');
    const found = searched(strengthen(test));
    expect(found.repairs).toEqual([]);
    expect(found.stays).toEqual({ reached: false, flags: ['unmatched-rcu-lock'] });
  });
});

test('marking one of two accesses raises a flag of its own, and shuts out no answer', () => {
  const test = litmus(
    'x y lck',
    [
      '*x = 1;\nsmp_store_release(y, 1);',
      `spin_lock(lck);\nr0 = READ_ONCE(*y);\nspin_unlock(lck);\nif (r0 == 1) {\nspin_lock(lck);\nspin_unlock(lck);\nr1 = *x;\n*x = 2;\n}`,
    ],
    'exists (1:r0=1 /\\ 1:r1=0)',
  );
  const found = repairs(test);
  expect(found).toContain('r1 = READ_ONCE(*x); | WRITE_ONCE(*x, 2);');
  expect(found).toContain('r0 = smp_load_acquire(y);');
});

describe('atomic operations', () => {
  const shape = (operation: string) =>
    litmus(
      'x y z',
      [`${W('x')}\n${operation}\n${R('r1', 'y')}`, `${W('y')}\nsmp_mb();\n${R('r1', 'x')}`],
      'exists (0:r1=0 /\\ 1:r1=0)',
    );

  test('one without order takes the barriers made for it, and the stronger form', () => {
    expect(repairs(shape('r0 = xchg_relaxed(z, 1);'))).toEqual([
      'r0 = xchg(z, 1);',
      'smp_mb__after_atomic();',
      'smp_mb__before_atomic();',
    ]);
  });

  test('smp_mb__after_atomic() behind one that may fail is doubted, and comes last', () => {
    const found = searched(strengthen(shape('r0 = cmpxchg(z, 1, 2);'))).repairs;
    const doubtful = found.map((r) => r.doubts.length > 0);
    expect(found.map(added).slice(0, 2)).toEqual(['smp_mb();', 'smp_mb();']);
    expect(doubtful).toEqual([false, false, true, true]);
    expect(found.at(-1)?.doubts[0]).toMatchObject({ added: true });
  });
});

describe('plain words', () => {
  test('nothing is needed: coherence, a lock, a dependency', () => {
    const one = litmus('x', [W('x'), `${R('r0', 'x')}\n${R('r1', 'x')}`], 'exists (1:r0=1 /\\ 1:r1=0)');
    expect(strengthen(one)).toMatchObject({ outcome: 'forbidden already', why: 'coherence' });
    const locked = litmus(
      'x y lck',
      [
        `spin_lock(lck);\n${W('x')}\n${R('r0', 'y')}\nspin_unlock(lck);`,
        `spin_lock(lck);\n${W('y')}\n${R('r0', 'x')}\nspin_unlock(lck);`,
      ],
      'exists (0:r0=0 /\\ 1:r0=0)',
    );
    expect(strengthen(locked)).toMatchObject({ outcome: 'forbidden already', why: 'lock' });
    const lb = (t: string, other: string) => `r0 = READ_ONCE(*${t});\nWRITE_ONCE(*${other}, r0);`;
    const tied = litmus('x y', [lb('x', 'y'), lb('y', 'x')], 'exists (0:r0=1 /\\ 1:r0=1)');
    expect(strengthen(tied)).toMatchObject({ outcome: 'forbidden already' });
  });

  test('no fence helps: the outcome is one of a sequentially consistent machine', () => {
    const test = litmus('x', [W('x'), R('r0', 'x')], 'exists (1:r0=1)');
    const found = searched(strengthen(test));
    expect(found.repairs).toEqual([]);
    expect(found.limit).toBeUndefined();
    expect(found.stays).toEqual({ reached: true, flags: [] });
  });

  test('no execution: nothing to say', () => {
    const test = litmus('x lck', ['spin_lock(lck);\nspin_lock(lck);'], 'exists (x=1)');
    expect(strengthen(test)).toMatchObject({ outcome: 'no answer' });
  });

  test('a fence at the wrong place: what it orders', () => {
    const test = litmus(
      'x y z',
      [`${W('x')}\n${W('y')}\nsmp_wmb();\n${W('z')}`, `${R('r0', 'y')}\nsmp_wmb();\n${R('r1', 'x')}`],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    expect(searched(strengthen(test)).misplaced).toEqual([
      {
        fence: 'smp_wmb()',
        thread: 0,
        threadName: 'P0',
        line: 9,
        orders: ['WRITE_ONCE(*y, 1) (line 8)', 'WRITE_ONCE(*z, 1) (line 10)'],
      },
      { fence: 'smp_wmb()', thread: 1, threadName: 'P1', line: 18, lacks: 'before' },
    ]);
  });

  test('a fence of the wrong kind is exchanged', () => {
    const test = litmus(
      'x y z',
      [`${W('x')}\n${W('y')}`, `${W('z')}\n${R('r0', 'y')}\nsmp_wmb();\n${R('r1', 'x')}`],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    const exchanged = searched(strengthen(test));
    expect(exchanged.repairs[0]?.changes.map((c) => c.description)).toContain(
      'change smp_wmb() (line 17) of P1 to smp_rmb()',
    );
    expect(repairs(test)).toContain('smp_wmb(); | smp_rmb();');
  });

  test('a limit is reported, and no answer is passed off as all', () => {
    const test = litmus(
      'x y',
      [`${W('x')}\n${W('y')}`, `${R('r0', 'y')}\n${R('r1', 'x')}`],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    expect(strengthen(test, { candidates: 5 })).toMatchObject({ limit: 'candidates' });
    expect(strengthen(test, { answers: 2 })).toMatchObject({ limit: 'sets' });
    let polls = 0;
    expect(strengthen(test, { deadline: () => polls++ > 40 })).toMatchObject({ limit: 'time' });
  });
});

test('forall: the outcome to forbid is its negation', () => {
  const test = litmus(
    'x y',
    [`${W('x')}\n${W('y')}`, `${R('r0', 'y')}\n${R('r1', 'x')}`],
    'forall (1:r0=0 \\/ 1:r1=1)',
  );
  expect(repairs(test)).toContain('smp_wmb(); | smp_rmb();');
});
