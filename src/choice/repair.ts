/** A repair of a litmus test, or the least of its own barriers: the edits, what they cost, the text. */

import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { type Architecture, architectures } from '../lkmm/costs.ts';
import type { Filling } from '../lkmm/fillings.ts';
import { type DoubtfulBarrier, doubtfulBarriers } from '../scenario/barrier-places.ts';
import { unifiedDiff } from './repair-diff.ts';
import type { Options } from './repair-search.ts';
import { edited, type TestSlot, textOfOptions } from './test-slots.ts';

export interface Change {
  /** `add smp_wmb() between WRITE_ONCE(*x, 1) (line 7) and WRITE_ONCE(*y, 1) (line 8) of P0` */
  readonly description: string;
  readonly kind: TestSlot['kind'];
  readonly thread: number;
  readonly line: number;
}

export interface RepairCost {
  /** What is executed anew for the sake of order. */
  readonly instructions: readonly string[];
  /** Compares within one architecture: negative when the test becomes cheaper. */
  readonly weight: number;
}

export interface Repair {
  readonly changes: readonly Change[];
  readonly cost: Readonly<Record<Architecture, RepairCost>>;
  /** The whole test with the changes made. */
  readonly text: string;
  readonly diff: string;
  /**
   * Barriers that LKMM credits where the kernel's documents give them no meaning: not to be relied on.
   * `added` ones come by the repair itself.
   */
  readonly doubts: readonly (DoubtfulBarrier & { readonly added: boolean })[];
}

/** A test one step below some least sets: with it the outcome, or a flag, is back. */
export interface Neighbour {
  readonly changes: readonly Change[];
  readonly text: string;
}

export function repairOf(
  test: LitmusTest,
  slots: readonly TestSlot[],
  options: Options,
  /** The word that the `Result:` line should say. */
  result?: 'Never',
): Repair {
  const chosen = chosenOptions(slots, options);
  const header = result === undefined ? [] : resultEdits(test, result);
  const text = edited(test.source.text, [...chosen.flatMap((c) => c.option.edits), ...header]);
  const gains = chosen.flatMap((c) => c.option.gains);
  const loses = chosen.flatMap((c) => c.option.loses);
  return {
    changes: chosen.map(changeOf),
    cost: Object.fromEntries(architectures.map((a) => [a, costOn(a, gains, loses)])) as Record<
      Architecture,
      RepairCost
    >,
    text,
    diff: unifiedDiff(test.source.name, test.source.text, text),
    doubts: doubtsAbout(test, text),
  };
}

export function neighbourOf(test: LitmusTest, slots: readonly TestSlot[], options: Options): Neighbour {
  const chosen = chosenOptions(slots, options);
  return { changes: chosen.map(changeOf), text: textOfOptions(test, slots, options) };
}

interface Chosen {
  readonly slot: TestSlot;
  readonly option: TestSlot['options'][number];
}

/** Where it is not as in the test. */
function chosenOptions(slots: readonly TestSlot[], options: Options): Chosen[] {
  return slots.flatMap((slot, i) => {
    const option = slot.options[options[i] ?? slot.present];
    return option === undefined || options[i] === slot.present ? [] : [{ slot, option }];
  });
}

function changeOf({ slot, option }: Chosen): Change {
  return { description: option.description, kind: slot.kind, thread: slot.thread, line: slot.line };
}

function costOn(a: Architecture, gains: readonly Filling[], loses: readonly Filling[]): RepairCost {
  const weigh = (rows: readonly Filling[]) => rows.reduce((sum, f) => sum + f.cost[a].weight, 0);
  const before = loses.map((f) => f.cost[a].instruction);
  return {
    instructions: gains.map((f) => f.cost[a].instruction).filter((i) => i !== '' && !before.includes(i)),
    weight: weigh(gains) - weigh(loses),
  };
}

/** `Result: Sometimes` would be wrong of the repaired test. */
function resultEdits(test: LitmusTest, word: string) {
  const { result, source } = test;
  if (result === undefined || result.text === word) return [];
  const at = source.text.indexOf(result.text, source.text.indexOf('Result:', result.span.start));
  if (result.text === '' || at === -1) return [];
  return [{ span: { start: at, end: at + result.text.length }, text: word }];
}

function doubtsAbout(test: LitmusTest, text: string): Repair['doubts'] {
  const now = parseLitmus({ ...test.source, text }).test;
  if (now === undefined) throw new Error('a repaired test is a test');
  const before = doubtfulBarriers(test).map((d) => `${d.name} ${d.why}`);
  return doubtfulBarriers(now).map((d) => {
    const at = before.indexOf(`${d.name} ${d.why}`);
    if (at !== -1) before.splice(at, 1);
    return { ...d, added: at === -1 };
  });
}

/**
 * What may be relied on first; then by cost on one architecture, or on all of them; then by the number
 * of changes. Equal ones stay in order.
 */
export function byCost(repairs: readonly Repair[], on?: Architecture): Repair[] {
  const weight = (r: Repair) =>
    on === undefined ? architectures.reduce((sum, a) => sum + r.cost[a].weight, 0) : r.cost[on].weight;
  const doubts = (r: Repair) => r.doubts.filter((d) => d.added).length;
  return [...repairs].sort(
    (a, b) => doubts(a) - doubts(b) || weight(a) - weight(b) || a.changes.length - b.changes.length,
  );
}
