/**
 * What bad scenario files get. Each document under golden/ shows the complaints; a changed message
 * shows there. `npx vitest run test/scenario -u` renews them.
 */

import { describe, expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { type Case, changed, complained, documentOf, good, withHoles } from './complained.ts';

const yaml: readonly Case[] = [
  ['an empty file', ''],
  ['only comments', '# nothing yet\n'],
  ['a list', '- id: x\n'],
  ['no YAML at all', 'id: [ a\ntitle: b\n'],
  [
    'a colon in a plain text',
    changed('title: Reference then flag, flag then count', 'title: Jan: reference, then flag'),
  ],
  ['tabs for indentation', changed('  refs: {', '\trefs: {')],
  ['a text that begins with %', changed('title: Reference', 'title: %Reference')],
  ['two documents', `${good}---\n${good}`],
  ['a key twice', changed('today: {', 'title: again\ntoday: {')],
  ['a tag of the author', changed('flag: 0', 'flag: !mine 0')],
  ['an alias without anchor', changed('flag: 0', 'flag: *zero')],
  ['an unclosed quote', changed("trunc:r0=1' }", 'trunc:r0=1 }')],
  ['a condition in double quotes', changed("'gup:r0=0 /\\ trunc:r0=1'", '"gup:r0=0 /\\ trunc:r0=1"')],
  ['a disjunction in double quotes', changed("'gup:r0=0 /\\ trunc:r0=1'", '"gup:r0=0 \\/ trunc:r0=1"')],
];

const shape: readonly Case[] = [
  ['an unknown key', changed('question:', 'questoin:')],
  ['an unknown key far from all', changed('question:', 'colour:')],
  ['no threads', good.replace(/threads:[\s\S]*(?=slots:)/, '')],
  ['a scenario without sanity outcomes', good.replace(/sanity:\n.*\n/, '')],
  ['an empty list of sanity outcomes', good.replace(/sanity:\n.*\n/, 'sanity: []\n')],
  [
    'a map where a text belongs',
    changed('title: Reference then flag, flag then count', 'title: { text: x }'),
  ],
  ['a list where a map belongs', changed('today: { gup: mb, trunc: mb }', 'today: [ mb, mb ]')],
  ['nothing where a list belongs', good.replace(/bad:\n.*\n/, 'bad:\n')],
  ['an id with a blank', changed('id: flag-scheme', 'id: flag scheme')],
  ['an id that leads elsewhere', changed('id: flag-scheme', 'id: ../../etc/passwd')],
  ['a thread without code', changed('  - name: gup\n', '  - name: other\n  - name: gup\n')],
  ['a thread by a word of herd7', changed('- name: gup', '- name: filter')],
  ['a thread named like a number', changed('- name: gup', '- name: P7')],
  ['a shared word that is a keyword', changed('  flag: 0', '  exists: 0')],
  ['a shared word of an unknown type', changed('type: atomic_t', 'type: atomic')],
  ['a lock with a value', changed('  flag: 0', '  flag: 0\n  ptl: { type: spinlock_t, init: 1 }')],
  ['an initial value that is no number', changed('  flag: 0', '  flag: refs')],
  ['a pointer to nowhere', changed('  flag: 0', '  flag: 0\n  p: { type: ptr, init: 3 }')],
  ['two outcomes of one name', changed('id: gup-wins', 'id: both-miss')],
  ['an outcome without a condition', changed(", when: 'gup:r0=0 /\\ trunc:r0=2'", '')],
  ['an unknown key in an outcome', changed('title: truncate waits', 'titel: truncate waits')],
  [
    'a situation that is neither true nor false',
    changed('fences: [ none, after-atomic, mb ]', 'fences: [ none, mb ]\n    situation: maybe'),
  ],
];

const slots: readonly Case[] = [
  ['a slot without fillings', changed('    fences: [ none, after-atomic, mb ]\n', '    asks: what?\n')],
  [
    'a slot with two kinds of fillings',
    changed('[ none, after-atomic, mb ]', '[ none, mb ]\n    load: flag'),
  ],
  ['an unknown fence', changed('[ none, after-atomic, mb ]', '[ none, after-atomics, mb ]')],
  ['the name of a primitive for a fence', changed('[ none, after-atomic, mb ]', '[ none, smp_mb ]')],
  ['a fence twice', changed('[ none, after-atomic, mb ]', '[ none, mb, mb ]')],
  ['no fence at all', changed('[ none, after-atomic, mb ]', '[]')],
  [
    'an unknown strength of a read-modify-write',
    changed(
      'fences: [ none, after-atomic, mb ]',
      'rmw: "atomic_add_return@(1, refs);"\n    pick: [ relaxed, strong ]',
    ),
  ],
  [
    'a read-modify-write without its mark',
    changed('fences: [ none, after-atomic, mb ]', 'rmw: "atomic_inc(refs);"'),
  ],
  ['a load of an expression', changed('fences: [ none, after-atomic, mb ]', 'load: "*flag"')],
  ['a store without a value', changed('fences: [ none, after-atomic, mb ]', 'store: flag')],
  ['pick with fences', changed('[ none, after-atomic, mb ]', '[ none, mb ]\n    pick: [ none ]')],
  [
    'a filling that fills nothing',
    changed('once: { mark: "WRITE_ONCE(*flag, 1);", fence: none }', 'once: {}'),
  ],
  [
    'a filling that forgets a hole',
    changed(
      'xchg: { mark: "int r1 = xchg(flag, 1);", fence: none }',
      'xchg: { mark: "int r1 = xchg(flag, 1);" }',
    ),
  ],
  [
    'a filling with a misspelt hole',
    changed(
      'xchg: { mark: "int r1 = xchg(flag, 1);", fence: none }',
      'xchg: { mark: "int r1 = xchg(flag, 1);", fense: none }',
    ),
  ],
  ['two fillings with one text', changed('fence: mb }', 'fence: none }')],
  [
    'two fillings that differ in blanks only',
    changed(
      'once: { mark: "WRITE_ONCE(*flag, 1);", fence: none }',
      'once: { mark: "WRITE_ONCE(*flag,  1);", fence: none }\n      again: { mark: "WRITE_ONCE(*flag,  1);  ", fence: none }',
    ),
  ],
  [
    'two fillings that differ in a comment only',
    changed(
      'once: { mark: "WRITE_ONCE(*flag, 1);", fence: none }',
      'once: { mark: "WRITE_ONCE(*flag, 1);", fence: none }\n      again: { mark: "WRITE_ONCE(*flag, 1);", fence: "«gup»" }',
    ),
  ],
  ['a hole that no slot fills', changed('      «gup»\n', '      «gupp»\n      «gup»\n')],
  ['a hole that stands nowhere', changed('      «fence»\n', '')],
  [
    'a hole of two slots',
    changed(
      '  gup:\n    fences: [ none, after-atomic, mb ]\n',
      '  gup:\n    fences: [ none, after-atomic, mb ]\n  more:\n    fences: [ none, mb ]\n    hole: gup\n',
    ).replace('today: { gup: mb,', 'today: { gup: mb, more: mb,'),
  ],
  ['a dollar that begins no hole', changed('      «gup»\n', '      «gup»\n      $fence\n')],
  ['a hole within itself', changed('fence: mb }', 'fence: "«fence»" }')],
  ['an order with an unknown filling', changed('once < mb < xchg', 'once < mb < xchange')],
  ['an order the wrong way round', changed('once < mb < xchg', 'xchg > mb')],
  ['an order in a circle', changed('[ once < mb < xchg ]', '[ once < mb < xchg, xchg < once ]')],
  [
    'an order against that of the table',
    changed('[ none, after-atomic, mb ]', '[ none, after-atomic, mb ]\n    order: [ mb < none ]'),
  ],
  ['an order of one', changed('[ once < mb < xchg ]', '[ once ]')],
  ['an order with a gap', changed('once < mb < xchg', 'once < < xchg')],
  ['a misplaced barrier', changed('fence: mb }', 'fence: after-atomic }')],
  [
    'a barrier before an operation that may fail',
    changed(
      'int r1 = xchg(flag, 1);", fence: none',
      'int r1 = cmpxchg_relaxed(flag, 0, 1);", fence: after-atomic',
    ),
  ],
  [
    'misplaced without need',
    changed('order: [ once < mb < xchg ]', 'order: [ once < mb < xchg ]\n    misplaced: [ mb ]'),
  ],
];

const choices: readonly Case[] = [
  ['today with an unknown slot', changed('today: { gup: mb, trunc: mb }', 'today: { gupp: mb, trunc: mb }')],
  [
    'today with an unknown filling',
    changed('today: { gup: mb, trunc: mb }', 'today: { gup: mb, trunc: smp_mb }'),
  ],
  ['today without a slot', changed('today: { gup: mb, trunc: mb }', 'today: { gup: mb }')],
  ['today forbidden', `${good}forbid:\n  - { gup: mb, trunc: [ mb, xchg ] }\n`],
  ['an unknown slot forbidden', `${good}forbid:\n  - { mark: mb }\n`],
  ['everything forbidden', `${good}forbid:\n  - {}\n`],
  ['an expectation that is neither', `${good}expect: good\n`],
  [
    'an expectation of an unknown choice',
    `${good}expect:\n  today: sufficient\n  minimal:\n    - { gup: after-atomic, trunc: full }\n`,
  ],
  ['a pair of three', `${good}pairs: [ [ gup, trunc, gup ] ]\n`],
  ['a pair of somebody else', `${good}pairs: [ [ gup, munmap ] ]\n`],
];

const tests: readonly Case[] = [
  ['an unknown thread in a condition', changed("'gup:r0=0 /\\ trunc:r0=1'", "'gpu:r0=0 /\\ trunc:r0=1'")],
  ['a thread number too large', changed("'gup:r0=0 /\\ trunc:r0=1'", "'7:r0=0 /\\ trunc:r0=1'")],
  ['an unknown register', changed("'gup:r0=0 /\\ trunc:r0=1'", "'gup:r2=0 /\\ trunc:r0=1'")],
  ['a register of the other thread', changed("'gup:r0=0 /\\ trunc:r0=1'", "'gup:r1=0 /\\ trunc:r0=1'")],
  [
    'a register that nothing assigns',
    changed('atomic_inc(refs);', 'int r5;\n      atomic_inc(refs);').replace(
      "'gup:r0=0 /\\ trunc:r0=1'",
      "'gup:r5=0 /\\ trunc:r0=1'",
    ),
  ],
  ['an unknown word', changed("'gup:r0=0 /\\ trunc:r0=1'", "'gup:r0=0 /\\ ref=1'")],
  ['a register without its thread', changed("'gup:r0=0 /\\ trunc:r0=1'", "'r0=0 /\\ trunc:r0=1'")],
  ['&& in a condition', changed("'gup:r0=0 /\\ trunc:r0=1'", "'gup:r0=0 && trunc:r0=1'")],
  [
    '== in a condition over several lines',
    changed("'gup:r0=0 /\\ trunc:r0=1'", "'gup:r0=0 /\\\n      trunc:r0<1'"),
  ],
  ['an empty condition', changed("'gup:r0=0 /\\ trunc:r0=1'", "''")],
  ['a condition with its quantifier', changed("'gup:r0=0 /\\ trunc:r0=1'", "'exists (gup:r0=0)'")],
  ['a filter with an unknown register', `${good}filter: 'trunc:r7=0'\n`],
  ['an unknown primitive in a thread', changed('r0 = READ_ONCE(*flag);', 'r0 = READ_ONC(*flag);')],
  [
    'an unknown primitive in a filling',
    changed('"int r1 = xchg(flag, 1);"', '"int r1 = exchange(flag, 1);"'),
  ],
  ['a missing semicolon', changed('atomic_inc(refs);', 'atomic_inc(refs)')],
  [
    'a loop',
    changed('      r0 = READ_ONCE(*flag);\n', '      for (r0 = 0; r0 < 2; r0++)\n          barrier();\n'),
  ],
  [
    'a word that ends the program, in a comment',
    changed('atomic_inc(refs);', 'atomic_inc(refs); /* the final word */'),
  ],
  [
    'a brace that is never closed',
    changed('      r0 = READ_ONCE(*flag);\n', '      if (r0 == 0) {\n      r0 = READ_ONCE(*flag);\n'),
  ],
  [
    'a thread left without code',
    changed('      «mark»\n', '      «mark»\n').replace(
      / {6}atomic_inc[\s\S]*?flag\);\n/,
      withHoles('      «gup»\n'),
    ),
  ],
  ['a word that no parameter names', changed('atomic_inc(refs);', 'atomic_inc(count);')],
  ['a statement without effect', changed('r0 = READ_ONCE(*flag);', 'r0 = READ_ONCE(*flag);\n      r0;')],
];

