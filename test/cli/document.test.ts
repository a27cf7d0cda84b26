/** `mbpair document`: which files it makes, and whose it leaves alone. */

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { linux72 } from '../../src/herd/model-files.ts';
import { modelDigest } from '../../src/herd/recorded-verdicts.ts';
import { runMain, temporaryFolder } from './run-main.ts';
import { sbScenario } from './scenarios.ts';

function folderWith(text: string): string {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'my-sb.yaml'), text);
  return cwd;
}

test('a scenario of one’s own, on standard output', async () => {
  const { status, stdout, stderr } = await runMain(['document', 'my-sb.yaml', '-o', '-'], {
    cwd: folderWith(sbScenario()),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain("1 of 9 choices suffices. Today's choice suffices, and nothing weaker does.");
  expect(stdout).toContain('| **neither sees the other** | `0:r0=0 1:r0=0` | **allowed** | forbidden |\n');
  expect(stdout).toContain('| left comes first | `0:r0=0 1:r0=1` | allowed | allowed |\n');
  expect(stdout).toContain('| left reads y = 1; right reads x = 1 | `0:r0=1 1:r0=1` | allowed | allowed |\n');
});

test('files: written once, fresh, then stale', async () => {
  const cwd = folderWith(sbScenario());
  const args = ['document', 'my-sb.yaml', '-o', 'out'];
  expect(await runMain(args, { cwd })).toMatchObject({ status: 0, stdout: '2 documents: 2 written\n' });
  expect(readdirSync(join(cwd, 'out/my-sb'))).toEqual(['outcomes.md']);
  expect(await runMain(args, { cwd })).toMatchObject({ status: 0, stdout: '2 documents: 0 written\n' });
  expect(await runMain([...args, '--check'], { cwd })).toMatchObject({
    status: 0,
    stdout: '2 documents are fresh\n',
  });
  writeFileSync(join(cwd, 'my-sb.yaml'), sbScenario().replace('Two flags', 'Three flags'));
  expect(await runMain([...args, '--check'], { cwd })).toMatchObject({
    status: 1,
    stdout: 'changed: out/my-sb/outcomes.md\nchanged: out/outcomes.json\n',
  });
  expect(await runMain(args, { cwd })).toMatchObject({ status: 0, stdout: '2 documents: 2 written\n' });
});

test('what it did not make is not overwritten, unless told', async () => {
  const cwd = folderWith(sbScenario());
  mkdirSync(join(cwd, 'out/my-sb'), { recursive: true });
  const path = join(cwd, 'out/my-sb/outcomes.md');
  writeFileSync(path, 'mine\n');
  const refused = await runMain(['document', 'my-sb.yaml', '-o', 'out'], { cwd });
  expect(refused).toEqual({
    status: 2,
    stdout: '',
    stderr: 'mbpair: out/my-sb/outcomes.md was not made by mbpair: not overwritten without --force\n',
  });
  expect(readFileSync(path, 'utf8')).toBe('mine\n');
  expect((await runMain(['document', 'my-sb.yaml', '-o', 'out', '--force'], { cwd })).status).toBe(0);
  expect(readFileSync(path, 'utf8')).toContain('# Two flags');
});

test('nothing is written through a link', async () => {
  const cwd = folderWith(sbScenario());
  const elsewhere = temporaryFolder();
  mkdirSync(join(cwd, 'out'));
  symlinkSync(elsewhere, join(cwd, 'out/my-sb'));
  const { status, stderr } = await runMain(['document', 'my-sb.yaml', '-o', 'out', '--force'], { cwd });
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'mbpair: out/my-sb/outcomes.md is in the way\n' });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('a scenario that is not as it expects is told and not documented', async () => {
  const cwd = folderWith(sbScenario({ today: '{ left: wmb, right: mb }' }));
  const { status, stdout, stderr } = await runMain(['document', 'my-sb.yaml', '-o', 'out'], { cwd });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '0 documents: 0 written\n' });
  expect(stderr).toContain('my-sb is not as it expects; mbpair verify my-sb says in what');
});

test('--check writes no Markdown to standard output', async () => {
  const cwd = folderWith(sbScenario());
  const { status, stderr } = await runMain(['document', 'my-sb.yaml', '--check', '-o', '-'], { cwd });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'mbpair: --check is about files, and -o - writes none\n',
  });
});

