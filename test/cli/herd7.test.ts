/** `mbpair herd7`: herd7's command line, and what becomes of each part of it. */

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { versionIn } from '../../src/herd/installation.ts';
import { runMain, temporaryFolder, timeless } from './run-main.ts';
import { sb } from './tests.ts';

/** herd7 7.58's record of `sb()`. */
const record = `Test SB Allowed
States 4
0:r0=0; 1:r0=0;
0:r0=0; 1:r0=1;
0:r0=1; 1:r0=0;
0:r0=1; 1:r0=1;
Ok
Witnesses
Positive: 1 Negative: 3
Condition exists (0:r0=0 /\\ 1:r0=0)
Observation SB Sometimes 1 3
Time SB 0.00
Hash=`;

const absent =
  'mbpair: not to be found: linux-kernel.def, linux-kernel.bell, linux-kernel.cat; the built-in model, Linux 7.2, answers\n';

const loop = `C loop\n\n{}\n\nP0(int *x)\n{\n\tint r0 = READ_ONCE(*x);\n\twhile (r0 == 0)\n\t\tr0 = READ_ONCE(*x);\n}\n\nP1(int *x)\n{\n\tWRITE_ONCE(*x, 1);\n}\n\nexists (0:r0=1)\n`;

function world(files: Readonly<Record<string, string>>): string {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

function herd7(cwd: string, args: readonly string[], stdin = '') {
  return runMain(['herd7', ...args], { cwd, stdin });
}

const conf = ['-conf', 'linux-kernel.cfg'];

test("prints herd7's record", async () => {
  const { status, stdout, stderr } = await herd7(world({ 'a.litmus': sb() }), [...conf, 'a.litmus']);
  expect(status).toBe(0);
  expect(timeless(stdout).startsWith(record)).toBe(true);
  expect(stdout).toMatch(/^Hash=[0-9a-f]{32}\n\n$/m);
  expect(stderr).toBe(absent);
});

test('refused tests: a line as from herd7, our words behind it, and status 0', async () => {
  const cwd = world({ 'a.litmus': sb({ barrier: 'smp_bm();' }), 'b.litmus': 'int x;\n', 'c.litmus': sb() });
  const { status, stdout, stderr } = await herd7(cwd, [
    ...conf,
    'a.litmus',
    'none.litmus',
    'b.litmus',
    'c.litmus',
  ]);
  expect(status).toBe(0);
  expect(timeless(stdout).startsWith(record)).toBe(true);
  expect(stderr).toContain('Warning: File "a.litmus": Unknown macro smp_bm (User error)\n');
  expect(stderr).toContain('did you mean smp_mb');
  expect(stderr).toMatch(/^Warning: File "b.litmus", line 1, characters 0-6: .* \(User error\)$/m);
  expect(stderr).toContain('Warning: File "none.litmus": no such file or folder\n');

  const strict = await herd7(cwd, [...conf, '-exit', 'true', 'a.litmus', 'c.litmus']);
  expect(strict).toMatchObject({ status: 1, stdout: '' });
});

test('a name is judged once in a call, as in herd7', async () => {
  const cwd = world({ 'a.litmus': sb(), 'b.litmus': sb({ barrier: 'smp_mb();' }) });
  const { status, stdout, stderr } = await herd7(cwd, [...conf, 'a.litmus', 'a.litmus', 'b.litmus']);
  expect(status).toBe(0);
  expect(stdout.match(/^Test /gm)).toHaveLength(1);
  expect(stderr).toContain(
    'Warning: File "b.litmus": Different hashes for test SB (previous file a.litmus) (User error)\n',
  );
});

test('names come from standard input when none are given', async () => {
  const cwd = world({ 'a.litmus': sb() });
  expect((await herd7(cwd, conf, 'a.litmus\n')).stdout).toContain('Observation SB Sometimes 1 3');
  expect(await herd7(cwd, conf)).toMatchObject({ status: 0, stdout: '' });
});

describe('the model', () => {
  test('another one than that of Linux 7.2 is told before the answer', async () => {
    const cwd = world({
      'a.litmus': sb(),
      'linux-kernel.cfg':
        '# ours\nmacros linux-kernel.def\nbell linux-kernel.bell\nmodel linux-kernel.cat\ngraph columns\n',
      'linux-kernel.def': '',
      'linux-kernel.bell': '',
      'linux-kernel.cat': '',
    });
    const { status, stderr, stdout } = await herd7(cwd, [...conf, 'a.litmus']);
    expect(status).toBe(0);
    expect(stdout).toContain('Observation SB');
    expect(stderr).toContain(
      'mbpair: not the model of Linux 7.2: linux-kernel.def, linux-kernel.bell, linux-kernel.cat; the built-in model',
    );
    expect(stderr).toContain('not to be found: lock.cat');
    const elsewhere = join(cwd, 'elsewhere');
    mkdirSync(elsewhere);
    cpSync(join(cwd, 'a.litmus'), join(elsewhere, 'a.litmus'));
    expect((await herd7(elsewhere, ['-I', '..', ...conf, 'a.litmus'])).stderr).toContain(
      'not the model of Linux 7.2',
    );
    expect((await herd7(elsewhere, ['-conf=../linux-kernel.cfg', 'a.litmus'])).stderr).toContain(
      'not the model of',
    );
  });

  test.each([
    [[], 'without -macros, -bell, -model herd7 would judge by another model'],
    [['-model', 'linux-kernel.cat'], 'without -macros, -bell herd7 would'],
    [[...conf, '-model', 'aarch64.cat'], 'cannot find file aarch64.cat'],
    [[...conf, '-cat', 'mine.cat'], 'mine.cat is not linux-kernel.cat of Linux 7.2, the only model'],
    [['-conf', 'bad.cfg'], "bad.cfg:2: unknown option 'modle'; did you mean model"],
    [['-conf', 'ring.cfg'], 'ring.cfg: configuration files name each other without end'],
    [['-conf', 'none.cfg'], 'cannot find file none.cfg'],
  ])('%j is refused', async (args, message) => {
    const cwd = world({
      'a.litmus': sb(),
      'mine.cat': 'acyclic po',
      'bad.cfg': '\nmodle linux-kernel.cat\n',
      'ring.cfg': 'conf ring.cfg\n',
    });
    const { status, stdout, stderr } = await herd7(cwd, [...args, 'a.litmus']);
    expect(stderr).toContain(`mbpair herd7: ${message}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

describe('options', () => {
  test.each([
    [['-speedcheck', 'fast'], '-speedcheck fast: every execution is counted'],
    [['-show', 'prop'], '-show prop: no picture is drawn here'],
    [['-o', 'out'], '-o out: no picture'],
  ])('%j is told to have no effect', async (args, note) => {
    const { status, stdout, stderr } = await herd7(world({ 'a.litmus': sb() }), [
      ...conf,
      ...args,
      'a.litmus',
    ]);
    expect(status).toBe(0);
    expect(timeless(stdout).startsWith(record)).toBe(true);
    expect(stderr).toContain(`mbpair: ${note}`);
  });

  test.each([
    [['-xscale', '2']],
    [['-variant', 'lkmmv2']],
    [['-speedcheck', 'false']],
    [['-unroll=5']],
    [['-q']],
  ])('%j passes in silence', async (args) => {
    const { stdout, stderr } = await herd7(world({ 'a.litmus': sb() }), [...conf, ...args, 'a.litmus']);
    expect(timeless(stdout).startsWith(record)).toBe(true);
    expect(stderr).toBe(absent);
  });

  test.each([
    [['-variant', 'lkmmv1'], '-variant lkmmv1: it changes what herd7 answers'],
    [['-through', 'all'], '-through all: it changes'],
    [['-skipcheck', 'propagation'], '-skipcheck propagation: it changes'],
    [['-c11'], '-c11: mbpair judges by the memory model of the Linux kernel only'],
    [['-kinds', 'k'], '-kinds k: mbpair takes no such list'],
    [['-speedchek', 'true'], "unknown option '-speedchek'; did you mean speedcheck?"],
    [['--conf', 'x'], "unknown option '--conf'"],
    [['-timeout', 'soon'], "wrong value 'soon'; option '-timeout' expects a number"],
    [['-exit', 'yes'], "wrong value 'yes'; option '-exit' expects true or false"],
    [['-unroll'], "option '-unroll' needs a value"],
  ])('%j is refused', async (args, message) => {
    const { status, stdout, stderr } = await herd7(world({ 'a.litmus': sb() }), [
      ...conf,
      'a.litmus',
      ...args,
    ]);
    expect(stderr).toContain(`mbpair herd7: ${message}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('another unrolling than ours gives no answer where it would matter', async () => {
    const cwd = world({ 'a.litmus': loop });
    expect((await herd7(cwd, [...conf, 'a.litmus'])).stdout).toContain('Loop Ok');
    for (const number of ['0', '3']) {
      const { status, stdout, stderr } = await herd7(cwd, [...conf, '-unroll', number, 'a.litmus']);
      expect(stderr).toContain(`-unroll ${number}: mbpair unrolls loops twice`);
      expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    }
  });

  test('warnings of ours only when they are asked for', async () => {
    const cwd = world({ 'a.litmus': loop });
    expect((await herd7(cwd, [...conf, 'a.litmus'])).stderr).toBe(absent);
    expect((await herd7(cwd, ['-v', ...conf, 'a.litmus'])).stderr).toContain('warning');
  });

  test('the version is not taken for that of a herd7', async () => {
    const { status, stdout } = await herd7('/', ['-version']);
    expect(status).toBe(0);
    expect(stdout).toContain('mbpair');
    expect(versionIn(stdout)).toBeUndefined();
    expect((await herd7('/', ['-help'])).stdout).toContain('-speedcheck');
    expect(await herd7('/', ['-libdir'])).toMatchObject({ status: 2, stdout: '' });
  });
});
