/** Which places a test's final states show. */

import type { LitmusTest, Place, Prop } from './ast.ts';

/**
 * The places of `locations` and of the condition (not of the filter), each once, in herd7's order:
 * registers by thread and name, locations by name, array elements by name and number. Names compare
 * bytewise.
 */
export function observedPlaces(test: Pick<LitmusTest, 'locations' | 'condition'>): Place[] {
  const found = new Map<string, Place>();
  const add = (place: Place) => {
    const key = placeKey(place);
    if (!found.has(key)) found.set(key, place);
  };
  test.locations.forEach(add);
  forEachPlace(test.condition, add);
  return [...found.values()].sort(comparePlaces);
}

/** Equal for equal places: `0:r0`, `x`, `x[1]`, as they enter the hash. */
export function placeKey(place: Place): string {
  if (place.kind === 'register') return `${place.thread}:${place.name}`;
  return place.element === undefined ? place.name : `${place.name}[${place.element}]`;
}

/** Every place that `prop` reads, left to right, repetitions included. */
export function forEachPlace(prop: Prop, visit: (place: Place, prop: Prop) => void): void {
  switch (prop.kind) {
    case 'true':
    case 'false':
      return;
    case 'equals':
      visit(prop.place, prop);
      return;
    case 'same':
      visit(prop.left, prop);
      visit(prop.right, prop);
      return;
    case 'not':
      forEachPlace(prop.operand, visit);
      return;
    case 'and':
    case 'or':
      for (const p of prop.operands) forEachPlace(p, visit);
      return;
    case 'implies':
      forEachPlace(prop.left, visit);
      forEachPlace(prop.right, visit);
      return;
    default:
      prop satisfies never;
  }
}

export function comparePlaces(a: Place, b: Place): number {
  return (
    rank(a) - rank(b) ||
    (a.kind === 'register' && b.kind === 'register' ? a.thread - b.thread : 0) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
    (a.kind === 'location' && b.kind === 'location' ? (a.element ?? 0) - (b.element ?? 0) : 0)
  );
}

function rank(place: Place): number {
  if (place.kind === 'register') return 0;
  return place.element === undefined ? 1 : 2;
}
