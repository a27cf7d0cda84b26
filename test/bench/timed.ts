/** Runs a program to its end on one core and says how long that took. */

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

export interface Timed {
  /** Seconds by the clock, start-up included. */
  readonly wall: number;
  /** Seconds of CPU, user and system together; undefined where the system does not tell. */
  readonly cpu: number | undefined;
  /** Ended because of the time limit. */
  readonly stopped: boolean;
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const pin = hasTaskset() ? ['taskset', '-c', '0'] : [];
/** Whether `runTimed` can keep a program, its helper threads included, to one core. */
export const pinned = pin.length > 0;

function hasTaskset(): boolean {
  return spawnSync('taskset', ['-c', '0', 'true']).status === 0;
}

export function runTimed(argv: readonly string[], folder: string, limitSeconds: number): Timed {
  return runFree([...pin, ...argv], folder, limitSeconds);
}

/** The same on all cores. */
export function runFree(argv: readonly string[], folder: string, limitSeconds: number): Timed {
  const [program = '', ...args] = argv;
  const cpuBefore = childrenCpu();
  const start = performance.now();
  const ended: SpawnSyncReturns<string> = spawnSync(program, args, {
    cwd: folder,
    encoding: 'latin1',
    maxBuffer: 2 ** 30,
    timeout: limitSeconds * 1000,
    killSignal: 'SIGKILL',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const wall = (performance.now() - start) / 1000;
  const cpuAfter = childrenCpu();
  const stopped = ended.signal === 'SIGKILL';
  if (ended.error !== undefined && !stopped) throw ended.error;
  return {
    wall,
    cpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
    stopped,
    status: ended.status,
    stdout: ended.stdout,
    stderr: ended.stderr,
  };
}

/** CPU seconds of all ended children so far, in hundredths: Linux keeps account. */
function childrenCpu(): number | undefined {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Behind the program's name: state is field 0, so cutime and cstime are 13 and 14.
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return undefined;
  }
}
