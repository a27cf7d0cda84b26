import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expandBraces, expandPattern } from '../../src/cli/glob.ts';
import { findInputs } from '../../src/cli/inputs.ts';
import { largestTest } from '../../src/cli/read-input.ts';
import { relativePath } from '../../src/cli/relative-path.ts';
import { runMain, temporaryFolder } from './run-main.ts';
import { sb } from './tests.ts';

/** A folder with these files, each a small test unless a text is given. */
function folder(files: readonly string[], texts: Readonly<Record<string, string>> = {}): string {
  const cwd = temporaryFolder();
  const put = (name: string, text: string) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  for (const name of files) put(name, sb());
  for (const [name, text] of Object.entries(texts)) put(name, text);
  return cwd;
}

/** The files found, as shown, and the codes of the problems with the file that each names. */
async function found(cwd: string, ...args: string[]) {
  const { files, problems } = await findInputs(args, cwd);
  return {
    files: files.map((f) => f.shown),
    problems: problems.map((d) => `${d.source.name}: ${d.code}${d.hint === undefined ? '' : `, ${d.hint}`}`),
  };
}

describe('folders', () => {
  test('every *.litmus below, sorted, whatever else is there', async () => {
    const cwd = folder(['t/b.litmus', 't/a.litmus', 't/a/c.litmus', 't/Z.litmus'], { 't/note.txt': '' });
    expect(await found(cwd, 't')).toEqual({
      files: ['t/Z.litmus', 't/a.litmus', 't/a/c.litmus', 't/b.litmus'],
      problems: [],
    });
  });

  test('the same, with a slash or a dot', async () => {
    const cwd = folder(['t/a.litmus']);
    expect((await found(cwd, 't/')).files).toEqual(['t/a.litmus']);
    expect((await found(cwd, '.')).files).toEqual(['t/a.litmus']);
    expect((await found(cwd, join(cwd, 't'))).files).toEqual([join(cwd, 't/a.litmus')]);
  });

  test('each file once, where it was first named', async () => {
    const cwd = folder(['t/a.litmus', 't/b.litmus']);
    expect((await found(cwd, 't/b.litmus', 't', './t/a.litmus')).files).toEqual(['t/b.litmus', 't/a.litmus']);
  });

  test('without a test, and with links that form a ring', async () => {
    const cwd = folder([], { 't/note.txt': '' });
    symlinkSync('.', join(cwd, 't', 'ring'));
    expect((await found(cwd, 't')).problems).toEqual([
      't: input/no-tests, name the files themselves if they end otherwise',
    ]);
  });

  test('a broken link in it is told, and the rest found', async () => {
    const cwd = folder(['t/a.litmus']);
    symlinkSync('nowhere', join(cwd, 't', 'b.litmus'));
    expect(await found(cwd, 't')).toEqual({
      files: ['t/a.litmus'],
      problems: ['t/b.litmus: input/broken-link'],
    });
  });
});

describe('files', () => {
  test('one that is missing, with a near name', async () => {
    const cwd = folder(['MP+poonceonces.litmus']);
    expect((await found(cwd, 'MP+poonceonce.litmus')).problems).toEqual([
      'MP+poonceonce.litmus: input/missing, did you mean MP+poonceonces.litmus?',
    ]);
    expect((await found(cwd, 'no/such/file')).problems).toEqual(['no/such/file: input/missing']);
    expect((await found(cwd, 'MP+poonceonces.litmus/x')).problems).toEqual([
      'MP+poonceonces.litmus/x: input/unreadable',
    ]);
  });

  test('one that ends otherwise is taken when it is named', async () => {
    const cwd = folder([], { 'test.txt': sb() });
    expect((await found(cwd, 'test.txt')).files).toEqual(['test.txt']);
  });

  // Root reads everything.
  test.runIf(process.getuid?.() !== 0)(
    'one that may not be read is bad input, the others are judged',
    async () => {
      const cwd = folder(['a.litmus', 'b.litmus']);
      chmodSync(join(cwd, 'a.litmus'), 0o000);
      const { status, stdout, stderr } = await runMain(['check', '.', '--herd', 'off'], { cwd });
      expect(status).toBe(2);
      expect(stderr).toBe('a.litmus: error: cannot be read: permission denied [input/unreadable]\n');
      expect(stdout).toContain('1 test: 1 as expected, 1 bad input');
    },
  );

  test('one that cannot be read is told in its turn, and the others are judged', async () => {
    const cwd = folder(['a.litmus', 'b.litmus', 'c.litmus']);
    truncateSync(join(cwd, 'b.litmus'), largestTest + 1);
    const { status, stdout } = await runMain(['check', '.', '--herd', 'off', '--format', 'jsonl'], { cwd });
    expect(status).toBe(2);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((l) => l.test?.file ?? l.problem?.file ?? Object.keys(l))).toEqual([
      'a.litmus',
      'b.litmus',
      'c.litmus',
    ]);
  });

  test('one that goes away before its turn is bad input', async () => {
    const cwd = folder(['a.litmus', 'b.litmus', 'c.litmus']);
    const { status, stdout, stderr } = await runMain(['check', '.', '--herd', 'off'], {
      cwd,
      // Everything has been found by then and nothing read.
      interrupt: () => unlinkSync(join(cwd, 'b.litmus')),
    });
    expect(status).toBe(2);
    expect(stderr).toBe('b.litmus: error: cannot be read: no such file or folder [input/unreadable]\n');
    expect(stdout).toContain('2 tests: 2 as expected, 1 bad input');
  });

  test('a pipe is read once, to its end', async () => {
    const cwd = folder(['a.litmus']);
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const text = readFileSync(join(cwd, 'a.litmus'));
    const writing = writeFile(join(cwd, 'pipe'), text);
    const { status, stdout } = await runMain(['check', 'pipe', 'a.litmus', '--herd', 'off'], { cwd });
    await writing;
    expect(status).toBe(0);
    expect(stdout).toContain('2 tests: 2 as expected');
  });

  test.runIf(existsSync('/proc/version'))('one of the system’s that says it is empty is read', async () => {
    const { stderr } = await runMain(['check', '/proc/version', '--herd', 'off']);
    expect(stderr).toContain('Linux');
  });

  test('one without end is cut off, not read into memory', async () => {
    const { status, stderr } = await runMain(['check', '/dev/zero', '--herd', 'off']);
    expect(status).toBe(2);
    expect(stderr).toBe(`/dev/zero: error: more than ${largestTest} bytes [input/too-large]\n`);
  });
});

