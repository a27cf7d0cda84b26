/** A sample of the library before the real herd7; `npm run test:slow` puts all of it there. */

import { expect, test } from 'vitest';
import { libraryScenarios, recordedOf, testsOf } from './library.ts';
import { liveDifferences, recordingHerd } from './live.ts';

const herd = await recordingHerd();

const size = 500;

test.skipIf(herd === undefined)('herd7 says of 500 tests what mbpair says and what is recorded', async () => {
  if (herd === undefined) return;
  const all = libraryScenarios().flatMap(testsOf);
  const step = all.length / size;
  const sample = Array.from({ length: size }, (_, i) => all[Math.floor((i + 0.5) * step)]);
  const tests = sample.flatMap((t) => t ?? []);
  expect(tests).toHaveLength(size);
  const ids = [...new Set(tests.map((t) => t.scenario))];
  const recordings = new Map(ids.map((id) => [id, recordedOf(id)?.verdicts ?? new Map()]));
  expect(await liveDifferences(tests, recordings, herd)).toEqual([]);
});
