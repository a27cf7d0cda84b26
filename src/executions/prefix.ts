/**
 * Whether some control paths of the first threads can be part of any execution, whatever the other
 * threads do. Their events are judged alone: a read takes a foreign write where one is possible, else
 * what is left to it. The model only ever says more of more events, so what it forbids here it forbids
 * of the whole.
 */

import type { Locations } from '../events/locations.ts';
import type { EventStructure } from '../events/structure.ts';
import { isVariable, type Term } from '../events/term.ts';
import { Coherence } from './coherence.ts';
import { type Located, locate, type ReadSite } from './located.ts';
import type { Consistency } from './searching.ts';
import { Solver } from './solver.ts';

/** A write of a thread that is not looked at; undefined: unknown. */
export interface ForeignWrite {
  readonly address: Term | undefined;
  readonly value: Term | undefined;
}

export interface PrefixQuestion {
  readonly structure: EventStructure;
  readonly locations: Locations;
  /** Terms and what they must be. */
  readonly demands: readonly (readonly [Term, Term])[];
  /** Everything that the other threads may write. */
  readonly foreign: readonly ForeignWrite[];
  readonly consistency: (located: Located) => Consistency;
}

export function mayBePart(q: PrefixQuestion): boolean {
  const { structure: s } = q;
  const solver = new Solver(s.variableNumbers.length, s.equations);
  for (const [a, b] of s.equal) if (!solver.unify(a, b)) return false;
  if (!solver.propagate()) return false;
  solver.beginReadsFrom();
  for (const [a, b] of q.demands) if (!solver.unify(a, b)) return false;
  if (!solver.propagate()) return false;
  const addressOf = (i: number): Term | undefined => {
    const address = s.events[i]?.address;
    return address === undefined ? undefined : solver.find(address);
  };
  // What is not known yet may be anything: no answer.
  if (s.events.some((_, i) => isVariable(addressOf(i) ?? 0))) return true;
  const located = locate(s, q.locations, addressOf);
  if (located.locks.blocked !== undefined) return false;
  const coherence = new Coherence(located);
  if (!coherence.begin()) return false;

  const valueAt = (e: number): Term => solver.find(s.events[e]?.value as Term);
  const mayMatch = (a: Term | undefined, b: Term): boolean => a === undefined || a === b || isVariable(b);
  const open = new Set(located.reads.flatMap((site, i) => (site.valued ? [i] : [])));
  for (let changed = true; changed; ) {
    changed = false;
    for (const i of open) {
      const site = located.reads[i] as ReadSite;
      const address = addressOf(site.event);
      const value = valueAt(site.event);
      if (
        q.foreign.some((w) => (w.address === undefined || w.address === address) && mayMatch(w.value, value))
      ) {
        continue;
      }
      const options = site.candidates.filter((w) => {
        const written = valueAt(w);
        const fits = written === value || isVariable(written) || isVariable(value);
        return fits && coherence.allows(site, w) && !coherence.isParted(site, w);
      });
      if (options.length > 1) continue;
      const only = options[0];
      if (only === undefined || !coherence.assign(i, only)) return false;
      if (!solver.unify(value, valueAt(only)) || !solver.propagate()) return false;
      open.delete(i);
      changed = true;
    }
  }
  return q.consistency(located).mayExtend(coherence.rf, coherence.co);
}
