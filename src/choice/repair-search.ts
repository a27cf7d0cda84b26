/**
 * All minimal choices of an up-set that only a judge can tell: slots with partially ordered options,
 * of which number 0 is the weakest. Each insufficient choice is first strengthened as far as it stays
 * insufficient; whatever suffices must then be stronger than that in some slot. Candidates are tried
 * from few changes to many, each a least one that meets all such demands, so that what suffices is
 * minimal by construction (a hitting-set tree, Reiter 1987).
 */

import { isAtMost, isWeaker, type Strength } from '../lkmm/strength.ts';

/** By slot, the number of the option. */
export type Options = readonly number[];

/**
 * `vacuous`: no execution is left, which no stronger choice mends; `mixed`: insufficient in a way that
 * a weaker choice can mend as well as a stronger one, so that nothing follows for either; `undecided`:
 * the judge gave no answer.
 */
export type Standing = 'sufficient' | 'insufficient' | 'vacuous' | 'mixed' | 'undecided';

export interface SearchBounds {
  /** Distinct choices that may be judged. */
  readonly judged: number;
  /** Minimal sets after which the search ends. */
  readonly sets: number;
  /** Polled before each judgement. */
  readonly expired: () => boolean;
}

export interface SearchResult {
  /** In the order found: few changes first. */
  readonly minimal: readonly Options[];
  /** Direct weakenings of the minimal ones, as far as they were judged: the least failing neighbours. */
  readonly below: readonly Options[];
  /** Choices judged, each once. */
  readonly judged: number;
  /** Every minimal set is among those found, as far as the order is right. */
  readonly complete: boolean;
  /** Why not, if not. */
  readonly limit?: 'time' | 'candidates' | 'sets' | 'undecided';
  /** Weaker choices that suffice although the order says otherwise: empty, or a finding. */
  readonly violations: readonly Options[];
}

/** Nodes of the tree that are kept at most: a bound of memory. */
const maxNodes = 200_000;

class Stopped extends Error {}

export function leastOptions(
  strengths: readonly Strength[],
  judge: (options: Options) => Standing,
  bounds: SearchBounds,
): SearchResult {
  const heights = strengths.map(heightsOf);
  const known = new Map<string, Standing>();
  let limit: SearchResult['limit'];
  const ask = (options: Options): Standing => {
    const key = options.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    if (bounds.expired()) limit = 'time';
    else if (known.size >= bounds.judged) limit = 'candidates';
    if (limit === 'time' || limit === 'candidates') throw new Stopped();
    const standing = judge(options);
    if (standing === 'undecided') limit = 'undecided';
    known.set(key, standing);
    return standing;
  };
  const atMost = (a: Options, b: Options) =>
    strengths.every((s, i) => isAtMost(s, a[i] as number, b[i] as number));

  const minimal: Options[] = [];
  const failing: Options[] = [];
  const levels: Options[][] = [];
  const seen = new Set<string>();
  const push = (options: Options): void => {
    const key = options.join();
    if (seen.has(key)) return;
    if (seen.size >= maxNodes) {
      limit = 'candidates';
      throw new Stopped();
    }
    seen.add(key);
    const level = levelOf(options, heights);
    const bucket = levels[level] ?? [];
    levels[level] = bucket;
    bucket.push(options);
  };
  /** The least choices above this one that are not below `wall`. */
  const climb = (options: Options, wall: Options): void => {
    strengths.forEach((s, slot) => {
      const at = options[slot] as number;
      const beyond = stronger(s, at).filter((o) => !isAtMost(s, o, wall[slot] as number));
      for (const o of beyond) {
        if (!beyond.some((b) => isWeaker(s, b, o))) push(options.with(slot, o));
      }
    });
  };
  const visit = (options: Options): void => {
    if (minimal.some((m) => atMost(m, options))) return;
    const wall = failing.find((f) => atMost(options, f));
    if (wall !== undefined) {
      climb(options, wall);
      return;
    }
    const standing = ask(options);
    if (standing === 'sufficient') {
      minimal.push(options);
    } else if (standing === 'insufficient') {
      const grown = grow(strengths, options, ask);
      failing.push(grown);
      climb(options, grown);
    } else if (standing === 'mixed') {
      climb(options, options);
    }
    // Nothing above a vacuous choice has executions; what lies above an undecided one is not known.
  };

  const violations: Options[] = [];
  const below = new Map<string, Options>();
  try {
    push(strengths.map(() => 0));
    for (let level = 0; level < levels.length; level++) {
      const bucket = levels[level] ?? [];
      for (const options of bucket) {
        visit(options);
        if (minimal.length >= bounds.sets) {
          limit = 'sets';
          throw new Stopped();
        }
      }
    }
    for (const m of minimal) {
      for (const w of directlyBelow(strengths, m)) {
        if (ask(w) === 'sufficient') violations.push(w);
        else below.set(w.join(), w);
      }
    }
  } catch (e) {
    if (!(e instanceof Stopped)) throw e;
  }
  return {
    minimal,
    below: [...below.values()],
    judged: known.size,
    complete: limit === undefined,
    ...(limit === undefined ? {} : { limit }),
    violations,
  };
}

