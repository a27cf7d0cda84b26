/**
 * What lock.cat says of spinlocks: when a thread deadlocks with itself, which unlock ends which
 * acquisition, and what an event of a lock may read from.
 */

import { hasPair } from '../base/relation.ts';
import { type EventStructure, initialThread } from '../events/structure.ts';
import type { Term } from '../events/term.ts';

export interface Locks {
  /** Why no execution exists. */
  readonly deadlock?: string;
  /** Why nothing is claimed about such a test. */
  readonly beyond?: string;
  /** Acquisition (LKW) to the unlock that ends it; they are neighbours in coherence. */
  readonly critical: ReadonlyMap<number, number>;
  /** Acquisitions that nothing ends: in coherence behind all others. */
  readonly unended: readonly number[];
  /** Unlocks that end nothing: in no coherence order. */
  readonly stray: ReadonlySet<number>;
  /** Of every event of a lock that reads. An LKR reads its neighbour in coherence, one of these. */
  readonly sources: ReadonlyMap<number, readonly number[]>;
}

export function locksOf(s: EventStructure, addressOf: readonly (Term | undefined)[]): Locks {
  const kind = (e: number) => s.events[e]?.kind;
  const initial = (e: number) => s.events[e]?.thread === initialThread;
  const isLock = (e: number) => ['LKR', 'LKW', 'UL', 'LF', 'RU'].includes(kind(e) ?? '');
  const all = s.events.map((_, e) => e);
  const events = all.filter(isLock);
  const of = (k: string) => events.filter((e) => kind(e) === k);
  const loc = (a: number, b: number) => addressOf[a] === addressOf[b];
  const poLoc = (a: number, b: number) => loc(a, b) && hasPair(s.po, s.size, a, b);
  const foreign = (a: number, b: number) => loc(a, b) && s.events[a]?.thread !== s.events[b]?.thread;
  const between = (a: number, b: number, ...kinds: readonly string[]) =>
    events.some((c) => kinds.includes(kind(c) ?? '') && poLoc(a, c) && poLoc(c, b));
  const ends = (a: number, b: number) => poLoc(a, b) && !between(a, b, 'LKW', 'UL');

  const critical = new Map<number, number>();
  for (const lkw of of('LKW')) {
    const end = of('UL').find((ul) => ends(lkw, ul));
    if (end !== undefined) critical.set(lkw, end);
  }
  const ended = new Set(critical.values());
  const unended = of('LKW').filter((e) => !critical.has(e));
  const stray = new Set(of('UL').filter((e) => !ended.has(e)));
  const initialOf = (e: number) => all.filter((w) => initial(w) && loc(w, e));

  const sources = new Map<number, readonly number[]>();
  for (const r of of('LKR')) {
    // What is behind it in program order is, by coherence, behind its own write.
    sources.set(r, [...initialOf(r), ...[...ended].filter((u) => loc(u, r) && !poLoc(r, u))]);
  }
  for (const r of of('LF')) {
    const inside = of('LKW').filter((w) => poLoc(w, r) && !between(w, r, 'UL'));
    sources.set(r, inside.length > 0 ? inside : of('LKW').filter((w) => foreign(w, r)));
  }
  for (const r of of('RU')) {
    const own = of('UL').filter((u) => poLoc(u, r) && !between(u, r, 'UL'));
    sources.set(r, [...initialOf(r), ...own, ...of('UL').filter((u) => foreign(u, r))]);
  }

  const nested = (k: string) => of('LKW').some((a) => of(k).some((b) => poLoc(a, b) && !between(a, b, 'UL')));
  const deadlock = nested('LKR')
    ? 'a thread takes a lock that it holds'
    : nested('RU')
      ? 'a thread finds its own lock free'
      : unended.some((a) => unended.some((b) => a !== b && loc(a, b)))
        ? 'a lock is taken twice and not released'
        : undefined;
  const odd = (e: number) =>
    initialOf(e).length === 0 || all.some((w) => kind(w) === 'W' && !initial(w) && loc(w, e));
  const beyond = events.some(odd) ? 'a lock that is written like a variable, or is none' : undefined;
  return {
    ...(deadlock === undefined ? {} : { deadlock }),
    ...(beyond === undefined ? {} : { beyond }),
    critical,
    unended,
    stray,
    sources,
  };
}
