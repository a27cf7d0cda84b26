/** Fences that stand at the wrong place: what they order, and that this has no part in the outcome. */

import type { Limits } from '../judge/judge.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { threadName } from '../litmus/thread-names.ts';
import type { FenceTag } from '../lkmm/tags.ts';
import { kindsOf } from './fence-slots.ts';
import type { Repair } from './repair.ts';
import type { TestJudge } from './repair-judge.ts';
import { type FencePart, type Operation, partsOf } from './test-parts.ts';
import { edited, lineOf, removal, wordsFor } from './test-slots.ts';

export interface Misplaced {
  /** `smp_wmb()` */
  readonly fence: string;
  readonly thread: number;
  readonly threadName: string;
  readonly line: number;
  /** The nearest operations that it orders: the one before, the one behind. Absent: it orders nothing. */
  readonly orders?: readonly [before: string, behind: string];
  /** Nothing of the kind that it orders stands on this side. */
  readonly lacks?: 'before' | 'behind';
}

/**
 * Fences of the test that change nothing in it, and that would be as needless in each of the first
 * repairs that leave the threads' locks and sections alone. Found by leaving each out.
 */
export function misplacedFences(
  test: LitmusTest,
  judge: TestJudge,
  repairs: readonly Repair[],
  limits: Limits,
): Misplaced[] {
  const before = judge.judgement(test.source.text);
  if (before.outcome !== 'judged') return [];
  const states = before.states.join('\n');
  const fences = partsOf(test).flatMap((p) => p.fences);
  const alike = repairs.filter((r) => r.changes.every((c) => c.kind !== 'section'));
  const repaired = (alike.length > 0 ? alike : repairs).slice(0, compared).flatMap((r) => {
    const after = parseLitmus({ ...test.source, text: r.text }).test;
    return after === undefined ? [] : [after];
  });
  return fences.flatMap((f): Misplaced[] => {
    const sides = sidesOf(f);
    if (sides === undefined || limits.deadline?.() === true) return [];
    const without = judge.judgement(edited(test.source.text, [removal(test, f.span, f.lonely)]));
    if (without.outcome !== 'judged' || without.states.join('\n') !== states) return [];
    if (without.flags.join() !== before.flags.join()) return [];
    if (!repaired.every((after) => isNeedlessIn(after, f, judge))) return [];
    const [from, to] = sides;
    const place = {
      fence: `${f.primitive.name}()`,
      thread: f.thread,
      threadName: threadName(test, f.thread),
      line: lineOf(test, f.span),
    };
    if (from === undefined) return [{ ...place, lacks: 'before' }];
    if (to === undefined) return [{ ...place, lacks: 'behind' }];
    return [{ ...place, orders: [wordsFor(test, from), wordsFor(test, to)] }];
  });
}

/** Repairs that are looked at. */
const compared = 10;

/** Whether the repaired test has the fence unchanged and does without it. */
function isNeedlessIn(after: LitmusTest, f: FencePart, judge: TestJudge): boolean {
  const twin = partsOf(after)[f.thread]?.fences.find(
    (g) => g.primitive.name === f.primitive.name && g.before.length === f.before.length,
  );
  if (twin === undefined) return false;
  const text = edited(after.source.text, [removal(after, twin.span, twin.lonely)]);
  return judge.standing(text) === 'sufficient';
}

type Kinds = readonly ('R' | 'W')[];

const ordersOf: Partial<Record<FenceTag, readonly [Kinds, Kinds]>> = {
  mb: [
    ['R', 'W'],
    ['R', 'W'],
  ],
  rmb: [['R'], ['R']],
  wmb: [['W'], ['W']],
};

/** Whether a fence orders nothing where it stands, for want of anything of its kind on one side. */
export function isIdle(f: FencePart): boolean {
  const sides = sidesOf(f);
  return sides !== undefined && (sides[0] === undefined || sides[1] === undefined);
}

/** The nearest operations on both sides that the fence orders; undefined for other fences. */
function sidesOf(f: FencePart): readonly [Operation | undefined, Operation | undefined] | undefined {
  const { effect } = f.primitive;
  const kinds = effect.do === 'fence' ? ordersOf[effect.fence as FenceTag] : undefined;
  if (kinds === undefined) return undefined;
  const has = (of: Kinds) => (o: Operation) => kindsOf(o).some((k) => of.includes(k));
  return [f.before.filter(has(kinds[0])).at(-1), f.after.find(has(kinds[1]))];
}