/** The thread gup with a line of its own in place of the atomic_inc(). */
const withWord = (code: string): string =>
  changed('      atomic_inc(refs);\n', `      atomic_inc(refs);\n      ${code}\n`);
const withBits = (bits: string, code: string): string =>
  withWord(code).replace('  flag: 0\n', `  flag: 0\n  flags: { ${bits} }\n`);

const words: readonly Case[] = [
  ['an argument too many', withWord('refcount_inc(refs, 1);')],
  ['an argument too few', withWord('set_bit(flag);')],
  ['a word without a value where one is needed', withWord('int r1 = refcount_inc(refs);')],
  [
    'a word of several statements in an expression',
    withWord('int r1 = 1 + READ_ONCE(*flag) + refcount_dec_and_test(refs);'),
  ],
  [
    'a word of several statements as an argument',
    withWord('WRITE_ONCE(*flag, refcount_dec_and_test(refs));'),
  ],
  ['a word of several statements in a loop', withWord('while (refcount_dec_and_test(refs)) { }')],
  [
    'a word of several statements behind else if',
    withWord('if (r0 == 1) { r0 = 2; } else if (refcount_dec_and_test(refs)) { r0 = 3; }'),
  ],
  [
    'a word of several statements two ifs deep',
    withWord('if (r0 == 1) if (refcount_dec_and_test(refs)) r0 = 3;'),
  ],
  ['a value where the address of a register belongs', withWord('int r1 = try_cmpxchg(refs, r0, 1);')],
  ['a condition that does not speak of VAL', withWord('int r1 = smp_cond_load_acquire(flag, r0 == 1);')],
  [
    'an access that the expansion would make twice',
    withWord('int r1 = page_ref_freeze(refs, READ_ONCE(*flag));'),
  ],
  [
    'two flags in a word whose bits have no names',
    withBits('type: atomic_t', 'folio_set_dirty(flags); folio_set_lru(flags);'),
  ],
  [
    'a flag that the word does not have',
    withBits('type: atomic_t, bits: [ locked, dirty ]', 'folio_set_lru(flags);'),
  ],
  [
    'a bit by a name that nobody gave',
    withBits('type: atomic_t, bits: { PG_locked: 0 }', 'set_bit(PG_dirty, flags);'),
  ],
  ['a bit beyond the word', withWord('set_bit(31, flag);')],
  ['two bits of one name', withBits('bits: [ PG_locked, locked ]', 'folio_lock(flags);')],
  ['two bits of one number', withBits('bits: { locked: 0, dirty: 0 }', 'folio_lock(flags);')],
  ['a bit whose number is none', withBits('bits: { locked: low }', 'folio_lock(flags);')],
  ['a bit with an odd name', withBits('bits: [ 7up ]', 'folio_lock(flags);')],
  ['an argument that is nothing', withWord('refcount_inc(ref);')],
  ['a word that has no expansion', withWord('call_rcu(refs);')],
  ['a wake-up', withWord('wake_up(flag);')],
  ['what looks like a flag', withWord('r0 = PageAnon(flag);')],
  ['a barrier behind a test of a bit', withWord('r0 = test_bit(0, flag); smp_mb__after_atomic();')],
  ['a barrier behind a word that may fail', withWord('r0 = folio_try_get(refs); smp_mb__after_atomic();')],
];

const documents = { yaml, shape, slots, choices, tests, words };

/** Cases that are warned of only. */
const onlyWarned: ReadonlySet<string> = new Set([
  'a misplaced barrier',
  'a barrier behind a test of a bit',
  'a barrier behind a word that may fail',
  'a barrier before an operation that may fail',
  'misplaced without need',
  'a statement without effect',
]);

describe('a bad scenario', () => {
  test('differs from a good one, of which nothing is said', () => {
    expect(complained(good)).toBe('');
  });

  test.each(Object.entries(documents))('in its %s is refused, or warned of', (_part, cases) => {
    for (const [title, text] of cases) {
      const { scenario, diagnostics } = loadScenario(source('s.yaml', text));
      expect(diagnostics.length, title).toBeGreaterThan(0);
      expect(scenario !== undefined, title).toBe(onlyWarned.has(title));
      expect(
        diagnostics.some((d) => d.severity === 'error'),
        title,
      ).toBe(!onlyWarned.has(title));
    }
  });

  test.each(Object.entries(documents))('in its %s is told as the document shows', async (part, cases) => {
    await expect(documentOf(`Bad scenarios: ${part}`, cases)).toMatchFileSnapshot(`golden/bad-${part}.md`);
  });
});
