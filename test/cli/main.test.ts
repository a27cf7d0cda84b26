import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { usesColour } from '../../src/cli/colour.ts';
import { parseDuration } from '../../src/cli/duration.ts';
import { progressLine } from '../../src/cli/progress.ts';
import { runMain, temporaryFolder } from './run-main.ts';

describe('usage', () => {
  test('without arguments, the help stands on standard error, and the status is 2', async () => {
    const { status, stdout, stderr } = await runMain([]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Usage: mbpair /);
  });

  test('help and version are products', async () => {
    for (const args of [['--help'], ['help'], ['check', '--help'], ['help', 'check'], ['--version']]) {
      const { status, stdout, stderr } = await runMain(args);
      expect({ status, stderr }, args.join(' ')).toEqual({ status: 0, stderr: '' });
      expect(stdout).not.toBe('');
    }
  });

  test('help fits 80 columns', async () => {
    for (const args of [
      ['--help'],
      ['check', '--help'],
      ['verify', '--help'],
      ['generate', '--help'],
      ['doctor', '--help'],
      ['help', 'exit-status'],
    ]) {
      const { stdout } = await runMain(args);
      expect(
        stdout.split('\n').filter((line) => line.length > 80),
        args.join(' '),
      ).toEqual([]);
    }
  });

  test('every example in the help is a command that is understood', async () => {
    const cwd = temporaryFolder();
    for (const command of ['check', 'verify', 'generate', 'doctor']) {
      const { stdout } = await runMain([command, '--help']);
      const examples = stdout.split('Examples:\n')[1]?.match(/^ {2}mbpair .*$/gm) ?? [];
      expect(examples.length).toBeGreaterThan(2);
      for (const example of examples) {
        const words = (example.trim().split(/ {2,}/)[0] ?? '').split(' < ')[0]?.split(' ').slice(1) ?? [];
        const { stderr } = await runMain(words, { cwd });
        expect(stderr, example).not.toMatch(/^error:/m);
      }
    }
  });

  test.each([
    [['chek', 'x'], "error: unknown command 'chek'\n(Did you mean check?)"],
    [['check'], "error: missing required argument 'paths'"],
    [['check', 'x', '--formt', 'json'], "error: unknown option '--formt'\n(Did you mean --format?)"],
    [['check', 'x', '--format', 'xml'], 'Allowed choices are text, json, jsonl, junit, herd.'],
    [['check', 'x', '--jobs', '0'], 'A number from 1 to 1024 is expected.'],
    [['check', 'x', '--timeout', 'soon'], 'A duration such as 30s, 500ms or 2m is expected, at most a day.'],
    [['check', 'x', '--expect', 'never'], 'One of Never, Sometimes, Always, Maybe, DEADLOCK is expected'],
    [
      ['help', 'nothing'],
      "error: no help on 'nothing'; there is help on check, verify, generate, explain, document, merge, herd7, doctor, help, exit-status",
    ],
  ])('%j is told what is wrong', async (args, message) => {
    const { status, stdout, stderr } = await runMain(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  test('the exit statuses are a help topic', async () => {
    const { stdout } = await runMain(['help', 'exit-status']);
    for (const status of [0, 1, 2, 3, 4, 70, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${status} `, 'm'));
  });
});

test.each([
  ['30s', 30_000],
  ['500ms', 500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['1.5s', 1500],
  ['10', 10_000],
])('the duration %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '0', '0s', '-1s', '1d', 's', '1e3', '1000h'])('"%s" is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('colour: the option, then NO_COLOR, then FORCE_COLOR, then the terminal', () => {
  const stream = (hasColors: boolean) => ({ write: () => {}, isTTY: hasColors, columns: 80, hasColors });
  expect(usesColour('always', { NO_COLOR: '1' }, stream(false))).toBe(true);
  expect(usesColour('never', { FORCE_COLOR: '1' }, stream(true))).toBe(false);
  expect(usesColour('auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, stream(true))).toBe(false);
  expect(usesColour('auto', { NO_COLOR: '' }, stream(true))).toBe(true);
  expect(usesColour('auto', { FORCE_COLOR: '1' }, stream(false))).toBe(true);
  expect(usesColour('auto', { FORCE_COLOR: '0' }, stream(true))).toBe(false);
  expect(usesColour('auto', {}, stream(false))).toBe(false);
});

test('progress gives an estimate from a tenth on', () => {
  expect(progressLine(9, 100, 3)).toBe('9 of 100 tests, 3 s');
  expect(progressLine(25, 100, 10)).toBe('25 of 100 tests, 10 s, about 30 s to go');
  expect(progressLine(100, 100, 40)).toBe('100 of 100 tests, 40 s');
});

describe('doctor', () => {
  test('without herd7 says what to do, and fails only when asked to', async () => {
    const { status, stdout } = await runMain(['doctor']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ok +mbpair/m);
    expect(stdout).toMatch(/^ok +node +\d+/m);
    expect(stdout).toMatch(/^missing +herd7 +no herd7 on PATH nor in the cache$/m);
    expect(stdout).toContain('opam install herdtools7.7.58');
    expect((await runMain(['doctor', '--require-herd'])).status).toBe(4);
  });

  test('tells of herd7’s recorded verdicts: of what, by whom, when', async () => {
    const { stdout } = await runMain(['doctor']);
    expect(stdout).toMatch(/^ok +recorded +\d+ scenarios, by herd7 7\.58 (on|from) \d{4}-/m);
    const cwd = temporaryFolder();
    const found = async () => (await runMain(['doctor'], { cwd })).stdout;
    expect(await found()).toMatch(/^note +recorded +no library of scenarios$/m);
    const put = (file: string, change = (text: string) => text) => {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), change(readFileSync(file, 'utf8')));
    };
    for (const id of ['cal-SB', 'cal-MP', 'cal-LB']) put(`litmus/scenarios/${id}.yaml`);
    expect(await found()).toMatch(/^missing +recorded +no verdicts of herd7$/m);
    put('herd/recorded/cal-SB.txt', (t) => t.replace(/^date .*/m, 'date 2026-11-25'));
    put('herd/recorded/cal-MP.txt', (t) => t.replace(/^date .*/m, 'date 2026-12-24'));
    expect(await found()).toMatch(
      /^missing +recorded +2 scenarios, by herd7 7\.58 from 2026-11-25 to 2026-12-24\n.*\n +1 without verdicts$/m,
    );
    put('herd/recorded/cal-LB.txt', (t) => t.replace(/^model ..../m, 'model 0000'));
    expect(await found()).toMatch(/^ +cal-LB: by another model than the built-in one$/m);
    put('herd/recorded/cal-LB.txt', (t) => t.replace(/^date .*\n/m, ''));
    expect(await found()).toMatch(/^ +herd\/recorded\/cal-LB\.txt: .* missing: date$/m);
    put('herd/recorded/cal-LB.txt');
    expect(await found()).toMatch(/^ok +recorded +3 scenarios, by herd7 7\.58 from/m);
  });

  test('finds a klitmus7, which nobody has to have', async () => {
    expect((await runMain(['doctor'])).stdout).toMatch(
      /^note +klitmus7 +no klitmus7 on PATH nor in the cache$/m,
    );
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'klitmus7'), '#!/bin/sh\necho 7.58\n', { mode: 0o755 });
    for (const [env, origin] of [
      [{ PATH: bin }, 'found on PATH'],
      [{ MBPAIR_CACHE: bin }, 'set up by herd/setup.sh'],
    ] as const) {
      const { stdout } = await runMain(['doctor'], { env });
      expect(stdout).toMatch(/^ok +klitmus7 +7\.58$/m);
      expect(stdout).toContain(`${origin}: ${join(bin, 'klitmus7')}\n`);
    }
  });

  test('a model folder that is none is told', async () => {
    const { stdout } = await runMain(['doctor', '--lkmm', 'test'], { cwd: process.cwd() });
    expect(stdout).toMatch(/^missing +model +no linux-kernel.cfg in /m);
  });
});
