/** The litmus files that are committed for the library: fresh, and each with the verdict that it claims. */

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runMain } from './run-main.ts';

const ids = readdirSync('litmus/scenarios')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

test('they are what mbpair generate makes of the scenarios', { timeout: 180_000 }, async () => {
  const { status, stdout, stderr } = await runMain(['generate', '--check', '--fast']);
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^\\d+ files in ${ids.length} folders are fresh\\n$`));
});

test('each has the verdict of its Result: line', { timeout: 180_000 }, async () => {
  const folders = ids.map((id) => `litmus/${id}`);
  const { status, stdout } = await runMain(['check', ...folders, '--herd', 'off', '-q']);
  expect(stdout).toMatch(/^(\d+) tests: \1 as expected in /m);
  expect(status).toBe(0);
});
