/**
 * The kernel's own scripts, unmodified, with mbpair in herd7's place: what they say and what they
 * leave behind is what they say and leave with herd7.
 */

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder } from '../../src/herd/installation.ts';
import { type HerdInstallation, locateHerd } from '../../src/herd/locate.ts';
import { modelName } from '../../src/herd/model-files.ts';
import { builtProgram } from './built.ts';
import { temporaryFolder } from './run-main.ts';
import { deadlock, race, sb } from './tests.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const mselect7 = join(cacheFolder(process.env) ?? '/', 'mselect7');
const needs = needed();
if (typeof needs === 'string') console.warn(`skipped: ${needs}`);

/** herd7 with the kernel's folder around its model, or what is missing. */
function needed(): HerdInstallation | string {
  if (location.status !== 'found') return `no real herd7: ${location.status}`;
  const { herd } = location;
  if (modelName(herd.model) !== 'Linux 7.2') return `the model is ${modelName(herd.model)}`;
  if (!existsSync(join(herd.model.folder, 'scripts/checkalllitmus.sh'))) return 'a model without scripts';
  if (!existsSync('/usr/bin/time')) return 'the scripts call /usr/bin/time';
  return herd;
}

test.skipIf(process.env['MBPAIR_REQUIRE_HERD'] !== '1')('herd7 and the scripts are there', () => {
  expect(needs).toBeTypeOf('object');
});

/** Tests that the scripts sort into each of their drawers. */
const ownTests: Readonly<Record<string, string>> = {
  'as-expected': sb({ name: 'as-expected', result: 'Result: Never', barrier: 'smp_mb();' }),
  'other-than-expected': sb({ name: 'other-than-expected', result: 'Result: Never' }),
  'race-not-predicted': race('Result: Sometimes'),
  'race-predicted': race('Result: Sometimes DATARACE'),
  'race-not-there': sb({ name: 'race-not-there', result: 'Result: Sometimes DATARACE' }),
  deadlock: deadlock('Result: DEADLOCK'),
  'deadlock-not-expected': deadlock('Result: Never'),
  'no-header': sb({ name: 'no-header' }),
  'unknown-macro': sb({ name: 'unknown-macro', result: 'Result: Never', barrier: 'smp_mb__sometimes();' }),
  'syntax-error': sb({ name: 'syntax-error', result: 'Result: Never' }).replace('r0 =', 'r0 = ='),
};

