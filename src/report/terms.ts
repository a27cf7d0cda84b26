/** Terms of art, one line each, for the first time that a reader meets them. Names as in explanation.txt. */

import type { Reason } from '../explain/reason.ts';
import type { Step } from '../explain/step.ts';

const terms: Readonly<Record<string, string>> = {
  rfe: "reads-from, external: a read returns another CPU's store",
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
  'happens-before':
    'hb, happens-before: the first is executed before the second; this can never go in a circle',
  propagation:
    'pb, propagates-before: the first reaches every CPU before the second is executed; this can never go in a circle',
  rcu: 'rb: as hb and pb, with grace periods at least as many as the critical sections that they wait for',
  'plain-coherence': 'plain accesses that are ordered see each other in that order',
};

export function termsOf(r: Reason, loop: readonly Step[]): string[] {
  const names = new Set(loop.map((s) => s.relation));
  return [
    ...(axioms[r.axiom.name] === undefined ? [] : [`${r.axiom.name}: ${axioms[r.axiom.name]}`]),
    ...[...names].flatMap((n) => (terms[n] === undefined ? [] : [`${n}: ${terms[n]}`])),
  ];
}
