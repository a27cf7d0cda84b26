/** Why an outcome is forbidden, or how it happens. */

import { type RepairLimits, strengthen } from '../choice/strengthen.ts';
import type { Term } from '../events/term.ts';
import { Solver } from '../executions/solver.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import type { Model } from '../model/ir.ts';
import { lkmm } from '../model/lkmm.ts';
import { type BarrierJudge, barriersOf } from './barriers.ts';
import { violatedCandidates } from './candidates.ts';
import type { Violated } from './case.ts';
import { type CaseLimits, type CaseSplit, candidateOf, splitCases } from './case-search.ts';
import { edgesOf } from './edges.ts';
import type { Allowed, Asked, Explanation, Forbidden } from './explanation.ts';
import { type Flags, flagsOf } from './flags.ts';
import { demandedRegisters } from './outcome.ts';
import { leavesOf, type Reasons, reasonsOf } from './reason.ts';
import { refusalOf } from './refusal.ts';
import { Relations } from './relations.ts';
import { type Scene, sceneOf } from './scene.ts';
import { storyOf } from './story.ts';
import { unmakeableIn } from './unmakeable.ts';

export interface ExplainOptions {
  /** The condition was given by the user in place of the test's own. */
  readonly given?: boolean;
  readonly limits?: CaseLimits;
  /** Tell what each barrier does for an outcome being forbidden. */
  readonly barriers?: boolean;
  /** Look for flags, whatever the outcome. */
  readonly flags?: boolean;
  /** Look for what would forbid an allowed outcome, within these limits. */
  readonly repairs?: RepairLimits;
  readonly model?: Model;
}

/** Executions among which the simplest is chosen. */
const enough = 24;

let builtIn: Model | undefined;

export function explain(test: LitmusTest, options: ExplainOptions = {}): Explanation {
  builtIn ??= lkmm();
  const model = options.model ?? builtIn;
  const refused = refusalOf(test, options.limits ?? {});
  const asked = askedOf(test, options, model);
  if (refused !== undefined)
    return { ...asked, kind: 'unexplained', judgement: refused, why: 'it is no test' };
  const found = outcomeExplained(asked, options);
  if (found.kind === 'unexplained' || found.as === 'any execution') return found;
  const wantsBarriers = options.barriers === true && found.kind === 'forbidden';
  const flags =
    options.flags === true || wantsBarriers ? flagsOf(test, model, options.limits ?? {}) : undefined;
  return {
    ...found,
    ...(options.flags === true && flags !== undefined ? { flags } : {}),
    ...(wantsBarriers ? { barriers: barriersOf(found, barrierJudge(options, model, flags)) } : {}),
  };
}

/** A variant may raise the flags that the test raises itself. */
function barrierJudge(options: ExplainOptions, model: Model, flags: Flags | undefined): BarrierJudge {
  const tolerated = new Set(flags?.raised.map((f) => f.flag));
  const limits = options.limits ?? {};
  return {
    standing: (variant) => {
      const { outcome } = askedOf(variant, options, model);
      const split = splitCases(variant, outcome, model, { ...limits, executions: 1 });
      if (split === undefined) return undefined;
      if (split.executions.length > 0) return 'reached';
      const { raised, complete } = flagsOf(variant, model, limits);
      if (raised.some((f) => !tolerated.has(f.flag))) return 'flagged';
      return complete ? 'forbidden' : undefined;
    },
    reasons: (variant) => {
      const asked = askedOf(variant, options, model);
      const split = splitCases(variant, asked.outcome, model, { ...limits, executions: 1 });
      return split === undefined || split.executions.length > 0
        ? []
        : forbidden(asked, split, options).reasons;
    },
  };
}

function outcomeExplained(asked: Asked, options: ExplainOptions): Explanation {
  const { test, outcome, model } = asked;
  const split = splitCases(test, outcome, model, { executions: enough, ...options.limits });
  if (split === undefined) return { ...asked, kind: 'unexplained', why: 'not split up within the limits' };
  if (split.executions.length > 0) return { ...asked, kind: 'allowed', ...witnessOf(asked, split, options) };
  const any: Asked = { ...asked, outcome: { kind: 'true', span: outcome.span }, as: 'any execution' };
  const whole = splitCases(test, any.outcome, model, { ...options.limits, executions: 1 });
  return whole?.executions.length === 0
    ? { ...any, ...forbidden(any, whole, options), ...filterExplained(any, options) }
    : { ...asked, ...forbidden(asked, split, options) };
}

