/**
 * The slow twin of the search: every read takes every write, every cell every order of its writes, and
 * only then is the model asked, its axioms coherence and atomic included. No pruning of any kind.
 */

import { addPair, emptyRelation, hasPair } from '../../src/base/relation.ts';
import type { Locations } from '../../src/events/locations.ts';
import type { EventStructure } from '../../src/events/structure.ts';
import { isVariable, type Term } from '../../src/events/term.ts';
import { type Located, locate } from '../../src/executions/located.ts';
import { givesUp } from '../../src/executions/rings.ts';
import { search } from '../../src/executions/search.ts';
import type { Execution, Findings, Searching } from '../../src/executions/searching.ts';
import { Solver } from '../../src/executions/solver.ts';

export function naiveSearch(
  s: EventStructure,
  locations: Locations,
  how: Searching,
  findings: Findings,
): boolean {
  // A path that was cut has no executions to lose, only the question whether it can be reached.
  if (s.cut) return search(s, locations, how, findings);
  const solver = new Solver(s.variableNumbers.length, s.equations);
  if (!s.equal.every(([a, b]) => solver.unify(a, b)) || !solver.propagate()) return true;
  const beginning = solver.beginReadsFrom();
  const reads = s.events.flatMap((e, i) => (e.kind === 'R' ? [i] : []));
  const writes = s.events.flatMap((e, i) => (e.kind === 'W' ? [i] : []));
  const rf: [number, number][] = [];

  let stopped = false;
  const choose = (at: number): void => {
    stopped ||= how.expired();
    if (stopped) return;
    const r = reads[at];
    if (r === undefined) {
      if (!solver.complete) return;
      const value = (e: number): Term => s.events[e]?.value as Term;
      const copies = rf.map(([w, e]) => [value(e), value(w)] as const);
      if (givesUp(s, beginning, copies)) return;
      complete(s, locations, how, findings, solver, rf);
      return;
    }
    for (const w of writes) {
      if (hasPair(s.fed, s.size, r, w)) continue;
      const mark = solver.mark();
      const fits =
        solver.unify(s.events[r]?.address as Term, s.events[w]?.address as Term) &&
        solver.unify(s.events[r]?.value as Term, s.events[w]?.value as Term) &&
        solver.propagate();
      if (fits) {
        rf.push([w, r]);
        choose(at + 1);
        rf.pop();
      }
      solver.undo(mark);
    }
  };
  choose(0);
  return !stopped;
}

function complete(
  s: EventStructure,
  locations: Locations,
  how: Searching,
  findings: Findings,
  solver: Solver,
  rfPairs: readonly (readonly [number, number])[],
): void {
  const address = (i: number): Term | undefined => {
    const a = s.events[i]?.address;
    return a === undefined ? undefined : solver.find(a);
  };
  if (s.events.some((_, i) => isVariable(address(i) ?? 0))) return;
  const located = locate(s, locations, address);
  if (located.locks.blocked !== undefined) return;
  findings.valued++;
  const consistency = how.consistency(located);
  for (const lockReads of product(lockReadChoices(located))) {
    for (const orders of product(cellOrders(located))) {
      const rf = emptyRelation(s.size);
      const co = emptyRelation(s.size);
      for (const [w, r] of [...rfPairs, ...lockReads]) addPair(rf, s.size, w, r);
      for (const order of orders) {
        order.forEach((a, i) => {
          for (const b of order.slice(i + 1)) addPair(co, s.size, a, b);
        });
      }
      acquisitions(located, orders).forEach(([w, r]) => {
        addPair(rf, s.size, w, r);
      });
      const execution: Execution = {
        located,
        rf,
        co,
        valueOf: (t) => solver.find(t),
        lastWrite: (cell) => orders.find((o) => located.cellOf[o[0] ?? -1] === cell)?.at(-1),
        failures: solver.failures,
      };
      if (!how.passes(execution)) findings.filtered++;
      else if (!consistency.isConsistent(rf, co)) findings.rejected++;
      else {
        findings.consistent++;
        how.visit(execution);
      }
    }
  }
}

/** What failed trylocks and spin_is_locked answers may read from. */
function lockReadChoices(located: Located): [number, number][][] {
  const { events } = located.structure;
  return [...located.locks.readsFrom]
    .filter(([r]) => events[r]?.kind !== 'LKR')
    .map(([r, ws]) => ws.map((w): [number, number] => [w, r]));
}

/** All orders of each cell's writes: initial first, each unlock right behind its lock. */
function cellOrders(located: Located): number[][][] {
  const { structure: s, locks } = located;
  const endOf = new Map(locks.critical);
  return [...located.writesOf.values()].map((writes) => {
    const initial = writes.filter((w) => w < s.initialWrites);
    const free = writes.filter((w) => w >= s.initialWrites && s.events[w]?.kind !== 'UL');
    return permutations(free)
      .map((order) => [
        ...initial,
        ...order.flatMap((w) => {
          const end = endOf.get(w);
          return end === undefined ? [w] : [w, end];
        }),
      ])
      .filter((order) =>
        locks.unended.every((u) => {
          const at = order.indexOf(u);
          return at === -1 || order.slice(at + 1).every((w) => s.events[w]?.kind === 'W');
        }),
      );
  });
}

/** An acquisition reads the unlock, or the initial write, right before it. */
function acquisitions(located: Located, orders: readonly (readonly number[])[]): [number, number][] {
  const { structure: s } = located;
  const found: [number, number][] = [];
  for (const order of orders) {
    order.forEach((w, i) => {
      const before = order[i - 1];
      if (s.events[w]?.kind !== 'LKW' || before === undefined) return;
      if (s.events[before]?.kind !== 'UL' && before >= s.initialWrites) return;
      for (let r = 0; r < s.size.n; r++) if (hasPair(s.rmw, s.size, r, w)) found.push([before, r]);
    });
  }
  return found;
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}

function product<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>((all, next) => all.flatMap((a) => next.map((x) => [...a, x])), [[]]);
}
