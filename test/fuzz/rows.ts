/** The primitive table sorted by what a row does, so that every row, new ones too, gets drawn. */

import { type Effect, type Primitive, primitives } from '../../src/lkmm/primitives.ts';
import type { FenceTag } from '../../src/lkmm/tags.ts';

export type Doing = Effect['do'];
type RowOf<D extends Doing> = Primitive & { readonly effect: Extract<Effect, { readonly do: D }> };

export function rowsThat<D extends Doing>(...doing: readonly D[]): readonly RowOf<D>[] {
  return primitives.filter((row): row is RowOf<D> => (doing as readonly Doing[]).includes(row.effect.do));
}

export const reads = rowsThat('read');
export const writes = rowsThat('write');
export const atomics = rowsThat('atomic');
/** Atomic operations that give a value, and those that stand alone. */
export const valuedAtomics = atomics.filter((row) => row.role === 'expression');
export const voidAtomics = atomics.filter((row) => row.role === 'statement');
export const exchanges = rowsThat('xchg');
export const compareExchanges = rowsThat('cmpxchg');
export const addUnless = rowsThat('add-unless');
/** Every read-modify-write with a value. */
export const valuedRmws: readonly Primitive[] = [
  ...exchanges,
  ...compareExchanges,
  ...addUnless,
  ...valuedAtomics,
];

const allFences = rowsThat('fence');

export function fencesOf(...tags: readonly FenceTag[]): readonly Primitive[] {
  return allFences.filter((row) => (tags as readonly string[]).includes(row.effect.fence));
}

/** Fences that stand alone: no critical section, no grace period. */
export const plainFences = allFences.filter(
  (row) => !['rcu-lock', 'rcu-unlock', 'sync-rcu'].includes(row.effect.fence),
);

/** The tag of an access or read-modify-write; undefined for what has none. */
export function tagOf(row: Primitive): string | undefined {
  return 'tag' in row.effect ? row.effect.tag : undefined;
}

/** The argument that is the place accessed; undefined for a fence. */
export function placeArgument(row: Primitive): number | undefined {
  return 'place' in row.effect ? row.effect.place : undefined;
}

/** What the other arguments are for. */
export type Role = 'value' | 'expected' | 'limit';

export function roleOf(row: Primitive, argument: number): Role {
  const { effect } = row;
  if (effect.do === 'cmpxchg' && argument === effect.expected) return 'expected';
  if (effect.do === 'add-unless' && argument === effect.unless) return 'limit';
  return 'value';
}
