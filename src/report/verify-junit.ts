/** `mbpair verify` as JUnit XML: a suite a group of scenarios, a case a scenario. */

import { renderDiagnostic } from '../base/diagnostic.ts';
import { choiceText } from '../scenario/scenario.ts';
import { exitStatuses, gravest } from './exit-status.ts';
import { decidedFindings, findingWords } from './finding-words.ts';
import type { PathNames } from './json.ts';
import { type Case, caseOfProblem, renderCases, tagOf } from './junit.ts';
import { type ScenarioReport, statusesOfScenario, type VerifyReport } from './verify-report.ts';
import { describeComparison } from './words.ts';

export function renderVerifyJunit(report: VerifyReport, names: PathNames): string {
  return renderCases('mbpair verify', [
    ...report.scenarios.map((s) => caseOf(s, names)),
    ...report.problems.filter((d) => d.severity === 'error').map((d) => caseOfProblem(d, names)),
  ]);
}

function caseOf(report: ScenarioReport, names: PathNames): Case {
  const { analysis } = report;
  const { scenario } = analysis;
  const status = gravest(statusesOfScenario(report));
  const details = [
    ...report.crashes.map((c) => c.detail),
    ...report.comparisons.filter((c) => c.outcome === 'differs').flatMap(describeComparison),
    ...decidedFindings(report).map((f) => findingWords(scenario, f)),
    ...analysis.findings.flatMap((f) => (f.kind === 'undecided' ? [findingWords(scenario, f)] : [])),
    ...(analysis.stopped === undefined ? [] : [`the search ended early: ${analysis.stopped}`]),
    ...(report.unanswered === 0 ? [] : [`herd7 has no answer to ${report.unanswered} tests`]),
  ];
  const output = [
    `today: ${analysis.today}`,
    ...analysis.minimal.map((c) => `weakest: ${choiceText(scenario, c)}`),
    ...report.warnings.map(renderDiagnostic),
  ];
  return {
    suite: scenario.group ?? 'scenarios',
    name: scenario.id,
    file: names.path(report.file),
    seconds: report.seconds,
    tag: tagOf(status),
    type: exitStatuses.find((row) => row.status === status)?.one ?? '',
    message: details[0]?.split('\n')[0] ?? '',
    body: details.join('\n'),
    output: output.join('\n'),
  };
}
