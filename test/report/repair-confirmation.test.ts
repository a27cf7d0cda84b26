import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { strengthen } from '../../src/choice/strengthen.ts';
import { weaken } from '../../src/choice/weaken.ts';
import type { Judged } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { type Claim, claimsOf, confirmed, toleratedFlags } from '../../src/report/repair-confirmation.ts';
import { litmus } from '../choice/litmus-text.ts';

const racy = litmus(
  'x y',
  ['*x = 1;\nWRITE_ONCE(*y, 1);', 'r0 = READ_ONCE(*y);\nr1 = *x;'],
  'exists (1:r0=1 /\\ 1:r1=2)',
);
const sb = litmus(
  'x y',
  ['WRITE_ONCE(*x, 1);\nr0 = READ_ONCE(*y);', 'WRITE_ONCE(*y, 1);\nr0 = READ_ONCE(*x);'],
  'exists (0:r0=0 /\\ 1:r0=0)',
);

test('an answer claims the test, each set offered, and what is one step below', () => {
  const claims = claimsOf(sb.source.text, strengthen(sb));
  expect(claims[0]).toMatchObject({ of: 'test', suffices: false, text: sb.source.text });
  expect(claims.filter((c) => c.of === 'answer').every((c) => c.suffices)).toBe(true);
  expect(claims.filter((c) => c.of === 'below').every((c) => !c.suffices)).toBe(true);
  expect(claims.filter((c) => c.of === 'below').length).toBeGreaterThan(1);
  expect(new Set(claims.map((c) => c.text)).size).toBe(claims.length);
  for (const { text } of claims) expect(parseLitmus(source('t', text)).test).toBeDefined();
});

const claim: Claim = { of: 'answer', changes: [], text: '', suffices: true };
const judged = (over: Partial<Judged>): Judged => ({
  outcome: 'judged',
  name: 'T',
  quantifier: 'exists',
  states: [],
  positive: 0,
  negative: 3,
  flags: [],
  cut: false,
  condition: 'exists (x=1)',
  ...over,
});
const agrees = { with: 'herd7', outcome: 'agrees', details: [] } as const;

test.each([
  ['what suffices', true, judged({}), 'agrees'],
  ['an outcome that can happen', true, judged({ positive: 1 }), 'differs'],
  ['a flag', true, judged({ flags: ['data-race'] }), 'differs'],
  ['no execution at all', true, judged({ negative: 0 }), 'differs'],
  ['what suffices already', false, judged({}), 'differs'],
  ['what does not', false, judged({ positive: 1 }), 'agrees'],
] as const)('two judges that agree on %s, claimed to suffice: %s', (_, suffices, herd, outcome) => {
  expect(confirmed({ ...claim, suffices }, herd, agrees, new Set()).comparison.outcome).toBe(outcome);
});

test('a test that is to keep its verdict keeps its flags', () => {
  const found = weaken(racy);
  expect([...toleratedFlags(found)]).toEqual(['data-race']);
  expect(
    confirmed(claim, judged({ flags: ['data-race'] }), agrees, toleratedFlags(found)).comparison,
  ).toEqual(agrees);
  expect(toleratedFlags(strengthen(racy)).size).toBe(0);
});
