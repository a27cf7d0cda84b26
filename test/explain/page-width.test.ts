/** No line of an explanation is wider than the page: examples, the library as it is today, a sample of the corpus. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { source, sourceFromBytes } from '../../src/base/source.ts';
import { explain } from '../../src/explain/explain.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { cellsOf } from '../../src/explain/picture/text.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { renderExplanation } from '../../src/report/explain-text.ts';
import { programOf, testOf } from '../../src/scenario/expand.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';
import { libraryFolder, scenarioFiles, scenarioOf } from '../scenario/library.ts';

const corpus = sharedFolder('corpus');
const every = <T>(list: readonly T[], n: number) => list.filter((_, i) => i % n === 0);
const inLibrary = recordedTests('litmus');
const files = [
  ...recordedTests('docs/explained'),
  ...recordedTests('litmus/examples'),
  ...inLibrary.filter(({ name }) => name.length > 80),
  ...every(inLibrary, 12),
  // Threads that do not all stand side by side, and a loop with long steps.
  ...(corpus === undefined
    ? []
    : recordedTests(corpus).filter(
        ({ name, log }, i) =>
          log !== undefined && (i % 40 === 0 || /(?:\+R[WR]-\w+){5}|WW\+RW\+WR\+WR.*locked/.test(name)),
      )),
];

function explained(text: ReturnType<typeof source>): Explanation {
  const { test: found } = parseLitmus(text);
  if (found === undefined) throw new Error(text.name);
  return explain(found, { flags: true });
}

function tooWide(e: Explanation): string[] {
  return [false, true].flatMap((ascii) =>
    renderExplanation(e, { ascii })
      .split('\n')
      .filter((line) => cellsOf(line) > 80),
  );
}

test.each(files)('$name', ({ path }) => {
  expect(tooWide(explained(sourceFromBytes(path, readFileSync(path))))).toEqual([]);
});

const today = scenarioFiles(libraryFolder).flatMap((file) => {
  const scenario = scenarioOf(libraryFolder, file);
  const program = programOf(scenario, scenario.today);
  return scenario.outcomes.map((outcome) => ({
    name: `${scenario.id}, ${outcome.id}`,
    text: testOf(program, outcome).text,
  }));
});

test.each(today)("today's choice of $name", ({ name, text }) => {
  expect(tooWide(explained(source(`${name}.litmus`, text)))).toEqual([]);
});

describe('a name wider than the page', () => {
  const withName = (name: string) =>
    explained(
      source(
        't.litmus',
        `C ${name}\n{}\nP0(int *x)\n{\n\tWRITE_ONCE(*x, 1);\n}\nP1(int *x)\n{\n\tint r0 = READ_ONCE(*x);\n}\nexists (1:r0=1)\n`,
      ),
    );
  const head = (name: string) => renderExplanation(withName(name)).split('\n\n')[0];

  test('is broken between choices, and nothing of it is lost', () => {
    const name = `scheme+${'add-mb-read-acquire+'.repeat(5)}torn`;
    expect(head(name)).toBe(
      [
        'scheme+add-mb-read-acquire+add-mb-read-acquire+add-mb-read-acquire+',
        'add-mb-read-acquire+add-mb-read-acquire+torn:',
        '1:r0=1 is allowed',
      ].join('\n'),
    );
  });

  test('or where the page ends', () => {
    const name = 'x'.repeat(200);
    expect(tooWide(withName(name))).toEqual([]);
    expect(head(name)?.replaceAll('\n', '')).toContain(name);
  });
});
