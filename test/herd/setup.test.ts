/** `herd/setup.sh` without the network: what it does with a herd7 and a model that are there already. */

import { type ChildProcess, execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseSetup } from '../../src/herd/installation.ts';
import { readModelFolder } from '../../src/herd/locate.ts';
import { inFolder, writeModel } from './stub.ts';

const script = fileURLToPath(new URL('../../herd/setup.sh', import.meta.url));

// What the script may use besides bash; apt is left out, so that nothing is fetched.
const tools =
  'awk basename cat chmod cksum dirname find flock grep head mkdir mktemp mv rm sed sha256sum sh sleep sort tail uname';

interface Machine {
  readonly folder: string;
  readonly bin: string;
  readonly cache: string;
  readonly run: (...args: string[]) => { status: number | null; stdout: string; stderr: string };
  readonly start: (...args: string[]) => { child: ChildProcess; end: Promise<number | null> };
}

/** A machine whose PATH holds the tools above and nothing else; the cache has an awkward name. */
async function onMachine(work: (machine: Machine) => Promise<void> | void): Promise<void> {
  await inFolder(async (folder) => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const tool of tools.split(' ')) {
      const found = spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', tool], {
        encoding: 'utf8',
      }).stdout.trim();
      if (found !== '') symlinkSync(found, join(bin, tool));
    }
    const cache = join(folder, 'ca\'che "of" $mine');
    const env = { PATH: bin, HOME: folder, MBPAIR_CACHE: cache };
    const run = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('/bin/bash', [script, ...args], { env, encoding: 'utf8' });
      return { status, stdout, stderr };
    };
    const start = (...args: string[]) => {
      const child = execFile('/bin/bash', [script, ...args], { env });
      return { child, end: new Promise<number | null>((resolve) => child.on('close', resolve)) };
    };
    await work({ folder, bin, cache, run, start });
  });
}

