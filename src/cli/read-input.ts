/** The text of one input file. */

import { open } from 'node:fs/promises';
import type { Diagnostic } from '../base/diagnostic.ts';
import { type Source, sourceFromBytes } from '../base/source.ts';
import type { InputFile } from './inputs.ts';
import type { Io } from './io.ts';
import { problem, reasonOf } from './problem.ts';

/** The longest test read, in bytes; the longest public test has some 20,000. */
export const largestTest = 16 * 1024 * 1024;

export type ReadResult =
  | { readonly read: true; readonly source: Source }
  | { readonly read: false; readonly problem: Diagnostic };

/** Reads at most `largest` bytes, so that a device or a pipe without end does no harm. */
export async function readInput(
  file: InputFile,
  io: Pick<Io, 'readStdin'>,
  largest = largestTest,
): Promise<ReadResult> {
  let bytes: Uint8Array;
  try {
    bytes = file.path === '' ? await io.readStdin(largest) : await readBytes(file.path, largest);
  } catch (error) {
    return {
      read: false,
      problem: problem('input/unreadable', file.shown, `cannot be read: ${reasonOf(error)}`),
    };
  }
  if (bytes.length > largest) {
    return { read: false, problem: problem('input/too-large', file.shown, `more than ${largest} bytes`) };
  }
  return { read: true, source: sourceFromBytes(file.shown, bytes) };
}

/** At most `limit` bytes and one, so that a longer file is recognised; throws what the system says. */
export async function readBytes(path: string, limit: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const parts: Uint8Array[] = [];
    let total = 0;
    while (total <= limit) {
      const buffer = new Uint8Array(Math.min(limit + 1 - total, Math.max(size - total + 1, 65_536)));
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
