/** Partial orders of strength over a few things, numbered from 0: declared by pairs, closed once. */

/** `less[a * count + b]` is 1 when `a` is weaker than `b`; irreflexive and transitive. */
export interface Strength {
  readonly count: number;
  readonly less: Uint8Array;
}

/** A pair of numbers: the first is weaker than the second. */
export type Weaker = readonly [weak: number, strong: number];

/**
 * The transitive closure of the pairs; or, when they run in a circle, one circle: each member weaker
 * than the next, the last weaker than the first.
 */
export function strengthOf(count: number, pairs: readonly Weaker[]): Strength | { circle: number[] } {
  const less = new Uint8Array(count * count);
  for (const [weak, strong] of pairs) less[weak * count + strong] = 1;
  for (let k = 0; k < count; k++) {
    for (let a = 0; a < count; a++) {
      if (less[a * count + k] === 0) continue;
      for (let b = 0; b < count; b++) if (less[k * count + b] === 1) less[a * count + b] = 1;
    }
  }
  for (let a = 0; a < count; a++) if (less[a * count + a] === 1) return { circle: circleThrough(a, pairs) };
  return { count, less };
}

export function isWeaker(s: Strength, a: number, b: number): boolean {
  return s.less[a * s.count + b] === 1;
}

export function isAtMost(s: Strength, a: number, b: number): boolean {
  return a === b || isWeaker(s, a, b);
}

/** The strongest of those weaker than `a`: its direct lower neighbours, ascending. */
export function directlyWeaker(s: Strength, a: number): number[] {
  return neighbours(
    s,
    (b) => isWeaker(s, b, a),
    (b, c) => isWeaker(s, b, c),
  );
}

/** The weakest of those stronger than `a`: its direct upper neighbours, ascending. */
export function directlyStronger(s: Strength, a: number): number[] {
  return neighbours(
    s,
    (b) => isWeaker(s, a, b),
    (b, c) => isWeaker(s, c, b),
  );
}

/** Those that nothing is weaker than. */
export function weakest(s: Strength): number[] {
  return neighbours(
    s,
    () => true,
    (b, c) => isWeaker(s, c, b),
  );
}

/** Members without another member that hides them. */
function neighbours(
  s: Strength,
  member: (b: number) => boolean,
  hides: (b: number, c: number) => boolean,
): number[] {
  const all = Array.from({ length: s.count }, (_, b) => b).filter(member);
  return all.filter((b) => !all.some((c) => c !== b && hides(b, c)));
}

function circleThrough(start: number, pairs: readonly Weaker[]): number[] {
  const from = new Map<number, number>();
  const queue = [start];
  for (const at of queue) {
    for (const [weak, strong] of pairs) {
      if (weak !== at || from.has(strong)) continue;
      from.set(strong, at);
      queue.push(strong);
    }
  }
  const circle = [start];
  for (let at = from.get(start); at !== undefined && at !== start; at = from.get(at)) circle.push(at);
  return [start, ...circle.slice(1).reverse()];
}
