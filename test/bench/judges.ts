/** The two judges as whole processes: what a user starts, start-up included. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { runTimed, type Timed } from './timed.ts';

/** `mbpair check --format herd` on these files, in one process and one worker. */
export function runOurs(root: string, files: readonly string[], limitSeconds: number): Timed {
  return inTemporaryFolder((folder) => {
    const list = listed(folder, files);
    const cli = [process.execPath, join(root, 'dist/cli.js')];
    const options = ['--format', 'herd', '--herd', 'off', '--jobs', '1', '--quiet'];
    const argv = [...cli, 'check', ...options, '--timeout', `${limitSeconds}s`, `@${list}`];
    return runTimed(argv, root, limitSeconds + 10 * files.length);
  });
}

/** A list of the files for `@`. */
export function listed(folder: string, files: readonly string[]): string {
  const list = join(folder, 'list');
  writeFileSync(list, `${files.join('\n')}\n`);
  return list;
}

export function inTemporaryFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'mbpair-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function runHerd(herd: HerdInstallation, files: readonly string[], limitSeconds: number): Timed {
  return runTimed([...herd.argv, '-conf', 'linux-kernel.cfg', ...files], herd.model.folder, limitSeconds);
}

export interface Recorded {
  readonly name: string;
  /** The record without its Time line. */
  readonly log: string;
  /** What the judge itself gives as its time for the test. */
  readonly seconds: number;
}

/** The records of a log in the form that both judges print. */
export function recordsOf(log: string): Recorded[] {
  return log
    .split(/(?<=\n)(?=Test )/)
    .filter((record) => record.startsWith('Test '))
    .map((record) => ({
      name: /^Test (\S+)/.exec(record)?.[1] ?? '',
      log: record.replace(/^Time .*\n/m, ''),
      seconds: Number(/^Time \S+ ([\d.]+)$/m.exec(record)?.[1] ?? Number.NaN),
    }));
}

export interface Decided {
  readonly timed: Timed;
  /** Never, Sometimes or Always; undefined when it gave up. */
  readonly word: string | undefined;
  /** At its peak, in megabytes; undefined where nobody tells. */
  readonly megabytes: number | undefined;
}

const gnuTime = '/usr/bin/time';

/** `mbpair check --mode verdict` on one file. */
export function runVerdict(root: string, file: string, limitSeconds: number): Decided {
  const measured = existsSync(gnuTime) ? [gnuTime, '-f', 'peak %M'] : [];
  const cli = [...measured, process.execPath, join(root, 'dist/cli.js'), 'check', '--mode', 'verdict'];
  const options = ['--format', 'json', '--herd', 'off', '--jobs', '1', '--timeout', `${limitSeconds}s`];
  const timed = runTimed([...cli, ...options, file], root, limitSeconds + 10);
  const peak = /^peak (\d+)$/m.exec(timed.stderr)?.[1];
  return {
    timed,
    word: /"observation": "(\w+)"/.exec(timed.stdout)?.[1],
    megabytes: peak === undefined ? undefined : Number(peak) / 1000,
  };
}