/** A choice above this one to which nothing can be added without it being sufficient or vacuous. */
function grow(strengths: readonly Strength[], from: Options, ask: (o: Options) => Standing): Options {
  let grown = from;
  const raise = (slots: readonly number[]): void => {
    const [only] = slots;
    if (only === undefined) return;
    const best = grown.map((o, slot) => (slots.includes(slot) ? strongestAbove(strengths, slot, o) : o));
    if (ask(best) === 'insufficient') {
      grown = best;
      return;
    }
    if (slots.length > 1) {
      const half = slots.length >> 1;
      raise(slots.slice(0, half));
      raise(slots.slice(half));
      return;
    }
    const s = strengths[only] as Strength;
    const options = stronger(s, grown[only] as number);
    options.sort((a, b) => (isWeaker(s, a, b) ? 1 : isWeaker(s, b, a) ? -1 : 0));
    for (const o of byHeight(s, options)) {
      const raised = grown.with(only, o);
      if (isWeaker(s, grown[only] as number, o) && ask(raised) === 'insufficient') grown = raised;
    }
  };
  const open = strengths.flatMap((s, slot) => (stronger(s, from[slot] as number).length > 0 ? [slot] : []));
  raise(open);
  return grown;
}

/** Strong before weak. */
function byHeight(s: Strength, options: readonly number[]): number[] {
  const heights = heightsOf(s);
  return [...options].sort((a, b) => (heights[b] ?? 0) - (heights[a] ?? 0) || a - b);
}

function strongestAbove(strengths: readonly Strength[], slot: number, option: number): number {
  const s = strengths[slot] as Strength;
  return byHeight(s, stronger(s, option))[0] ?? option;
}

function stronger(s: Strength, option: number): number[] {
  return Array.from({ length: s.count }, (_, o) => o).filter((o) => isWeaker(s, option, o));
}

/** By option, the length of the longest chain below it. */
function heightsOf(s: Strength): number[] {
  const heights: number[] = new Array(s.count).fill(0);
  for (let round = 0; round < s.count; round++) {
    for (let a = 0; a < s.count; a++) {
      for (let b = 0; b < s.count; b++) {
        if (isWeaker(s, a, b)) heights[b] = Math.max(heights[b] ?? 0, (heights[a] ?? 0) + 1);
      }
    }
  }
  return heights;
}

/** Grows with the order, and counts changes before strength. */
function levelOf(options: Options, heights: readonly (readonly number[])[]): number {
  let changes = 0;
  let strength = 0;
  options.forEach((o, slot) => {
    if (o !== 0) changes++;
    strength += heights[slot]?.[o] ?? 0;
  });
  return changes * 64 + strength;
}

function directlyBelow(strengths: readonly Strength[], options: Options): Options[] {
  return strengths.flatMap((s, slot) => {
    const at = options[slot] as number;
    const below = Array.from({ length: s.count }, (_, o) => o).filter((o) => isWeaker(s, o, at));
    return below.filter((b) => !below.some((c) => isWeaker(s, b, c))).map((b) => options.with(slot, b));
  });
}
