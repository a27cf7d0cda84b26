/** The outcome that a certificate is about, and what is certain of it while reads and orders are open. */

import { type Source, source, textOf } from '../base/source.ts';
import { type Locations, narrow } from '../events/locations.ts';
import { addressTerm, isInteger, isVariable, type Term } from '../events/term.ts';
import type { InitType, LitmusTest, Place, Prop, Value } from '../litmus/ast.ts';
import { complaints } from '../litmus/complaints.ts';
import { cursor, is } from '../litmus/cursor.ts';
import { placeKey } from '../litmus/observed.ts';
import { parseProp } from '../litmus/parse-condition.ts';
import { printProp } from '../litmus/print-condition.ts';
import { scanState } from '../litmus/state-lexer.ts';
import type { Pair } from './values.ts';

/** A proposition as behind `exists`; undefined if it is none. */
export function parseOutcome(text: string): Prop | undefined {
  const from: Source = source('outcome', text);
  const to = complaints(from);
  const c = cursor(to, 'condition', { start: 0, end: text.length }, scanState);
  const prop = parseProp(c);
  return c.failed || !is(c, 'end') || to.found.length > 0 ? undefined : prop;
}

/** What a test asks about, as a certificate says it: its condition; for `forall`, what would break it. */
export function ownOutcome(test: LitmusTest): string {
  const { quantifier, condition, conditionSpan } = test;
  const written = textOf(test.source, conditionSpan).replace(/^\s*(~\s*exists|exists|forall)\b|;\s*$/g, '');
  // Without a quantifier, or with one of the words of other tools, it is not written as a proposition.
  const text = parseOutcome(written) === undefined ? printProp(condition) : written.trim();
  return quantifier === 'forall' ? `~(${text})` : text;
}

export type Certainty = 'holds' | 'fails' | 'open';

/** An execution whose values and last writes may be open. */
export interface View {
  readonly test: LitmusTest;
  readonly locations: Locations;
  /** Undefined for a register of a thread whose path is open. */
  readonly registerOf: (thread: number, name: string) => Term | undefined;
  /** What the last write to a cell may have written; undefined for unknown. */
  readonly lastOf: (cell: number) => readonly Term[] | undefined;
  /** Whether a value that is a variable stays one: then it equals itself and nothing else. */
  readonly exact: boolean;
}

export function certaintyOf(prop: Prop, view: View): Certainty {
  switch (prop.kind) {
    case 'true':
      return 'holds';
    case 'false':
      return 'fails';
    case 'equals': {
      const type = typeOf(prop.place, view);
      const wanted = termsOf(prop.value, type, view);
      const left = valuesOf(prop.place, view)?.map((value) =>
        value.map((t) => (isInteger(t) ? narrow(type, t) : t)),
      );
      if (wanted === undefined) return 'fails';
      // An array equals no single value, even where it has one element.
      if ((prop.value.kind === 'array') !== isWhole(prop.place, view)) return 'fails';
      return compare(left, [wanted]);
    }
    case 'same':
      if (placeKey(prop.left) === placeKey(prop.right)) return 'holds';
      if (isWhole(prop.left, view) !== isWhole(prop.right, view)) return 'fails';
      return compare(valuesOf(prop.left, view), valuesOf(prop.right, view));
    case 'not':
      return opposite(certaintyOf(prop.operand, view));
    case 'and':
      return all(prop.operands.map((p) => certaintyOf(p, view)));
    case 'or':
      return opposite(all(prop.operands.map((p) => opposite(certaintyOf(p, view)))));
    case 'implies':
      return opposite(all([certaintyOf(prop.left, view), opposite(certaintyOf(prop.right, view))]));
    default:
      return prop satisfies never;
  }
}

function opposite(c: Certainty): Certainty {
  return c === 'open' ? 'open' : c === 'holds' ? 'fails' : 'holds';
}

function all(parts: readonly Certainty[]): Certainty {
  if (parts.includes('fails')) return 'fails';
  return parts.includes('open') ? 'open' : 'holds';
}

