/** Which control paths can be part of an execution that meets a clause: asked before any structure is made. */

import type { ThreadPath } from '../events/event.ts';
import type { Locations } from '../events/locations.ts';
import { eventStructure } from '../events/structure.ts';
import { isVariable, type Term } from '../events/term.ts';
import type { Located } from '../executions/located.ts';
import { type ForeignWrite, mayBePart } from '../executions/prefix.ts';
import type { Consistency } from '../executions/searching.ts';
import { Solver } from '../executions/solver.ts';
import type { Clause } from './aims.ts';
import type { Paths } from './path-choices.ts';
import type { FinalValues } from './states.ts';

/** Of a thread with more paths than this it is not asked what they may write. */
const mostForeignPaths = 64;

export interface ClausePathsOptions {
  readonly paths: Paths;
  readonly locations: Locations;
  readonly values: FinalValues;
  readonly consistency: (located: Located) => Consistency;
}

export class ClausePaths {
  readonly #how: ClausePathsOptions;
  readonly #foreign: (readonly ForeignWrite[])[] = [];

  constructor(how: ClausePathsOptions) {
    this.#how = how;
  }

  /** Whether the registers of a thread can come out as the clause has them. */
  admits(thread: number, path: ThreadPath, clause: Clause): boolean {
    const own = this.#demands(clause, (t) => (t === thread ? path.registers : undefined));
    if (own === undefined) return false;
    if (own.length === 0) return true;
    const solver = new Solver(path.variableNumbers.length, path.equations);
    return (
      path.equal.every(([a, b]) => solver.unify(a, b)) &&
      own.every(([a, b]) => solver.unify(a, b)) &&
      solver.propagate()
    );
  }

  /** Terms of these registers and what the clause wants of them; undefined: one is certainly something else. */
  #demands(
    clause: Clause,
    registersOf: (thread: number) => ReadonlyMap<string, Term> | undefined,
  ): (readonly [Term, Term])[] | undefined {
    const demands: (readonly [Term, Term])[] = [];
    for (const { place, value } of clause) {
      if (place.kind !== 'register') continue;
      const registers = registersOf(place.thread);
      const wanted = this.#how.values.wanted(place, value);
      if (registers === undefined || wanted === undefined) continue;
      const held = registers.get(place.name);
      if (held === undefined || !isVariable(held)) {
        if (!wanted.accepts(held ?? 0)) return undefined;
      } else if (wanted.exact !== undefined) demands.push([held, wanted.exact]);
    }
    return demands;
  }

  /** Whether these paths of the first threads can be part of an execution that meets the clause. */
  mayBegin(prefix: readonly ThreadPath[], clause: Clause): boolean {
    if (prefix.some((path) => path.cut)) return true;
    const { paths, locations, consistency } = this.#how;
    const structure = eventStructure(prefix, locations);
    const demands = this.#demands(clause, (t) => structure.registers[t]);
    if (demands === undefined) return false;
    const foreign: ForeignWrite[] = [];
    for (let t = prefix.length; t < paths.threads; t++) foreign.push(...this.#writesOf(t));
    return mayBePart({ structure, locations, demands, foreign, consistency });
  }

  /** Everything that any path of a thread may write. */
  #writesOf(thread: number): readonly ForeignWrite[] {
    const known = this.#foreign[thread];
    if (known !== undefined) return known;
    const paths = this.#how.paths.all(thread, mostForeignPaths);
    const writes = paths?.flatMap((path) => path.events.filter((e) => e.kind === 'W'));
    const found = writes?.map((e) => ({ address: settled(e.address), value: settled(e.value) })) ?? [
      { address: undefined, value: undefined },
    ];
    this.#foreign[thread] = found;
    return found;
  }
}

function settled(t: Term | undefined): Term | undefined {
  return t === undefined || isVariable(t) ? undefined : t;
}
