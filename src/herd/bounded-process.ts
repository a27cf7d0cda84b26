/** Runs one command with bounds on its time, memory and output; its whole process group ends with it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { beforeEnd } from './process-end.ts';

export interface ProcessLimits {
  /** Seconds of waiting since the start, or since the last line that counts as progress. */
  readonly time: number;
  /** Bytes of resident memory; looked at now and then, and on Linux only. */
  readonly memory: number;
  /** Bytes of standard output and error together. */
  readonly output: number;
}

export interface ProcessRequest {
  /** The executable and its arguments; no shell is involved. */
  readonly argv: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limits: ProcessLimits;
  readonly signal?: AbortSignal;
  /** Whether a whole line of output shows that the time limit may start afresh. */
  readonly isProgress: (line: string) => boolean;
}

export interface ProcessEnd {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Why we ended it, if we did. */
  readonly stopped?: 'time' | 'memory' | 'output' | 'abort';
  /** It could not be started, and why. */
  readonly failed?: string;
  readonly status: number | null;
  readonly killedBy: string | null;
}

/** How often the memory is looked at, and how long pipes may stay open after the end. */
const sampleMilliseconds = 200;
const graceMilliseconds = 1000;

/** Never rejects: whatever happened stands in the answer. */
export function runBounded(request: ProcessRequest): Promise<ProcessEnd> {
  const { argv, limits, signal } = request;
  const [executable = '', ...args] = argv;
  return new Promise((resolve) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let stopped: ProcessEnd['stopped'];
    let failed: string | undefined;
    let settled = false;
    if (signal?.aborted === true) {
      resolve({ ...output(), stopped: 'abort', status: null, killedBy: null });
      return;
    }
    function output() {
      return { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) };
    }

    let child: ChildProcess;
    try {
      child = spawn(executable, args, {
        cwd: request.folder,
        env: request.env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (error) {
      // Arguments that no system call takes, such as one with a NUL.
      resolve({ ...output(), failed: String(error), status: null, killedBy: null });
      return;
    }

    const killGroup = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const forget = beforeEnd(killGroup);
    let closing: NodeJS.Timeout | undefined;
    // A grandchild that left the group may hold the pipes; do not wait for it.
    const closeSoon = () => {
      closing ??= setTimeout(() => {
        killGroup();
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, graceMilliseconds);
    };
    const stop = (why: NonNullable<ProcessEnd['stopped']>) => {
      if (stopped !== undefined || settled) return;
      stopped = why;
      killGroup();
      closeSoon();
    };

    let timer = setTimeout(() => stop('time'), limits.time * 1000);
    const progress = () => {
      clearTimeout(timer);
      if (stopped === undefined) timer = setTimeout(() => stop('time'), limits.time * 1000);
    };
    let bytes = 0;
    const collect = (into: Buffer[]) => {
      const watch = lineWatch(request.isProgress, progress);
      return (chunk: Buffer) => {
        if (stopped === 'output') return;
        bytes += chunk.length;
        if (bytes > limits.output) {
          stop('output');
          return;
        }
        into.push(chunk);
        watch(chunk);
      };
    };
    child.stdout?.on('data', collect(stdout));
    child.stderr?.on('data', collect(stderr));

    const sampler = setInterval(() => {
      const { pid } = child;
      if (pid === undefined) return;
      void residentBytes(pid).then((resident) => {
        if (resident === undefined) clearInterval(sampler);
        else if (resident > limits.memory) stop('memory');
      });
    }, sampleMilliseconds);
    const onAbort = () => stop('abort');
    signal?.addEventListener('abort', onAbort, { once: true });

    const finish = (status: number | null, killedBy: string | null) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      clearTimeout(closing);
      clearInterval(sampler);
      signal?.removeEventListener('abort', onAbort);
      forget();
      resolve({
        ...output(),
        ...(stopped === undefined ? {} : { stopped }),
        ...(failed === undefined ? {} : { failed }),
        status,
        killedBy,
      });
    };
    child.on('error', (error) => {
      if (child.pid !== undefined) return;
      failed = error.message;
      finish(null, null);
    });
    child.on('exit', closeSoon);
    child.on('close', finish);
  });
}

/** Calls `seen` for each whole line that passes the test; a line is kept up to a short length only. */
function lineWatch(passes: (line: string) => boolean, seen: () => void): (chunk: Buffer) => void {
  const kept = 256;
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = (lines.pop() ?? '').slice(0, kept);
    if (lines.some(passes)) seen();
  };
}

async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
