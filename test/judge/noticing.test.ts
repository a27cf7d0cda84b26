/** Tests made to notice mutants of the model (test/slow): our whole log must be herd7's here too. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeFile, logOf, recordedTests } from './recorded.ts';

const all = recordedTests(join(import.meta.dirname, '../slow/noticing'));

test('there are logs beside all of them', () => {
  expect(all.length).toBeGreaterThan(90);
  expect(all.filter((t) => t.log === undefined)).toEqual([]);
});

test.each(all)('$name', ({ path, log }) => {
  expect(logOf(judgeFile(path))).toBe(log);
});
