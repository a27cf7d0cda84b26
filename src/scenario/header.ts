/** The comment at the head of a generated test: what is asked, the story, the choice. */

import type { Program } from './expand.ts';
import { choiceText, type Outcome } from './scenario.ts';

const width = 76;

export function headerComment(program: Program, outcome: Outcome, result: string | undefined): string {
  const { scenario, choice } = program;
  const verb = outcome.role === 'bad' ? 'Must not happen' : 'Must stay possible';
  const paragraphs = [
    scenario.title,
    `${verb}: ${outcome.title}.`,
    ...(scenario.story === undefined ? [] : scenario.story.trim().split(/\n\s*\n/)),
  ];
  const todays = choice.every((f, i) => f === scenario.today[i]) ? " (today's)" : '';
  const lines = [
    ...(result === undefined ? [] : [`Result: ${result}`, '']),
    ...paragraphs.flatMap((p) => [...wrapped(harmless(p)), '']),
    ...wordLines(program),
    ...wrapped(harmless(`Choice: ${choiceText(scenario, choice).replaceAll(',', ', ')}${todays}.`)),
  ];
  return ['(*', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' *)', ''].join('\n');
}

/** What the shared words stand for, one a line. */
function wordLines({ scenario }: Program): string[] {
  const lines = scenario.shared.flatMap((w) =>
    w.means === undefined ? [] : wrapped(harmless(`${w.name}: ${w.means}`)),
  );
  return lines.length === 0 ? [] : [...lines, ''];
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
