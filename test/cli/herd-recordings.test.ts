/** `mbpair verify` without herd7, beside recorded verdicts that are as it says, wrong, stale or damaged. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';

const scenario = readFileSync('litmus/scenarios/cal-SB.yaml', 'utf8');
const recording = readFileSync('herd/recorded/cal-SB.txt', 'utf8').replace(/^date .*/m, 'date 2024-02-29');

/** A working folder with a library of one scenario; `recorded` undefined: nothing is recorded. */
function library(recorded: string | undefined, yaml = scenario): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'litmus/scenarios'), { recursive: true });
  writeFileSync(join(cwd, 'litmus/scenarios/cal-SB.yaml'), yaml);
  if (recorded === undefined) return cwd;
  mkdirSync(join(cwd, 'herd/recorded'), { recursive: true });
  writeFileSync(join(cwd, 'herd/recorded/cal-SB.txt'), recorded);
  return cwd;
}

test('recorded verdicts are compared with, and said to be recorded', async () => {
  const { status, stdout, stderr } = await runMain(['verify', 'cal-SB'], { cwd: library(recording) });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('  herd7 7.58, recorded on 2024-02-29, gave the same answer on all 108 tests.\n');
  expect(stdout).toContain('\nherd7 7.58, recorded: same answer on 108 of 108 compared\n');
  expect(stdout).toContain('herd7 itself is missing here');
});

test('the JSON has them as herd7 verdicts, with who recorded them', async () => {
  const { stdout } = await runMain(['verify', 'cal-SB', '-f', 'json'], { cwd: library(recording) });
  const [found] = (JSON.parse(stdout) as { scenarios: { herd: unknown; choices: unknown[] }[] }).scenarios;
  expect(found?.herd).toEqual({
    compared: 108,
    agreeing: 108,
    recordedBy: '7.58',
    recordedOn: '2024-02-29',
  });
  expect(found?.choices[0]).toMatchObject({
    outcomes: [{ agree: true, herd7: { positive: 1, negative: 3 } }, {}, {}],
  });
});

test.each([
  [
    'counts',
    (t: string) => t.replace(/^(test .* )Sometimes 1 3/m, '$1Sometimes 2 3'),
    'positive: 2 in herd7 7.58, recorded, 1 in mbpair',
  ],
  [
    'states',
    (t: string) => t.replace('  0:r0=0; 1:r0=1;', '  0:r0=7; 1:r0=1;'),
    'only in herd7 7.58, recorded (1): [0:r0=7; 1:r0=1;]',
  ],
  [
    'flags',
    (t: string) => t.replace(/^(test .*)$/m, '$1 data-race'),
    'flags only in herd7 7.58, recorded (1): [data-race]',
  ],
])('other %s: status 3', async (_, change, message) => {
  const { status, stdout } = await runMain(['verify', 'cal-SB'], { cwd: library(change(recording)) });
  expect(status).toBe(3);
  expect(stdout.replace(/\n {7}/g, ' ')).toContain(message);
  expect(stdout).toMatch(/^ {2}DIFF /m);
});

describe('an error, and never agreement', () => {
  const edited = scenario.replace("'a:r0=1 /\\ b:r0=0'", "'b:r0=0 /\\ a:r0=1'");

  test.each([
    ['a scenario that has changed since', recording, edited, 'which has changed since [herd/recorded-stale]'],
    ['another model', recording.replace(/^model ..../m, 'model 0000'), scenario, '[herd/recorded-stale]'],
    [
      'a test that was left out',
      recording.replace(/^test .*\n/m, ''),
      scenario,
      'does not know 1 of the 108 tests',
    ],
    ['damage', recording.replace('Sometimes', 'Always'), scenario, '[herd/recorded-damaged]'],
    [
      'no date',
      recording.replace(/^date .*\n/m, ''),
      scenario,
      'this is missing: date [herd/recorded-damaged]',
    ],
    [
      'a bad date',
      recording.replace(/^date .*/m, 'date 25.11.2026'),
      scenario,
      'cal-SB.txt:3:1: error: no day of',
    ],
  ])('%s: status 2', async (_, recorded, yaml, message) => {
    const { status, stderr } = await runMain(['verify', 'cal-SB'], { cwd: library(recorded, yaml) });
    expect(status).toBe(2);
    expect(stderr).toContain('herd/recorded/cal-SB.txt:');
    expect(stderr).toContain(message);
    expect(stderr).toContain('npm run record');
  });
});

describe('not compared, without an error', () => {
  test('a library without recordings', async () => {
    const { status, stdout } = await runMain(['verify', 'cal-SB'], { cwd: library(undefined) });
    expect(status).toBe(0);
    expect(stdout).toContain('108 tests, judged by mbpair alone.');
    expect(stdout).toContain('herd7 is missing: not cross-checked');
  });

  test("what is new in a user's copy", async () => {
    const cwd = library(recording);
    writeFileSync(join(cwd, 'mine.yaml'), scenario.replace("'a:r0=1 /\\ b:r0=0'", "'b:r0=0 /\\ a:r0=1'"));
    const { status, stdout, stderr } = await runMain(['verify', 'mine.yaml'], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toContain('  herd7 7.58, recorded on 2024-02-29, gave the same answer on all 72 tests.');
    expect(stdout).toContain('36 more, judged by mbpair alone.');
    expect(stdout).toContain('36 tests not cross-checked');
    expect(status).toBe(0);
  });

  test('--herd off, and a herd7 that is required', async () => {
    const cwd = library(recording);
    const off = await runMain(['verify', 'cal-SB', '--herd', 'off'], { cwd });
    expect(off).toMatchObject({ status: 0 });
    expect(off.stdout).not.toContain('herd7');
    const required = await runMain(['verify', 'cal-SB', '--herd', 'require'], { cwd });
    expect(required).toMatchObject({ status: 4 });
    expect(required.stdout).not.toContain('recorded');
  });
});
