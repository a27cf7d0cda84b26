/** Texts, bytes and edits. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/base/edits.ts';
import { bytesOf, positionOf, source, sourceFromBytes } from '../../src/base/source.ts';

describe('bytes', () => {
  test('come back, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const src = sourceFromBytes('f', bytes);
        expect([...bytesOf(src, src.text)]).toEqual([...bytes]);
      }),
      { examples: [[Uint8Array.from([0xef, 0xbb, 0xbf, 67])], [Uint8Array.from([67, 0xe9, 32])]] },
    );
  });

  test('of UTF-8 are characters, others one each', () => {
    expect(sourceFromBytes('f', Uint8Array.from([0xc3, 0xa9])).text).toBe('\u00e9');
    expect(sourceFromBytes('f', Uint8Array.from([0xe9]))).toEqual({
      name: 'f',
      text: '\u00e9',
      encoding: 'latin1',
    });
  });
});

test('positions count from 1', () => {
  const src = source('f', 'a\nbc\n');
  expect([0, 1, 2, 4, 5, 99].map((at) => positionOf(src, at))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 2, column: 3 },
    { line: 3, column: 1 },
    { line: 3, column: 1 },
  ]);
});

describe('edits', () => {
  test('are made in one go, counted in the old text', () => {
    const edits = [
      { span: { start: 4, end: 7 }, text: 'two' },
      { span: { start: 0, end: 0 }, text: '<' },
      { span: { start: 7, end: 7 }, text: '>' },
      { span: { start: 7, end: 7 }, text: '!' },
    ];
    expect(applyEdits('one 222', edits)).toBe('<one two>!');
  });

  test('that overlap are a bug', () => {
    const edits = [
      { span: { start: 0, end: 3 }, text: '' },
      { span: { start: 2, end: 4 }, text: '' },
    ];
    expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
    expect(() => applyEdits('abc', [{ span: { start: 2, end: 4 }, text: '' }])).toThrow(RangeError);
  });
});
