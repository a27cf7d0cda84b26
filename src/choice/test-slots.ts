/**
 * The decisions in a litmus test that is given without a scenario: each slot is one place with its
 * options in an order of strength, each option a list of edits of the test's text.
 */

import { applyEdits, type Edit } from '../base/edits.ts';
import { positionOf, type Span } from '../base/source.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { type Filling, fillingsOf, type Hole } from '../lkmm/fillings.ts';
import { isWeaker, type Strength, strengthOf, type Weaker } from '../lkmm/strength.ts';
import type { FencePart, Operation } from './test-parts.ts';

export interface SlotOption {
  /** `add smp_wmb() between ... and ...`; of the option that leaves the test as it is, empty. */
  readonly description: string;
  readonly edits: readonly Edit[];
  /** Rows that come and go by it, for the cost. */
  readonly gains: readonly Filling[];
  readonly loses: readonly Filling[];
  /** Of a fence added beside another: the same in place of that one, to be tried afterwards. */
  readonly instead?: SlotOption;
}

export interface TestSlot {
  readonly kind: 'section' | 'gap' | 'fence' | 'operation';
  readonly thread: number;
  /** Of the text at which the slot stands; 1 is the first. */
  readonly line: number;
  /** What stands there now: `smp_mb()`; empty for a gap without a fence. */
  readonly now: string;
  /** Number 0 is weaker than all others. */
  readonly options: readonly SlotOption[];
  readonly strength: Strength;
  /** The option that is the test's own. */
  readonly present: number;
}

export const unchanged: SlotOption = { description: '', edits: [], gains: [], loses: [] };

/** A slot of named rows of one hole; `weaker` may leave out pairs of the table's order. */
export function slotOf(
  place: Pick<TestSlot, 'kind' | 'thread' | 'line' | 'now'>,
  hole: Hole,
  options: readonly (SlotOption & { readonly row: string })[],
  present: number,
  apart: ReadonlySet<string> = new Set(),
): TestSlot {
  const pairs = options.flatMap((a, i) =>
    options.flatMap((b, j): Weaker[] => {
      if (i === j) return [];
      if (i === 0) return [[i, j]];
      if (j === 0 || apart.has(a.row) || apart.has(b.row)) return [];
      return isRowWeaker(hole, a.row, b.row) ? [[i, j]] : [];
    }),
  );
  return { ...place, options, present, strength: orderOf(options.length, pairs) };
}

/** Options in an order of their own; number 0 is weaker than all others. */
export function partlyOrdered(
  place: Pick<TestSlot, 'kind' | 'thread' | 'line' | 'now'>,
  options: readonly SlotOption[],
  isWeakerThan: (a: number, b: number) => boolean,
): TestSlot {
  const pairs = options.flatMap((_, i) =>
    options.flatMap((__, j): Weaker[] => (i !== j && (i === 0 || isWeakerThan(i, j)) ? [[i, j]] : [])),
  );
  return { ...place, options, present: 0, strength: orderOf(options.length, pairs) };
}

function orderOf(count: number, pairs: readonly Weaker[]): Strength {
  const strength = strengthOf(count, pairs);
  if ('circle' in strength) throw new Error('the table of fillings has an order');
  return strength;
}

const ordered = new Map<Hole, { readonly names: readonly string[]; readonly strength: Strength }>();

/** Whether a row of the table of fillings is weaker than another of its hole. */
export function isRowWeaker(hole: Hole, weak: string, strong: string): boolean {
  let known = ordered.get(hole);
  if (known === undefined) {
    const names = [...fillingsOf[hole].keys()];
    const pairs = [...fillingsOf[hole].values()].flatMap((f) =>
      f.above.map((below): Weaker => [names.indexOf(below), names.indexOf(f.name)]),
    );
    known = { names, strength: orderOf(names.length, pairs) };
    ordered.set(hole, known);
  }
  return isWeaker(known.strength, known.names.indexOf(weak), known.names.indexOf(strong));
}

export function row(hole: Hole, name: string): Filling {
  const found = fillingsOf[hole].get(name);
  if (found === undefined) throw new Error(`the table of fillings has no ${hole} ${name}`);
  return found;
}

/** `smp_wmb()`: a fence's text without its semicolon. */
export function fenceWords(name: string): string {
  return row('between', name).text.replace(/;$/, '');
}

