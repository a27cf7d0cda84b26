/** The reasons why an outcome is impossible: what each case breaks, and the fewest that cover all cases. */

import { hasPair } from '../base/relation.ts';
import type { Axiom, Model } from '../model/ir.ts';
import type { Case, Contradiction, Violated } from './case.ts';
import type { Violation } from './cycle.ts';
import type { Derivation } from './derivation.ts';
import type { Scene } from './scene.ts';
import { isPlace, type Step, stepsOf } from './step.ts';

export interface Reason {
  readonly axiom: Axiom;
  readonly violation: Violation;
  /** The violation as a loop: each step begins where the last one ended. */
  readonly loop: readonly Step[];
  /** Of the case that the loop is taken from. */
  readonly scene: Scene;
  readonly violated: Violated;
  /** Equal for equal loops, in whichever cases. */
  readonly key: string;
}

export interface Reasons {
  /** The fewest that cover every case, those of several locations first. */
  readonly chosen: readonly Reason[];
  /** Cases that each covers, by position; a case that several cover counts for the first. */
  readonly covered: readonly number[];
  /** Whether no smaller set covers them; otherwise found greedily. */
  readonly fewest: boolean;
}

/** Every end of a case split, from left to right. */
export function leavesOf(root: Case): { violated: Violated[]; contradictions: Contradiction[] } {
  const violated: Violated[] = [];
  const contradictions: Contradiction[] = [];
  const visit = (c: Case): void => {
    switch (c.kind) {
      case 'paths':
      case 'order':
        c.cases.forEach(visit);
        return;
      case 'read':
        for (const { of } of c.cases) visit(of);
        return;
      case 'structure':
      case 'located':
        visit(c.of);
        return;
      case 'contradiction':
        contradictions.push(c.why);
        return;
      case 'violation':
        violated.push(c.violation);
        return;
      case 'execution':
        return;
      default:
        c satisfies never;
    }
  };
  visit(root);
  return { violated, contradictions };
}

/** `sceneFor` is asked once a case that a reason is taken from. */
export function reasonsOf(
  model: Model,
  violated: readonly Violated[],
  sceneFor: (v: Violated) => Scene,
): Reasons {
  const byKey = new Map<string, Reason>();
  const options = violated.map((v) => {
    const scene = sceneFor(v);
    const keys = v.violations.map((violation) => {
      const loop = loopOf(model, v, violation);
      const key = keyOf(violation, loop, scene);
      if (!byKey.has(key))
        byKey.set(key, { axiom: violation.axiom, violation, loop, scene, violated: v, key });
      return key;
    });
    return new Set(keys);
  });
  const { keys, fewest } = smallestCover(options);
  const chosen = keys
    .map((k) => byKey.get(k) as Reason)
    .sort((a, b) => rank(a) - rank(b) || a.loop.length - b.loop.length);
  const covered = chosen.map(() => 0);
  for (const o of options) {
    const first = chosen.findIndex((r) => o.has(r.key));
    if (first !== -1) (covered[first] as number)++;
  }
  return { chosen, covered, fewest };
}

/** What only says that each location has one history comes last. */
export function isAboutOneLocation(axiom: Axiom): boolean {
  return axiom.name === 'coherence' || axiom.name === 'atomic';
}

function rank(r: Reason): number {
  return isAboutOneLocation(r.axiom) ? 1 : 0;
}

function keyOf(violation: Violation, loop: readonly Step[], scene: Scene): string {
  const steps = loop.map((s) => `${scene[s.from]?.key} ${s.relation}`);
  const least = steps.reduce((a, b) => (b < a ? b : a), steps[0] ?? '');
  const at = steps.indexOf(least);
  return `${violation.axiom.name}: ${[...steps.slice(at), ...steps.slice(0, at)].join(', ')}`;
}

/* ---- loops ---- */

/** A violation as one loop, whatever its axiom checks. */
export function loopOf(model: Model, v: Violated, violation: Violation): Step[] {
  const { located } = v;
  const steps = (d: Derivation) => stepsOf(model, located, d);
  if (violation.axiom.check !== 'empty') return violation.edges.flatMap(steps);
  const whole = violation.edges[0] as Derivation;
  return emptyLoop(model, whole, steps);
}

