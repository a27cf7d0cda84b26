/** `mbpair generate --words`: the kernel words of scenarios, on standard output. */

import { visible } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { substituteFor } from '../litmus/substitutes.ts';
import { kernelWords } from '../lkmm/kernel-words.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { wordList } from '../report/word-list.ts';
import type { Io } from './io.ts';

/** `wanted`: parts of names; one that fits no word is an error, with what to write when that is known. */
export function listWords(wanted: readonly string[], io: Io): ExitStatus {
  let status: ExitStatus = 0;
  const fitting = wanted.filter((name) => {
    if (wordList([name]) !== undefined) return true;
    const hint =
      substituteFor(name) ??
      didYouMean(
        name,
        kernelWords.map((w) => w.name),
      );
    io.stderr.write(
      `mbpair: no kernel word is named ${visible(name)}${hint === undefined ? '' : `; ${hint}`}\n`,
    );
    status = 2;
    return false;
  });
  if (wanted.length === 0 || fitting.length > 0) io.stdout.write(wordList(fitting) ?? '');
  return status;
}