/** The rows of fences that have their meaning here; `barrier()` is left out, being no order. */
export function legalFences(
  before: Operation | undefined,
  after: Operation | undefined,
  unlocks: boolean,
): { readonly name: string; readonly doubtful: boolean }[] {
  const found = ['rmb', 'wmb', 'mb'].map((name) => ({ name, doubtful: false }));
  if (isWeakAtomic(before)) found.push({ name: 'after-atomic', doubtful: mayFail(before) });
  if (isWeakAtomic(after)) found.push({ name: 'before-atomic', doubtful: mayFail(after) });
  const last = effectOf(before);
  if (last === 'lock') {
    found.push({ name: 'after-spinlock', doubtful: false });
    if (unlocks) found.push({ name: 'after-unlock-lock', doubtful: false });
  }
  if (last === 'srcu-unlock') found.push({ name: 'after-srcu-unlock', doubtful: false });
  return found;
}

export function effectOf(o: Operation | undefined): string {
  return o?.kind === 'call' ? o.primitive.effect.do : '';
}

const atomics: ReadonlySet<string> = new Set(['xchg', 'cmpxchg', 'atomic', 'add-unless']);

function mayFail(o: Operation | undefined): boolean {
  return effectOf(o) === 'cmpxchg' || effectOf(o) === 'add-unless';
}

/** An atomic operation that is no full barrier, or not always. */
function isWeakAtomic(o: Operation | undefined): boolean {
  if (o?.kind !== 'call' || !atomics.has(o.primitive.effect.do)) return false;
  return mayFail(o) || !('tag' in o.primitive.effect) || o.primitive.effect.tag !== 'MB';
}

/** The row of `between` that a fence of the test is; absent for one that the table lacks. */
export function rowOfFence({ primitive }: Pick<FencePart, 'primitive'>): Filling | undefined {
  return [...fillingsOf.between.values()].find((f) => f.text === `${primitive.name}();`);
}

export function lineOf(test: LitmusTest, span: Span): number {
  return positionOf(test.source, span.start).line;
}

/** `WRITE_ONCE(*x, 1) (line 7)`: an operation as people find it. */
export function wordsFor(test: LitmusTest, o: Operation): string {
  const text = test.source.text.slice(o.span.start, o.span.end).replace(/\s+/g, ' ').replace(/;$/, '');
  return `${text} (line ${lineOf(test, o.span)})`;
}

/** The test's text with one option of each slot. Sections come first where edits meet at one place. */
export function textOfOptions(
  test: LitmusTest,
  slots: readonly TestSlot[],
  options: readonly number[],
): string {
  const edits = slots.flatMap((s, i) => s.options[options[i] ?? s.present]?.edits ?? []);
  return edited(test.source.text, edits);
}

/**
 * Insertions come before what is replaced at the same place; lines that an edit emptied go. An edit
 * that several options share is made once.
 */
export function edited(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const isInsertion = (e: Edit) => e.span.start === e.span.end;
  const each = [...new Set(edits)];
  const inserted = each.filter(isInsertion);
  const others = each.filter((e) => !isInsertion(e));
  const marked = applyEdits(
    text,
    [...inserted, ...others].map((e) => (e.text === '' ? { ...e, text: gone } : e)),
  );
  return marked.replace(new RegExp(`^[ \\t]*(?:${gone}[ \\t]*)+\\r?\\n`, 'gm'), '').replaceAll(gone, '');
}

/** A character that no litmus test holds: it marks where text was taken away. */
const gone = '\u{f8ff}';

/** Takes a statement away; C wants one to stay where there is no other. */
export function removal(test: LitmusTest, span: Span, lonely: boolean): Edit {
  if (lonely) return { span, text: 'barrier();' };
  const comment = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[ \t]*(?=\r?\n))/.exec(
    test.source.text.slice(span.end),
  );
  return { span: { start: span.start, end: span.end + (comment?.[0].length ?? 0) }, text: '' };
}

/** A statement before that at `at`: on a line of its own where that one is. */
export function insertion(test: LitmusTest, at: number, statement: string): Edit {
  const { text } = test.source;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const between = /^[ \t]*$/.test(line) ? `\n${line}` : ' ';
  return { span: { start: at, end: at }, text: `${statement}${between}` };
}

/** A statement behind the one that ends at `at`, whose line begins as the one at `like` does. */
export function insertionBehind(test: LitmusTest, at: number, like: number, statement: string): Edit {
  const { text } = test.source;
  const line = text.slice(text.lastIndexOf('\n', like - 1) + 1, like);
  const between = /^[ \t]*$/.test(line) ? `\n${line}` : ' ';
  return { span: { start: at, end: at }, text: `${between}${statement}` };
}
