/** `mbpair explain SCENARIO --choose ... --against ...`: two choices held against each other. */

import { visible } from '../base/diagnostic.ts';
import { unifiedDiff } from '../choice/repair-diff.ts';
import { smallestFlip } from '../choice/smallest-flip.ts';
import { comparisonOf } from '../explain/compare.ts';
import { explain } from '../explain/explain.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { type ComparedChoices, comparisonDocument } from '../report/compare-document.ts';
import { gravest } from '../report/exit-status.ts';
import { renderBlocksMarkdown } from '../report/explain-markdown.ts';
import { renderBlocks } from '../report/explain-text.ts';
import { renderProblem } from '../report/words.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { type Answer, type ExplainOptions, explained, statusOf } from './explain-one.ts';
import { choiceOf, choiceQuestions, isScenario } from './explain-questions.ts';
import type { Io } from './io.ts';
import { asciiOnly } from './locale.ts';
import { findScenarios } from './scenario-inputs.ts';

export async function compareChoices(options: ExplainOptions, io: Io): Promise<Answer> {
  const refuse = (why: string): Answer => {
    io.stderr.write(`mbpair: ${visible(why)}\n`);
    return { status: 2 };
  };
  const [name] = options.paths;
  if (name === undefined || options.paths.length > 1 || !(await isScenario(name, io))) {
    return refuse('--against is for one scenario');
  }
  if (options.format !== 'text' && options.format !== 'markdown') {
    return refuse('--against is told as text or markdown');
  }
  const found = await findScenarios([name], io);
  for (const d of found.problems) io.stderr.write(`${renderProblem(d)}\n`);
  const scenario = found.scenarios[0]?.scenario;
  if (scenario === undefined) return { status: 2 };
  const first = choiceOf(scenario, options.choose, io);
  const second = choiceOf(scenario, options.against, io);
  if (first === undefined || second === undefined) return { status: 2 };
  if (first.every((f, s) => f === second[s])) return refuse(`${scenario.id}: the two choices are the same`);
  const pairs = choiceQuestions(scenario, first, options.outcome).map(
    (question, i) => [question, choiceQuestions(scenario, second, options.outcome)[i] ?? question] as const,
  );
  const texts: string[] = [];
  const statuses: Answer['status'][] = [];
  for (const [a, b] of pairs) {
    const [one, other] = [explained(a, options, io), explained(b, options, io)];
    if (one === undefined || other === undefined) return { status: 2 };
    statuses.push(statusOf(one), statusOf(other));
    const compared: ComparedChoices = {
      ...comparisonOf(one, other),
      title: `${scenario.id} (${one.test.name})`,
      names: [namesOf(scenario, first, second), namesOf(scenario, second, first)],
      deciding: deciding(scenario, first, second, options),
      diff: unifiedDiff('test.litmus', codeOf(a.source.text), codeOf(b.source.text)),
    };
    const blocks = comparisonDocument(compared);
    texts.push(
      options.format === 'markdown'
        ? renderBlocksMarkdown(blocks)
        : renderBlocks(blocks, { ascii: asciiOnly(io) }),
    );
  }
  return { text: texts.join('\n'), status: gravest(statuses) };
}

/** `gup=mb, trunc=mb`, of the slots in which the two differ. */
function namesOf(scenario: Scenario, of: Choice, against: Choice): string {
  return scenario.slots
    .flatMap((slot, s) => (of[s] === against[s] ? [] : [`${slot.name}=${slot.fillings[of[s] ?? 0]?.name}`]))
    .join(', ');
}

function deciding(scenario: Scenario, first: Choice, second: Choice, options: ExplainOptions): string[] {
  const end = performance.now() + options.timeoutMs;
  const limits = { deadline: () => performance.now() > end };
  const slots = smallestFlip(scenario, first, second, (choice) => {
    const [question] = choiceQuestions(scenario, choice, options.outcome);
    const { test } = question === undefined ? {} : parseLitmus(question.source);
    const found = test === undefined ? undefined : explain(test, { limits });
    return found === undefined || found.kind === 'unexplained' ? undefined : found.kind === 'allowed';
  });
  const name = (s: number, f: number | undefined) => scenario.slots[s]?.fillings[f ?? 0]?.name ?? '';
  return (slots ?? []).map(
    (s) => `${scenario.slots[s]?.name}, ${name(s, first[s])} against ${name(s, second[s])}`,
  );
}

/** Without the header, which differs in words only. */
function codeOf(text: string): string {
  return text.slice(text.indexOf('\n{')).replace(/[ \t]*\/\*[\s\S]*?\*\/\n?/g, '');
}
