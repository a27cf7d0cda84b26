/** Has herd7 judge the tests of a check, a share at a time, in the slots that the workers share. */

import { bytesOf } from '../base/source.ts';
import type { HerdInstallation } from '../herd/locate.ts';
import { HerdStartError, herdJudge } from '../herd/run.ts';
import type { Judgement } from '../judge/judgement.ts';
import { fallbackName } from './fallback-name.ts';
import type { Text } from './judge-all.ts';
import type { Slots } from './slots.ts';

export interface HerdJudging {
  readonly limitMs: number;
  /** How many shares may be at work at once. */
  readonly jobs: number;
  readonly slots: Slots;
  readonly stop: AbortSignal;
  readonly onJudgement: (index: number, judgement: Judgement) => void;
}

/** A share's start costs herd7 some 30 ms; a slow test holds up its share only. */
const largestShare = 32;

/** herd7 needs minutes and gigabytes for what no person wrote; public tests have 20,000 at most. */
const longestText = 262_144;

/** Answers for all tests, unless stopped. A herd7 that cannot start has no answer to any. */
export async function judgeWithHerd(
  herd: HerdInstallation,
  tests: readonly Text[],
  how: HerdJudging,
): Promise<void> {
  const asked: Text[] = [];
  for (const test of tests) {
    if (test.source.text.length <= longestText) asked.push(test);
    else how.onJudgement(test.index, noAnswer(test, `not asked: more than ${longestText} characters`));
  }
  const size = Math.max(4, Math.min(largestShare, Math.ceil(asked.length / (how.jobs * 4))));
  const shares: Text[][] = [];
  for (let at = 0; at < asked.length; at += size) shares.push(asked.slice(at, at + size));
  await Promise.all(
    shares.map((share) =>
      how.slots.run(async () => {
        if (how.stop.aborted) return;
        try {
          await herdJudge(
            share.map(({ source }) => ({ name: source.name, text: bytesOf(source, source.text) })),
            {
              herd,
              timeLimit: how.limitMs / 1000,
              signal: how.stop,
              onAnswer: (position, answer) => {
                const test = share[position];
                if (test !== undefined) how.onJudgement(test.index, answer.judgement);
              },
            },
          );
        } catch (error) {
          if (how.stop.aborted) return;
          if (!(error instanceof HerdStartError)) throw error;
          for (const test of share) how.onJudgement(test.index, noAnswer(test, error.message));
        }
      }),
    ),
  );
}

function noAnswer(test: Text, detail: string): Judgement {
  return { outcome: 'undecided', name: fallbackName(test.source), limit: 'failure', detail };
}
