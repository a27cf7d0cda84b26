/** Text of files, hostile ones included, shown in Markdown as it is. */

import { describe, expect, test } from 'vitest';
import { code, codeBlock, prose, proseParagraphs, table } from '../../src/document/markdown-text.ts';

describe('prose', () => {
  test('leaves kernel words as they are', () => {
    expect(prose('smp_mb__after_atomic() behind page->flags')).toBe(
      'smp_mb__after_atomic() behind page->flags',
    );
  });
  test.each([
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)>'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['READ_ONCE(*x) and `y`', 'READ_ONCE(\\*x) and \\`y\\`'],
    ['# no heading', '\\# no heading'],
    ['1. no list', '\\1. no list'],
    ['a | b', 'a \\| b'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['https://elsewhere', 'https:\\//elsewhere'],
    ['_so_', '\\_so\\_'],
    ['two\nlines', 'two lines'],
    ['right\u202eleft', 'right\\\\x202eleft'],
  ])('%s', (text, shown) => {
    expect(prose(text)).toBe(shown);
  });
  test('paragraphs stand apart by an empty line', () => {
    expect(proseParagraphs('one\nmore\n\n two\n')).toEqual(['one more', 'two']);
  });
});

test('code takes a fence that it does not hold', () => {
  expect(code('smp_mb()')).toBe('`smp_mb()`');
  expect(code('a `b` c')).toBe('`` a `b` c ``');
  expect(codeBlock(['a', '```', 'b'], 'c')).toBe('````c\na\n```\nb\n````');
});

test('a bar ends no cell, in code neither', () => {
  expect(table(['a'], [[code('x | y')], [prose('x | y')]])).toBe('| a |\n|---|\n| `x \\| y` |\n| x \\| y |');
});
