/** Every recorded test is explained as herd7 judged it, and what is explained holds. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { checkCertificate } from '../../src/certificate/check.ts';
import { certificateOf } from '../../src/explain/certify.ts';
import { explain } from '../../src/explain/explain.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { litmus, parsed } from '../choice/litmus-text.ts';
import { recordedTests } from '../judge/recorded.ts';
import { complaintsAbout } from './held.ts';
import { statesIn, witnessState } from './witness-state.ts';

/** Acquisitions that read nothing and writes to a lock: no case split is made of these. */
const strangeLocks = ['k-atomic-lock-var', 'k-lock-star', 'k-write-lock-var', 'v-spin-lock-undeclared'];

const judged = recordedTests(join(import.meta.dirname, '../experiments')).filter(
  (t) => t.log !== undefined && !strangeLocks.some((name) => t.name.includes(name)),
);

function read(path: string): LitmusTest {
  const { test: found } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
  if (found === undefined) throw new Error(path);
  return found;
}

/** Whether herd7 found an execution with the outcome that is explained. */
function isReached(log: string, like: LitmusTest): boolean {
  const [, positive, negative] = /^Observation \S+ \w+ (\d+) (\d+)/m.exec(log) ?? [];
  return Number(like.quantifier === 'forall' ? negative : positive) > 0;
}

describe('as herd7 judged', () => {
  test.each(judged)('$name', ({ path, log }) => {
    const like = read(path);
    const e = explain(like);
    expect(e.kind).toBe(isReached(log ?? '', like) ? 'allowed' : 'forbidden');
    expect(complaintsAbout(e)).toEqual([]);
    if (e.kind === 'unexplained') return;
    const state = e.kind === 'allowed' ? witnessState(e) : undefined;
    if (state !== undefined) expect(statesIn(log ?? '')).toContain(state);
    expect(checkCertificate(JSON.stringify(certificateOf(e)))).toMatchObject({
      verdict: 'valid',
      claim: e.kind,
      ...(e.as === 'any execution' ? {} : { isOwn: true }),
    });
  });
});

test('there are many of both kinds', () => {
  expect(judged.length).toBeGreaterThan(500);
});

const mp = (first: string, second: string, condition: string) =>
  parsed(`C MP

{}

P0(int *data, int *flag)
{
	WRITE_ONCE(*data, 1);
	${first}
	WRITE_ONCE(*flag, 1);
}

P1(int *data, int *flag)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*flag);
	${second}
	r1 = READ_ONCE(*data);
}

${condition}
`);

test('the reason uses the barriers on both sides', () => {
  const e = explain(mp('smp_wmb();', 'smp_rmb();', 'exists (1:r0=1 /\\ 1:r1=0)'));
  if (e.kind !== 'forbidden') throw new Error(e.kind);
  expect(e.reasons.map((r) => r.axiom.name)).toEqual(['happens-before']);
  expect(e.reasons[0]?.loop.map((s) => s.relation).sort()).toEqual(['fre', 'rfe', 'rmb', 'wmb']);
});

test('the simplest witness has one surprise', () => {
  const e = explain(mp('smp_wmb();', '', 'exists (1:r0=1 /\\ 1:r1=0)'));
  if (e.kind !== 'allowed') throw new Error(e.kind);
  expect(e.story.surprises.map((s) => s.kind)).toEqual(['overtakes']);
  expect(e.story.order).toHaveLength(4);
});

test('a witness that needs no surprise has none', () => {
  const e = explain(mp('', '', 'exists (1:r0=1 /\\ 1:r1=1)'));
  if (e.kind !== 'allowed') throw new Error(e.kind);
  expect(e.story.surprises).toEqual([]);
});

test('of forall, what breaks it is explained', () => {
  const holding = explain(mp('smp_wmb();', 'smp_rmb();', 'forall (1:r0=0 \\/ 1:r1=1)'));
  expect([holding.kind, holding.as]).toEqual(['forbidden', 'counterexample']);
  const broken = explain(mp('', 'smp_rmb();', 'forall (1:r0=0 \\/ 1:r1=1)'));
  expect([broken.kind, broken.as]).toEqual(['allowed', 'counterexample']);
});

test('a value that nothing writes needs no model', () => {
  const e = explain(mp('', '', 'exists (1:r0=2)'));
  if (e.kind !== 'forbidden') throw new Error(e.kind);
  expect(e.reasons).toEqual([]);
  expect(e.unmakeable?.wanted).toEqual([
    {
      thread: 1,
      line: 17,
      place: 'flag',
      value: '2',
      written: [
        { value: '0', line: 0 },
        { value: '1', line: 9 },
      ],
    },
  ]);
});

test('as few reasons as cover every candidate: two orders of critical sections are two', () => {
  const lock = (body: string) => `spin_lock(lck);\n${body}\nspin_unlock(lck);`;
  const e = explain(
    litmus(
      'x y lck',
      [lock('WRITE_ONCE(*x, 1);\nWRITE_ONCE(*y, 1);'), lock('r0 = READ_ONCE(*y);\nr1 = READ_ONCE(*x);')],
      'exists (1:r0=1 /\\ 1:r1=0)',
    ),
  );
  if (e.kind !== 'forbidden') throw new Error(e.kind);
  expect(e.reasons.filter((r) => r.axiom.name === 'happens-before')).toHaveLength(2);
  expect(e.fewest).toBe(true);
});