/** A place's values, one a way in which the open writes may fall: several terms for a whole array. */
type Values = readonly (readonly Term[])[];

/** Of two places each value with each: cells are written independently. */
function compare(left: Values | undefined, right: Values | undefined): Certainty {
  if (left === undefined || right === undefined) return 'open';
  const equal = (a: readonly Term[], b: readonly Term[]) =>
    a.length === b.length && a.every((t, i) => t === b[i]);
  const seen = new Set(left.flatMap((a) => right.map((b) => equal(a, b))));
  if (seen.size !== 1) return 'open';
  return seen.has(true) ? 'holds' : 'fails';
}

/** Ways beyond this many are not looked through. */
const mostWays = 64;

/** Undefined: unknown. */
function valuesOf(place: Place, view: View): Values | undefined {
  const parts =
    place.kind === 'register'
      ? [ofRegister(place.thread, place.name, view)]
      : cellsOf(place, view).map(view.lastOf);
  let ways: (readonly Term[])[] = [[]];
  for (const part of parts) {
    if (part === undefined || (!view.exact && part.some(isVariable))) return undefined;
    ways = ways.flatMap((way) => part.map((t) => [...way, t]));
    if (ways.length > mostWays) return undefined;
  }
  // A place that is nowhere in memory is 0.
  return parts.length === 0 && !isWhole(place, view) ? [[0]] : ways;
}

function ofRegister(thread: number, name: string, view: View): readonly Term[] | undefined {
  const held = view.registerOf(thread, name);
  return held === undefined ? undefined : [held];
}

function cellsOf(place: Extract<Place, { kind: 'location' }>, view: View): readonly number[] {
  const location = view.locations.indexOf.get(place.name);
  const cells = location === undefined ? [] : (view.locations.cellsOf[location] ?? []);
  return isWhole(place, view) ? cells : cells.slice(place.element ?? 0, (place.element ?? 0) + 1);
}

/** Whether the place is an array as a whole. */
function isWhole(place: Place, view: View): boolean {
  if (place.kind === 'register' || place.element !== undefined) return false;
  return view.locations.isArray[view.locations.indexOf.get(place.name) ?? -1] === true;
}

function typeOf(place: Place, { test, locations }: Pick<View, 'test' | 'locations'>): InitType | undefined {
  if (place.kind === 'location') return locations.types[locations.indexOf.get(place.name) ?? -1];
  const item = test.init.findLast(
    ({ place: p }) => p.kind === 'register' && p.thread === place.thread && p.name === place.name,
  );
  return item?.type;
}

/** What a place of this type is compared with; undefined where nothing can equal it. */
function termsOf(
  value: Value,
  type: InitType | undefined,
  view: Pick<View, 'locations'>,
): readonly Term[] | undefined {
  switch (value.kind) {
    case 'integer':
      return [narrow(type, value.value)];
    case 'address': {
      const location = view.locations.indexOf.get(value.name);
      return location === undefined ? undefined : [addressTerm(location, value.element ?? 0)];
    }
    case 'array': {
      const terms = value.values.map((v) => (v.kind === 'array' ? undefined : termsOf(v, type, view)?.[0]));
      const known = terms.filter((t) => t !== undefined);
      return known.length === terms.length ? known : undefined;
    }
    default:
      return value satisfies never;
  }
}

/**
 * What the outcome demands of registers wherever it holds. Registers with a declared type are left out:
 * what is compared of them is not all that they hold.
 */
export function demandsOf(prop: Prop, view: Pick<View, 'test' | 'locations' | 'registerOf'>): Pair[] {
  switch (prop.kind) {
    case 'and':
      return prop.operands.flatMap((p) => demandsOf(p, view));
    case 'equals': {
      const { place, value } = prop;
      if (place.kind !== 'register' || value.kind === 'array' || typeOf(place, view) !== undefined) return [];
      const wanted = termsOf(value, undefined, view)?.[0];
      const held = view.registerOf(place.thread, place.name);
      return wanted === undefined || held === undefined ? [] : [[held, wanted]];
    }
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
