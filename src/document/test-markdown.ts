/** One litmus test as Markdown: its verdict, every final state, why, and how to ask again. */

import type { Judged } from '../judge/judgement.ts';
import { isVacuous, observation } from '../judge/judgement.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { explainedTest } from './explained.ts';
import { blocksMarkdown } from './explained-markdown.ts';
import { code, codeBlock, prose } from './markdown-text.ts';

export const testMarker =
  '<!-- Made by mbpair document from the litmus test: change that, and run it again. -->';

/** undefined: why was not found within the limits. `file`: as the commands below name it. */
export function testMarkdown(
  test: LitmusTest,
  judgement: Judged,
  file: string,
  expired: () => boolean,
): string | undefined {
  const { verdict, blocks } = explainedTest(test, { deadline: expired });
  if (verdict === 'unexplained') return undefined;
  const states =
    judgement.states.length === 0
      ? []
      : [
          codeBlock(
            judgement.states.map((s) => (s === '' ? '(nothing observed)' : s)),
            'text',
          ),
        ];
  const parts = [
    testMarker,
    `# ${prose(test.name)}`,
    `**${answerTo(judgement)}** ${code(judgement.condition)}`,
    ...(judgement.flags.length === 0
      ? []
      : [`The model raises a flag, and then promises nothing: ${judgement.flags.map(code).join(', ')}.`]),
    codeBlock(test.source.text.trimEnd().split('\n'), 'c'),
    '## What can happen',
    ...(isVacuous(judgement) ? ['Nothing: the test has no execution at all.'] : states),
    '## Why',
    ...blocksMarkdown(blocks),
    '## Ask again',
    codeBlock(
      [
        `mbpair check --states ${quoted(file)}`,
        `mbpair explain ${quoted(file)}`,
        `herd7 -conf linux-kernel.cfg ${quoted(file)}     # in tools/memory-model of a kernel tree`,
        `klitmus7 -rcu yes -o test.tar ${quoted(file)}   # a kernel module that runs it on hardware`,
      ],
      'sh',
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function answerTo(j: Judged): string {
  const counts = `${j.positive} of ${j.positive + j.negative} executions satisfy it`;
  return `${isVacuous(j) ? 'No execution' : observation(j)}: ${counts}.`;
}

/** For a shell; what needs no quotes gets none. */
function quoted(file: string): string {
  return /^[\w./+@%=:,-]+$/.test(file) ? file : `'${file.replace(/'/g, "'\\''")}'`;
}
