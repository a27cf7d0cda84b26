/**
 * Final states: the values of the observed places, as herd7 narrows, orders and prints them.
 * Source: semantics.md, sections 6, 9.2, 16 and 17.
 */

import { hasPair } from '../base/relation.ts';
import { isWide, type Locations, narrow, printedInteger } from '../events/locations.ts';
import {
  addressTerm,
  isAddress,
  isInteger,
  isVariable,
  locationOf,
  offsetOf,
  type Term,
  variableOf,
} from '../events/term.ts';
import type { Execution, PartialExecution } from '../executions/searching.ts';
import type { InitType, LitmusTest, Place, Prop, Value } from '../litmus/ast.ts';

/** The value of a place: a term, or one each element for a whole array. */
export type PlaceValue = Term | readonly Term[];

/** Which truth values a proposition may still get. */
export interface Outlook {
  readonly true: boolean;
  readonly false: boolean;
}

const open: Outlook = { true: true, false: true };
const certain = (value: boolean): Outlook => ({ true: value, false: !value });

/** Reads final values of one test; made once, asked for every execution. */
export class FinalValues {
  readonly #locations: Locations;
  /** Types that the initial state gives to registers, by thread and name. */
  readonly #registerTypes = new Map<string, InitType>();

  constructor(test: LitmusTest, locations: Locations) {
    this.#locations = locations;
    for (const item of test.init) {
      if (item.place.kind === 'register' && item.type !== undefined) {
        this.#registerTypes.set(`${item.place.thread}:${item.place.name}`, item.type);
      }
    }
  }

  typeOf(place: Place): InitType | undefined {
    if (place.kind === 'register') return this.#registerTypes.get(`${place.thread}:${place.name}`);
    const location = this.#locations.indexOf.get(place.name);
    return location === undefined ? undefined : this.#locations.types[location];
  }

