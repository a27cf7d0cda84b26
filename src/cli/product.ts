/** Where a command writes what it was asked for: standard output as it comes, or a file at the end. */

import { resolve } from 'node:path';
import type { Io } from './io.ts';
import { reasonOf } from './problem.ts';

export interface Product {
  readonly toFile: boolean;
  readonly write: (text: string) => void;
  /** Writes the file, if it is one, whole or not at all; false when it cannot, which is then told. */
  readonly end: () => Promise<boolean>;
}

/**
 * `output`: a path, or `-` for standard output, which is meant without it as well. undefined: the file
 * cannot be written, which is told now rather than after a long run.
 */
export async function openProduct(
  output: string | undefined,
  io: Pick<Io, 'cwd' | 'stdout' | 'stderr'>,
  command = 'mbpair',
): Promise<Product | undefined> {
  if (output === undefined || output === '-') {
    return { toFile: false, write: (text) => io.stdout.write(text), end: async () => true };
  }
  const { outputComplaint, writeWhole } = await import('./output-file.ts');
  const path = resolve(io.cwd, output);
  const complain = (why: string) => io.stderr.write(`${command}: ${output}: cannot be written: ${why}\n`);
  const complaint = await outputComplaint(path);
  if (complaint !== undefined) {
    complain(complaint);
    return undefined;
  }
  const whole: string[] = [];
  return {
    toFile: true,
    write: (text) => void whole.push(text),
    end: async () => {
      try {
        await writeWhole(path, whole.join(''));
        return true;
      } catch (error) {
        complain(reasonOf(error));
        return false;
      }
    },
  };
}
