/** What reads-from says of values: whether a read may return what a write wrote, and what it then returns. */

import { isVariable, type Term } from '../events/term.ts';
import type { Located, ReadSite } from './located.ts';
import type { Solver } from './solver.ts';

/** Whether the values that are known now leave `w` to the read. */
export function fits({ structure: { events } }: Located, solver: Solver, site: ReadSite, w: number): boolean {
  if (!site.valued) return true;
  const read = solver.find(events[site.event]?.value as Term);
  const written = solver.find(events[w]?.value as Term);
  return read === written || isVariable(read) || isVariable(written);
}

/** What each read reads, with what its write wrote. `source`: by read site, the event it reads from. */
export function* copies(
  { structure: { events }, reads }: Located,
  source: Int32Array,
): Iterable<readonly [Term, Term]> {
  for (const [i, site] of reads.entries()) {
    const w = source[i] as number;
    const [read, written] = [events[site.event]?.value, events[w]?.value];
    if (read !== undefined && written !== undefined) yield [read, written];
  }
}
