/** Terms of art, one line each, for the first time that a reader meets them. Names as in explanation.txt. */

import type { Reason } from '../explain/reason.ts';
import type { Model } from '../model/ir.ts';
import { unfoldedNames } from './unfolded.ts';

const terms: Readonly<Record<string, string>> = {
  hb: 'happens-before: executed before',
  pb: 'propagates-before: reaches every CPU before the other is executed',
  rb: 'RCU-before: kept apart by a grace period',
  ppo: 'preserved program order: what a CPU keeps in order by itself',
  prop: 'propagation: the store reaches a CPU before something else does',
  'cumul-fence': 'a fence that also orders what its CPU has seen from others',
  'strong-fence': 'a full barrier or a grace period',
  overwrite: 'co or fr: the later store replaces what the first wrote or read',
  'rcu-order': 'grace periods and critical sections in a row that cannot overlap',
  'rcu-link': 'what ties a grace period to a critical section',
  'rcu-fence': 'what is before and after such a row',
  vis: 'visibility: the store can be seen by the time of the other',
  rfe: "reads-from, external: a read returns another CPU's store, or the initial value",
  rfi: 'reads-from, internal: a read returns a store of its own CPU',
  fre: 'from-read, external: a read returns what was there before another CPU stored',
  fri: 'from-read, internal: a read returns what was there before a later store of its CPU',
  coe: "coherence, external: a store is overwritten by another CPU's store",
  coi: 'coherence, internal: a store is overwritten by a later one of its own CPU',
  mb: 'a full memory barrier: all before it reaches every CPU before anything after it',
  wmb: 'a write barrier: stores before it come before stores after it',
  rmb: 'a read barrier: reads before it come before reads after it',
  'acq-po': 'acquire: what follows an acquire comes after it',
  'po-rel': 'release: what precedes a release comes before it',
  'po-unlock-lock-po': 'what is before an unlock comes before what is after the next lock',
  addr: 'address dependency: a read gives the address of a later access',
  data: 'data dependency: a read gives the value of a later store',
  ctrl: 'control dependency: a read decides whether a later store is executed',
  gp: 'grace period: what lies before synchronize_rcu() and what lies after it',
  'rcu-rscsi': 'from the end of an RCU read-side critical section back to its beginning',
  'srcu-rscsi': 'from the end of an SRCU read-side critical section back to its beginning',
  'po-loc': 'program order between accesses of one location',
  po: 'program order: the order of the statements',
  rmw: 'the read and the write of one atomic operation',
};

const axioms: Readonly<Record<string, string>> = {
  coherence: 'the accesses to one location have one order that all CPUs agree on',
  atomic: 'no store of another CPU comes between the two halves of an atomic operation',
  'happens-before': 'hb never goes in a circle',
  propagation: 'pb never goes in a circle',
  rcu: 'rb joins nothing to itself: a grace period waits for the sections before it',
  'plain-coherence': 'plain accesses that are ordered see each other in that order',
};

export interface Terms {
  readonly axiom?: string;
  readonly relations: readonly string[];
}

/** Every term that the unfolding of a reason uses: its axiom, its steps, the definitions on the way. */
export function reasonTerms(model: Model, r: Reason): Terms {
  return { axiom: r.axiom.name, relations: [...unfoldedNames(model, r), ...r.loop.map((s) => s.relation)] };
}

/** One line each, of those that `seen` does not hold yet; they are added to it. */
export function termsOf({ axiom, relations }: Terms, seen: Set<string>): string[] {
  const lines: string[] = [];
  const add = (name: string, words: string | undefined) => {
    if (words === undefined || seen.has(name)) return;
    seen.add(name);
    lines.push(`${name}: ${words}`);
  };
  if (axiom !== undefined) add(`axiom ${axiom}`, axioms[axiom]);
  for (const name of relations) add(name, terms[name]);
  return lines;
}
