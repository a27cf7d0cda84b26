/**
 * The choice of one control path a thread. Paths are made when they are first needed, and a choice for
 * the first few threads is dropped with all that it could become when it contradicts itself.
 */

import type { ThreadPath } from '../events/event.ts';
import { initialRegisters, type Locations } from '../events/locations.ts';
import type { Shared } from '../events/path-state.ts';
import { eachThreadPath } from '../events/paths.ts';
import { Solver } from '../executions/solver.ts';
import type { LitmusTest } from '../litmus/ast.ts';

/** The paths of each thread that its own equations admit, in herd7's order. */
export class Paths {
  readonly #sources: Iterator<ThreadPath, void>[];
  readonly #known: ThreadPath[][];
  readonly threads: number;

  constructor(test: LitmusTest, locations: Locations, shared: Shared) {
    this.threads = test.threads.length;
    this.#known = test.threads.map(() => []);
    this.#sources = test.threads.map((thread) =>
      eachThreadPath(thread, initialRegisters(test, thread.id, locations), shared),
    );
  }

  /** May throw `TooLarge` or `OutOfTime`. */
  at(thread: number, index: number): ThreadPath | undefined {
    const known = this.#known[thread] as ThreadPath[];
    const from = this.#sources[thread] as Iterator<ThreadPath, void>;
    while (known.length <= index) {
      const next = from.next();
      if (next.done === true) return undefined;
      if (isSatisfiable(next.value)) known.push(next.value);
    }
    return known[index];
  }

  /** All paths of a thread, or undefined when there are more than `most`. */
  all(thread: number, most: number): readonly ThreadPath[] | undefined {
    return this.at(thread, most) === undefined ? this.#known[thread] : undefined;
  }

  /** What has been made so far. */
  get known(): readonly (readonly ThreadPath[])[] {
    return this.#known;
  }
}

/** Whether a path's own conditions can hold at all, before any other thread is asked. */
export function isSatisfiable(path: ThreadPath): boolean {
  if (path.equal.length === 0) return true;
  const solver = new Solver(path.variableNumbers.length, path.equations);
  return path.equal.every(([a, b]) => solver.unify(a, b)) && solver.propagate();
}

export interface PathSearch {
  readonly paths: Paths;
  /** Threads that are interchangeable with a thread before them: that thread, else undefined. */
  readonly like: readonly (number | undefined)[];
  /** Whether a thread's path alone may be part of what is looked for. */
  readonly admits: (thread: number, path: ThreadPath) => boolean;
  /** Whether these paths of the first threads may be. Asked only once there are many combinations. */
  readonly mayBePart: (prefix: readonly ThreadPath[]) => boolean;
}

/** From this number of combinations on, it pays to look at their beginnings. */
const manyCombinations = 16;

/** The combinations worth a search, each as the paths and their numbers. */
export function* combinations(
  how: PathSearch,
): Generator<{ readonly paths: readonly ThreadPath[]; readonly numbers: readonly number[] }, void, void> {
  const { paths } = how;
  const chosen: ThreadPath[] = [];
  const numbers: number[] = [];
  let made = 0;
  function* from(thread: number): ReturnType<typeof combinations> {
    if (thread === paths.threads) {
      made++;
      yield { paths: [...chosen], numbers: [...numbers] };
      return;
    }
    // Interchangeable threads take their paths in order: every other combination is one of these.
    const like = how.like[thread];
    for (let i = like === undefined ? 0 : (numbers[like] as number); ; i++) {
      const path = paths.at(thread, i);
      if (path === undefined) return;
      if (!how.admits(thread, path)) continue;
      chosen.push(path);
      numbers.push(i);
      const looks = made >= manyCombinations && thread + 1 < paths.threads;
      if (!looks || how.mayBePart(chosen)) yield* from(thread + 1);
      chosen.pop();
      numbers.pop();
    }
  }
  yield* from(0);
}
