/**
 * Every row of the primitive table in small tests made from the table: values, orderings, failure,
 * dependencies. Our log must be the one recorded from herd7, whose hash and condition tell whether the
 * text is still the one that it was recorded for.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { judge } from '../../src/judge/judge.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { primitives } from '../../src/lkmm/primitives.ts';
import { recordedRows } from '../slow/recorded-rows.ts';
import { logOf } from './recorded.ts';

const { rows, extra } = recordedRows(
  readFileSync(join(import.meta.dirname, '../slow/row-tests.herd7'), 'utf8'),
);
const renew = 'renew the log with: node test/run-typescript.mjs test/slow/record.ts';

test('every row has tests, and the log has no others', () => {
  const tested = new Set(rows.map(({ name }) => name.replace(/\+.*/, '')));
  expect(primitives.filter(({ name }) => !tested.has(name))).toEqual([]);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  expect(extra, renew).toEqual([]);
});

test('judged as herd7 does', () => {
  const different = rows.flatMap(({ name, text, log }) => {
    const parsed = parseLitmus(source(`${name}.litmus`, text));
    if (parsed.test === undefined) return [`${name} does not parse`];
    const ours = logOf(judge(parsed.test).judgement);
    return ours === log ? [] : [`herd7:\n${log}\nmbpair:\n${ours}`];
  });
  expect(different, renew).toEqual([]);
});
