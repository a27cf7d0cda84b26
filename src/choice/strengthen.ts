/** The least additions to a litmus test that forbid its outcome and clear its flags. */

import type { Limits } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { gapSlot } from './fence-slots.ts';
import { isIdle, type Misplaced, misplacedFences } from './misplaced.ts';
import { operationSlot } from './operation-slots.ts';
import { byCost, type Neighbour, neighbourOf, type Repair, repairOf } from './repair.ts';
import { isUnwantedReached, standingOf, testJudge } from './repair-judge.ts';
import { leastOptions, type SearchResult, type Standing } from './repair-search.ts';
import { type SectionRules, sectionSlot } from './section-slots.ts';
import { type FencePart, partsOf } from './test-parts.ts';
import {
  effectOf,
  lineOf,
  removal,
  rowOfFence,
  type SlotOption,
  type TestSlot,
  textOfOptions,
} from './test-slots.ts';
import { parameterMaker } from './thread-parameter.ts';
import { type Reason, whyForbidden } from './why-forbidden.ts';

export interface RepairLimits extends Limits {
  /** Variants that may be judged. */
  readonly candidates?: number;
  /** Answers after which the search ends. */
  readonly answers?: number;
}

export const defaultCandidates = 20_000;
export const defaultAnswers = 200;

export type Strengthened =
  /** Nothing is to be mended: the outcome is impossible and no flag is raised. */
  | { readonly outcome: 'forbidden already'; readonly judgement: Judgement; readonly why?: Reason }
  /** The test cannot be judged, or has no execution: there is nothing to say. */
  | { readonly outcome: 'no answer'; readonly judgement: Judgement }
  | {
      readonly outcome: 'searched';
      readonly judgement: Judgement;
      /** All minimal repairs, cheapest first; those that may not be relied on last. Empty: none helps. */
      readonly repairs: readonly Repair[];
      /** One step below these. */
      readonly below: readonly Neighbour[];
      /** Set when not all were looked for; then no repair found does not mean that there is none. */
      readonly limit?: NonNullable<SearchResult['limit']>;
      /** Everything was added at once and the outcome, or a flag, stayed: what stays. */
      readonly stays: { readonly reached: boolean; readonly flags: readonly string[] } | undefined;
      readonly judged: number;
      /** Places and forms that were tried. */
      readonly options: number;
      readonly misplaced: readonly Misplaced[];
      /** Findings: weaker variants that suffice although the order says otherwise. */
      readonly violations: readonly Repair[];
    };

export function strengthen(test: LitmusTest, limits: RepairLimits = {}): Strengthened {
  const none: ReadonlySet<string> = new Set();
  const judge = testJudge(test, none, limits);
  const judgement = judge.judgement(test.source.text);
  switch (standingOf(judgement, none)) {
    case 'undecided':
    case 'vacuous':
      return { outcome: 'no answer', judgement };
    case 'sufficient': {
      const why = whyForbidden(test, limits);
      return { outcome: 'forbidden already', judgement, ...(why === undefined ? {} : { why }) };
    }
    case 'insufficient':
    case 'mixed':
  }
  const slots = strongerSlots(test);
  const found = leastOptions(
    slots.map((s) => s.strength),
    (options) => judge.standing(textOfOptions(test, slots, options)),
    {
      judged: limits.candidates ?? defaultCandidates,
      sets: limits.answers ?? defaultAnswers,
      expired: limits.deadline ?? (() => false),
    },
  );
  const repair = (options: readonly number[]) => repairOf(test, slots, options, 'Never');
  const repairs = byCost(
    found.minimal.map((options) =>
      repairOf(test, exchanged(test, slots, options, judge.standing), options, 'Never'),
    ),
  );
  const misplaced = misplacedFences(test, judge, byCost(found.minimal.map(repair)), limits);
  const stays = repairs.length > 0 ? undefined : staying(test, slots, judge.judgement, found);
  return {
    outcome: 'searched',
    judgement,
    repairs,
    below: found.below.map((options) => neighbourOf(test, slots, options)),
    ...(found.limit === undefined ? {} : { limit: found.limit }),
    stays,
    judged: judge.judged(),
    options: slots.reduce((n, s) => n + s.options.length - 1, 0),
    misplaced,
    violations: found.violations.map(repair),
  };
}

