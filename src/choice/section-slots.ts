/** Asymmetric repairs: a lock of the test, or a read-side critical section, around code of a thread. */

import type { Edit } from '../base/edits.ts';
import type { Span } from '../base/source.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { threadName } from '../litmus/thread-names.ts';
import type { ThreadParts } from './test-parts.ts';
import {
  effectOf,
  insertion,
  insertionBehind,
  lineOf,
  partlyOrdered,
  removal,
  row,
  type SlotOption,
  type TestSlot,
  unchanged,
} from './test-slots.ts';
import type { ParameterMaker } from './thread-parameter.ts';

/** Of blocks with more statements, only the whole is put under a lock. */
const mostStatements = 8;

/** A range of a block's statements that is put between two marks, by its offsets in the text. */
interface Ranged extends SlotOption {
  readonly mark: string;
  readonly range: Span;
}

/** A longer range is stronger. A section that the thread has already may end later. */
export function sectionSlot(
  test: LitmusTest,
  parts: ThreadParts,
  { locks, readers, domains, parameter }: SectionRules,
): TestSlot | undefined {
  const { thread, used } = parts;
  const [first] = used;
  if (first === undefined || waits(parts)) return undefined;
  const options = [
    ...locks.flatMap((lock) => ranges(test, parts, lockMarks(lock, parameter(thread, 'spinlock_t', lock)))),
    ...(readers ? ranges(test, parts, rcuMarks) : []),
    ...domains.flatMap((domain) => {
      const given = parameter(thread, 'struct srcu_struct', domain);
      return ranges(test, parts, srcuMarks(domain, given, unusedName(test, thread)));
    }),
  ];
  if (options.length === 0) return undefined;
  const place = { kind: 'section', thread, line: lineOf(test, first), now: '' } as const;
  return partlyOrdered(place, [unchanged, ...options], (a, b) => {
    const [x, y] = [options[a - 1], options[b - 1]];
    if (x === undefined || y === undefined || x.mark !== y.mark) return false;
    const isSame = x.range.start === y.range.start && x.range.end === y.range.end;
    return !isSame && y.range.start <= x.range.start && x.range.end <= y.range.end;
  });
}

export interface SectionRules {
  /** Spinlocks that may be taken. */
  readonly locks: readonly string[];
  /** The test knows RCU. */
  readonly readers: boolean;
  /** SRCU structures that the test waits for. */
  readonly domains: readonly string[];
  readonly parameter: ParameterMaker;
}

/** The two ends of a section. */
interface Marks {
  readonly open: string;
  readonly close: string;
  /** Undefined: the thread cannot have them. */
  readonly parameter: readonly Edit[] | undefined;
  readonly gains: SlotOption['gains'];
}

const lockMarks = (lock: string, parameter: Marks['parameter']): Marks => ({
  open: `spin_lock(${lock})`,
  close: `spin_unlock(${lock})`,
  parameter,
  gains: [row('rmw', 'acquire'), row('store', 'release')],
});

const rcuMarks: Marks = { open: 'rcu_read_lock()', close: 'rcu_read_unlock()', parameter: [], gains: [] };

const srcuMarks = (domain: string, parameter: Marks['parameter'], index: string): Marks => ({
  open: `int ${index} = srcu_read_lock(${domain})`,
  close: `srcu_read_unlock(${domain}, ${index})`,
  parameter,
  gains: [row('between', 'mb'), row('between', 'mb')],
});

/** For the value that srcu_read_lock() gives. */
function unusedName(test: LitmusTest, thread: number): string {
  const t = test.threads[thread];
  const body = t === undefined ? '' : test.source.text.slice(t.span.start, t.span.end);
  const names = ['idx', ...Array.from({ length: 100 }, (_, i) => `idx${i}`)];
  return names.find((name) => !new RegExp(`\\b${name}\\b`).test(body)) ?? 'srcu_idx';
}

