/** The bundled program as a process: what only a process can show. */

import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtProgram } from './built.ts';
import { temporaryFolder } from './run-main.ts';
import { sb } from './tests.ts';

let folder: string;
beforeAll(() => {
  folder = builtProgram();
});

interface Running {
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly stdin?: string;
  /** Called with each piece of standard output. */
  readonly onOutput?: (text: string, child: ReturnType<typeof spawn>) => void;
}

function run({ args, cwd, stdin, onOutput }: Running) {
  const child = spawn(process.execPath, [join(folder, 'cli.js'), ...args], {
    cwd: cwd ?? process.cwd(),
    env: { PATH: '', HOME: '' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput?.(text, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(stdin ?? '');
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Eleven threads that increment: 11! executions, more than anyone waits for. */
const endless = `C endless\n\n{}\n\n${Array.from({ length: 11 }, (_, i) => `P${i}(atomic_t *x)\n{\n\tint r0 = atomic_fetch_inc(x);\n}\n`).join('\n')}\nexists (0:r0=0)\n`;

test('judges, and ends with the status', async () => {
  const good = await run({ args: ['check', '-', '--herd', 'off'], stdin: sb() });
  expect(good).toMatchObject({ status: 0, stderr: '' });
  const bad = await run({ args: ['check', '-', '--herd', 'off', '--expect', 'Always'], stdin: sb() });
  expect(bad.status).toBe(1);
});

test('knows its version', async () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await run({ args: ['--version'] })).toMatchObject({ stdout: `mbpair ${manifest.version}\n` });
});

test('ends quietly when the reader of its output goes away', async () => {
  const { status, stderr } = await run({
    args: ['check', 'test/experiments', '--states', '--quiet', '--herd', 'off', '--format', 'herd'],
    onOutput: (_, child) => child.stdout?.destroy(),
  });
  expect(stderr).not.toMatch(/EPIPE|at /);
  expect(status).toBe(141);
});

test('an interrupt ends it soon, with what is complete and 130', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'a.litmus'), sb({ name: 'first' }));
  writeFileSync(join(cwd, 'b.litmus'), endless);
  const { status, stdout } = await run({
    args: ['check', '.', '--herd', 'off'],
    cwd,
    onOutput: (text, child) => text.includes('first') && child.kill('SIGINT'),
  });
  expect(status).toBe(130);
  expect(stdout).toContain('interrupted with 1 of 2 tests not done');
});

test('in place of herd7 too, with what stands behind the unfinished test', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'a.litmus'), sb({ name: 'first' }));
  writeFileSync(join(cwd, 'b.litmus'), endless);
  writeFileSync(join(cwd, 'c.litmus'), sb({ name: 'third' }));
  const { status, stdout } = await run({
    args: ['herd7', '-conf', 'linux-kernel.cfg', 'a.litmus', 'b.litmus', 'c.litmus'],
    cwd,
    onOutput: (_, child) => setTimeout(() => child.kill('SIGINT'), 3000),
  });
  expect(status).toBe(130);
  expect(stdout.match(/^Observation \S+/gm)).toEqual(['Observation first', 'Observation third']);
});

describe('the bundle', () => {
  test('is the same bytes when it is built again', () => {
    const again = join(folder, 'again');
    execFileSync(process.execPath, ['.build/build.mjs', again]);
    const files = (of: string) =>
      readdirSync(of, { recursive: true, encoding: 'utf8', withFileTypes: false }).sort();
    const names = files(again).filter((name) => name.endsWith('.js'));
    expect(names.length).toBeGreaterThan(3);
    expect(files(folder).filter((n) => n.endsWith('.js') && !n.startsWith('again'))).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(again, name), 'utf8'), name).toBe(readFileSync(join(folder, name), 'utf8'));
    }
  });

  test('starts without the model, the parser and the reports', () => {
    const entry = readFileSync(join(folder, 'cli.js'), 'utf8');
    expect(entry).toMatch(/^#!\/usr\/bin\/env node\n/);
    // One file, commander included: each further one costs a start.
    expect(entry).not.toMatch(/^import .* from "(?!node:)/m);
    expect(entry).toContain('exit-status');
    expect(entry).toContain('The package commander is part of this');
    for (const word of ['happens-before', 'smp_mb__after_spinlock', 'parseLitmus', 'piscina', 'testcase']) {
      expect(entry, word).not.toContain(word);
    }
  });

  test('a check is one file more', () => {
    const check = readFileSync(join(folder, 'check.js'), 'utf8');
    expect(check).toContain('happens-before');
    expect(check).not.toMatch(/^import .* from "(?!node:)/m);
  });

  test('leaves the other packages outside', () => {
    const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    expect(text).not.toMatch(/from "commander"/);
    expect(text).toMatch(/from "yaml"/);
    expect(text).toMatch(/import\("piscina"\)/);
  });
});
