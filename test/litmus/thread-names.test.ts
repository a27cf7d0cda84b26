import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { threadName, threadNames } from '../../src/litmus/thread-names.ts';

const withHeaders = (...headers: readonly string[]) => {
  const threads = headers.map((h, i) => `P${i}(int *x)${h}\n{\n\tWRITE_ONCE(*x, ${i});\n}\n`);
  const parsed = parseLitmus(source('a.litmus', `C a\n\n{}\n\n${threads.join('\n')}\nexists (x=0)\n`));
  if (parsed.test === undefined) throw new Error('it is a test');
  return parsed.test;
};

test.each([
  [
    ['', ''],
    ['P0', 'P1'],
  ],
  [
    [' // gup', ' /* truncate() */'],
    ['gup', 'truncate'],
  ],
  [
    ['', ' // reader'],
    ['P0', 'reader'],
  ],
  // Prose is no name, and one that two threads have tells nothing.
  [
    [' // takes the lock first', ' // b'],
    ['P0', 'b'],
  ],
  [
    [' // reader', ' // reader', ' // writer'],
    ['P0', 'P1', 'writer'],
  ],
  [
    [' // P1', ' // P0'],
    ['P0', 'P1'],
  ],
])('%j', (headers, names) => {
  expect(threadNames(withHeaders(...headers))).toEqual(names);
});

test('one thread’s', () => {
  expect(threadName(withHeaders('', ' // gup'), 1)).toBe('gup');
});
