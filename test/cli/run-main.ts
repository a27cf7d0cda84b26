/** Runs the whole program on strings, in a world that the test describes. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io, Output } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface World {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  /** Nothing by default: no PATH, no cache, so no herd7. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Both streams are a terminal of so many columns. */
  readonly columns?: number;
  readonly workerFile?: URL;
  /** Interrupts when it has been called back with `stop`. */
  readonly interrupt?: (stop: () => void) => void;
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runMain(args: readonly string[], world: World = {}): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const output = (to: string[]): Output => ({
    write: (text) => void to.push(text),
    isTTY: world.columns !== undefined,
    columns: world.columns,
    hasColors: world.columns !== undefined,
  });
  const io: Io = {
    stdout: output(out),
    stderr: output(err),
    readStdin: async () => Buffer.from(world.stdin ?? ''),
    cwd: world.cwd ?? process.cwd(),
    env: world.env ?? {},
    onInterrupt: (stop) => {
      world.interrupt?.(stop);
      return () => {};
    },
    workerFile: world.workerFile,
  };
  const status = await main(args, io);
  return { status, stdout: out.join(''), stderr: err.join('') };
}

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mbpair-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Without what depends on the machine: the seconds. */
export function timeless(text: string): string {
  return text
    .replace(/ {1,4}\d+\.\d\ds /g, '  0.00s ')
    .replace(/ in \d+\.\d s$/gm, ' in 0.0 s')
    .replace(/^Time (\S+) .*$/gm, 'Time $1 0.00')
    .replace(/ time="[\d.]+"/g, ' time="0.000"');
}
