/** A violation taken apart by the model's own definitions, one line a step. */

import type { Derivation } from '../explain/derivation.ts';
import { makersOf } from '../explain/makers.ts';
import type { Reason } from '../explain/reason.ts';
import type { SceneEvent } from '../explain/scene.ts';
import { type Step, stepsOf } from '../explain/step.ts';
import type { Model } from '../model/ir.ts';
import { makerWords, what } from './event-words.ts';
import { paragraph } from './paragraphs.ts';

export function unfoldedLines(model: Model, r: Reason): string[] {
  const letter = (e: number) => letterOf(r.scene[e] as SceneEvent);
  const relation = relationOf(model, r);
  const line = (d: Derivation, s: Step) =>
    paragraph(
      `${because(model, d, s)}: ${fact(s, r)}`,
      '         ',
      `    ${letter(s.from)} -> ${letter(s.to)}  `,
    );
  // A pair that should not be is told as the loop of its two sides.
  if (r.axiom.check === 'empty') {
    return r.violation.edges.flatMap((d) => [
      `  ${letter(d.from)} and ${letter(d.to)} break ${relation}`,
      ...r.loop.flatMap((s) => line(d, s)),
    ]);
  }
  return r.violation.edges.flatMap((d) => [
    `  ${letter(d.from)} -${relation}-> ${letter(d.to)}`,
    ...stepsOf(model, r.violated.located, d).flatMap((s) => line(d, s)),
  ]);
}

/** The names of the definitions that the unfolding speaks of, as they come. */
export function unfoldedNames(model: Model, r: Reason): string[] {
  return [
    relationOf(model, r),
    ...r.violation.edges.flatMap((d) =>
      r.loop.flatMap((s) => (s.derivation === undefined ? [] : namesTo(model, d, s.derivation))),
    ),
  ];
}

function letterOf(e: SceneEvent): string {
  return e.letter === '' ? `init ${e.place}` : e.letter;
}

/** The name of the axiom's relation, as the model has it. */
function relationOf(model: Model, r: Reason): string {
  return model.names.get(r.axiom.of) ?? r.axiom.name;
}

/** `prop, because overwrite, because fre`: the definitions on the way from an edge to a step. */
function because(model: Model, edge: Derivation, step: Step): string {
  const names = step.derivation === undefined ? [] : namesTo(model, edge, step.derivation);
  const last = step.relation;
  // A grace period is told under its own name where it is one of `rcu-order`.
  const named = last === 'gp' && names.at(-1)?.endsWith('rcu-gp') === true;
  const all = named ? names : [...names.filter((n) => !last.startsWith(n)), last];
  return all.join(', because ');
}

function namesTo(model: Model, from: Derivation, to: Derivation): string[] {
  const search = (d: Derivation, names: readonly string[]): string[] | undefined => {
    const name = model.names.get(d.node);
    const now = name === undefined || d === from || names.at(-1) === name ? names : [...names, name];
    if (d === to) return [...now];
    for (const p of d.parts) {
      const found = search(p, now);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(from, []) ?? [];
}

/** What makes the step true, in words. */
function fact(s: Step, r: Reason): string {
  const from = r.scene[s.from] as SceneEvent;
  const to = r.scene[s.to] as SceneEvent;
  const by = makersOf(s, r.scene).map(makerWords).join(' with ');
  const place = (e: SceneEvent) => `the ${what(e)} on line ${e.line}`;
  switch (s.relation) {
    case 'rfe':
    case 'rfi':
      return `${place(to)} reads what ${place(from)} wrote`;
    case 'fre':
    case 'fri':
      return `${place(from)} reads a value from before ${place(to)}`;
    case 'coe':
    case 'coi':
      return `${place(to)} overwrites ${place(from)}`;
    case 'po-loc':
    case 'po':
      return `${place(from)} stands before ${place(to)}`;
    case 'addr':
      return `${place(from)} gives the address of ${place(to)}`;
    case 'data':
      return `${place(from)} gives the value of ${place(to)}`;
    case 'ctrl':
      return `${place(from)} decides whether ${place(to)} is executed`;
    case 'acq-po':
      return `${by} is an acquire and orders itself before ${place(to)}`;
    case 'po-rel':
      return `${by} is a release and orders ${place(from)} before itself`;
    case 'rcu-rscsi':
    case 'srcu-rscsi':
      return `${place(from)} and ${place(to)} are in one read-side critical section`;
    case 'rmw':
      return `they are the two halves of one operation`;
    default:
      return `${by} orders ${place(from)} before ${place(to)}`;
  }
}
