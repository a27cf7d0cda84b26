/**
 * A witness as a story: an order in which the accesses take effect, with as little against the
 * intuition as possible. What every CPU must keep (happens-before, a read behind the foreign store that
 * it sees) is kept; the cheapest of the rest is given up until no circle is left, and that
 * is the surprise.
 */

import { hasPair, pairs, relationOf } from '../base/relation.ts';
import { initialThread } from '../events/structure.ts';
import type { Located } from '../executions/located.ts';
import type { Model } from '../model/ir.ts';
import type { Relations } from './relations.ts';

export type Surprise =
  /** Of one thread: `later` takes effect before `earlier`, which stands before it. */
  | { readonly kind: 'overtakes'; readonly earlier: number; readonly later: number }
  /** The read returns its own thread's store before that has reached the others. */
  | { readonly kind: 'forwarded'; readonly store: number; readonly read: number }
  /** The read comes later than the store that it does not see: that store had not come to its CPU yet. */
  | { readonly kind: 'late'; readonly store: number; readonly read: number }
  /** `winner` ends up behind `loser` in coherence although it takes effect first. */
  | { readonly kind: 'overwrites'; readonly loser: number; readonly winner: number };

export interface Story {
  /** Every access but the initial writes, as they take effect. */
  readonly order: readonly number[];
  /** In the order in which they happen; none: an interleaving of the threads is enough. */
  readonly surprises: readonly Surprise[];
  readonly cost: number;
}

interface Link {
  readonly from: number;
  readonly to: number;
  /** What giving it up costs; infinite for what must hold. */
  readonly cost: number;
  readonly surprise?: Surprise;
}

const must = Number.POSITIVE_INFINITY;

export function storyOf(model: Model, located: Located, relations: Relations): Story {
  const links = linksOf(model, located, relations);
  const { events } = located.structure;
  const accesses = events.flatMap((e, i) => (e.thread !== initialThread && isAccess(e.kind) ? [i] : []));
  const { dropped, cost } = cheapestBreak(links, accesses);
  const kept = links.filter((l) => !dropped.has(l));
  const order = inOrder(accesses, kept, (e) => events[e]?.thread ?? 0);
  const at = (e: number) => order.indexOf(e);
  const surprises = [...dropped]
    .filter((l) => at(l.from) > at(l.to))
    .flatMap((l) => (l.surprise === undefined ? [] : [l.surprise]));
  return {
    order,
    surprises: withoutImplied(surprises, located).sort((a, b) => at(first(a)) - at(first(b))),
    cost,
  };
}

const isAccess = (kind: string): boolean => kind !== 'F' && kind !== 'SRCU';

function first(s: Surprise): number {
  switch (s.kind) {
    case 'overtakes':
      return s.later;
    case 'forwarded':
    case 'late':
      return s.read;
    case 'overwrites':
      return s.winner;
    default:
      return s satisfies never;
  }
}

/** Of the pairs that one access overtakes, those whose earlier one stands nearest to the beginning. */
function withoutImplied(surprises: readonly Surprise[], located: Located): Surprise[] {
  const { size, rmw } = located.structure;
  return surprises.filter(
    (s) =>
      s.kind !== 'overtakes' ||
      // Two halves of one operation are overtaken, and overtake, together.
      !surprises.some(
        (t) =>
          t.kind === 'overtakes' &&
          ((t.later === s.later && hasPair(rmw, size, s.earlier, t.earlier)) ||
            (t.earlier === s.earlier && hasPair(rmw, size, t.later, s.later))),
      ),
  );
}

