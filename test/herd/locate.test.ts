import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  cacheFolder,
  isAtLeast,
  parseHerdOption,
  parseSetup,
  versionIn,
} from '../../src/herd/installation.ts';
import { herdBy, locateHerd, readModelFolder } from '../../src/herd/locate.ts';
import { differingFiles, linux72, modelDigests, modelName } from '../../src/herd/model-files.ts';
import { inFolder, stubPath, writeModel } from './stub.ts';

describe('decisions', () => {
  it.each([
    ['7.58', '7.58', true],
    ['7.58.1', '7.58', true],
    ['7.59', '7.58', true],
    ['8', '7.58', true],
    ['7.100', '7.58', true],
    ['7.57', '7.58', false],
    ['7.6', '7.58', false],
    ['7', '7.58', false],
  ])('%s is at least %s: %s', (version, wanted, expected) => {
    expect(isAtLeast(version, wanted)).toBe(expected);
  });

  it.each([
    ['7.58, Rev: exported\n', '7.58'],
    ['7.58+1 (dev), Rev: 12', '7.58'],
    ['\n7.56.3\n', '7.56.3'],
    ['herd7: unknown option', undefined],
    ['', undefined],
  ])('the version in %j is %s', (output, version) => {
    expect(versionIn(output)).toBe(version);
  });

  it('the option is a word or a path', () => {
    expect(['auto', 'require', 'off', './auto'].map(parseHerdOption)).toEqual([
      { use: 'auto' },
      { use: 'require' },
      { use: 'off' },
      { use: 'path', path: './auto' },
    ]);
  });

  it.each([
    [{ MBPAIR_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/a'],
    [{ MBPAIR_CACHE: '', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/b/mbpair'],
    [{ HOME: '/c' }, '/c/.cache/mbpair'],
    [{}, undefined],
  ])('the cache folder of %j', (env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
  });

  const setup = {
    format: 1,
    herd7: { argv: ['/x/herd7'] },
    lkmm: { folder: '/x/lkmm', sha256: linux72 },
  };

  it('herd.json is read', () => {
    const expected = { argv: ['/x/herd7'], lkmmFolder: '/x/lkmm', digests: linux72 };
    expect(parseSetup(JSON.stringify(setup))).toEqual(expected);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another format', JSON.stringify({ ...setup, format: 2 })],
    ['no command', JSON.stringify({ ...setup, herd7: { argv: [] } })],
    ['a command that is no list of words', JSON.stringify({ ...setup, herd7: { argv: ['a', 1] } })],
    ['no folder', JSON.stringify({ ...setup, lkmm: { sha256: linux72 } })],
    [
      'a digest missing',
      JSON.stringify({ ...setup, lkmm: { folder: '/x', sha256: { ...linux72, 'lock.cat': 'x' } } }),
    ],
  ])('a herd.json with %s counts as none', (_, text) => {
    expect(parseSetup(text)).toBeUndefined();
  });

  it('models are told apart by their files', () => {
    expect(differingFiles(linux72)).toEqual([]);
    expect(modelName({ folder: '/k', digests: linux72 })).toBe('Linux 7.2');
    const other = modelDigests((file) => (file.endsWith('.cat') ? '0'.repeat(64) : linux72[file]));
    if (other === undefined) throw new Error('these are digests');
    expect(modelName({ folder: '/k', digests: other })).toBe(
      '/k (not Linux 7.2: linux-kernel.cat, lock.cat)',
    );
  });
});

/** An executable in `folder` that calls itself herd7 of `version`. */
function putHerd(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'herd7');
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${stubPath}' --version '${version}' "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A cache as `herd/setup.sh` leaves it. */
function putCache(cache: string, version = '7.58, Rev: cached'): string {
  const herd = putHerd(cache, version);
  const lkmm = join(cache, 'lkmm');
  mkdirSync(lkmm, { recursive: true });
  writeModel(lkmm);
  const setup = { format: 1, herd7: { argv: [herd] }, lkmm: { folder: lkmm, sha256: linux72 } };
  writeFileSync(join(cache, 'herd.json'), JSON.stringify(setup));
  return herd;
}

describe('on this machine', () => {
  it('the one on PATH comes before the cache, an old one is passed over', async () => {
    await inFolder(async (folder) => {
      const old = join(folder, 'old');
      const good = join(folder, 'good');
      putHerd(old, '7.57');
      const path = putHerd(good, '7.59');
      const cached = putCache(join(folder, 'cache'));
      const env = { MBPAIR_CACHE: join(folder, 'cache') };
      const option = { use: 'require' } as const;
      expect(await locateHerd({ option, env: { ...env, PATH: `${old}:${good}` } })).toMatchObject({
        status: 'found',
        herd: {
          argv: [path],
          version: '7.59',
          origin: 'path',
          model: { folder: join(folder, 'cache', 'lkmm') },
        },
      });
      const found = await locateHerd({ option, env: { ...env, PATH: old } });
      expect(found).toMatchObject({
        status: 'found',
        herd: { argv: [cached], version: '7.58', origin: 'cache' },
      });
      if (found.status === 'found') {
        expect(herdBy(found.herd)).toMatchObject({ tool: 'herd7', version: '7.58' });
        expect(herdBy(found.herd).model).toContain('not Linux 7.2');
      }
    });
  });

  it('what the user names is used, or said to be no good', async () => {
    await inFolder(async (folder) => {
      putCache(join(folder, 'cache'));
      const env = { MBPAIR_CACHE: join(folder, 'cache') };
      const at = (path: string) => locateHerd({ option: { use: 'path', path }, env });
      const own = putHerd(join(folder, 'own'), '7.60');
      expect(await at(own)).toMatchObject({ status: 'found', herd: { argv: [own], origin: 'option' } });
      expect(await at(putHerd(join(folder, 'old'), '7.56'))).toMatchObject({
        status: 'error',
        reason: expect.stringContaining('is version 7.56, and 7.58 or later is needed'),
      });
      expect(await at(join(folder, 'none'))).toMatchObject({
        status: 'error',
        reason: expect.stringContaining('does not run, or is not herd7'),
      });
    });
  });

  it('without any, auto goes on and require stops; off never looks', async () => {
    await inFolder(async (folder) => {
      const env = { MBPAIR_CACHE: join(folder, 'cache'), PATH: folder };
      const reason = 'no herd7 on PATH nor in the cache';
      expect(await locateHerd({ option: { use: 'auto' }, env })).toMatchObject({ status: 'absent', reason });
      expect(await locateHerd({ option: { use: 'require' }, env })).toMatchObject({
        status: 'error',
        reason,
      });
      putCache(join(folder, 'cache'));
      expect(await locateHerd({ option: { use: 'off' }, env })).toEqual({ status: 'off' });
    });
  });

  it('the model is the one that was named, as a kernel tree too', async () => {
    await inFolder(async (folder) => {
      putCache(join(folder, 'cache'));
      const model = join(folder, 'linux', 'tools', 'memory-model');
      mkdirSync(model, { recursive: true });
      writeModel(model);
      writeFileSync(join(model, 'linux-kernel.cat'), 'another\n');
      const env = { MBPAIR_CACHE: join(folder, 'cache'), MBPAIR_LKMM: model };
      const option = { use: 'auto' } as const;
      for (const request of [
        { option, env },
        { option, env, lkmm: join(folder, 'linux') },
      ]) {
        expect(await locateHerd(request)).toMatchObject({
          status: 'found',
          herd: { model: { folder: model } },
        });
      }
      // A name that is wrong is never passed over in silence.
      const wrong = await locateHerd({ option, env, lkmm: folder });
      expect(wrong).toMatchObject({
        status: 'error',
        reason: expect.stringContaining('no linux-kernel.cfg'),
      });
    });
  });

  it('a herd7 without a model is not enough', async () => {
    await inFolder(async (folder) => {
      putHerd(folder, '7.58');
      const env = { MBPAIR_CACHE: join(folder, 'cache'), PATH: folder };
      expect(await locateHerd({ option: { use: 'auto' }, env })).toMatchObject({
        status: 'absent',
        reason: expect.stringContaining('no memory model'),
      });
    });
  });

  it('a model folder with a file missing', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'linux-kernel.cfg'), '');
      expect(await readModelFolder(folder)).toContain('has no readable linux-kernel.bell');
    });
  });
});
