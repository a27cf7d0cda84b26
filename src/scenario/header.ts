/** The comment at the head of a generated test: what is asked, the story, the choice. */

import type { Program } from './expand.ts';
import { choiceText, type Outcome, type Scenario } from './scenario.ts';

const width = 76;

export function headerComment(program: Program, outcome: Outcome, result: string | undefined): string {
  const { scenario, choice } = program;
  const paragraphs = [
    scenario.title,
    `${verdict(outcome, result)}: ${outcome.title}.`,
    ...(scenario.story === undefined ? [] : scenario.story.trim().split(/\n\s*\n/)),
  ];
  const todays = choice.every((f, i) => f === scenario.today[i]) ? " (today's)" : '';
  const lines = [
    ...(result === undefined ? [] : [`Result: ${result}`, '']),
    ...paragraphs.flatMap((p) => [...wrapped(harmless(p)), '']),
    ...wordLines(program),
    ...sourceLines(scenario),
    ...wrapped(harmless(`Choice: ${choiceText(scenario, choice).replaceAll(',', ', ')}${todays}.`)),
  ];
  return ['(*', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' *)', ''].join('\n');
}

/** `Must not happen, and cannot`: what is asked of the outcome, and what came of it. */
function verdict({ role }: Outcome, result: string | undefined): string {
  const asked = role === 'bad' ? 'Must not happen' : 'Must stay possible';
  const word = result?.split(' ')[0];
  if (word !== 'Never' && word !== 'Sometimes' && word !== 'Always') return asked;
  const happens = word !== 'Never';
  const answer = role === 'bad' ? (happens ? 'and can' : 'and cannot') : happens ? 'and is' : 'and is not';
  const race =
    result?.includes('DATARACE') === true ? ' (with a data race, so that nothing is promised)' : '';
  return `${asked}, ${answer}${race}`;
}

/** Where the code is, or the mail, one a line. */
function sourceLines({ origins }: Scenario): string[] {
  const lines = origins.flatMap(({ kernel, file, function: name, thread, author, date }) => {
    const version = kernel === undefined ? '' : ` (Linux ${kernel})`;
    const said = [thread === undefined ? [] : `"${thread}"`, author ?? [], date ?? []].flat().join(', ');
    const text =
      file === undefined ? said : `${file}${name === undefined ? '' : `, ${called(name)}`}${version}`;
    return wrapped(harmless(text === '' ? '' : `Source: ${text}`)).map((l, i) => (i === 0 ? l : `  ${l}`));
  });
  return lines.length === 0 ? [] : [...lines, ''];
}

/** `f, g` as `f(), g()`. */
function called(names: string): string {
  return names.replaceAll(/(^|, )([a-z_]\w*)(?=,|$)/g, '$1$2()');
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
