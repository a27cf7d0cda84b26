/** The table of final states says what the verdicts say: two ways to one answer, over the library. */

import { describe, expect, test } from 'vitest';
import { builtInJudge } from '../../src/choice/judge-choice.ts';
import { bottoms, latticeOf } from '../../src/choice/lattice.ts';
import { finalStates } from '../../src/document/final-states.ts';
import { observation } from '../../src/judge/judgement.ts';
import { isForbidden } from '../../src/scenario/scenario.ts';
import { libraryFolder, scenarioFiles, scenarioOf } from '../scenario/library.ts';

describe.each(scenarioFiles(libraryFolder).map((name) => scenarioOf(libraryFolder, name)))(
  '$id',
  (scenario) => {
    const bare = bottoms(latticeOf(scenario), 4096)?.find((c) => !isForbidden(scenario, c)) ?? scenario.today;
    const choices = [scenario.today, bare];
    const found = finalStates(scenario, choices);

    test('an outcome can happen exactly where a state with it can', () => {
      const judge = builtInJudge(scenario);
      const verdicts = choices.map((c) =>
        judge.judgements(c).map((j) => j.outcome === 'judged' && observation(j) !== 'Never'),
      );
      const shown = choices.map((_, c) =>
        scenario.outcomes.map((_, o) =>
          found?.states.some((s) => s.possible[c] === true && s.outcomes.includes(o)),
        ),
      );
      expect(shown).toEqual(verdicts);
    });

    test('each state is said in words', () => {
      for (const { words } of found?.states ?? []) expect(words).not.toBe('');
      expect(found?.states.length).toBeGreaterThan(1);
    });
  },
);
