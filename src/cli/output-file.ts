/** The product in a file that appears whole or not at all. */

import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from './problem.ts';

/** Why the file could not be written, asked before the work is done; undefined when it can be. */
export async function outputComplaint(path: string): Promise<string | undefined> {
  try {
    const there = await statOrNothing(path);
    if (there?.isDirectory() === true) return 'is a folder';
    await access(there === undefined || there.isFile() ? dirname(path) : path, constants.W_OK);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * Writes beside the target and renames, so that a reader sees the old file or the new one; a pipe or
 * a device is written to. Throws what the system says, an old file then unchanged.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const there = await statOrNothing(path);
  if (there !== undefined && !there.isFile()) return writeFile(path, text);
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function statOrNothing(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}