function ranges(test: LitmusTest, parts: ThreadParts, marks: Marks): Ranged[] {
  const { thread, used } = parts;
  const { open, close, parameter } = marks;
  if (parameter === undefined) return [];
  const own = parts.marks.filter((m) => spelled(test, m.span) === open || spelled(test, m.span) === close);
  const [begin, end] = own;
  /** `old`: the marks that stand there already and move to these ends. */
  const around = (
    block: readonly Span[],
    from: number,
    to: number,
    old?: readonly [Span, Span],
  ): Ranged[] => {
    const [head, tail] = [block[from], block[to]];
    if (head === undefined || tail === undefined) return [];
    const [begin, end] = old ?? [];
    const edits: Edit[] = [...parameter];
    if (begin?.start !== head.start) edits.push(insertion(test, head.start, `${open};`));
    if (end?.start !== tail.start) edits.push(insertionBehind(test, tail.end, tail.start, `${close};`));
    if (begin !== undefined && begin.start !== head.start) edits.push(removal(test, begin, false));
    if (end !== undefined && end.start !== tail.start) edits.push(removal(test, end, false));
    const lines = `lines ${lineOf(test, head)} to ${lineOf(test, { start: tail.end, end: tail.end })}`;
    const what = block === used && to - from + 1 === used.length ? 'all' : lines;
    const verb = old === undefined ? ['put', 'around'] : ['extend', 'over'];
    return [
      {
        mark: open,
        range: { start: head.start, end: tail.end },
        description: `${verb[0]} ${open} ... ${close} ${verb[1]} ${what} of ${threadName(test, thread)}`,
        edits,
        gains: old === undefined ? marks.gains : [],
        loses: [],
      },
    ];
  };
  if (begin !== undefined || end !== undefined) {
    if (own.length !== 2 || parts.markCount !== 2 || begin === undefined || end === undefined) return [];
    const [first, last] = [indexOf(used, begin.span), indexOf(used, end.span)];
    // Begun earlier, a lock would be weaker with smp_mb__after_spinlock(): only its end may move.
    const mayBegin = (from: number) => from === first || (from < first && open === 'rcu_read_lock()');
    return subranges(used.length)
      .filter(([from, to]) => mayBegin(from) && to >= last && (from !== first || to !== last))
      .flatMap(([from, to]) => around(used, from, to, [begin.span, end.span]));
  }
  if (!mayNest(parts, marks)) return [];
  return [used, ...parts.inner].flatMap((block) =>
    subranges(block.length)
      .filter(([from, to]) => isBalanced(parts, block[from], block[to]))
      .flatMap(([from, to]) => around(block, from, to)),
  );
}

/** From and to of every range; of a long block the whole. */
function subranges(count: number): [from: number, to: number][] {
  if (count > mostStatements) return [[0, count - 1]];
  return Array.from({ length: count }, (_, from) =>
    Array.from({ length: count - from }, (__, i): [number, number] => [from, from + i]),
  ).flat();
}

/** A lock and an RCU section may stand inside each other; of two locks nobody knows the order. */
function mayNest(parts: ThreadParts, { open }: Marks): boolean {
  if (parts.markCount === 0) return true;
  if (parts.markCount !== parts.marks.length) return false;
  const isLock = (m: ThreadParts['marks'][number]) => m.primitive.effect.do !== 'fence';
  if (open.startsWith('spin_lock')) return !parts.marks.some(isLock);
  return open.startsWith('rcu_read_lock') && parts.marks.every(isLock);
}

/** Whether the range holds both ends of a section or none. */
function isBalanced(parts: ThreadParts, head: Span | undefined, tail: Span | undefined): boolean {
  if (head === undefined || tail === undefined) return false;
  const held = parts.marks.filter((m) => m.span.start >= head.start && m.span.end <= tail.end);
  return held.length % 2 === 0;
}

function indexOf(used: readonly Span[], span: Span): number {
  return used.findIndex((u) => u.start === span.start);
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
