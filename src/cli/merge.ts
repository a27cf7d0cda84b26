/** `mbpair merge`: the reports of all shards of a run as the report of the run. */

import { resolve } from 'node:path';
import { visible } from '../base/diagnostic.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { mergeShards, type ShardFile } from '../report/merge.ts';
import type { Io } from './io.ts';
import { reasonOf } from './problem.ts';
import { openProduct } from './product.ts';
import { readBytes } from './read-input.ts';

/** The report of 100,000 tests has some 100 MB. */
const largest = 512 * 1024 * 1024;

export interface MergeOptions {
  readonly files: readonly string[];
  /** `-`: standard output. */
  readonly output?: string;
}

export async function merge(options: MergeOptions, io: Io): Promise<ExitStatus> {
  const product = await openProduct(options.output, io, 'mbpair merge');
  const complaints: string[] = [];
  const shards: ShardFile[] = [];
  for (const file of options.files) {
    try {
      const bytes = await readBytes(resolve(io.cwd, file), largest);
      if (bytes.length > largest) complaints.push(`${file}: more than ${largest} bytes`);
      else shards.push({ file, text: new TextDecoder().decode(bytes) });
    } catch (error) {
      complaints.push(`${file}: cannot be read: ${reasonOf(error)}`);
    }
  }
  const result =
    complaints.length > 0 || product === undefined
      ? { merged: false as const, complaints }
      : mergeShards(shards);
  if (!result.merged) {
    for (const complaint of result.complaints) io.stderr.write(`mbpair merge: ${visible(complaint)}\n`);
    return 2;
  }
  product?.write(result.text);
  return (await product?.end()) === true ? result.exitStatus : 2;
}