function forbidden(asked: Asked, split: CaseSplit, { limits }: ExplainOptions): Forbidden {
  const { violated } = leavesOf(split.root);
  const sceneFor = (v: Violated) => sceneAt(split, asked, v);
  const { chosen, covered, fewest } = fewestReasons(
    asked,
    reasonsOf(asked.model, violated, sceneFor),
    sceneFor,
    limits ?? {},
  );
  return {
    kind: 'forbidden',
    split,
    reasons: chosen,
    covered,
    fewest,
    ...(chosen.length === 0 ? { unmakeable: unmakeableIn(asked, limits ?? {}) } : {}),
  };
}

/**
 * A case that is cut off early by one reason may be covered by another one further down: so where there
 * are several, all candidates are asked, if they are not too many.
 */
function fewestReasons(
  { test, outcome, model }: Asked,
  found: Reasons,
  sceneFor: (v: Violated) => Scene,
  limits: CaseLimits,
): Reasons {
  if (found.chosen.length < 2) return { ...found, fewest: true };
  const candidates = violatedCandidates(test, outcome, model, limits);
  if (candidates === undefined) return { ...found, fewest: false };
  const exact = reasonsOf(model, candidates, sceneFor);
  return exact.chosen.length < found.chosen.length ? exact : { ...found, fewest: exact.fewest };
}

/** A filter that passes nothing: what it keeps, as an outcome of the test without it. */
function filterExplained(asked: Asked, options: ExplainOptions): Pick<Forbidden, 'filtered'> {
  const { filter, ...test } = asked.test;
  if (filter === undefined) return {};
  const without: Asked = { ...asked, test, outcome: filter, as: 'given' };
  return { filtered: outcomeExplained(without, options) };
}

function witnessOf(
  { test, model }: Asked,
  split: CaseSplit,
  { limits, repairs }: ExplainOptions,
): Omit<Allowed, 'kind'> {
  const stories = split.executions.map((found) => {
    const relations = new Relations(model, split.inputsOf(found.located), candidateOf(found.at));
    return { found, relations, story: storyOf(model, found.located, relations) };
  });
  const { found, story } = stories.reduce((a, b) => (b.story.cost < a.story.cost ? b : a));
  return {
    split,
    found,
    scene: sceneOf(test, split.locations, found.located, found.valueOf),
    story,
    edges: edgesOf(found),
    ...(repairs === undefined ? {} : { repairs: strengthen(test, { ...limits, ...repairs }) }),
  };
}

/** What is explained: the test's condition, or what breaks its `forall`. */
function askedOf(test: LitmusTest, { given }: ExplainOptions, model: Model): Asked {
  if (test.quantifier !== 'forall') {
    return { test, model, outcome: test.condition, as: given === true ? 'given' : 'condition' };
  }
  const { span } = test.condition;
  return { test, model, outcome: { kind: 'not', operand: test.condition, span }, as: 'counterexample' };
}

/** The events of a case with the values that its choices and the outcome give them. */
function sceneAt(split: CaseSplit, { test, outcome }: Asked, v: Violated): Scene {
  const { structure: s, reads } = v.located;
  const solver = new Solver(s.variableNumbers.length, s.equations);
  const same = (a: Term | undefined, b: Term | undefined) =>
    a !== undefined && b !== undefined && solver.unify(a, b);
  for (const [a, b] of s.equal) same(a, b);
  for (const { place, value } of demandedRegisters(outcome)) {
    if (place.kind !== 'register' || split.values.typeOf(place) !== undefined) continue;
    const wanted = split.values.termOf(value, undefined);
    if (typeof wanted === 'number') same(s.registers[place.thread]?.get(place.name), wanted);
  }
  reads.forEach((site, i) => {
    const write = v.at.source[i] as number;
    if (site.valued && write >= 0) same(s.events[site.event]?.value, s.events[write]?.value);
  });
  solver.propagate();
  return sceneOf(test, split.locations, v.located, (t) => solver.find(t));
}
