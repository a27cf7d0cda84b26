/** The table of barrier fillings: its rows agree with the primitives, the order and the model. */

import { describe, expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { judge } from '../../src/judge/judge.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import {
  architectures,
  besideAtomic,
  type RmwKind,
  type RmwOrder,
  readModifyWrite,
} from '../../src/lkmm/costs.ts';
import { fillings, fillingsOf, type Hole } from '../../src/lkmm/fillings.ts';
import { primitiveNamed, primitives } from '../../src/lkmm/primitives.ts';
import { directlyWeaker, isWeaker, type Strength, strengthOf } from '../../src/lkmm/strength.ts';

const holes: readonly Hole[] = ['between', 'load', 'store', 'rmw'];

function strengthOfHole(hole: Hole): { names: string[]; strength: Strength } {
  const names = [...fillingsOf[hole].keys()];
  const pairs = names.flatMap((name, b) =>
    (fillingsOf[hole].get(name)?.above ?? []).map((weak) => [names.indexOf(weak), b] as const),
  );
  const strength = strengthOf(names.length, pairs);
  if ('circle' in strength) throw new Error(`circle in ${hole}`);
  return { names, strength };
}

describe.each(holes)('the fillings of %s', (hole) => {
  const { names, strength } = strengthOfHole(hole);
  const rows = [...fillingsOf[hole].values()];

  test('are named once, and stand above rows that there are', () => {
    expect(rows.length).toBe(fillings.filter((f) => f.hole === hole).length);
    for (const row of rows) for (const weaker of row.above) expect(names).toContain(weaker);
  });

  test('list direct neighbours only', () => {
    for (const [i, row] of rows.entries()) {
      expect(
        directlyWeaker(strength, i)
          .map((b) => names[b])
          .sort(),
        row.name,
      ).toEqual([...row.above].sort());
    }
  });

  test('are told in one sentence, and cost no less than what is weaker', () => {
    for (const [b, row] of rows.entries()) {
      expect(row.doc).toMatch(/^[A-Z][^.]*\.$/);
      for (const a of architectures) {
        const { instruction, rank, weight, file } = row.cost[a];
        expect([rank > 0, weight > 0, file !== ''], row.name).toEqual(Array(3).fill(instruction !== ''));
        for (const [i, weaker] of rows.entries()) {
          if (isWeaker(strength, i, b))
            expect(weaker.cost[a].weight, `${weaker.name} ${a}`).toBeLessThanOrEqual(weight);
        }
      }
    }
  });
});

test('every barrier of the model has its row, and every row is a barrier', () => {
  const texts = [...fillingsOf.between.values()].map((f) => f.text);
  const barriers = primitives.filter(
    ({ effect }) => effect.do === 'fence' && effect.fence !== 'rcu-lock' && effect.fence !== 'rcu-unlock',
  );
  expect(texts.filter((t) => t !== '').sort()).toEqual(barriers.map((p) => `${p.name}();`).sort());
});

