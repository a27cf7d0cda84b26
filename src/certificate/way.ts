/**
 * Ways from event to event, as definitions describe them: read from a notation close to cat's, matched
 * against given steps, and computed as whole relations.
 */

export type Way =
  | { readonly kind: 'step'; readonly relation: string; readonly backwards: boolean }
  /** Stays where it is, at a member of the set. */
  | { readonly kind: 'at'; readonly set: string; readonly not: boolean }
  | { readonly kind: 'one of' | 'in turn'; readonly of: readonly Way[] }
  /** No step, or `of` once (`?`) or any number of times (`*`). */
  | { readonly kind: 'maybe' | 'repeat'; readonly of: Way }
  | { readonly kind: 'where'; readonly of: Way; readonly test: Test; readonly not: boolean };

/** Of the two ends of a way. */
export type Test = 'int' | 'ext' | 'loc' | 'id' | 'rmw' | 'pre-race';

const tests: readonly string[] = ['int', 'ext', 'loc', 'id', 'rmw', 'pre-race'] satisfies Test[];

/** The notation is ours alone: a mistake in it is a bug. */
export function parseWay(text: string): Way {
  const tokens = text.match(/\[~?[\w-]+\]|\^-1|[\w][\w-]*|[|&\\()*?]/g) ?? [];
  let next = 0;
  const accept = (token: string) => tokens[next] === token && next++ >= 0;
  const alternatives = (): Way => {
    const of = [sequence()];
    while (accept('|')) of.push(sequence());
    return of.length === 1 ? (of[0] as Way) : { kind: 'one of', of };
  };
  const sequence = (): Way => {
    const of: Way[] = [];
    while (next < tokens.length && tokens[next] !== '|' && tokens[next] !== ')') of.push(tested());
    return of.length === 1 ? (of[0] as Way) : { kind: 'in turn', of };
  };
  const tested = (): Way => {
    let of = repeated();
    for (;;) {
      const not = tokens[next] === '\\';
      if (!not && tokens[next] !== '&') return of;
      const test = tokens[next + 1] ?? '';
      if (!tests.includes(test)) throw new Error(`${test} is no test`);
      next += 2;
      of = { kind: 'where', of, test: test as Test, not };
    }
  };
  const repeated = (): Way => {
    let of = atom();
    while (tokens[next] === '*' || tokens[next] === '?') {
      of = { kind: tokens[next++] === '*' ? 'repeat' : 'maybe', of };
    }
    return of;
  };
  const atom = (): Way => {
    if (accept('(')) {
      const inner = alternatives();
      if (!accept(')')) throw new Error(`${text}: a parenthesis is open`);
      return inner;
    }
    const token = tokens[next++] ?? '';
    const set = /^\[(~?)(.+)\]$/.exec(token);
    if (set !== null) return { kind: 'at', set: set[2] as string, not: set[1] === '~' };
    return { kind: 'step', relation: token, backwards: accept('^-1') };
  };
  const way = alternatives();
  if (next !== tokens.length) throw new Error(`${text}: what is ${tokens[next]}?`);
  return way;
}

export interface Pair {
  readonly relation: string;
  readonly from: number;
  readonly to: number;
}

/** What a way can be asked of the events it passes. */
export interface Ground {
  readonly isIn: (set: string, event: number) => boolean;
  readonly passes: (test: Test, from: number, to: number) => boolean;
}

/** Whether the steps, all of them and in this order, go this way from one event to the other. */
export function goes(way: Way, steps: readonly Pair[], from: number, to: number, ground: Ground): boolean {
  return ends(way, steps, [0, from], ground).some(([used, at]) => used === steps.length && at === to);
}

/** How many steps have been gone, and the event reached. */
type Reached = readonly [used: number, at: number];

function ends(way: Way, steps: readonly Pair[], start: Reached, ground: Ground): readonly Reached[] {
  const [used, at] = start;
  switch (way.kind) {
    case 'step': {
      const step = steps[used];
      if (step?.relation !== way.relation) return [];
      const [from, to] = way.backwards ? [step.to, step.from] : [step.from, step.to];
      return from === at ? [[used + 1, to]] : [];
    }
    case 'at':
      return ground.isIn(way.set, at) !== way.not ? [start] : [];
    case 'one of':
      return distinct(way.of.flatMap((w) => ends(w, steps, start, ground)));
    case 'in turn':
      return way.of.reduce<readonly Reached[]>(
        (reached, w) => distinct(reached.flatMap((r) => ends(w, steps, r, ground))),
        [start],
      );
    case 'maybe':
      return distinct([start, ...ends(way.of, steps, start, ground)]);
    case 'repeat': {
      const all: Reached[] = [start];
      for (let i = 0; i < all.length; i++) {
        for (const r of ends(way.of, steps, all[i] as Reached, ground)) {
          if (!all.some((known) => same(known, r))) all.push(r);
        }
      }
      return all;
    }
    case 'where':
      return ends(way.of, steps, start, ground).filter(
        ([, end]) => ground.passes(way.test, at, end) !== way.not,
      );
    default:
      return way satisfies never;
  }
}

const same = (a: Reached, b: Reached) => a[0] === b[0] && a[1] === b[1];

function distinct(reached: readonly Reached[]): readonly Reached[] {
  return reached.length < 2
    ? reached
    : reached.filter((r, i) => !reached.slice(0, i).some((q) => same(q, r)));
}
