/** Slots for fences: those of a test with all that is weaker, and the gaps where one could be added. */

import type { LitmusTest } from '../litmus/ast.ts';
import { threadName } from '../litmus/thread-names.ts';
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
  removal,
  row,
  rowOfFence,
  type SlotOption,
  slotOf,
  type TestSlot,
  unchanged,
  wordsFor,
} from './test-slots.ts';
import type { ParameterMaker } from './thread-parameter.ts';

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
      description: `drop ${now} (line ${line}) of ${threadName(test, f.thread)}`,
      edits: [removal(test, f.span, f.lonely)],
      gains: [],
      loses: [present],
    },
    ...weaker.map(
      (name): Option => ({
        row: name,
        description: `change ${now} (line ${line}) of ${threadName(test, f.thread)} to ${fenceWords(name)}`,
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
        ? `drop ${now} (line ${line}) of ${threadName(test, o.thread)}`
        : `change ${now} (line ${line}) of ${threadName(test, o.thread)} to ${fenceWords(name)}`,
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
  /** SRCU structures that the test has read-side critical sections of. */
  readonly domains: readonly string[];
  readonly parameter: ParameterMaker;
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
  const where = `between ${wordsFor(test, gap.before)} and ${wordsFor(test, gap.after)} of ${threadName(test, gap.thread)}`;
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
  options.push(...srcuGracePeriods(test, gap, rules, where));
  if (options.length === 0) return undefined;
  const doubtful = new Set(legal.filter((l) => l.doubtful).map((l) => l.name));
  const now = rows.map((r) => `${r.part.primitive.name}()`).join(', ');
  const place = { kind: 'gap', thread: gap.thread, line: lineOf(test, gap.after.span), now } as const;
  return slotOf(place, 'between', [{ row: 'none', ...unchanged }, ...options], 0, doubtful);
}

/** Waiting for the readers of an SRCU structure, where the thread holds no lock and is no reader. */
function srcuGracePeriods(test: LitmusTest, gap: Gap, rules: GapRules, where: string): Option[] {
  if (gap.outside === undefined) return [];
  return rules.domains.flatMap((domain): Option[] => {
    const parameter = rules.parameter(gap.thread, 'struct srcu_struct', domain);
    if (parameter === undefined) return [];
    const words = `synchronize_srcu(${domain})`;
    return [
      {
        row: 'sync-rcu',
        description: `add ${words} ${where}`,
        edits: [...parameter, ...insertionsOf(test, gap, 'sync-rcu', `${words};`)],
        gains: [row('between', 'sync-rcu')],
        loses: [],
      },
    ];
  });
}

/** Another fence in place of one that stands in the test. */
function exchange(
  test: LitmusTest,
  old: { readonly part: FencePart; readonly row: Filling },
  name: string,
): SlotOption {
  const { part } = old;
  const place = `${part.primitive.name}() (line ${lineOf(test, part.span)}) of ${threadName(test, part.thread)}`;
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
