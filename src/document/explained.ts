/** Why a choice forbids an outcome, or how the outcome happens under it: a paragraph or two and a picture. */

import { source } from '../base/source.ts';
import { judgeKey } from '../choice/judge-choice.ts';
import { explain } from '../explain/explain.ts';
import type { Limits } from '../judge/judge.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { type Block, documentOf } from '../report/explain-document.ts';
import { resultWord } from '../report/litmus-folder.ts';
import { programOf, testKey, testOf } from '../scenario/expand.ts';
import type { Choice, Outcome, Scenario } from '../scenario/scenario.ts';

export interface Explained {
  readonly outcome: Outcome;
  readonly choice: Choice;
  readonly verdict: 'forbidden' | 'allowed' | 'unexplained';
  /** Of the test whose lines the words name; generated under this name. */
  readonly test: string;
  /** Paragraphs, lines and drawings. */
  readonly blocks: readonly Block[];
}

export function explained(
  scenario: Scenario,
  choice: Choice,
  outcome: Outcome,
  limits: Limits = {},
): Explained {
  const program = programOf(scenario, choice);
  const result = resultWord(judgeKey(testKey(program, outcome), limits));
  const { name, text } = testOf(program, outcome, result === undefined ? {} : { result });
  const { test } = parseLitmus(source(`${name}.litmus`, text));
  if (test === undefined) return { outcome, choice, verdict: 'unexplained', test: name, blocks: [] };
  const { verdict, blocks } = explainedTest(test, limits);
  const title = `${outcome.title}: ${verdict}`;
  return {
    outcome,
    choice,
    verdict,
    test: name,
    blocks: blocks.map((b) => (b.kind === 'drawing' ? { ...b, drawing: { ...b.drawing, title } } : b)),
  };
}

/** Paragraphs and drawings; of an allowed outcome its order as well. The drawing tells the rest. */
export function explainedTest(test: LitmusTest, limits: Limits = {}): Pick<Explained, 'verdict' | 'blocks'> {
  const explanation = explain(test, { limits });
  const { kind: verdict } = explanation;
  const all = documentOf(explanation);
  const order = verdict === 'allowed' ? all.find((b) => b.kind === 'lines') : undefined;
  const told = all.filter((b) => b.kind === 'paragraph' || b.kind === 'drawing');
  return { verdict, blocks: order === undefined ? told : [...told, order] };
}
