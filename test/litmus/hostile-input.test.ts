/** Input that nobody wrote by hand: everything ends, with a test or with diagnostics. */

import { describe, expect, test } from 'vitest';
import { source, sourceFromBytes } from '../../src/base/source.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { codes, withBody, withCondition, withHeader, withInit } from './complained.ts';

const million = 1_000_000;
const many = 200_000;

const big: Readonly<Record<string, string>> = {
  'a line of 5 MB without a blank': 'x'.repeat(5 * million),
  'a name of 5 MB': withHeader(`C ${'x'.repeat(5 * million)}\n{}`),
  'a header of 5 MB': withHeader(`C t\n${'(* '.repeat(1.6 * million)}\n{}`),
  'a comment nested a million times': withHeader(`C t\n(*\n${'(*'.repeat(million)}\n{}`),
  'a key of 5 MB': withHeader(`C t\n${'k'.repeat(5 * million)}\n{}`),
  'a million blanks': withBody(`${' '.repeat(million)}int r0 = READ_ONCE(*x);`),
  'a comment of 5 MB': withBody(`/*${' *'.repeat(2.5 * million)}*/ int r0 = READ_ONCE(*x);`),
  'an unclosed comment of 5 MB': withBody(`/*${'*a'.repeat(2.5 * million)} int r0 = READ_ONCE(*x);`),
  'a million slashes': withBody('/ '.repeat(million)),
  'a name of a million letters': withBody(`${'r'.repeat(million)} = 1;`),
  'a number of a million digits': withBody(`int r0 = ${'9'.repeat(million)};`),
  '200,000 statements': withBody('r0 = 1;\n'.repeat(many)),
  'a million operators': withBody(`int r0 = ${'1 + '.repeat(million)}1;`),
  'a million minus signs': withBody(`int r0 = ${'-'.repeat(million)}1;`),
  'a million stars': withBody(`int r0 = ${'*'.repeat(million)}x;`),
  'a million stars before a store': withBody(`${'*'.repeat(million)}x = 1;`),
  '10,000 parentheses': withBody(`int r0 = ${'('.repeat(10_000)}1${')'.repeat(10_000)};`),
  '10,000 open parentheses': withBody(`int r0 = ${'('.repeat(10_000)}`),
  '10,000 casts': withBody(`int r0 = ${'(int)'.repeat(10_000)}1;`),
  '10,000 nested calls': withBody(`int r0 = ${'xchg(x, '.repeat(10_000)}1${')'.repeat(10_000)};`),
  '10,000 ifs': withBody(`${'if (1) '.repeat(10_000)}r0 = 1;`),
  '10,000 elses': withBody(`${'if (1) r0 = 1; else '.repeat(10_000)}r0 = 1;`),
  '10,000 whiles': withBody(`${'while (1) '.repeat(10_000)}r0 = 1;`),
  '10,000 blocks': withBody(`${'{'.repeat(10_000)}r0 = 1;${'}'.repeat(10_000)}`),
  '10,000 nested atomics': withBody(`${'_Atomic('.repeat(10_000)}int${')'.repeat(10_000)} r0;`),
  '10,000 stars in a type': withBody(`int ${'*'.repeat(10_000)}r0;`),
  '200,000 items of the initial state': withInit(
    Array.from({ length: many }, (_, i) => `x${i}=${i};`).join(' '),
  ),
  '200,000 equal items': withInit('x=1;'.repeat(many)),
  'a big array': withInit('int x[2147483647];'),
  '200,000 conjuncts': withCondition(`exists (${'0:r0=0 /\\ '.repeat(many)}1:r0=0)`),
  '10,000 parentheses in the condition': withCondition(
    `exists ${'('.repeat(10_000)}0:r0=0${')'.repeat(10_000)}`,
  ),
  '10,000 negations': withCondition(`exists ${'~'.repeat(10_000)}0:r0=0`),
  '10,000 implications': withCondition(`exists (${'0:r0=0 => '.repeat(10_000)}1:r0=0)`),
  '10,000 mixed levels': withCondition(`exists ${'(0:r0=0 /\\ (1:r0=0 \\/ ~'.repeat(10_000)}0:r0=0`),
  'a million tildes before the condition': withCondition(`${'~ '.repeat(million)}exists (0:r0=0)`),
  'a million digits before a word': withCondition(`${'1'.repeat(million)}exists (0:r0=0)`),
  'a million quotes': withCondition('"'.repeat(million)),
  'a million open braces': `C t\n${'{'.repeat(million)}`,
  '200,000 threads': `C t\n{}\n${'P0(int *x) { *x = 1; }\n'.repeat(many)}exists (x=1)\n`,
  'NUL bytes': '\u0000'.repeat(million),
  'NUL bytes behind the first line': `C t\n${'\u0000'.repeat(million)}`,
};

describe('hostile input', () => {
  test.each(Object.entries(big))('%s', (_title, text) => {
    const { test: parsed, diagnostics } = parseLitmus(source('big.litmus', text));
    expect(parsed !== undefined || diagnostics.some((d) => d.severity === 'error')).toBe(true);
    expect(diagnostics.length).toBeLessThanOrEqual(40);
  });

  test('nesting is bounded and named', () => {
    expect(codes(withBody(`int r0 = ${'('.repeat(10_000)}1${')'.repeat(10_000)};`))).toEqual([
      'litmus/too-deep',
    ]);
    expect(codes(withBody(`${'if (1) '.repeat(10_000)}r0 = 1;`))).toEqual(['litmus/too-deep']);
    expect(codes(withBody(`int r0 = ${'1 + '.repeat(10_000)}1;`))).toEqual(['litmus/too-long']);
  });

  test('deep, but not too deep, is a test', () => {
    const text = withBody(`*y = *x;\n${'if (1) '.repeat(400)}r0 = ${'('.repeat(400)}1${')'.repeat(400)};`);
    expect(parseLitmus(source('deep.litmus', text)).test).toBeDefined();
  });

  test('every byte that is no text is refused without an exception', () => {
    for (let byte = 0; byte < 256; byte++) {
      const bytes = Uint8Array.from([
        ...new TextEncoder().encode('C t\n{}\nP0(int *x) { int r'),
        byte,
        61,
        49,
        59,
        125,
      ]);
      const { test: parsed, diagnostics } = parseLitmus(sourceFromBytes('byte.litmus', bytes));
      expect(parsed !== undefined || diagnostics.length > 0, `byte ${byte}`).toBe(true);
    }
  });
});
