/** `mbpair explain --check` as a user runs it. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { produce } from '../certificate/produce.ts';
import { runMain, temporaryFolder } from './run-main.ts';

const certificate = (name: string) => {
  const { proof, executions } = produce(source(name, readFileSync(`litmus/examples/${name}.litmus`, 'utf8')));
  return JSON.stringify(proof ?? executions[0]);
};

test('valid, rejected and unreadable certificates have a status each', async () => {
  const folder = temporaryFolder();
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const never = certificate('SB+fencembonceonces');
  const good = file('never.json', never);
  const also = file('sometimes.json', certificate('SB+releaseacquire'));
  const forged = file('forged.json', never.replace('"propagation"', '"rcu"'));
  const broken = file('broken.json', '{');
  const run = (...files: string[]) => runMain(['explain', '--check', ...files], { cwd: folder });

  const both = await run(good, also);
  expect(both).toMatchObject({ status: 0, stderr: '' });
  expect(both.stdout).toBe(
    `never.json: valid
  SB+fencembonceonces: forbidden: (0:r0=0 /\\ 1:r0=0)
  (the test's outcome; 7 cases, each impossible)
sometimes.json: valid
  SB+releaseacquire: allowed: (0:r0=0 /\\ 1:r0=0)
  (the test's outcome; one execution, which breaks no axiom)
`,
  );
  expect(await run(good, forged)).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(
      /forged\.json: rejected at claim\.proof.*\n {2}this is nothing that the axiom rcu/,
    ),
  });
  expect(await run(forged, broken)).toMatchObject({
    status: 2,
    stdout: expect.stringContaining('broken.json: unreadable\n  no JSON'),
  });
});

test('certificates come from a folder, from standard input, or not at all', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'all'));
  const never = certificate('MP+releaseacquire');
  writeFileSync(join(folder, 'all/mp.json'), never);
  writeFileSync(join(folder, 'all/mp.litmus'), 'no certificate');
  const run = (file: string, stdin = '') => runMain(['explain', '--check', file], { cwd: folder, stdin });
  expect(await run('all')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^all\/mp\.json: valid\n/),
  });
  expect(await run('-', never)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^-: valid\n/) });
  expect(await run('mq.json')).toMatchObject({ status: 2, stdout: '' });
});

test('what a stranger wrote reaches no terminal as it is', async () => {
  const hostile = certificate('MP+releaseacquire').replace('"format":', '"\\u001b[2J\\nX":1,"format":');
  const { stdout } = await runMain(['explain', '--check', '-'], { stdin: hostile });
  expect(stdout).toContain('unreadable at \\x1b[2J');
  expect(stdout).not.toContain('\u001b');
});
