/** Where the characters of YAML texts stand, whatever way the text is written. */

import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { complaints } from '../../src/scenario/complaints.ts';
import { plainText } from '../../src/scenario/traced-text.ts';
import { readYaml, type YamlNode } from '../../src/scenario/yaml-document.ts';

function texts(yaml: string): { yaml: string; value: string; placed: string }[] {
  const to = complaints(source('y', yaml));
  const root = readYaml(to);
  expect(to.found).toEqual([]);
  const found: { yaml: string; value: string; placed: string }[] = [];
  const visit = (node: YamlNode | undefined): void => {
    if (node?.kind === 'list') node.items.forEach(visit);
    if (node?.kind === 'map') for (const { value } of node.entries) visit(value);
    if (node?.kind !== 'text') return;
    expect(plainText(node.traced)).toBe(node.value);
    const placed = node.traced.map((p) =>
      p.at === undefined ? '_'.repeat(p.text.length) : yaml.slice(p.at, p.at + p.text.length),
    );
    found.push({ yaml, value: node.value, placed: placed.join('') });
  };
  visit(root);
  return found;
}

const one = (yaml: string) => {
  const [first, ...rest] = texts(yaml);
  expect(rest).toEqual([]);
  return first;
};

test('plain texts', () => {
  expect(one('a: some text # comment\n')).toMatchObject({ value: 'some text', placed: 'some text' });
  expect(one('a: some\n  more\n\n  text\n')).toMatchObject({
    value: 'some more\ntext',
    placed: 'some_more_text',
  });
});

test('quoted texts', () => {
  expect(one("a: 'it''s /\\ here'\n")).toMatchObject({ value: "it's /\\ here", placed: "it's /\\ here" });
  expect(one('a: "tab\\tand \\u0041 \\\\ quote \\" end"\n')?.value).toBe('tab\tand A \\ quote " end');
  expect(one('a: "two\n  lines"\n')).toMatchObject({ value: 'two lines', placed: 'two_lines' });
});

test('literal blocks', () => {
  const block = 'a:\n  b: |\n    int r0;\n\n    if (x) {\n        y;\n    }\n';
  expect(one(block)).toMatchObject({
    value: 'int r0;\n\nif (x) {\n    y;\n}\n',
    placed: 'int r0;\n_if (x) {\n    y;\n}\n',
  });
  expect(one('a: |-\n  x\n  y\n')).toMatchObject({ value: 'x\ny', placed: 'x\ny' });
  expect(one('a: |2\n    x\n')).toMatchObject({ value: '  x\n', placed: '  x\n' });
});

test('folded blocks have no places, only their text', () => {
  expect(one('a: >\n  some\n  text\n')).toMatchObject({ value: 'some text\n', placed: '__________' });
});

test('words that YAML might take for something else are texts', () => {
  expect(texts('[ on, off, yes, no, true, 7.2, 0x10, 2018-01-08, 1e3 ]').map((t) => t.value)).toEqual([
    'on',
    'off',
    'yes',
    'no',
    'true',
    '7.2',
    '0x10',
    '2018-01-08',
    '1e3',
  ]);
});
