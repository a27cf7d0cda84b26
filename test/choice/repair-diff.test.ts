/** Unified diffs: their form, and that what they say turns the one text into the other. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../src/choice/repair-diff.ts';

test('three lines of context, ranges as in diff(1)', () => {
  const lines = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`);
  const now = lines.with(5, 'changed').toSpliced(1, 0, 'added');
  expect(unifiedDiff('t', `${lines.join('\n')}\n`, `${now.join('\n')}\n`)).toBe(`--- a/t
+++ b/t
@@ -1,9 +1,10 @@
 line 1
+added
 line 2
 line 3
 line 4
 line 5
-line 6
+changed
 line 7
 line 8
 line 9
`);
  expect(unifiedDiff('t', 'a\n', 'a\n')).toBe('');
  expect(unifiedDiff('t', 'a', 'a\n')).toBe(
    '--- a/t\n+++ b/t\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n',
  );
});

test('applied, it gives the other text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
    .map((l) => l.map((x) => `${x}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = unifiedDiff('t', before, after);
      expect(applied(before, diff)).toBe(after);
    }),
  );
});

/** What patch(1) does, strictly. */
function applied(before: string, diff: string): string {
  const old = before.split('\n').slice(0, -1);
  const out: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2, -1)) {
    const range = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@$/.exec(line);
    if (range !== null) {
      const start = Number(range[1]) - (range[2] === '0' ? 0 : 1);
      while (at < start) out.push(old[at++] ?? '');
      continue;
    }
    const text = line.slice(1);
    if (line[0] !== '+') expect(old[at++]).toBe(text);
    if (line[0] !== '-') out.push(text);
  }
  out.push(...old.slice(at));
  return out.map((l) => `${l}\n`).join('');
}
