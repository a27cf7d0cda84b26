/** The judge in the page's worker: the same core as the command's. */

import { renderDiagnostic } from '../base/diagnostic.ts';
import { source } from '../base/source.ts';
import { judgeKey } from '../choice/judge-choice.ts';
import { explained, explainedTest } from '../document/explained.ts';
import { blocksHtml, explainedHtml } from '../document/explained-html.ts';
import { finalStates } from '../document/final-states.ts';
import { judge } from '../judge/judge.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { resultWord } from '../report/litmus-folder.ts';
import { codeColumn } from '../report/side-by-side.ts';
import { verdictText } from '../report/words.ts';
import { pairedBodies, programOf, testKey, testOf } from '../scenario/expand.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Request, Response } from './messages.ts';

/** Never throws: an answer to every request. */
export function answer(request: Request): Response {
  const { number } = request;
  try {
    switch (request.kind) {
      case 'choice':
        return choiceAnswer(request);
      case 'judge':
        return judgeAnswer(request);
      default:
        return request satisfies never;
    }
  } catch (error) {
    return { kind: 'refused', number, message: `internal error: ${String(error)}` };
  }
}

/** More would hide the ones that matter. */
const mostStates = 40;

function choiceAnswer({ number, yaml, choice }: Extract<Request, { kind: 'choice' }>): Response {
  const { scenario, diagnostics } = loadScenario(source('scenario.yaml', yaml));
  if (scenario === undefined) {
    return { kind: 'refused', number, message: diagnostics.map(renderDiagnostic).join('\n\n') };
  }
  const program = programOf(scenario, choice);
  const columns = pairedBodies(program).map((body, i) => codeColumn(scenario.threads[i]?.name ?? '', body));
  const tests = scenario.outcomes.map((outcome) => {
    const result = resultWord(judgeKey(testKey(program, outcome)));
    const { name, text } = testOf(program, outcome, result === undefined ? {} : { result });
    return { outcome: outcome.id, name, text };
  });
  const bad = scenario.outcomes.filter((o) => o.role === 'bad');
  const states = (finalStates(scenario, [choice])?.states ?? []).map(({ words, outcomes }) => ({
    words,
    bad: outcomes.some((o) => scenario.outcomes[o]?.role === 'bad'),
  }));
  const why = bad
    .map((o) => explainedHtml(explained(scenario, choice, o), `${scenario.id}--now`, 3))
    .join('');
  return { kind: 'choice', number, columns, tests, states: states.slice(0, mostStates), why };
}

function judgeAnswer({ number, text }: Extract<Request, { kind: 'judge' }>): Response {
  const { test, diagnostics } = parseLitmus(source('test.litmus', text));
  if (test === undefined) {
    return { kind: 'refused', number, message: diagnostics.map(renderDiagnostic).join('\n\n') };
  }
  const { judgement, warnings } = judge(test);
  switch (judgement.outcome) {
    case 'judged':
      return {
        kind: 'judged',
        number,
        verdict: verdictText(judgement),
        states: judgement.states,
        flags: judgement.flags,
        remarks: [
          ...(judgement.vacuity === undefined ? [] : [judgement.vacuity.detail]),
          ...[...diagnostics, ...warnings].map(renderDiagnostic),
        ],
        why: blocksHtml(explainedTest(test).blocks, 'tried', 3),
      };
    case 'refused':
      return { kind: 'refused', number, message: judgement.diagnostics.map(renderDiagnostic).join('\n\n') };
    case 'undecided':
      return { kind: 'refused', number, message: `not decided: ${judgement.detail}` };
    case 'rejected':
      return { kind: 'refused', number, message: judgement.message };
    default:
      return judgement satisfies never;
  }
}