/** Puts a herd7 into `folder` that answers the script's own test with `observation`. */
function putHerd(folder: string, version: string, observation = 'Never 0 3', delay = '0'): string {
  const path = join(folder, 'herd7');
  mkdirSync(folder, { recursive: true });
  const lines = [
    '#!/bin/sh',
    'case $1 in',
    `-version) echo "${version}, Rev: test" ;;`,
    '-libdir) echo /lib/herd ;;',
    `-conf) test -r "$2" && echo started >>"$(dirname "$0")/calls"; sleep ${delay}; echo "Observation smoke ${observation}" ;;`,
    'esac',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  chmodSync(path, 0o755);
  return path;
}

function putKernel(folder: string): string {
  const tree = join(folder, 'linux tree');
  const model = join(tree, 'tools', 'memory-model');
  mkdirSync(model, { recursive: true });
  writeModel(model);
  writeFileSync(join(tree, 'Makefile'), '# SPDX\nVERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 0\n');
  return tree;
}

const calls = (bin: string) => readFileSync(join(bin, 'calls'), 'utf8').trim().split('\n').length;

describe.skipIf(process.platform !== 'linux')('herd/setup.sh', () => {
  it('takes the herd7 and the kernel tree that are there', async () => {
    await onMachine(async ({ folder, bin, cache, run }) => {
      const herd = putHerd(bin, '7.59');
      const tree = putKernel(folder);
      const first = run('--lkmm', tree);
      expect(first.stderr).toContain('the model of Linux 7.3');
      expect(first).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('herd7 7.59 (found on PATH)'),
      });

      const setup = parseSetup(readFileSync(join(cache, 'herd.json'), 'utf8'));
      const model = await readModelFolder(tree);
      expect(setup).toEqual({
        argv: [herd],
        lkmmFolder: join(tree, 'tools', 'memory-model'),
        digests: typeof model === 'string' ? undefined : model.digests,
      });
      expect(
        execFileSync(join(cache, 'herd7'), ['-version'], { env: { PATH: bin }, encoding: 'utf8' }),
      ).toContain('7.59');

      // Again: the same summary, and nothing is tried anew.
      expect(run('--lkmm', tree)).toEqual({ status: 0, stdout: first.stdout, stderr: '' });
      expect(calls(bin)).toBe(1);
      expect(run('--lkmm', tree, '--refresh').status).toBe(0);
      expect(calls(bin)).toBe(2);
      expect(readdirSync(cache).filter((name) => name.startsWith('staging'))).toEqual([]);
    });
  });

  it('takes the klitmus7 that lies beside herd7, if it starts', async () => {
    await onMachine(({ folder, bin, cache, run }) => {
      putHerd(bin, '7.59');
      const tree = putKernel(folder);
      expect(run('--lkmm', tree).stdout).not.toContain('klitmus7');
      expect(existsSync(join(cache, 'klitmus7'))).toBe(false);
      const klitmus = join(bin, 'klitmus7');
      writeFileSync(klitmus, '#!/bin/sh\necho "7.59, $*"\n');
      chmodSync(klitmus, 0o755);
      expect(run('--lkmm', tree, '--refresh')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(
          `klitmus7, which makes kernel modules of tests\n    ${cache}/klitmus7`,
        ),
      });
      const said = execFileSync(join(cache, 'klitmus7'), ['-rcu', 'a b'], {
        env: { PATH: bin },
        encoding: 'utf8',
      });
      expect(said).toBe('7.59, -rcu a b\n');
      writeFileSync(klitmus, '#!/bin/sh\nexit 1\n');
      const broken = run('--lkmm', tree, '--refresh');
      expect(broken.status).toBe(0);
      expect(broken.stderr).toContain('the klitmus7 beside herd7 does not start');
      expect(existsSync(join(cache, 'klitmus7'))).toBe(false);
    });
  });

  it('sees that the model or herd7 has changed', async () => {
    await onMachine(({ folder, bin, cache, run }) => {
      putHerd(bin, '7.58');
      const tree = putKernel(folder);
      run('--lkmm', tree);
      const before = readFileSync(join(cache, 'herd.json'), 'utf8');
      writeFileSync(join(tree, 'tools', 'memory-model', 'lock.cat'), 'changed\n');
      expect(run('--lkmm', tree).status).toBe(0);
      const after = readFileSync(join(cache, 'herd.json'), 'utf8');
      expect(after).not.toBe(before);
      putHerd(bin, '7.61');
      expect(run('--lkmm', tree).stdout).toContain('herd7 7.61');
      expect(readFileSync(join(cache, 'herd.json'), 'utf8')).toContain('"version": "7.61"');
    });
  });

  it('does not take its own wrapper for a herd7 of the user', async () => {
    await onMachine(({ folder, bin, cache, run }) => {
      const tree = putKernel(folder);
      mkdirSync(cache);
      symlinkSync('/bin/false', join(cache, 'herd7'));
      const herd = putHerd(join(folder, 'later'), '7.58');
      const own = spawnSync('/bin/bash', [script, '--lkmm', tree], {
        env: { PATH: `${cache}:${bin}:${join(folder, 'later')}`, HOME: folder, MBPAIR_CACHE: cache },
        encoding: 'utf8',
      });
      expect(own).toMatchObject({ status: 0 });
      expect(readFileSync(join(cache, 'herd7'), 'utf8')).toContain(herd);
      expect(run('--lkmm', tree).status).toBe(4);
    });
  });

  it('says what to do when there is neither herd7 nor apt', async () => {
    await onMachine(({ folder, bin, cache, run }) => {
      putHerd(bin, '7.56');
      const { status, stderr } = run('--lkmm', putKernel(folder));
      expect(status).toBe(4);
      expect(stderr).toContain('is version 7.56; 7.58 or later is needed');
      expect(stderr).toContain('opam install herdtools7');
      expect(existsSync(join(cache, 'herd.json'))).toBe(false);
    });
  });

  it('publishes no herd7 that judges wrongly', async () => {
    await onMachine(({ folder, bin, cache, run }) => {
      putHerd(bin, '7.58', 'Sometimes 1 3');
      const { status, stderr } = run('--lkmm', putKernel(folder));
      expect(status).toBe(1);
      expect(stderr).toContain('does not judge');
      expect(readdirSync(cache).filter((name) => name !== 'setup.lock')).toEqual([]);
    });
  });

  it('two at once: one works, the other waits and finds its result', async () => {
    await onMachine(async ({ folder, bin, start, run }) => {
      putHerd(bin, '7.58', 'Never 0 3', '1');
      const tree = putKernel(folder);
      const both = [start('--lkmm', tree), start('--lkmm', tree)];
      expect(await Promise.all(both.map((s) => s.end))).toEqual([0, 0]);
      expect(calls(bin)).toBe(1);
      expect(run('--lkmm', tree).status).toBe(0);
    });
  });

  it.each([
    [['--lkmm'], 'needs a folder'],
    [['--what'], "unknown argument '--what'"],
    [['--lkmm', '/nowhere'], "no linux-kernel.cfg in '/nowhere'"],
    [['--cache', '/tmp/a:b'], "must hold no ':'"],
  ])('%j is wrong usage', async (args, words) => {
    await onMachine(({ run }) => {
      const { status, stderr } = run(...args);
      expect(status).toBe(2);
      expect(stderr).toContain(words);
    });
  });
});
