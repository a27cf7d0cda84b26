/** `mbpair generate` from arguments to files. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';
import { sbScenario } from './scenarios.ts';

/** A folder with a library of one scenario. */
function library(yaml = sbScenario()): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'litmus/scenarios'), { recursive: true });
  writeFileSync(join(cwd, 'litmus/scenarios/my-sb.yaml'), yaml);
  return cwd;
}

const generate = (cwd: string, ...args: readonly string[]) => runMain(['generate', ...args], { cwd });

const files = (folder: string) => readdirSync(folder).sort();

describe('folders', () => {
  test("today's choice, the weakest, and what shows that the nearest ones fail", async () => {
    const cwd = library();
    const { status, stdout, stderr } = await generate(cwd);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('5 files in 1 folder of litmus: 5 written or removed\n');
    expect(files(join(cwd, 'litmus/my-sb'))).toEqual([
      'README.md',
      'my-sb+mb+mb+both-miss.litmus',
      'my-sb+mb+mb+left-wins.litmus',
      'my-sb+mb+rmb+both-miss.litmus',
      'my-sb+wmb+mb+both-miss.litmus',
    ]);
    const checked = await runMain(['check', 'litmus/my-sb', '--herd', 'off'], { cwd });
    expect(checked.stdout).toContain('4 tests: 4 as expected');
  });

  test('the README.md names every file with its choice and verdict', async () => {
    const cwd = library();
    await generate(cwd);
    const readme = readFileSync(join(cwd, 'litmus/my-sb/README.md'), 'utf8');
    expect(readme).toContain("## `left=mb, right=mb` (today's, weakest)\n\nSufficient.\n");
    expect(readme).toContain('- `my-sb+wmb+mb+both-miss.litmus`: Sometimes\n');
    expect(readme).toContain('Insufficient in the model: both-miss can happen.');
    for (const name of files(join(cwd, 'litmus/my-sb'))) {
      if (name.endsWith('.litmus')) expect(readme).toContain(`\`${name}\``);
    }
  });

  test('the same bytes every time, by order too, and then nothing is written', async () => {
    const cwd = library();
    await generate(cwd, '-o', 'one');
    await generate(cwd, '-o', 'two', '--fast');
    for (const name of files(join(cwd, 'one/my-sb'))) {
      expect(readFileSync(join(cwd, 'two/my-sb', name), 'utf8')).toBe(
        readFileSync(join(cwd, 'one/my-sb', name), 'utf8'),
      );
    }
    const { stdout } = await generate(cwd, '-o', 'one');
    expect(stdout).toContain(': 0 written or removed');
  });

  test('--all writes every choice, and asks where', async () => {
    const cwd = library();
    expect(await generate(cwd, '--all')).toMatchObject({ status: 2, stdout: '' });
    expect((await generate(cwd, '--all', '-o', 'all')).status).toBe(0);
    expect(files(join(cwd, 'all/my-sb'))).toHaveLength(1 + 18);
    const checked = await runMain(['check', 'all', '--herd', 'off'], { cwd });
    expect(checked.stdout).toContain('18 tests: 18 as expected');
  });

  test('a scenario that changed: what is left over goes', async () => {
    const cwd = library();
    await generate(cwd);
    writeFileSync(
      join(cwd, 'litmus/scenarios/my-sb.yaml'),
      sbScenario().replace('[none, rmb, mb]', '[none, mb]'),
    );
    expect((await generate(cwd)).stdout).toBe('5 files in 1 folder of litmus: 3 written or removed\n');
    expect(files(join(cwd, 'litmus/my-sb'))).not.toContain('my-sb+mb+rmb+both-miss.litmus');
    expect((await generate(cwd, '--check')).status).toBe(0);
  });
});

describe('--check', () => {
  test('fresh files', async () => {
    const cwd = library();
    await generate(cwd);
    const { status, stdout } = await generate(cwd, '--check');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '5 files in 1 folder are fresh\n' });
  });

  test('names what is changed, missing or left over, and what renews it; writes nothing', async () => {
    const cwd = library();
    await generate(cwd);
    const folder = join(cwd, 'litmus/my-sb');
    const changed = join(folder, 'my-sb+mb+mb+both-miss.litmus');
    writeFileSync(changed, 'C changed\n');
    rmSync(join(folder, 'my-sb+mb+mb+left-wins.litmus'));
    mkdirSync(join(cwd, 'litmus/old'));
    writeFileSync(join(cwd, 'litmus/old/README.md'), readFileSync(join(folder, 'README.md')));
    const { status, stdout, stderr } = await generate(cwd, '--check');
    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        'changed: litmus/my-sb/my-sb+mb+mb+both-miss.litmus',
        'missing: litmus/my-sb/my-sb+mb+mb+left-wins.litmus',
        'left over: litmus/old',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('mbpair: stale; renew with: mbpair generate\n');
    expect(readFileSync(changed, 'utf8')).toBe('C changed\n');
  });
});

