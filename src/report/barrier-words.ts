/** What each barrier of a test does, one line each. */

import type { Barrier } from '../explain/barriers.ts';
import { list, makerWords, shortened } from './event-words.ts';

export function barrierRows(barriers: readonly Barrier[]): string[][] {
  return barriers.map((b) => [b.threadName, shortened(b.text), `line ${b.line}`, wordsOf(b, barriers)]);
}

function wordsOf({ word, without, others, takeover }: Barrier, all: readonly Barrier[]): string {
  switch (word) {
    case 'needed':
      return without === 'flagged'
        ? 'needed: without it a flag is raised'
        : 'needed: without it the outcome can happen';
    case 'replaceable':
      return takeover.length === 0
        ? 'replaceable: the reason uses it, but without it the rest is enough'
        : `replaceable: the reason uses it, but without it ${list(takeover.map((e) => `${makerWords(e)} of ${e.threadName}`))} ${takeover.length === 1 ? 'takes' : 'take'} over`;
    case 'jointly needed': {
      const names = others.map((i) => `${all[i]?.text} on line ${all[i]?.line} of ${all[i]?.threadName}`);
      return `jointly needed with ${list(names)}: without all of them the outcome can happen`;
    }
    case 'unused':
      return 'unused: no reason uses it, and without it nothing changes';
    case 'undecided':
      return 'not decided within the limits';
    default:
      return word satisfies never;
  }
}
