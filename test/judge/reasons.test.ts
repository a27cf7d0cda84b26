/** What the judge says when it cannot answer, or when the answer would mean nothing. */

import { expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { judge } from '../../src/judge/judge.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';

/** The complaints, warnings and reasons for having no execution, as a reader sees them. */
function said(text: string): string {
  const { test: parsed, diagnostics } = parseLitmus(source('t.litmus', text));
  if (parsed === undefined) throw new Error(diagnostics.map(renderDiagnostic).join('\n'));
  const { judgement, warnings } = judge(parsed);
  const lines = warnings.map(renderDiagnostic);
  if (judgement.outcome === 'refused') lines.push(...judgement.diagnostics.map(renderDiagnostic));
  if (judgement.outcome === 'judged' && judgement.vacuity !== undefined) {
    lines.push(`${judgement.vacuity.why}: ${judgement.vacuity.detail}`);
  }
  return lines.join('\n');
}

const one = (body: string, condition = 'exists (0:r0=0)', init = '{}') =>
  `C t\n\n${init}\n\nP0(int *x, int *y, spinlock_t *l)\n{\n\t${body}\n}\n\n${condition}\n`;

test('a name that is no parameter is a register holding 0, and no location', () => {
  expect(said(one('int r0 = READ_ONCE(*z);'))).toMatchInlineSnapshot(`
    "t.litmus:7:11: error: this reads through the number 0, which is no location [judge/no-location]
    7 | 	int r0 = READ_ONCE(*z);
      | 	         ^^^^^^^^^^^^^
      = \`z\` is no parameter of P0 and so a register, 0 unless set; add \`int *z\` to its parameters"
  `);
  expect(said(one('WRITE_ONCE(*z, 1);'))).toMatchInlineSnapshot(`
    "t.litmus:7:2: error: this writes through the number 0, which is no location [judge/no-location]
    7 | 	WRITE_ONCE(*z, 1);
      | 	^^^^^^^^^^^^^^^^^^
      = \`z\` is no parameter of P0 and so a register, 0 unless set; add \`int *z\` to its parameters"
  `);
});

test('an address inside a location', () => {
  expect(said(one('int r0 = READ_ONCE(*(x + 1));'))).toMatchInlineSnapshot(`
    "t.litmus:7:11: error: this accesses &x+1, a part of a location; mixed-size accesses are not modelled [judge/mixed-size]
    7 | 	int r0 = READ_ONCE(*(x + 1));
      | 	         ^^^^^^^^^^^^^^^^^^^"
  `);
});

test('division by zero, where a consistent execution divides', () => {
  expect(said(one('int r1 = READ_ONCE(*x);\n\tint r0 = 5 / r1;'))).toMatchInlineSnapshot(`
    "t.litmus:8:11: error: division by zero: 5 / 0 [judge/division-by-zero]
    8 | 	int r0 = 5 / r1;
      | 	         ^^^^^^"
  `);
});

test('arithmetic on addresses', () => {
  expect(said(one('int r0 = x & 1;'))).toMatchInlineSnapshot(`
    "t.litmus:7:11: error: operation on addresses that has no meaning: &x & 1 [judge/illegal-operation]
    7 | 	int r0 = x & 1;
      | 	         ^^^^^"
  `);
});

test('a loop that was cut', () => {
  expect(
    said(one('int r0 = READ_ONCE(*x);\n\twhile (r0 == 0)\n\t\tr0 = READ_ONCE(*x);')),
  ).toMatchInlineSnapshot(`
    "t.litmus:8:2: warning: this loop was run at most 2 times; outcomes that need more are missing [judge/loop-cut]
    8 | 	while (r0 == 0)
      | 	^^^^^^^^^^^^^^^
      = read once and keep with \`filter\` the executions in which the loop would end
    no-candidate: every execution runs into the loop limit"
  `);
});

test('a lock taken twice', () => {
  expect(
    said(one('spin_lock(l);\n\tspin_lock(l);\n\tspin_unlock(l);\n\tspin_unlock(l);')),
  ).toMatchInlineSnapshot(`"deadlock: a thread takes a spinlock that it already holds (line 8)"`);
  expect(
    said(one('spin_lock(l);\n\tspin_unlock(l);\n\tspin_lock(l);\n\tspin_lock(l);')),
  ).toMatchInlineSnapshot(`"deadlock: a thread takes a spinlock that it already holds (line 10)"`);
});

test('a grace period inside its own critical section', () => {
  expect(said(one('rcu_read_lock();\n\tsynchronize_rcu();\n\trcu_read_unlock();'))).toMatchInlineSnapshot(
    `"deadlock: a grace period is awaited inside a critical section that it waits for (line 8)"`,
  );
  expect(
    said(one('int r0 = srcu_read_lock(x);\n\tsynchronize_srcu(x);\n\tsrcu_read_unlock(x, r0);')),
  ).toMatchInlineSnapshot(
    `"deadlock: a grace period is awaited inside a critical section that it waits for (line 8)"`,
  );
});

test('a filter that passes nothing', () => {
  expect(said(one('int r0 = READ_ONCE(*x);', 'filter (0:r0=7)\nexists (0:r0=0)'))).toMatchInlineSnapshot(
    `"filter: the filter passes no execution"`,
  );
});

test('a star too many', () => {
  expect(said(one('int r0 = smp_load_acquire(*x);'))).toMatchInlineSnapshot(
    `"no-candidate: an address is read from memory and is no location (line 7); is there a star too many?"`,
  );
});

test('an execution that exists needs no reason', () => {
  expect(said(one('int r0 = READ_ONCE(*x);'))).toBe('');
});
