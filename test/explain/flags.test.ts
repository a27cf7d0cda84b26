/** Flags are found where herd7 raises them, and no others; what is told of each. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { explain } from '../../src/explain/explain.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { renderExplanation } from '../../src/report/explain-text.ts';
import { parsed } from '../choice/litmus-text.ts';
import { recordedTests } from '../judge/recorded.ts';

const flagged = recordedTests(join(import.meta.dirname, '../experiments')).filter(
  (t) => /^Flag /m.test(t.log ?? '') || t.name.startsWith('race/'),
);

function read(path: string): LitmusTest {
  const { test: found } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
  if (found === undefined) throw new Error(path);
  return found;
}

function flagsOf(e: Explanation): string[] {
  return e.flags?.raised.map((f) => f.flag) ?? [];
}

describe('as herd7 flags', () => {
  test.each(flagged)('$name', ({ path, log }) => {
    const e = explain(read(path), { flags: true });
    // Of locks that read nothing no case split is made.
    if (e.kind === 'unexplained') return expect(path).toMatch(/k-(atomic-lock-var|lock-star|write-lock-var)/);
    expect(flagsOf(e)).toEqual((log?.match(/^Flag (.*)$/gm) ?? []).map((line) => line.slice(5)));
  });

  test('there are many', () => {
    expect(flagged.length).toBeGreaterThan(50);
  });
});

const racing = (first: string, second: string) =>
  parsed(`C MP

{}

P0(int *data, int *flag)
{
	*data = 1;
	${first}
}

P1(int *data, int *flag)
{
	int r0;
	int r1;

	${second}
	if (r0) {
		r1 = *data;
	}
}

exists (1:r0=1 /\\ 1:r1=0)
`);

test('of a race the side is told on which the order is missing', () => {
  const text = renderExplanation(
    explain(racing('smp_store_release(flag, 1);', 'r0 = READ_ONCE(*flag);'), { flags: true }),
  ).replace(/\s+/g, ' ');
  expect(text).toContain(
    "P0's store data = 1 is ordered before that store; but nothing orders P1's read of data (line 18) behind P1's read of flag (line 16). That is the missing edge.",
  );
});

test('a race without any message between the threads says so', () => {
  const text = renderExplanation(explain(racing('', 'r0 = READ_ONCE(*data);'), { flags: true })).replace(
    /\s+/g,
    ' ',
  );
  expect(text).toContain('Nothing passes from one thread to the other between them');
});

test('a test without any execution is not called forbidden', () => {
  const e = explain(read('litmus/examples/SRCU+wait-inside.litmus'), { flags: true });
  expect([e.kind, e.as]).toEqual(['forbidden', 'any execution']);
  expect(renderExplanation(e)).toContain('has no execution at all');
});

test('a test that is refused is not explained', () => {
  const e = explain(
    parsed('C div\n\n{}\n\nP0(int *x)\n{\n\tint r0;\n\n\tr0 = 1 / READ_ONCE(*x);\n}\n\nexists (0:r0=1)\n'),
  );
  expect(e.kind === 'unexplained' && e.judgement?.outcome).toBe('refused');
});
