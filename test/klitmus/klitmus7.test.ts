/**
 * The real klitmus7 makes a kernel module of every test of the library, so that a user can run it on
 * hardware; and what it does not take of what herd7 does.
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { cacheFolder } from '../../src/herd/installation.ts';
import { locateHerd } from '../../src/herd/locate.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { temporaryFolder } from '../cli/run-main.ts';
import { filesBelow } from '../herd/log-text.ts';
import { libraryScenarios, testsOf } from '../record/library.ts';

const cached = join(cacheFolder(process.env) ?? '', 'klitmus7');
const found = ['klitmus7', cached].find((c) => spawnSync(c, ['-version']).status === 0);
if (found === undefined) console.warn('skipped: no klitmus7 (herd/setup.sh)');

test.skipIf(found !== undefined || process.env['MBPAIR_REQUIRE_HERD'] !== '1')('klitmus7 is there', () => {
  throw new Error('no klitmus7');
});

/** One C file a test that it takes; its exit status is 0 whatever it takes. */
function modulesOf(files: readonly string[]): { modules: string[]; complaints: string } {
  const folder = temporaryFolder();
  const args = ['-rcu', 'yes', '-o', folder, ...files];
  const { status, stderr } = spawnSync(found ?? '', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(status, stderr).toBe(0);
  const names = readdirSync(folder).filter((name) => /^litmus\d+\.c$/.test(name));
  return { modules: names.map((name) => readFileSync(join(folder, name), 'utf8')), complaints: stderr };
}

describe.skipIf(found === undefined)('klitmus7 takes', () => {
  test('every file in litmus/', () => {
    const files = filesBelow('litmus', '.litmus');
    const { modules, complaints } = modulesOf(files);
    expect(complaints).toBe('');
    expect(modules).toHaveLength(files.length);
    expect(files.length).toBeGreaterThan(900);
  });

  test('every tenth test of all that are generated with --all', () => {
    const tests = libraryScenarios()
      .flatMap(testsOf)
      .filter((_, i) => i % 10 === 3);
    const folder = temporaryFolder();
    const files = tests.map(({ text }, i) => {
      const file = join(folder, `test${i}.litmus`);
      writeFileSync(file, text);
      return file;
    });
    const { modules, complaints } = modulesOf(files);
    expect(complaints).toBe('');
    expect(modules).toHaveLength(files.length);
    expect(files.length).toBeGreaterThan(800);
  });
});

/** Taken by herd7; herd/README.md has this table for people. */
const untaken = [
  {
    what: 'two registers compared, without a type for the left one',
    body: 'P0(int *x, int *y) { int r0 = READ_ONCE(*x); int r1 = READ_ONCE(*y); }\nexists (0:r0=0:r1)',
    complaint: 'no type for 0:r0',
    instead:
      'P0(int *x, int *y) { int r0 = READ_ONCE(*x); int r1 = READ_ONCE(*y); }\nlocations [0:r0; 0:r1;]\nexists (0:r0=0:r1)',
  },
  {
    what: 'two shared variables compared',
    body: 'P0(int *x, int *y) { WRITE_ONCE(*x, 1); WRITE_ONCE(*y, 1); }\nexists (x=y)',
    complaint: 'type mismatch int* vs. int',
    instead: 'P0(int *x, int *y) { WRITE_ONCE(*x, 1); WRITE_ONCE(*y, 1); }\nexists (x=1 /\\ y=1)',
  },
  {
    what: 'one variable as two types in two threads',
    body: 'P0(int *x) { WRITE_ONCE(*x, 1); }\nP1(atomic_t *x) { int r0 = atomic_read(x); }\nexists (1:r0=1)',
    complaint: 'type mismatch atomic_t vs. int',
    instead:
      'P0(atomic_t *x) { atomic_set(x, 1); }\nP1(atomic_t *x) { int r0 = atomic_read(x); }\nexists (1:r0=1)',
  },
];

describe.skipIf(found === undefined)('klitmus7 does not take', () => {
  test.each(untaken)('$what', async ({ body, complaint, instead }) => {
    const file = join(temporaryFolder(), 'test.litmus');
    writeFileSync(file, `C test\n\n{}\n\n${body}\n`);
    const refused = modulesOf([file]);
    expect(refused.modules).toEqual([]);
    expect(refused.complaints).toContain(complaint);
    const location = await locateHerd({ option: { use: 'require' } });
    if (location.status === 'found') {
      const [answer] = await herdJudge([file], { herd: location.herd });
      expect(answer?.judgement.outcome).toBe('judged');
    }
    writeFileSync(file, `C test\n\n{}\n\n${instead}\n`);
    expect(modulesOf([file])).toMatchObject({ modules: [expect.any(String)], complaints: '' });
  });

  test('but takes what no kernel compiles, without a word', () => {
    const file = join(temporaryFolder(), 'test.litmus');
    writeFileSync(file, 'C test\n\n{}\n\nP0(int *x) { int r0 = no_such_function(x); }\nexists (0:r0=1)\n');
    expect(modulesOf([file])).toMatchObject({ modules: [expect.any(String)], complaints: '' });
  });
});

/** So what is generated must keep to what a kernel has. */
test("every function in litmus/ is one of the kernel's, and every register is declared", () => {
  for (const file of filesBelow('litmus', '.litmus')) {
    const code = readFileSync(file, 'utf8').replace(/\(\*[\s\S]*?\*\)|\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(code, file).not.toMatch(/\b__\w+\s*\{/);
    for (const thread of code.matchAll(/^P\d+\([^)]*\)\s*\{([\s\S]*?)^\}/gm)) {
      const body = thread[1] ?? '';
      const declared = new Set([...body.matchAll(/\bint \*?(r\w*)\b/g)].map((m) => m[1]));
      for (const m of body.matchAll(/\b(r\d\w*)\b/g)) expect(declared, `${file}: ${m[1]}`).toContain(m[1]);
    }
  }
});
