/** Values in a case split: what the outcome demands, what reads hand on, what is left to nothing. */

import type { EventStructure } from '../events/structure.ts';
import { isVariable, type Term } from '../events/term.ts';
import type { Located, ReadSite } from '../executions/located.ts';
import { givesUp } from '../executions/rings.ts';
import { Solver } from '../executions/solver.ts';
import type { FinalValues } from '../judge/states.ts';
import type { Prop } from '../litmus/ast.ts';
import type { Contradiction } from './case.ts';
import type { Growing } from './growing.ts';
import { demandedRegisters } from './outcome.ts';

/** Makes registers what the outcome wants; false when they cannot be. `only`: of one thread. */
export function assume(
  solver: Solver,
  outcome: Prop,
  values: FinalValues,
  registersOf: (thread: number) => ReadonlyMap<string, Term> | undefined,
  only?: number,
): boolean {
  for (const { place, value } of demandedRegisters(outcome)) {
    if (place.kind !== 'register' || (only !== undefined && place.thread !== only)) continue;
    // A declared type narrows what is compared: such a register is looked at in the end.
    if (values.typeOf(place) !== undefined) continue;
    const wanted = values.termOf(value, undefined);
    if (typeof wanted !== 'number') return false;
    if (!solver.unify(registersOf(place.thread)?.get(place.name) ?? 0, wanted)) return false;
  }
  return solver.propagate();
}

/** Lets a read take a write's value; what is wrong with that. */
export function join(
  s: EventStructure,
  solver: Solver,
  read: number,
  write: number,
): Contradiction | undefined {
  const [r, w] = [s.events[read], s.events[write]];
  if (r?.address === undefined || w?.address === undefined) throw new Error('an access has an address');
  if (r.value === undefined || w.value === undefined) throw new Error('a read has a value');
  const [wanted, written] = [solver.find(r.value), solver.find(w.value)];
  const fits = solver.unify(r.address, w.address) && solver.unify(r.value, w.value) && solver.propagate();
  return fits ? undefined : { why: 'value', read, write, wanted, written };
}

/** Whether the two values may be equal, as far as is known at once. */
export function mayTake(located: Located, solver: Solver, site: ReadSite, w: number): boolean {
  if (!site.valued) return true;
  const { events } = located.structure;
  const read = solver.find(events[site.event]?.value as Term);
  const written = solver.find(events[w]?.value as Term);
  return read === written || isVariable(read) || isVariable(written);
}

/** The values without the outcome's help: what the program and rf alone make of them. */
export function exactValues(
  located: Located,
  g: Growing,
): { readonly valueOf: (t: Term) => Term } | Contradiction {
  const { structure: s, reads } = located;
  const solver = new Solver(s.variableNumbers.length, s.equations);
  for (const [a, b] of s.equal) solver.unify(a, b);
  solver.propagate();
  const start = solver.beginReadsFrom();
  const copies = reads.flatMap((site, i): [Term, Term][] => {
    const [read, write] = [s.events[site.event]?.value, s.events[g.source[i] as number]?.value];
    return site.valued && read !== undefined && write !== undefined ? [[read, write]] : [];
  });
  for (const [read, write] of copies) solver.unify(read, write);
  if (!solver.propagate()) throw new Error('what fits with the outcome fits without it');
  const unsolved = !solver.complete && solver.failures.length === 0;
  if (unsolved || givesUp(s, start, copies)) return { why: 'out of thin air' };
  return { valueOf: (t) => solver.find(t) };
}
