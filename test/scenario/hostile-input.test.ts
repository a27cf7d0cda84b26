/** Files made to do harm, and files broken at random: an answer in bounded time, never an exception. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { changed, good, withHoles } from './complained.ts';
import { libraryFolder, scenarioFiles } from './library.ts';

const refused = (text: string): string => {
  const { scenario, diagnostics } = loadScenario(source('s.yaml', text));
  expect(scenario).toBeUndefined();
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(diagnostics.length).toBeLessThanOrEqual(40);
  return diagnostics.map(renderDiagnostic).join('\n');
};

const many = (n: number, each: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => each(i)).join('');

describe('a file that', () => {
  test('is too large', () => {
    expect(refused(`# ${'x'.repeat(1 << 20)}\n${good}`)).toContain('scenario/too-large');
  });

  test('grows by its aliases', () => {
    const lines = many(12, (i) => `a${i}: &a${i} [ ${i === 0 ? 'x' : many(10, () => `*a${i - 1}, `)} ]\n`);
    expect(refused(`${lines}title: *a11\n`)).toContain('by its aliases');
  });

  test('holds an alias of itself', () => {
    expect(refused('title: &a [ *a ]\n')).toContain('nested more than');
  });

  test('is nested deep', () => {
    expect(refused(`title: ${'['.repeat(5000)}${']'.repeat(5000)}\n`)).toContain('scenario/');
    expect(refused(`title: ${'['.repeat(60)}${']'.repeat(60)}\n`)).toContain('nested more than');
  });

  test('has very many keys', () => {
    expect(refused(many(40_000, (i) => `key${i}: 1\n`))).toContain('scenario/');
  });

  test('has very many slots or fillings', () => {
    const slots = many(300, (i) => `  s${i}: { fences: [ none, mb ] }\n`);
    expect(refused(changed('slots:\n', `slots:\n${slots}`))).toContain('at most 100 slots');
    const fillings = many(3000, (i) => `      f${i}: "x${i}"\n`);
    expect(refused(changed('    fillings:\n', `    fillings:\n${fillings}`))).toContain(
      'more than 100 fillings',
    );
  });

  test('has holes that grow without measure', () => {
    const nested = many(7, (i) => {
      const inner = i === 0 ? 'barrier();' : many(60, () => withHoles(`«h${String.fromCharCode(96 + i)}»`));
      const name = `h${String.fromCharCode(97 + i)}`;
      return `  ${name}: { fillings: { a: "${inner}", b: "smp_mb();" } }\n`;
    });
    const today = many(7, (i) => `, h${String.fromCharCode(97 + i)}: a`);
    const text = changed('slots:\n', `slots:\n${nested}`)
      .replace('today: { gup: mb, trunc: mb', `today: { gup: mb, trunc: mb${today}`)
      .replace('atomic_inc(refs);', withHoles('atomic_inc(refs);\n      «hg»'));
    expect(refused(text)).toContain('more than 200000 characters');
  });

  test('has holes within holes within holes', () => {
    const letters = 'abcdefghijklmnop';
    const nested = many(
      16,
      (i) =>
        `  h${letters[i]}: { fillings: { a: "${withHoles(`«h${letters[i + 1] ?? 'end'}»`)}", b: "" } }\n`,
    );
    const today = many(16, (i) => `, h${letters[i]}: a`);
    const text = changed('slots:\n', `slots:\n${nested}  hend: { fences: [ none, mb ] }\n`)
      .replace('today: { gup: mb, trunc: mb', `today: { gup: mb, trunc: mb${today}, hend: mb`)
      .replace('atomic_inc(refs);', withHoles('atomic_inc(refs);\n      «ha»'));
    expect(refused(text)).toContain('deep');
  });

  test('writes to the terminal', () => {
    const shown = refused(changed('title: Reference', 'title: "\\e[2J" #\u001b[31m\ntitel: Reference'));
    expect(shown).not.toContain('\u001b');
  });

  test('has names that lead out of the folder', () => {
    for (const id of ['../x', '/etc/x', 'a/b', 'a b', '-x', '.', '..', 'x\u0000', 'C:x']) {
      expect(refused(changed('id: flag-scheme', `id: ${JSON.stringify(id)}`))).toContain('scenario/');
    }
  });
});

test('slots and words by the names of JavaScript objects are words like any other', () => {
  const text = changed('  gup:\n    fences', '  constructor:\n    hole: gup\n    fences')
    .replace('today: { gup:', 'today: { constructor:')
    .replaceAll(/\bflag\b(?!-)/g, '__proto__');
  expect(loadScenario(source('s.yaml', text)).diagnostics.map(renderDiagnostic)).toEqual([]);
});

test('CRLF line ends are line ends', () => {
  const { scenario, diagnostics } = loadScenario(source('s.yaml', good.replaceAll('\n', '\r\n')));
  expect(diagnostics.map(renderDiagnostic)).toEqual([]);
  expect(scenario).toBeDefined();
});

test('a file broken at random is refused or read, with every complaint inside the file', () => {
  const texts = scenarioFiles(libraryFolder)
    .filter((_, i) => i % 7 === 0)
    .map((name) => readFileSync(join(libraryFolder, name), 'utf8'));
  const pieces = [
    '',
    ' ',
    '\n',
    '"',
    "'",
    ':',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '$',
    withHoles('«x»'),
    '|',
    '<',
    '\t',
    '0',
  ];
  const edit = fc.record({
    file: fc.nat(texts.length - 1),
    at: fc.nat(1_000_000),
    cut: fc.nat(12),
    put: fc.constantFrom(...pieces),
  });
  fc.assert(
    fc.property(edit, ({ file, at, cut, put }) => {
      const text = texts[file] ?? '';
      const from = at % text.length;
      const broken = text.slice(0, from) + put + text.slice(from + cut);
      const { scenario, diagnostics } = loadScenario(source('s.yaml', broken));
      expect(scenario === undefined).toBe(diagnostics.some((d) => d.severity === 'error'));
      for (const d of diagnostics) {
        expect(d.span.start).toBeGreaterThanOrEqual(0);
        expect(d.span.end).toBeLessThanOrEqual(broken.length + 1);
        expect(renderDiagnostic(d)).toContain('s.yaml:');
      }
    }),
    { numRuns: 150, seed: 4 },
  );
});
