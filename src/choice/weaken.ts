/** Which barriers of a litmus test are needed for its outcome to be impossible, and the least that do. */

import type { Judgement } from '../judge/judgement.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { threadName } from '../litmus/thread-names.ts';
import { isWeaker } from '../lkmm/strength.ts';
import { fenceSlot, srcuGracePeriodSlot } from './fence-slots.ts';
import { operationSlot } from './operation-slots.ts';
import { byCost, type Neighbour, neighbourOf, type Repair, repairOf } from './repair.ts';
import { isUnwantedReached, judgeText, standingOf, testJudge } from './repair-judge.ts';
import { leastOptions, type SearchResult } from './repair-search.ts';
import { defaultAnswers, defaultCandidates, type RepairLimits } from './strengthen.ts';
import { partsOf } from './test-parts.ts';
import { effectOf, type TestSlot, textOfOptions } from './test-slots.ts';
import { type Reason, whyForbidden } from './why-forbidden.ts';

/** One ordering of the test, changed alone. */
export interface Necessity {
  /** `smp_mb()`, `smp_store_release(x, 1) (line 7)` */
  readonly now: string;
  readonly thread: number;
  readonly threadName: string;
  readonly line: number;
  /**
   * `needed`: every direct weakening lets the outcome happen; `may be weaker`: something less does,
   * all else being as it is; `needless`: it may go altogether; `undecided`: a limit was reached.
   */
  readonly standing: 'needed' | 'may be weaker' | 'needless' | 'undecided';
  /** The weakest forms that do, alone: `change smp_mb() (line 9) of P0 to smp_wmb()`. */
  readonly instead: readonly string[];
}

export type Weakened =
  /** The outcome can happen as the test stands: nothing to take away. */
  | { readonly outcome: 'not forbidden'; readonly judgement: Judgement }
  | { readonly outcome: 'no answer'; readonly judgement: Judgement }
  | {
      readonly outcome: 'searched';
      readonly judgement: Judgement;
      readonly necessity: readonly Necessity[];
      /** Every least set of what the test has, cheapest first; one without changes: all is needed. */
      readonly least: readonly Repair[];
      /** One step below these. */
      readonly below: readonly Neighbour[];
      readonly limit?: NonNullable<SearchResult['limit']>;
      /** Set when no barrier of the test is needed: what forbids the outcome instead. */
      readonly why?: Reason;
      readonly judged: number;
      readonly violations: readonly Repair[];
    };

export function weaken(test: LitmusTest, limits: RepairLimits = {}): Weakened {
  const first = judgeText(test, test.source.text, limits);
  const tolerated = new Set(first.outcome === 'judged' ? first.flags : []);
  const standing = standingOf(first, tolerated);
  if (standing === 'undecided' || standing === 'vacuous') return { outcome: 'no answer', judgement: first };
  if (first.outcome === 'judged' && isUnwantedReached(first)) {
    return { outcome: 'not forbidden', judgement: first };
  }
  const judge = testJudge(test, tolerated, limits);
  const slots = weakerSlots(test);
  const ask = (options: readonly number[]) => judge.standing(textOfOptions(test, slots, options));
  const found = leastOptions(
    slots.map((s) => s.strength),
    ask,
    {
      judged: limits.candidates ?? defaultCandidates,
      sets: limits.answers ?? defaultAnswers,
      expired: limits.deadline ?? (() => false),
    },
  );
  const repair = (options: readonly number[]) => repairOf(test, slots, options);
  const bare = found.minimal.some((m) => m.every((o) => o === 0));
  const why = bare ? whyOf(test, slots, limits) : undefined;
  return {
    outcome: 'searched',
    judgement: first,
    necessity: slots.map((slot, i) => ({
      threadName: threadName(test, slot.thread),
      ...necessityOf(slots, i, ask, limits),
    })),
    least: byCost(found.minimal.map(repair)),
    below: found.below.map((options) => neighbourOf(test, slots, options)),
    ...(found.limit === undefined ? {} : { limit: found.limit }),
    ...(why === undefined ? {} : { why }),
    judged: judge.judged(),
    violations: found.violations.map(repair),
  };
}

function whyOf(test: LitmusTest, slots: readonly TestSlot[], limits: RepairLimits): Reason | undefined {
  const bottom = textOfOptions(
    test,
    slots,
    slots.map(() => 0),
  );
  const { test: bare } = parseLitmus({ ...test.source, text: bottom });
  return bare === undefined ? undefined : whyForbidden(bare, limits);
}

function necessityOf(
  slots: readonly TestSlot[],
  at: number,
  ask: (options: readonly number[]) => string,
  limits: RepairLimits,
): Omit<Necessity, 'threadName'> {
  const slot = slots[at] as TestSlot;
  const { now, thread, line } = slot;
  const present = slots.map((s) => s.present);
  const sufficient: number[] = [];
  for (let option = 0; option < slot.options.length; option++) {
    if (option === slot.present) continue;
    if (limits.deadline?.() === true) return { now, thread, line, standing: 'undecided', instead: [] };
    const standing = ask(present.with(at, option));
    if (standing === 'undecided') return { now, thread, line, standing: 'undecided', instead: [] };
    if (standing === 'sufficient') sufficient.push(option);
  }
  const least = sufficient.filter((o) => !sufficient.some((p) => isWeaker(slot.strength, p, o)));
  return {
    now,
    thread,
    line,
    standing: least.length === 0 ? 'needed' : least.includes(0) ? 'needless' : 'may be weaker',
    instead: least.map((o) => slot.options[o]?.description ?? ''),
  };
}

/** Every ordering of a test with all that is weaker. */
export function weakerSlots(test: LitmusTest): TestSlot[] {
  const parts = partsOf(test);
  const operations = parts.flatMap((p) => p.operations);
  const unlocks = operations.some((o) => effectOf(o) === 'unlock');
  const present = (s: TestSlot | undefined): TestSlot[] => (s === undefined ? [] : [s]);
  return [
    ...parts.flatMap((p) => p.fences.flatMap((f) => present(fenceSlot(test, f, unlocks)))),
    ...operations.flatMap((o) => present(operationSlot(test, o, 'weaker') ?? srcuGracePeriodSlot(test, o))),
  ];
}
