/**
 * What each barrier of a test does for an outcome being forbidden, found by taking it away: alone, and
 * together with others.
 */

import { applyEdits, type Edit } from '../base/edits.ts';
import type { SlotOption } from '../choice/test-slots.ts';
import { weakerSlots } from '../choice/weaken.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { threadName } from '../litmus/thread-names.ts';
import type { Asked, Forbidden } from './explanation.ts';
import { makersOf } from './makers.ts';
import type { Reason } from './reason.ts';
import type { SceneEvent } from './scene.ts';

/** A fence, or an operation with more order than that of a marked access. */
export interface Removable {
  readonly text: string;
  readonly thread: number;
  readonly threadName: string;
  readonly line: number;
  /** Take the fence away, or make the operation a relaxed one. */
  readonly edits: readonly Edit[];
}

export type BarrierWord =
  /** Without it the outcome can happen, or a flag is raised. */
  | 'needed'
  /** The reasons use it, and without it others take over. */
  | 'replaceable'
  /** Without it alone nothing changes; without it and the named others the outcome can happen. */
  | 'jointly needed'
  /** Without it nothing changes, whatever else goes. */
  | 'unused'
  /** A limit was reached. */
  | 'undecided';

export interface Barrier {
  /** `smp_mb()` */
  readonly text: string;
  readonly thread: number;
  readonly threadName: string;
  readonly line: number;
  readonly word: BarrierWord;
  /** Whether a reason that is told uses it. */
  readonly used: boolean;
  /** Of `needed`: what happens without it. */
  readonly without?: Exclude<Standing, 'forbidden'>;
  /** Of `jointly needed`: indices of the others. */
  readonly others: readonly number[];
  /** Of `replaceable`: what the reasons without it use that those with it do not. */
  readonly takeover: readonly SceneEvent[];
}

/** `flagged`: the outcome is still forbidden, and a flag is raised that the test does not raise. */
export type Standing = 'forbidden' | 'reached' | 'flagged';

/** What is asked of a variant of the test. */
export interface BarrierJudge {
  /** What becomes of the outcome; undefined: a limit was reached. */
  readonly standing: (variant: LitmusTest) => Standing | undefined;
  /** The reasons why the outcome is forbidden in a variant. */
  readonly reasons: (variant: LitmusTest) => readonly Reason[];
}

/** Of more barriers than this not every set is tried. */
const mostTogether = 6;

export function removableBarriers(test: LitmusTest): Removable[] {
  const found = weakerSlots(test).flatMap((slot): Removable[] => {
    const { thread, line } = slot;
    const text = slot.now.replace(/ \(line \d+\)$/, '');
    const bare = slot.kind === 'fence' ? slot.options[0] : slot.options.find(isRelaxed);
    return bare === undefined
      ? []
      : [{ text, thread, threadName: threadName(test, thread), line, edits: bare.edits }];
  });
  return found.sort((a, b) => a.thread - b.thread || a.line - b.line);
}

function isRelaxed({ gains }: SlotOption): boolean {
  return gains.some((g) => g.name === 'once' || g.name === 'relaxed');
}

