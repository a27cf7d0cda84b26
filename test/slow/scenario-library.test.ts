/**
 * The whole library: all 2,581 choices and 8,466 tests against the verdicts that herd7 gave to the
 * drafts, the declared orders over every comparable pair, and the products too large to judge.
 */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyseByOrder, analyseRows } from '../../src/choice/analysis.ts';
import { orderFindings } from '../../src/choice/findings.ts';
import { builtInJudge, judgeKey } from '../../src/choice/judge-choice.ts';
import { choiceAtMost, latticeOf } from '../../src/choice/lattice.ts';
import { planTests, type Row, rowsOf } from '../../src/choice/plan.ts';
import { searchWith } from '../../src/choice/search.ts';
import { observation } from '../../src/judge/judgement.ts';
import { allChoices, type Choice, choiceText, type Scenario } from '../../src/scenario/scenario.ts';
import {
  hasMeasured,
  hasShared,
  libraryFolder,
  measured,
  scenarioFiles,
  scenarioOf,
  sharedScenarios,
  summaries,
} from '../scenario/library.ts';

function judged(scenario: Scenario): Row[] {
  const plan = planTests(scenario, allChoices(scenario));
  return rowsOf(
    plan,
    plan.tests.map((t) => judgeKey(t.key)),
  );
}

function byOrder(scenario: Scenario) {
  const judge = builtInJudge(scenario);
  const run = analyseByOrder(scenario);
  let step = run.next();
  while (step.done !== true) {
    const { choices, alive } = step.value;
    step = run.next(choices.map((c) => judge.answer(c, alive)));
  }
  return step.value;
}

/** As herd7's tables have them. */
function tableOf(scenario: Scenario, rows: readonly Row[]) {
  return rows.flatMap(({ choice, judgements, assessment }) =>
    scenario.outcomes.map((outcome, o) => {
      const j = judgements[o];
      if (j?.outcome !== 'judged')
        throw new Error(`${scenario.id} ${choiceText(scenario, choice)} was not judged`);
      return {
        choice: choiceText(scenario, choice),
        outcome: outcome.id,
        role: outcome.role,
        observation: observation(j),
        positive: j.positive,
        negative: j.negative,
        states: j.states.length,
        flags: j.flags,
        sufficient: assessment.standing === 'sufficient',
      };
    }),
  );
}

const listed = (s: Scenario, choices: readonly Choice[] | undefined) =>
  choices === undefined ? '-' : choices.map((c) => choiceText(s, c)).join(' | ');

/** Pairs in which a filling that looks twice makes a sanity outcome possible; see `orderFindings`. */
const looksTwice = ['dan-split-putpage', 'fault-truncate-recheck'];

describe.each(scenarioFiles(libraryFolder))('%s', (name) => {
  const scenario = scenarioOf(libraryFolder, name);
  const rows = judged(scenario);
  const analysis = analyseRows(scenario, rows);

  test.skipIf(!hasMeasured(scenario.id))('every verdict, count and flag is the one that herd7 gave', () => {
    expect(tableOf(scenario, rows)).toEqual(measured(scenario.id));
  });

  test.skipIf(!hasMeasured(scenario.id))(
    'the minimal and the robust choices are those of the summary',
    () => {
      const row = summaries().get(scenario.id) ?? {};
      expect(String(analysis.choices)).toBe(row['choices']);
      expect(String(analysis.sufficient)).toBe(row['sufficient']);
      expect(listed(scenario, analysis.minimal)).toBe(row['minima']);
      expect(listed(scenario, analysis.robust)).toBe(row['robust']);
      expect(analysis.today).toBe(row['today_sufficient'] === 'yes' ? 'sufficient' : 'insufficient');
    },
  );

  test('nothing is to be told but the verdicts', () => {
    expect(analysis.findings).toEqual([]);
  });

  test('the search by order comes to the same', () => {
    const ordered = byOrder(scenario);
    expect(listed(scenario, ordered.minimal).split(' | ').sort()).toEqual(
      listed(scenario, analysis.minimal).split(' | ').sort(),
    );
    expect(listed(scenario, ordered.robust).split(' | ').sort()).toEqual(
      listed(scenario, analysis.robust).split(' | ').sort(),
    );
    expect(ordered.necessity).toEqual(analysis.necessity);
    expect(ordered.judged).toBeLessThanOrEqual(analysis.judged);
  });

  test('no stronger choice allows a bad outcome that a weaker one forbids', () => {
    const l = latticeOf(scenario);
    for (const weak of rows) {
      for (const strong of rows) {
        if (weak === strong || !choiceAtMost(l, weak.choice, strong.choice)) continue;
        for (const [o, outcome] of scenario.outcomes.entries()) {
          const [a, b] = [weak.judgements[o], strong.judgements[o]];
          if (outcome.role !== 'bad' || a?.outcome !== 'judged' || b?.outcome !== 'judged') continue;
          if (a.positive > 0 || a.flags.length > 0) continue;
          expect(
            b.positive,
            `${choiceText(scenario, weak.choice)} < ${choiceText(scenario, strong.choice)}`,
          ).toBe(0);
        }
      }
    }
  });

  test('a weaker choice keeps the sanity outcomes, unless a filling looks twice', () => {
    expect(orderFindings(scenario, rows, 'sanity').length > 0).toBe(looksTwice.includes(scenario.id));
  });
});

describe.skipIf(!hasShared)('rings of threads with a choice in each', () => {
  const large = join(sharedScenarios, 'large');

  test.each(['three-slots', 'three-slots-sb'])('%s is as herd7 judged it', (id) => {
    const scenario = scenarioOf(large, `${id}.yaml`);
    const rows = judged(scenario);
    expect(tableOf(scenario, rows)).toEqual(measured(id, join(large, 'results')));
    const ordered = byOrder(scenario);
    expect(ordered.minimal.length).toBe(analyseRows(scenario, rows).minimal.length);
  });

  test.each([
    ['ten-slots', 1024],
    ['ten-slots-sb', 1],
  ])('%s: a million choices have %i minimal ones, certified', (id, count) => {
    const scenario = scenarioOf(large, `${id}.yaml`);
    const judge = builtInJudge(scenario);
    const seen = new Set<string>();
    const result = searchWith(latticeOf(scenario), (c, alive) => {
      seen.add(choiceText(scenario, c));
      return judge.answer(c, alive);
    });
    expect(result.minimal.length).toBe(count);
    expect(result.stopped).toBeUndefined();
    expect(result.violations).toEqual([]);
    for (const c of [...result.minimal, ...result.below]) expect(seen).toContain(choiceText(scenario, c));
    expect(result.judged).toBe(seen.size);
    expect(result.judged).toBeLessThan(7000);
  });
});
