/** Repairs of small tests, held against the real herd7: each answer, and each of its parts left out. */

import { expect, test } from 'vitest';
import { strengthen } from '../../src/choice/strengthen.ts';
import { locateHerd } from '../../src/herd/locate.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { isVacuous, observation } from '../../src/judge/judgement.ts';
import { litmus } from './litmus-text.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;
if (herd === undefined) console.warn('skipped: no real herd7');

const tests = [
  litmus(
    'x y',
    ['WRITE_ONCE(*x, 1);\nWRITE_ONCE(*y, 1);', 'r0 = READ_ONCE(*y);\nr1 = READ_ONCE(*x);'],
    'exists (1:r0=1 /\\ 1:r1=0)',
  ),
  litmus(
    'x y',
    ['WRITE_ONCE(*x, 1);\nr0 = READ_ONCE(*y);', 'WRITE_ONCE(*y, 1);\nr0 = READ_ONCE(*x);'],
    'exists (0:r0=0 /\\ 1:r0=0)',
  ),
  litmus(
    'x y',
    [
      'rcu_read_lock();\nr0 = READ_ONCE(*x);\nr1 = READ_ONCE(*y);\nrcu_read_unlock();',
      'WRITE_ONCE(*y, 1);\nWRITE_ONCE(*x, 1);',
    ],
    'exists (0:r0=1 /\\ 0:r1=0)',
  ),
  litmus(
    'x y lck',
    [
      'spin_lock(lck);\nWRITE_ONCE(*x, 1);\nWRITE_ONCE(*y, 1);\nspin_unlock(lck);',
      'r0 = READ_ONCE(*y);\nr1 = READ_ONCE(*x);',
    ],
    'exists (1:r0=1 /\\ 1:r1=0)',
  ),
  litmus(
    'x y',
    ['*x = 1;\nWRITE_ONCE(*y, 1);', 'r0 = READ_ONCE(*y);\nif (r0 == 1) {\nr1 = *x;\n}'],
    'exists (1:r0=1 /\\ 1:r1=0)',
  ),
  litmus(
    'x y z',
    [
      'WRITE_ONCE(*x, 1);\nr0 = cmpxchg(z, 1, 2);\nr1 = READ_ONCE(*y);',
      'WRITE_ONCE(*y, 1);\nsmp_mb();\nr1 = READ_ONCE(*x);',
    ],
    'exists (0:r1=0 /\\ 1:r1=0)',
  ),
];

test.skipIf(herd !== undefined || process.env['MBPAIR_REQUIRE_HERD'] !== '1')('herd7 is there', () => {
  throw new Error('no real herd7');
});

test.skipIf(herd === undefined)('herd7 agrees with every repair', async () => {
  if (herd === undefined) return;
  const answers = tests.flatMap((like) => {
    const found = strengthen(like);
    if (found.outcome !== 'searched') throw new Error(found.outcome);
    return found.repairs.map((r) => r.text);
  });
  expect(answers.length).toBeGreaterThan(15);
  const named = [...tests.map((t) => t.source.text), ...answers].map((text, i) => ({ name: `t${i}`, text }));
  const judged = await herdJudge(named, { herd, jobs: 2 });
  judged.forEach(({ judgement: j }, i) => {
    if (j?.outcome !== 'judged') throw new Error(`${named[i]?.text}\n${j?.outcome}`);
    const bad = i < tests.length;
    const fine = observation(j) === 'Never' && j.flags.length === 0 && !isVacuous(j);
    expect(fine, named[i]?.text).toBe(!bad);
  });
});