test('the forms of accesses are primitives', () => {
  for (const { hole, name, text } of fillings) {
    const called = hole === 'rmw' ? `atomic_add_return${text}` : /^(\w+)\(/.exec(text)?.[1];
    if (called !== undefined && hole !== 'between') expect(primitiveNamed.has(called), name).toBe(true);
  }
});

/* ---- the order against the model ---- */

/** Bodies of two threads with `@` for the filling; the condition is the shape's own. */
const shapes: Readonly<Record<string, readonly [string, string, string]>> = {
  SB: [
    'WRITE_ONCE(*x, 1);\n@\nr0 = READ_ONCE(*y);',
    'WRITE_ONCE(*y, 1);\n@\nr0 = READ_ONCE(*x);',
    '0:r0=0 /\\ 1:r0=0',
  ],
  'SB of atomics': [
    'atomic_inc(x);\n@\nr0 = READ_ONCE(*y);',
    'atomic_inc(y);\n@\nr0 = READ_ONCE(*x);',
    '0:r0=0 /\\ 1:r0=0',
  ],
  'SB to atomics': [
    'WRITE_ONCE(*x, 1);\n@\nr0 = atomic_fetch_add_relaxed(1, y);',
    'WRITE_ONCE(*y, 1);\n@\nr0 = atomic_fetch_add_relaxed(1, x);',
    '0:r0=0 /\\ 1:r0=0',
  ],
  'SB of locks': [
    'WRITE_ONCE(*x, 1);\nspin_lock(s);\n@\nr0 = READ_ONCE(*y);\nspin_unlock(s);',
    'WRITE_ONCE(*y, 1);\nspin_lock(t);\n@\nr0 = READ_ONCE(*x);\nspin_unlock(t);',
    '0:r0=0 /\\ 1:r0=0',
  ],
  'SB of two locks': [
    'spin_lock(s);\nWRITE_ONCE(*x, 1);\nspin_unlock(s);\nspin_lock(t);\n@\nr0 = READ_ONCE(*y);\nspin_unlock(t);',
    'WRITE_ONCE(*y, 1);\nsmp_mb();\nr0 = READ_ONCE(*x);',
    '0:r0=0 /\\ 1:r0=0',
  ],
  MP: [
    'WRITE_ONCE(*x, 1);\n@\nWRITE_ONCE(*y, 1);',
    'r0 = READ_ONCE(*y);\n@\nr1 = READ_ONCE(*x);',
    '1:r0=1 /\\ 1:r1=0',
  ],
  LB: [
    'r0 = READ_ONCE(*x);\n@\nWRITE_ONCE(*y, 1);',
    'r0 = READ_ONCE(*y);\n@\nWRITE_ONCE(*x, 1);',
    '0:r0=1 /\\ 1:r0=1',
  ],
  S: [
    'WRITE_ONCE(*x, 2);\n@\nWRITE_ONCE(*y, 1);',
    'r0 = READ_ONCE(*y);\n@\nWRITE_ONCE(*x, 1);',
    '1:r0=1 /\\ x=2',
  ],
  R: [
    'WRITE_ONCE(*x, 1);\n@\nWRITE_ONCE(*y, 1);',
    'WRITE_ONCE(*y, 2);\n@\nr0 = READ_ONCE(*x);',
    'y=2 /\\ 1:r0=0',
  ],
  '2+2W': [
    'WRITE_ONCE(*x, 1);\n@\nWRITE_ONCE(*y, 2);',
    'WRITE_ONCE(*y, 1);\n@\nWRITE_ONCE(*x, 2);',
    'x=1 /\\ y=1',
  ],
};

function positives(shape: string, filling: string): number {
  const [a, b, condition] = shapes[shape] ?? ['', '', ''];
  const thread = (number: number, body: string) =>
    `P${number}(int *x, int *y, spinlock_t *s, spinlock_t *t)\n{\n${body.replace('@', filling)}\n}\n`;
  const { test: parsed } = parseLitmus(
    source('t', `C t\n\n{}\n\n${thread(0, a)}\n${thread(1, b)}\nexists (${condition})\n`),
  );
  if (parsed === undefined) throw new Error(`${shape} with ${filling}`);
  const { judgement } = judge(parsed);
  if (judgement.outcome !== 'judged') throw new Error(`${shape} with ${filling}`);
  return judgement.positive;
}

describe('a stronger barrier allows nothing that a weaker one forbids', () => {
  const { names, strength } = strengthOfHole('between');

  test.each(Object.keys(shapes))('in %s', (shape) => {
    const found = names.map((name) => positives(shape, fillingsOf.between.get(name)?.text ?? ''));
    expect(new Set(found.map((n) => n > 0)).size, 'the shape tells some apart').toBe(2);
    for (const [a, weak] of names.entries()) {
      for (const [b, strong] of names.entries()) {
        if (isWeaker(strength, a, b) && found[a] === 0) expect(found[b], `${weak} < ${strong}`).toBe(0);
      }
    }
  });
});

describe('a read-modify-write costs what its own instructions cost', () => {
  const all = (kind: RmwKind, order: RmwOrder) =>
    architectures.map((a) => readModifyWrite(kind, order)[a].instruction);

  test.each<[RmwKind, RmwOrder, string[]]>([
    ['add', 'full', ['lock xadd', 'ldaddal', 'sync; lwarx; stwcx.; sync', 'amoadd.w.aqrl']],
    ['void or', 'relaxed', ['lock or', 'stset', 'lwarx; stwcx.', 'amoor.w']],
    ['andnot', 'release', ['lock cmpxchg', 'ldclrl', 'lwsync; lwarx; stwcx.', 'fence rw,w; amoand.w']],
    ['xchg', 'acquire', ['xchg', 'swpa', 'lwarx; stwcx.; lwsync', 'amoswap.w; fence r,rw']],
    ['cmpxchg', 'full', ['lock cmpxchg', 'casal', 'sync; lwarx; stwcx.; sync', 'lr.w; sc.w.rl; fence rw,rw']],
  ])('%s, %s', (kind, order, expected) => {
    expect(all(kind, order)).toEqual(expected);
  });

  test('two sync instructions are dearer than one behind a relaxed form', () => {
    const { weight } = readModifyWrite('add', 'full').powerpc;
    expect(weight).toBeGreaterThan(
      readModifyWrite('add', 'relaxed').powerpc.weight + besideAtomic.powerpc.weight,
    );
  });
});
