/** herdtools7's own comparison of logs, mcmp7, finds no difference between herd7's and ours. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { cacheFolder } from '../../src/herd/installation.ts';
import { experiments, filesBelow } from '../herd/log-text.ts';
import { runMain, temporaryFolder } from './run-main.ts';

const mcmp7 = join(cacheFolder(process.env) ?? '/', 'mcmp7');
const missing = !existsSync(mcmp7);
if (missing) console.warn(`skipped: no ${mcmp7} (herd/setup.sh brings it)`);

test.skipIf(process.env['MBPAIR_REQUIRE_HERD'] !== '1')('mcmp7 is there', () => {
  expect(existsSync(mcmp7)).toBe(true);
});

/** mcmp7 does not read herd7's own logs of these: `x+-2` as a value, a hash in lower case. */
const unreadable = new Set(['v-offset-print', 'h-hash-lower']);

test.skipIf(missing)('mcmp7 is content with every experiment', async () => {
  const folder = temporaryFolder();
  const named = new Map<string, string>();
  for (const file of filesBelow(experiments, '.litmus')) {
    const log = existsSync(`${file}.herd7`) ? readFileSync(`${file}.herd7`, 'utf8') : '';
    const name = /^Test (\S+)/.exec(log)?.[1];
    // mcmp7 cannot know that the numbers of undetermined values mean nothing.
    if (name === undefined || named.has(name) || unreadable.has(name)) continue;
    if (!/=S\d+;/.test(log)) named.set(name, file);
  }
  const files = [...named.values()];
  expect(files.length).toBeGreaterThan(1000);
  const theirs = join(folder, 'herd7.log');
  writeFileSync(theirs, files.map((file) => readFileSync(`${file}.herd7`, 'utf8')).join('\n'));
  const { stdout } = await runMain(['herd7', '-conf', 'linux-kernel.cfg', ...files]);
  expect(stdout.match(/^Test /gm)).toHaveLength(files.length);

  const log = join(folder, 'mbpair.log');
  const run = (ours: string, ...options: string[]) => {
    writeFileSync(log, ours);
    const {
      status,
      stdout: said,
      stderr,
    } = spawnSync(mcmp7, [...options, theirs, log], { encoding: 'utf8' });
    return { status, said, stderr };
  };
  const content = { status: 0, said: '', stderr: '' };
  // With -same it compares the names only.
  expect(run(stdout)).toEqual(content);
  expect(run(stdout, '-same')).toEqual(content);
  // It does look: other values, and a test that is missing.
  expect(run(stdout.replaceAll('0:r0=1;', '0:r0=7;')).said).not.toBe('');
  expect(run(stdout.slice(stdout.indexOf('\nTest ') + 1), '-same').status).toBe(1);
});
