/**
 * Folders of generated files on disk: what is stale, what stands in the way, and writing them so that
 * no file is ever half there. A file is ours if the README.md beside it is and names it.
 */

import { lstat, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type LitmusFolder, namedFiles } from '../report/litmus-folder.ts';
import { writeWhole } from './output-file.ts';
import { codeOf } from './problem.ts';

export interface FolderState {
  /** Files that are not as they would be made, with what is wrong. */
  readonly stale: readonly { readonly file: string; readonly why: 'missing' | 'changed' | 'left over' }[];
  /** Files that would be overwritten though nothing says that they were generated. */
  readonly foreign: readonly string[];
  /** Nothing may be written, whatever is asked: the folder is a link, a target no file. */
  readonly obstacle?: string;
}

/** `outer`: the folder that holds the folders. */
export async function lookAt(outer: string, wanted: LitmusFolder): Promise<FolderState> {
  const folder = join(outer, wanted.name);
  const kind = await kindOf(folder);
  if (kind === undefined) {
    return { stale: wanted.files.map(({ name }) => ({ file: name, why: 'missing' })), foreign: [] };
  }
  if (kind !== 'folder')
    return { stale: [], foreign: [], obstacle: `${folder} is ${kind === 'file' ? 'a file' : kind}` };
  const readme = await textOf(join(folder, 'README.md'));
  const ours = readme === undefined ? undefined : namedFiles(readme);
  const stale: FolderState['stale'][number][] = [];
  const foreign: string[] = [];
  for (const { name, text } of wanted.files) {
    const path = join(folder, name);
    const there = await kindOf(path);
    if (there === undefined) stale.push({ file: name, why: 'missing' });
    else if (there !== 'file') {
      return { stale: [], foreign: [], obstacle: `${path} is ${there === 'folder' ? 'a folder' : there}` };
    } else if ((await textOf(path)) !== text) {
      stale.push({ file: name, why: 'changed' });
      if (ours?.has(name) !== true) foreign.push(name);
    }
  }
  const names = new Set(wanted.files.map((f) => f.name));
  for (const name of (await readdir(folder)).sort()) {
    if (name.endsWith('.litmus') && !names.has(name) && ours?.has(name) === true) {
      stale.push({ file: name, why: 'left over' });
    }
  }
  return { stale, foreign };
}

export interface Writing {
  /** Looked at between files. */
  readonly isStopped: () => boolean;
}

/** How many files were written or removed; `lookAt` has found nothing in the way. Throws what the system says. */
export async function writeFolder(
  outer: string,
  wanted: LitmusFolder,
  { stale }: FolderState,
  { isStopped }: Writing,
): Promise<number> {
  const folder = join(outer, wanted.name);
  await mkdir(folder, { recursive: true });
  let count = 0;
  // What is left over goes first and the list of names is next, so that at each moment every
  // generated file is one that the list names.
  for (const { file } of stale.filter((s) => s.why === 'left over')) {
    if (isStopped()) return count;
    await rm(join(folder, file));
    count++;
  }
  const changed = new Set(stale.map((s) => s.file));
  for (const { name, text } of wanted.files) {
    if (!changed.has(name)) continue;
    if (isStopped()) return count;
    await writeWhole(join(folder, name), text);
    count++;
  }
  return count;
}

/** Folders with a README.md of ours that belong to no scenario any more. */
export async function orphans(outer: string, known: ReadonlySet<string>): Promise<string[]> {
  let names: string[];
  try {
    names = (await readdir(outer)).sort();
  } catch {
    return [];
  }
  const found: string[] = [];
  for (const name of names) {
    if (known.has(name)) continue;
    const readme = await textOf(join(outer, name, 'README.md'));
    if (readme !== undefined && namedFiles(readme) !== undefined) found.push(name);
  }
  return found;
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'a link' | 'no file' | undefined> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return 'a link';
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'no file';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
