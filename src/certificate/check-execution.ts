/** Whether an execution is one of the test, has the outcome, and breaks no axiom. */

import { emptyRelation, hasPair } from '../base/relation.ts';
import type { ThreadPath } from '../events/event.ts';
import { cellAt } from '../events/locations.ts';
import { eventStructure } from '../events/structure.ts';
import { addressTerm } from '../events/term.ts';
import type { Place } from '../litmus/ast.ts';
import { forEachPlace } from '../litmus/observed.ts';
import type { Asked } from './asked.ts';
import { Evaluation } from './evaluate.ts';
import { isBefore, isOrdered, type Program, withOrder } from './facts.ts';
import { type Flagged, flags } from './flags.ts';
import type { Allowed, Execution, RaisedFlag } from './format.ts';
import { checkNames, eventNames, valueName } from './names.ts';
import { certaintyOf } from './outcome.ts';
import { Reads } from './reads.ts';
import { type Effort, type Path, Rejected } from './verdict.ts';
import { type Branch, viewOf } from './view.ts';

const top: Path = ['claim', 'execution'];

/** Returns what flags are asked of. */
export function checkExecution(asked: Asked, claim: Allowed, effort: Effort): Flagged {
  const { execution } = claim;
  const s = eventStructure(chosenPaths(asked, execution), asked.locations);
  checkNames(eventNames(s, asked.locations, asked.test.source), execution.events, [...top, 'events']);
  const reads = readsOf(new Reads(s, [], effort), execution);
  const { values } = reads;
  if (values.contradictory) throw new Rejected([...top, 'rf'], 'values contradict each other');
  if (values.failed) throw new Rejected(top, 'an operation has no value');
  if (values.circular) throw new Rejected([...top, 'rf'], 'values depend on themselves');
  const { program } = reads;
  if (program === undefined) throw new Rejected([...top, 'rf'], 'an address depends on itself');
  checkPlaces(asked, program);
  checkLocks(program, reads);
  const branch: Branch = { reads, sources: reads.sources, co: orderOf(program, execution, effort) };
  checkNeighbours(program, branch);
  s.events.forEach((e, i) => {
    const name = e.value === undefined ? null : valueName(values.of(e.value), asked.locations);
    if (execution.values[i] !== name) throw new Rejected([...top, 'values', i], `the value is ${name}`);
  });
  if (execution.values.length !== s.size.n)
    throw new Rejected([...top, 'values'], 'one value an event is due');
  const view = viewOf(asked, branch);
  if (asked.test.filter !== undefined && certaintyOf(asked.test.filter, view) !== 'holds') {
    throw new Rejected(top, "the test's filter does not let it pass");
  }
  if (certaintyOf(asked.outcome, view) !== 'holds') throw new Rejected(top, 'it does not have the outcome');
  effort.spend(s.size.n * s.size.n);
  const evaluation = new Evaluation(program, branch);
  const [broken] = evaluation.broken();
  if (broken !== undefined) throw new Rejected(top, `it breaks the axiom ${broken}`);
  const flagged = flaggedOf(asked, reads, program, evaluation);
  if (claim.flag !== undefined) checkFlag(claim.flag, flagged);
  return flagged;
}

function chosenPaths(asked: Asked, { paths }: Execution): ThreadPath[] {
  if (paths.length !== asked.paths.length) {
    throw new Rejected([...top, 'paths'], `the test has ${asked.paths.length} threads`);
  }
  return asked.paths.map((own, t) => {
    const path = own[paths[t] as number];
    if (path === undefined) throw new Rejected([...top, 'paths', t], `P${t} has ${own.length} paths`);
    if (path.cut) throw new Rejected([...top, 'paths', t], 'this path runs into the limit of a loop');
    return path;
  });
}

function readsOf(begin: Reads, { rf }: Execution): Reads {
  const { s } = begin;
  let reads = begin;
  rf.forEach(([w, r], i) => {
    const here = [...top, 'rf', i];
    const [from, to] = [s.events[w], s.events[r]];
    const isRead = to !== undefined && ['R', 'LKR', 'LF', 'RU'].includes(to.kind);
    if (from === undefined || !isRead) throw new Rejected(here, `from ${w}, a write, to ${r}, a read?`);
    if (reads.sources.has(r)) throw new Rejected(here, `${r} reads twice`);
    if (to.kind === 'R' && (from.kind !== 'W' || hasPair(s.fed, s.size, r, w))) {
      throw new Rejected(here, `${r} can not read from ${w}`);
    }
    reads = reads.with(r, w);
  });
  const silent = s.events.findIndex(
    (e, i) => ['R', 'LKR', 'LF', 'RU'].includes(e.kind) && !reads.sources.has(i),
  );
  if (silent !== -1) throw new Rejected([...top, 'rf'], `nothing says what ${silent} reads from`);
  return reads;
}

function checkPlaces(asked: Asked, program: Program): void {
  program.s.events.forEach((e, i) => {
    const address = program.addressOf[i];
    const access = e.kind === 'R' || e.kind === 'W';
    if (access && (address === undefined || cellAt(asked.locations, address) === undefined)) {
      throw new Rejected([...top, 'events', i], 'it accesses no location');
    }
  });
}

