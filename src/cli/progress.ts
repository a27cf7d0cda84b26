/**
 * One line on standard error that says how far a long run is. On a terminal it is redrawn in place
 * and wiped before anything else is written there; `plain` writes a line each half minute instead.
 */

import type { Io } from './io.ts';

export const progressModes = ['auto', 'plain', 'off'] as const;

export type ProgressMode = (typeof progressModes)[number];

export interface Progress {
  readonly done: (count: number) => void;
  /** Wipes the line; call before writing anything else to a terminal. */
  readonly clear: () => void;
  readonly stop: () => void;
}

const firstAfterMs = 500;
const redrawEveryMs = 100;
const plainEveryMs = 30_000;

const silent: Progress = { done: () => {}, clear: () => {}, stop: () => {} };

export function startProgress(mode: ProgressMode, total: number, io: Pick<Io, 'stderr' | 'env'>): Progress {
  if (mode === 'plain') return plainProgress(total, io);
  const shown = mode === 'auto' && io.stderr.isTTY && (io.env['CI'] ?? '') === '';
  return shown ? drawnProgress(total, io) : silent;
}

function drawnProgress(total: number, io: Pick<Io, 'stderr'>): Progress {
  const start = performance.now();
  let done = 0;
  let drawnAt = start + firstAfterMs - redrawEveryMs;
  let drawn = false;
  const clear = () => {
    if (drawn) io.stderr.write('\r\u001b[K');
    drawn = false;
  };
  const draw = () => {
    const now = performance.now();
    if (now - drawnAt < redrawEveryMs) return;
    drawnAt = now;
    const line = progressLine(done, total, (now - start) / 1000);
    io.stderr.write(`\r${line.slice(0, (io.stderr.columns ?? 80) - 1)}\u001b[K`);
    drawn = true;
  };
  const timer = setInterval(draw, redrawEveryMs);
  timer.unref();
  return {
    done: (count) => {
      done = count;
      draw();
    },
    clear,
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}

function plainProgress(total: number, io: Pick<Io, 'stderr'>): Progress {
  const start = performance.now();
  let done = 0;
  const timer = setInterval(
    () => io.stderr.write(`${progressLine(done, total, (performance.now() - start) / 1000)}\n`),
    plainEveryMs,
  );
  timer.unref();
  return {
    done: (count) => {
      done = count;
    },
    clear: () => {},
    stop: () => clearInterval(timer),
  };
}

/** `120 of 575 tests, 12 s, about 40 s to go`; the estimate from a tenth on. */
export function progressLine(done: number, total: number, seconds: number): string {
  const counts = `${done} of ${total} tests, ${Math.round(seconds)} s`;
  if (done * 10 < total || done === 0 || done === total) return counts;
  return `${counts}, about ${Math.ceil((seconds * (total - done)) / done)} s to go`;
}
