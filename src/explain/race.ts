/**
 * A data race: two accesses of which neither is ordered before the other. What would order them goes
 * from one thread to the other by a store that is read there; an edge on one of the two sides is missing.
 */

import { hasPair, pairs } from '../base/relation.ts';
import { initialThread } from '../events/structure.ts';
import type { Model } from '../model/ir.ts';
import type { Found } from './case.ts';
import type { Relations } from './relations.ts';
import type { Scene, SceneEvent } from './scene.ts';

export interface Race {
  readonly first: number;
  readonly second: number;
  /** By which the first could be ordered before the second; absent if nothing passes between the threads. */
  readonly link?: RaceLink;
}

export interface RaceLink {
  /** In the first's thread, at or behind it. */
  readonly store: number;
  /** In the second's thread, at or before it; reads from the store. */
  readonly read: number;
  /** Whether the first is ordered before the store, and the read before the second. */
  readonly isOrderedBefore: boolean;
  readonly isOrderedAfter: boolean;
}

/** `events`: the pair that the model's flag is about. */
export function raceOf(
  model: Model,
  { located }: Found,
  relations: Relations,
  scene: Scene,
  [a, b]: readonly number[],
): Race {
  const { size, po } = located.structure;
  if (a === undefined || b === undefined) throw new Error('a race is between two');
  const named = (name: string) => {
    for (const [id, known] of model.names) if (known === name) return relations.get(id);
    throw new Error(`the model has no ${name}`);
  };
  const isWrite = (e: number) => (scene[e] as SceneEvent).kind === 'W';
  const links = (first: number, second: number): RaceLink[] => {
    const after = named(isWrite(first) ? 'w-post-bounded' : 'r-post-bounded');
    const before = named(isWrite(second) ? 'w-pre-bounded' : 'r-pre-bounded');
    return pairs(named('rf'), size).flatMap(([store, read]): RaceLink[] => {
      const behind = store === first || hasPair(po, size, first, store);
      const ahead = read === second || hasPair(po, size, read, second);
      if (!behind || !ahead || scene[store]?.thread === initialThread) return [];
      // The racing accesses themselves are no link: that they meet is the race.
      if (store === first && read === second) return [];
      return [
        {
          store,
          read,
          isOrderedBefore: hasPair(after, size, first, store),
          isOrderedAfter: hasPair(before, size, read, second),
        },
      ];
    });
  };
  const ordered = (l: RaceLink) => Number(l.isOrderedBefore) + Number(l.isOrderedAfter);
  const all = [
    ...links(a, b).map((link): Race & { link: RaceLink } => ({ first: a, second: b, link })),
    ...links(b, a).map((link): Race & { link: RaceLink } => ({ first: b, second: a, link })),
  ];
  return all.reduce<Race>(
    (best, next) => (best.link === undefined || ordered(next.link) > ordered(best.link) ? next : best),
    { first: a, second: b },
  );
}
