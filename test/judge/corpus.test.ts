/** Public litmus tests with herd7's recorded logs: the kernel's own and Paul McKenney's collection. */

import { describe, expect, test } from 'vitest';
import { judgeFile, logOf, recordedTests, sharedFolder } from './recorded.ts';

const corpus = sharedFolder('corpus');
const all = corpus === undefined ? [] : recordedTests(corpus);

describe.skipIf(corpus === undefined)('the public corpus', () => {
  test('is all here', () => {
    expect(all.filter((t) => t.log !== undefined)).toHaveLength(575);
  });

  test.each(all.filter((t) => t.log !== undefined))('$name', ({ path, log }) => {
    expect(logOf(judgeFile(path))).toBe(log);
  });
});
