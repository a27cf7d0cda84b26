/**
 * Every mutant of the model, of the primitive table and of the event structure must be noticed by a
 * test that herd7 has judged, or be listed as equivalent with the argument. Slow: `npm run test:slow`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { source, sourceFromBytes } from '../../src/base/source.ts';
import { search } from '../../src/executions/search.ts';
import { type JudgeOptions, judge } from '../../src/judge/judge.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import type { Model } from '../../src/model/ir.ts';
import { lkmm } from '../../src/model/lkmm.ts';
import { naiveSearch } from '../executions/naive-search.ts';
import { logOf, recordedTests } from '../judge/recorded.ts';
import { equivalents } from './equivalent.ts';
import { modelMutants } from './model-mutants.ts';
import { recordedRows } from './recorded-rows.ts';
import { rowMutants, withRow } from './row-mutants.ts';
import { structureMutants } from './structure-mutants.ts';

interface Known {
  readonly name: string;
  readonly test: LitmusTest;
  readonly text: string;
  readonly log: string;
  /** Small enough for the search that prunes nothing. */
  readonly small: boolean;
}

function known(name: string, text: string, log: string | undefined, test: LitmusTest | undefined): Known[] {
  if (test === undefined || log === undefined) return [];
  const counts = /^Observation .* (\d+) (\d+)$/m.exec(log);
  const small = Number(counts?.[1]) + Number(counts?.[2]) <= 24;
  return [{ name, test, text, log, small }];
}

const inFolder = (folder: string): Known[] =>
  recordedTests(join(import.meta.dirname, folder)).flatMap(({ name, path, log }) => {
    const text = sourceFromBytes(path, readFileSync(path));
    return known(name, text.text, log, parseLitmus(text).test);
  });

const rowLog = readFileSync(join(import.meta.dirname, 'row-tests.herd7'), 'utf8');
const rows = recordedRows(rowLog).rows.flatMap(({ name, text, log }) =>
  known(name, text, log, parseLitmus(source(`${name}.litmus`, text)).test),
);
// Those made for mutants first: their names say in the report what it is about.
const tests = [...inFolder('noticing'), ...inFolder('../experiments')];

const differs = (k: Known, options: JudgeOptions, test = k.test): boolean =>
  logOf(judge(test, options).judgement) !== k.log;

function noticing(model: Model, heldBySearch: boolean): string | undefined {
  const found = tests.find((k) => differs(k, { model }));
  if (found !== undefined || !heldBySearch) return found?.name;
  return tests.find((k) => k.small && differs(k, { model, search: naiveSearch }))?.name;
}

const argumentFor = new Map(
  equivalents.flatMap(({ argument, mutants }) => mutants.map((what) => [what, argument] as const)),
);

interface Verdict {
  readonly what: string;
  readonly by: string | undefined;
}

function expectAllNoticed(verdicts: readonly Verdict[]): void {
  const nobody = verdicts.filter(({ what, by }) => by === undefined && !argumentFor.has(what));
  const wrongly = verdicts.filter(({ what, by }) => by !== undefined && argumentFor.has(what));
  expect(
    nobody.map(({ what }) => what),
    'neither noticed nor argued to be equivalent',
  ).toEqual([]);
  expect(
    wrongly.map(({ what, by }) => `${what} <- ${by}`),
    'listed as equivalent and yet noticed',
  ).toEqual([]);
}

const models = modelMutants(lkmm());
const table = rowMutants();
const structures = structureMutants();

test('mutants have names of their own, and the equivalent ones exist', () => {
  const names = [...models, ...table, ...structures].map(({ what }) => what);
  expect(names.length).toBeGreaterThan(1500);
  expect(new Set(names).size).toBe(names.length);
  expect([...argumentFor.keys()].filter((what) => !names.includes(what))).toEqual([]);
});

test('the recorded logs are what the real model and table give', () => {
  expect(tests.length).toBeGreaterThan(1200);
  expect(tests.filter((k) => differs(k, {})).map((k) => k.name)).toEqual([]);
});

test('every mutant of the model is noticed, or known to be equivalent', () => {
  const verdicts = models.map(({ what, model, heldBySearch }) => ({
    what,
    by: noticing(model, heldBySearch),
  }));
  console.log(`${verdicts.length} mutants of the model\n${verdicts.map(line).join('\n')}`);
  expectAllNoticed(verdicts);
}, 3_600_000);

test('every mutant of the event structure is noticed', () => {
  const verdicts = structures.map(({ what, wrong }) => {
    const options: JudgeOptions = { search: (s, ...rest) => search(wrong(s), ...rest) };
    return { what, by: [...tests, ...rows].find((k) => differs(k, options))?.name };
  });
  console.log(`${verdicts.length} mutants of the event structure\n${verdicts.map(line).join('\n')}`);
  expectAllNoticed(verdicts);
}, 3_600_000);

test('every mutant of the primitive table is noticed, or known to be equivalent', () => {
  const verdicts = table.map((mutant) => {
    const own = rows.filter((k) => k.name.startsWith(`${mutant.row.name}+`));
    const others = [...tests, ...rows].filter((k) => k.text.includes(mutant.row.name));
    const found = [...own, ...others].find((k) => differs(k, {}, withRow(k.test, mutant)));
    return { what: mutant.what, row: mutant.row.name, by: found?.name };
  });
  console.log(`${verdicts.length} mutants of the primitive table\n${byRow(verdicts).join('\n')}`);
  expectAllNoticed(verdicts);
}, 3_600_000);

function line({ what, by }: Verdict): string {
  return `  ${what} <- ${by ?? (argumentFor.has(what) ? '(equivalent)' : 'NOBODY')}`;
}

/** One line a row: which test notices how many of its mutants. */
function byRow(verdicts: readonly (Verdict & { readonly row: string })[]): string[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { row, what, by } of verdicts) {
    const name = by?.replace(`${row}+`, '') ?? (argumentFor.has(what) ? '(equivalent)' : `NOBODY ${what}`);
    const ofRow = counts.get(row) ?? new Map<string, number>();
    counts.set(row, ofRow.set(name, (ofRow.get(name) ?? 0) + 1));
  }
  return [...counts].map(
    ([row, found]) => `  ${row} <- ${[...found].map(([name, n]) => `${name} ${n}`).join(', ')}`,
  );
}
