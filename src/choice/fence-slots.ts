/** Slots for fences: those of a test with all that is weaker, and the gaps where one could be added. */

import type { LitmusTest } from '../litmus/ast.ts';
import type { Filling } from '../lkmm/fillings.ts';
import type { FencePart, Gap, Operation, ThreadParts } from './test-parts.ts';
import {
  effectOf,
  fenceWords,
  insertion,
  insertionBehind,
  isRowWeaker,
  legalFences,
  lineOf,
  loose,
  removal,
  row,
  rowOfFence,
  type SlotOption,
  slotOf,
  type TestSlot,
  unchanged,
  wordsFor,
} from './test-slots.ts';

type Option = SlotOption & { readonly row: string };

/** A fence of the test: nothing in its place, or whatever is weaker; undefined for `barrier()`. */
export function fenceSlot(test: LitmusTest, f: FencePart, unlocks: boolean): TestSlot | undefined {
  const present = rowOfFence(f);
  if (present === undefined || present.name === 'barrier') return undefined;
  const line = lineOf(test, f.span);
  const legal = legalFences(f.before.at(-1), f.after[0], unlocks).filter((l) => !l.doubtful);
  const weaker = legal.map((l) => l.name).filter((name) => isRowWeaker('between', name, present.name));
  const now = `${f.primitive.name}()`;
  const options: Option[] = [
    {
      row: 'none',
      description: `drop ${now} (line ${line}) of P${f.thread}`,
      edits: [removal(test, f.span, f.lonely)],
      gains: [],
      loses: [present],
    },
    ...weaker.map(
      (name): Option => ({
        row: name,
        description: `change ${now} (line ${line}) of P${f.thread} to ${fenceWords(name)}`,
        edits: [{ span: f.span, text: `${fenceWords(name)};` }],
        gains: [row('between', name)],
        loses: [present],
      }),
    ),
    { row: present.name, ...unchanged },
  ];
  return slotOf({ kind: 'fence', thread: f.thread, line, now }, 'between', options, options.length - 1);
}

/** A grace period of SRCU: nothing, or a fence. */
export function srcuGracePeriodSlot(test: LitmusTest, o: Operation): TestSlot | undefined {
  if (o.kind !== 'call' || effectOf(o) !== 'srcu-sync') return undefined;
  const line = lineOf(test, o.span);
  const now = `${o.primitive.name}()`;
  const grace = row('between', 'sync-rcu');
  const to = (name: string): Option => ({
    row: name,
    description:
      name === 'none'
        ? `drop ${now} (line ${line}) of P${o.thread}`
        : `change ${now} (line ${line}) of P${o.thread} to ${fenceWords(name)}`,
    edits: [
      name === 'none'
        ? removal(test, o.statement, false)
        : { span: o.statement, text: `${fenceWords(name)};` },
    ],
    gains: [row('between', name)],
    loses: [grace],
  });
  const options: Option[] = [to('none'), to('rmb'), to('wmb'), to('mb'), { row: 'sync-rcu', ...unchanged }];
  return slotOf({ kind: 'fence', thread: o.thread, line, now }, 'between', options, options.length - 1);
}

export interface GapRules {
  /** The test has an unlock somewhere. */
  readonly unlocks: boolean;
  /** The test has RCU read-side critical sections, or may be given some. */
  readonly readers: boolean;
  readonly parts: ThreadParts;
}

/** Everything that may be added between two operations, beside or in place of what stands there. */
export function gapSlot(test: LitmusTest, gap: Gap, rules: GapRules): TestSlot | undefined {
  const { parts } = rules;
  const rows = gap.fences.flatMap((f) => {
    const r = rowOfFence(f);
    return r === undefined ? [] : [{ part: f, row: r }];
  });
  const several = (kind: 'R' | 'W') => parts.operations.filter((o) => kindsOf(o).includes(kind)).length > 1;
  const legal = legalFences(gap.before, gap.after, rules.unlocks).filter(
    ({ name }) => (name !== 'rmb' || several('R')) && (name !== 'wmb' || several('W')),
  );
  if (rules.readers && gap.outside !== undefined) legal.push({ name: 'sync-rcu', doubtful: false });
  const where = `between ${wordsFor(test, gap.before)} and ${wordsFor(test, gap.after)} of P${gap.thread}`;
  const options = legal.flatMap(({ name }): Option[] => {
    const atLeast = rows.some((r) => r.row.name === name || isRowWeaker('between', name, r.row.name));
    if (atLeast) return [];
    const below = rows.find((r) => r.row.name !== 'barrier' && isRowWeaker('between', r.row.name, name));
    const words = fenceWords(name);
    if (below !== undefined) return [{ row: name, ...exchange(test, below, name) }];
    const other = rows.find((r) => r.row.name !== 'barrier');
    return [
      {
        row: name,
        description: `add ${words} ${where}`,
        edits: insertionsOf(test, gap, name, `${words};`),
        gains: [row('between', name)],
        loses: [],
        ...(other === undefined ? {} : { instead: exchange(test, other, name) }),
      },
    ];
  });
  if (options.length === 0) return undefined;
  const doubtful = new Set(legal.filter((l) => l.doubtful).map((l) => l.name));
  const now = rows.map((r) => `${r.part.primitive.name}()`).join(', ');
  const place = { kind: 'gap', thread: gap.thread, line: lineOf(test, gap.after.span), now } as const;
  return slotOf(place, 'between', [{ row: 'none', ...unchanged }, ...options], 0, doubtful);
}

