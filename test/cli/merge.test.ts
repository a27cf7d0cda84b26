/** `--shard` and `mbpair merge`: the shards of a run together are the run, byte for byte. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { runMain, temporaryFolder } from './run-main.ts';
import { deadlock, race, sb } from './tests.ts';

/** Seven tests of every status, one missing file and one that is too long to be read. */
function world(): { cwd: string; paths: string[] } {
  const cwd = temporaryFolder();
  const texts = [
    sb({ name: 'a', result: 'Result: Never' }),
    sb({ name: 'b', barrier: 'smp_mb();', result: 'Result: Never' }),
    deadlock(),
    race('Result: Sometimes'),
    sb({ name: 'e', barrier: 'smp_bm();' }),
    'no test\n',
    sb({ name: 'g' }),
  ];
  texts.forEach((text, i) => {
    writeFileSync(join(cwd, `t${i}.litmus`), text);
  });
  writeFileSync(join(cwd, 'u.litmus'), new Uint8Array(16 * 1024 * 1024 + 1));
  return { cwd, paths: ['.', 'none.litmus'] };
}

async function sharded(cwd: string, args: readonly string[], of: number): Promise<string[]> {
  const files: string[] = [];
  for (let index = of; index >= 1; index--) {
    const file = `shard-${index}.json`;
    const shard = ['--shard', `${index}/${of}`, '--format', 'json', '-o', file];
    const { stderr } = await runMain([...args, ...shard], { cwd });
    expect(stderr).toBe('');
    files.push(file);
  }
  return files;
}

describe('check', () => {
  test.each([1, 2, 3, 8, 20])('%i shards', async (of) => {
    const { cwd, paths } = world();
    const whole = await runMain(['check', ...paths, '--format', 'json'], { cwd });
    const files = await sharded(cwd, ['check', ...paths], of);
    expect(await runMain(['merge', ...files], { cwd })).toEqual(whole);
    expect(whole.status).toBe(2);
    expect(await runMain(['merge', '-o', 'all.json', ...files], { cwd })).toMatchObject({
      status: 2,
      stdout: '',
    });
    expect(readFileSync(join(cwd, 'all.json'), 'utf8')).toBe(whole.stdout);
  });

  test('a shard is what the schema says', async () => {
    const { cwd, paths } = world();
    const { stdout } = await runMain(['check', ...paths, '--shard', '2/3', '--format', 'json'], { cwd });
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync('src/report/check.schema.json', 'utf8')) as object,
    );
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(JSON.parse(stdout)).toMatchObject({ shard: { index: 2, of: 3, total: 8, positions: [1, 4] } });
  });
});

test('verify: the scenarios of two shards', async () => {
  const cwd = temporaryFolder();
  const library = resolve('litmus/scenarios');
  const names = ['gup-truncate-flag', 'gup-truncate-unmap', 'gup-fast-fork'];
  const args = ['verify', ...names.map((name) => join(library, `${name}.yaml`))];
  const whole = await runMain([...args, '--format', 'json'], { cwd });
  const files = await sharded(cwd, args, 2);
  expect(await runMain(['merge', ...files], { cwd })).toEqual(whole);
});

describe('what is no run is refused', () => {
  async function refused(
    change: (cwd: string, files: string[], paths: string[]) => Promise<string[]> | string[],
  ) {
    const { cwd, paths } = world();
    const files = await sharded(cwd, ['check', ...paths], 3);
    const ended = await runMain(['merge', ...(await change(cwd, files, paths))], { cwd });
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    return ended.stderr;
  }

  test('a shard is missing', async () => {
    expect(await refused((_, files) => files.slice(1))).toBe('mbpair merge: shard 3/3 is missing\n');
  });

  test('a shard is there twice', async () => {
    expect(await refused((_, files) => [...files, 'shard-1.json'])).toBe(
      'mbpair merge: shard-1.json and shard-1.json: both are shard 1/3\n',
    );
  });

  test('of another run', async () => {
    const made = async (cwd: string, files: string[], args: readonly string[]) => {
      await runMain(['check', ...args, '--format', 'json', '-o', 'shard-1.json'], { cwd });
      return files;
    };
    expect(
      await refused((cwd, files, paths) =>
        made(cwd, files, [...paths, '--shard', '1/3', '--expect', 'Never']),
      ),
    ).toMatch(/: of another run than shard-3.json: other files, or other options\n$/);
    expect(await refused((cwd, files) => made(cwd, files, ['t0.litmus', '--shard', '1/3']))).toContain(
      'of another run',
    );
    expect(await refused((cwd, files, paths) => made(cwd, files, [...paths, '--shard', '1/2']))).toContain(
      'one of 2 shards, but shard-3.json one of 3',
    );
    expect(await refused((cwd, files, paths) => made(cwd, files, paths))).toContain(
      'shard-1.json: not a shard: it was made without --shard',
    );
  });

  test('an interrupted shard', async () => {
    const stderr = await refused(async (cwd, files, paths) => {
      const args = ['check', ...paths, '--shard', '1/3', '--format', 'json', '-o', 'shard-1.json'];
      const ended = await runMain(args, { cwd, interrupt: (stop) => stop() });
      expect(ended.status).toBe(130);
      return files;
    });
    expect(stderr).toBe('mbpair merge: shard-1.json: shard 1/3 was interrupted with 3 not done\n');
  });

  test.each([
    ['no json', '{', 'not JSON: '],
    ['no report', '{}', 'not a report of mbpair'],
    ['a list', '[]', 'not a report of mbpair'],
    [
      'no shard',
      '{"schema":"mbpair/1","command":"check","shard":1,"tests":[],"problems":[],"summary":{}}',
      'a damaged',
    ],
  ])('%s', async (_, text, complaint) => {
    const stderr = await refused((cwd, files) => {
      writeFileSync(join(cwd, 'bad.json'), text);
      return [...files, 'bad.json'];
    });
    expect(stderr).toContain(`mbpair merge: bad.json: ${complaint}`);
  });

  test('a damaged shard, a missing file', async () => {
    expect(
      await refused((cwd, files) => {
        const shard = JSON.parse(readFileSync(join(cwd, 'shard-1.json'), 'utf8')) as { tests: unknown[] };
        shard.tests.pop();
        writeFileSync(join(cwd, 'shard-1.json'), JSON.stringify(shard));
        return files;
      }),
    ).toContain('shard-1.json: a damaged report');
    expect(await refused((_, files) => [...files, 'none.json'])).toContain(
      'none.json: cannot be read: no such file',
    );
  });

  test.each(['0/3', '4/3', '1', '1/0', 'a/b', '1/2/3'])('--shard %s', async (shard) => {
    const { status, stderr } = await runMain(['check', '.', '--shard', shard]);
    expect(status).toBe(2);
    expect(stderr).toContain('Two numbers such as 1/4');
  });
});
