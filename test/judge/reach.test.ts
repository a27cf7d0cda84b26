/** What searches over variants ask: whether a value of the condition is reached, and which flags there are. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { reach } from '../../src/judge/decide.ts';
import { judge } from '../../src/judge/judge.ts';
import { isSatisfied, isVacuous, isViolated } from '../../src/judge/judgement.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { sample } from '../fuzz/sampling.ts';
import { parsed } from './both-modes.ts';
import { recordedTests } from './recorded.ts';

function agrees(found: LitmusTest, name: string): void {
  const { judgement } = judge(found);
  for (const wanted of [true, false]) {
    const answer = reach(found, wanted, { allFlags: wanted });
    if (judgement.outcome !== 'judged') {
      // Whoever stops at the first execution may not meet what herd7 refuses the test for.
      if (answer?.reached !== true) expect(answer, name).toBeUndefined();
      continue;
    }
    const reached = wanted ? isSatisfied(judgement) : isViolated(judgement);
    expect(answer, name).toMatchObject({ reached, vacuous: isVacuous(judgement) });
    if (!reached || wanted) expect(answer?.flags, name).toEqual(judgement.flags);
  }
}

test('on every experiment it agrees with the judge', () => {
  for (const { name, path } of recordedTests(join(import.meta.dirname, '../experiments'))) {
    const found = parseLitmus(sourceFromBytes(path, readFileSync(path))).test;
    if (found !== undefined) agrees(found, name);
  }
});

test('on random tests it agrees with the judge', () => {
  for (const { text, index } of sample(8, 0, 500)) {
    const found = parsed(text);
    if (found !== undefined) agrees(found, `test ${index} of seed 8`);
  }
});

test('on all conditions over the final values of a test it agrees with the judge', () => {
  const threads = `P0(int *x, int *y)\n{\n\tint r0;\n\n\tWRITE_ONCE(*x, 1);\n\tr0 = READ_ONCE(*y);\n\tWRITE_ONCE(*y, r0 + 1);\n}\n\nP1(int *x, int *y)\n{\n\tint r0;\n\tint r1;\n\n\tr1 = READ_ONCE(*y);\n\tsmp_rmb();\n\tr0 = READ_ONCE(*x);\n\tif (r1 == 1)\n\t\tWRITE_ONCE(*x, 2);\n}\n`;
  const atoms = ['0:r0=0', '1:r0=0', '1:r0=1', '1:r1=1', 'x=2', 'y=1', '~(1:r1=0)', '1:r0=1:r1'];
  const conditions = atoms.flatMap((a) => [
    a,
    ...atoms.flatMap((b) => [`${a} /\\ ${b}`, `${a} \\/ ~(${b})`, `(${a} => ${b}) /\\ 1:r0=1`]),
  ]);
  for (const condition of conditions) {
    const found = parsed(`C t\n\n{}\n\n${threads}\nexists (${condition})\n`);
    if (found === undefined) throw new Error(condition);
    agrees(found, condition);
  }
});

test('values that hang on themselves are no witness', () => {
  // Both threads copy; without a store of 1 anywhere, no read can give 1, whatever the condition asks.
  const found = parsed(
    'C t\n\n{}\n\nP0(int *x, int *y)\n{\n\tint r0 = READ_ONCE(*x);\n\tWRITE_ONCE(*y, r0);\n}\n\nP1(int *x, int *y)\n{\n\tint r0 = READ_ONCE(*y);\n\tWRITE_ONCE(*x, r0);\n}\n\nexists (0:r0=1 /\\ 1:r0=1)\n',
  );
  if (found === undefined) throw new Error('it parses');
  expect(reach(found, true)?.reached).toBe(false);
});

test('there is no answer when time is up', () => {
  const found = parsed('C t\n\n{}\n\nP0(int *x)\n{\n\tint r0 = READ_ONCE(*x);\n}\n\nexists (0:r0=1)\n');
  if (found === undefined) throw new Error('it parses');
  expect(reach(found, true, { limits: { deadline: () => true } })).toBeUndefined();
});
