/** A litmus test as its own scenario, as the user sees it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { type VerifyTestOptions, verifyTests } from '../../src/cli/verify-test.ts';
import { locateHerd } from '../../src/herd/locate.ts';
import { runMain, temporaryFolder } from './run-main.ts';
import { strawHerd } from './scenarios.ts';

const mp = (between: string, behind: string) => `C MP

{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);${between}
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0;
	int r1;

	r0 = READ_ONCE(*y);${behind}
	r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\\ 1:r1=0)
`;

async function run(text: string, options: Partial<VerifyTestOptions> = {}, stop = false) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'MP.litmus'), text);
  const out: string[] = [];
  const err: string[] = [];
  const stream = (to: string[]) => ({
    write: (t: string) => void to.push(t),
    isTTY: false,
    columns: undefined,
    hasColors: false,
  });
  const io: Io = {
    stdout: stream(out),
    stderr: stream(err),
    readStdin: async () => Buffer.from(''),
    cwd,
    env: {},
    onInterrupt: (interrupt) => {
      if (stop) interrupt();
      return () => {};
    },
    workerFile: undefined,
  };
  const status = await verifyTests(
    {
      paths: ['MP.litmus'],
      strengthen: false,
      format: 'text',
      quiet: false,
      timeoutMs: 60_000,
      herd: 'off',
      ...options,
    },
    io,
  );
  return { status, stdout: out.join(''), stderr: err.join(''), cwd };
}

describe('text', () => {
  test('the least of what a test has', async () => {
    const { status, stdout } = await run(mp('\n\tsmp_mb();', '\n\tsmp_rmb();'));
    expect(status).toBe(0);
    expect(stdout).toBe(`MP.litmus
now: Never 0 3

each barrier alone:
  P0 line 8   smp_mb()   may be weaker: smp_wmb()
  P1 line 18  smp_rmb()  needed

the least that would do (1), cheapest first:
  1. cost: x86 -4, arm64 -3, powerpc -3, riscv -3
     change smp_mb() (line 8) of P0 to smp_wmb()

the first as a patch:

--- a/MP.litmus
+++ b/MP.litmus
@@ -5,7 +5,7 @@
 P0(int *x, int *y)
 {
 	WRITE_ONCE(*x, 1);
-	smp_mb();
+	smp_wmb();
 	WRITE_ONCE(*y, 1);
 }
 

7 variants judged
`);
  });

  test('the least additions, in 80 columns', async () => {
    const { status, stdout } = await run(mp('', '\n\tsmp_wmb();'), { strengthen: true, cost: 'arm64' });
    expect(status).toBe(0);
    expect(stdout).toContain('now: Sometimes 1 3\n');
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'smp_wmb() of P1 (line 17) stands at the wrong place: nothing that it orders comes before it.',
    );
    expect(stdout).toContain('least repairs (4), cheapest first:\n  1. cost: arm64 +1\n');
    expect(stdout).toContain('\n+\tsmp_wmb();\n');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('what is not forbidden, what needs nothing, what nothing helps', async () => {
    expect(await run(mp('', ''))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Ask with --strengthen'),
    });
    const fine = mp('\n\tsmp_wmb();', '\n\tsmp_rmb();');
    expect((await run(fine)).stdout).toContain('the least that would do: the test as it stands');
    expect(await run(fine, { strengthen: true })).toMatchObject({ status: 0 });
    const sc = fine.replace('1:r1=0)', '1:r1=1)');
    const helpless = await run(sc, { strengthen: true });
    expect(helpless.status).toBe(1);
    expect(helpless.stdout).toContain('No fence helps');
  });

  test('a limit is no answer', async () => {
    const { status, stdout } = await run(mp('', ''), { strengthen: true, timeoutMs: -1 });
    expect(status).toBe(4);
    expect(stdout).toContain('Not decided');
  });

  test('input that is none', async () => {
    expect(await run('C MP\n{}\nP0(int *x) { foo(); }\nexists (x=1)\n')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('unknown primitive foo'),
    });
    expect(await run(mp('', ''), { paths: ['none.litmus'] })).toMatchObject({ status: 2 });
    expect(await run(mp('', ''), {}, true)).toMatchObject({ status: 130, stdout: '' });
  });
});

test('JSON holds every answer with its text and its patch; a file is written whole', async () => {
  const { status, stdout, cwd } = await run(mp('', ''), {
    strengthen: true,
    format: 'json',
    output: 'out.json',
  });
  expect([status, stdout]).toEqual([0, '']);
  const { tests } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')) as {
    tests: { name: string; outcome: string; repairs: { text: string; diff: string }[] }[];
  };
  expect(tests).toMatchObject([{ name: 'MP.litmus', outcome: 'searched' }]);
  expect(tests[0]?.repairs).toHaveLength(4);
  for (const r of tests[0]?.repairs ?? []) expect(r.diff).toContain('@@');
  expect(tests[0]?.repairs[0]?.text).toContain('smp_wmb();\n');
});

describe('herd7', () => {
  const mended = mp('\n\tsmp_mb();', '\n\tsmp_rmb();');

  test('confirms the answers, and that one step below them is too little', async ({ skip }) => {
    if ((await locateHerd({ option: { use: 'auto' } })).status !== 'found') {
      expect(process.env['MBPAIR_REQUIRE_HERD'], 'herd7 is required').not.toBe('1');
      skip('herd7 is not here');
    }
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'MP.litmus'), mended);
    writeFileSync(join(cwd, 'bare.litmus'), mp('', ''));
    const world = { cwd, env: process.env };
    const weakened = await runMain(['verify', 'MP.litmus', '--herd', 'require'], world);
    expect(weakened).toMatchObject({ status: 0, stderr: '' });
    expect(weakened.stdout.replaceAll('\n', ' ')).toMatch(
      /7 variants judged herd7 \S+ confirms the test as it stands, 1 answer and 2 variants one step below $/,
    );
    const { status, stdout } = await runMain(['verify', '--strengthen', 'bare.litmus', '-f', 'json'], world);
    const [found] = (JSON.parse(stdout) as { tests: { herd7: { variants: unknown[] } }[] }).tests;
    expect(status).toBe(0);
    expect(found?.herd7.variants.length).toBeGreaterThan(5);
    for (const variant of found?.herd7.variants ?? []) expect(variant).toMatchObject({ agree: true });
    expect(found?.herd7.variants[1]).toMatchObject({
      of: 'answer',
      suffices: true,
      verdict: { observation: 'Never' },
    });
  });

  test('that says something else: status 3, and of what', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'MP.litmus'), mended);
    const env = { PATH: process.env['PATH'] };
    const { status, stdout } = await runMain(['verify', 'MP.litmus', ...strawHerd(cwd, 2, 2)], { cwd, env });
    expect(status).toBe(3);
    const told = stdout.replace(/\n {5}/g, ' ');
    expect(told).toContain('\nDIFF the test as it stands: herd7: word: Sometimes in herd7, Never in mbpair');
    expect(told).toContain('\nDIFF the answer to change smp_mb() (line 8) of P0 to smp_wmb(): herd7: ');
    expect(told).toContain('\nDIFF one step below an answer, to ');
    expect(told).not.toContain('confirms');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('that is missing is told, and required it is status 4', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'MP.litmus'), mended);
    const alone = await runMain(['verify', 'MP.litmus'], { cwd });
    expect(alone).toMatchObject({ status: 0, stderr: '' });
    expect(alone.stdout).toMatch(/\njudged by mbpair alone: herd7 is missing \(see mbpair doctor\)\n$/);
    const required = await runMain(['verify', 'MP.litmus', '--herd', 'require'], { cwd });
    expect(required.status).toBe(4);
    expect(required.stderr).toContain('herd7 is required');
  });
});

test('the command tells tests from scenarios by their names', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'MP.litmus'), mp('\n\tsmp_wmb();', '\n\tsmp_rmb();'));
  const done = await runMain(['verify', 'MP.litmus'], { cwd });
  expect(done).toMatchObject({ status: 0, stderr: '' });
  expect(done.stdout).toContain('smp_wmb()  needed');
  for (const [args, why] of [
    [['MP.litmus', 'gup-truncate-flag'], 'cannot be verified in one call'],
    [['MP.litmus', '--format', 'junit'], 'in text or json'],
    [['gup-truncate-flag', '--strengthen'], '--strengthen wants litmus tests'],
  ] as const) {
    const { status, stderr } = await runMain(['verify', ...args], { cwd });
    expect([status, stderr.includes(why)], stderr).toEqual([2, true]);
  }
});
