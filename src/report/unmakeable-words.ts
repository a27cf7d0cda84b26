/** Why an outcome is impossible before any memory model is asked. */

import type { Asked, Forbidden } from '../explain/explanation.ts';
import type { WantedValue } from '../explain/unmakeable.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { printProp, registerNames } from '../litmus/print-condition.ts';
import { threadName } from '../litmus/thread-names.ts';
import { list } from './event-words.ts';

export function unmakeableWords({ unmakeable, test, as }: Asked & Forbidden): string {
  const begin =
    as === 'any execution' ? 'Values alone stand in the way' : 'No barrier is needed to forbid it';
  if (unmakeable === undefined) return `${begin}.`;
  const { part, wanted, kinds } = unmakeable;
  const text = printProp(part, registerNames(test.info));
  if (wanted.length > 0)
    return `${begin}: no write gives that value. ${wanted.map((w) => wantedWords(test, w)).join(' ')}`;
  if (kinds.has('lock')) return `${begin}: a thread would take a lock that it already holds.`;
  if (kinds.has('nothing to read')) return `${begin}: nothing is ever written to a place that is read.`;
  if (kinds.has('out of thin air')) {
    return `${begin}: the values would have to make each other, out of thin air, and no program step makes them.`;
  }
  if (kinds.has('filter') && !kinds.has('outcome')) return `${begin}: the filter keeps no such execution.`;
  if (kinds.has('loop') && kinds.size === 1) {
    return 'Every execution runs into the limit of a loop, so nothing is known of it.';
  }
  return `${begin}: no way through the program ends with ${text}.`;
}

function wantedWords(test: LitmusTest, { thread, line, place, value, written }: WantedValue): string {
  const given = written.map((w) => (w.line === 0 ? `${w.value} (initially)` : `${w.value} (line ${w.line})`));
  return `${threadName(test, thread)}'s read of ${place} (line ${line}) would have to return ${value}, and the writes to ${place} give ${list(given)}.`;
}
