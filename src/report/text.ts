/**
 * `mbpair check` for people: one line a test, a summary, and at the end every problem once more in
 * full. Lines fit 80 columns where the names allow it; on a terminal, long names are shortened in
 * the middle (the list of problems has them whole).
 */

import { visible } from '../base/diagnostic.ts';
import { isVacuous } from '../judge/judgement.ts';
import { type CheckReport, statusesOf, summarize, type TestReport } from './check-report.ts';
import { countOf, type ExitStatus, exitStatuses, gravest } from './exit-status.ts';
import type { Colour, Paint } from './style.ts';
import { describeComparison, limitText, placedHead, problemHead, verdictText } from './words.ts';

export interface TextOptions {
  readonly paint: Paint;
  /** Columns of the terminal; undefined: never shorten. */
  readonly width?: number;
  /** Print the final states below each test. */
  readonly states: boolean;
}

interface Mark {
  readonly word: string;
  readonly colour: Colour;
}

const marks: Readonly<Record<ExitStatus, Mark>> = {
  0: { word: 'ok', colour: 'green' },
  1: { word: 'FAIL', colour: 'red' },
  2: { word: 'BAD', colour: 'red' },
  3: { word: 'DIFF', colour: 'magenta' },
  4: { word: 'STOP', colour: 'yellow' },
  70: { word: 'BUG', colour: 'red' },
  130: { word: 'INT', colour: 'yellow' },
};

const columns = { mark: 4, verdict: 15, expected: 9, herd: 5, time: 6 } as const;

/** Columns that stand before the name, the blanks between included. */
const before = Object.values(columns).reduce((sum, width) => sum + width + 1, 0);

/** The line of headings. */
export function renderHeadings(options: TextOptions): string {
  const line = row('', 'verdict', 'expected', 'herd7', 'time', 'test');
  return `${options.paint('dim', line)}\n`;
}

/** One test, its states below if wanted; ends in a newline. */
export function renderTest(test: TestReport, options: TextOptions): string {
  const { answer } = test;
  const mark = marks[gravest(statusesOf(test))];
  const remarks = remarksOf(test);
  const rest = remarks === '' ? '' : `  (${remarks})`;
  const name = visible(answer.name);
  const room = options.width === undefined ? Number.POSITIVE_INFINITY : options.width - before;
  const shown = shorten(name, Math.max(16, room - rest.length));
  const line = row(
    options.paint(mark.colour, mark.word.padEnd(columns.mark)),
    verdictText(answer),
    expectedText(test),
    herdText(test),
    timeText(test.seconds),
    `${shown}${options.paint('dim', rest)}`,
  );
  const states =
    options.states && answer.outcome === 'judged'
      ? answer.states.map((state) => `${' '.repeat(columns.mark + 1)}${visible(state)}\n`)
      : [];
  return `${line}\n${states.join('')}`;
}

function row(
  mark: string,
  verdict: string,
  expected: string,
  herd: string,
  time: string,
  name: string,
): string {
  return [
    mark.padEnd(columns.mark),
    verdict.padEnd(columns.verdict),
    expected.padEnd(columns.expected),
    herd.padEnd(columns.herd),
    time.padStart(columns.time),
    name,
  ].join(' ');
}

function expectedText(test: TestReport): string {
  if (test.expected === undefined) return '-';
  return test.expected.word ?? '?';
}

/** herd7 first, then the recorded logs; one word for all. */
function herdText(test: TestReport): string {
  const outcomes = test.comparisons.map((c) => c.outcome);
  if (outcomes.includes('differs')) return 'DIFF';
  if (outcomes.includes('agrees')) return 'same';
  return outcomes.includes('unknown') ? '?' : '-';
}

function timeText(seconds: number): string {
  return seconds < 100 ? `${seconds.toFixed(2)}s` : `${Math.round(seconds)}s`;
}

function remarksOf(test: TestReport): string {
  const { answer } = test;
  if (answer.outcome !== 'judged' && answer.outcome !== 'decided') return '';
  return [
    ...(isVacuous(answer) ? [answer.vacuity?.why ?? 'no execution'] : []),
    ...answer.flags,
    ...(answer.cut ? ['loop cut'] : []),
  ].join(', ');
}

function shorten(name: string, room: number): string {
  if (name.length <= room) return name;
  const kept = room - 2;
  const head = Math.ceil(kept / 2);
  return `${name.slice(0, head)}..${name.slice(name.length - (kept - head))}`;
}

