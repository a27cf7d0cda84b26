/** The process as the program sees it. */

import { fileURLToPath } from 'node:url';
import type { Io, Output } from './io.ts';

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.columns,
    hasColors: stream.isTTY === true && stream.hasColors(),
  };
}

/** Stops after one byte too many: the caller refuses such an input anyway. */
async function readStdin(limit: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of process.stdin) {
    parts.push(part as Buffer);
    total += (part as Buffer).length;
    if (total > limit) break;
  }
  return Buffer.concat(parts);
}

/** The first interrupt stops in good order, a second one at once. */
function onInterrupt(stop: () => void): () => void {
  let interrupted = false;
  const handle = () => {
    if (interrupted) process.exit(130);
    interrupted = true;
    stop();
  };
  process.on('SIGINT', handle);
  return () => void process.off('SIGINT', handle);
}

/** `program`: the URL of the bundled program's file, beside which its other files lie. */
export function processIo(program: string): Io {
  // The reader went away, as in `mbpair check . | head -1`: what a shell's own tools do then.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(141);
      throw error;
    });
  }
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStdin,
    cwd: process.cwd(),
    env: process.env,
    onInterrupt,
    workerFile: new URL('./worker.js', program),
    pageFolder: new URL('./page/', program),
    library: fileURLToPath(new URL('../litmus/scenarios', program)),
  };
}
