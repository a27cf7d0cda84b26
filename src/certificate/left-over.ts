/**
 * Copies that herd7 cannot solve, though they have a solution. It keeps variables that equal each other in
 * trees, the lower tree hung below the root of the higher one (with trees of one height, the written below
 * the read; the last read comes first), and writes for each variable what stands right above it. So a
 * variable may stay a copy of another one. Equations are then gone through once, what is needed first, a
 * ring backwards; a copy of something unknown that is met when its own value is known ends it all.
 */

import type { Equation } from '../events/event.ts';
import { isVariable, type Term, variableOf } from '../events/term.ts';

interface Rule {
  readonly gives: number;
  readonly needs: readonly number[];
  readonly copies: boolean;
}

/** `roots`: by variable, which one stands for it before any read has its write. */
export function isCopyLeftOver(
  roots: readonly number[],
  numbers: readonly number[],
  open: readonly Equation[],
  copied: readonly (readonly [Term, Term])[],
): boolean {
  const above = roots.map((_, v) => v);
  const height = roots.map(() => 0);
  const top = (v: number): number => {
    if (above[v] !== v) above[v] = top(above[v] as number);
    return above[v] as number;
  };
  const own = (t: Term): number => roots[variableOf(t)] as number;
  for (const [read, written] of [...copied].reverse()) {
    if (!isVariable(read) || !isVariable(written)) continue;
    const [x, y] = [top(own(read)), top(own(written))];
    if (x === y) continue;
    const [hx, hy] = [height[x] as number, height[y] as number];
    above[hx < hy ? x : y] = hx < hy ? y : x;
    if (hx === hy) height[x] = hx + 1;
  }

  const right = (t: Term): number => above[own(t)] as number;
  const rules: Rule[] = copied.flatMap(([read, written]): Rule[] => {
    if (!isVariable(read)) return [];
    if (!isVariable(written)) return [{ gives: right(read), needs: [], copies: false }];
    const [gives, needs] = [right(read), [right(written)]];
    return gives === needs[0] ? [] : [{ gives, needs, copies: true }];
  });
  if (!rules.some((r) => r.copies)) return false;
  for (const { result, left, right: other } of open) {
    if (!isVariable(result)) continue;
    rules.push({ gives: right(result), needs: [left, other].filter(isVariable).map(right), copies: false });
  }
  const named = numbers.map((n, v) =>
    Math.max(n, ...roots.flatMap((r, w) => (r === v ? [numbers[w] ?? 0] : []))),
  );
  const known = new Set<number>();
  return backwardsInRings(inNamedOrder(rules, named)).some((rule) => {
    if (rule.needs.every((v) => known.has(v))) {
      known.add(rule.gives);
      return false;
    }
    return rule.copies && known.has(rule.gives);
  });
}

/** Each once, by the number of what it gives, copies last, then by that of what it needs. */
function inNamedOrder(rules: readonly Rule[], named: readonly number[]): Rule[] {
  const key = (r: Rule) => [named[r.gives] ?? 0, r.copies ? 1 : 0, ...r.needs.map((v) => named[v] ?? 0)];
  const unlike = new Map(rules.map((r) => [`${key(r)} ${r.gives} ${r.needs}`, r]));
  return [...unlike.values()].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    const at = x.findIndex((n, i) => n !== y[i]);
    return at === -1 ? 0 : (x[at] ?? 0) - (y[at] ?? -1);
  });
}

/** What is needed comes first. Rules that need each other come together, the last one met first. */
function backwardsInRings(rules: readonly Rule[]): Rule[] {
  const met: Rule[] = [];
  const waiting: Rule[] = [];
  const done: Rule[] = [];
  /** The earliest rule still waiting that this one leads back to, by its place in `met`. */
  const follow = (rule: Rule): number => {
    const place = met.push(rule) - 1;
    const depth = waiting.push(rule) - 1;
    let earliest = place;
    for (const needed of rule.needs.flatMap((v) => rules.filter((r) => r.gives === v))) {
      if (!met.includes(needed)) earliest = Math.min(earliest, follow(needed));
      else if (waiting.includes(needed)) earliest = Math.min(earliest, met.indexOf(needed));
    }
    if (earliest === place) done.push(...waiting.splice(depth).reverse());
    return earliest;
  };
  for (const rule of rules) if (!met.includes(rule)) follow(rule);
  return done;
}
