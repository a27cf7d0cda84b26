/** Conditions as aims: what final values must be for an execution to satisfy or to violate them. */

import type { EventStructure } from '../events/structure.ts';
import { isInteger, type Term } from '../events/term.ts';
import type { Demand } from '../executions/searching.ts';
import type { Place, Prop, Value } from '../litmus/ast.ts';
import type { FinalValues } from './states.ts';

export interface Literal {
  readonly place: Place;
  readonly value: Value;
}

/** Every execution that is looked for meets all of one clause, for some clause. */
export type Clause = readonly Literal[];

/** More clauses than this are not told apart: one search by the whole condition serves them all. */
const mostClauses = 8;

/**
 * One of these holds wherever `prop` has the value `wanted`. What is no demand for a single value
 * adds nothing; the search looks at the whole proposition as well.
 */
export function clausesOf(prop: Prop, wanted: boolean): readonly Clause[] {
  switch (prop.kind) {
    case 'true':
      return wanted ? [[]] : [];
    case 'false':
      return wanted ? [] : [[]];
    case 'same':
      return [[]];
    case 'equals':
      return wanted ? [[{ place: prop.place, value: prop.value }]] : [[]];
    case 'not':
      return clausesOf(prop.operand, !wanted);
    case 'and':
    case 'or': {
      const all = prop.operands.map((p) => clausesOf(p, wanted));
      return (prop.kind === 'and') === wanted ? conjunction(all) : disjunction(all);
    }
    case 'implies': {
      const parts = [clausesOf(prop.left, !wanted), clausesOf(prop.right, wanted)];
      return wanted ? disjunction(parts) : conjunction(parts);
    }
    default:
      return prop satisfies never;
  }
}

function disjunction(all: readonly (readonly Clause[])[]): readonly Clause[] {
  const flat = all.flat();
  return flat.length > mostClauses || flat.some((c) => c.length === 0) ? [[]] : flat;
}

/** What makes the product too large is left out, which only widens the search. */
function conjunction(all: readonly (readonly Clause[])[]): readonly Clause[] {
  let found: readonly Clause[] = [[]];
  for (const clauses of [...all].sort((a, b) => a.length - b.length)) {
    if (found.length * clauses.length > mostClauses) continue;
    found = found.flatMap((a) => clauses.map((b) => [...a, ...b]));
  }
  return found;
}

/** undefined: the clause cannot hold in this structure, whatever is read. */
export function demandsOf(clause: Clause, s: EventStructure, values: FinalValues): Demand[] | undefined {
  const demands: Demand[] = [];
  for (const { place, value } of clause) {
    const wanted = values.wanted(place, value);
    if (wanted === undefined) continue;
    const cell = values.cellOf(place);
    if (cell !== undefined) demands.push({ on: 'cell', cell, accepts: wanted.accepts });
    if (place.kind !== 'register') continue;
    const held = registerTerm(place, s.registers);
    if (held === undefined) {
      if (!wanted.accepts(0)) return undefined;
    } else if (wanted.exact !== undefined && isInteger(wanted.exact)) {
      demands.push({ on: 'term', term: held, value: wanted.exact });
    }
  }
  return demands;
}

function registerTerm(
  place: Extract<Place, { kind: 'register' }>,
  registers: readonly ReadonlyMap<string, Term>[],
): Term | undefined {
  return registers[place.thread]?.get(place.name);
}
