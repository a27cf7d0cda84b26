/**
 * Two choices of one scenario held against each other: which of their differences decides, and which
 * edges of the reason are gone where the outcome can happen.
 */

import { hasPair } from '../base/relation.ts';
import { candidateOf } from './case-search.ts';
import type { Allowed, Asked, Explanation, Forbidden } from './explanation.ts';
import type { Reason } from './reason.ts';
import { Relations } from './relations.ts';
import type { Scene, SceneEvent } from './scene.ts';
import type { Step } from './step.ts';

export interface Comparison {
  readonly first: Explanation;
  readonly second: Explanation;
  /** Set where one forbids what the other allows. */
  readonly turned?: Turned;
}

export interface Turned {
  readonly forbids: 'first' | 'second';
  readonly reason: Reason;
  /** Steps of the reason's loop that have no counterpart where the outcome is allowed. */
  readonly gone: readonly Gone[];
}

export interface Gone {
  readonly step: Step;
  /** The same two accesses where it is allowed, if both are there. */
  readonly between?: readonly [SceneEvent, SceneEvent];
  /** Fences and other events that stand between the two there. */
  readonly instead: readonly SceneEvent[];
}

export function comparisonOf(first: Explanation, second: Explanation): Comparison {
  const turned =
    first.kind === 'forbidden' && second.kind === 'allowed'
      ? turnedBy('first', first, second)
      : first.kind === 'allowed' && second.kind === 'forbidden'
        ? turnedBy('second', second, first)
        : undefined;
  return { first, second, ...(turned === undefined ? {} : { turned }) };
}

/** Of all reasons, the one of which the fewest edges are gone. */
function turnedBy(
  forbids: Turned['forbids'],
  forbidden: Asked & Forbidden,
  allowed: Asked & Allowed,
): Turned | undefined {
  const found = forbidden.reasons.map(
    (reason): Turned => ({ forbids, reason, gone: goneFrom(reason, allowed) }),
  );
  const told = found.filter((t) => t.gone.length > 0);
  return told.reduce<Turned | undefined>(
    (best, t) => (best === undefined || t.gone.length < best.gone.length ? t : best),
    undefined,
  );
}

function goneFrom(reason: Reason, { model, split, found, scene }: Asked & Allowed): Gone[] {
  const relations = new Relations(model, split.inputsOf(found.located), candidateOf(found.at));
  const counterpart = counterparts(reason.scene, scene);
  const { size, po } = found.located.structure;
  const orders = ['ppo', 'fence', 'strong-fence', 'com', 'po-loc', 'rmw', 'prop', 'cumul-fence'];
  const holding = [...model.names]
    .filter(([, name]) => orders.includes(name))
    .map(([id]) => relations.get(id));
  return reason.loop.flatMap((step): Gone[] => {
    const [from, to] = [counterpart(step.from), counterpart(step.to)];
    if (from === undefined || to === undefined) return [{ step, instead: [] }];
    if (step.relation === 'rcu-rscsi' || step.relation === 'srcu-rscsi') {
      const still = step.by.every((e) => counterpart(e) !== undefined);
      return still ? [] : [{ step, between: [from, to], instead: [] }];
    }
    if (holding.some((r) => hasPair(r, size, from.event, to.event))) return [];
    const instead = scene.filter(
      (e) => e.kind === 'F' && hasPair(po, size, from.event, e.event) && hasPair(po, size, e.event, to.event),
    );
    return [{ step, between: [from, to], instead }];
  });
}

/** The same access of the same thread: by what it does to which place, and the how-manieth it is. */
function counterparts(from: Scene, to: Scene): (event: number) => SceneEvent | undefined {
  const keyed = (scene: Scene) => {
    const seen = new Map<string, number>();
    return scene.map((e) => {
      const tag = e.kind === 'F' ? (e.tag ?? '') : '';
      const base = `${e.thread} ${e.kind} ${tag} ${e.place ?? ''}`;
      const nth = seen.get(base) ?? 0;
      seen.set(base, nth + 1);
      return `${base} ${nth}`;
    });
  };
  const keys = keyed(from);
  const byKey = new Map(keyed(to).map((key, i) => [key, to[i] as SceneEvent]));
  return (event) => byKey.get(keys[event] ?? '');
}
