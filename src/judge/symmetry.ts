/**
 * Interchangeable threads: equal code, and a condition that stays the same when they change places.
 * Exchanging two of them in a consistent execution gives a consistent execution of the same kind, for
 * the model knows no names. So verdict mode looks only for executions in which such threads take their
 * paths in order, and where the paths are the same, their first writes to a place stand in order.
 */

import { textOf } from '../base/source.ts';
import type { ThreadPath } from '../events/event.ts';
import type { EventStructure } from '../events/structure.ts';
import { isVariable } from '../events/term.ts';
import type { LitmusTest, Place, Prop } from '../litmus/ast.ts';
import { placeKey } from '../litmus/observed.ts';

/** By thread: the nearest thread before it with which it can change places. */
export function interchangeable(test: LitmusTest): (number | undefined)[] {
  const { threads } = test;
  const codes = threads.map((thread) => {
    const parameters = thread.parameters.map((p) => `${p.type} ${p.name}`).join();
    return `${parameters}{${textOf(test.source, thread.bodySpan).replace(/\s+/g, ' ')}}`;
  });
  const initialised = new Set(
    test.init.flatMap((item) => (item.place.kind === 'register' ? [item.place.thread] : [])),
  );
  const props = [test.condition, ...(test.filter === undefined ? [] : [test.filter])];
  const asIs = props.map((p) => canonical(p, (thread) => thread));
  return codes.map((code, b) => {
    if (initialised.has(b)) return undefined;
    const a = codes.lastIndexOf(code, b - 1);
    if (b === 0 || a < 0 || initialised.has(a)) return undefined;
    const swapped = (thread: number) => (thread === a ? b : thread === b ? a : thread);
    return props.every((p, i) => canonical(p, swapped) === asIs[i]) ? a : undefined;
  });
}

/** Equal for propositions that differ in the order of operands only. */
function canonical(prop: Prop, threadOf: (thread: number) => number): string {
  const place = (p: Place): string =>
    placeKey(p.kind === 'register' ? { ...p, thread: threadOf(p.thread) } : p);
  const many = (operands: readonly Prop[]): string =>
    [...new Set(operands.map((p) => canonical(p, threadOf)))].sort().join(' ');
  switch (prop.kind) {
    case 'true':
    case 'false':
      return prop.kind;
    case 'equals':
      return `(${place(prop.place)} is ${JSON.stringify(prop.value)})`;
    case 'same':
      return `(same ${[place(prop.left), place(prop.right)].sort().join(' ')})`;
    case 'not':
      return `(not ${canonical(prop.operand, threadOf)})`;
    case 'and':
    case 'or':
      return `(${prop.kind} ${many(prop.operands)})`;
    case 'implies':
      return `(${canonical(prop.left, threadOf)} => ${canonical(prop.right, threadOf)})`;
    default:
      return prop satisfies never;
  }
}

/** Coherence that may be taken for granted between interchangeable threads: on the same path, if they have several. */
export function ordersBetween(
  like: readonly (number | undefined)[],
  paths: readonly ThreadPath[],
  s: EventStructure,
  numbers?: readonly number[],
): [number, number][] {
  const bases: number[] = [];
  let next = s.initialWrites;
  for (const path of paths) {
    bases.push(next);
    next += path.events.length;
  }
  return like.flatMap((a, b): [number, number][] => {
    if (a === undefined || (numbers !== undefined && numbers[a] !== numbers[b])) return [];
    const write = paths[b]?.events.findIndex(
      (e) => (e.kind === 'W' || e.kind === 'LKW') && e.address !== undefined && !isVariable(e.address),
    );
    if (write === undefined || write === -1) return [];
    return [[(bases[a] as number) + write, (bases[b] as number) + write]];
  });
}
