/** The library's files: each loads without a word, and its tests read as tests. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { programOf, testName, testOf } from '../../src/scenario/expand.ts';
import { complained } from './complained.ts';
import { fingerprint } from './fingerprint.ts';
import { hasShared, libraryFolder, load, scenarioFiles, scenarioOf, sharedScenarios } from './library.ts';

const files = scenarioFiles(libraryFolder);

test('there are fifty-three', () => {
  expect(files.length).toBe(53);
});

describe.each(files)('%s', (name) => {
  const { scenario, diagnostics } = load(libraryFolder, name);

  test('loads without a word, and is named like its file', () => {
    expect(diagnostics.map(renderDiagnostic)).toEqual([]);
    expect(scenario?.id).toBe(name.replace('.yaml', ''));
    expect(['seed', 'today', 'calibration']).toContain(scenario?.group);
  });

  test('says where it is from, its story, what it teaches, and what is expected', () => {
    expect(scenario?.origins.length).toBeGreaterThan(0);
    expect(scenario?.story).toBeTruthy();
    expect(scenario?.learned).toBeTruthy();
    expect(scenario?.expect.minimal?.length).toBeGreaterThan(0);
    expect(scenario?.expect.robust !== undefined).toBe(scenario?.slots.some((s) => s.situation));
    expect(scenario?.pairs).toBeDefined();
  });

  test('gives tests that are read without a word', () => {
    if (scenario === undefined) throw new Error(name);
    const choices = [scenario.today, ...(scenario.expect.minimal ?? [])];
    for (const choice of choices) {
      const program = programOf(scenario, choice);
      for (const outcome of scenario.outcomes) {
        const { text } = testOf(program, outcome, { result: 'Never' });
        const read = parseLitmus(source('t.litmus', text));
        expect(read.diagnostics.map(renderDiagnostic)).toEqual([]);
        expect(read.test?.name).toBe(testName(scenario, choice, outcome));
        expect(read.test?.result?.word).toBe('Never');
        expect(text).not.toMatch(/[ \t]$/m);
        expect(text).not.toMatch(/\n\n\n/);
        for (const line of text.split('\n')) expect(line.length).toBeLessThan(110);
      }
    }
  });
});

test('a changed text, order or hole shows', async () => {
  const all = files.map((name) => fingerprint(scenarioOf(libraryFolder, name)));
  const tests = all.map((text) => Number(/, (\d+) tests/.exec(text)?.[1])).reduce((a, b) => a + b, 0);
  expect(tests).toBe(8466);
  await expect(`${all.join('\n\n')}\n`).toMatchFileSnapshot('golden/library.txt');
});

test.each(['README.md', '../../README.md'])('the example of %s is a scenario', (name) => {
  const readme = readFileSync(join(libraryFolder, name), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  expect(complained(example)).toBe('');
  expect(example.split('\n').length).toBeLessThan(40);
});

describe.skipIf(!hasShared)('the drafts', () => {
  const drafts = hasShared ? scenarioFiles(sharedScenarios) : [];
  const large = hasShared ? scenarioFiles(join(sharedScenarios, 'large')) : [];

  test.each(drafts)('%s loads', (name) => {
    expect(load(sharedScenarios, name).scenario).toBeDefined();
  });

  test.each(large)('large/%s loads', (name) => {
    expect(load(join(sharedScenarios, 'large'), name).scenario).toBeDefined();
  });
});
