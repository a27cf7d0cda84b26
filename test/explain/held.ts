/** Holds explanations against the judge, herd7's answers and the model, by other means than their own. */

import { hasPair, pairs } from '../../src/base/relation.ts';
import type { Case } from '../../src/explain/case.ts';
import { candidateOf } from '../../src/explain/case-search.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { isClosed, type Reason } from '../../src/explain/reason.ts';
import { Evaluation } from '../../src/model/evaluate.ts';
import type { Model } from '../../src/model/ir.ts';

/** What is wrong with an explanation of a forbidden outcome; nothing, it is hoped. */
export function complaintsAbout(e: Explanation): string[] {
  if (e.kind !== 'forbidden') return [];
  const found: string[] = [];
  for (const [i, r] of e.reasons.entries()) {
    for (const c of complaintsAboutReason(e.model, r, e)) found.push(`reason ${i + 1}: ${c}`);
  }
  for (const c of uncoveredCases(e.split.root)) found.push(c);
  return found;
}

function complaintsAboutReason(model: Model, r: Reason, e: Explanation & { kind: 'forbidden' }): string[] {
  const found: string[] = [];
  const { located, at } = r.violated;
  const { size } = located.structure;
  if (!isClosed(r.loop)) found.push('the loop does not close');
  const { edges } = r.violation;
  if (r.axiom.check !== 'empty' && !edges.every((d, i) => edges.at(i - 1)?.to === d.from)) {
    found.push('the cycle does not close');
  }
  const evaluation = new Evaluation(model, e.split.inputsOf(located));
  const relation = evaluation.valueOf(r.axiom.of, candidateOf(at));
  for (const d of edges) {
    if (!hasPair(relation, size, d.from, d.to)) found.push(`${d.from} -> ${d.to} is no pair of the axiom`);
  }
  const shortest = shortestCycle(pairs(relation, size), size.n);
  if (r.axiom.check === 'acyclic' && edges.length !== shortest) {
    found.push(`the cycle has ${edges.length} edges, the shortest ${shortest}`);
  }
  return found;
}

/** By powers of the relation, as slowly as plainly. */
function shortestCycle(relation: readonly (readonly [number, number])[], n: number): number {
  let ways = new Set(relation.map(([a, b]) => a * n + b));
  for (let length = 1; length <= n; length++) {
    if ([...ways].some((w) => Math.floor(w / n) === w % n)) return length;
    ways = new Set(
      [...ways].flatMap((w) =>
        relation.filter(([a]) => a === w % n).map(([, b]) => Math.floor(w / n) * n + b),
      ),
    );
  }
  return Number.POSITIVE_INFINITY;
}

/** Splits that leave out a choice, as far as can be seen without the search. */
function uncoveredCases(c: Case): string[] {
  switch (c.kind) {
    case 'paths':
    case 'order':
      return c.cases.flatMap(uncoveredCases);
    case 'structure':
      return uncoveredCases(c.of);
    case 'located':
      return uncoveredCases(c.of);
    case 'read':
      return c.cases.flatMap((one) => uncoveredCases(one.of));
    case 'execution':
      return ['a case of a forbidden outcome ends in an execution'];
    case 'contradiction':
    case 'violation':
      return [];
    default:
      return c satisfies never;
  }
}
