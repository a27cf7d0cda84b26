/**
 * Sets of events and relations between events as bit matrices. Events are the integers 0..n-1; a set
 * is one row of `width` 32-bit words, a relation n such rows, row `a` holding the successors of `a`.
 * Functions named `...Into` write their first argument; callers own all arrays.
 */

export type Bits = Uint32Array;

export interface Size {
  /** Number of events. */
  readonly n: number;
  /** Words a row: ceil(n / 32), at least 1. */
  readonly width: number;
}

export function sizeFor(n: number): Size {
  return { n, width: Math.max(1, (n + 31) >>> 5) };
}

export function emptySet(size: Size): Bits {
  return new Uint32Array(size.width);
}

export function emptyRelation(size: Size): Bits {
  return new Uint32Array(size.n * size.width);
}

export function inSet(set: Bits, a: number): boolean {
  return (((set[a >>> 5] as number) >>> (a & 31)) & 1) === 1;
}

export function addToSet(set: Bits, a: number): void {
  (set[a >>> 5] as number) |= 1 << (a & 31);
}

export function hasPair(r: Bits, size: Size, a: number, b: number): boolean {
  return (((r[a * size.width + (b >>> 5)] as number) >>> (b & 31)) & 1) === 1;
}

export function addPair(r: Bits, size: Size, a: number, b: number): void {
  (r[a * size.width + (b >>> 5)] as number) |= 1 << (b & 31);
}

export function removePair(r: Bits, size: Size, a: number, b: number): void {
  (r[a * size.width + (b >>> 5)] as number) &= ~(1 << (b & 31));
}

export function isEmpty(bits: Bits): boolean {
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) return false;
  return true;
}

export function sameBits(a: Bits, b: Bits): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Index of the lowest set bit of a non-zero word. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Members of a set, ascending. */
export function members(set: Bits): number[] {
  const found: number[] = [];
  for (let k = 0; k < set.length; k++) {
    for (let word = set[k] as number; word !== 0; word &= word - 1) {
      found.push((k << 5) + lowestBit(word));
    }
  }
  return found;
}

/** Pairs of a relation, ascending by first, then second. */
export function pairs(r: Bits, size: Size): [number, number][] {
  const found: [number, number][] = [];
  for (let a = 0; a < size.n; a++) {
    for (const b of members(r.subarray(a * size.width, (a + 1) * size.width))) found.push([a, b]);
  }
  return found;
}

export function relationOf(size: Size, of: Iterable<readonly [number, number]>): Bits {
  const r = emptyRelation(size);
  for (const [a, b] of of) addPair(r, size, a, b);
  return r;
}

export function setOf(size: Size, of: Iterable<number>): Bits {
  const s = emptySet(size);
  for (const a of of) addToSet(s, a);
  return s;
}

/* Pointwise operations serve sets and relations alike. */

export function unionInto(out: Bits, a: Bits): void {
  for (let i = 0; i < out.length; i++) (out[i] as number) |= a[i] as number;
}

export function intersectInto(out: Bits, a: Bits): void {
  for (let i = 0; i < out.length; i++) (out[i] as number) &= a[i] as number;
}

export function subtractInto(out: Bits, a: Bits): void {
  for (let i = 0; i < out.length; i++) (out[i] as number) &= ~(a[i] as number);
}

/** All of 0..n-1 that are not in `a`. */
export function complementInto(out: Bits, a: Bits, size: Size): void {
  for (let k = 0; k < size.width; k++) {
    const left = size.n - (k << 5);
    const mask = left >= 32 ? 0xffffffff : left <= 0 ? 0 : (1 << left) - 1;
    out[k] = ~(a[k] as number) & mask;
  }
}

/** `out = a ; b`. `out` must be neither. */
export function composeInto(out: Bits, a: Bits, b: Bits, size: Size): void {
  const { n, width } = size;
  if (width === 1) {
    for (let x = 0; x < n; x++) {
      let row = 0;
      for (let word = a[x] as number; word !== 0; word &= word - 1) {
        row |= b[31 - Math.clz32(word & -word)] as number;
      }
      out[x] = row;
    }
    return;
  }
  out.fill(0);
  for (let x = 0; x < n; x++) {
    const at = x * width;
    for (let k = 0; k < width; k++) {
      for (let word = a[at + k] as number; word !== 0; word &= word - 1) {
        const from = ((k << 5) + 31 - Math.clz32(word & -word)) * width;
        for (let j = 0; j < width; j++) (out[at + j] as number) |= b[from + j] as number;
      }
    }
  }
}

