/** The scenarios of litmus/scenarios, and the drafts that they were made from with herd7's verdicts. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { source } from '../../src/base/source.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { sharedFolder } from '../judge/recorded.ts';

export const libraryFolder = join(process.cwd(), 'litmus/scenarios');

const shared = sharedFolder('scenarios');

/** Whether the drafts and the measured verdicts are here; they are not part of a clone. */
export const hasShared = shared !== undefined;
export const sharedScenarios = shared ?? '';

export function scenarioFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

export function load(folder: string, name: string) {
  return loadScenario(source(name, readFileSync(join(folder, name), 'utf8')));
}

export function scenarioOf(folder: string, name: string): Scenario {
  const { scenario, diagnostics } = load(folder, name);
  if (scenario === undefined) throw new Error(`${name}: ${diagnostics[0]?.message}`);
  return scenario;
}

/** One row of a table of verdicts as herd7 gave them. */
export interface Measured {
  readonly choice: string;
  readonly outcome: string;
  readonly role: string;
  readonly observation: string;
  readonly positive: number;
  readonly negative: number;
  readonly states: number;
  readonly flags: readonly string[];
  readonly sufficient: boolean;
}

export function measured(id: string, folder = join(sharedScenarios, 'results')): Measured[] {
  const [, ...lines] = readFileSync(join(folder, `${id}.tsv`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [
      choice = '',
      outcome = '',
      role = '',
      observation = '',
      positive,
      negative,
      states,
      flags = '-',
      yes,
    ] = line.split('\t');
    return {
      choice,
      outcome,
      role,
      observation,
      positive: Number(positive),
      negative: Number(negative),
      states: Number(states),
      flags: flags === '-' ? [] : flags.split(';'),
      sufficient: yes === 'yes',
    };
  });
}

/** Whether herd7's table of the drafts is here; a scenario without a draft is newer than they are. */
export function hasMeasured(id: string, folder = join(sharedScenarios, 'results')): boolean {
  return hasShared && existsSync(join(folder, `${id}.tsv`));
}

/** The rows of `summary.tsv` by scenario, cells by column. */
export function summaries(): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const [head = '', ...lines] = readFileSync(join(sharedScenarios, 'results/summary.tsv'), 'utf8')
    .trim()
    .split('\n');
  const columns = head.split('\t');
  return new Map(
    lines.map((line) => {
      const cells = line.split('\t');
      return [cells[0] ?? '', Object.fromEntries(columns.map((c, i) => [c, cells[i] ?? '']))];
    }),
  );
}
