/**
 * A filling's text dropped, a relation of an order turned round, two holes exchanged: each change of
 * each scenario is noticed, by the loader, by what the scenario expects, or by another set of tests.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { analyseByOrder } from '../../src/choice/analysis.ts';
import { builtInJudge } from '../../src/choice/judge-choice.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { fingerprint } from '../scenario/fingerprint.ts';
import { libraryFolder, scenarioFiles, scenarioOf } from '../scenario/library.ts';

interface Mutant {
  readonly what: string;
  readonly text: string;
}

function replaced(text: string, at: number, from: string, to: string): string {
  return text.slice(0, at) + to + text.slice(at + from.length);
}

function mutants(text: string): Mutant[] {
  const found: Mutant[] = [];
  const end = text.search(/^bad:/m);
  const slots = text.search(/^slots:/m);
  // Texts of fillings in double quotes, and words of the table.
  for (const m of text.matchAll(/"([^"\n]*;)"/g)) {
    if (m.index < slots || m.index > end) continue;
    found.push({ what: `${m[0]} dropped`, text: replaced(text, m.index, m[0], '""') });
  }
  for (const m of text.matchAll(/: (mb|rmb|wmb|after-atomic|before-atomic|sync-rcu)\b(?=[ ,}])/g)) {
    if (m.index < slots || m.index > end) continue;
    found.push({ what: `${m[0]} dropped`, text: replaced(text, m.index, m[0], ': none') });
  }
  for (const m of text.matchAll(/([a-z0-9-]+) < ([a-z0-9-]+)/g)) {
    found.push({ what: `${m[0]} turned`, text: replaced(text, m.index, m[0], `${m[2]} < ${m[1]}`) });
  }
  const holes = [...text.matchAll(/\$\{([a-z0-9_]+)\}/g)];
  for (const [i, a] of holes.entries()) {
    const b = holes[i + 1];
    if (b === undefined || a[1] === b[1]) continue;
    const swapped = text.slice(0, a.index) + b[0] + text.slice(a.index + a[0].length, b.index) + a[0];
    found.push({ what: `${a[0]} and ${b[0]} exchanged`, text: swapped + text.slice(b.index + b[0].length) });
  }
  return found;
}

/** By which of its own statements the scenario notices; undefined when it does not. */
function noticed(text: string): 'loading' | 'expectation' | undefined {
  const { scenario, diagnostics } = loadScenario(source('s.yaml', text));
  if (scenario === undefined || diagnostics.length > 0) return 'loading';
  const judge = builtInJudge(scenario);
  const run = analyseByOrder(scenario);
  let step = run.next();
  while (step.done !== true) {
    const { choices, alive } = step.value;
    step = run.next(choices.map((c) => judge.answer(c, alive)));
  }
  const { findings, stopped } = step.value;
  return findings.length > 0 || stopped !== undefined ? 'expectation' : undefined;
}

test('every one is noticed by the scenario itself, or by the table of the library', () => {
  const counts = { loading: 0, expectation: 0, table: 0 };
  const unnoticed: string[] = [];
  for (const name of scenarioFiles(libraryFolder)) {
    const text = readFileSync(join(libraryFolder, name), 'utf8');
    const own = fingerprint(scenarioOf(libraryFolder, name));
    for (const mutant of mutants(text)) {
      const by = noticed(mutant.text);
      if (by !== undefined) {
        counts[by]++;
        continue;
      }
      const { scenario } = loadScenario(source(name, mutant.text));
      if (scenario !== undefined && fingerprint(scenario) !== own) counts.table++;
      else unnoticed.push(`${name}: ${mutant.what}`);
    }
  }
  console.log(
    `mutants noticed in loading, by expectation, by the table only: ${Object.values(counts).join(', ')}`,
  );
  expect(unnoticed).toEqual([]);
  expect(counts.loading + counts.expectation).toBeGreaterThan(counts.table);
});
