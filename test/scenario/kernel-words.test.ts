/**
 * Kernel words: every row names its document, and what its expansion promises is what our judge and
 * the real herd7 find, no more and no less.
 */

import { describe, expect, it, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { locateHerd } from '../../src/herd/locate.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { observation } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { substituteFor } from '../../src/litmus/substitutes.ts';
import { coreOperationNamed } from '../../src/lkmm/core-operations.ts';
import { folioFlags, type KernelWord, kernelWordNamed, kernelWords } from '../../src/lkmm/kernel-words.ts';
import { primitiveNamed } from '../../src/lkmm/primitives.ts';
import { refusedWords } from '../../src/lkmm/refused-words.ts';
import { programOf, testOf } from '../../src/scenario/expand.ts';
import { loaded } from './complained.ts';
import { orderedCases, otherCases, type Shape, shapesOf } from './word-cases.ts';

/* ---- the table ---- */

test('every row names the document that promises it, and what is left out', () => {
  for (const word of kernelWords) {
    expect(word.promised, word.name).toMatch(
      /^(?:Documentation|include|lib|mm|kernel)\/[\w./-]+\.(?:txt|rst|h|c)/,
    );
    expect(word.abstracts, word.name).not.toBe('');
  }
});

test('no row is there twice, or for what LKMM knows itself', () => {
  const names = kernelWords.map((w) => w.name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  expect(names.filter((name) => primitiveNamed.has(name))).toEqual([]);
});

test('no word has both an expansion and a refusal, but where the refusal is the wider pattern', () => {
  for (const name of [
    'call_rcu',
    'rcu_barrier',
    'wake_up',
    'kref_put',
    'folio_put',
    'schedule',
    'data_race',
  ]) {
    expect(kernelWordNamed(name), name).toBeUndefined();
    expect(substituteFor(name), name).toBeTruthy();
  }
  for (const { hint } of refusedWords) expect(hint).not.toBe('');
});

test('expansions call only what herd7 knows', () => {
  for (const word of kernelWords) {
    for (const [, name] of [...word.before, word.text]
      .join(' ')
      .matchAll(/\b([A-Za-z_]\w*)(?:\{\w+\})?\(/g)) {
      if (name !== 'if' && name !== undefined)
        expect(primitiveNamed.has(name) || coreOperationNamed.has(name), `${word.name}: ${name}`).toBe(true);
    }
  }
});

test('flags in names of words', () => {
  expect(folioFlags.has('dirty')).toBe(true);
  expect(kernelWordNamed('folio_test_set_dirty')?.word.name).toBe('folio_test_set_*');
  expect(kernelWordNamed('TestSetPageDax')).toMatchObject({ word: { name: 'TestSetPage*' }, flag: 'dax' });
  expect(kernelWordNamed('PageAnon')).toBeUndefined();
  expect(kernelWordNamed('folio_test_anon')).toBeUndefined();
  expect(kernelWordNamed('folio_test_uptodate')?.word.name).toBe('folio_test_uptodate');
});

test('a litmus test is told the expansion', () => {
  expect(substituteFor('refcount_inc')).toBe('write atomic_inc(v);');
  expect(substituteFor('refcount_dec_and_test')).toBe(
    'write int a = atomic_sub_return_release(1, v); if (a == 0) smp_rmb(); its value is a == 0',
  );
});

/* ---- judged ---- */

interface Judged {
  readonly title: string;
  readonly text: string;
  readonly expected: 'Never' | 'Sometimes';
}

function scenarioOf(shape: Omit<Shape, 'promise'>): string {
  const threads = Object.entries(shape.threads);
  const used = (name: string) => threads.some(([, code]) => new RegExp(`\\b${name}\\b`).test(code));
  const shared = [
    `  v: { type: atomic_t, init: ${shape.begins} }`,
    ...['x', 'y'].filter(used).map((name) => `  ${name}: 0`),
    ...(used('lk') ? ['  lk: { type: spinlock_t }'] : []),
  ];
  return [
    'id: word\ntitle: a word\nquestion: which?\nshared:',
    ...shared,
    'threads:',
    ...threads.map(
      ([name, code]) => `  - name: ${name}\n    code: |\n${code.replace(/^/gm, '      ')}\n      \${${name}}`,
    ),
    'slots:',
    ...threads.map(([name]) => `  ${name}: { fences: [ none, mb ] }`),
    `bad:\n  - { id: bad, when: '${shape.when}' }\nsanity:\n  - { id: ok, when: 'x=1' }`,
    `today: { ${threads.map(([name]) => `${name}: none`).join(', ')} }\n`,
  ].join('\n');
}

function testText(shape: Omit<Shape, 'promise'>): string {
  const scenario = loaded(scenarioOf(shape));
  const [outcome] = scenario.outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  return testOf(programOf(scenario, scenario.today), outcome).text;
}

const judged: readonly Judged[] = [
  ...Object.entries(orderedCases).flatMap(([name, of]) =>
    shapesOf(of).map(
      (shape): Judged => ({
        title: `${name}: ${shape.promise}`,
        text: testText(shape),
        expected: of.promises.includes(shape.promise) ? 'Never' : 'Sometimes',
      }),
    ),
  ),
  ...Object.entries(otherCases).map(
    ([title, { expected, ...shape }]): Judged => ({ title, text: testText(shape), expected }),
  ),
];

/** Rows with the same expansion are judged by one of them. */
function sameExpansion(a: KernelWord, b: KernelWord): boolean {
  return a.role === b.role && a.text === b.text && a.before.join('\n') === b.before.join('\n');
}

test('in a loop each wait must end', () => {
  const loop = (word: string) =>
    testText({
      begins: 0,
      threads: {
        P: `int r0 = 0;\nwhile (r0 == 0) {\n${word}\nr0 = READ_ONCE(*x);\n}`,
        Q: 'WRITE_ONCE(*x, 1);',
      },
      when: 'P:r0=1',
    });
  expect(loop('smp_cond_load_relaxed(v, VAL == 1);')).toContain('k1 = k1 | ((k0 == 1) == 0);');
  expect(loop('mutex_lock(v);')).toContain('k0 = k0 | (atomic_cmpxchg_acquire(v, 0, 1));');
});

test('every row, or one with the same expansion, is judged', () => {
  const seen = new Set<KernelWord>();
  const codes = [
    ...Object.values(orderedCases).map((c) => c.code),
    ...Object.values(otherCases).flatMap((c) => Object.values(c.threads)),
  ].join('\n');
  for (const [, name] of codes.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)) {
    const found = kernelWordNamed(name ?? '');
    if (found !== undefined) seen.add(found.word);
  }
  const isPrimitive = (w: KernelWord) =>
    primitiveNamed.has(w.name.replace(/^atomic(?:_long|64)_/, 'atomic_'));
  const left = kernelWords.filter((w) => !isPrimitive(w) && ![...seen].some((s) => sameExpansion(s, w)));
  expect(left.map((w) => w.name)).toEqual([]);
});

test.each(judged)('$title', ({ text, expected }) => {
  const { test: read } = parseLitmus(source('t.litmus', text));
  if (read === undefined) throw new Error(text);
  const { judgement } = judge(read);
  if (judgement.outcome !== 'judged') throw new Error(`${judgement.outcome}\n${text}`);
  expect(observation(judgement), text).toBe(expected);
});

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;
if (herd === undefined) console.warn('skipped: no real herd7 for the kernel words');

describe('the real herd7', () => {
  it.skipIf(herd !== undefined || process.env['MBPAIR_REQUIRE_HERD'] !== '1')('is there', () => {
    throw new Error('no real herd7');
  });

  it.skipIf(herd === undefined)(
    'finds the same',
    async () => {
      if (herd === undefined) return;
      const tests = judged.map(({ text }, i) => ({ name: `word-${i}`, text }));
      const answers = await herdJudge(tests, { herd, jobs: 1 });
      for (const [i, { title, expected, text }] of judged.entries()) {
        const judgement = answers[i]?.judgement;
        if (judgement?.outcome !== 'judged')
          throw new Error(`${title}: ${answers[i]?.messages.join(' ')}\n${text}`);
        expect(observation(judgement), title).toBe(expected);
      }
    },
    120_000,
  );
});
