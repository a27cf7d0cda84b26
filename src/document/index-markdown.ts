/** The list of all documented scenarios, by group, with the answer to each in a line. */

import { outcomesMarker } from './markdown.ts';
import { code, prose, table } from './markdown-text.ts';
import type { Outcomes } from './outcomes.ts';

/** Groups in the order of the catalogue; others behind them, by name. */
const groups: readonly (readonly [id: string, title: string])[] = [
  ['seed', 'The proposals that it began with'],
  ['today', 'Relatives in the kernel of today'],
  ['calibration', 'Classic shapes'],
];

export interface Group {
  readonly title: string;
  readonly members: readonly Outcomes[];
}

/** Groups that have members, in the order of the catalogue. */
export function groupsOf(all: readonly Outcomes[]): Group[] {
  const of = (outcomes: Outcomes) => outcomes.report.analysis.scenario.group ?? '';
  const known = new Set(groups.map(([id]) => id));
  const others = [...new Set(all.map(of))].filter((id) => !known.has(id)).sort();
  return [...groups, ...others.map((id) => [id, id === '' ? 'Others' : id] as const)]
    .map(([id, title]) => ({ title, members: all.filter((o) => of(o) === id) }))
    .filter(({ members }) => members.length > 0);
}

/** `linkTo` gives the address of a scenario's document, relative to the index. */
export function indexMarkdown(all: readonly Outcomes[], linkTo: (id: string) => string): string {
  const sections = groupsOf(all).flatMap(({ title, members }) => [
    `## ${prose(title)}`,
    listed(members, linkTo),
  ]);
  return `${[outcomesMarker, '# Barrier pairings and their allowed outcomes', ...sections].join('\n\n')}\n`;
}

function listed(members: readonly Outcomes[], linkTo: (id: string) => string): string {
  const rows = members.map(({ report }) => {
    const { scenario, today, sufficient, choices } = report.analysis;
    return [
      `[${code(scenario.id)}](${linkTo(scenario.id)})`,
      prose(scenario.question),
      today === 'insufficient' ? 'insufficient in the model' : today,
      sufficient === undefined ? `of ${choices}` : `${sufficient} of ${choices}`,
    ];
  });
  return table(['scenario', 'question', 'today', 'choices that suffice'], rows);
}