/** Everything below the tests: each problem in full, then what was counted. */
export function renderEnd(report: CheckReport, seconds: number, options: TextOptions): string {
  const parts = [renderProblems(report, options), renderSummary(report, seconds, options)];
  return parts.map((part) => (part === '' ? '' : `\n${part}`)).join('');
}

function renderProblems(report: CheckReport, options: TextOptions): string {
  const bad = report.tests.filter((test) => statusesOf(test).size > 0);
  const problems = report.problems.filter((d) => d.severity === 'error');
  const count = bad.length + problems.length;
  if (count === 0) return '';
  const blocks = [
    ...problems.map((problem) => block(2, problemHead(problem), [], options)),
    ...bad.map((test) =>
      block(
        gravest(statusesOf(test)),
        visible(test.answer.name),
        [visible(test.file), ...detailsOf(test)],
        options,
      ),
    ),
  ];
  const noun = count === 1 ? 'problem' : 'problems';
  return `${options.paint('bold', `${count} ${noun}`)}\n\n${blocks.join('')}`;
}

function block(status: ExitStatus, title: string, details: readonly string[], options: TextOptions): string {
  const mark = marks[status];
  const indent = ' '.repeat(columns.mark + 1);
  const lines = details
    .flatMap((d) => d.split('\n'))
    .map((line) => `${indent}${wrap(line, options.width, `${indent}  `)}\n`);
  return `${options.paint(mark.colour, mark.word.padEnd(columns.mark))} ${title}\n${lines.join('')}`;
}

/** Broken at blanks where a terminal's width asks for it; what follows is indented. */
function wrap(line: string, width: number | undefined, indent: string): string {
  if (width === undefined) return line;
  const room = Math.max(20, width - indent.length);
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > room) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].join(`\n${indent}`);
}

function detailsOf(test: TestReport): string[] {
  const { answer } = test;
  const own: string[] = [];
  if (answer.outcome === 'undecided') own.push(limitText(answer));
  if (answer.outcome === 'rejected') own.push(visible(answer.message));
  if (answer.outcome === 'crashed') own.push(visible(answer.detail.split('\n')[0] ?? ''));
  return [
    ...own,
    ...test.diagnostics.filter((d) => d.severity === 'error').map(placedHead),
    ...test.comparisons.filter((c) => c.outcome === 'differs').flatMap(describeComparison),
    ...(test.unanswered === undefined ? [] : [visible(test.unanswered)]),
    ...test.findings.map((f) => visible(f.message)),
    ...test.notes.map(visible),
  ];
}

/** Two or three lines: the counts, herd7, and the status unless it is 0. */
export function renderSummary(report: CheckReport, seconds: number, options: TextOptions): string {
  const summary = summarize(report);
  const lines = [`${summaryLine(report)} in ${seconds.toFixed(1)} s`, herdLine(report)];
  if (report.unfinished !== undefined) {
    lines.push(
      `interrupted with ${report.unfinished} of ${summary.tests + report.unfinished} tests not done`,
    );
  }
  const status = summary.exitStatus;
  if (status !== 0) {
    const name = exitStatuses.find((r) => r.status === status)?.one ?? '';
    lines.push(options.paint(marks[status].colour, `exit status ${status}: ${name}`));
  }
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}

/** `7 tests: 5 as expected, 1 finding, 1 bad input`. */
export function summaryLine(report: CheckReport): string {
  const { tests, counts } = summarize(report);
  const parts = exitStatuses.flatMap(({ status }) => {
    const count = counts.get(status) ?? 0;
    return count === 0 ? [] : [countOf(status, count)];
  });
  const noun = tests === 1 ? 'test' : 'tests';
  // What is as expected comes first for a reader, though it is the mildest.
  return `${tests} ${noun}: ${(parts.length === 0 ? ['nothing judged'] : parts.toReversed()).join(', ')}`;
}

function herdLine(report: CheckReport): string {
  const { compared, agreeing, tests } = summarize(report);
  const { herd } = report;
  const who = herd.used ? `herd7 ${herd.by.version}` : 'recorded logs';
  if (compared > 0) return `${who}: same answer on ${agreeing} of ${compared} compared`;
  if (herd.used) return tests === 0 ? '' : `${who}: nothing to compare`;
  return herd.why === 'missing'
    ? 'herd7 is missing: not cross-checked (mbpair doctor says how to get it)'
    : '';
}