describe('patterns', () => {
  const names = ['a.litmus', 'sub/b.litmus', 'sub/deep/c.litmus', 'sub/d.txt', '.hidden/e.litmus'];

  test.each([
    ['*.litmus', ['a.litmus']],
    ['**/*.litmus', ['a.litmus', 'sub/b.litmus', 'sub/deep/c.litmus']],
    ['sub/*', ['sub/b.litmus', 'sub/d.txt', 'sub/deep']],
    ['sub/[a-b].litmus', ['sub/b.litmus']],
    ['sub/[!b].*', ['sub/d.txt']],
    ['sub/?.txt', ['sub/d.txt']],
    ['{a,sub/b}.litmus', ['a.litmus', 'sub/b.litmus']],
    ['./*.litmus', ['./a.litmus']],
    ['.hidden/*', ['.hidden/e.litmus']],
    ['nothing*', []],
  ])('%s', async (pattern, expected) => {
    expect(await expandPattern(pattern, folder(names))).toEqual(expected);
  });

  test('one that names an existing file is that file', async () => {
    const cwd = folder(['a[1].litmus', 'a1.litmus']);
    expect((await found(cwd, 'a[1].litmus')).files).toEqual(['a[1].litmus']);
  });

  test('one that matches nothing is told', async () => {
    expect((await found(folder([]), 'x*.litmus')).problems).toEqual(['x*.litmus: input/no-match']);
  });

  test('braces do not multiply without bound', () => {
    expect(expandBraces('{a,b}c{d,e}')).toEqual(['acd', 'ace', 'bcd', 'bce']);
    expect(expandBraces('{a,b}'.repeat(40)).length).toBeLessThanOrEqual(1000);
  });
});

describe('lists', () => {
  test('names count from the folder of the list; blank lines and # are passed over', async () => {
    const cwd = folder(['t/a.litmus', 't/sub/b.litmus'], { 't/list': '# tests\n\na.litmus\nsub\n' });
    expect((await found(cwd, '@t/list')).files).toEqual(['t/a.litmus', 't/sub/b.litmus']);
  });

  test("herd7's lists, whose own name begins with @, may name others", async () => {
    const cwd = folder(['t/a.litmus', 'b.litmus'], { 't/@all': 'a.litmus\n', '@top': 't/@all\nb.litmus\n' });
    expect((await found(cwd, '@top')).files).toEqual(['t/a.litmus', 'b.litmus']);
    expect((await found(cwd, 't/@all')).files).toEqual(['t/a.litmus']);
  });

  test('one that names itself, one that is empty, one that is missing', async () => {
    const cwd = folder([], { '@ring': '@ring\n', empty: '\n' });
    expect((await found(cwd, '@ring')).problems).toEqual(['@ring: input/list-depth']);
    expect((await found(cwd, '@empty')).problems).toEqual(['@empty: input/empty-list']);
    expect((await found(cwd, '@nolist')).problems).toEqual(['@nolist: input/missing']);
  });
});

test('paths in documents are relative, with forward slashes', () => {
  expect(relativePath('/a/b/c.litmus', '/a')).toBe('b/c.litmus');
  expect(relativePath('../x.litmus', '/a/b')).toBe('../x.litmus');
  expect(relativePath('./b//c.litmus', '/a')).toBe('b/c.litmus');
  expect(relativePath('@b/list', '/a')).toBe('@b/list');
  expect(relativePath('-', '/a')).toBe('-');
});

test('an empty path names nothing, least of all this folder', async () => {
  expect((await found(folder(['a.litmus']), '')).problems).toEqual([': input/missing']);
});