test('the JSON is what its schema says, and tells what the Markdown tells', async () => {
  const cwd = folderWith(sbScenario());
  await runMain(['document', 'my-sb.yaml', '-o', 'out'], { cwd });
  const json: unknown = JSON.parse(readFileSync(join(cwd, 'out/outcomes.json'), 'utf8'));
  const schema = JSON.parse(readFileSync('src/document/document.schema.json', 'utf8')) as object;
  const isLibrary = new Ajv({ strict: true }).compile(schema);
  isLibrary(json);
  expect(isLibrary.errors).toBeNull();
  expect(json).toMatchObject({
    by: { model: 'Linux 7.2', modelDigest: modelDigest(linux72) },
    scenarios: [
      {
        id: 'my-sb',
        answer: ['1 of 9 choices suffices.', "Today's choice suffices, and nothing weaker does."],
        minimal: [[2, 2]],
        why: [
          { outcome: 'both-miss', verdict: 'forbidden' },
          { outcome: 'both-miss', verdict: 'allowed' },
        ],
      },
    ],
  });
  const { choices } = (json as { scenarios: { choices: unknown[] }[] }).scenarios[0] ?? { choices: [] };
  expect(choices).toHaveLength(9);
  expect(choices[8]).toMatchObject({
    fillings: [2, 2],
    standing: 'sufficient',
    verdicts: ['Never 0 3', 'Sometimes 1 2'],
  });
});

/** A library of one, with what herd7 said of it. */
function libraryWith(change: (recording: string) => string): { cwd: string } {
  const root = temporaryFolder();
  const id = 'cal-SB';
  for (const [folder, file, text] of [
    ['litmus/scenarios', `${id}.yaml`, readFileSync(`litmus/scenarios/${id}.yaml`, 'utf8')],
    ['herd/recorded', `${id}.txt`, change(readFileSync(`herd/recorded/${id}.txt`, 'utf8'))],
  ] as const) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, file), text);
  }
  return { cwd: root };
}

test('a recorded verdict that is another: refused', async () => {
  const asRecorded = libraryWith((text) => text.replace(/^date .*/m, 'date 2024-02-29'));
  expect(await runMain(['document', '-o', 'out'], asRecorded)).toMatchObject({ status: 0, stderr: '' });
  const made = (file: string) => readFileSync(join(asRecorded.cwd, 'out', file), 'utf8');
  expect(made('cal-SB/outcomes.md')).toContain('herd7 7.58, recorded on 2024-02-29, gave the same answer');
  expect(JSON.parse(made('outcomes.json'))).toMatchObject({
    scenarios: [{ herd7: { version: '7.58', date: '2024-02-29' } }],
  });
  const changed = libraryWith((text) => text.replace(/Sometimes 1 3/, 'Sometimes 2 2'));
  const { status, stderr } = await runMain(['document', '-o', 'out'], changed);
  expect(status).toBe(3);
  expect(stderr).toContain('cal-SB: herd7 7.58, recorded: ');
  expect(stderr).toContain('nothing is documented for it');
  expect(existsSync(join(changed.cwd, 'out'))).toBe(false);
});

test('a recording that does not know a test of the library: refused', async () => {
  const changed = libraryWith((text) => text.replace(/^test .*\n/m, ''));
  const { status, stdout, stderr } = await runMain(['document', '-o', 'out'], changed);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('[herd/recorded-stale]');
});

test.each(['', 'date today\n'])('a recording without its date, but %j: refused', async (line) => {
  const changed = libraryWith((text) => text.replace(/^date .*\n/m, line));
  const { status, stdout, stderr } = await runMain(['document', '-o', 'out'], changed);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('[herd/recorded-damaged]');
});

test('a litmus test of one’s own', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'SB.litmus'), readFileSync('litmus/examples/SB+fencembonceonces.litmus'));
  const { status, stdout } = await runMain(['document', 'SB.litmus', '-o', '-'], { cwd });
  expect(status).toBe(0);
  expect(stdout).toContain('**Never: 0 of 3 executions satisfy it.** `exists (0:r0=0 /\\ 1:r0=0)`');
  expect(stdout).toContain('0:r0=0; 1:r0=1;');
  expect(stdout).toContain('┏━━│');
  expect(stdout).toContain('mbpair explain SB.litmus');
  const args = ['document', 'SB.litmus', '-o', 'out'];
  expect(await runMain(args, { cwd })).toMatchObject({ status: 0, stdout: '1 document: 1 written\n' });
  expect(readFileSync(join(cwd, 'out/SB.md'), 'utf8')).toBe(stdout);
  expect((await runMain([...args, '--check'], { cwd })).status).toBe(0);
  expect((await runMain(['document', 'SB.litmus'], { cwd })).status).toBe(2);
});
