/** The verdicts on a scenario's choices, laid out for people: a square for two slots, else rows. */

import { choiceKey } from '../choice/lattice.ts';
import type { Row } from '../choice/plan.ts';
import type { Fault } from '../choice/standing.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { columns, pageWidth, paragraph } from './paragraphs.ts';
import type { ScenarioReport } from './verify-report.ts';

/** So many rows fit a screen with the rest. */
const mostRows = 16;

const mostNearest = 8;

export function choiceTable(report: ScenarioReport): string[] {
  const { analysis, rows } = report;
  const { scenario } = analysis;
  const all = analysis.way === 'all';
  const counted =
    analysis.sufficient === undefined
      ? `${analysis.judged} choices judged, the rest of ${analysis.choices} inferred from the order:`
      : `${analysis.sufficient} of ${analysis.choices} choices ${analysis.sufficient === 1 ? 'suffices' : 'suffice'}:`;
  if (all && rows.length <= mostRows) return [`  ${counted}`, ...rowLines(report, rows)];
  const square = all ? squareOf(report) : undefined;
  if (square !== undefined) return [`  ${counted}`, ...square];
  const wanted = new Map<string, Choice>();
  for (const c of [
    scenario.today,
    ...analysis.minimal.slice(0, mostRows),
    ...analysis.nearest.slice(0, mostNearest),
  ]) {
    wanted.set(choiceKey(c), c);
  }
  const shown = rows.filter((row) => wanted.has(choiceKey(row.choice)));
  const left = analysis.nearest.length - mostNearest;
  return [
    `  ${counted}`,
    ...rowLines(report, shown),
    ...(left > 0 ? [`    and ${left} more that fail one step below a weakest one`] : []),
  ];
}

/* ---- rows ---- */

function rowLines({ analysis }: ScenarioReport, rows: readonly Row[]): string[] {
  const { scenario, minimal } = analysis;
  const minimalKeys = new Set(minimal.map(choiceKey));
  const today = choiceKey(scenario.today);
  const cells = rows.map((row) => {
    const remarks = [
      ...(choiceKey(row.choice) === today ? ['today'] : []),
      ...(minimalKeys.has(choiceKey(row.choice)) ? ['weakest'] : []),
      ...faultWords(scenario, row.assessment.faults),
    ];
    return {
      cells: [
        standingWord(row),
        ...scenario.slots.map((slot, i) => slot.fillings[row.choice[i] ?? -1]?.name ?? ''),
      ],
      remarks: remarks.join(', '),
    };
  });
  const table = columns(
    [['', ...scenario.slots.map((s) => s.name), ''], ...cells.map((c) => [...c.cells, ''])],
    '  ',
  );
  const width = Math.max(...table.map((line) => line.length)) + 2;
  if (width > pageWidth - 24) {
    // Too many slots for columns.
    return rows.flatMap((row, i) => {
      const words = scenario.slots.map(
        (s, slot) => `${s.name}=${s.fillings[row.choice[slot] ?? -1]?.name ?? ''}`,
      );
      const remarks = cells[i]?.remarks ?? '';
      const text = `${words.join(' ')}${remarks === '' ? '' : `: ${remarks}`}`;
      return paragraph(text, '       ', `  ${standingWord(row).padEnd(5)}`);
    });
  }
  return [
    table[0] ?? '',
    ...cells.flatMap(({ remarks }, i) => {
      const line = table[i + 1] ?? '';
      return remarks === '' ? [line] : remarkLines(line, remarks, width);
    }),
  ];
}

function remarkLines(line: string, remarks: string, width: number): string[] {
  const [first = '', ...rest] = paragraph(remarks, ' '.repeat(width));
  return [`${line.padEnd(width)}${first.trimStart()}`, ...rest];
}

export function standingWord(row: Row): string {
  switch (row.assessment.standing) {
    case 'sufficient':
      return 'ok';
    case 'insufficient':
      return 'no';
    case 'undecided':
      return '?';
    default:
      return row.assessment.standing satisfies never;
  }
}

/** `both-miss can happen`, each thing once. */
export function faultWords(scenario: Scenario, faults: readonly Fault[]): string[] {
  const id = (fault: Fault) => scenario.outcomes[fault.outcome]?.id ?? '';
  const words = faults.map((fault) => {
    switch (fault.kind) {
      case 'bad reachable':
        return `${id(fault)} can happen`;
      case 'sanity lost':
        return `${id(fault)} cannot happen any more`;
      case 'no execution':
        return 'nothing can run';
      case 'flag':
        return fault.flag;
      case 'undecided':
        return `${id(fault)} undecided`;
      default:
        return fault satisfies never;
    }
  });
  return [...new Set(words)];
}

/* ---- square ---- */

/** Two slots: one down, one across under numbers; undefined when that is no help. */
function squareOf({ analysis, rows }: ScenarioReport): string[] | undefined {
  const { scenario } = analysis;
  const [down, across, ...more] = scenario.slots;
  if (down === undefined || across === undefined || more.length > 0) return undefined;
  const label = Math.max(down.name.length, ...down.fillings.map((f) => f.name.length));
  if (4 + label + across.fillings.length * 5 > pageWidth) return undefined;
  const rowAt = new Map(rows.map((row) => [choiceKey(row.choice), row]));
  const minimal = new Set(analysis.minimal.map(choiceKey));
  const today = choiceKey(scenario.today);
  const cell = (choice: Choice): string => {
    const key = choiceKey(choice);
    const row = rowAt.get(key);
    if (row === undefined) return '';
    const sufficient = row.assessment.standing === 'sufficient';
    const word = !sufficient
      ? row.assessment.standing === 'undecided'
        ? '?'
        : '.'
      : minimal.has(key)
        ? 'OK'
        : 'ok';
    return key === today ? `[${word}]` : ` ${word} `;
  };
  const line = (head: string, cells: readonly string[]) =>
    `    ${head.padEnd(label)} ${cells.map((c) => c.padStart(4)).join(' ')}`.trimEnd();
  const legend = across.fillings.map((f, i) => `${i + 1}=${f.name}`).join(' ');
  const left = rows.length < down.fillings.length * across.fillings.length ? '; blank: left out' : '';
  return [
    line(
      down.name,
      across.fillings.map((_, i) => `${i + 1} `),
    ),
    ...down.fillings.map((f, d) =>
      line(
        f.name,
        across.fillings.map((_, a) => cell([d, a])),
      ),
    ),
    ...paragraph(legend, '      ', `    ${across.name}: `),
    ...paragraph(`ok: suffices; OK: and nothing weaker does; .: does not; [ ]: today${left}`, '    '),
  ];
}
