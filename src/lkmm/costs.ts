/**
 * What orderings become on each architecture, as the headers of Linux 7.2 have it for SMP kernels:
 * x86-64; arm64 with LSE atomics; 64-bit powerpc, where `lwsync` is patched in for `isync`; riscv64.
 */

import type { AtomicOp } from './primitives.ts';

export type Architecture = 'x86' | 'arm64' | 'powerpc' | 'riscv';

export const architectures: readonly Architecture[] = ['x86', 'arm64', 'powerpc', 'riscv'];

export interface Cost {
  /** Empty: the compiler's own order is all that is needed. */
  readonly instruction: string;
  /** 0 nothing, 1 light, 2 a full barrier or its like, 3 waits for other CPUs. */
  readonly rank: 0 | 1 | 2 | 3;
  /** Compares within one architecture; the unit is a light barrier. A full one counts as four. */
  readonly weight: number;
  /** The kernel's file that says so; empty where there is no instruction. */
  readonly file: string;
}

export type Costs = Readonly<Record<Architecture, Cost>>;

/** A grace period counts as more than any number of barriers. */
const weights = [0, 1, 4, 10_000] as const;

const nothing: Cost = { instruction: '', rank: 0, weight: 0, file: '' };

export const free: Costs = { x86: nothing, arm64: nothing, powerpc: nothing, riscv: nothing };

const headerOf =
  (name: string) =>
  (a: Architecture): string =>
    `arch/${a}/include/asm/${name}.h`;

type Entry = readonly [instruction: string, rank: Cost['rank'], weight?: number];

function costs(
  file: (a: Architecture) => string,
  entries: Readonly<Record<Architecture, Entry | undefined>>,
): Costs {
  const of = (a: Architecture): Cost => {
    const entry = entries[a];
    if (entry === undefined) return nothing;
    const [instruction, rank, weight = weights[rank]] = entry;
    return { instruction, rank, weight, file: file(a) };
  };
  return { x86: of('x86'), arm64: of('arm64'), powerpc: of('powerpc'), riscv: of('riscv') };
}

const barriers = headerOf('barrier');

/** asm/barrier.h: `__smp_mb`. */
export const fullBarrier = costs(barriers, {
  x86: ['lock addl $0,-4(%rsp)', 2],
  arm64: ['dmb ish', 2],
  powerpc: ['sync', 2],
  riscv: ['fence rw,rw', 2],
});

/** asm/barrier.h: `__smp_rmb`. */
export const readBarrier = costs(barriers, {
  x86: undefined,
  arm64: ['dmb ishld', 1],
  powerpc: ['lwsync', 1],
  riscv: ['fence r,r', 1],
});

/** asm/barrier.h: `__smp_wmb`. */
export const writeBarrier = costs(barriers, {
  x86: undefined,
  arm64: ['dmb ishst', 1],
  powerpc: ['lwsync', 1],
  riscv: ['fence w,w', 1],
});

/** x86 defines them away; asm-generic/barrier.h has `__smp_mb` for the rest. */
export const besideAtomic = costs(barriers, {
  x86: undefined,
  arm64: ['dmb ish', 2],
  powerpc: ['sync', 2],
  riscv: ['fence rw,rw', 2],
});

/** asm/spinlock.h, of riscv asm/barrier.h; on x86 the lock is one already (linux/spinlock.h). */
export const afterSpinlock = costs((a) => headerOf(a === 'riscv' ? 'barrier' : 'spinlock')(a), {
  x86: undefined,
  arm64: ['dmb ish', 2],
  powerpc: ['sync', 2],
  riscv: ['fence iorw,iorw', 2],
});

/** Only where CONFIG_ARCH_WEAK_RELEASE_ACQUIRE is set, which is powerpc. */
export const afterUnlockLock = costs(() => 'include/linux/rcupdate.h', {
  x86: undefined,
  arm64: undefined,
  powerpc: ['sync', 2],
  riscv: undefined,
});

export const gracePeriod = costs(() => 'kernel/rcu/tree.c', {
  x86: ['a grace period', 3],
  arm64: ['a grace period', 3],
  powerpc: ['a grace period', 3],
  riscv: ['a grace period', 3],
});

/** asm/barrier.h: `__smp_load_acquire`. */
export const loadAcquire = costs(barriers, {
  x86: undefined,
  arm64: ['ldar', 1],
  powerpc: ['ld; lwsync', 1],
  riscv: ['ld; fence r,rw', 1],
});

