/** The tests of a seed, and one test again. */

import * as fc from 'fast-check';
import { litmusTree } from './arbitrary.ts';
import { printTree } from './print.ts';
import type { Tree } from './tree.ts';

export interface Sample {
  /** Its place in the run: with the seed it tells the test. */
  readonly index: number;
  readonly tree: Tree;
  readonly text: string;
}

/** herd7 drops the second of two tests of one name in a call, so each has its own. */
export function nameOf(index: number): string {
  return `fuzz-${index}`;
}

/** `count` tests from place `from` on, the same for the same seed whatever the count. */
export function sample(seed: number, from: number, count: number): Sample[] {
  return Array.from({ length: count }, (_, i) => sampleAt(seed, from + i));
}

export function sampleAt(seed: number, index: number): Sample {
  const [tree] = fc.sample(litmusTree(), { seed: mixed(seed, index), numRuns: 1 });
  if (tree === undefined) throw new Error('fast-check gave no sample');
  return { index, tree, text: printTree(tree, nameOf(index)) };
}

/** A seed of its own for each test, so that any one of them is had without the ones before it. */
function mixed(seed: number, index: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0;
}
