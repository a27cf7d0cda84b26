/** The comments on the whole library's barriers, under the kernel's checkpatch. */

import { expect, test } from 'vitest';
import { checkpatch, expectContent, forbiddenTests } from '../report/checkpatch.ts';

test.skipIf(checkpatch === undefined)('checkpatch is content with all of them', () => {
  const tests = forbiddenTests();
  expect(tests.length).toBeGreaterThan(200);
  expectContent(tests);
});