/** asm/barrier.h: `__smp_store_release`. */
export const storeRelease = costs(barriers, {
  x86: undefined,
  arm64: ['stlr', 1],
  powerpc: ['lwsync; std', 1],
  riscv: ['fence rw,w; sd', 1],
});

/** x86 has its own; asm-generic/barrier.h writes and then calls `__smp_mb`. */
export const storeMb = costs((a) => (a === 'x86' ? barriers(a) : 'include/asm-generic/barrier.h'), {
  x86: ['xchg', 2],
  arm64: ['str; dmb ish', 2],
  powerpc: ['std; sync', 2],
  riscv: ['sd; fence rw,rw', 2],
});

export type RmwOrder = 'relaxed' | 'acquire' | 'release' | 'full';

/** `add` is `atomic_add_return` and its like; with `void` before it, what gives no value. */
export type RmwKind = AtomicOp | `void ${AtomicOp}` | 'xchg' | 'cmpxchg';

const armSuffix = { relaxed: '', acquire: 'a', release: 'l', full: 'al' } as const;
const armWord = { add: 'add', sub: 'add', and: 'clr', andnot: 'clr', or: 'set', xor: 'eor' } as const;
const riscvWord = { add: 'add', sub: 'add', and: 'and', andnot: 'and', or: 'or', xor: 'xor' } as const;
const x86Word = { add: 'add', sub: 'sub', and: 'and', andnot: 'and', or: 'or', xor: 'xor' } as const;

/** A read-modify-write with its order; of those without a value only `relaxed` is there. */
export function readModifyWrite(kind: RmwKind, order: RmwOrder): Costs {
  const swaps = kind === 'xchg' || kind === 'cmpxchg';
  const file = (a: Architecture) =>
    a === 'arm64' && kind !== 'xchg' ? headerOf('atomic_lse')(a) : headerOf(swaps ? 'cmpxchg' : 'atomic')(a);
  return costs(file, {
    x86: [x86Instruction(kind), 2],
    arm64: [armInstruction(kind, order), order === 'full' ? 2 : 1],
    powerpc: powerpcInstructions[order],
    riscv: riscvInstruction(kind, order),
  });
}

/** The generic code puts `sync` before and behind, so that full order costs two of them. */
const powerpcInstructions: Readonly<Record<RmwOrder, Entry>> = {
  relaxed: ['lwarx; stwcx.', 1],
  acquire: ['lwarx; stwcx.; lwsync', 1, 2],
  release: ['lwsync; lwarx; stwcx.', 1, 2],
  full: ['sync; lwarx; stwcx.; sync', 2, 9],
};

function x86Instruction(kind: RmwKind): string {
  if (kind === 'xchg') return 'xchg';
  if (kind === 'cmpxchg') return 'lock cmpxchg';
  const [op, isVoid] = opOf(kind);
  if (isVoid) return `lock ${x86Word[op]}`;
  // Only addition gives its old value in one instruction.
  return op === 'add' || op === 'sub' ? 'lock xadd' : 'lock cmpxchg';
}

function armInstruction(kind: RmwKind, order: RmwOrder): string {
  if (kind === 'xchg') return `swp${armSuffix[order]}`;
  if (kind === 'cmpxchg') return `cas${armSuffix[order]}`;
  const [op, isVoid] = opOf(kind);
  return isVoid ? `st${armWord[op]}` : `ld${armWord[op]}${armSuffix[order]}`;
}

function riscvInstruction(kind: RmwKind, order: RmwOrder): Entry {
  if (kind === 'cmpxchg' && order === 'full') return ['lr.w; sc.w.rl; fence rw,rw', 2, 5];
  const base =
    kind === 'cmpxchg' ? 'lr.w; sc.w' : kind === 'xchg' ? 'amoswap.w' : `amo${riscvWord[opOf(kind)[0]]}.w`;
  switch (order) {
    case 'relaxed':
      return [base, 1];
    case 'acquire':
      return [`${base}; fence r,rw`, 1, 2];
    case 'release':
      return [`fence rw,w; ${base}`, 1, 2];
    case 'full':
      return [`${base}.aqrl`, 2];
    default:
      return order satisfies never;
  }
}

function opOf(kind: AtomicOp | `void ${AtomicOp}`): readonly [op: AtomicOp, isVoid: boolean] {
  const isVoid = kind.startsWith('void ');
  return [(isVoid ? kind.slice('void '.length) : kind) as AtomicOp, isVoid];
}
