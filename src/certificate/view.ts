/** What outcome and filter see of an execution that is decided in part. */

import { addressTerm, type Term } from '../events/term.ts';
import { type Asked, registersOf } from './asked.ts';
import { type Decided, isBefore, isOrdered } from './facts.ts';
import type { View } from './outcome.ts';
import type { Reads } from './reads.ts';

export interface Branch extends Decided {
  readonly reads: Reads;
}

export function viewOf(asked: Asked, b: Branch): View {
  const { test, locations, paths } = asked;
  const { s } = b.reads;
  const whole = s.registers.length === paths.length;
  const exact = whole && b.reads.complete;
  const values = exact ? b.reads.undemanded : b.reads.values;
  const find = registersOf(s);
  return {
    test,
    locations,
    exact,
    registerOf: (thread, name) => {
      const held = find(thread, name);
      return held === undefined ? undefined : values.of(held);
    },
    lastOf: (cell) => (whole ? lastValues(asked, b, cell)?.map(values.of) : undefined),
  };
}

/** What any write wrote that may still be the last one of the cell; undefined while places are open. */
function lastValues(asked: Asked, b: Branch, cell: number): readonly Term[] | undefined {
  const { program } = b.reads;
  const at = asked.locations.cells[cell];
  if (program === undefined || at === undefined) return undefined;
  const address = addressTerm(at.location, at.offset);
  const writes = program.s.events.flatMap((_, e) =>
    program.addressOf[e] === address && isOrdered(program, e) ? [e] : [],
  );
  const last = writes.filter((w) => !writes.some((v) => isBefore(program, b, w, v)));
  // A lock has no value but its first.
  const values = last.map((w) => program.s.events[w]?.value ?? at.initial);
  return values.length === 0 ? [at.initial] : values;
}
