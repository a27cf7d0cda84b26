/**
 * `mbpair check` as JUnit XML, which CI systems show: a suite a folder, a case a test. A finding or
 * a disagreement is a failure; bad input or a bug is an error; a test that hit a limit is skipped,
 * since nothing is known of it (the exit status still tells).
 */

import { type Diagnostic, renderDiagnostic } from '../base/diagnostic.ts';
import { type CheckReport, statusesOf, type TestReport } from './check-report.ts';
import { exitStatuses, gravest } from './exit-status.ts';
import type { PathNames } from './json.ts';
import { describeComparison, limitText, renderProblem, verdictText } from './words.ts';

export interface Case {
  readonly suite: string;
  readonly name: string;
  readonly file: string;
  readonly seconds: number;
  readonly tag: 'failure' | 'error' | 'skipped' | undefined;
  readonly type: string;
  readonly message: string;
  readonly body: string;
  readonly output: string;
}

export function renderJunit(report: CheckReport, names: PathNames): string {
  const cases = [
    ...report.tests.map((test) => caseOf(test, names)),
    ...report.problems.filter((d) => d.severity === 'error').map((problem) => caseOfProblem(problem, names)),
  ];
  return renderCases('mbpair check', cases);
}

/** The document: cases by suite, in the order in which the suites first occur. */
export function renderCases(command: string, cases: readonly Case[]): string {
  const suites = new Map<string, Case[]>();
  for (const one of cases) {
    const suite = suites.get(one.suite);
    if (suite === undefined) suites.set(one.suite, [one]);
    else suite.push(one);
  }
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeAttribute(command)}"${totals(cases)}>`,
  ];
  for (const [name, members] of suites) {
    lines.push(`  <testsuite name="${escapeAttribute(name)}"${totals(members)}>`);
    for (const one of members) lines.push(...caseLines(one));
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>', '');
  return lines.join('\n');
}

function totals(cases: readonly Case[]): string {
  const count = (tag: Case['tag']) => cases.filter((c) => c.tag === tag).length;
  const seconds = cases.reduce((sum, c) => sum + c.seconds, 0);
  return (
    ` tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"` +
    ` skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`
  );
}

function caseLines(one: Case): string[] {
  const open =
    `    <testcase classname="${escapeAttribute(one.suite)}" name="${escapeAttribute(one.name)}"` +
    ` file="${escapeAttribute(one.file)}" time="${one.seconds.toFixed(3)}"`;
  const inner: string[] = [];
  if (one.tag === 'skipped') {
    inner.push(`      <skipped message="${escapeAttribute(one.message)}"/>`);
  } else if (one.tag !== undefined) {
    inner.push(
      `      <${one.tag} type="${escapeAttribute(one.type)}" message="${escapeAttribute(one.message)}">${escapeText(one.body)}</${one.tag}>`,
    );
  }
  if (one.output !== '') inner.push(`      <system-out>${escapeText(one.output)}</system-out>`);
  return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, '    </testcase>'];
}

function caseOf(test: TestReport, names: PathNames): Case {
  const file = names.path(test.file);
  const status = gravest(statusesOf(test));
  const details = detailsOf(test);
  const output = [verdictText(test.answer), ...warningsOf(test).map(renderDiagnostic), ...test.notes];
  return {
    suite: folderOf(file),
    name: test.answer.name,
    file,
    seconds: test.seconds,
    tag: tagOf(status),
    type: exitStatuses.find((row) => row.status === status)?.one ?? '',
    message: details[0]?.split('\n')[0] ?? '',
    body: details.join('\n'),
    output: output.join('\n'),
  };
}

export function tagOf(status: number): Case['tag'] {
  if (status === 0) return undefined;
  if (status === 4) return 'skipped';
  return status === 1 || status === 3 ? 'failure' : 'error';
}

/** All that is wrong with a test, the gravest first. */
function detailsOf(test: TestReport): string[] {
  const { answer } = test;
  const own: string[] = [];
  if (answer.outcome === 'crashed') own.push(answer.detail);
  if (answer.outcome === 'undecided') own.push(limitText(answer));
  if (answer.outcome === 'rejected') own.push(answer.message);
  return [
    ...own,
    ...test.diagnostics.filter((d) => d.severity === 'error').map(renderDiagnostic),
    ...test.comparisons.filter((c) => c.outcome === 'differs').flatMap(describeComparison),
    ...(test.unanswered === undefined ? [] : [test.unanswered]),
    ...test.findings.map((f) => f.message),
  ];
}

function warningsOf(test: TestReport): Diagnostic[] {
  return test.diagnostics.filter((d) => d.severity === 'warning');
}

export function caseOfProblem(problem: Diagnostic, names: PathNames): Case {
  const file = names.path(problem.source.name);
  return {
    suite: folderOf(file),
    name: file,
    file,
    seconds: 0,
    tag: 'error',
    type: problem.code,
    message: problem.message,
    body: renderProblem(problem),
    output: '',
  };
}

export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash === -1 ? '.' : file.slice(0, slash);
}

/** Text for an element; line ends and tabs stay. */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>]/g, reference)
    .replace(/\r/g, reference)
    .replace(forbidden, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Text for an attribute, where a reader would turn line ends and tabs into blanks. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/["\t\n]/g, reference);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * What XML 1.0 cannot hold even as a reference (most control characters, lone surrogates); written
 * as `\xNN`, so that the document is always well formed. Also the C1 controls, which it discourages.
 */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
