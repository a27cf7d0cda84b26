/** The shortcut says what the judge says, wherever it says anything. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { isReachable, isSimple } from '../../src/choice/reachable.ts';
import { judge } from '../../src/judge/judge.ts';
import { observation } from '../../src/judge/judgement.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { recordedTests } from '../judge/recorded.ts';

const parsed = (text: string): LitmusTest => {
  const { test: found } = parseLitmus(source('t.litmus', text));
  if (found === undefined) throw new Error(text);
  return found;
};

const all = recordedTests(join(import.meta.dirname, '../experiments')).flatMap(({ name, path }) => {
  const { test: found } = parseLitmus(source(path, readFileSync(path, 'utf8')));
  return found === undefined ? [] : [{ name, test: found }];
});
const simple = all.filter((t) => isSimple(t.test));

test('enough of the experiments are simple, and not all', () => {
  expect(simple.length).toBeGreaterThan(50);
  expect(simple.length).toBeLessThan(all.length);
});

test('on every simple experiment the two agree, and no flag is missed', () => {
  for (const { name, test: found } of simple) {
    const { judgement } = judge(found);
    if (judgement.outcome !== 'judged') throw new Error(name);
    expect(judgement.flags, name).toEqual([]);
    expect(isReachable(found), name).toBe(observation(judgement) !== 'Never');
  }
});

test('on all conditions over the final values of a test the two agree', () => {
  const threads = `P0(int *x, int *y)\n{\n\tint r0;\n\n\tWRITE_ONCE(*x, 1);\n\tr0 = READ_ONCE(*y);\n\tWRITE_ONCE(*y, r0 + 1);\n}\n\nP1(int *x, int *y)\n{\n\tint r0;\n\tint r1;\n\n\tr1 = READ_ONCE(*y);\n\tsmp_rmb();\n\tr0 = READ_ONCE(*x);\n\tif (r1 == 1)\n\t\tWRITE_ONCE(*x, 2);\n}\n`;
  const atoms = ['0:r0=0', '1:r0=0', '1:r0=1', '1:r1=1', 'x=2', 'y=1', '~(1:r1=0)', '1:r0=1:r1', '7=7'].slice(
    0,
    8,
  );
  const conditions = atoms.flatMap((a) => [
    a,
    ...atoms.flatMap((b) => [`${a} /\\ ${b}`, `${a} \\/ ~(${b})`, `(${a} => ${b}) /\\ 1:r0=1`]),
  ]);
  for (const condition of conditions) {
    const found = parsed(`C t\n\n{}\n\n${threads}\nexists (${condition})\n`);
    const { judgement } = judge(found);
    if (judgement.outcome !== 'judged') throw new Error(condition);
    expect(isReachable(found), condition).toBe(observation(judgement) !== 'Never');
  }
});

describe('there is no answer about', () => {
  const with_ = (body: string, init = '{}', parameters = 'int *x, int *y, spinlock_t *s, int **p') =>
    parsed(`C t\n\n${init}\n\nP0(${parameters})\n{\n\t${body}\n}\n\nexists (x=0)\n`);
  test.each([
    ['a plain load', with_('int r0 = *x;')],
    ['a plain store', with_('*x = 1;')],
    ['a lock', with_('spin_lock(s); spin_unlock(s);')],
    ['a read-side section', with_('rcu_read_lock(); rcu_read_unlock();')],
    ['a grace period', with_('synchronize_rcu();')],
    ['a pointer', with_('int *r0 = READ_ONCE(*p); WRITE_ONCE(*r0, 1);', '{ p=x; }')],
    ['a stored address', with_('WRITE_ONCE(*p, x);')],
    ['a division', with_('int r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1 / r0);')],
    ['a loop', with_('int r0 = 0; while (r0 == 0) r0 = READ_ONCE(*x);')],
    ['an array', with_('WRITE_ONCE(*x, 1);', '{ int x[2]={0,0}; }')],
  ])('%s', (_what, found) => {
    expect(isSimple(found)).toBe(false);
    expect(isReachable(found)).toBeUndefined();
  });

  test('a test that takes too long', () => {
    const found = with_('WRITE_ONCE(*x, 1);\n\tint r0 = READ_ONCE(*x);');
    expect(isReachable(found, { deadline: () => true })).toBeUndefined();
  });
});

test('values that hang on themselves are no witness', () => {
  // Both threads copy; without a store of 1 anywhere, no read can give 1, whatever the condition asks.
  const found = parsed(
    'C t\n\n{}\n\nP0(int *x, int *y)\n{\n\tint r0 = READ_ONCE(*x);\n\tWRITE_ONCE(*y, r0);\n}\n\nP1(int *x, int *y)\n{\n\tint r0 = READ_ONCE(*y);\n\tWRITE_ONCE(*x, r0);\n}\n\nexists (0:r0=1 /\\ 1:r0=1)\n',
  );
  expect(isReachable(found)).toBe(false);
});
