/** The library's verdicts: each scenario's expectations by order, and a sample of herd7's verdicts. */

import { describe, expect, test } from 'vitest';
import { analyseByOrder } from '../../src/choice/analysis.ts';
import { builtInJudge, judgeKey } from '../../src/choice/judge-choice.ts';
import { observation } from '../../src/judge/judgement.ts';
import { programOf, testKey } from '../../src/scenario/expand.ts';
import { allChoices, choiceText, type Scenario } from '../../src/scenario/scenario.ts';
import {
  hasMeasured,
  hasShared,
  libraryFolder,
  measured,
  scenarioFiles,
  scenarioOf,
} from '../scenario/library.ts';

const files = scenarioFiles(libraryFolder);

test.each(files)('%s is as it expects', (name) => {
  const scenario = scenarioOf(libraryFolder, name);
  const judge = builtInJudge(scenario);
  const run = analyseByOrder(scenario);
  let step = run.next();
  while (step.done !== true) {
    const { choices, alive } = step.value;
    step = run.next(choices.map((c) => judge.answer(c, alive)));
  }
  const analysis = step.value;
  expect(analysis.findings).toEqual([]);
  expect(analysis.stopped).toBeUndefined();
  expect(analysis.minimal.length).toBe(scenario.expect.minimal?.length);
  expect(analysis.necessity.some((n) => n.verdict === 'unknown')).toBe(false);
});

function allTests(scenario: Scenario) {
  return [...allChoices(scenario)].flatMap((choice) =>
    scenario.outcomes.map((outcome) => ({ scenario, choice, outcome })),
  );
}

describe.skipIf(!hasShared)('every fifteenth test of the library', () => {
  test('is judged as herd7 judged it', () => {
    const drafted = files.filter((name) => hasMeasured(name.replace('.yaml', '')));
    const tests = drafted.flatMap((name) => allTests(scenarioOf(libraryFolder, name)));
    const sample = tests.filter((_, i) => i % 15 === 7);
    expect(sample.length).toBeGreaterThan(500);
    const tables = new Map(drafted.map((name) => [name, measured(name.replace('.yaml', ''))]));
    for (const { scenario, choice, outcome } of sample) {
      const name = choiceText(scenario, choice);
      const row = tables
        .get(`${scenario.id}.yaml`)
        ?.find((r) => r.choice === name && r.outcome === outcome.id);
      const j = judgeKey(testKey(programOf(scenario, choice), outcome));
      if (j.outcome !== 'judged') throw new Error(`${scenario.id} ${name}`);
      const { positive, negative, flags } = j;
      expect(
        { observation: observation(j), positive, negative, states: j.states.length, flags },
        `${scenario.id} ${name} ${outcome.id}`,
      ).toEqual({
        observation: row?.observation,
        positive: row?.positive,
        negative: row?.negative,
        states: row?.states,
        flags: row?.flags,
      });
    }
  });
});
