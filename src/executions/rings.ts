/**
 * Equations that go round in a ring. herd7 solves the equations of a candidate in the order of their
 * dependencies, variables that are copies of each other being one; where two or more of them form a
 * ring it gives the candidate up, even if a constant is known. Only operations that demand a value (a
 * successful cmpxchg, a failed add_unless) close such a ring with a solution.
 */

import type { EventStructure } from '../events/structure.ts';
import { isVariable, type Term, variableOf } from '../events/term.ts';
import { leavesCopies, mayLeaveCopies } from './half-merged.ts';
import type { Beginning } from './solver.ts';

/** Whether two variables are demanded to be equal at all: without that there is no ring to look for. */
function demandsEquality(s: EventStructure): boolean {
  return s.equal.some(([a, b]) => isVariable(a) && isVariable(b));
}

/** Whether herd7 may give up a candidate of the structure that has a solution. */
export function mayGiveUp(s: EventStructure): boolean {
  return demandsEquality(s) || mayLeaveCopies(s);
}

/** `copies`: pairs of terms that reads-from makes equal, what is read first, in the order of the reads. */
export function givesUp(
  s: EventStructure,
  beginning: Beginning,
  copies: readonly (readonly [Term, Term])[],
): boolean {
  if (demandsEquality(s) && hasRing(beginning, copies)) return true;
  return mayLeaveCopies(s) && leavesCopies(beginning, copies, s.variableNumbers);
}

function hasRing(beginning: Beginning, copies: readonly (readonly [Term, Term])[]): boolean {
  const parent = [...beginning.rootOf];
  const root = (v: number): number => {
    let r = v;
    while (parent[r] !== r) r = parent[r] ?? r;
    return r;
  };
  for (const [a, b] of copies) {
    if (isVariable(a) && isVariable(b)) parent[root(variableOf(a))] = root(variableOf(b));
  }
  const next = new Map<number, Set<number>>();
  for (const { result, left, right } of beginning.unsolved) {
    const to = isVariable(result) ? root(variableOf(result)) : undefined;
    for (const operand of [left, right]) {
      const from = isVariable(operand) ? root(variableOf(operand)) : undefined;
      if (from === undefined || to === undefined || from === to) continue;
      next.set(from, (next.get(from) ?? new Set()).add(to));
    }
  }
  const done = new Set<number>();
  const under = new Set<number>();
  const closes = (v: number): boolean => {
    if (under.has(v)) return true;
    if (done.has(v)) return false;
    under.add(v);
    for (const w of next.get(v) ?? []) if (closes(w)) return true;
    under.delete(v);
    done.add(v);
    return false;
  };
  return [...next.keys()].some(closes);
}