/** Another fence in place of one that stands in the test. */
function exchange(
  test: LitmusTest,
  old: { readonly part: FencePart; readonly row: Filling },
  name: string,
): SlotOption {
  const { part } = old;
  const place = `${part.primitive.name}() (line ${lineOf(test, part.span)}) of P${part.thread}`;
  return {
    description: `change ${place} to ${fenceWords(name)}`,
    edits: [{ span: part.span, text: `${fenceWords(name)};` }],
    gains: [row('between', name)],
    loses: [old.row],
  };
}

function insertionsOf(test: LitmusTest, gap: Gap, name: string, statement: string) {
  if (name === 'sync-rcu' && gap.outside !== undefined && gap.outside !== gap.at) {
    return [insertionBehind(test, gap.outside, gap.outside, statement)].map((e) => ({
      ...e,
      text: ` ${statement}`,
    }));
  }
  if (gap.lone === undefined) return [insertion(test, gap.at, statement)];
  const close = { span: { start: gap.lone, end: gap.lone }, text: ' }' };
  return [{ span: { start: gap.at, end: gap.at }, text: `{ ${statement} ` }, close];
}

/** Whether an operation reads, writes or does both. */
export function kindsOf(o: Operation): readonly ('R' | 'W')[] {
  switch (o.kind) {
    case 'load':
      return ['R'];
    case 'store':
      return ['W'];
    case 'call':
      switch (o.primitive.effect.do) {
        case 'read':
        case 'is-locked':
        case 'srcu-lock':
          return ['R'];
        case 'write':
        case 'unlock':
        case 'srcu-unlock':
          return ['W'];
        case 'srcu-sync':
        case 'nothing':
          return [];
        default:
          return ['R', 'W'];
      }
    default:
      return o satisfies never;
  }
}

/** Asymmetric repairs: a lock of the test, or a read-side critical section, around a thread's code. */
export function sectionSlot(
  test: LitmusTest,
  parts: ThreadParts,
  locks: readonly string[],
  readers: boolean,
): TestSlot | undefined {
  const { extent, thread } = parts;
  const whole = test.threads[thread];
  if (extent === undefined || whole === undefined || waits(parts)) return undefined;
  const wanted = [
    ...locks.map((lock) => ({ lock, open: `spin_lock(${lock})`, close: `spin_unlock(${lock})` })),
    ...(readers ? [{ lock: undefined, open: 'rcu_read_lock()', close: 'rcu_read_unlock()' }] : []),
  ];
  const options = wanted.flatMap(({ lock, open, close }): SlotOption[] => {
    const own = parts.marks.filter((m) => spelled(test, m.span) === open || spelled(test, m.span) === close);
    const [first, last] = own;
    const pair = own.length === 2 && parts.markCount === 2 && first !== undefined && last !== undefined;
    if (!pair && parts.markCount > 0) return [];
    if (pair && first.span.start === extent.start && last.span.end === extent.end) return [];
    const parameter = lock === undefined ? [] : parameterFor(test, thread, lock);
    if (parameter === undefined) return [];
    const begins = pair && first.span.start === extent.start;
    const ends = pair && last.span.end === extent.end;
    return [
      {
        description: pair
          ? `extend ${open} ... ${close} over all of P${thread}`
          : `put ${open} ... ${close} around the code of P${thread}`,
        edits: [
          ...parameter,
          ...(begins ? [] : [insertion(test, extent.start, `${open};`)]),
          ...(ends ? [] : [insertionBehind(test, extent.end, extent.start, `${close};`)]),
          ...(pair && !begins ? [removal(test, first.span, false)] : []),
          ...(pair && !ends ? [removal(test, last.span, false)] : []),
        ],
        gains: lock === undefined || pair ? [] : [row('rmw', 'acquire'), row('store', 'release')],
        loses: [],
      },
    ];
  });
  if (options.length === 0) return undefined;
  const place = { kind: 'section', thread, line: lineOf(test, extent), now: '' } as const;
  return loose(place, [unchanged, ...options]);
}

/** A thread that waits for a grace period may hold no lock and be no reader. */
function waits(parts: ThreadParts): boolean {
  return (
    parts.fences.some((f) => f.primitive.effect.do === 'fence' && f.primitive.effect.fence === 'sync-rcu') ||
    parts.operations.some((o) => effectOf(o) === 'srcu-sync')
  );
}

function spelled(test: LitmusTest, span: { readonly start: number; readonly end: number }): string {
  return test.source.text.slice(span.start, span.end).replace(/[\s;]/g, '');
}

/** What gives a thread the lock as a parameter; undefined when it uses the name for something else. */
function parameterFor(test: LitmusTest, thread: number, lock: string) {
  const t = test.threads[thread];
  if (t === undefined) return undefined;
  if (t.parameters.some((p) => p.name === lock)) return [];
  const { text } = test.source;
  if (new RegExp(`\\b${lock}\\b`).test(text.slice(t.bodySpan.start, t.bodySpan.end))) return undefined;
  const last = t.parameters.at(-1);
  const open = text.indexOf('(', t.span.start);
  if (last === undefined && (open === -1 || open >= t.bodySpan.start)) return undefined;
  const at = last?.span.end ?? open + 1;
  const type = 'spinlock_t *';
  return [{ span: { start: at, end: at }, text: `${last === undefined ? '' : ', '}${type}${lock}` }];
}
