/** One small test as a whole command, beside Node's bare start: medians of one run, taken in turns. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { inTemporaryFolder } from './judges.ts';
import { table } from './table.ts';
import { runTimed } from './timed.ts';

export interface StartupResult {
  readonly text: string;
  /** Milliseconds above Node's own start. */
  readonly above: number;
}

const small = 'C small\n\n{}\n\nP0(int *x)\n{\n\tWRITE_ONCE(*x, 1);\n}\n\nexists (x=1)\n';

export function benchStartup(root: string, rounds: number): StartupResult {
  return inTemporaryFolder((folder) => {
    const empty = join(folder, 'empty.mjs');
    const test = join(folder, 'small.litmus');
    writeFileSync(empty, '');
    writeFileSync(test, small);
    const node = process.execPath;
    const commands = {
      'node on an empty module': [node, empty],
      'mbpair check': [node, join(root, 'dist/cli.js'), 'check', '--herd', 'off', test],
      'mbpair herd7': [node, join(root, 'dist/cli.js'), 'herd7', '-conf', 'linux-kernel.cfg', test],
    };
    const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));
    for (let i = 0; i < rounds; i++) {
      for (const [name, argv] of Object.entries(commands)) {
        times.get(name)?.push(1000 * runTimed(argv, folder, 60).wall);
      }
    }
    const middle = (name: string): number =>
      [...(times.get(name) ?? [])].sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
    const bare = middle('node on an empty module');
    return {
      text: table(
        ['milliseconds, medians', 'whole command', "above node's own"],
        Object.keys(commands).map((name) => [name, middle(name), middle(name) - bare]),
      ),
      above: middle('mbpair check') - bare,
    };
  });
}
