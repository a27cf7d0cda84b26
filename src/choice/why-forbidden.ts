/** Why an outcome needs no barrier: locks, or coherence of one word, give the order already. */

import { judge, type Limits } from '../judge/judge.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import type { Model } from '../model/ir.ts';
import { lkmm } from '../model/lkmm.ts';
import { isUnwantedReached, judgeText } from './repair-judge.ts';
import { partsOf } from './test-parts.ts';
import { edited, effectOf, removal } from './test-slots.ts';

/**
 * `coherence`: the accesses to each word alone, or its values, forbid it. `lock`: without the locks it could happen (or a race would be flagged).
 * `dependency`: none of these, so that dependencies and read-modify-writes are what is left.
 */
export type Reason = 'coherence' | 'lock' | 'grace period' | 'dependency';

/** Of a test whose unwanted outcome is impossible though no fence of it is needed. */
export function whyForbidden(test: LitmusTest, limits: Limits): Reason | undefined {
  const whole = lkmm();
  const under = (axioms: readonly string[]): boolean | undefined => {
    const model: Model = { ...whole, axioms: whole.axioms.filter((a) => axioms.includes(a.name)), flags: [] };
    const { judgement } = judge(test, { limits, model });
    return judgement.outcome === 'judged' ? !isUnwantedReached(judgement) : undefined;
  };
  const coherent = under(['coherence', 'atomic']);
  if (coherent === undefined) return undefined;
  const unlocked = withoutLocks(test);
  if (unlocked !== undefined) {
    const j = judgeText(test, unlocked, limits);
    if (j.outcome === 'judged' && (isUnwantedReached(j) || j.flags.length > 0)) return 'lock';
  }
  if (coherent) return 'coherence';
  const waits = partsOf(test).some((p) =>
    p.fences.some((f) => f.primitive.effect.do === 'fence' && f.primitive.effect.fence === 'sync-rcu'),
  );
  return waits ? 'grace period' : 'dependency';
}

/** undefined: it has none, or they give values that the test uses. */
function withoutLocks(test: LitmusTest): string | undefined {
  const operations = partsOf(test).flatMap((p) => p.operations);
  const locks = operations.filter((o) => effectOf(o) === 'lock' || effectOf(o) === 'unlock');
  if (locks.length === 0) return undefined;
  return edited(
    test.source.text,
    locks.map((o) => removal(test, o.statement, false)),
  );
}
