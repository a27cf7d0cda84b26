/**
 * Barriers of a choice that LKMM credits though the kernel's documents give them no meaning where
 * they stand: such a choice may be measured as sufficient, and is never to be suggested.
 */

import { source } from '../base/source.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { doubtfulBarriers } from '../scenario/barrier-places.ts';
import { programOf, testOf } from '../scenario/expand.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { slotAt } from '../scenario/traced-text.ts';

export interface Doubt {
  /** Whose filling brought the barrier; absent for a thread's own code. */
  readonly slot?: number;
  /** `smp_mb__after_atomic()` */
  readonly barrier: string;
  /** To be read behind it: `stands behind no atomic operation`. */
  readonly why: string;
}

export function doubtsAbout(scenario: Scenario, choice: Choice): Doubt[] {
  const [outcome] = scenario.outcomes;
  if (outcome === undefined) return [];
  const expanded = testOf(programOf(scenario, choice), outcome);
  const { test } = parseLitmus(source(expanded.name, expanded.text));
  return (test === undefined ? [] : doubtfulBarriers(test)).map(({ name, span, why }): Doubt => {
    const slot = slotAt(expanded.traced, span.start);
    return { barrier: name, why, ...(slot === undefined ? {} : { slot }) };
  });
}
