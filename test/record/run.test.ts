/** `npm run record` on a library of one scenario: what it judges anew has the date of today. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/run-main.ts';
import { recordingHerd } from './live.ts';

const herd = await recordingHerd();
const id = 'cal-SB';
const old = readFileSync(`herd/recorded/${id}.txt`, 'utf8').replace(/^date .*/m, 'date 2020-02-29');

/** The recording afterwards. */
function recordedAfter(before: string): string {
  const cwd = temporaryFolder();
  for (const folder of ['litmus/scenarios', 'herd/recorded'])
    mkdirSync(join(cwd, folder), { recursive: true });
  const scenario = `litmus/scenarios/${id}.yaml`;
  writeFileSync(join(cwd, scenario), readFileSync(scenario));
  const file = join(cwd, `herd/recorded/${id}.txt`);
  writeFileSync(file, before);
  // A relative folder means another one there.
  const env = { ...process.env, MBPAIR_SHARED: resolve(process.env['MBPAIR_SHARED'] ?? '../shared') };
  execFileSync(process.execPath, [resolve('test/run-typescript.mjs'), 'test/record/run.ts'], { cwd, env });
  return readFileSync(file, 'utf8');
}

test.skipIf(herd === undefined)('a file of which nothing is judged stays as it is, date and all', () => {
  expect(recordedAfter(old)).toBe(old);
});

test.skipIf(herd === undefined)('a file of which a test is judged has the date of today', () => {
  const day = () => new Date().toISOString().slice(0, 10);
  const days = [day()];
  const after = recordedAfter(old.replace(/^test .*\n/m, ''));
  days.push(day());
  expect(days).toContain(/^date (.*)$/m.exec(after)?.[1]);
  expect(after.replace(/^date .*/m, 'date 2020-02-29')).toBe(old);
});
