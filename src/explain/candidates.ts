/**
 * Every candidate execution of an outcome with all that it breaks, for the fewest reasons that cover
 * them all. Writes of one location stand in an order that coherence allows, where it allows only one.
 */

import type { LitmusTest, Prop } from '../litmus/ast.ts';
import type { Model } from '../model/ir.ts';
import type { Violated } from './case.ts';
import { type CaseLimits, candidateOf, splitCases } from './case-search.ts';
import { violationsOf } from './cycle.ts';
import { type ProgramStage, Relations } from './relations.ts';

/** More candidates are not listed: a cover of all of them is then found case by case. */
const mostCandidates = 2000;
/** Nor are they looked for longer than this. */
const mostCases = 10_000;
const mostCycles = 8;

/** Undefined: there are too many. */
export function violatedCandidates(
  test: LitmusTest,
  outcome: Prop,
  model: Model,
  limits: CaseLimits,
): Violated[] | undefined {
  const free: Model = { ...model, axioms: [] };
  const split = splitCases(test, outcome, free, {
    ...limits,
    executions: mostCandidates,
    cases: mostCases,
  });
  if (split === undefined || !split.complete) return undefined;
  const fixed = new Map<object, ProgramStage>();
  return split.executions.map(({ located, at }) => {
    const known = fixed.get(located) ?? new Map();
    fixed.set(located, known);
    const relations = new Relations(model, split.inputsOf(located), candidateOf(at), known);
    const violations = model.axioms.flatMap((axiom) => violationsOf(axiom, relations, mostCycles));
    return { located, at, violations };
  });
}
