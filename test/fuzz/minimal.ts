/** Shrinks a test on which the judges differ, and says how to have the difference again. */

import * as fc from 'fast-check';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { litmusTree } from './arbitrary.ts';
import { printTree } from './print.ts';
import type { Sample } from './sampling.ts';
import type { Tree } from './tree.ts';
import { askHerd, compareWith, type Limits, type Verdicts } from './verdicts.ts';

export interface FoundDifference {
  readonly seed: number;
  readonly sample: Sample;
  readonly whole: Verdicts;
  readonly least: Verdicts;
}

async function verdictsOn(herd: HerdInstallation, tree: Tree, limits: Limits): Promise<Verdicts> {
  const text = printTree(tree, 'minimal');
  const [answer] = await askHerd(herd, [text], { ...limits, jobs: 1 });
  if (answer === undefined) throw new Error('herd7 gave no answer');
  return compareWith(answer, text, limits.seconds);
}

/** What the judges say of the smallest test that still shows a difference of the same kind. */
export async function shrunk(herd: HerdInstallation, tree: Tree, limits: Limits): Promise<Verdicts> {
  const whole = await verdictsOn(herd, tree, limits);
  const kind = kindOf(whole);
  let least = whole;
  await leastFailing(tree, async (candidate) => {
    const verdicts = await verdictsOn(herd, candidate, limits);
    if (verdicts.agreement !== 'differ' || kindOf(verdicts) !== kind) return true;
    least = verdicts;
    return false;
  });
  return least;
}

/** A difference in what is refused is not to shrink into one in what is counted, nor the reverse. */
function kindOf({ ours, herd }: Verdicts): string {
  return `${ours.outcome} ${herd.judgement.outcome}`;
}

/** Has fast-check shrink a tree for which `holds` is false; the last such tree is the least. */
export async function leastFailing(
  tree: Tree,
  holds: (candidate: Tree) => boolean | Promise<boolean>,
): Promise<Tree> {
  let least = tree;
  const property = fc.asyncProperty(litmusTree(), async (candidate) => {
    if (await holds(candidate)) return true;
    least = candidate;
    return false;
  });
  // An example is tried first and shrunk like a generated value.
  await fc.check(property, { numRuns: 1, examples: [[tree]] });
  return least;
}

export function report({ seed, sample, whole, least }: FoundDifference): string {
  return [
    `The judges differ on test ${sample.index} of seed ${seed} (${sample.tree.origin}).`,
    `Again: npm run fuzz -- --seed ${seed} --only ${sample.index}`,
    '',
    whole.text,
    '--- the least test that shows a difference',
    least.text,
    '--- herd7',
    least.herdLog,
    '--- mbpair',
    least.ourLog,
  ].join('\n');
}
