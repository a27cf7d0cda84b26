/** herd/recorded speaks of the library as it is: `npm run record` when it does not. */

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { libraryScenarios, recordedFolder, recordedOf, testsOf } from './library.ts';

const library = libraryScenarios();

test('every recording is of a scenario', () => {
  expect(readdirSync(recordedFolder).sort()).toEqual(library.map((s) => `${s.id}.txt`).sort());
});

describe.each(library.map((s) => ({ id: s.id, scenario: s })))('$id', ({ id, scenario }) => {
  test("herd7's verdict on each of its tests is recorded, and on nothing else", () => {
    const verdicts = recordedOf(id)?.verdicts ?? new Map();
    const tests = testsOf(scenario);
    const missing = tests.filter((t) => !verdicts.has(t.digest));
    expect(missing.map((t) => t.name).slice(0, 3), `${missing.length} tests: npm run record`).toEqual([]);
    expect([...verdicts.keys()], 'npm run record').toEqual(tests.map((t) => t.digest));
    for (const { digest, fillings, outcome } of tests) {
      expect(verdicts.get(digest)).toMatchObject({ fillings, outcome });
    }
  });
});
