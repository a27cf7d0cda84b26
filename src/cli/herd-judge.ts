/** Has herd7 judge the tests of a check, a share at a time, in the slots that the workers share. */

import { bytesOf, type Source } from '../base/source.ts';
import type { HerdInstallation } from '../herd/locate.ts';
import { HerdStartError, herdJudge } from '../herd/run.ts';
import type { Judgement } from '../judge/judgement.ts';
import { fallbackName } from './fallback-name.ts';
import { readingOf, type Test, type Texts } from './judge-all.ts';
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
export async function judgeWithHerd(herd: HerdInstallation, tests: Texts, how: HerdJudging): Promise<void> {
  const size = Math.max(4, Math.min(largestShare, Math.ceil(tests.count / (how.jobs * 4))));
  const shares = Array.from({ length: Math.ceil(tests.count / size) }, (_, i) => i * size);
  await Promise.all(
    shares.map((start) => {
      const judge = () => (how.stop.aborted ? Promise.resolve() : judgeShare(herd, share(start), how));
      return how.slots.run(judge, 'herd7');
    }),
  );

  function share(start: number): Test[] {
    return [...readingOf(tests, start, start + size)].filter(({ index, source }) => {
      const isShort = source.text.length <= longestText;
      const why = `not asked: more than ${longestText} characters`;
      if (!isShort) how.onJudgement(index, noAnswer(source, why));
      return isShort;
    });
  }
}

async function judgeShare(herd: HerdInstallation, asked: readonly Test[], how: HerdJudging): Promise<void> {
  if (asked.length === 0) return;
  try {
    await herdJudge(
      asked.map(({ source }) => ({ name: source.name, text: bytesOf(source, source.text) })),
      {
        herd,
        timeLimit: how.limitMs / 1000,
        signal: how.stop,
        onAnswer: (position, answer) => {
          const test = asked[position];
          if (test !== undefined) how.onJudgement(test.index, answer.judgement);
        },
      },
    );
  } catch (error) {
    if (how.stop.aborted) return;
    if (!(error instanceof HerdStartError)) throw error;
    for (const { index, source } of asked) how.onJudgement(index, noAnswer(source, error.message));
  }
}

function noAnswer(source: Source, detail: string): Judgement {
  return { outcome: 'undecided', name: fallbackName(source), limit: 'failure', detail };
}
