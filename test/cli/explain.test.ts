/** `mbpair explain` as a user runs it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkCertificate } from '../../src/certificate/check.ts';
import { runMain, temporaryFolder } from './run-main.ts';

const sb = 'litmus/examples/SB+fencembonceonces.litmus';

test('a forbidden outcome is told with its barriers, its cycle and its unfolding', async () => {
  const { status, stdout, stderr } = await runMain(['explain', sb]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('0:r0=0 /\\ 1:r0=0 is forbidden');
  expect(stdout).toContain('The cycle (propagation):');
  expect(stdout).toMatch(/strong-fence, because mb: smp_mb\(\) on line \d+ orders/);
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test('an allowed one is told as a story, with what would forbid it', async () => {
  const { status, stdout } = await runMain(['explain', 'litmus/examples/SB+releaseacquire.litmus']);
  expect(status).toBe(0);
  expect(stdout).toContain('A possible order in which the accesses take effect:');
  expect(stdout).toContain('store buffer');
  expect(stdout).toContain('What would forbid it:');
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test('another outcome is explained in place of the own one', async () => {
  const { stdout } = await runMain(['explain', sb, '--outcome', '0:r0=1 /\\ 1:r0=0']);
  expect(stdout).toContain('0:r0=1 /\\ 1:r0=0 is allowed');
});

test('a typo in an outcome is shown under a caret', async () => {
  const { status, stderr } = await runMain(['explain', sb, '--outcome', '0:r0=1 &']);
  expect(status).toBe(2);
  expect(stderr).toContain('exists (0:r0=1 &)');
  expect(stderr).toContain('^');
});

test('Markdown goes into a file', async () => {
  const file = join(temporaryFolder(), 'why.md');
  const { status, stdout } = await runMain(['explain', sb, '--format', 'markdown', '-o', file]);
  expect([status, stdout]).toEqual([0, '']);
  expect(readFileSync(file, 'utf8')).toMatch(/^## SB\+fencembonceonces: 0:r0=0/);
});

test('a bad test does not keep the others from being explained', async () => {
  const { status, stdout } = await runMain(['explain', 'litmus/examples/none.litmus', sb]);
  expect(status).toBe(2);
  expect(stdout).toContain('is forbidden');
});

test('json is a certificate that the checker accepts', async () => {
  const { status, stdout } = await runMain(['explain', sb, '--format', 'json']);
  expect(status).toBe(0);
  expect(checkCertificate(stdout)).toMatchObject({ verdict: 'valid', claim: 'forbidden', isOwn: true });
  const { explanation } = JSON.parse(stdout);
  expect(explanation.reasons[0].loop.map((s: { relation: string }) => s.relation)).toContain('mb');
});

test('svg and dot are pictures of one test', async () => {
  const svg = await runMain(['explain', sb, '--format', 'svg']);
  expect(svg.stdout).toMatch(/^<svg /);
  const dot = await runMain(['explain', sb, '--format', 'dot']);
  expect(dot.stdout).toMatch(/^digraph /);
  const two = await runMain(['explain', 'litmus/examples', '--format', 'svg']);
  expect([two.status, two.stdout]).toEqual([2, '']);
});

test('boxes are drawn in ASCII where the locale is not UTF-8', async () => {
  const plain = await runMain(['explain', sb], { env: { LANG: 'C' } });
  expect(plain.stdout).toMatch(/^[\x20-\x7e\n]*$/);
  const fine = await runMain(['explain', sb], { env: { LANG: 'de_DE.UTF-8' } });
  expect(fine.stdout).toContain('┌');
});

test('a scenario is explained with the choice of today, or another one', async () => {
  const today = await runMain(['explain', 'gup-truncate-flag']);
  expect([today.status, today.stderr]).toEqual([0, '']);
  expect(today.stdout).toContain('gup-truncate-flag+mb+mb+both-miss: 0:r0=0 /\\ 1:r0=1 is forbidden');
  const weak = await runMain(['explain', 'gup-truncate-flag', '--choose', 'gup=rmb']);
  expect(weak.stdout).toContain('is allowed');
  const wins = await runMain(['explain', 'gup-truncate-flag', '--outcome', 'gup-wins']);
  expect(wins.stdout).toContain('gup-wins');
});

test('a slot that the scenario lacks is told, with what was meant', async () => {
  const { status, stderr } = await runMain(['explain', 'gup-truncate-flag', '--choose', 'gpu=mb']);
  expect(status).toBe(2);
  expect(stderr).toContain('did you mean gup?');
  const test = await runMain(['explain', sb, '--choose', 'gup=mb']);
  expect([test.status, test.stderr]).toEqual([2, 'mbpair: --choose is for one scenario\n']);
});

test('two choices are held against each other: the slot that decides, the edge that is gone', async () => {
  const { status, stdout } = await runMain([
    ...['explain', 'gup-truncate-flag', '--choose', 'trunc=rmw-full'],
    ...['--against', 'gup=rmb', '--against', 'trunc=mb'],
  ]);
  expect(status).toBe(0);
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain('The smallest difference that decides: gup, mb against rmb.');
  expect(text).toContain('The edge that makes the difference: With gup=mb, trunc=rmw-full: b -mb-> c');
  expect(text).toMatch(/smp_rmb\(\) on line \d+ does not keep these two in order/);
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test('a choice is not compared with itself', async () => {
  const { status, stderr } = await runMain(['explain', 'gup-truncate-flag', '--against', 'gup=mb']);
  expect([status, stderr]).toEqual([2, 'mbpair: gup-truncate-flag: the two choices are the same\n']);
});

test('--comments gives what belongs above the barriers, or says that there is nothing', async () => {
  const comments = await runMain(['explain', '--comments', sb]);
  expect(comments).toMatchObject({ status: 0, stderr: '' });
  expect(comments.stdout).toContain('Pairs with smp_mb() in P1(): either we see its store to y, or it sees');
  const seed = await runMain(['explain', '--comments', 'gup-truncate-flag']);
  expect(seed.stdout).toContain('Pairs with smp_mb() in trunc(): either we see its store to flag, or');
  const allowed = await runMain(['explain', '--comments', 'litmus/examples/SB+releaseacquire.litmus']);
  expect(allowed).toMatchObject({ status: 2, stdout: '' });
  expect(allowed.stderr).toContain('no barrier forbids 0:r0=0 /\\ 1:r0=0, so there is nothing to comment on');
});
