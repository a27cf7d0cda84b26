/** Which events make the steps of a reason: its barriers, releases, acquires, locks. */

import { initialThread } from '../events/structure.ts';
import type { Scene, SceneEvent } from './scene.ts';
import type { Step } from './step.ts';

/**
 * What makes an order in a thread: the fence, the release or acquire, the dependency's kind; undefined
 * for what no line of the program stands for.
 */
export function makersOf(step: Step, scene: Scene): SceneEvent[] {
  const at = (e: number) => scene[e] as SceneEvent;
  switch (step.relation) {
    case 'acq-po':
      return [at(step.from)];
    case 'po-rel':
      return [at(step.to)];
    case 'mb': {
      const fences = step.by.map(at).filter((e) => e.kind === 'F' || e.kind === 'SRCU');
      if (fences.length > 0) return fences;
      const full = [...step.by, step.from, step.to].map(at).find((e) => e.tag === 'MB');
      return full === undefined ? [] : [full];
    }
    default:
      return step.by.map(at).filter((e) => e.thread !== initialThread);
  }
}
