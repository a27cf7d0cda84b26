/** The comment at the head of a generated test: what is asked, the story, the choice. */

import type { Program } from './expand.ts';
import { choiceText, type Outcome } from './scenario.ts';

const width = 76;

export function headerComment(program: Program, outcome: Outcome, result: string | undefined): string {
  const { scenario, choice } = program;
  const verb = outcome.role === 'bad' ? 'Must not be' : 'Must stay possible';
  const paragraphs = [
    scenario.title,
    `${verb}: ${outcome.title}.`,
    ...(scenario.story === undefined ? [] : scenario.story.trim().split(/\n\s*\n/)),
    ...wordsParagraph(program),
    `Choice: ${choiceText(scenario, choice).replaceAll(',', ', ')}.`,
  ];
  const lines = [
    ...(result === undefined ? [] : [`Result: ${result}`, '']),
    ...paragraphs.flatMap((p, i) => [...(i === 0 ? [] : ['']), ...wrapped(harmless(p))]),
  ];
  return ['(*', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' *)', ''].join('\n');
}

function wordsParagraph({ scenario }: Program): string[] {
  const words = scenario.shared.flatMap((w) => (w.means === undefined ? [] : [`${w.name} is ${w.means}`]));
  return words.length === 0 ? [] : [`${words.join('; ')}.`];
}

/** Comments nest, so that the `(*` of `READ_ONCE(*x)` would open one. */
function harmless(text: string): string {
  return text.replaceAll('(*', '( *').replaceAll('*)', '* )');
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
