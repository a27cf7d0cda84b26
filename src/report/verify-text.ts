/** `mbpair verify` for people: a block a scenario, in 80 columns, and a summary. */

import { costOf } from '../choice/cost.ts';
import { doubtsAbout } from '../choice/doubts.ts';
import { sameChoice } from '../choice/lattice.ts';
import type { Necessity } from '../choice/necessity.ts';
import { type Architecture, architectures } from '../lkmm/costs.ts';
import { programOf } from '../scenario/expand.ts';
import { type Choice, choiceText, type Scenario } from '../scenario/scenario.ts';
import { choiceTable, faultWords } from './choice-table.ts';
import { countOf, exitStatuses } from './exit-status.ts';
import { decidedFindings, findingWords } from './finding-words.ts';
import { necessityWords } from './necessity-words.ts';
import { pageWidth, paragraph, paragraphs, wrappedColumns } from './paragraphs.ts';
import { codeColumn, sideBySide } from './side-by-side.ts';
import type { Paint } from './style.ts';
import {
  isUnrecorded,
  rowOf,
  type ScenarioReport,
  statusesOfScenario,
  summarizeVerify,
  type VerifyReport,
} from './verify-report.ts';
import { describeComparison, limitText } from './words.ts';

export interface VerifyTextOptions {
  readonly paint: Paint;
  /** Weakest choices are ordered by their cost there, and the instructions shown. */
  readonly cost?: Architecture;
  /** `herd7 7.58`, when it took part. */
  readonly herd?: string;
}

/** One scenario; ends in a newline. */
export function renderScenario(report: ScenarioReport, options: VerifyTextOptions): string {
  const { analysis } = report;
  const { scenario } = analysis;
  const lines = [
    ...paragraph(`${scenario.id}: ${scenario.title}`).map((line) => options.paint('bold', line)),
    '',
    ...paragraph(scenario.question, '  '),
    '',
    ...threadLines(scenario),
    ...outcomeLines(scenario),
    '',
    ...choiceTable(report),
    '',
    ...minimalLines(report, options),
    ...robustLines(report),
    '',
    ...todayLines(report),
    ...proseLines(report),
    '',
    ...closingLines(report, options),
  ];
  return `${lines.join('\n')}\n`;
}

/** Today's code side by side where that fits; declarations left out. */
function threadLines(scenario: Scenario): string[] {
  const { threads } = programOf(scenario, scenario.today);
  const columns = threads.map(({ body }, i) => codeColumn(scenario.threads[i]?.name ?? '', body));
  const lines = sideBySide(columns, pageWidth - 2).map((line) => `  ${line}`);
  if (lines.length > 24) return [];
  return ["  Today's code:", ...lines, ''];
}

function outcomeLines({ outcomes }: Scenario): string[] {
  return outcomes.flatMap(({ id, title, role }) =>
    paragraph(
      `${id}: ${title}`,
      '                ',
      role === 'bad' ? '  must not be   ' : '  must stay     ',
    ),
  );
}

/* ---- the weakest sufficient choices ---- */

/** Weakest choices shown; a large product may have thousands. */
const mostListed = 24;

