/** All tests of the library before the real herd7, which some ten minutes are enough for. */

import { describe, expect, test } from 'vitest';
import { libraryScenarios, recordedOf, testsOf } from '../record/library.ts';
import { liveDifferences, recordingHerd } from '../record/live.ts';

const herd = await recordingHerd();

/** The slowest hundred take herd7 a minute or two. */
const share = 100;
const minutes = 10;

const parts = libraryScenarios().flatMap((scenario) => {
  const tests = testsOf(scenario);
  return Array.from({ length: Math.ceil(tests.length / share) }, (_, i) => {
    const part = tests.slice(i * share, (i + 1) * share);
    return { id: scenario.id, from: i * share + 1, to: i * share + part.length, tests: part };
  });
});

test('all of the library is here', () => {
  expect(parts.reduce((n, p) => n + p.tests.length, 0)).toBeGreaterThan(8000);
});

describe.skipIf(herd === undefined)('herd7 says what mbpair says and what is recorded', () => {
  test.each(parts)('$id: tests $from to $to', { timeout: minutes * 60_000 }, async ({ id, tests }) => {
    if (herd === undefined) return;
    const recordings = new Map([[id, recordedOf(id)?.verdicts ?? new Map()]]);
    expect(await liveDifferences(tests, recordings, herd)).toEqual([]);
  });
});