  /** The cells whose last writes make the place's final value; none for a register. */
  cellsOf(place: Place): readonly number[] {
    if (place.kind === 'register') return [];
    const location = this.#locations.indexOf.get(place.name);
    const cells = location === undefined ? [] : (this.#locations.cellsOf[location] ?? []);
    const whole = location !== undefined && this.#locations.isArray[location] && place.element === undefined;
    return whole ? cells : cells.slice(place.element ?? 0, (place.element ?? 0) + 1);
  }

  /** The final value as the program left it, not narrowed. */
  raw(place: Place, execution: Execution): PlaceValue {
    if (place.kind === 'register') {
      const held = execution.located.structure.registers[place.thread]?.get(place.name);
      return held === undefined ? 0 : execution.valueOf(held);
    }
    const location = this.#locations.indexOf.get(place.name);
    const cells = location === undefined ? [] : (this.#locations.cellsOf[location] ?? []);
    if (location !== undefined && this.#locations.isArray[location] && place.element === undefined) {
      return cells.map((cell) => this.#cell(cell, execution));
    }
    const cell = cells[place.element ?? 0];
    return cell === undefined ? 0 : this.#cell(cell, execution);
  }

  #cell(cell: number, execution: Execution): Term {
    const last = execution.lastWrite(cell);
    const written = last === undefined ? undefined : execution.located.structure.events[last]?.value;
    return written === undefined ? (this.#locations.cells[cell]?.initial ?? 0) : execution.valueOf(written);
  }

  /** The final value as conditions test it: narrowed to the place's declared type. */
  #narrowed(place: Place, execution: Execution): PlaceValue {
    const type = this.typeOf(place);
    const value = this.raw(place, execution);
    if (type === undefined) return value;
    const one = (t: Term) => (isInteger(t) ? narrow(type, t) : t);
    return typeof value === 'number' ? one(value) : value.map(one);
  }

  holds(prop: Prop, execution: Execution): boolean {
    switch (prop.kind) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'equals':
        return this.#equals(prop.place, prop.value, execution);
      case 'same':
        return same(this.raw(prop.left, execution), this.raw(prop.right, execution));
      case 'not':
        return !this.holds(prop.operand, execution);
      case 'and':
        return prop.operands.every((p) => this.holds(p, execution));
      case 'or':
        return prop.operands.some((p) => this.holds(p, execution));
      case 'implies':
        return !this.holds(prop.left, execution) || this.holds(prop.right, execution);
      default:
        return prop satisfies never;
    }
  }

  /**
   * What a place must hold for `place=value`: a value that decides it, or a test for the written one.
   * undefined: neither can be told of a single value.
   */
  wanted(place: Place, value: Value): { exact?: Term; accepts: (t: Term) => boolean } | undefined {
    const type = this.typeOf(place);
    const expected = this.termOf(value, type);
    if (expected === undefined) return { accepts: () => false };
    if (typeof expected !== 'number') return undefined;
    const accepts = (t: Term) => (isInteger(t) ? narrow(type, t) : t) === expected;
    return isWide(type) ? { exact: expected, accepts } : { accepts };
  }

  /** The one cell that a place is, if it is one; its value is that of the cell's last write. */
  cellOf(place: Place): number | undefined {
    if (place.kind === 'register') return undefined;
    const location = this.#locations.indexOf.get(place.name);
    if (location === undefined) return undefined;
    if (this.#locations.isArray[location] && place.element === undefined) return undefined;
    return this.#locations.cellsOf[location]?.[place.element ?? 0];
  }

  /** What an extension of a partial execution may make of a proposition. */
  outlook(prop: Prop, partial: PartialExecution): Outlook {
    switch (prop.kind) {
      case 'true':
        return certain(true);
      case 'false':
        return certain(false);
      case 'equals': {
        const wanted = this.wanted(prop.place, prop.value);
        const values = this.#possible(prop.place, partial);
        if (wanted === undefined || values === undefined) return open;
        const known = values.filter((t) => !isVariable(t));
        if (known.length < values.length) return open;
        return { true: known.some(wanted.accepts), false: !known.every(wanted.accepts) };
      }
      case 'same': {
        const left = this.#possible(prop.left, partial);
        const right = this.#possible(prop.right, partial);
        if (left === undefined || right === undefined) return open;
        const [a, b] = [left[0], right[0]];
        if (left.length === 1 && right.length === 1 && a === b) return certain(true);
        if ([...left, ...right].some(isVariable)) return open;
        return {
          true: left.some((t) => right.includes(t)),
          false: left.length > 1 || right.length > 1 || a !== b,
        };
      }
      case 'not': {
        const o = this.outlook(prop.operand, partial);
        return { true: o.false, false: o.true };
      }
      case 'and': {
        const all = prop.operands.map((p) => this.outlook(p, partial));
        return { true: all.every((o) => o.true), false: all.some((o) => o.false) };
      }
      case 'or': {
        const all = prop.operands.map((p) => this.outlook(p, partial));
        return { true: all.some((o) => o.true), false: all.every((o) => o.false) };
      }
      case 'implies': {
        const left = this.outlook(prop.left, partial);
        const right = this.outlook(prop.right, partial);
        return { true: left.false || right.true, false: left.true && right.false };
      }
      default:
        return prop satisfies never;
    }
  }

  /** The values that a place may come to hold, variables for open ones; undefined for a whole array. */
  #possible(place: Place, partial: PartialExecution): readonly Term[] | undefined {
    if (place.kind === 'register') {
      const held = partial.located.structure.registers[place.thread]?.get(place.name);
      return [held === undefined ? 0 : partial.valueOf(held)];
    }
    const location = this.#locations.indexOf.get(place.name);
    if (location !== undefined && this.#locations.isArray[location] && place.element === undefined)
      return undefined;
    const cell = this.cellOf(place);
    if (cell === undefined) return [0];
    const writes = partial.lastWrites(cell);
    if (writes.length === 0) return [this.#locations.cells[cell]?.initial ?? 0];
    return writes.map((w) => {
      const written = partial.located.structure.events[w]?.value;
      return written === undefined ? (this.#locations.cells[cell]?.initial ?? 0) : partial.valueOf(written);
    });
  }

  #equals(place: Place, value: Value, execution: Execution): boolean {
    const type = this.typeOf(place);
    const expected = this.termOf(value, type);
    return expected !== undefined && same(this.#narrowed(place, execution), expected);
  }

  /** What a condition compares with a place of this type; undefined where nothing can equal it. */
  termOf(value: Value, type: InitType | undefined): PlaceValue | undefined {
    switch (value.kind) {
      case 'integer':
        return narrow(type, value.value);
      case 'address': {
        const location = this.#locations.indexOf.get(value.name);
        return location === undefined ? undefined : addressTerm(location, value.element ?? 0);
      }
      case 'array': {
        const terms = value.values.map((v) => this.termOf(v, type));
        const flat = terms.filter((t) => typeof t === 'number');
        return flat.length === terms.length ? flat : undefined;
      }
      default:
        return value satisfies never;
    }
  }

  /** Narrowed to the place's declared type. */
  print(place: Place, value: PlaceValue): string {
    const type = this.typeOf(place);
    const one = (t: Term) => this.#printTerm(isInteger(t) ? narrow(type, t) : t, type);
    return typeof value === 'number' ? one(value) : `{${value.map(one).join(',')}}`;
  }

  #printTerm(t: Term, type: InitType | undefined): string {
    if (isInteger(t)) return String(printedInteger(type, t));
    if (isAddress(t)) {
      const name = this.#locations.names[locationOf(t)] ?? '?';
      return offsetOf(t) === 0 ? name : `${name}+${offsetOf(t)}`;
    }
    return `S${variableOf(t)}`;
  }
}

function same(a: PlaceValue, b: PlaceValue): boolean {
  if (typeof a === 'number') return typeof b === 'number' && a === b;
  return typeof b !== 'number' && a.length === b.length && a.every((x, i) => x === b[i]);
}

/** herd7's order of values: undetermined, integers, arrays, addresses. */
export function compareValues(a: PlaceValue, b: PlaceValue): number {
  const rank = (v: PlaceValue) => (typeof v !== 'number' ? 2 : isVariable(v) ? 0 : isInteger(v) ? 1 : 3);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'number' && typeof b === 'number') {
    return isVariable(a) ? variableOf(a) - variableOf(b) : a - b;
  }
  if (typeof a === 'number' || typeof b === 'number') return 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const c = compareValues(a[i] ?? 0, b[i] ?? 0);
    if (c !== 0) return c;
  }
  return a.length - b.length;
}

/**
 * The number that herd7 gives to an undetermined value: names of variables merge along registers, then
 * reads with the writes they read, the last read first, by union with rank. Section 9.2.
 */
export function symbolNumbers(execution: Execution): (variable: Term) => number {
  const { structure: s } = execution.located;
  const count = s.variableNumbers.length;
  const parent = Array.from({ length: count }, (_, v) => v);
  const rank = new Array<number>(count).fill(0);
  const number = [...s.variableNumbers];
  const root = (v: number): number => {
    let r = v;
    while (parent[r] !== r) r = parent[r] ?? r;
    return r;
  };
  for (const [a, b] of s.equal) {
    if (!isVariable(a) || !isVariable(b)) continue;
    const x = root(variableOf(a));
    const y = root(variableOf(b));
    if (x === y) continue;
    parent[y] = x;
    number[x] = Math.max(number[x] ?? 0, number[y] ?? 0);
  }
  for (let r = s.events.length - 1; r >= 0; r--) {
    const read = s.events[r];
    if (read?.kind !== 'R' || read.value === undefined || !isVariable(read.value)) continue;
    const w = s.events.findIndex((_, i) => hasPair(execution.rf, s.size, i, r));
    const written = s.events[w]?.value;
    if (written === undefined || !isVariable(written)) continue;
    const x = root(variableOf(read.value));
    const y = root(variableOf(written));
    if (x === y) continue;
    const [rx, ry] = [rank[x] ?? 0, rank[y] ?? 0];
    if (rx >= ry) parent[y] = x;
    else parent[x] = y;
    if (rx === ry) rank[x] = rx + 1;
  }
  return (t) => number[root(variableOf(t))] ?? 0;
}
