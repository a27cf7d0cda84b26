/** What breaks an axiom: a shortest cycle of its relation, or a pair of one that should be empty. */

import { hasPair, members } from '../base/relation.ts';
import type { Axiom } from '../model/ir.ts';
import { type Derivation, Deriver } from './derivation.ts';
import type { Relations } from './relations.ts';

export interface Violation {
  readonly axiom: Axiom;
  /** Pairs of the axiom's relation: each ends where the next begins, the last where the first does. For `empty`: one pair. */
  readonly edges: readonly Derivation[];
}

/**
 * The violations of an axiom by shortest cycles, at most `most`, the easiest to follow first; none when
 * the axiom holds.
 */
export function violationsOf(axiom: Axiom, relations: Relations, most: number): Violation[] {
  const found = shortest(axiom, relations);
  if (found.length === 0) return [];
  const deriver = new Deriver(relations);
  const costOf = (edges: readonly Pair[]) =>
    edges.reduce((sum, [a, b]) => sum + deriver.cost(axiom.of, a, b), 0);
  return found
    .map((edges) => ({ edges, cost: costOf(edges) }))
    .sort((x, y) => x.cost - y.cost)
    .slice(0, most)
    .map(({ edges }) => ({
      axiom,
      edges: edges.map(([a, b]) => deriver.derive(axiom.of, a, b)),
    }));
}

type Pair = readonly [number, number];

/** More cycles of one length than this are not compared. */
const enough = 64;

function shortest(axiom: Axiom, relations: Relations): Pair[][] {
  const { size } = relations.inputs;
  const r = relations.get(axiom.of);
  const next = Array.from({ length: size.n }, (_, a) =>
    members(r.subarray(a * size.width, (a + 1) * size.width)),
  );
  if (axiom.check === 'empty') return next.flatMap((to, a) => to.map((b): Pair[] => [[a, b]]));
  const loops = next.flatMap((_, a): Pair[][] => (hasPair(r, size, a, a) ? [[[a, a]]] : []));
  if (loops.length > 0 || axiom.check === 'irreflexive') return loops;
  return shortestCycles(next).map((events) =>
    events.map((e, i): Pair => [e, events[(i + 1) % events.length] as number]),
  );
}

/** Each cycle once, beginning at its lowest event. */
function shortestCycles(next: readonly (readonly number[])[]): number[][] {
  let length = Number.POSITIVE_INFINITY;
  let cycles: number[][] = [];
  next.forEach((_, start) => {
    const distance = distancesTo(start, next);
    const around = distance.self;
    if (around > length || around === Number.POSITIVE_INFINITY) return;
    if (around < length) cycles = [];
    length = around;
    const path = [start];
    const walk = (at: number, left: number): void => {
      if (cycles.length >= enough) return;
      if (left === 1) {
        if (next[at]?.includes(start)) cycles.push([...path]);
        return;
      }
      for (const to of next[at] ?? []) {
        // Cycles through an earlier event have been found from there.
        if (to <= start || distance.of[to] !== left - 1) continue;
        path.push(to);
        walk(to, left - 1);
        path.pop();
      }
    };
    walk(start, around);
  });
  return cycles;
}

/** Steps from each event to `target`, and of the shortest way from `target` back to itself. */
function distancesTo(target: number, next: readonly (readonly number[])[]): { of: number[]; self: number } {
  const before = next.map((): number[] => []);
  next.forEach((to, a) => {
    for (const b of to) before[b]?.push(a);
  });
  const of = next.map(() => Number.POSITIVE_INFINITY);
  let self = Number.POSITIVE_INFINITY;
  let layer = [target];
  for (let steps = 1; layer.length > 0; steps++) {
    const following: number[] = [];
    for (const b of layer) {
      for (const a of before[b] ?? []) {
        if (a === target) self = Math.min(self, steps);
        else if (of[a] === Number.POSITIVE_INFINITY) {
          of[a] = steps;
          following.push(a);
        }
      }
    }
    layer = following;
  }
  return { of, self };
}
