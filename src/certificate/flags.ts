/** Which pairs of events raise a flag of the model in an execution. */

import { hasPair } from '../base/relation.ts';
import type { Evaluation } from './evaluate.ts';
import type { Program } from './facts.ts';

export interface Flagged {
  readonly program: Program;
  readonly evaluation: Evaluation;
  /** Whether the place of the event is named in the test's condition, `locations` or filter. */
  readonly observed: (event: number) => boolean;
  /** Whether the values of two accesses differ. */
  readonly differ: (a: number, b: number) => boolean;
}

type Raises = (f: Flagged, a: number, b: number) => boolean;

const isIn = (f: Flagged, set: string, e: number) => f.program.isIn(set, e);
const all = (f: Flagged) => f.program.s.events.map((_, e) => e);

/** An event of this set that the relation leads from (or to) nowhere; the pair is the event twice. */
const alone =
  (set: string, relation: string, side: 'from' | 'to'): Raises =>
  (f, a, b) => {
    const linked = (e: number) =>
      side === 'from' ? f.evaluation.has(relation, a, e) : f.evaluation.has(relation, e, a);
    return a === b && isIn(f, set, a) && !all(f).some(linked);
  };

/** As `barrier` of linux-kernel.cat. */
const barriers = [
  ...['Barrier', 'Rmb', 'Wmb', 'Mb', 'Sync-rcu', 'Sync-srcu', 'Before-atomic', 'After-atomic'],
  ...['Acquire', 'Release', 'Rcu-lock', 'Rcu-unlock', 'Srcu-lock', 'Srcu-unlock'],
];

function isFenced(f: Flagged, a: number, b: number): boolean {
  const { po, size } = f.program.s;
  const between = (e: number) => hasPair(po, size, a, e) && hasPair(po, size, e, b);
  const fence = (e: number) => barriers.some((set) => isIn(f, set, e));
  return isIn(f, 'Release', b) || isIn(f, 'Acquire', a) || all(f).some((e) => between(e) && fence(e));
}

const dataRace: Raises = (f, a, b) => {
  const has = (relation: string, x: number, y: number) => f.evaluation.has(relation, x, y);
  if (!f.program.passes('pre-race', a, b)) return false;
  if (has('co', a, b)) {
    const inOrder =
      has('ww-vis', a, b) &&
      (isIn(f, 'Marked', a) || has('rw-xbstar', a, b)) &&
      (isIn(f, 'Marked', b) || has('wr-vis', a, b));
    if (!inOrder) return true;
  }
  const seen = has('rf', a, b) || all(f).some((w) => has('co', a, w) && has('rf', w, b));
  if (seen && !has('wr-vis', a, b) && !has('rw-xbstar', b, a)) return true;
  return has('fr', a, b) && !has('rw-xbstar', a, b);
};

export const flags: ReadonlyMap<string, Raises> = new Map<string, Raises>([
  ['data-race', dataRace],
  [
    'mixed-accesses',
    (f, a, b) => {
      const plainWrite = (e: number) => isIn(f, 'Plain', e) && isIn(f, 'W', e);
      const mixed = (plainWrite(a) && isIn(f, 'Marked', b)) || (isIn(f, 'Marked', a) && plainWrite(b));
      return mixed && f.evaluation.has('po-loc', a, b) && !isFenced(f, a, b);
    },
  ],
  ['unmatched-rcu-lock', alone('Rcu-lock', 'rcu-rscs', 'from')],
  ['unmatched-rcu-unlock', alone('Rcu-unlock', 'rcu-rscs', 'to')],
  ['unmatched-srcu-lock', alone('Srcu-lock', 'srcu-rscs', 'from')],
  ['unmatched-srcu-unlock', alone('Srcu-unlock', 'srcu-rscs', 'to')],
  [
    'multiple-srcu-matches',
    (f, a, b) =>
      a !== b &&
      all(f).some((l) => f.evaluation.has('srcu-rscs', l, a) && f.evaluation.has('srcu-rscs', l, b)),
  ],
  [
    'invalid-sleep',
    (f, a, b) => {
      const { po, size } = f.program.s;
      const inside = (e: number) =>
        isIn(f, 'Sync-srcu', e) && hasPair(po, size, a, e) && hasPair(po, size, e, b);
      return f.evaluation.has('rcu-rscs', a, b) && all(f).some(inside);
    },
  ],
  ['srcu-bad-value-match', (f, a, b) => f.evaluation.has('srcu-rscs', a, b) && f.differ(a, b)],
  [
    'mixed-lock-accesses',
    (f, a, b) =>
      isIn(f, 'M', a) &&
      !isIn(f, 'IW', a) &&
      !isIn(f, 'ALL-LOCKS', a) &&
      isIn(f, 'ALL-LOCKS', b) &&
      f.program.passes('loc', a, b),
  ],
  [
    'lock-final',
    (f, a, b) =>
      f.program.s.events[a]?.kind === 'W' &&
      f.observed(a) &&
      isIn(f, 'ALL-LOCKS', b) &&
      f.program.passes('loc', a, b),
  ],
  ['unmatched-unlock', (f, a, b) => a === b && f.program.locks.stray.has(a)],
]);