function checkLocks({ locks, s }: Program, { sources }: Reads): void {
  if (locks.beyond !== undefined) throw new Rejected(top, `beyond this checker: ${locks.beyond}`);
  if (locks.deadlock !== undefined) throw new Rejected(top, locks.deadlock);
  for (const [r, w] of sources) {
    if (s.events[r]?.kind !== 'R' && !(locks.sources.get(r) ?? []).includes(w)) {
      throw new Rejected([...top, 'rf'], `${r} can not read from ${w}`);
    }
  }
}

/** Coherence from the chains that the execution gives, which must be all of them, and whole. */
function orderOf(program: Program, { co }: Execution, effort: Effort): Branch['co'] {
  const { s } = program;
  let order = emptyRelation(s.size);
  const ordered = s.events.flatMap((_, e) => (isOrdered(program, e) ? [e] : []));
  const told = new Set<number>();
  co.forEach((chain, i) => {
    const here = [...top, 'co', i];
    const [first] = chain;
    const all = ordered.filter((w) => first !== undefined && program.passes('loc', w, first));
    const whole = first !== undefined && all.length === new Set(chain).size && all.length === chain.length;
    if (!whole || !all.every((w) => chain.includes(w))) {
      throw new Rejected(here, `the writes of one place, each once: ${all.join(', ')}`);
    }
    chain.forEach((w, k) => {
      effort.spend(s.size.n);
      told.add(w);
      const next = chain[k + 1];
      if (next === undefined) return;
      if (next < s.initialWrites) throw new Rejected(here, 'the initial write comes first');
      order = withOrder(program, order, w, next);
    });
  });
  const untold = ordered.find(
    (w) => !told.has(w) && ordered.some((v) => v !== w && program.passes('loc', v, w)),
  );
  if (untold !== undefined) throw new Rejected([...top, 'co'], `the order of ${untold} is missing`);
  return order;
}

/** An unlock comes right behind its acquisition, which reads from what is right before it. */
function checkNeighbours(program: Program, d: Branch): void {
  const { s, locks } = program;
  const before = (a: number, b: number) => isBefore(program, d, a, b);
  const neighbours = (a: number, b: number) =>
    before(a, b) && !s.events.some((_, e) => before(a, e) && before(e, b));
  for (const [lkw, ul] of locks.critical) {
    if (!neighbours(lkw, ul)) throw new Rejected([...top, 'co'], `${ul} unlocks ${lkw}: right behind it`);
  }
  for (const [lkw, later] of locks.unended.flatMap((a) => s.events.map((_, b) => [a, b] as const))) {
    if (before(lkw, later)) throw new Rejected([...top, 'co'], `${lkw} is never unlocked, so it is the last`);
  }
  s.events.forEach((e, lkr) => {
    if (e.kind !== 'LKR') return;
    const lkw = s.events.findIndex((_, w) => hasPair(s.rmw, s.size, lkr, w));
    const from = d.sources.get(lkr);
    if (from === undefined || !neighbours(from, lkw)) {
      throw new Rejected([...top, 'rf'], `${lkr} reads from the write right before ${lkw}`);
    }
  });
}

function checkFlag({ name, from, to }: RaisedFlag, flagged: Flagged): void {
  const raises = flags.get(name);
  if (raises === undefined) {
    throw new Rejected(['claim', 'flag', 'name'], 'the model has no flag of this name');
  }
  const { n } = flagged.program.s.size;
  if (from >= n || to >= n) throw new Rejected(['claim', 'flag'], 'there is no such event');
  if (!raises(flagged, from, to)) throw new Rejected(['claim', 'flag'], `these two do not raise ${name}`);
}

function flaggedOf(asked: Asked, reads: Reads, program: Program, evaluation: Evaluation): Flagged {
  const observed = observedAddresses(asked);
  const held = (e: number) => {
    const value = program.s.events[e]?.value;
    return value === undefined ? undefined : reads.values.of(value);
  };
  return {
    program,
    evaluation,
    observed: (e) => observed.has(program.addressOf[e]),
    differ: (a, b) => held(a) !== held(b),
  };
}

/** Addresses of the places that the test's own condition, `locations` and filter name. */
function observedAddresses({ test, locations }: Asked): ReadonlySet<number | undefined> {
  const found = new Set<number | undefined>();
  const add = (place: Place): void => {
    if (place.kind !== 'location') return;
    const cells = locations.cellsOf[locations.indexOf.get(place.name) ?? -1] ?? [];
    const named = place.element === undefined ? cells : cells.slice(place.element, place.element + 1);
    for (const cell of named) {
      const at = locations.cells[cell];
      if (at !== undefined) found.add(addressTerm(at.location, at.offset));
    }
  };
  test.locations.forEach(add);
  if (test.filter !== undefined) forEachPlace(test.filter, add);
  forEachPlace(test.condition, add);
  return found;
}
