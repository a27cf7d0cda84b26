/** What is not as a scenario says, in sentences. */

import type { Finding } from '../choice/findings.ts';
import { type Choice, choiceText, type Scenario } from '../scenario/scenario.ts';
import type { ScenarioReport } from './verify-report.ts';

/** Where something is undecided, what seems unmet may only be unknown. */
export function decidedFindings({ analysis }: ScenarioReport): readonly Finding[] {
  return analysis.findings.some((f) => f.kind === 'undecided') ? [] : analysis.findings;
}

/** What is not as it should be, as a sentence. */
export function findingWords(scenario: Scenario, finding: Finding): string {
  const list = (choices: readonly Choice[]) => choices.map((c) => choiceText(scenario, c)).join(' | ');
  const id = (outcome: number | undefined) => scenario.outcomes[outcome ?? -1]?.id ?? 'an outcome';
  switch (finding.kind) {
    case 'today':
      return `today's choice is expected to be ${finding.expected}, and is ${finding.found} in the model`;
    case 'minimal':
    case 'robust': {
      const what = finding.kind === 'minimal' ? 'the weakest choices' : 'the robust choices';
      const parts = [
        ...(finding.missing.length === 0 ? [] : [`expected but not found: ${list(finding.missing)}`]),
        ...(finding.unexpected.length === 0 ? [] : [`found but not expected: ${list(finding.unexpected)}`]),
      ];
      return `${what} are not the expected ones; ${parts.join('; ')}`;
    }
    case 'order': {
      const what = finding.of === 'safe' ? 'allows something bad' : 'allows something good';
      const of = finding.outcome === undefined ? '' : ` (${id(finding.outcome)})`;
      return `the order does not hold: ${choiceText(scenario, finding.stronger)} ${what}${of} that the weaker ${choiceText(scenario, finding.weaker)} does not`;
    }
    case 'bad never happens':
      return `no choice allows ${id(finding.outcome)}, so that it tests nothing`;
    case 'sanity never happens':
      return `no choice allows ${id(finding.outcome)}, so that none can suffice`;
    case 'undecided':
      return `not decided: ${choiceText(scenario, finding.choice)}`;
    default:
      return finding satisfies never;
  }
}
