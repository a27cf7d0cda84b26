/**
 * One scenario as Markdown, for the tree beside its litmus tests: the answer first, then what it rests
 * on. Reads well on a forge and in a pager. The same data gives the same bytes.
 */

import { choiceKey } from '../choice/lattice.ts';
import { architectures } from '../lkmm/costs.ts';
import { choiceTable } from '../report/choice-table.ts';
import { necessityWords } from '../report/necessity-words.ts';
import { codeColumn, sideBySide } from '../report/side-by-side.ts';
import { pairedBodies, programOf } from '../scenario/expand.ts';
import { type Choice, choiceText, type Origin, type Scenario } from '../scenario/scenario.ts';
import type { Explained } from './explained.ts';
import { blocksMarkdown } from './explained-markdown.ts';
import { code, codeBlock, prose, proseParagraphs, table } from './markdown-text.ts';
import { columnTitle, type Outcomes } from './outcomes.ts';
import { answerWords, explainedTitle, provenanceWords } from './words.ts';

export const outcomesMarker =
  '<!-- Made by mbpair document from the scenario: change that, and run it again. -->';

/** Where a pager and a forge still show code whole. */
const codeWidth = 100;

/** `version`: of this mbpair. */
export function outcomesMarkdown(outcomes: Outcomes, version: string): string {
  const { scenario } = outcomes.report.analysis;
  const parts = [
    outcomesMarker,
    `# ${prose(scenario.title)}`,
    `**${prose(scenario.question)}**`,
    ...answer(outcomes),
    '## The pairing',
    ...pairing(scenario),
    '## What can happen',
    ...whatCanHappen(outcomes),
    '## Why',
    ...why(outcomes),
    '## The choices',
    ...choices(outcomes),
    '## What they cost',
    ...costs(outcomes),
    ...leftOut(scenario),
    '## Ask again',
    ...reproduce(scenario),
    ...sources(scenario),
    '## Who says so',
    prose(provenanceWords(outcomes.report, version)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** `gup=mb, trunc=mb` */
function choiceCode(scenario: Scenario, choice: Choice): string {
  return code(choiceText(scenario, choice).replaceAll(',', ', '));
}

function answer({ report }: Outcomes): string[] {
  const { scenario, necessity } = report.analysis;
  const rows = necessity.map((n) => {
    const slot = scenario.slots[n.slot];
    const filling = `${slot?.name ?? ''}=${slot?.fillings[n.filling]?.name ?? ''}`;
    return `- ${code(filling)} is ${prose(necessityWords(scenario, n))}`;
  });
  const [counted = '', today = ''] = answerWords(report);
  const insufficient =
    report.analysis.today === 'insufficient'
      ? ['That is a question to a maintainer and not a bug report; below is what the model leaves out.']
      : [];
  return [
    `${prose(counted)} ${prose(today)}`,
    ...insufficient,
    ...(rows.length === 0 ? [] : [rows.join('\n')]),
    ...(scenario.learned === undefined ? [] : proseParagraphs(scenario.learned)),
  ];
}

function pairing(scenario: Scenario): string[] {
  const bodies = pairedBodies(programOf(scenario, scenario.today));
  const columns = bodies.map((body, i) => codeColumn(scenario.threads[i]?.name ?? '', body));
  const words = scenario.shared.flatMap((word) =>
    word.means === undefined ? [] : [`- ${code(word.name)}: ${prose(word.means)}`],
  );
  return [
    ...(scenario.story === undefined ? [] : proseParagraphs(scenario.story)),
    `Today's choice, ${choiceCode(scenario, scenario.today)}:`,
    codeBlock(sideBySide(columns, codeWidth), 'c'),
    ...(words.length === 0 ? [] : [words.join('\n')]),
  ];
}

/* ---- outcomes ---- */

const mostStates = 40;

function whatCanHappen({ report, shown, states }: Outcomes): string[] {
  const { scenario } = report.analysis;
  const wanted = scenario.outcomes.map(
    ({ id, role, title }) =>
      `- ${code(id)} must ${role === 'bad' ? '**not happen**' : 'stay possible'}: ${prose(title)}`,
  );
  if (states === undefined) {
    return [wanted.join('\n'), 'The final states were not found within the limits of time and memory.'];
  }
  const head = ['in the end', 'state', ...shown.map((s) => prose(columnTitle(scenario, s)))];
  const isBad = (outcomes: readonly number[]) => outcomes.some((o) => scenario.outcomes[o]?.role === 'bad');
  const rows = states.states.slice(0, mostStates).map((state) => {
    const words = prose(state.words);
    const values = states.places.map((place, i) => `${place}=${state.values[i] ?? ''}`).join(' ');
    const bad = isBad(state.outcomes);
    return [
      bad ? `**${words}**` : words,
      code(values),
      ...state.possible.map((p) => (p ? (bad ? '**allowed**' : 'allowed') : 'forbidden')),
    ];
  });
  const left = states.states.length - mostStates;
  const columns = shown
    .filter((s) => s.why !== 'today')
    .map((s) => `- ${prose(columnTitle(scenario, s))}: ${choiceCode(scenario, s.choice)}`);
  return [
    wanted.join('\n'),
    table(head, rows),
    ...(left > 0 ? [`${left} more states are none of these outcomes.`] : []),
    columns.join('\n'),
  ];
}

function why({ why: told, without }: Outcomes): string[] {
  const parts = told.flatMap((e) => explanation(e, 'With today’s choice'));
  if (without === undefined) return parts;
  return [...parts, ...explanation(without, 'Without barriers')];
}

function explanation(e: Explained, when: string): string[] {
  const lines = `The lines are those of ${code(`${e.test}.litmus`)}.`;
  return [
    `### ${prose(explainedTitle(e))}`,
    `${when}, ${prose(e.outcome.title)}: ${e.verdict}. ${lines}`,
    ...blocksMarkdown(e.blocks),
  ];
}

function choices({ report }: Outcomes): string[] {
  const { scenario } = report.analysis;
  const slots = scenario.slots.map((slot) => {
    const situation = slot.situation ? ' (decided by the environment)' : '';
    return `- ${code(slot.name)}${situation}: ${slot.asks === undefined ? slot.fillings.map((f) => code(f.name)).join(', ') : prose(slot.asks)}`;
  });
  return [
    slots.join('\n'),
    codeBlock(
      choiceTable(report).map((line) => line.slice(2)),
      'text',
    ),
  ];
}

/** Where the instructions are from. */
function costFiles(priced: Outcomes['priced']): string[] {
  const files = new Set(priced.flatMap(({ cost }) => architectures.flatMap((a) => cost[a].files)));
  if (files.size === 0) return [];
  return [`The instructions are those of Linux 7.2: ${[...files].sort().map(code).join(', ')}.`];
}

function costs({ report, priced }: Outcomes): string[] {
  const { scenario, minimal } = report.analysis;
  if (minimal.length === 0) return ['No choice suffices.'];
  const rows = priced.map(({ choice, today, cost }) => [
    `${choiceCode(scenario, choice)}${today ? ' (today)' : ''}`,
    ...architectures.map((a) => {
      const { instructions } = cost[a];
      return instructions.length === 0 ? 'nothing' : instructions.map(code).join(', ');
    }),
  ]);
  const shown = new Set(priced.map((p) => choiceKey(p.choice)));
  const left = minimal.filter((c) => !shown.has(choiceKey(c))).length;
  return [
    'The weakest choices that suffice, with what their orderings become:',
    table(['choice', ...architectures], rows),
    ...costFiles(priced),
    ...(left > 0
      ? [`${left} more weakest choices are told by ${code(`mbpair verify ${scenario.id}`)}.`]
      : []),
  ];
}

/* ---- the end ---- */

function leftOut(scenario: Scenario): string[] {
  if (scenario.abstraction === undefined) return [];
  return ['## What the model leaves out', ...proseParagraphs(scenario.abstraction)];
}

function reproduce(scenario: Scenario): string[] {
  const choose = choiceText(scenario, scenario.today)
    .split(',')
    .map((word) => `--choose ${word}`)
    .join(' ');
  return [
    codeBlock(
      [
        `mbpair verify ${scenario.id}`,
        `mbpair generate ${choose} ${scenario.id} -o - > today.litmus`,
        'herd7 -conf linux-kernel.cfg today.litmus     # in tools/memory-model of a kernel tree',
        'klitmus7 -rcu yes -o today.tar today.litmus   # a kernel module that runs it on hardware',
      ],
      'sh',
    ),
  ];
}

function sources(scenario: Scenario): string[] {
  const lines = scenario.origins.map((origin) => `- ${originWords(origin)}`);
  return lines.length === 0 ? [] : ['## Where it comes from', lines.join('\n')];
}

function originWords({ kernel, file, function: name, thread, author, date }: Origin): string {
  const parts = [
    ...(thread === undefined ? [] : [prose(thread)]),
    ...(author === undefined ? [] : [prose(author)]),
    ...(date === undefined ? [] : [prose(date)]),
    ...(name === undefined ? [] : [code(`${name}()`)]),
    ...(file === undefined ? [] : [code(file)]),
    ...(kernel === undefined ? [] : [`Linux ${prose(kernel)}`]),
  ];
  return parts.join(', ');
}
