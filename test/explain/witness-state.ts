/** The final state of a told execution, as herd7 prints states. */

import { hasPair } from '../../src/base/relation.ts';
import { isVariable } from '../../src/events/term.ts';
import type { Execution } from '../../src/executions/searching.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { observedPlaces } from '../../src/litmus/observed.ts';
import { printPlace, registerNames } from '../../src/litmus/print-condition.ts';

/** Undefined where a value is determined by nothing: herd7 numbers these by rules of its own. */
export function witnessState(e: Extract<Explanation, { kind: 'allowed' }>): string | undefined {
  const { located, at, valueOf: value } = e.found;
  const { values } = e.split;
  const { size } = located.structure;
  const execution: Execution = {
    located,
    rf: at.rf,
    co: at.co,
    valueOf: value,
    lastWrite: (cell) =>
      located.writesOf
        .get(cell)
        ?.find((w, _, all) => all.every((v) => v === w || hasPair(at.co, size, v, w))),
    failures: [],
  };
  const names = registerNames(e.test.info);
  const parts = observedPlaces(e.test).map((place) => {
    const raw = values.raw(place, execution);
    if (typeof raw === 'number' ? isVariable(raw) : raw.some(isVariable)) return undefined;
    const name = typeof raw === 'number' ? printPlace(place, names) : place.name;
    return `${name}=${values.print(place, raw)};`;
  });
  return parts.includes(undefined) ? undefined : parts.join(' ');
}

/** The states that a log of herd7 lists. */
export function statesIn(log: string): string[] {
  const lines = log.split('\n');
  const at = lines.findIndex((line) => /^States \d+$/.test(line));
  const count = Number(lines[at]?.slice('States '.length) ?? 0);
  return lines.slice(at + 1, at + 1 + count).map((line) => line.trim());
}
