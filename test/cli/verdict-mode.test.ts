/** `mbpair check --mode verdict`: words and flags, and nothing that looks like a count. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { runMain, temporaryFolder, timeless } from './run-main.ts';
import { deadlock, race, sb } from './tests.ts';

function world(): string {
  const cwd = temporaryFolder();
  const files = {
    'a.litmus': sb({ name: 'SB+mbs', result: 'Result: Never', barrier: 'smp_mb();' }),
    'b.litmus': sb({ name: 'SB', result: 'Result: Never' }),
    'c.litmus': race('Result: Sometimes DATARACE'),
    'd.litmus': deadlock('Result: DEADLOCK'),
    'e.litmus': sb({ name: 'SB-all', condition: 'forall (0:r0=0 \\/ 0:r0=1)' }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

const check = (cwd: string, ...args: string[]) =>
  runMain(['check', '.', '--mode', 'verdict', '--herd', 'off', ...args], { cwd });

test('text', async () => {
  const { status, stdout, stderr } = await check(world());
  expect(status).toBe(1);
  expect(stderr).toBe('');
  expect(timeless(stdout)).toMatchInlineSnapshot(`
    "     verdict         expected  herd7   time test
    ok   Never           Never     -    0.00s SB+mbs
    FAIL Sometimes       Never     -    0.00s SB
    ok   Sometimes       Sometimes -    0.00s race  (data-race)
    ok   vacuous Never   DEADLOCK  -    0.00s deadlock  (deadlock)
    ok   Always          -         -    0.00s SB-all

    1 problem

    FAIL SB
         b.litmus
         the Result: header says Never, the model says Sometimes

    5 tests: 4 as expected, 1 finding in 0.0 s
    exit status 1: finding
    "
  `);
});

test('json is what the schema says, and has no member for a count or a state', async () => {
  const { stdout } = await check(world(), '--format', 'json');
  const schema = JSON.parse(readFileSync('src/report/check.schema.json', 'utf8')) as object;
  const isReport = new Ajv({ strict: true }).compile(schema);
  const report = JSON.parse(stdout) as { tests: Record<string, unknown>[] };
  isReport(report);
  expect(isReport.errors).toBeNull();
  expect(report.tests.map((t) => [t['outcome'], t['observation'], t['vacuous'], t['flags']])).toEqual([
    ['decided', 'Never', false, []],
    ['decided', 'Sometimes', false, []],
    ['decided', 'Sometimes', false, ['data-race']],
    ['decided', 'Never', true, []],
    ['decided', 'Always', false, []],
  ]);
  for (const t of report.tests) {
    for (const key of ['positive', 'negative', 'states']) expect(t).not.toHaveProperty(key);
  }
});

test('junit has no counts either', async () => {
  const { stdout } = await check(world(), '--format', 'junit');
  expect(stdout).not.toMatch(/(Never|Sometimes|Always) \d/);
  expect(stdout).toContain('Sometimes');
});

test.each([
  [['--format', 'herd'], /--format herd needs --mode states: a herd7 log lists states and counts/],
  [['--states'], /--states needs --mode states/],
])('%j is refused with the reason', async (args, reason) => {
  const { status, stdout, stderr } = await check(world(), ...args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(reason);
});

test('a recorded log of counts is compared in what both tell', async () => {
  const cwd = world();
  const { stdout: log } = await runMain(['check', 'a.litmus', '--format', 'herd', '--herd', 'off'], { cwd });
  writeFileSync(join(cwd, 'same.log'), log);
  writeFileSync(
    join(cwd, 'other.log'),
    log

      .replace(/Never 0 3/, 'Always 3 0')
      .replace('Positive: 0 Negative: 3', 'Positive: 3 Negative: 0')
      .replace(/^No$/m, 'Ok'),
  );
  const against = async (name: string) => {
    const args = ['check', 'a.litmus', '--mode', 'verdict', '--recorded', name, '--herd', 'off'];
    return runMain(args, { cwd });
  };
  expect((await against('same.log')).stdout).toContain('same');
  const other = await against('other.log');
  expect(other.status).toBe(3);
  expect(other.stdout).toContain('word: Always in other.log, Never in mbpair');
});

test('a limit is exit status 4, with what was explored', async () => {
  const cwd = temporaryFolder();
  const adders = Array.from(
    { length: 30 },
    (_, i) => `P${i}(atomic_t *x)\n{\n\tatomic_${i % 2 === 0 ? 'add' : 'xor'}(${2 * i + 2}, x);\n}\n`,
  );
  // Never, since all are even; to know that takes all their orders.
  writeFileSync(join(cwd, 'xor.litmus'), `C xor\n\n{}\n\n${adders.join('\n')}\nexists (x=77)\n`);
  const { status, stdout } = await runMain(
    ['check', 'xor.litmus', '--mode', 'verdict', '--timeout', '200ms', '--herd', 'off'],
    { cwd },
  );
  expect(status).toBe(4);
  expect(stdout).toMatch(/undecided: time/);
  expect(stdout.replace(/\s+/g, ' ')).toMatch(/when \d+ partial executions had been looked at/);
});