export function barriersOf({ test, reasons }: Asked & Forbidden, judge: BarrierJudge): Barrier[] {
  const slots = removableBarriers(test);
  const known = new Map<string, Standing | undefined>();
  const standing = (gone: readonly number[]): Standing | undefined => {
    const key = [...gone].sort((a, b) => a - b).join();
    if (known.has(key)) return known.get(key);
    const variant = withoutBarriers(test, slots, gone);
    const found = variant === undefined ? undefined : judge.standing(variant);
    known.set(key, found);
    return found;
  };
  /** Whether it stays forbidden without these. */
  const without = (gone: readonly number[]): boolean | undefined => {
    const found = standing(gone);
    return found === undefined ? undefined : found === 'forbidden';
  };
  const makers = reasons.flatMap((r) => r.loop.flatMap((s) => makersOf(s, r.scene)));
  const used = slots.map((slot) => makers.some((m) => touches(slot, m)));
  const spare = slots.flatMap((_, i) => (without([i]) === true ? [i] : []));
  return slots.map((slot, i): Barrier => {
    const { text, thread, threadName, line } = slot;
    const is = (word: BarrierWord, more: Partial<Barrier> = {}): Barrier => ({
      ...{ text, thread, threadName, line, word, used: used[i] === true, others: [], takeover: [] },
      ...more,
    });
    const alone = standing([i]);
    if (alone === undefined) return is('undecided');
    if (alone !== 'forbidden') return is('needed', { without: alone });
    if (used[i] === true) return is('replaceable', { takeover: takeoverOf(test, slots, i, makers, judge) });
    // Those that the reasons use are tried first: this one may be their reserve.
    const candidates = spare.filter((o) => o !== i).sort((a, b) => Number(used[b]) - Number(used[a]));
    const others = decisiveOthers(candidates, without, i);
    if (others === undefined) return is('undecided');
    return others.length === 0 ? is('unused') : is('jointly needed', { others });
  });
}

/** Others without which this one decides, none of them in vain; empty: there are none. */
function decisiveOthers(
  others: readonly number[],
  without: (gone: readonly number[]) => boolean | undefined,
  own: number,
): readonly number[] | undefined {
  // The fewer barriers, the more can happen: if nothing does without all, nothing does without some.
  const all = without([...others, own]);
  if (all === undefined) return undefined;
  if (all) return [];
  const decides = (gone: readonly number[]) => without(gone) === true && without([...gone, own]) === false;
  for (const order of [others, others.toReversed()]) {
    let gone: readonly number[] = [];
    for (const o of order) if (without([...gone, o]) === true) gone = [...gone, o];
    if (!decides(gone)) continue;
    for (const o of gone) {
      const fewer = gone.filter((g) => g !== o);
      if (decides(fewer)) gone = fewer;
    }
    return gone;
  }
  if (others.length > mostTogether) return undefined;
  const sets = Array.from({ length: 1 << others.length }, (_, bits) =>
    others.filter((__, i) => ((bits >> i) & 1) === 1),
  ).sort((a, b) => a.length - b.length);
  const found = sets.find(decides);
  if (found !== undefined) return found;
  const open = sets.some((set) => without(set) === undefined || without([...set, own]) === undefined);
  return open ? undefined : [];
}

function takeoverOf(
  test: LitmusTest,
  slots: readonly Removable[],
  gone: number,
  makers: readonly SceneEvent[],
  judge: BarrierJudge,
): SceneEvent[] {
  const variant = withoutBarriers(test, slots, [gone]);
  const now = variant === undefined ? [] : judge.reasons(variant);
  const events = now.flatMap((r) => r.loop.flatMap((s) => makersOf(s, r.scene)));
  const old = new Set(makers.map(placeOf));
  const fresh = new Map(events.filter((e) => !old.has(placeOf(e))).map((e) => [placeOf(e), e]));
  return [...fresh.values()].sort((a, b) => a.event - b.event);
}

const placeOf = (e: SceneEvent): string => `${e.thread} ${e.line} ${e.text}`;

/** Whether the barrier of a slot is what makes an event. */
function touches(slot: Removable, e: SceneEvent): boolean {
  return slot.edits.some(
    ({ span }) => span.start < e.span.end && e.span.start < Math.max(span.end, span.start + 1),
  );
}

/**
 * The test without some of its barriers: fences gone, operations in their weakest form. Every line
 * keeps its number.
 */
export function withoutBarriers(
  test: LitmusTest,
  slots: readonly Removable[],
  gone: readonly number[],
): LitmusTest | undefined {
  const { source } = test;
  const edits = gone.flatMap((i) => slots[i]?.edits ?? []).map((e) => blanked(source.text, e));
  return parseLitmus({ ...source, text: applyEdits(source.text, edits) }).test;
}

/** What is taken away leaves blanks. */
function blanked(text: string, edit: Edit): Edit {
  if (edit.text !== '') return edit;
  return { ...edit, text: text.slice(edit.span.start, edit.span.end).replace(/[^\n\t]/g, ' ') };
}
