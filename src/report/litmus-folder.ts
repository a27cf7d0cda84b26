/**
 * A scenario as a folder of litmus files: which choices get files, and the README.md that names them.
 * The same scenario gives the same bytes.
 */

import { isVacuous, type Judgement, observation } from '../judge/judgement.ts';
import { programOf, testOf } from '../scenario/expand.ts';
import { type Choice, choiceText, type Scenario } from '../scenario/scenario.ts';
import { faultWords } from './choice-table.ts';
import { type Notable, notableChoices } from './notable-choices.ts';
import { rowOf, type ScenarioReport } from './verify-report.ts';

export interface GeneratedFile {
  /** Within the folder. */
  readonly name: string;
  readonly text: string;
}

export interface LitmusFolder {
  /** The scenario's id. */
  readonly name: string;
  /** README.md first. */
  readonly files: readonly GeneratedFile[];
}

const marker = '<!-- Made by mbpair generate from the scenario: change that, and run it again. -->';

/** A test that the judge gave no answer to: no file can say what is expected of it. */
export interface Unjudged {
  readonly unjudged: Choice;
}

export function litmusFolder(report: ScenarioReport, which: 'notable' | 'all'): LitmusFolder | Unjudged {
  const { scenario } = report.analysis;
  const notable = notableChoices(report.analysis);
  const whyOf = (choice: Choice) => notable.find((n) => n.choice.every((f, i) => f === choice[i]))?.why ?? [];
  const choices = which === 'all' ? report.rows.map((r) => r.choice) : notable.map((n) => n.choice);
  const files: GeneratedFile[] = [];
  const sections: string[] = [];
  for (const choice of choices) {
    const row = rowOf(report, choice);
    const program = programOf(scenario, choice);
    const why = whyOf(choice);
    const only = which === 'notable' && why.length === 1 && why[0] === 'nearest failure';
    const lines: string[] = [];
    for (const [o, outcome] of scenario.outcomes.entries()) {
      const result = resultWord(row?.judgements[o]);
      if (row === undefined || result === undefined) return { unjudged: choice };
      // Of a failure, what shows it.
      if (only && !row.assessment.faults.some((f) => f.outcome === o)) continue;
      const test = testOf(program, outcome, { result });
      files.push({ name: `${test.name}.litmus`, text: test.text });
      lines.push(`- \`${test.name}.litmus\`: ${result}`);
    }
    sections.push(`${heading(scenario, choice, why)}\n\n${standing(report, choice)}\n\n${lines.join('\n')}`);
  }
  const readme = [
    marker,
    `# ${scenario.id}`,
    scenario.title,
    scenario.question,
    ...outcomeList(scenario),
    ...sections,
  ];
  return {
    name: scenario.id,
    files: [{ name: 'README.md', text: `${readme.join('\n\n').trimEnd()}\n` }, ...files],
  };
}

function heading(scenario: Scenario, choice: Choice, why: readonly Notable[]): string {
  const words = why.map(
    (w) =>
      ({ today: "today's", weakest: 'weakest', robust: 'robust', 'nearest failure': 'nearest failure' })[w],
  );
  const text = `\`${choiceText(scenario, choice).replaceAll(',', ', ')}\``;
  return `## ${text}${words.length === 0 ? '' : ` (${words.join(', ')})`}`;
}

function standing(report: ScenarioReport, choice: Choice): string {
  const { scenario } = report.analysis;
  const assessment = rowOf(report, choice)?.assessment;
  if (assessment?.standing === 'sufficient') return 'Sufficient.';
  return `Insufficient in the model: ${faultWords(scenario, assessment?.faults ?? []).join(', ')}.`;
}

function outcomeList({ outcomes }: Scenario): string[] {
  const lines = outcomes.map(
    ({ id, role, title }) => `- ${id}, which must ${role === 'bad' ? 'not be' : 'stay possible'}: ${title}`,
  );
  return [lines.join('\n')];
}

/** What stands behind `Result:`; undefined when nothing is known. */
export function resultWord(judgement: Judgement | undefined): string | undefined {
  if (judgement?.outcome !== 'judged') return undefined;
  const word = isVacuous(judgement) ? 'DEADLOCK' : observation(judgement);
  return judgement.flags.includes('data-race') ? `${word} DATARACE` : word;
}

/** The files that a README.md of ours names, itself included; undefined when it is not ours. */
export function namedFiles(readme: string): ReadonlySet<string> | undefined {
  if (!readme.startsWith(marker)) return undefined;
  return new Set(['README.md', ...[...readme.matchAll(/`([^`/\n]+\.litmus)`/g)].map((m) => m[1] ?? '')]);
}
