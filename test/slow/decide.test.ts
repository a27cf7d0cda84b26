/** Verdict mode against states mode on 20,000 random tests, and on every test of the scenario library. */

import { expect, test } from 'vitest';
import { sample } from '../fuzz/sampling.ts';
import { bothModes, parsed, twins } from '../judge/both-modes.ts';
import { libraryScenarios, testsOf } from '../record/library.ts';

test('both modes say the same of 20,000 random tests', () => {
  const seed = Date.now() % 1_000_000;
  let compared = 0;
  for (let from = 0; from < 20_000; from += 1000) {
    for (const { text, index } of sample(seed, from, 1000)) {
      const found = parsed(text);
      if (found === undefined) continue;
      const { states, verdict } = bothModes(found);
      if (states === undefined) continue;
      expect(verdict, `test ${index} of seed ${seed}`).toBe(states);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(18_000);
});

test('and of 4,000 with two equal threads', () => {
  const seed = Date.now() % 1_000_000;
  for (const { text, index } of sample(seed, 0, 1000)) {
    for (const [i, twin] of twins(text).entries()) {
      const found = parsed(twin);
      if (found === undefined) continue;
      const { states, verdict } = bothModes(found, 2);
      if (states !== undefined) expect(verdict, `test ${index} of seed ${seed}, twin ${i}`).toBe(states);
    }
  }
});

test('and of every test of the library', () => {
  let compared = 0;
  for (const scenario of libraryScenarios()) {
    for (const { name, text } of testsOf(scenario)) {
      const found = parsed(text);
      if (found === undefined) throw new Error(`${name} is no test`);
      const { states, verdict } = bothModes(found);
      expect(states, name).not.toBeUndefined();
      expect(verdict, name).toBe(states);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(8000);
});