function minimalLines(report: ScenarioReport, { cost }: VerifyTextOptions): string[] {
  const { analysis } = report;
  const { scenario, minimal } = analysis;
  if (minimal.length === 0) return ['  No choice suffices.'];
  const entries = minimal.map((choice) => ({
    choice,
    cost: costOf(scenario, choice),
    doubts: doubtsAbout(scenario, choice),
  }));
  if (cost !== undefined) entries.sort((a, b) => a.cost[cost].weight - b.cost[cost].weight);
  const sound = entries.filter((e) => e.doubts.length === 0);
  const doubtful = entries.filter((e) => e.doubts.length > 0);
  const left = sound.length - mostListed;
  const rows = sound
    .slice(0, mostListed)
    .flatMap((e) => [
      [
        ...architectures.map((a) => costWord(e.cost[a].weight).padStart(a.length)),
        `${choiceWords(scenario, e.choice)}${sameChoice(e.choice, scenario.today) ? " (today's)" : ''}`,
      ],
      ...(cost === undefined
        ? []
        : [
            [
              ...architectures.map(() => ''),
              `  ${cost}: ${e.cost[cost].instructions.join(', ') || 'nothing'}`,
            ],
          ]),
    ]);
  const own = costOf(scenario, scenario.today);
  if (!minimal.some((m) => sameChoice(m, scenario.today))) {
    const costs = architectures.map((a) => costWord(own[a].weight).padStart(a.length));
    rows.push([...costs, `today's: ${choiceWords(scenario, scenario.today)}`]);
  }
  const head = [...architectures.map(String), 'the weakest choices that suffice, and their cost'];
  const explained = sound.length === 0 ? [] : ['  (1 a light barrier, 4 a full one, gp a grace period)'];
  return [
    ...(sound.length === 0 ? ['  Nothing can be suggested.'] : wrappedColumns([head, ...rows], '  ')),
    ...(left > 0 ? [`  and ${left} more weakest ones, which --format json lists`] : []),
    ...explained,
    ...doubtful.flatMap((e) =>
      paragraph(
        `${choiceWords(scenario, e.choice)}: credited by LKMM, documented as not ordering (${e.doubts
          .map((d) => `${d.barrier} ${d.why}`)
          .join('; ')}); not suggested`,
        '    ',
        '  ',
      ),
    ),
  ];
}

function costWord(weight: number): string {
  const periods = Math.floor(weight / 10_000);
  const rest = weight % 10_000;
  if (periods === 0) return String(rest);
  const gp = periods === 1 ? 'gp' : `${periods}gp`;
  return rest === 0 ? gp : `${gp}+${rest}`;
}

function choiceWords(scenario: Scenario, choice: Choice): string {
  return choiceText(scenario, choice).replaceAll(',', ', ');
}

function robustLines({ analysis }: ScenarioReport): string[] {
  const { scenario, robust } = analysis;
  if (robust === undefined) return [];
  const situations = scenario.slots.filter((s) => s.situation).map((s) => s.name);
  const head = `Robust, whatever ${situations.join(' and ')} may be:`;
  if (robust.length === 0) return paragraph(`${head} no choice.`, '    ', '  ');
  return [
    ...paragraph(head, '    ', '  '),
    ...robust.flatMap((c) => {
      // Any situation will do: what stands in the programmer's slots is asked about.
      const doubtful =
        doubtsAbout(
          scenario,
          c.map((f) => Math.max(f, 0)),
        ).length > 0;
      const remark = doubtful ? ': credited by LKMM, documented as not ordering; not suggested' : '';
      return paragraph(`${choiceWords(scenario, c)}${remark}`, '      ', '    ');
    }),
  ];
}

/* ---- today ---- */

function todayLines(report: ScenarioReport): string[] {
  const { analysis } = report;
  const { scenario } = analysis;
  const faults = rowOf(report, scenario.today)?.assessment.faults ?? [];
  const verdict =
    analysis.today === 'insufficient'
      ? `insufficient in the model (${faultWords(scenario, faults).join(', ')})`
      : analysis.today;
  const doubts = doubtsAbout(scenario, scenario.today);
  return [
    ...paragraph(`Today: ${verdict}`, '    ', '  '),
    ...necessityLines(scenario, analysis.necessity),
    ...doubts.flatMap((d) =>
      paragraph(`${d.barrier} ${d.why}: documented as not ordering`, '      ', '    '),
    ),
  ];
}

