/** What is said of a generated test, said of the scenario that it was generated from. */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Span } from '../base/source.ts';
import type { ExpandedTest } from './expand.ts';
import type { Scenario } from './scenario.ts';
import { spanInFile } from './traced-text.ts';

/** In the scenario's file; what stands nowhere in it is shown at its first thread. */
export function spanInScenario(scenario: Scenario, expanded: ExpandedTest, span: Span): Span {
  return spanInFile(expanded.traced, span) ?? scenario.threads[0]?.span ?? { start: 0, end: 1 };
}

/** `P1` and `1:r0` under the names that the scenario gives. */
function byThreadNames(scenario: Scenario, text: string): string {
  const name = (number: string) => scenario.threads[Number(number)]?.name;
  return text
    .replace(/\bP([0-9]+)\b/g, (whole, number: string) => name(number) ?? whole)
    .replace(/\b([0-9]+):(?=[A-Za-z_])/g, (whole, number: string) => {
      const found = name(number);
      return found === undefined ? whole : `${found}:`;
    });
}

/** A diagnostic about a generated test as one about the scenario, under the author's names. */
export function placeInScenario(scenario: Scenario, expanded: ExpandedTest, d: Diagnostic): Diagnostic {
  const named = (text: string) => byThreadNames(scenario, text);
  return {
    ...d,
    message: named(d.message),
    source: scenario.source,
    span: spanInScenario(scenario, expanded, d.span),
    ...(d.hint === undefined ? {} : { hint: named(d.hint) }),
    ...(d.related === undefined
      ? {}
      : {
          related: d.related.map((r) => ({
            span: spanInScenario(scenario, expanded, r.span),
            message: named(r.message),
          })),
        }),
  };
}
