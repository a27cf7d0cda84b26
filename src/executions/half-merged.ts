/**
 * Copies that herd7 leaves over. It merges the variables that reads-from makes equal in a tree (union by
 * rank, from the last read to the first) and then puts a variable's parent there in its place, not its
 * root. Where trees are more than one deep, copies such as S17:=S19 and S19:=S17 stay among the equations,
 * which are solved once, in the order of their dependencies, a ring from its last member to its first. A
 * copy whose right side is unknown then while its left side is known makes the candidate unsolvable.
 */

import type { EventStructure } from '../events/structure.ts';
import { isVariable, type Term, variableOf } from '../events/term.ts';
import type { Beginning } from './solver.ts';

/** A variable is defined by others, by its class; a constant and what it needs no others for has none. */
interface Definition {
  readonly defines: number;
  readonly by: readonly number[];
  readonly isCopy: boolean;
}

/** Fewer copies than these leave nothing over. */
const fewestCopies = 4;

/** Whether enough reads may copy what is not known beforehand: from two writes at least. */
export function mayLeaveCopies({ events }: EventStructure): boolean {
  let [reads, writes] = [0, 0];
  for (const { kind, value } of events) {
    if (kind === 'R') reads++;
    else if (kind === 'W' && value !== undefined && isVariable(value)) writes++;
  }
  return reads >= fewestCopies && writes > 1;
}

/**
 * Whether such a copy stays unsolved. `copies`: what each read makes equal, in the order of the events;
 * `numbers`: by variable, as herd7 numbers them.
 */
export function leavesCopies(
  { rootOf, unsolved }: Beginning,
  copies: readonly (readonly [Term, Term])[],
  numbers: readonly number[],
): boolean {
  const between = copies.filter(([read, written]) => isVariable(read) && isVariable(written));
  if (between.length < fewestCopies) return false;
  const classOf = (t: Term): number => rootOf[variableOf(t)] as number;
  const parentOf = merged(between.toReversed().map(([read, written]) => [classOf(read), classOf(written)]));
  const parent = (t: Term): number => parentOf.get(classOf(t)) ?? classOf(t);

  const definitions = new Map<string, Definition>();
  const define = (defines: number, by: readonly number[], isCopy: boolean) => {
    definitions.set(`${defines} ${by.join()} ${isCopy}`, { defines, by, isCopy });
  };
  for (const [read, written] of copies) {
    if (!isVariable(read)) continue;
    if (!isVariable(written)) define(parent(read), [], false);
    else if (parent(read) !== parent(written)) define(parent(read), [parent(written)], true);
  }
  const leftOver = [...definitions.values()].filter((d) => d.isCopy);
  if (leftOver.length < 2) return false;
  for (const { result, left, right } of unsolved) {
    if (!isVariable(result)) continue;
    define(parent(result), [left, right].filter(isVariable).map(parent), false);
  }
  return isStuck(inOrder([...definitions.values()], numberOfClass(rootOf, numbers)));
}

/** The largest number of a class is the one that it keeps. */
function numberOfClass(rootOf: readonly number[], numbers: readonly number[]): (of: number) => number {
  const largest = new Map<number, number>();
  rootOf.forEach((root, v) => {
    largest.set(root, Math.max(largest.get(root) ?? 0, numbers[v] ?? 0));
  });
  return (of) => largest.get(of) ?? 0;
}

/** By member: its parent, after the pairs were merged one by one. */
function merged(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, number> {
  const parent = new Map<number, number>();
  const rank = new Map<number, number>();
  const find = (v: number): number => {
    const p = parent.get(v) ?? v;
    if (p === v) return v;
    const root = find(p);
    parent.set(v, root);
    return root;
  };
  for (const [a, b] of pairs) {
    const [x, y] = [find(a), find(b)];
    if (x === y) continue;
    const [rx, ry] = [rank.get(x) ?? 0, rank.get(y) ?? 0];
    if (rx < ry) parent.set(x, y);
    else parent.set(y, x);
    if (rx === ry) rank.set(x, rx + 1);
  }
  return parent;
}

/** What is needed comes first; members of a ring from the one that was come upon last to the first. */
function inOrder(all: readonly Definition[], numberOf: (of: number) => number): Definition[] {
  const least = (d: Definition) => d.by.map(numberOf)[0] ?? -1;
  const sorted = [...all].sort(
    (a, b) =>
      numberOf(a.defines) - numberOf(b.defines) || Number(a.isCopy) - Number(b.isCopy) || least(a) - least(b),
  );
  const index = new Map<Definition, number>();
  const low = new Map<Definition, number>();
  const open: Definition[] = [];
  const ordered: Definition[] = [];
  const visit = (d: Definition): void => {
    index.set(d, index.size);
    low.set(d, index.get(d) as number);
    open.push(d);
    for (const needed of d.by.flatMap((v) => sorted.filter((e) => e.defines === v))) {
      if (!index.has(needed)) {
        visit(needed);
        low.set(d, Math.min(low.get(d) as number, low.get(needed) as number));
      } else if (open.includes(needed)) {
        low.set(d, Math.min(low.get(d) as number, index.get(needed) as number));
      }
    }
    if (low.get(d) !== index.get(d)) return;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      ordered.push(last);
      if (last === d) break;
    }
  };
  for (const d of sorted) if (!index.has(d)) visit(d);
  return ordered;
}

function isStuck(ordered: readonly Definition[]): boolean {
  const known = new Set<number>();
  for (const { defines, by, isCopy } of ordered) {
    if (by.every((v) => known.has(v))) known.add(defines);
    else if (isCopy && known.has(defines)) return true;
  }
  return false;
}
