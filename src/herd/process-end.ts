/**
 * Cleaning up when this process ends early: children run in process groups of their own, so a
 * Ctrl-C at the terminal does not reach them, and temporary folders would stay behind.
 */

import process from 'node:process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Process-wide by nature: what is alive now. */
const pending = new Set<() => void>();

function runAll(): void {
  for (const cleanup of pending) cleanup();
  pending.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  runAll();
  stopListening();
  // When nobody else listens, the signal does what it would have done without us.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function stopListening(): void {
  process.off('exit', runAll);
  for (const signal of signals) process.off(signal, onSignal);
}

/** Runs `cleanup` (synchronously) if the process ends before the returned function was called. */
export function beforeEnd(cleanup: () => void): () => void {
  if (pending.size === 0) {
    process.on('exit', runAll);
    for (const signal of signals) process.on(signal, onSignal);
  }
  pending.add(cleanup);
  return () => {
    pending.delete(cleanup);
    if (pending.size === 0) stopListening();
  };
}