/** The slots with those fences exchanged, or moved, not added, where the one that stands there can go. */
function exchanged(
  test: LitmusTest,
  slots: readonly TestSlot[],
  options: readonly number[],
  standing: (text: string) => Standing,
): readonly TestSlot[] {
  const idle = new Set(partsOf(test).flatMap((p) => p.fences.filter(isIdle)));
  let now = slots;
  for (const [i, slot] of slots.entries()) {
    const at = options[i] ?? 0;
    const option = slot.options[at];
    if (at === slot.present || option === undefined) continue;
    const twin = [...idle].find((f) => f.thread === slot.thread && rowOfFence(f) === option.gains[0]);
    const instead = option.instead ?? (twin === undefined ? undefined : moved(test, option, twin));
    if (instead === undefined) continue;
    const tried = now.with(i, { ...slot, options: slot.options.with(at, instead) });
    if (standing(textOfOptions(test, tried, options)) !== 'sufficient') continue;
    now = tried;
    if (option.instead === undefined && twin !== undefined) idle.delete(twin);
  }
  return now;
}

/** The option that adds a fence, with its twin that orders nothing taken away. */
function moved(test: LitmusTest, option: SlotOption, twin: FencePart): SlotOption {
  const name = `${twin.primitive.name}()`;
  return {
    description: option.description.replace(
      `add ${name}`,
      `move ${name} (line ${lineOf(test, twin.span)}) to`,
    ),
    edits: [...option.edits, removal(test, twin.span, twin.lonely)],
    gains: option.gains,
    loses: option.gains,
  };
}

/** What is left when every gap has its strongest fence and every operation its strongest form. */
function staying(
  test: LitmusTest,
  slots: readonly TestSlot[],
  judge: (text: string) => Judgement,
  found: SearchResult,
): { reached: boolean; flags: readonly string[] } | undefined {
  if (found.limit === 'time') return undefined;
  const strongest = slots.map((s) => {
    if (s.kind === 'section') return 0;
    const named = s.options.findIndex((o) => o.description.startsWith('add smp_mb()'));
    return named === -1 ? s.options.length - 1 : named;
  });
  const j = judge(textOfOptions(test, slots, strongest));
  if (j.outcome !== 'judged') return undefined;
  return { reached: isUnwantedReached(j), flags: j.flags };
}

/** Every place of a test where order could be added. */
export function strongerSlots(test: LitmusTest): TestSlot[] {
  const parts = partsOf(test);
  const operations = parts.flatMap((p) => p.operations);
  const unlocks = operations.some((o) => effectOf(o) === 'unlock');
  const fences = parts.flatMap((p) => p.fences);
  const readers =
    parts.some((p) => p.marks.some((m) => m.primitive.effect.do === 'fence')) ||
    /\brcu_read_lock\b/.test(test.source.text.slice(test.initSpan.end, test.conditionSpan.start)) ||
    fences.some((f) => f.primitive.effect.do === 'fence' && f.primitive.effect.fence === 'sync-rcu');
  const named = (...effects: string[]) =>
    new Set(
      operations.flatMap((o) => {
        const [arg] = o.kind === 'call' && effects.includes(effectOf(o)) ? o.args : [];
        return arg?.kind === 'register' ? [arg.name] : [];
      }),
    );
  // To take a lock that others only look at gives them new things to see, so that it is no mere order.
  const seen = named('trylock', 'is-locked');
  const locks = [...named('lock', 'unlock')].filter((name) => !seen.has(name));
  const parameter = parameterMaker(test);
  const sections: SectionRules = { locks, readers, domains: [...named('srcu-sync')], parameter };
  const gaps = { unlocks, readers, domains: [...named('srcu-lock')], parameter };
  const present = (s: TestSlot | undefined): TestSlot[] => (s === undefined ? [] : [s]);
  return [
    ...parts.flatMap((p) => present(sectionSlot(test, p, sections))),
    ...parts.flatMap((p) => p.gaps.flatMap((gap) => present(gapSlot(test, gap, { ...gaps, parts: p })))),
    ...operations.flatMap((o) => present(operationSlot(test, o, 'stronger'))),
  ];
}
