/**
 * Files that a command makes anew each time: which of them are stale, which would overwrite somebody
 * else's work, and writing them so that no file is ever half there.
 */

import { lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from './output-file.ts';
import { codeOf } from './problem.ts';

export interface MadeFile {
  /** Below the output folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** What a file of ours at this path holds near its beginning. */
  readonly marker: string;
  /** The part of its text by which it is fresh or stale; absent: all of it. */
  readonly essence?: (text: string) => string;
}

export interface FileState {
  readonly file: MadeFile;
  /** `foreign`: a file is there that nothing shows to be ours. `equal`: as fresh, in other words. */
  readonly is: 'fresh' | 'equal' | 'missing' | 'changed' | 'foreign' | 'obstructed';
}

/** So far into a file its marker is looked for. */
const head = 400;

export async function lookAtFile(outer: string, file: MadeFile): Promise<FileState> {
  const parts = file.path.split('/');
  for (const [i] of parts.entries()) {
    const last = i === parts.length - 1;
    const found = await kindOf(join(outer, ...parts.slice(0, i + 1)));
    if (found === undefined) return { file, is: 'missing' };
    // Through a link something outside the folder would be written.
    if (found !== (last ? 'file' : 'folder')) return { file, is: 'obstructed' };
  }
  const text = await readFile(join(outer, file.path), 'utf8');
  const essence = file.essence ?? ((whole: string) => whole);
  if (essence(text) === essence(file.text)) return { file, is: text === file.text ? 'fresh' : 'equal' };
  return { file, is: text.slice(0, head).includes(file.marker) ? 'changed' : 'foreign' };
}

/** How many were written. Throws what the system says. */
export async function writeFiles(
  outer: string,
  files: readonly MadeFile[],
  isStopped: () => boolean,
): Promise<number> {
  let count = 0;
  for (const file of files) {
    if (isStopped()) break;
    const path = join(outer, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, file.text);
    count++;
  }
  return count;
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | undefined> {
  try {
    const found = await lstat(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