function necessityLines(scenario: Scenario, necessity: readonly Necessity[]): string[] {
  if (necessity.length === 0) return paragraph(choiceWords(scenario, scenario.today), '    ');
  const rows = necessity.map((n) => {
    const slot = scenario.slots[n.slot];
    const filling = slot?.fillings[n.filling]?.name ?? '';
    return [`${slot?.name ?? ''}=${filling}`, necessityWords(scenario, n)];
  });
  // Two that are too strong may need each other: neither weakening says anything of both together.
  const both = necessity.filter((n) => n.verdict === 'redundant').length > 1;
  return [
    ...wrappedColumns(rows, '    '),
    ...(both ? paragraph('Each of these alone, with the others as they are.', '    ') : []),
  ];
}

function proseLines({ analysis }: ScenarioReport): string[] {
  const { scenario, today } = analysis;
  const abstraction = scenario.abstraction;
  return [
    ...(today === 'insufficient'
      ? [
          '',
          ...paragraph('Insufficient in the model is a question to a maintainer, not a bug report.', '  '),
          ...(abstraction === undefined
            ? paragraph('The scenario does not say what its model leaves out.', '  ')
            : paragraph(`What the model leaves out: ${abstraction}`, '  ')),
        ]
      : []),
    ...(scenario.learned === undefined ? [] : ['', ...paragraphs(scenario.learned, '  ')]),
  ];
}

/* ---- how sure ---- */

function closingLines(report: ScenarioReport, options: VerifyTextOptions): string[] {
  const { analysis } = report;
  const bad = statusesOfScenario(report).size > 0;
  const findings = decidedFindings(report).flatMap((f) =>
    paragraph(findingWords(analysis.scenario, f), '       ', '  FAIL '),
  );
  const open = undecidedLines(report);
  const { expect } = analysis.scenario;
  const expected = [
    'today',
    ...(expect.minimal === undefined ? [] : ['the weakest choices']),
    ...(expect.robust === undefined ? [] : ['the robust ones']),
  ].join(', ');
  return [
    ...(analysis.stopped === undefined
      ? []
      : paragraph(`the search ended early: ${analysis.stopped}`, '       ', '  STOP ')),
    ...open,
    ...(findings.length === 0 && open.length > 0
      ? paragraph('Whether it is as the scenario expects is not known.', '  ')
      : findings.length === 0
        ? paragraph(`As the scenario expects: ${expected}.`, '  ')
        : findings.map((line) => options.paint('red', line))),
    ...report.crashes.flatMap((c) => paragraph(`internal error on ${c.name}`, '       ', '  BUG  ')),
    ...herdLines(report, options).map((line) =>
      bad && line.startsWith('  DIFF') ? options.paint('magenta', line) : line,
    ),
  ];
}

function undecidedLines(report: ScenarioReport): string[] {
  const { analysis } = report;
  const open = analysis.findings.flatMap((f) => (f.kind === 'undecided' ? [f.choice] : []));
  const [first] = open;
  if (first === undefined) return [];
  const stuck = rowOf(report, first)?.judgements.find((j) => j.outcome !== 'judged');
  const why =
    stuck?.outcome === 'undecided'
      ? `: ${limitText(stuck)}`
      : stuck?.outcome === 'refused'
        ? `: ${stuck.diagnostics.map((d) => d.message).join('; ')}`
        : '';
  const count = open.length === 1 ? '1 choice is' : `${open.length} choices are`;
  const text = `${count} not decided; the first is ${choiceText(analysis.scenario, first)}${why}`;
  return paragraph(text, '       ', '  STOP ');
}