describe('what is not ours', () => {
  test('is not overwritten without --force, and nothing else is written then', async () => {
    const cwd = library();
    const folder = join(cwd, 'litmus/my-sb');
    mkdirSync(folder);
    writeFileSync(join(folder, 'my-sb+mb+mb+both-miss.litmus'), 'my own\n');
    const refused = await generate(cwd);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('not overwritten without --force: my-sb+mb+mb+both-miss.litmus');
    expect(files(folder)).toEqual(['my-sb+mb+mb+both-miss.litmus']);
    expect((await generate(cwd, '--force')).status).toBe(0);
    expect(readFileSync(join(folder, 'my-sb+mb+mb+both-miss.litmus'), 'utf8')).toMatch(/^C my-sb/);
  });

  test('a README.md of the user is not overwritten either, and other files stay', async () => {
    const cwd = library();
    await generate(cwd);
    const folder = join(cwd, 'litmus/my-sb');
    writeFileSync(join(folder, 'mine.litmus'), 'my own\n');
    expect((await generate(cwd)).status).toBe(0);
    expect(readFileSync(join(folder, 'mine.litmus'), 'utf8')).toBe('my own\n');
    writeFileSync(join(folder, 'README.md'), 'my own\n');
    const { status, stderr } = await generate(cwd);
    expect(status).toBe(2);
    expect(stderr).toContain('README.md');
  });

  test('a link leads nowhere else', async () => {
    const cwd = library();
    mkdirSync(join(cwd, 'elsewhere'));
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'litmus/my-sb'));
    const { status, stderr } = await generate(cwd, '--force');
    expect(status).toBe(2);
    expect(stderr).toContain('my-sb is a link: nothing is written there');
    expect(files(join(cwd, 'elsewhere'))).toEqual([]);
  });
});

test('the interrupt key leaves whole files or none', async () => {
  const cwd = library();
  const { status } = await runMain(['generate'], { cwd, interrupt: (stop) => stop() });
  expect(status).toBe(130);
  expect(existsSync(join(cwd, 'litmus/my-sb'))).toBe(false);
});

describe('one choice', () => {
  test("is today's but for what is chosen, with its verdict", async () => {
    const cwd = library();
    const args = ['my-sb', '--choose', 'right=rmb', '-o', '-'];
    const { status, stdout, stderr } = await generate(cwd, ...args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^C my-sb\+mb\+rmb\+both-miss\n/);
    expect(stdout).toContain(' * Result: Sometimes\n');
    expect(stdout).toContain('smp_rmb();');
    expect(stderr).toBe('mbpair: this is both-miss; --outcome has the others: left-wins\n');
    const checked = await runMain(['check', '-', '--herd', 'off'], { stdin: stdout });
    expect(checked.status).toBe(0);
  });

  test('--outcome has the other tests of the choice', async () => {
    const { stdout, stderr } = await generate(library(), 'my-sb', '--outcome', 'left-wins', '-o', '-');
    expect(stdout).toMatch(/^C my-sb\+mb\+mb\+left-wins\n/);
    expect(stderr).toBe('');
  });

  test.each([
    [['--choose', 'lefd=mb'], 'there is no slot lefd (did you mean'],
    [['--choose', 'left=bm'], 'there is no filling of left bm (did you mean'],
    [['--choose', 'left'], 'slot=filling is expected, not left'],
    [['--choose', 'left=mb', '--choose', 'left=none'], 'slot left is chosen twice'],
    [['-o', '-', '--outcome', 'none'], 'there is no outcome none'],
    [['--choose', 'left=mb', '--all'], '--all and --check are about folders'],
    [['--outcome', 'left-wins'], '--outcome is for one choice'],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await generate(library(), 'my-sb', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

test('a bad scenario: status 2 with its place, and the others are generated', async () => {
  const cwd = library();
  writeFileSync(join(cwd, 'litmus/scenarios/bad.yaml'), sbScenario({ id: 'bad', today: '{ left: mb }' }));
  const { status, stderr } = await generate(cwd);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^litmus\/scenarios\/bad\.yaml:\d+:\d+: error: /);
  expect(existsSync(join(cwd, 'litmus/my-sb/README.md'))).toBe(true);
});
