/** What the writers of idioms share: a writer makes the threads of a test and says what to ask of them. */

import type { Chance } from './chance.ts';
import type { Draft } from './cycles.ts';
import type { World } from './scope.ts';
import type { Place, Prop } from './tree.ts';

export type Writer = (chance: Chance, world: World) => Omit<Draft, 'origin' | 'world'>;

/** The register ends so. */
export const is = (thread: number, register: string, value: number | string): Prop => ({
  kind: 'equals',
  place: { kind: 'register', thread, name: register },
  sign: '=',
  value: String(value),
});
/** The location ends so. */
export const holds = (location: string, value: number | string): Prop => ({
  kind: 'equals',
  place: { kind: 'location', name: location } satisfies Place,
  sign: '=',
  value: String(value),
});
