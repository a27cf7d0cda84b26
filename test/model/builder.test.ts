import { expect, test } from 'vitest';
import { pairs, relationOf, setOf, sizeFor } from '../../src/base/relation.ts';
import { ModelBuilder } from '../../src/model/builder.ts';
import { Evaluation, type Inputs } from '../../src/model/evaluate.ts';
import { lkmm } from '../../src/model/lkmm.ts';

/** Sequential consistency, the smallest complete example. */
function sc(): ModelBuilder {
  const m = new ModelBuilder();
  const po = m.baseRelation('po', 'program');
  const rf = m.baseRelation('rf', 'rf');
  const co = m.baseRelation('co', 'co');
  const fr = m.def('fr', m.seq(m.inverse(rf), co));
  m.axiom('acyclic', 'sc', m.union(po, rf, co, fr));
  return m;
}

test('equal nodes are one node, in whatever order they are written', () => {
  const m = new ModelBuilder();
  const a = m.baseRelation('a', 'program');
  const b = m.baseRelation('b', 'program');
  expect(m.union(a, b)).toBe(m.union(b, m.union(a, b)));
  expect(m.union(a)).toBe(a);
});

test('[S] ; r ; [T] is one restriction, however it is put together', () => {
  const m = new ModelBuilder();
  const s = m.baseSet('S');
  const t = m.baseSet('T');
  const r = m.baseRelation('r', 'program');
  expect(m.seq(s, r, t)).toBe(m.seq(m.seq(s, r), t));
});

test('stages and growth are computed from the operators', () => {
  const model = sc().build('SC');
  expect(model.nodes.map((n) => [n.op.op, n.stage, n.monotone])).toEqual([
    ['base relation', 'program', true],
    ['base relation', 'rf', true],
    ['base relation', 'co', true],
    ['inverse', 'rf', true],
    ['sequence', 'co', true],
    ['union', 'co', true],
  ]);
});

test('what is subtracted must be fixed for growth to be certain', () => {
  const m = new ModelBuilder();
  const po = m.baseRelation('po', 'program');
  const rf = m.baseRelation('rf', 'rf');
  m.axiom('empty', 'fixed', m.difference(rf, po));
  m.axiom('empty', 'shrinking', m.difference(po, rf));
  const { axioms, nodes } = m.build('differences');
  expect(axioms.map((a) => [a.name, nodes[a.of]?.monotone])).toEqual([
    ['fixed', true],
    ['shrinking', false],
  ]);
});

test('every axiom of LKMM is monotone, so that each may prune; the race flag is not', () => {
  const { axioms, flags, nodes } = lkmm();
  expect(axioms.map((a) => [a.name, nodes[a.of]?.monotone])).toEqual([
    ['coherence', true],
    ['atomic', true],
    ['happens-before', true],
    ['propagation', true],
    ['rcu', true],
    ['plain-coherence', true],
  ]);
  expect(flags.filter((f) => nodes[f.of]?.monotone === false).map((f) => f.name)).toEqual([
    'unmatched-srcu-lock',
    'unmatched-srcu-unlock',
    'srcu-bad-value-match',
    'data-race',
  ]);
});

test('a fixpoint holds what follows from itself and nothing else', () => {
  const m = new ModelBuilder();
  const step = m.baseRelation('step', 'rf');
  const reach = m.fixpoint('reach', (self) => m.union(step, m.seq(self, step)));
  const model = m.build('reachability');
  const size = sizeFor(5);
  const inputs: Inputs = {
    size,
    set: () => setOf(size, []),
    relation: () => relationOf(size, []),
    possible: () => true,
  };
  const candidate = () =>
    relationOf(size, [
      [0, 1],
      [1, 2],
      [3, 4],
    ]);
  expect(pairs(new Evaluation(model, inputs).valueOf(reach, candidate), size)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
    [3, 4],
  ]);
});