/**
 * A pair that should not be: it is in two relations at once, of which one says that its first comes
 * before its second and the other the opposite. For `atomic` the pair is an operation's two halves, and
 * the loop is what comes between them.
 */
function emptyLoop(model: Model, d: Derivation, steps: (d: Derivation) => Step[]): Step[] {
  const op = model.nodes[d.node]?.op;
  if (op?.op === 'union') return emptyLoop(model, d.parts[0] as Derivation, steps);
  if (op?.op !== 'intersection') return steps(d);
  const parts = d.parts.filter((p) => !isPlace(model, p.node));
  const backwards = (p: Derivation) => model.nodes[p.node]?.op.op === 'inverse';
  const forth = parts.filter((p) => !backwards(p));
  const back = parts.filter(backwards).map((p) => p.parts[0] as Derivation);
  if (back.length > 0) return [...forth.slice(0, 1), ...back.slice(0, 1)].flatMap(steps);
  const isRmw = (p: Derivation) => model.names.get(p.node) === 'rmw';
  return [
    ...forth.filter((p) => !isRmw(p)).flatMap(steps),
    ...forth.filter(isRmw).map(
      (p): Step => ({
        relation: 'rmw',
        from: p.to,
        to: p.from,
        by: [],
        derivation: p,
      }),
    ),
  ];
}

/* ---- the smallest cover ---- */

/** Beyond this many steps of the exact search the greedy cover is taken. */
const exactSteps = 20_000;

/** The fewest keys of which every option set has one. */
export function smallestCover(options: readonly ReadonlySet<string>[]): { keys: string[]; fewest: boolean } {
  const distinct = withoutSupersets(options);
  const greedy = greedyCover(distinct);
  let best = greedy;
  let steps = 0;
  const search = (left: readonly ReadonlySet<string>[], chosen: readonly string[]): void => {
    if (++steps > exactSteps) return;
    if (left.length === 0) {
      if (chosen.length < best.length) best = [...chosen];
      return;
    }
    if (chosen.length + 1 >= best.length) return;
    const tightest = left.reduce((a, b) => (b.size < a.size ? b : a));
    for (const key of tightest) {
      search(
        left.filter((o) => !o.has(key)),
        [...chosen, key],
      );
    }
  };
  search(distinct, []);
  return { keys: best, fewest: steps <= exactSteps };
}

/** A set that holds another one is covered with it. */
function withoutSupersets(options: readonly ReadonlySet<string>[]): ReadonlySet<string>[] {
  const seen = new Map<string, ReadonlySet<string>>();
  for (const o of options) seen.set([...o].sort().join('\n'), o);
  const sets = [...seen.values()].sort((a, b) => a.size - b.size);
  const kept: ReadonlySet<string>[] = [];
  for (const s of sets) if (!kept.some((k) => [...k].every((key) => s.has(key)))) kept.push(s);
  return kept;
}

function greedyCover(options: readonly ReadonlySet<string>[]): string[] {
  const chosen: string[] = [];
  let left = [...options];
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const o of left) for (const k of o) counts.set(k, (counts.get(k) ?? 0) + 1);
    const [key] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
    chosen.push(key);
    left = left.filter((o) => !o.has(key));
  }
  return chosen;
}

/** Whether every step of a loop begins where the last one ended. */
export function isClosed(loop: readonly Step[]): boolean {
  return loop.length > 0 && loop.every((s, i) => loop.at(i - 1)?.to === s.from);
}

/** Pairs of rf and co that a derivation rests on. */
export function choicesIn(
  model: Model,
  d: Derivation,
): { relation: 'rf' | 'co'; from: number; to: number }[] {
  const op = model.nodes[d.node]?.op;
  if (op?.op === 'base relation' && (op.name === 'rf' || op.name === 'co')) {
    return [{ relation: op.name, from: d.from, to: d.to }];
  }
  return d.parts.flatMap((p) => choicesIn(model, p));
}

/** Whether a case has made all the choices that a violation rests on. */
export function holdsIn(model: Model, violation: Violation, v: Violated): boolean {
  const { size } = v.located.structure;
  return violation.edges.every((d) =>
    choicesIn(model, d).every((c) => hasPair(c.relation === 'rf' ? v.at.rf : v.at.co, size, c.from, c.to)),
  );
}
