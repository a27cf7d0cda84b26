import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  closeInto,
  composeInto,
  emptyRelation,
  hasPair,
  inverseInto,
  isAcyclic,
  isIrreflexive,
  pairs,
  relationOf,
  restrictInto,
  setOf,
  sizeFor,
} from '../../src/base/relation.ts';

type Pair = readonly [number, number];

/** Relations on up to 70 events: rows of one, two and three words. */
const relations = fc.integer({ min: 1, max: 70 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    a: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 40 }),
    b: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 40 }),
    set: fc.array(fc.nat(n - 1), { maxLength: 20 }),
  }),
);

const key = ([a, b]: Pair) => a * 100 + b;
const sorted = (ps: readonly Pair[]) =>
  [...new Map(ps.map((p) => [key(p), [p[0], p[1]]])).values()].sort(
    (p, q) => key(p as unknown as Pair) - key(q as unknown as Pair),
  );

function slowCompose(a: readonly Pair[], b: readonly Pair[]): Pair[] {
  return a.flatMap(([x, y]) => b.flatMap(([p, q]): Pair[] => (p === y ? [[x, q]] : [])));
}

function slowClosure(a: readonly Pair[]): Pair[] {
  let all = sorted(a) as unknown as Pair[];
  for (;;) {
    const next = sorted([...all, ...slowCompose(all, a)]) as unknown as Pair[];
    if (next.length === all.length) return next;
    all = next;
  }
}

const edges = [31, 32, 33, 63, 64, 65].map((n) => [
  {
    n,
    a: [
      [n - 2, n - 1],
      [0, n - 2],
      [n - 1, 0],
    ] as Pair[],
    b: [[n - 1, 0]] as Pair[],
    set: [n - 1, 0],
  },
]);

function agree(check: (given: { n: number; a: Pair[]; b: Pair[]; set: number[] }) => void): void {
  fc.assert(
    fc.property(relations, (given) => {
      check(given as { n: number; a: Pair[]; b: Pair[]; set: number[] });
    }),
    { numRuns: 200, seed: 7, examples: edges as never },
  );
}

test('composition equals the textbook one', () => {
  agree(({ n, a, b }) => {
    const size = sizeFor(n);
    const out = emptyRelation(size);
    composeInto(out, relationOf(size, a), relationOf(size, b), size);
    expect(pairs(out, size)).toEqual(sorted(slowCompose(a, b)));
  });
});

test('closure equals the textbook one', () => {
  agree(({ n, a }) => {
    const size = sizeFor(n);
    const out = relationOf(size, a);
    closeInto(out, size);
    expect(pairs(out, size)).toEqual(sorted(slowClosure(a)));
  });
});

test('a relation is acyclic exactly if its closure is irreflexive', () => {
  agree(({ n, a }) => {
    const size = sizeFor(n);
    const r = relationOf(size, a);
    const closed = relationOf(size, a);
    closeInto(closed, size);
    expect(isAcyclic(r, size)).toBe(isIrreflexive(closed, size));
  });
});

test('inverse turns every pair', () => {
  agree(({ n, a }) => {
    const size = sizeFor(n);
    const out = emptyRelation(size);
    inverseInto(out, relationOf(size, a), size);
    expect(pairs(out, size)).toEqual(sorted(a.map(([x, y]) => [y, x])));
  });
});

test('restriction keeps the pairs that begin and end in the sets', () => {
  agree(({ n, a, set }) => {
    const size = sizeFor(n);
    const s = setOf(size, set);
    const out = emptyRelation(size);
    restrictInto(out, relationOf(size, a), s, undefined, size);
    expect(pairs(out, size)).toEqual(sorted(a.filter(([x]) => set.includes(x))));
    restrictInto(out, relationOf(size, a), undefined, s, size);
    expect(pairs(out, size)).toEqual(sorted(a.filter(([, y]) => set.includes(y))));
    for (const [x, y] of pairs(out, size)) expect(hasPair(out, size, x, y)).toBe(true);
  });
});
