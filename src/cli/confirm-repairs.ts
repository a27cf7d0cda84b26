/** Has herd7 judge the variants of a test that an answer rests on, and holds its judgements against ours. */

import type { Strengthened } from '../choice/strengthen.ts';
import type { Weakened } from '../choice/weaken.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import {
  type Confirmation,
  type Confirmed,
  claimsOf,
  confirmed,
  toleratedFlags,
} from '../report/repair-confirmation.ts';
import type { CrossCheck } from './cross-check.ts';
import type { Io } from './io.ts';
import { textsOf } from './judge-all.ts';
import type { Answer } from './judge-text.ts';
import { judgeTexts } from './judge-texts.ts';

/** Unless it is told to, herd7 is asked about no more variants of one test. */
const mostVariants = 100;

export interface ConfirmOptions {
  readonly cross: CrossCheck;
  /** For one variant; unless herd7 is required, for all of them. */
  readonly timeoutMs: number;
  readonly jobs?: number;
  readonly io: Io;
}

export async function confirmAnswer(
  test: LitmusTest,
  answer: Strengthened | Weakened,
  { cross, timeoutMs, jobs, io }: ConfirmOptions,
): Promise<Confirmation> {
  const { use, askHerd, required } = cross;
  if (!use.used) return { asked: false, why: use.why };
  const claims = claimsOf(test.source.text, answer);
  const asked = required ? claims : claims.slice(0, mostVariants);
  const texts = textsOf(asked.map(({ text }) => ({ ...test.source, text })));
  const answers: Answer[] = [];
  const herd: Judgement[] = [];
  await judgeTexts(texts, {
    timeoutMs,
    ...(jobs === undefined ? {} : { jobs }),
    io: required ? io : stoppedAfter(timeoutMs, io),
    askHerd,
    onAnswer: (index, answered) => {
      answers[index] = answered;
    },
    onHerd: (index, judgement) => {
      herd[index] = judgement;
    },
  });
  const tolerated = toleratedFlags(answer);
  const done = asked.flatMap((claim, i): Confirmed[] => {
    const ours = answers[i]?.answer;
    if (ours === undefined || herd[i] === undefined) return [];
    const [compared] = cross.comparisons(ours, herd[i]);
    return compared === undefined ? [] : [confirmed(claim, herd[i], compared, tolerated)];
  });
  return {
    asked: true,
    by: `herd7 ${use.by.version}`,
    confirmed: done,
    left: claims.length - done.length,
  };
}

/** The same world, in which the interrupt key is pressed after so long. */
function stoppedAfter(ms: number, io: Io): Io {
  return {
    ...io,
    onInterrupt: (stop) => {
      const remove = io.onInterrupt(stop);
      const timer = setTimeout(stop, ms);
      return () => {
        clearTimeout(timer);
        remove();
      };
    },
  };
}
