/**
 * Every mutant must be noticed by a test that herd7 has judged, or be listed as equivalent with the
 * argument. Slow: `npm run test:slow`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { judge } from '../../src/judge/judge.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import type { Model } from '../../src/model/ir.ts';
import { lkmm } from '../../src/model/lkmm.ts';
import { naiveSearch } from '../executions/naive-search.ts';
import { logOf, recordedTests } from '../judge/recorded.ts';
import { equivalent } from './equivalent.ts';
import { modelMutants, rowMutants, withRow } from './mutants.ts';

interface Known {
  readonly name: string;
  readonly test: LitmusTest;
  readonly text: string;
  readonly log: string;
  /** Small enough for the search that prunes nothing. */
  readonly small: boolean;
}

const folders = [join(import.meta.dirname, '../experiments'), join(import.meta.dirname, 'noticing')];

const known: Known[] = folders.flatMap(recordedTests).flatMap(({ name, path, log }) => {
  if (log === undefined) return [];
  const source = sourceFromBytes(path, readFileSync(path));
  const { test } = parseLitmus(source);
  if (test === undefined) return [];
  const counts = /^Observation .* (\d+) (\d+)$/m.exec(log);
  const small = Number(counts?.[1]) + Number(counts?.[2]) <= 24;
  return [{ name, test, text: source.text, log, small }];
});

/** The search itself upholds these two axioms, so only the twin that prunes nothing needs them. */
const heldBySearch = /coherence|atomic|com|po-loc|fre|coe/;

function noticing(model: Model, unpruned: boolean): string | undefined {
  return known.find((k) => {
    const options = unpruned ? { model, search: naiveSearch } : { model };
    return (!unpruned || k.small) && logOf(judge(k.test, options).judgement) !== k.log;
  })?.name;
}

test('the recorded logs are what the real model gives', () => {
  expect(known.filter((k) => logOf(judge(k.test).judgement) !== k.log).map((k) => k.name)).toEqual([]);
});

test('every mutant of the model is noticed, or known to be equivalent', () => {
  const unnoticed: string[] = [];
  const report: string[] = [];
  for (const { what, model } of modelMutants(lkmm())) {
    const by = noticing(model, false) ?? (heldBySearch.test(what) ? noticing(model, true) : undefined);
    report.push(`${what} <- ${by ?? 'NOBODY'}`);
    if (by === undefined && equivalent[what] === undefined) unnoticed.push(what);
    if (by !== undefined) expect(equivalent[what], `${what} is listed as equivalent`).toBeUndefined();
  }
  console.log(`${report.length} mutants of the model\n${report.join('\n')}`);
  expect(unnoticed).toEqual([]);
}, 3_600_000);

test('every mutant of the primitive table is noticed, or known to be equivalent', () => {
  const unnoticed: string[] = [];
  for (const mutant of rowMutants()) {
    const using = known.filter((k) => k.text.includes(mutant.row.name));
    const by = using.find((k) => logOf(judge(withRow(k.test, mutant)).judgement) !== k.log);
    if (by === undefined && equivalent[mutant.what] === undefined) unnoticed.push(mutant.what);
  }
  expect(unnoticed).toEqual([]);
}, 3_600_000);
