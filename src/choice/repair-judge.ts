/** Judging variants of one litmus test: what is wanted of it, and how each variant stands to that. */

import { source } from '../base/source.ts';
import { type Reach, reach } from '../judge/decide.ts';
import { judge, type Limits } from '../judge/judge.ts';
import { isVacuous, type Judged, type Judgement } from '../judge/judgement.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import type { Standing } from './repair-search.ts';

export interface TestJudge {
  /** Stops at the first execution that shows the unwanted outcome. */
  readonly standing: (text: string) => Standing;
  readonly judgement: (text: string) => Judgement;
  /** Distinct texts judged. */
  readonly judged: () => number;
}

/**
 * `tolerated`: flags that a variant may raise. The unwanted outcome is that of `exists` and `~exists`;
 * of `forall`, its negation.
 */
export function testJudge(like: LitmusTest, tolerated: ReadonlySet<string>, limits: Limits): TestJudge {
  const standings = new Map<string, Standing>();
  const judgements = new Map<string, Judgement>();
  const texts = new Set<string>();
  const read = (text: string): LitmusTest | undefined =>
    parseLitmus({ ...source(like.source.name, text), ...encodingOf(like) }).test;
  const judgement = (text: string): Judgement => {
    const before = judgements.get(text);
    if (before !== undefined) return before;
    texts.add(text);
    const found = judgeText(like, text, limits);
    judgements.set(text, found);
    return found;
  };
  const standingBy = ({ reached, vacuous, flags }: Reach): Standing => {
    if (vacuous) return 'vacuous';
    return reached ? 'insufficient' : byFlags(flags, tolerated);
  };
  const standing = (text: string): Standing => {
    const before = standings.get(text);
    if (before !== undefined) return before;
    texts.add(text);
    const test = read(text);
    const reached = test === undefined ? undefined : reach(test, test.quantifier !== 'forall', { limits });
    const found = reached === undefined ? standingOf(judgement(text), tolerated) : standingBy(reached);
    standings.set(text, found);
    return found;
  };
  return { standing, judgement, judged: () => texts.size };
}

function encodingOf({ source: s }: LitmusTest): { encoding?: 'latin1' } {
  return s.encoding === undefined ? {} : { encoding: s.encoding };
}

export function judgeText(like: LitmusTest, text: string, limits: Limits): Judgement {
  const { test, diagnostics } = parseLitmus({ ...source(like.source.name, text), ...encodingOf(like) });
  if (test === undefined) return { outcome: 'refused', name: like.name, diagnostics };
  return judge(test, { limits }).judgement;
}

export function standingOf(j: Judgement, tolerated: ReadonlySet<string>): Standing {
  if (j.outcome !== 'judged') return 'undecided';
  if (isVacuous(j)) return 'vacuous';
  if (isUnwantedReached(j)) return 'insufficient';
  return byFlags(j.flags, tolerated);
}

/**
 * A plain write beside a marked access of the same word is flagged for want of a barrier between, or of
 * marking both; a variant that marks neither may be right.
 */
function byFlags(flags: readonly string[], tolerated: ReadonlySet<string>): Standing {
  const failing = flags.filter((f) => !tolerated.has(f));
  if (failing.length === 0) return 'sufficient';
  return failing.every((f) => f === 'mixed-accesses') ? 'mixed' : 'insufficient';
}

/** Whether some execution shows what the test asks to be impossible. */
export function isUnwantedReached(j: Pick<Judged, 'quantifier' | 'positive' | 'negative'>): boolean {
  return (j.quantifier === 'forall' ? j.negative : j.positive) > 0;
}
