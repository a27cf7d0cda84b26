/** What is asked for: a proposition about the final state, and what is certain of it half way. */

import { hasPair } from '../base/relation.ts';
import { isVariable, type Term } from '../events/term.ts';
import type { Located } from '../executions/located.ts';
import type { Execution } from '../executions/searching.ts';
import type { FinalValues } from '../judge/states.ts';
import type { Place, Prop } from '../litmus/ast.ts';
import { forEachPlace } from '../litmus/observed.ts';

export type Certainty = 'holds' | 'fails' | 'open';

/** An execution whose rf and co may still grow. */
export interface Unfinished {
  readonly located: Located;
  readonly rf: Execution['rf'];
  readonly co: Execution['co'];
  readonly valueOf: (t: Term) => Term;
  /** Whether every value is what it will stay: a variable then is a value of its own. */
  readonly exact: boolean;
}

/** What can be said of a proposition already. */
export function certaintyOf(prop: Prop, values: FinalValues, u: Unfinished): Certainty {
  switch (prop.kind) {
    case 'true':
      return 'holds';
    case 'false':
      return 'fails';
    case 'equals':
    case 'same':
      return ofAtom(prop, values, u);
    case 'not':
      return opposite(certaintyOf(prop.operand, values, u));
    case 'and':
      return allOf(prop.operands.map((p) => certaintyOf(p, values, u)));
    case 'or':
      return opposite(allOf(prop.operands.map((p) => opposite(certaintyOf(p, values, u)))));
    case 'implies': {
      const left = certaintyOf(prop.left, values, u);
      const right = certaintyOf(prop.right, values, u);
      return opposite(allOf([left, opposite(right)]));
    }
    default:
      return prop satisfies never;
  }
}

function opposite(c: Certainty): Certainty {
  return c === 'open' ? 'open' : c === 'holds' ? 'fails' : 'holds';
}

function allOf(parts: readonly Certainty[]): Certainty {
  if (parts.includes('fails')) return 'fails';
  return parts.includes('open') ? 'open' : 'holds';
}

/** More combinations of last writes than this are not looked through: the answer stays open. */
const mostCombinations = 64;

/** Looked at for every write that may still be the last one of its cell. */
function ofAtom(
  atom: Extract<Prop, { kind: 'equals' | 'same' }>,
  values: FinalValues,
  u: Unfinished,
): Certainty {
  const places: Place[] = [];
  forEachPlace(atom, (place) => places.push(place));
  const cells = [...new Set(places.flatMap((p) => values.cellsOf(p)))];
  const last = cells.map((cell) => possibleLast(u, cell));
  if (last.reduce((n, l) => n * Math.max(1, l.length), 1) > mostCombinations) return 'open';
  const chosen = new Map<number, number>();
  const execution: Execution = { ...u, lastWrite: (cell) => chosen.get(cell), failures: [] };
  const seen = new Set<Certainty>();
  const choose = (at: number): void => {
    const cell = cells[at];
    if (cell === undefined) {
      const known = u.exact || places.every((p) => isKnown(values.raw(p, execution)));
      seen.add(known ? (values.holds(atom, execution) ? 'holds' : 'fails') : 'open');
      return;
    }
    const writes = last[at] ?? [];
    if (writes.length === 0) choose(at + 1);
    for (const w of writes) {
      chosen.set(cell, w);
      choose(at + 1);
    }
    chosen.delete(cell);
  };
  choose(0);
  const only = [...seen][0];
  return seen.size === 1 && only !== undefined ? only : 'open';
}

function isKnown(value: Term | readonly Term[]): boolean {
  return typeof value === 'number' ? !isVariable(value) : !value.some(isVariable);
}

function possibleLast(u: Unfinished, cell: number): readonly number[] {
  const writes = u.located.writesOf.get(cell) ?? [];
  const { size } = u.located.structure;
  return writes.filter((w) => !writes.some((v) => v !== w && hasPair(u.co, size, w, v)));
}

/** The values that the proposition gives to registers for certain, wherever it holds. */
export function demandedRegisters(prop: Prop): Extract<Prop, { kind: 'equals' }>[] {
  switch (prop.kind) {
    case 'equals':
      return prop.place.kind === 'register' ? [prop] : [];
    case 'and':
      return prop.operands.flatMap(demandedRegisters);
    case 'true':
    case 'false':
    case 'same':
    case 'not':
    case 'or':
    case 'implies':
      return [];
    default:
      return prop satisfies never;
  }
}
