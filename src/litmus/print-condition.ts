/** Conditions, places and values in herd7's printed form. */

import type { Info, LitmusTest, Place, Prop, Quantifier, Value } from './ast.ts';

/** `0:r0`, `[x]`, `x[1]`; with names given by `mapping` (see `registerNames`). */
export function printPlace(place: Place, names?: RegisterNames): string {
  if (place.kind === 'register') {
    const own = `${place.thread}:${place.name}`;
    const other = names?.get(own);
    return other === undefined ? own : `${place.thread}:${other}`;
  }
  return place.element === undefined ? `[${place.name}]` : `${place.name}[${place.element}]`;
}

/** `-1`, `x`, `x+1`, `{1,2}`. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'integer':
      return String(value.value);
    case 'address':
      return value.element === undefined ? value.name : `${value.name}+${value.element}`;
    case 'array':
      return `{${value.values.map(printValue).join(',')}}`;
    default:
      return value satisfies never;
  }
}

/** `exists (0:r0=1 /\ [x]=2)`: what herd7's log says behind `Condition`. */
export function printCondition(
  test: Pick<LitmusTest, 'quantifier' | 'condition'>,
  names?: RegisterNames,
): string {
  return `${quantifierWord(test.quantifier)} (${printProp(test.condition, names)})`;
}

function quantifierWord(quantifier: Quantifier): string {
  return quantifier;
}

/**
 * Without outer parentheses. Chains of one operator are flat; `=>` inside `=>` has no parentheses on
 * either side, so that `(a => b) => c` prints as `a => b => c`.
 */
export function printProp(prop: Prop, names?: RegisterNames): string {
  switch (prop.kind) {
    case 'true':
    case 'false':
      return prop.kind;
    case 'equals': {
      const value = printValue(prop.value);
      const bare = prop.value.kind === 'array' && prop.place.kind === 'location';
      return `${bare ? prop.place.name : printPlace(prop.place, names)}=${value}`;
    }
    case 'same':
      return `${printPlace(prop.left, names)}=${printPlace(prop.right, names)}`;
    case 'not':
      return `not (${printProp(prop.operand, names)})`;
    case 'and':
      return prop.operands.map((p) => wrap(p, names, p.kind === 'or' || p.kind === 'implies')).join(' /\\ ');
    case 'or':
      return prop.operands.map((p) => wrap(p, names, p.kind === 'implies')).join(' \\/ ');
    case 'implies': {
      const side = (p: Prop) => wrap(p, names, p.kind === 'and' || p.kind === 'or');
      return `${side(prop.left)} => ${side(prop.right)}`;
    }
    default:
      return prop satisfies never;
  }
}

function wrap(prop: Prop, names: RegisterNames | undefined, inParentheses: boolean): string {
  const text = printProp(prop, names);
  return inParentheses ? `(${text})` : text;
}

/** Keys such as `0:r0`, values the name to print behind the thread's number. */
export type RegisterNames = ReadonlyMap<string, string>;

/**
 * What a `Mapping=0:r0=EAX,1:r0=EBX` line of the header renames; undefined when there is none. It
 * touches only what is printed, states as well as the condition, and neither the order nor the hash.
 */
export function registerNames(info: readonly Info[]): RegisterNames | undefined {
  const line = info.find((i) => i.key === 'Mapping');
  if (line === undefined) return undefined;
  const names = new Map<string, string>();
  for (const pair of line.value.split(',')) {
    const parts = mappingPair.exec(pair.trim());
    if (parts?.[1] !== undefined && parts[2] !== undefined) names.set(parts[1], parts[2]);
  }
  return names;
}

/** One item of a `Mapping=` line; herd7 dies on others. */
export const mappingPair = /^([0-9]+:[A-Za-z_][A-Za-z0-9_]*)=([A-Za-z_][A-Za-z0-9_]*)$/;
