/** `mbpair check` beside a herd7: a script that answers what the test says, and the real one. */

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { modelFileNames } from '../../src/herd/model-files.ts';
import { runMain, temporaryFolder } from './run-main.ts';
import { sb } from './tests.ts';

/** The record of `sb()`, with what another judge might say instead. */
function record(
  parts: { states?: readonly string[]; counts?: readonly [number, number]; flag?: string } = {},
) {
  const states = parts.states ?? ['0:r0=0; 1:r0=0;', '0:r0=0; 1:r0=1;', '0:r0=1; 1:r0=0;', '0:r0=1; 1:r0=1;'];
  const [positive, negative] = parts.counts ?? [1, 3];
  const word = positive === 0 ? 'Never' : 'Sometimes';
  return [
    'Test SB Allowed',
    `States ${states.length}`,
    ...states,
    positive === 0 ? 'No' : 'Ok',
    'Witnesses',
    `Positive: ${positive} Negative: ${negative}`,
    ...(parts.flag === undefined ? [] : [`Flag ${parts.flag}`]),
    'Condition exists (0:r0=0 /\\ 1:r0=0)',
    `Observation SB ${word} ${positive} ${negative}`,
    'Time SB 0.01',
    '',
    '',
  ].join('\n');
}

/** Checks `sb()` with a herd7 that prints this, whatever it is given. */
async function checkBeside(stdout: string, more: readonly string[] = [], stderr = '') {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'sb.litmus'), sb());
  writeFileSync(join(cwd, 'answer'), stdout);
  writeFileSync(join(cwd, 'complaint'), stderr);
  const script = [
    '#!/bin/sh',
    'case "$1" in -version) echo 7.58; exit 0;; esac',
    `cat '${cwd}/answer'`,
    // The name by which herd7 was given the test stands at the end of its arguments.
    `for last in "$@"; do :; done; sed "s|FILE|$last|" '${cwd}/complaint' >&2`,
  ];
  writeFileSync(join(cwd, 'herd7'), `${script.join('\n')}\n`);
  chmodSync(join(cwd, 'herd7'), 0o755);
  mkdirSync(join(cwd, 'model'));
  for (const file of modelFileNames) writeFileSync(join(cwd, 'model', file), '');
  const args = ['check', 'sb.litmus', '--herd', './herd7', '--lkmm', 'model', ...more];
  const { PATH } = process.env;
  // The path of --herd is resolved by the process, as a shell would.
  const ended = await runMain(
    args.map((arg) => (arg === './herd7' ? join(cwd, 'herd7') : arg)),
    { cwd, env: { PATH } },
  );
  return { ...ended, cwd };
}

/** The record with the hash that the real one would print. */
async function withHash(text: string): Promise<string> {
  const { stdout } = await runMain(['check', '-', '--format', 'herd', '--herd', 'off'], { stdin: sb() });
  const hash = /^Hash=.*$/m.exec(stdout)?.[0] ?? '';
  expect(hash).not.toBe('');
  return text.replace(/\n\n$/, `\n${hash}\n\n`);
}

test('a herd7 that says the same', async () => {
  const { status, stdout } = await checkBeside(await withHash(record()));
  expect(stdout).toMatch(/^ok {3}Sometimes 1 3 +- +same /m);
  expect(stdout).toContain('herd7 7.58: same answer on 1 of 1 compared');
  expect(status).toBe(0);
});

test.each([
  ['a state less', { states: ['0:r0=0; 1:r0=0;'] }, 'states only in mbpair (3): [0:r0=0; 1:r0=1;]'],
  ['another count', { counts: [2, 3] as const }, 'positive: 2 in herd7, 1 in mbpair'],
  ['another word', { counts: [0, 4] as const }, 'word: Never in herd7, Sometimes in mbpair'],
  ['a race', { flag: 'data-race' }, 'flags only in herd7 (1): [data-race]'],
])('a herd7 that says %s: status 3, and what differs', async (_, parts, told) => {
  const { status, stdout } = await checkBeside(await withHash(record(parts)));
  expect(status).toBe(3);
  expect(stdout).toMatch(/^DIFF Sometimes 1 3 +- +DIFF /m);
  expect(stdout).toContain(`herd7: ${told}`);
  expect(stdout).toContain('1 test: 1 disagreement');
});

test('that the model is another one is said before any verdict', async () => {
  const { stderr, cwd } = await checkBeside(await withHash(record({ counts: [2, 3] })));
  expect(stderr).toMatch(/^mbpair: built in: Linux 7\.2; yours \(.*\) differs in linux-kernel\.bell, /);
  expect(stderr).toContain(join(cwd, 'model'));
});

test('a herd7 that refuses what we judge', async () => {
  const complaint = 'Warning: File "FILE", line 3, characters 1-2: unexpected (User error)\n';
  const { status, stdout } = await checkBeside('', [], complaint);
  expect(status).toBe(3);
  expect(stdout).toContain('herd7: herd7 refuses the test, mbpair judges it');
});

test('a herd7 that was named has to answer', async () => {
  const { status, stdout } = await checkBeside('');
  expect(status).toBe(4);
  expect(stdout).toMatch(/^STOP Sometimes 1 3 +- +\? /m);
  expect(stdout).toContain('herd7 has no answer: ');
});

test('json tells the differences by kind', async () => {
  const { stdout } = await checkBeside(await withHash(record({ counts: [2, 3] })), ['--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    herd: { used: true, by: { tool: 'herd7', version: '7.58' }, differing: [...modelFileNames] },
    tests: [
      {
        comparisons: [
          {
            with: 'herd7',
            outcome: 'differs',
            details: [{ kind: 'positive', message: 'positive: 2 in herd7, 1 in mbpair' }],
          },
        ],
      },
    ],
    summary: { compared: 1, agreeing: 0, disagreements: 1, exitStatus: 3 },
  });
});

const real = await locateHerd({ option: { use: 'auto' } });
const here = real.status === 'found';

describe('the real herd7', () => {
  test.runIf(here)('agrees on the examples, and doctor finds it', async () => {
    const { env } = process;
    const { status, stdout } = await runMain(['check', 'litmus/examples', '--herd', 'require'], { env });
    expect(stdout).toContain('same answer on 9 of 9 compared');
    expect(status).toBe(0);
    const doctor = await runMain(['doctor', '--require-herd'], { env });
    expect(doctor.status).toBe(0);
    expect(doctor.stdout).toMatch(/^ok +herd7 +7\.\d+/m);
  });

  test.runIf(here)('judges each of two tests of one name', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.litmus'), sb());
    writeFileSync(join(cwd, 'b.litmus'), sb({ condition: 'exists (0:r0=1 /\\ 1:r0=1)' }));
    writeFileSync(join(cwd, 'c.litmus'), sb());
    const { stdout } = await runMain(['check', '.', '--herd', 'require'], { cwd, env: process.env });
    expect(stdout).toContain('same answer on 3 of 3 compared');
  });

  test.runIf(!here)('is not here: it is not asked', () => {
    expect(process.env['MBPAIR_REQUIRE_HERD'], 'herd7 is required').not.toBe('1');
  });
});