describe.skipIf(typeof needs === 'string')("the kernel's scripts", () => {
  let program = '';
  beforeAll(() => {
    program = builtProgram();
  });

  /** A copy of tools/memory-model in which `herd7` is the one or the other. */
  function place(judge: 'herd7' | 'mbpair') {
    if (typeof needs === 'string') throw new Error(needs);
    const folder = temporaryFolder();
    const tree = join(folder, 'memory-model');
    cpSync(needs.model.folder, tree, { recursive: true });
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    if (judge === 'mbpair') symlinkSync(join(program, 'cli.js'), join(bin, 'herd7'));
    else {
      const words = needs.argv.map((word) => `'${word}'`).join(' ');
      writeFileSync(join(bin, 'herd7'), `#!/bin/sh\nexec ${words} "$@"\n`);
      chmodSync(join(bin, 'herd7'), 0o755);
    }
    if (existsSync(mselect7)) symlinkSync(mselect7, join(bin, 'mselect7'));
    const path = [bin, join(process.execPath, '..'), process.env['PATH']].join(':');
    return {
      tree,
      run(script: string, args: readonly string[] = [], input = '') {
        const { status, stdout, stderr } = spawnSync('bash', [`scripts/${script}`, ...args], {
          cwd: tree,
          input,
          env: { ...process.env, PATH: path, LKMM_JOBS: '2', LKMM_DESTDIR: '.', LC_ALL: 'C' },
          encoding: 'utf8',
        });
        return { status, stdout: lasting(stdout), stderr: lasting(stderr) };
      },
      /** What the scripts keep of each test. */
      kept: (below: string) =>
        Object.fromEntries(
          readdirSync(join(tree, below))
            .filter((name) => name.endsWith('.out'))
            .sort()
            .map((name) => [name, lasting(readFileSync(join(tree, below, name), 'utf8'))]),
        ),
      put(below: string, tests: Readonly<Record<string, string>>) {
        mkdirSync(join(tree, below), { recursive: true });
        for (const [name, text] of Object.entries(tests)) {
          writeFileSync(join(tree, below, `${name}.litmus`), text);
        }
      },
    };
  }

  test('checkalllitmus.sh: the same on every test of the kernel', () => {
    const ours = place('mbpair');
    const theirs = place('herd7');
    const said = ours.run('checkalllitmus.sh');
    expect(said).toEqual(theirs.run('checkalllitmus.sh'));
    expect(said.status).toBe(0);
    expect(said.stderr).toContain('All litmus tests verified as was expected.');
    const kept = ours.kept('litmus-tests');
    expect(kept).toEqual(theirs.kept('litmus-tests'));
    expect(Object.keys(kept).length).toBeGreaterThan(30);
  }, 300_000);

  test('runlitmus.sh and judgelitmus.sh: the same on what is not as expected', () => {
    const ours = place('mbpair');
    const theirs = place('herd7');
    const statuses = new Map<string, number | null>();
    for (const judge of [ours, theirs]) judge.put('own', ownTests);
    for (const name of Object.keys(ownTests)) {
      const file = `own/${name}.litmus`;
      expect(ours.run('runlitmus.sh', [file]), name).toEqual(theirs.run('runlitmus.sh', [file]));
      const judged = ours.run('judgelitmus.sh', [file]);
      expect(conclusion(judged), name).toEqual(conclusion(theirs.run('judgelitmus.sh', [file])));
      statuses.set(name, judged.status);
    }
    expect(Object.fromEntries(statuses)).toEqual({
      'as-expected': 0,
      'other-than-expected': 1,
      'race-not-predicted': 253,
      'race-predicted': 0,
      'race-not-there': 252,
      deadlock: 0,
      'deadlock-not-expected': 1,
      'no-header': 1,
      'unknown-macro': 254,
      'syntax-error': 255,
    });
  }, 120_000);

  test('runlitmushist.sh and checklitmushist.sh: our logs against those that herd7 left', () => {
    const ours = place('mbpair');
    const theirs = place('herd7');
    for (const judge of [ours, theirs]) judge.put('litmus', ownTests);
    const list = Object.keys(ownTests)
      .map((name) => `litmus/${name}.litmus\n`)
      .join('');
    const ran = ours.run('runlitmushist.sh', [], list);
    expect(ran.stderr).toMatch(/Number of failed herd7 runs \(e.g., timeout\): {2}2\n$/);
    expect(ran).toEqual(theirs.run('runlitmushist.sh', [], list));
    cpSync(join(theirs.tree, 'litmus'), join(ours.tree, 'litmus'), { recursive: true });
    const { status, stdout, stderr } = ours.run('checklitmushist.sh');
    expect(stdout).not.toContain('!!!');
    expect(stderr).toMatch(
      /^ --- Summary:\nExact output matches: 8\nMissing Observation line .*: 1\n!!! Unknown primitive: 1\n$/,
    );
    expect(status).toBe(0);
  }, 120_000);

  test.skipIf(!existsSync(mselect7))(
    'initlitmushist.sh, newlitmushist.sh and checkghlitmus.sh',
    () => {
      const ours = place('mbpair');
      const theirs = place('herd7');
      for (const judge of [ours, theirs])
        judge.put('litmus', { ...ownTests, 'another-language': 'AArch64 x\n{}\nP0;\nexists(true)\n' });
      for (const script of ['initlitmushist.sh', 'newlitmushist.sh', 'checkghlitmus.sh']) {
        const said = ours.run(script);
        expect(said, script).toEqual(theirs.run(script));
        if (script === 'checkghlitmus.sh') expect(said.stdout).toContain('other-than-expected');
      }
      expect(Object.keys(ours.kept('litmus'))).toEqual(Object.keys(theirs.kept('litmus')));
    },
    120_000,
  );

  test('a run that timeout ends is a timeout for them', () => {
    const ours = place('mbpair');
    ours.put('own', { endless });
    const run = ours.run('checktheselitmus.sh', ['--timeout', '1', '--', 'own/endless.litmus']);
    expect(run.stdout).toContain(' !!! Timeout own/endless.litmus');
    expect(run.status).toBe(1);
  }, 60_000);
});

/** 12! executions. */
const endless = `C endless\n\n(*\n * Result: Sometimes\n *)\n\n{}\n\n${Array.from({ length: 12 }, (_, i) => `P${i}(atomic_t *x)\n{\n\tint r0 = atomic_fetch_inc(x);\n}\n`).join('\n')}\nexists (0:r0=0)\n`;

/** Without times and sizes, and the names of folders. */
function lasting(text: string): string {
  return text
    .replace(/^Time (\S+) [\d.]+$/gm, 'Time $1')
    .replace(/^[\d.]+user .*$/gm, 'resources')
    .replace(/^\d+inputs\+.*$/gm, 'pages')
    .replace(/\/tmp\/[^\s/]+/g, '/tmp/X');
}

/** What judgelitmus.sh concludes: beside it stand lines of the log that it shows. */
function conclusion({ status, stdout }: { status: number | null; stdout: string }) {
  return {
    status,
    complaints: stdout.split('\n').filter((line) => /!!!|---/.test(line)),
    observation: stdout.split('\n').filter((line) => line.startsWith('Observation')),
  };
}
