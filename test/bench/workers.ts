/** The same tests with one worker and with two: a short run and a long one. */

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { inTemporaryFolder, listed } from './judges.ts';
import { table } from './table.ts';
import { runFree } from './timed.ts';

export interface WorkersResult {
  readonly text: string;
  /** How many times as quick two are. */
  readonly short: number;
  readonly long: number;
}

/** In a second or two each worker spends most of its time on having its code compiled. */
const timesOver = 40;

export function benchWorkers(root: string, files: readonly string[]): WorkersResult {
  return inTemporaryFolder((folder) => {
    const compared = (tests: readonly string[], runs: number) => {
      const list = listed(folder, tests);
      const cli = [process.execPath, join(root, 'dist/cli.js'), 'check', '--herd', 'off', '--quiet'];
      const [one, two] = [1, 2].map((jobs) => {
        const argv = [...cli, '--format', 'jsonl', '--jobs', String(jobs), `@${list}`];
        return Math.min(...Array.from({ length: runs }, () => runFree(argv, root, 600).wall));
      }) as [number, number];
      return { one, two, ratio: one / two };
    };
    const short = compared(files, 3);
    const copies = Array.from({ length: timesOver }, (_, i) =>
      files.map((file, j) => {
        const name = join(folder, `${i}-${j}.litmus`);
        copyFileSync(file, name);
        return name;
      }),
    );
    const long = compared(copies.flat(), 1);
    return {
      text: table(
        ['seconds by the clock', '--jobs 1', '--jobs 2', 'times as quick'],
        [
          [`${files.length} tests, the best of three`, short.one, short.two, short.ratio],
          [`the same ${timesOver} times over`, long.one, long.two, long.ratio],
        ],
      ),
      short: short.ratio,
      long: long.ratio,
    };
  });
}
