/** One test before both ways to judge: what verdict mode says must be what states mode says. */

import { source } from '../../src/base/source.ts';
import { type Decision, decide } from '../../src/judge/decide.ts';
import { judge } from '../../src/judge/judge.ts';
import { holds, isVacuous, type Judgement, observation } from '../../src/judge/judgement.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';

export interface BothModes {
  /** `undefined` where it gave up. */
  readonly states: string | undefined;
  readonly verdict: string | undefined;
  readonly decision: Decision;
}

export function parsed(text: string): LitmusTest | undefined {
  return parseLitmus(source('t.litmus', text)).test;
}

export function bothModes(test: LitmusTest, seconds = 20): BothModes {
  const limits = () => {
    const end = performance.now() + seconds * 1000;
    return { deadline: () => performance.now() > end };
  };
  const states = judge(test, { limits: limits() });
  const decision = decide(test, { limits: limits() });
  return {
    states: told(states.judgement, states.warnings.length),
    verdict: told(decision.judgement, decision.warnings.length),
    decision,
  };
}

/** All that both can tell. */
function told(j: Judgement, warnings: number): string | undefined {
  switch (j.outcome) {
    case 'judged':
    case 'decided':
      return JSON.stringify([
        observation(j),
        holds(j),
        isVacuous(j),
        j.vacuity ?? 'lives',
        j.flags,
        j.cut,
        warnings,
        j.name,
        j.quantifier,
        j.condition,
        j.hash ?? 'no hash',
      ]);
    case 'refused':
      // Which of several obstacles is met first depends on the order of the search.
      return 'refused';
    case 'rejected':
      throw new Error('only herd7 rejects');
    case 'undecided':
      return undefined;
    default:
      return j satisfies never;
  }
}

/**
 * The same test with a copy of one of its threads, under conditions of which some tell the two apart
 * and some do not.
 */
export function twins(text: string): string[] {
  const test = parsed(text);
  if (test === undefined) return [];
  const n = test.threads.length;
  const shortest = [...test.threads].sort(
    (a, b) => a.span.end - a.span.start - (b.span.end - b.span.start),
  )[0];
  const last = test.threads.at(-1);
  if (shortest === undefined || last === undefined) return [];
  const threads = text.slice(0, last.span.end);
  const copy = text.slice(shortest.span.start, shortest.span.end).replace(/^P\d+/, `P${n}`);
  const between = text.slice(last.span.end, test.conditionSpan.start);
  const condition = text.slice(test.conditionSpan.start, test.conditionSpan.end);
  const [, quantifier = 'exists', prop = 'true'] = /^(~?\s*exists|forall)\s*([\s\S]*)$/.exec(condition) ?? [];
  const swapped = prop.replace(new RegExp(`\\b${shortest.id}:`, 'g'), `${n}:`);
  return [
    prop,
    `(${prop}) /\\ (${swapped})`,
    `(${prop}) \\/ (${swapped})`,
    `(${prop}) /\\ ~(${swapped})`,
  ].map((p) => `${threads}\n\n${copy}\n${between}\n${quantifier} (${p})\n`);
}
