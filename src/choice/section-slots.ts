/** Asymmetric repairs: a lock of the test, or a read-side critical section, around code of a thread. */

import type { Edit } from '../base/edits.ts';
import type { Span } from '../base/source.ts';
import type { LitmusTest } from '../litmus/ast.ts';
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

/** Of threads with more statements, only the whole is put under a lock. */
const mostStatements = 6;

/** A range of a thread's statements that is put between two marks. */
interface Ranged extends SlotOption {
  readonly mark: string;
  readonly from: number;
  readonly to: number;
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
    return y.from <= x.from && x.to <= y.to;
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
  const pair = own.length === 2 && parts.markCount === 2 && begin !== undefined && end !== undefined;
  if (!pair && parts.markCount > 0) return [];
  const inner = pair
    ? { from: indexOf(used, begin.span), to: indexOf(used, end.span) }
    : { from: used.length, to: -1 };
  const found: Ranged[] = [];
  for (let from = 0; from < used.length; from++) {
    for (let to = from; to < used.length; to++) {
      if (used.length > mostStatements && to - from + 1 < used.length) continue;
      // Begun earlier, a section would be weaker with smp_mb__after_spinlock(): only its end may move.
      if (pair && (from !== inner.from || to <= inner.to)) continue;
      const [head, tail] = [used[from], used[to]];
      if (head === undefined || tail === undefined) continue;
      const edits: Edit[] = [...parameter];
      if (!pair) edits.push(insertion(test, head.start, `${open};`));
      edits.push(insertionBehind(test, tail.end, tail.start, `${close};`));
      if (pair) edits.push(removal(test, end.span, false));
      const lines = `lines ${lineOf(test, head)} to ${lineOf(test, { start: tail.end, end: tail.end })}`;
      found.push({
        mark: open,
        from,
        to,
        description: `${pair ? 'extend' : 'put'} ${open} ... ${close} ${pair ? 'over' : 'around'} ${
          to - from + 1 === used.length ? 'all' : lines
        } of P${thread}`,
        edits,
        gains: pair ? [] : marks.gains,
        loses: [],
      });
    }
  }
  return found;
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