function linksOf(model: Model, located: Located, relations: Relations): Link[] {
  const { structure: s } = located;
  const named = (name: string) => {
    for (const [id, known] of model.names) if (known === name) return pairs(relations.get(id), s.size);
    throw new Error(`the model has no ${name}`);
  };
  const rf = relationOf(s.size, named('rf'));
  const links: Link[] = [];
  const isOwn = (e: number) => s.events[e]?.thread !== initialThread;
  const add = (from: number, to: number, cost: number, surprise?: Surprise) => {
    if (!isOwn(from) || !isOwn(to) || !isAccess(kind(from)) || !isAccess(kind(to))) return;
    links.push({ from, to, cost, ...(surprise === undefined ? {} : { surprise }) });
  };
  const kind = (e: number) => s.events[e]?.kind ?? 'F';
  const internal = (a: number, b: number) => hasPair(s.int, s.size, a, b);
  const hb = relationOf(s.size, named('hb'));
  const fence = relationOf(s.size, named('fence'));
  for (const [a, b] of pairs(s.po, s.size)) {
    if (hasPair(hb, s.size, a, b) || hasPair(s.rmw, s.size, a, b)) add(a, b, must);
    else if (hasPair(rf, s.size, a, b)) {
      // As common as a load before an earlier store, and on x86 its only other surprise.
      add(a, b, 1, { kind: 'forwarded', store: a, read: b });
    } else {
      // A fence holds for plain accesses too, as far as it is not the only way out.
      const fenced = hasPair(fence, s.size, a, b);
      add(a, b, fenced ? 5 : overtaking(kind(a), kind(b)), { kind: 'overtakes', earlier: a, later: b });
    }
  }
  for (const [w, r] of named('rf')) if (!internal(w, r)) add(w, r, must);
  for (const [r, w] of named('fr')) {
    if (!internal(r, w)) add(r, w, 10, { kind: 'late', store: w, read: r });
  }
  for (const [v, w] of named('co')) {
    if (!internal(v, w)) add(v, w, 12, { kind: 'overwrites', loser: v, winner: w });
  }
  return links;
}

const isWriteKind = (kind: string): boolean => kind === 'W' || kind === 'LKW' || kind === 'UL';

/** A load before an earlier store is what every machine does; the others are rarer. */
function overtaking(earlier: string, later: string): number {
  const [a, b] = [isWriteKind(earlier), isWriteKind(later)];
  if (a && !b) return 1;
  if (!a && !b) return 1.1;
  return a ? 1.2 : 1.3;
}

/** Sets of links that are tried before a greedy answer is taken. */
const mostTried = 4000;

/** The cheapest links without which no circle is left. */
function cheapestBreak(
  links: readonly Link[],
  accesses: readonly number[],
): { dropped: ReadonlySet<Link>; cost: number } {
  let open: { dropped: readonly Link[]; cost: number }[] = [{ dropped: [], cost: 0 }];
  const seen = new Set<string>();
  for (let tried = 0; ; tried++) {
    const best = open.reduce((a, b) => (b.cost < a.cost ? b : a));
    open = open.filter((o) => o !== best);
    const dropped = new Set(best.dropped);
    const circle = shortestCircle(
      links.filter((l) => !dropped.has(l)),
      accesses,
    );
    if (circle === undefined) return { dropped, cost: best.cost };
    const soft = circle.filter((l) => l.cost !== must);
    if (soft.length === 0) throw new Error('what every CPU keeps goes in no circle');
    const tries = tried > mostTried ? [soft.reduce((a, b) => (b.cost < a.cost ? b : a))] : soft;
    if (tried > mostTried) open = [];
    for (const l of tries) {
      const next = [...best.dropped, l];
      const key = next
        .map((x) => links.indexOf(x))
        .sort((a, b) => a - b)
        .join();
      if (seen.has(key)) continue;
      seen.add(key);
      open.push({ dropped: next, cost: best.cost + l.cost });
    }
  }
}

function shortestCircle(links: readonly Link[], accesses: readonly number[]): Link[] | undefined {
  const from = new Map<number, Link[]>();
  for (const l of links) from.set(l.from, [...(from.get(l.from) ?? []), l]);
  let best: Link[] | undefined;
  for (const start of accesses) {
    const way = new Map<number, Link>();
    let layer = [start];
    let depth = 0;
    search: while (layer.length > 0 && (best === undefined || depth + 1 < best.length)) {
      depth++;
      const next: number[] = [];
      for (const at of layer) {
        for (const l of from.get(at) ?? []) {
          if (l.to === start) {
            best = [l];
            for (let e = at; e !== start; ) {
              const back = way.get(e) as Link;
              best.unshift(back);
              e = back.from;
            }
            break search;
          }
          if (way.has(l.to)) continue;
          way.set(l.to, l);
          next.push(l.to);
        }
      }
      layer = next;
    }
  }
  return best;
}

/** One thread as long as it can go on, the lowest number first. */
function inOrder(
  accesses: readonly number[],
  links: readonly Link[],
  threadOf: (e: number) => number,
): number[] {
  const left = new Set(accesses);
  const order: number[] = [];
  let thread = -1;
  while (left.size > 0) {
    const ready = [...left].filter((e) => !links.some((l) => l.to === e && l.from !== e && left.has(l.from)));
    const next = ready.find((e) => threadOf(e) === thread) ?? ready[0];
    if (next === undefined) throw new Error('no circle is left');
    thread = threadOf(next);
    left.delete(next);
    order.push(next);
  }
  return order;
}
