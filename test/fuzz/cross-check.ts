/** Many random tests before both judges, herd7 at work on the next ones while ours judges these. */

import type { HerdInstallation } from '../../src/herd/locate.ts';
import { Distribution } from './distribution.ts';
import { type FoundDifference, shrunk } from './minimal.ts';
import { type Sample, sample } from './sampling.ts';
import { askHerd, compareWith, type Limits } from './verdicts.ts';

export interface Plan {
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly limits: Limits;
  /** How many differences to shrink; further ones are only counted. */
  readonly shrink: number;
  readonly progress?: (done: number, differences: number) => void;
  readonly show?: (difference: FoundDifference) => void;
}

/** Lists hold the places of tests in the run. */
export interface Findings {
  readonly distribution: Distribution;
  readonly different: readonly number[];
  readonly symbols: readonly number[];
  readonly undecided: readonly number[];
  /** CPU seconds by herd7's own account, those of its slowest test, and ours by the clock. */
  readonly herdSeconds: number;
  readonly slowest: number;
  readonly ourSeconds: number;
}

const chunk = 400;

export async function crossCheck(herd: HerdInstallation, plan: Plan): Promise<Findings> {
  const distribution = new Distribution();
  const different: number[] = [];
  const symbols: number[] = [];
  const undecided: number[] = [];
  let herdSeconds = 0;
  let slowest = 0;
  let ourSeconds = 0;
  const end = plan.from + plan.count;
  const next = (at: number): { samples: Sample[]; answers: ReturnType<typeof askHerd> } => {
    const samples = sample(plan.seed, at, Math.min(chunk, end - at));
    const answers = askHerd(
      herd,
      samples.map((s) => s.text),
      plan.limits,
    );
    // Awaited below; until then a failure must not count as unhandled.
    answers.catch(() => undefined);
    return { samples, answers };
  };

  let coming = next(plan.from);
  for (let at = plan.from; at < end; at += chunk) {
    const { samples } = coming;
    const answers = await coming.answers;
    coming = next(Math.min(end, at + chunk));
    for (const [i, one] of samples.entries()) {
      const answer = answers[i];
      if (answer === undefined) throw new Error(`herd7 gave no answer for test ${one.index}`);
      const start = performance.now();
      const verdicts = compareWith(answer, one.text, plan.limits.seconds);
      ourSeconds += (performance.now() - start) / 1000;
      herdSeconds += answer.seconds ?? 0;
      slowest = Math.max(slowest, answer.seconds ?? 0);
      distribution.add(one, verdicts);
      if (verdicts.agreement === 'undecided') undecided.push(one.index);
      if (verdicts.agreement === 'equal but for symbols') symbols.push(one.index);
      if (verdicts.agreement !== 'differ') continue;
      different.push(one.index);
      if (different.length > plan.shrink) continue;
      const least = await shrunk(herd, one.tree, plan.limits);
      plan.show?.({ seed: plan.seed, sample: one, whole: verdicts, least });
    }
    plan.progress?.(Math.min(end, at + chunk) - plan.from, different.length);
  }
  await coming.answers;
  return { distribution, different, symbols, undecided, herdSeconds, slowest, ourSeconds };
}
