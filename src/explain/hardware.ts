/**
 * On which architectures the CPU itself does what a story tells. The model allows whatever any of
 * them does, and what compilers do; where a barrier or an ordered operation is involved that the
 * architectures build differently, nothing is said.
 * Sources: each architecture's manual, and the kernel's asm/barrier.h and asm/atomic.h.
 */

import { type Architecture, architectures } from '../lkmm/costs.ts';
import { fillingsOf } from '../lkmm/fillings.ts';
import type { Scene, SceneEvent } from './scene.ts';
import type { Surprise } from './story.ts';

export type Mechanism =
  /** The store waits in the CPU's store buffer while a later load is served. */
  | 'store buffer'
  /** The load takes its value from the store buffer of its own CPU. */
  | 'store forwarding'
  /** Loads are made out of order, past a branch on a guess if need be. */
  | 'load speculation'
  /** Stores leave the CPU in another order than they were made. */
  | 'stores out of order'
  /** A store is made before an earlier load has its value. */
  | 'load delayed'
  /** A store does not reach all CPUs at the same time. */
  | 'non-multicopy-atomic propagation'
  /** Two plain accesses: the compiler may move them, whatever the CPU does. */
  | 'compiler'
  /** One is plain, and a barrier stands between: the model orders marked accesses, and flags races. */
  | 'plain access';

export interface Hardware {
  readonly mechanism: Mechanism;
  /** Where the CPU does it. Empty: nothing is said about any. */
  readonly on: readonly Architecture[];
}

export function hardwareOf(s: Surprise, scene: Scene): Hardware {
  const at = (e: number) => scene[e] as SceneEvent;
  switch (s.kind) {
    case 'forwarded':
      return {
        mechanism: 'store forwarding',
        on: isOrdinary(at(s.store)) && isOrdinary(at(s.read)) ? architectures : [],
      };
    case 'late':
    case 'overwrites':
      // arm64 and riscv are multi-copy atomic, x86 is as good as sequentially consistent here.
      return { mechanism: 'non-multicopy-atomic propagation', on: ['powerpc'] };
    case 'overtakes':
      return overtaking(at(s.earlier), at(s.later), scene);
    default:
      return s satisfies never;
  }
}

const isWrite = (e: SceneEvent): boolean => e.kind === 'W' || e.kind === 'LKW' || e.kind === 'UL';
const isPlain = (e: SceneEvent): boolean =>
  (e.kind === 'R' || e.kind === 'W') && e.tag === undefined && !e.atomic;
const isOrdinary = (e: SceneEvent): boolean => (e.kind === 'R' || e.kind === 'W') && !e.atomic;

function overtaking(earlier: SceneEvent, later: SceneEvent, scene: Scene): Hardware {
  const mechanism = isWrite(earlier)
    ? isWrite(later)
      ? 'stores out of order'
      : 'store buffer'
    : isWrite(later)
      ? 'load delayed'
      : 'load speculation';
  if (isPlain(earlier) && isPlain(later)) return { mechanism: 'compiler', on: [] };
  if (isPlain(earlier) || isPlain(later)) {
    const order = between(earlier, later, scene).some((e) => rankOf(e, 'arm64') > 0);
    if (order || later.tag === 'RELEASE' || earlier.tag === 'ACQUIRE')
      return { mechanism: 'plain access', on: [] };
  }
  const weak: readonly Architecture[] =
    mechanism === 'store buffer' ? architectures : ['arm64', 'powerpc', 'riscv'];
  return { mechanism, on: weak.filter((a) => does(a, mechanism, earlier, later, scene)) };
}

function between(earlier: SceneEvent, later: SceneEvent, scene: Scene): SceneEvent[] {
  return scene.filter((e) => e.thread === earlier.thread && e.event > earlier.event && e.event < later.event);
}

/** Whether nothing that the architecture makes of the code keeps the two in order. */
function does(
  a: Architecture,
  mechanism: Mechanism,
  earlier: SceneEvent,
  later: SceneEvent,
  scene: Scene,
): boolean {
  // Locks and atomic operations are built differently everywhere; on x86 they are full barriers.
  if (!isOrdinary(earlier) || !isOrdinary(later)) return false;
  const ranks = between(earlier, later, scene).map((e) => rankOf(e, a));
  if (ranks.some((rank) => rank >= 2)) return false;
  // Light barriers never keep a load behind an earlier store, and differ in all else.
  if (mechanism === 'store buffer') {
    return !(a === 'arm64' && earlier.tag === 'RELEASE' && later.tag === 'ACQUIRE');
  }
  return !ranks.includes(1) && earlier.tag !== 'ACQUIRE' && later.tag !== 'RELEASE';
}

const fenceRows: ReadonlyMap<string, string> = new Map([
  ['mb', 'mb'],
  ['rmb', 'rmb'],
  ['wmb', 'wmb'],
  ['barrier', 'barrier'],
  ['before-atomic', 'before-atomic'],
  ['after-atomic', 'after-atomic'],
  ['after-spinlock', 'after-spinlock'],
  ['after-unlock-lock', 'after-unlock-lock'],
  ['after-srcu-read-unlock', 'after-srcu-unlock'],
]);

/** As the table of fillings ranks costs: 2 for what is a full barrier or may be one. */
function rankOf(e: SceneEvent, a: Architecture): number {
  switch (e.kind) {
    case 'F': {
      if (e.tag === 'rcu-lock' || e.tag === 'rcu-unlock') return 0;
      const row = fillingsOf.between.get(fenceRows.get(e.tag ?? '') ?? '');
      return row === undefined ? 2 : row.cost[a].rank;
    }
    case 'R':
    case 'W':
      if (e.tag === 'srcu-lock' || e.tag === 'srcu-unlock' || e.atomic) return 2;
      return e.tag === 'ACQUIRE' || e.tag === 'RELEASE' ? 1 : 0;
    case 'LKR':
    case 'LKW':
    case 'UL':
    case 'LF':
    case 'RU':
    case 'SRCU':
      return 2;
    default:
      return e.kind satisfies never;
  }
}