function herdLines(report: ScenarioReport, options: VerifyTextOptions): string[] {
  const { comparisons, plan, recordedBy } = report;
  const herd =
    recordedBy === undefined ? options.herd : `herd7 ${recordedBy.version}, recorded on ${recordedBy.date},`;
  if (herd === undefined) return [`  ${countedTests(plan.tests.length)}, judged by mbpair alone.`];
  const agreeing = comparisons.filter((c) => c.outcome === 'agrees').length;
  const told = comparisons.flatMap((c, test) => {
    if (c.outcome === 'agrees' || isUnrecorded(c)) return [];
    const of = plan.tests[test];
    const outcome = analysisOutcome(report, of?.outcome);
    const where = of === undefined ? '' : `${choiceText(plan.scenario, of.choice)} ${outcome}`;
    const mark = c.outcome === 'differs' ? '  DIFF ' : '  STOP ';
    return paragraph(`${where}: ${describeComparison(c).join('; ')}`, '       ', mark);
  });
  const most = 12;
  const more = told.length > most ? [`       and ${told.length - most} lines more`] : [];
  const unknown = comparisons.filter(isUnrecorded).length;
  const asked = plan.tests.length - unknown;
  const how = agreeing === asked ? `all ${asked}` : `${agreeing} of ${asked}`;
  return [
    ...told.slice(0, most),
    ...more,
    `  ${herd} gave the same answer on ${how} ${asked === 1 ? 'test' : 'tests'}.`,
    ...(unknown === 0 ? [] : [`  ${unknown} more, judged by mbpair alone.`]),
  ];
}

function analysisOutcome({ plan }: ScenarioReport, outcome: number | undefined): string {
  return plan.scenario.outcomes[outcome ?? -1]?.id ?? '';
}

/* ---- the end ---- */

export function renderVerifyEnd(report: VerifyReport, seconds: number, { paint }: VerifyTextOptions): string {
  const summary = summarizeVerify(report);
  const parts = exitStatuses.flatMap(({ status }) => {
    const count = summary.counts.get(status) ?? 0;
    return count === 0 ? [] : [countOf(status, count)];
  });
  const noun = summary.scenarios === 1 ? 'scenario' : 'scenarios';
  const what = `${summary.scenarios} ${noun}, ${summary.choices} choices, ${summary.tests} tests`;
  const row = exitStatuses.find((r) => r.status === summary.exitStatus);
  const lines = [
    `${what}: ${(parts.length === 0 ? ['nothing judged'] : parts.toReversed()).join(', ')} in ${seconds.toFixed(1)} s`,
    ...herdSummary(report),
    ...(report.unfinished === undefined
      ? []
      : [
          `interrupted with ${report.unfinished} of ${summary.scenarios + report.unfinished} scenarios not done`,
        ]),
    ...(summary.exitStatus === 0
      ? []
      : [paint('red', `exit status ${summary.exitStatus}: ${row?.one ?? ''}`)]),
  ];
  const troubled = report.scenarios.filter((s) => statusesOfScenario(s).size > 0);
  const names =
    report.scenarios.length > 1 && troubled.length > 0
      ? paragraph(`look at: ${troubled.map((s) => s.analysis.scenario.id).join(', ')}`, '  ', '')
      : [];
  return `${[...lines, ...names].join('\n')}\n`;
}

function countedTests(count: number): string {
  return `${count} ${count === 1 ? 'test' : 'tests'}`;
}

function herdSummary(report: VerifyReport): string[] {
  const { herd } = report;
  const { compared, agreeing, recordedBy, tests } = summarizeVerify(report);
  if (herd.used) return [`herd7 ${herd.by.version}: same answer on ${agreeing} of ${compared} compared`];
  if (recordedBy.length > 0) {
    return [
      `herd7 ${recordedBy.join(' and ')}, recorded: same answer on ${agreeing} of ${compared} compared`,
      ...(compared === tests ? [] : [`${countedTests(tests - compared)} not cross-checked`]),
      ...paragraph(
        herd.why === 'many'
          ? `(--herd require has herd7 judge all ${herd.tests} tests now, which takes it minutes)`
          : '(herd7 itself is missing here; mbpair doctor says how to get it)',
      ),
    ];
  }
  switch (herd.why) {
    case 'off':
      return [];
    case 'missing':
      return ['herd7 is missing: not cross-checked (mbpair doctor says how to get it)'];
    case 'many':
      return paragraph(
        `not cross-checked: ${herd.tests} tests would take herd7 minutes (--herd require has it judge them all)`,
      );
    default:
      return herd satisfies never;
  }
}
