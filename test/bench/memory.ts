/** One process that judges many tests: what it holds at the 1,000th and at the last. */

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { table } from './table.ts';

export interface MemoryResult {
  readonly text: string;
  /** Resident at the last test, in parts of that at the 1,000th. */
  readonly growth: number;
}

/** Each of `files` again and again, under a name of its own; Linux only. */
export async function benchMemory(
  root: string,
  folder: string,
  files: readonly string[],
  tests: number,
): Promise<MemoryResult> {
  const texts = files.map((file) => readFileSync(file));
  const names = Array.from({ length: tests }, (_, i) => join(folder, `${i}.litmus`));
  for (const [i, name] of names.entries()) writeFileSync(name, texts[i % texts.length] ?? '');
  const list = join(folder, 'list');
  writeFileSync(list, `${names.join('\n')}\n`);
  const options = ['check', '--herd', 'off', '--jobs', '1', '--format', 'herd', '--quiet', `@${list}`];
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const resident = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  let done = 0;
  let early = Number.NaN;
  let late = Number.NaN;
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    done += text.split('\nObservation ').length - 1;
    if (done >= 1000 && Number.isNaN(early)) early = resident();
    // The last that can be seen: the process ends behind its last piece of output.
    if (done >= tests - 1000 && Number.isNaN(late)) late = resident();
  });
  await new Promise((resolve) => child.on('close', resolve));
  if (done !== tests) throw new Error(`${done} of ${tests} tests were judged`);
  return {
    text: table(
      ['MiB resident', 'at the 1,000th test', 'at the last thousand', 'last / 1,000th'],
      [[`${tests} tests in one process`, early, late, late / early]],
    ),
    growth: late / early,
  };
}
