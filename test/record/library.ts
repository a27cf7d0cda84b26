/** The tests of the library's scenarios, each once, with what herd/recorded says of them. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { source } from '../../src/base/source.ts';
import { type Plan, planTests } from '../../src/choice/plan.ts';
import { linux72 } from '../../src/herd/model-files.ts';
import {
  modelDigest,
  type RecordedVerdicts,
  readRecordedVerdicts,
  testDigest,
} from '../../src/herd/recorded-verdicts.ts';
import { testName } from '../../src/scenario/expand.ts';
import { allChoices, type Scenario } from '../../src/scenario/scenario.ts';
import { libraryFolder, scenarioFiles, scenarioOf } from '../scenario/library.ts';

export const recordedFolder = join(libraryFolder, '../../herd/recorded');

export const recordedFile = (id: string) => join(recordedFolder, `${id}.txt`);

/** A test of the library as herd7 gets it. */
export interface LibraryTest {
  /** The scenario's id. */
  readonly scenario: string;
  readonly digest: string;
  readonly name: string;
  readonly text: string;
  /** Names, in the order of the slots. */
  readonly fillings: readonly string[];
  readonly outcome: string;
}

export function libraryScenarios(): Scenario[] {
  return scenarioFiles(libraryFolder).map((name) => scenarioOf(libraryFolder, name));
}

export function testsOf(scenario: Scenario): LibraryTest[] {
  return testsOfPlan(planTests(scenario, allChoices(scenario)));
}

function testsOfPlan({ scenario, tests }: Plan): LibraryTest[] {
  const { id } = scenario;
  return tests.map(({ key, choice, outcome: o }) => {
    const outcome = scenario.outcomes[o];
    if (outcome === undefined) throw new Error(`${scenario.id} has no outcome ${o}`);
    const name = testName(scenario, choice, outcome);
    const fillings = scenario.slots.map((slot, i) => slot.fillings[choice[i] ?? -1]?.name ?? '');
    const text = `C ${name}\n\n${key}`;
    return { scenario: id, digest: testDigest(key), name, text, fillings, outcome: outcome.id };
  });
}

/** undefined: not recorded, or with another model than the built-in one, or damaged. */
export function recordedOf(id: string): RecordedVerdicts | undefined {
  const file = recordedFile(id);
  if (!existsSync(file)) return undefined;
  const { recorded } = readRecordedVerdicts(source(file, readFileSync(file, 'utf8')));
  return recorded?.model === modelDigest(linux72) ? recorded : undefined;
}
