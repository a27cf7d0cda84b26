/** Logs for tests: those that herd7 wrote for the experiments, and a printer to compare with. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holds, type Judged, observation } from '../../src/judge/judgement.ts';

export const experiments = fileURLToPath(new URL('../experiments/', import.meta.url));

/** herd7's log of an experiment, as `TOPIC/NAME`; without its Time line, as recorded. */
export function recordedLog(experiment: string): string {
  return readFileSync(join(experiments, `${experiment}.litmus.herd7`), 'utf8');
}

export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => join(folder, file));
}

const kindOf = { exists: 'Allowed', '~exists': 'Forbidden', forall: 'Required' } as const;

/** The record from which `j` was read, if nothing was lost in reading; `seconds` as herd7 writes it. */
export function printed(j: Judged, seconds?: string): string {
  const swapped = j.quantifier === '~exists';
  const lines = [
    `Test ${j.name} ${kindOf[j.quantifier]}`,
    `States ${j.states.length}`,
    ...j.states,
    `${j.cut ? 'Loop ' : ''}${holds(j) ? 'Ok' : 'No'}`,
    'Witnesses',
    `Positive: ${swapped ? j.negative : j.positive} Negative: ${swapped ? j.positive : j.negative}`,
    ...j.flags.map((flag) => `Flag ${flag}`),
    `Condition ${j.condition}`,
    `Observation ${j.name} ${observation(j)} ${j.positive} ${j.negative}`,
    ...(seconds === undefined ? [] : [`Time ${j.name} ${seconds}`]),
    ...(j.hash === undefined ? [] : [`Hash=${j.hash}`]),
    '',
    '',
  ];
  return lines.join('\n');
}
