/** Tests that are refused for what they compute: nothing is to be explained then. */

import { initialRegisters, locationsOf } from '../events/locations.ts';
import { OutOfTime, TooLarge } from '../events/path-state.ts';
import { threadPaths } from '../events/paths.ts';
import { isAddress } from '../events/term.ts';
import { judge } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import type { CaseLimits } from './case-search.ts';

/** Undefined: it is not refused, as far as is known within the limits. */
export function refusalOf(test: LitmusTest, limits: CaseLimits): Judgement | undefined {
  if (!mayBeRefused(test, limits)) return undefined;
  const { judgement } = judge(
    test,
    limits.deadline === undefined ? {} : { limits: { deadline: limits.deadline } },
  );
  return judgement.outcome === 'refused' ? judgement : undefined;
}

/** Accesses through what is no parameter, divisions, arithmetic where there are addresses. */
function mayBeRefused(test: LitmusTest, { deadline }: CaseLimits): boolean {
  const locations = locationsOf(test);
  const shared = { nextNumber: 1, pathsLeft: 1 << 12, expired: deadline ?? (() => false) };
  const addresses = locations.cells.some((c) => isAddress(c.initial));
  try {
    return test.threads.some((thread) =>
      threadPaths(thread, initialRegisters(test, thread.id, locations), shared).some(
        (path) =>
          path.events.some((e) => e.address !== undefined && !isAddress(e.address)) ||
          path.equations.some((q) => q.op === '/') ||
          (path.equations.length > 0 &&
            (addresses || path.events.some((e) => e.value !== undefined && isAddress(e.value)))),
      ),
    );
  } catch (e) {
    if (e instanceof TooLarge || e instanceof OutOfTime) return false;
    throw e;
  }
}