/** `out = a^-1`. `out` must not be `a`. */
export function inverseInto(out: Bits, a: Bits, size: Size): void {
  const { n, width } = size;
  out.fill(0);
  for (let x = 0; x < n; x++) {
    const bit = 1 << (x & 31);
    const word = x >>> 5;
    for (let k = 0; k < width; k++) {
      for (let w = a[x * width + k] as number; w !== 0; w &= w - 1) {
        const y = (k << 5) + 31 - Math.clz32(w & -w);
        (out[y * width + word] as number) |= bit;
      }
    }
  }
}

/** Adds `(a, a)` for every event. */
export function reflexiveInto(out: Bits, size: Size): void {
  for (let x = 0; x < size.n; x++) addPair(out, size, x, x);
}

/** Transitive closure in place (Warshall). */
export function closeInto(r: Bits, size: Size): void {
  const { n, width } = size;
  if (width === 1) {
    for (let k = 0; k < n; k++) {
      const through = r[k] as number;
      if (through === 0) continue;
      const bit = 1 << k;
      for (let x = 0; x < n; x++) {
        if (((r[x] as number) & bit) !== 0) (r[x] as number) |= through;
      }
    }
    return;
  }
  for (let k = 0; k < n; k++) {
    const from = k * width;
    const word = k >>> 5;
    const bit = 1 << (k & 31);
    for (let x = 0; x < n; x++) {
      const at = x * width;
      if (((r[at + word] as number) & bit) === 0 || x === k) continue;
      for (let j = 0; j < width; j++) (r[at + j] as number) |= r[from + j] as number;
    }
  }
}

/** `out = [from] ; r ; [to]`; an absent set is everything. `out` may be `r`. */
export function restrictInto(
  out: Bits,
  r: Bits,
  from: Bits | undefined,
  to: Bits | undefined,
  size: Size,
): void {
  const { n, width } = size;
  for (let x = 0; x < n; x++) {
    const at = x * width;
    const keep = from === undefined || (((from[x >>> 5] as number) >>> (x & 31)) & 1) === 1;
    for (let k = 0; k < width; k++) {
      const row = keep ? (r[at + k] as number) : 0;
      out[at + k] = to === undefined ? row : row & (to[k] as number);
    }
  }
}

export function crossInto(out: Bits, from: Bits, to: Bits, size: Size): void {
  const { n, width } = size;
  for (let x = 0; x < n; x++) {
    const keep = inSet(from, x);
    for (let k = 0; k < width; k++) out[x * width + k] = keep ? (to[k] as number) : 0;
  }
}

/** The events that have a successor. */
export function domainInto(out: Bits, r: Bits, size: Size): void {
  out.fill(0);
  for (let x = 0; x < size.n; x++) {
    for (let k = 0; k < size.width; k++) {
      if (r[x * size.width + k] !== 0) {
        addToSet(out, x);
        break;
      }
    }
  }
}

/** The events that have a predecessor. */
export function rangeInto(out: Bits, r: Bits, size: Size): void {
  out.fill(0);
  for (let x = 0; x < size.n; x++) {
    for (let k = 0; k < size.width; k++) (out[k] as number) |= r[x * size.width + k] as number;
  }
}

export function isIrreflexive(r: Bits, size: Size): boolean {
  for (let x = 0; x < size.n; x++) if (hasPair(r, size, x, x)) return false;
  return true;
}

/** Whether the relation has no cycle, found by taking away events without successors. */
export function isAcyclic(r: Bits, size: Size): boolean {
  const { n, width } = size;
  const left = emptySet(size);
  for (let x = 0; x < n; x++) addToSet(left, x);
  for (let remaining = n; remaining > 0; ) {
    const before = remaining;
    for (let k = 0; k < width; k++) {
      for (let word = left[k] as number; word !== 0; word &= word - 1) {
        const bit = word & -word;
        const at = ((k << 5) + 31 - Math.clz32(bit)) * width;
        let successors = 0;
        for (let j = 0; j < width; j++) successors |= (r[at + j] as number) & (left[j] as number);
        if (successors === 0) {
          (left[k] as number) &= ~bit;
          remaining--;
        }
      }
    }
    if (remaining === before) return false;
  }
  return true;
}
