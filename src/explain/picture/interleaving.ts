/**
 * Why no interleaving of the threads gives an execution: a shortest cycle of program order and of what
 * it reads and overwrites. That is what a picture of an allowed surprise is about.
 */

import { initialThread } from '../../events/structure.ts';
import type { Scene } from '../scene.ts';
import type { Step } from '../step.ts';

export interface InterleavingCycle {
  /** Steps of program order on the cycle; none when there is no cycle. */
  readonly within: readonly Step[];
  /** Those of the given steps that are on it. */
  readonly of: ReadonlySet<Step>;
}

/** `edges`: rf, co and fr. */
export function interleavingCycle(scene: Scene, edges: readonly Step[]): InterleavingCycle {
  const next = scene.map((e, a): Step[] => {
    const later = scene.flatMap((f, b): Step[] =>
      b > a && f.thread === e.thread && e.thread !== initialThread && isAccess(f.kind) && isAccess(e.kind)
        ? [{ relation: 'po', from: a, to: b, by: [] }]
        : [],
    );
    return [...edges.filter((s) => s.from === a), ...later];
  });
  let best: Step[] | undefined;
  for (const [start] of scene.entries()) {
    const found = shortestBack(start, next, best?.length ?? Number.POSITIVE_INFINITY);
    if (found !== undefined) best = found;
  }
  const steps = best ?? [];
  return {
    within: steps.filter((s) => s.relation === 'po'),
    of: new Set(steps.filter((s) => s.relation !== 'po')),
  };
}

const isAccess = (kind: string): boolean => kind !== 'F' && kind !== 'SRCU';

/** Fewer steps than `most`, from the event back to itself. */
function shortestBack(start: number, next: readonly (readonly Step[])[], most: number): Step[] | undefined {
  const by = new Map<number, Step>();
  let layer = [start];
  for (let length = 1; length < most && layer.length > 0; length++) {
    const following: number[] = [];
    for (const at of layer) {
      for (const step of next[at] ?? []) {
        if (by.has(step.to)) continue;
        by.set(step.to, step);
        if (step.to === start) return pathTo(start, by);
        following.push(step.to);
      }
    }
    layer = following;
  }
  return undefined;
}

function pathTo(start: number, by: ReadonlyMap<number, Step>): Step[] {
  const path: Step[] = [];
  for (let at = start; ; ) {
    const step = by.get(at);
    if (step === undefined) return path;
    path.unshift(step);
    at = step.from;
    if (at === start) return path;
  }
}
