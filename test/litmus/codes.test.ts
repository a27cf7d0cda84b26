/** Every diagnostic code of the language is raised in some test. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const texts = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|md)$/.test(name) && !name.endsWith('codes.test.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n');

test('every code of src/litmus is raised in a test', () => {
  const codes = new Set(texts('src/litmus').match(/'litmus\/[a-z-]+'/g) ?? []);
  const raised = texts('test/litmus');
  const missing = [...codes].filter((code) => !raised.includes(code.slice(1, -1)));
  expect(codes.size).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});
