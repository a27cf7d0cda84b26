/** Flags of a test: an execution that raises each, and the events that it is about. */

import { isEmpty, members, pairs } from '../base/relation.ts';
import { initialRegisters, locationsOf } from '../events/locations.ts';
import { threadPaths } from '../events/paths.ts';
import type { Located } from '../executions/located.ts';
import { differentValues } from '../judge/inputs.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import type { Inputs } from '../model/evaluate.ts';
import type { Flag, Model } from '../model/ir.ts';
import type { Found } from './case.ts';
import { type CaseLimits, candidateOf, splitCases } from './case-search.ts';
import { type Race, raceOf } from './race.ts';
import { type ProgramStage, Relations } from './relations.ts';
import { type Scene, sceneOf } from './scene.ts';

export interface Flagged {
  readonly flag: string;
  readonly found: Found;
  readonly scene: Scene;
  /** The events that raise it: two, or one where the flag is of one. */
  readonly events: readonly number[];
  /** Of a data race: what is missing. */
  readonly race?: Race;
}

export interface Flags {
  readonly raised: readonly Flagged[];
  /** Whether every execution was looked at: if not, others may be raised. */
  readonly complete: boolean;
}

/** Executions of one race that are compared for what is told best. */
const mostRaces = 16;

/** Executions that are looked at. */
const mostExecutions = 5000;

export function flagsOf(test: LitmusTest, model: Model, limits: CaseLimits): Flags {
  if (!mayBeFlagged(test)) return { raised: [], complete: true };
  const raised = new Map<string, Flagged>();
  const races: Flagged[] = [];
  const fixed = new WeakMap<Located, ProgramStage>();
  const inputs = new WeakMap<Located, Inputs>();
  const everything = { kind: 'true', span: test.condition.span } as const;
  const split = splitCases(test, everything, model, {
    ...limits,
    executions: mostExecutions,
    flaggedOnly: true,
  });
  if (split === undefined) return { raised: [], complete: false };
  for (const found of split.executions) {
    const known = fixed.get(found.located) ?? new Map();
    fixed.set(found.located, known);
    const given = inputs.get(found.located) ?? split.inputsOf(found.located);
    inputs.set(found.located, given);
    const relations = new Relations(model, given, candidateWithValues(found), known);
    for (const flag of model.flags) {
      const isRace = flag.name === 'data-race';
      if (isRace ? races.length >= mostRaces : raised.has(flag.name)) continue;
      const events = raisedBy(flag, model, relations);
      if (events === undefined) continue;
      const scene = sceneOf(test, split.locations, found.located, found.valueOf);
      const flagged: Flagged = { flag: flag.name, found, scene, events };
      if (!isRace) raised.set(flag.name, flagged);
      else races.push({ ...flagged, race: raceOf(model, found, relations, scene, events) });
    }
  }
  const [first] = races;
  if (first !== undefined) {
    const clearest = races.reduce((a, b) => (missing(b) < missing(a) ? b : a), first);
    raised.set(first.flag, clearest);
  }
  const inOrder = [...raised.values()].sort((a, b) => (a.flag < b.flag ? -1 : 1));
  return { raised: inOrder, complete: split.complete };
}

/** Whether it has plain accesses, locks or sections: nothing else is ever flagged. */
function mayBeFlagged(test: LitmusTest): boolean {
  const locations = locationsOf(test);
  const shared = { nextNumber: 1, pathsLeft: 1 << 12, expired: () => false };
  return test.threads.some((thread) =>
    threadPaths(thread, initialRegisters(test, thread.id, locations), shared).some((path) =>
      path.events.some((e) => {
        if (e.kind === 'R' || e.kind === 'W') return (e.tag === undefined && !e.atomic) || isMark(e.tag);
        return e.kind !== 'F' || isMark(e.tag);
      }),
    ),
  );
}

const isMark = (tag: string | undefined): boolean => tag !== undefined && /^s?rcu-(un)?lock$/.test(tag);

/** No communication at all is the least to tell. */
function missing({ race }: Flagged): number {
  if (race?.link === undefined) return 3;
  return (race.link.isOrderedBefore ? 0 : 1) + (race.link.isOrderedAfter ? 0 : 1);
}

function candidateWithValues(found: Found) {
  const candidate = candidateOf(found.at);
  return (name: string) => (name === 'different-values' ? differentValues(found) : candidate(name));
}

function raisedBy(flag: Flag, model: Model, relations: Relations): readonly number[] | undefined {
  const value = relations.get(flag.of);
  if (isEmpty(value)) return undefined;
  if (model.nodes[flag.of]?.sort === 'set') return members(value).slice(0, 1);
  const [pair] = pairs(value, relations.inputs.size);
  return pair;
}
