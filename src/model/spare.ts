/** Bit matrices that are used again: to make one costs more than to fill it. */

import type { Bits } from '../base/relation.ts';

/** So many words are kept at most. */
const mostWords = 1 << 18;

const byLength = new Map<number, Bits[]>();
let words = 0;

/** One of so many words, which hold anything. */
export function takeBits(length: number): Bits {
  const found = byLength.get(length)?.pop();
  if (found === undefined) return new Uint32Array(length);
  words -= length;
  return found;
}

/** For others to take: whoever gives them must not look at them again. */
export function giveBack(all: readonly Bits[]): void {
  for (const bits of all) {
    if (words + bits.length > mostWords) {
      byLength.clear();
      words = 0;
    }
    const known = byLength.get(bits.length);
    if (known === undefined) byLength.set(bits.length, [bits]);
    else known.push(bits);
    words += bits.length;
  }
}
