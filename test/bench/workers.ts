/** The same tests with one worker and with two. */

import { join } from 'node:path';
import process from 'node:process';
import { inTemporaryFolder, listed } from './judges.ts';
import { table } from './table.ts';
import { runFree } from './timed.ts';

export interface WorkersResult {
  readonly text: string;
  /** How many times as quick two are. */
  readonly ratio: number;
}

export function benchWorkers(root: string, files: readonly string[]): WorkersResult {
  return inTemporaryFolder((folder) => {
    const list = listed(folder, files);
    const seconds = (jobs: number): number => {
      const cli = [process.execPath, join(root, 'dist/cli.js'), 'check', '--herd', 'off', '--quiet'];
      return runFree([...cli, '--format', 'jsonl', '--jobs', String(jobs), `@${list}`], root, 600).wall;
    };
    const [one, two] = [1, 2].map((jobs) => Math.min(...[0, 0, 0].map(() => seconds(jobs)))) as [
      number,
      number,
    ];
    return {
      text: table(
        ['', '--jobs 1', '--jobs 2', 'times as quick'],
        [[`${files.length} tests, seconds by the clock, the best of three`, one, two, one / two]],
      ),
      ratio: one / two,
    };
  });
}
