/**
 * From the arguments to the files: folders, patterns, @lists and `-` become a list of files, in the
 * order of the arguments, each file once. What is wrong with an argument is a diagnostic, and the
 * other arguments still count.
 */

import { type Dirent, type Stats, statSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { expandPattern, isPattern } from './glob.ts';
import { codeOf, problem, reasonOf } from './problem.ts';

export interface NamedFile {
  /** As the user named it, or as found below a folder that the user named; `-`: standard input. */
  readonly shown: string;
  /** Absolute; empty for standard input. */
  readonly path: string;
}

/** A file that was found. */
export interface InputFile extends NamedFile {
  /** A regular file: reading it waits for nobody. */
  readonly regular: boolean;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly Diagnostic[];
}

/** Lists may name lists; a bound against a list that names itself. */
const deepestList = 8;

const largestList = 16 * 1024 * 1024;

/** `extension`: of the files that count in a folder. */
export async function findInputs(
  args: readonly string[],
  cwd: string,
  extension = '.litmus',
): Promise<Inputs> {
  const files = new Map<string, InputFile>();
  const problems: Diagnostic[] = [];
  for (const arg of args) await addArgument(arg, cwd, 0);
  return { files: [...files.values()], problems };

  function add(shown: string, path: string, regular: boolean): void {
    if (!files.has(path)) files.set(path, { shown, path, regular });
  }

  async function addArgument(arg: string, base: string, depth: number): Promise<void> {
    if (arg === '-') return add('-', '', false);
    if (arg === '') return void problems.push(problem('input/missing', arg, 'an empty path names nothing'));
    if (/(^|\/)@[^/]+$|^@./.test(arg)) return addList(arg, base, depth);
    const path = resolve(base, arg);
    let found: Stats;
    try {
      // At once: of a hundred thousand names, promises would take seconds.
      found = statSync(path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || !isPattern(arg)) {
        problems.push(await missing(arg, path, error));
        return;
      }
      const matches = await expandPattern(arg, base);
      if (matches.length === 0) {
        problems.push(problem('input/no-match', arg, 'no file matches this pattern'));
      }
      for (const match of matches) await addArgument(match, base, depth);
      return;
    }
    if (found.isDirectory()) await addFolder(arg, path);
    else add(arg, path, found.isFile());
  }

  async function addList(arg: string, base: string, depth: number): Promise<void> {
    const list = await listFile(arg, base);
    const path = resolve(base, list);
    if (depth >= deepestList) {
      problems.push(problem('input/list-depth', arg, `lists name lists more than ${deepestList} deep`));
      return;
    }
    let text: string;
    try {
      const { size } = await stat(path);
      if (size > largestList) {
        problems.push(problem('input/too-large', arg, `a list of more than ${largestList} bytes`));
        return;
      }
      text = await readFile(path, 'utf8');
    } catch (error) {
      problems.push(await missing(arg, path, error));
      return;
    }
    const names = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    if (names.length === 0) problems.push(problem('input/empty-list', arg, 'the list names no file'));
    for (const name of names) await addArgument(besideList(list, name), base, depth + 1);
  }

  async function addFolder(arg: string, path: string): Promise<void> {
    const troubles = problems.length;
    const shown = arg.replace(/\/+$/, '') || '/';
    const seen = new Set<string>();
    const names: { name: string; regular: boolean }[] = [];
    const todo = [''];
    for (let below = todo.pop(); below !== undefined; below = todo.pop()) {
      const folder = join(path, below);
      let entries: Dirent[];
      try {
        const real = await realpath(folder);
        if (seen.has(real)) continue;
        seen.add(real);
        entries = await readdir(folder, { withFileTypes: true });
      } catch (error) {
        problems.push(problem('input/unreadable', join(shown, below), `cannot be read: ${reasonOf(error)}`));
        continue;
      }
      for (const entry of entries) {
        const name = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) todo.push(name);
        else if (entry.name.endsWith(extension)) names.push({ name, regular: entry.isFile() });
      }
    }
    names.sort((a, b) => (a.name < b.name ? -1 : 1));
    const prefix = shown === '.' ? '' : shown === '/' ? '/' : `${shown}/`;
    for (const { name, regular } of names) {
      if (regular) add(`${prefix}${name}`, join(path, name), true);
      else await addBelow(`${prefix}${name}`, join(path, name));
    }
    if (names.length === 0 && problems.length === troubles) {
      problems.push(
        problem(
          'input/no-tests',
          arg,
          `no ${extension} file in this folder or below`,
          'name the files themselves if they end otherwise',
        ),
      );
    }
  }

  /** A name found in a folder that is no regular file: a link, perhaps to nothing or to a folder. */
  async function addBelow(shown: string, path: string): Promise<void> {
    try {
      const found = await stat(path);
      if (!found.isDirectory()) add(shown, path, found.isFile());
    } catch (error) {
      problems.push(await missing(shown, path, error));
    }
  }
}

/** herd7's lists have names that begin with `@`; any other file is a list when `@` stands before it. */
async function listFile(arg: string, base: string): Promise<string> {
  try {
    await stat(resolve(base, arg));
    return arg;
  } catch {
    return arg.startsWith('@') ? arg.slice(1) : arg;
  }
}

/** Names in a list count from the list's folder, as herd7 reads them. */
function besideList(list: string, name: string): string {
  const folder = dirname(list);
  return name.startsWith('/') || name === '-' || folder === '.' ? name : join(folder, name);
}

/** Why a path could not be looked up, and what the user may have meant. */
async function missing(shown: string, path: string, error: unknown): Promise<Diagnostic> {
  if (codeOf(error) !== 'ENOENT') {
    return problem('input/unreadable', shown, `cannot be read: ${reasonOf(error)}`);
  }
  const folder = dirname(path);
  let siblings: Dirent[] = [];
  try {
    siblings = await readdir(folder, { withFileTypes: true });
  } catch {
    return problem('input/missing', shown, 'no such file or folder');
  }
  const name = path.slice(folder.length).replace(/^\//, '');
  if (siblings.some((entry) => entry.name === name)) {
    return problem('input/broken-link', shown, 'a symbolic link to a file that does not exist');
  }
  const near = didYouMean(
    name,
    siblings.map((entry) => entry.name),
  );
  return problem('input/missing', shown, 'no such file or folder', near);
}
