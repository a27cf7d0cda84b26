/** Braces of a branch with one statement go, all others stay. */

import { expect, test } from 'vitest';
import { withoutNeedlessBraces } from '../../src/scenario/branches.ts';
import { made, plainText } from '../../src/scenario/traced-text.ts';

const styled = (text: string) => withoutNeedlessBraces(text.split('\n').map(made)).map(plainText).join('\n');

test('one statement', () => {
  expect(styled('\tif (r0 == 1) {\n\t\tr1 = 2;\n\t}\n\tr2 = 3;')).toBe(
    '\tif (r0 == 1)\n\t\tr1 = 2;\n\tr2 = 3;',
  );
});

test('two branches, one inside the other: only the inner one', () => {
  expect(styled('\tif (r0) {\n\t\tif (r1) {\n\t\t\tr2 = 1;\n\t\t}\n\t}')).toBe(
    '\tif (r0) {\n\t\tif (r1)\n\t\t\tr2 = 1;\n\t}',
  );
});

test.each([
  ['two statements', '\tif (r0) {\n\t\tr1 = 1;\n\t\tr2 = 1;\n\t}'],
  ['a comment', '\tif (r0) {\n\t\t/* Pairs with smp_mb() in b. */\n\t\tsmp_mb();\n\t}'],
  ['an else', '\tif (r0) {\n\t\tr1 = 1;\n\t} else {\n\t\tr1 = 2;\n\t}'],
  ['none', '\tif (r0)\n\t\tr1 = 1;'],
])('%s: as it was', (_, text) => {
  expect(styled(text)).toBe(text);
});
