/** An outcome that the user gives in place of the test's own condition. */

import { applyEdits } from '../base/edits.ts';
import type { Source } from '../base/source.ts';
import type { LitmusTest } from '../litmus/ast.ts';

/**
 * The test's text with `exists (outcome)` as its condition, to be parsed again: so the outcome is
 * checked, and complained about, as a condition is.
 */
export function withOutcome(test: LitmusTest, outcome: string): Source {
  const { source, conditionSpan } = test;
  const bare = outcome.trim().replace(/^(?:~\s*exists|exists|forall)\b/, '');
  const text = applyEdits(source.text, [{ span: conditionSpan, text: `\nexists (${bare.trim()})` }]);
  return { ...source, name: `${source.name} with --outcome`, text };
}
