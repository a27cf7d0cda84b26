/**
 * The shared memory of a test: its locations in the order of their names, the cells they consist of
 * (one, or one an array element), and their initial values.
 */

import type { InitItem, InitType, InitValue, LitmusTest, Place, Prop, Value } from '../litmus/ast.ts';
import { forEachPlace } from '../litmus/observed.ts';
import { addressTerm, isAddress, locationOf, offsetOf, type Term } from './term.ts';

export interface Cell {
  /** Index into `names`. */
  readonly location: number;
  /** Bytes from the start of the location. */
  readonly offset: number;
  readonly initial: Term;
}

export interface Locations {
  /** Sorted bytewise; a term's location is an index into it. Holds names that only conditions use too. */
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** By location: the declared type, which narrows what is printed and tested. */
  readonly types: readonly (InitType | undefined)[];
  /** By location: the cells, in order; empty for names that only a condition uses. */
  readonly cellsOf: readonly (readonly number[])[];
  readonly cells: readonly Cell[];
  /** Whether the location was declared as an array. */
  readonly isArray: readonly boolean[];
}

const bytes: Record<InitType, number> = {
  char: 1,
  short: 2,
  int: 4,
  long: 4,
  int8_t: 1,
  uint8_t: 1,
  int16_t: 2,
  uint16_t: 2,
  int32_t: 4,
  uint32_t: 4,
  intptr_t: 4,
  uintptr_t: 4,
  atomic_t: 4,
};

const unsignedTypes: ReadonlySet<InitType> = new Set([
  'uint8_t',
  'uint16_t',
  'uint32_t',
  'uintptr_t',
  'atomic_t',
]);

/** The value as a variable of the type holds it, but signed in 32 bits; addresses stay as they are. */
export function narrow(type: InitType | undefined, t: Term): Term {
  if (type === undefined || isAddress(t) || bytes[type] === 4) return t;
  const mask = 2 ** (8 * bytes[type]);
  const low = ((t % mask) + mask) % mask;
  return unsignedTypes.has(type) || low < mask / 2 ? low : low - mask;
}

/** Whether a variable of the type holds every value as it is. */
export function isWide(type: InitType | undefined): boolean {
  return type === undefined || bytes[type] === 4;
}

/** What the program finds in a variable of the type that was initialised with the value: the bits, unsigned. */
function stored(type: InitType | undefined, value: number): Term {
  return type === undefined || bytes[type] === 4 ? value : value & (2 ** (8 * bytes[type]) - 1);
}

/** How an integer of the type is printed: unsigned types never show a minus. */
export function printedInteger(type: InitType | undefined, value: number): number {
  return type !== undefined && unsignedTypes.has(type) ? value >>> 0 : value;
}

export function locationsOf(test: LitmusTest): Locations {
  const declared = new Map<string, InitItem>();
  const names = new Set<string>();
  for (const item of test.init) {
    if (item.place.kind === 'location') {
      declared.set(item.place.name, item);
      names.add(item.place.name);
    }
    for (const v of item.values) if (v.kind === 'address') names.add(v.name);
  }
  for (const thread of test.threads) for (const p of thread.parameters) names.add(p.name);
  const inMemory = new Set(names);
  for (const name of namesInCondition(test)) names.add(name);

  const sorted = [...names].sort(bytewise);
  const indexOf = new Map(sorted.map((name, i) => [name, i]));
  const initialOf = (v: InitValue, type: InitType | undefined): Term =>
    v.kind === 'integer' ? stored(type, v.value) : addressTerm(indexOf.get(v.name) ?? 0, v.element);

  const cells: Cell[] = [];
  const cellsOf: number[][] = [];
  const types: (InitType | undefined)[] = [];
  const isArray: boolean[] = [];
  sorted.forEach((name, location) => {
    const item = declared.get(name);
    const own: number[] = [];
    if (inMemory.has(name)) {
      const count = item?.elements ?? 1;
      for (let i = 0; i < count; i++) {
        const v = item?.values[i];
        const offset = i * (item?.type === undefined ? 4 : bytes[item.type]);
        own.push(
          cells.push({ location, offset, initial: v === undefined ? 0 : initialOf(v, item?.type) }) - 1,
        );
      }
    }
    cellsOf.push(own);
    types.push(item?.type);
    isArray.push(item?.elements !== undefined);
  });
  return { names: sorted, indexOf, types, cellsOf, cells, isArray };
}

/** The cell at an address, if there is one. */
export function cellAt(l: Locations, address: Term): number | undefined {
  if (!isAddress(address)) return undefined;
  const offset = offsetOf(address);
  for (const cell of l.cellsOf[locationOf(address)] ?? []) {
    if (l.cells[cell]?.offset === offset) return cell;
  }
  return undefined;
}

/** Initial values of a thread's registers: its parameters are registers that hold addresses. */
export function initialRegisters(test: LitmusTest, thread: number, l: Locations): Map<string, Term> {
  const registers = new Map<string, Term>();
  for (const p of test.threads[thread]?.parameters ?? []) {
    registers.set(p.name, addressTerm(l.indexOf.get(p.name) ?? 0));
  }
  for (const item of test.init) {
    if (item.place.kind !== 'register' || item.place.thread !== thread) continue;
    const v = item.values[0];
    if (v === undefined) continue;
    registers.set(
      item.place.name,
      // A register's type narrows what is shown and tested in the end, never what it begins with.
      v.kind === 'integer' ? v.value : addressTerm(l.indexOf.get(v.name) ?? 0, v.element),
    );
  }
  return registers;
}

export function bytewise(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function namesInCondition(test: LitmusTest): string[] {
  const names: string[] = [];
  const ofPlace = (p: Place): void => {
    if (p.kind === 'location') names.push(p.name);
  };
  const ofValue = (v: Value): void => {
    if (v.kind === 'address') names.push(v.name);
    if (v.kind === 'array') v.values.forEach(ofValue);
  };
  const visit = (place: Place, prop: Prop): void => {
    ofPlace(place);
    if (prop.kind === 'equals') ofValue(prop.value);
  };
  test.locations.forEach(ofPlace);
  if (test.filter !== undefined) forEachPlace(test.filter, visit);
  forEachPlace(test.condition, visit);
  return names;
}
