/** The text of one input file. */

import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Diagnostic } from '../base/diagnostic.ts';
import { type Source, sourceFromBytes } from '../base/source.ts';
import type { NamedFile } from './inputs.ts';
import type { Io } from './io.ts';
import { problem, reasonOf } from './problem.ts';

/** The longest test read, in bytes; the longest public test has some 20,000. */
export const largestTest = 16 * 1024 * 1024;

export type ReadResult =
  | { readonly read: true; readonly source: Source }
  | { readonly read: false; readonly problem: Diagnostic };

/** Reads at most `largest` bytes, so that a device or a pipe without end does no harm. */
export async function readInput(
  file: NamedFile,
  io: Pick<Io, 'readStdin'>,
  largest = largestTest,
): Promise<ReadResult> {
  try {
    const bytes = file.path === '' ? await io.readStdin(largest) : await readBytes(file.path, largest);
    return readResult(file, bytes, largest);
  } catch (error) {
    return unreadable(file, error);
  }
}

/** The same at once, of a regular file. */
export function readInputNow(file: NamedFile, largest = largestTest): ReadResult {
  try {
    const bytes = readRegular(file.path, largest);
    if (bytes !== undefined) return readResult(file, bytes, largest);
  } catch (error) {
    return unreadable(file, error);
  }
  return unreadable(file, new Error('no regular file any more'));
}

function readResult(file: NamedFile, bytes: Uint8Array, largest: number): ReadResult {
  if (bytes.length > largest) {
    return { read: false, problem: problem('input/too-large', file.shown, `more than ${largest} bytes`) };
  }
  return { read: true, source: sourceFromBytes(file.shown, bytes) };
}

function unreadable(file: NamedFile, error: unknown): ReadResult {
  return {
    read: false,
    problem: problem('input/unreadable', file.shown, `cannot be read: ${reasonOf(error)}`),
  };
}

/** At most `limit` bytes and one, so that a longer file is recognised; throws what the system says. */
export async function readBytes(path: string, limit: number): Promise<Uint8Array> {
  return readRegular(path, limit) ?? readAnything(path, limit);
}

/** At once, in a twentieth of the time that promises take; undefined: no regular file. */
function readRegular(path: string, limit: number): Uint8Array | undefined {
  // A pipe is not even opened: its writer would see the reader come and go.
  if (!statSync(path).isFile()) return undefined;
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(handle);
    if (!found.isFile()) return undefined;
    // One byte more than its length shows that it ended there; /proc says 0 of everything.
    let buffer = Buffer.allocUnsafe(Math.min(limit, found.size) + 1);
    let total = 0;
    for (;;) {
      const length = readSync(handle, buffer, total, buffer.length - total, null);
      total += length;
      if (length === 0 || total > limit) return buffer.subarray(0, total);
      if (total === buffer.length) {
        buffer = Buffer.concat([buffer], Math.min(limit + 1, Math.max(2 * total, 65_536)));
      }
    }
  } finally {
    closeSync(handle);
  }
}

async function readAnything(path: string, limit: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const parts: Uint8Array[] = [];
    let total = 0;
    while (total <= limit) {
      const buffer = new Uint8Array(Math.min(limit + 1 - total, 65_536));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      parts.push(buffer.subarray(0, bytesRead));
      total += bytesRead;
    }
    return Buffer.concat(parts);
  } finally {
    await handle.close();
  }
}
