/** A choice put into a test: names, initial state, declarations, indentation, comments on pairings. */

import { describe, expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { judge } from '../../src/judge/judge.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { expander, programOf, testKey, testName, testOf } from '../../src/scenario/expand.ts';
import { allChoices, type Choice, type Scenario } from '../../src/scenario/scenario.ts';
import { spanInFile } from '../../src/scenario/traced-text.ts';
import { changed, good, loaded, withHoles } from './complained.ts';
import { libraryFolder, scenarioOf } from './library.ts';

function textOf(scenario: Scenario, choice: Choice, result?: string): string {
  const [outcome] = scenario.outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  return testOf(programOf(scenario, choice), outcome, result === undefined ? {} : { result }).text;
}

test('the whole of one', () => {
  expect(textOf(loaded(good), [2, 2], 'Never')).toMatchInlineSnapshot(`
    "C flag-scheme+mb+xchg+both-miss

    (*
     * Result: Never
     *
     * Reference then flag, flag then count
     *
     * Must not happen, and cannot: nobody sees anybody.
     *
     * Choice: gup=mb, trunc=xchg.
     *)

    { atomic_t refs = ATOMIC_INIT(1); }

    P0(atomic_t *refs, int *flag) // gup
    {
    	int r0;

    	atomic_inc(refs);
    	/* Pairs with xchg() in trunc. */
    	smp_mb();
    	r0 = READ_ONCE(*flag);
    }

    P1(atomic_t *refs, int *flag) // trunc
    {
    	int r0;
    	int r1;

    	/* Pairs with smp_mb() in gup. */
    	r1 = xchg(flag, 1);
    	r0 = atomic_read(refs);
    }

    exists (0:r0=0 /\\ 1:r0=1)
    "
  `);
});

/** From the initial state to the condition. */
const program = (text: string) => text.slice(text.indexOf('*)') + 4);

describe('the initial state', () => {
  const init = (shared: string) => {
    const scenario = loaded(
      changed('  refs: { type: atomic_t, init: 1 }\n', `  refs: { type: atomic_t, init: 1 }\n${shared}`),
    );
    return program(textOf(scenario, [0, 0])).split('\n\n')[0];
  };

  test('says what does not begin as 0, in one line or in several', () => {
    expect(init('')).toBe('{ atomic_t refs = ATOMIC_INIT(1); }');
    expect(init('  more: 7\n  s: { type: spinlock_t }\n')).toBe(
      '{\n\tatomic_t refs = ATOMIC_INIT(1);\n\tint more = 7;\n}',
    );
    expect(init('  p: { type: ptr, init: flag }\n')).toContain('int *p = &flag;');
    expect(init('  p: { type: ptr }\n')).toBe('{ atomic_t refs = ATOMIC_INIT(1); }');
  });

  test('is empty when everything begins as 0', () => {
    const scenario = loaded(changed('init: 1', 'init: 0'));
    expect(program(textOf(scenario, [0, 0])).split('\n\n')[0]).toBe('{}');
  });

  test('may hang on a choice', () => {
    const scenario = loaded(
      changed('  flag: 0\n', '  flag: «begin»\n')
        .replace('bad:\n', '  begin: { fillings: { set: "1", clear: "0" }, situation: true }\nbad:\n')
        .replace('trunc: mb }', 'trunc: mb, begin: clear }'),
    );
    expect(textOf(scenario, [0, 0, 0])).toContain('\tint flag = 1;\n');
    expect(textOf(scenario, [0, 0, 1])).not.toContain('int flag =');
  });
});

describe('a thread', () => {
  const threads = (code: string, slots = '') =>
    loaded(
      changed('      atomic_inc(refs);\n', `${code.replace(/^/gm, '      ')}\n`)
        .replace('bad:\n', `${withHoles(slots)}bad:\n`)
        .replace(
          'trunc: mb }',
          `trunc: mb${[...slots.matchAll(/^ {2}(\w+):/gm)].map((m) => `, ${m[1]}: a`).join('')} }`,
        ),
    );
  const first = (scenario: Scenario, choice: Choice) =>
    /P0\([^)]*\) \/\/ gup\n\{\n([\s\S]*?)\n\}/.exec(textOf(scenario, choice))?.[1];

  test('has a hole with all lines of its filling at the place of the hole, or nothing', () => {
    const slots = '  h: { fillings: { a: "smp_mb();\\nbarrier();", b: "" } }\n';
    const scenario = threads(
      'if (r0 == 0) {\n    atomic_inc(refs);\n    «h»\n}'.replace('«h»', withHoles('«h»')),
      slots,
    );
    expect(first(scenario, [0, 0, 0])).toBe(
      '\tint r0;\n\n\tif (r0 == 0) {\n\t\tatomic_inc(refs);\n\t\tsmp_mb();\n\t\tbarrier();\n\t}\n\tr0 = READ_ONCE(*flag);',
    );
    expect(first(scenario, [0, 0, 1])).toBe(
      '\tint r0;\n\n\tif (r0 == 0)\n\t\tatomic_inc(refs);\n\tr0 = READ_ONCE(*flag);',
    );
  });

  test('has declarations on top, those of fillings too, and none that nothing uses', () => {
    const slots = '  h: { fillings: { a: "int r7 = xchg(flag, 2);", b: "barrier();" } }\n';
    const scenario = threads(withHoles('int r9;\nint r8 = 3;\natomic_inc(refs);\n«h»'), slots);
    expect(first(scenario, [0, 0, 0])).toBe(
      '\tint r0;\n\tint r7;\n\n\tatomic_inc(refs);\n\tr7 = xchg(flag, 2);\n\tr0 = READ_ONCE(*flag);',
    );
    expect(first(scenario, [0, 0, 1])).toBe(
      '\tint r0;\n\n\tatomic_inc(refs);\n\tbarrier();\n\tr0 = READ_ONCE(*flag);',
    );
  });

  test('keeps what a condition looks at', () => {
    const scenario = threads('int r4 = 5;\natomic_inc(refs);');
    const looking = loaded(
      scenario.source.text.replace('gup:r0=0 /\\ trunc:r0=2', 'gup:r4=5 /\\ trunc:r0=2'),
    );
    expect(first(scenario, [0, 0])).not.toContain('r4');
    expect(first(looking, [0, 0])).toContain('int r4 = 5;');
  });

  test('has no block that a choice leaves empty, and is indented by its braces', () => {
    const slots = '  h: { fillings: { a: "r0 = 2;", b: "" } }\n';
    const scenario = threads(
      withHoles('r0 = READ_ONCE(*flag);\nif (r0 == 1) {\n          «h»\n}\nif (r0 == 0)\natomic_inc(refs);'),
      slots,
    );
    expect(first(scenario, [0, 0, 0])).toContain(
      '\tif (r0 == 1)\n\t\tr0 = 2;\n\tif (r0 == 0)\n\t\tatomic_inc(refs);\n',
    );
    expect(first(scenario, [0, 0, 1])).toBe(
      '\tint r0;\n\n\tr0 = READ_ONCE(*flag);\n\tif (r0 == 0)\n\t\tatomic_inc(refs);\n\tr0 = READ_ONCE(*flag);',
    );
  });

  test('takes the parameters that its choice uses', () => {
    const slots =
      '  h: { fillings: { a: "spin_lock(s); spin_unlock(s);", b: "barrier(); /* no s here */" } }\n';
    const scenario = loaded(
      threads(withHoles('atomic_inc(refs);\n«h»'), slots).source.text.replace(
        '  flag: 0\n',
        '  flag: 0\n  s: { type: spinlock_t }\n',
      ),
    );
    expect(textOf(scenario, [0, 0, 0])).toContain('P0(atomic_t *refs, int *flag, spinlock_t *s) // gup');
    expect(textOf(scenario, [0, 0, 1])).toContain('P0(atomic_t *refs, int *flag) // gup');
  });
});

describe('comments on pairings', () => {
  const comments = (scenario: Scenario, choice: Choice) =>
    [...textOf(scenario, choice).matchAll(/\/\* (Pairs with .*) \*\/\n\t+(.*)/g)].map(
      (m) => `${m[2]} <- ${m[1]}`,
    );

  test('stand at both ends, and only when there are two', () => {
    const scenario = loaded(good);
    expect(comments(scenario, [2, 1])).toEqual([
      'smp_mb(); <- Pairs with smp_mb() in trunc.',
      'smp_mb(); <- Pairs with smp_mb() in gup.',
    ]);
    expect(comments(scenario, [1, 2])).toEqual([
      'smp_mb__after_atomic(); <- Pairs with xchg() in trunc.',
      'r1 = xchg(flag, 1); <- Pairs with smp_mb__after_atomic() in gup.',
    ]);
    expect(comments(scenario, [0, 1])).toEqual([]);
    expect(comments(scenario, [2, 0])).toEqual([]);
  });

  test('follow `pairs` where there are several', () => {
    const seqcount = scenarioOf(libraryFolder, 'isize-seqcount.yaml');
    expect(comments(seqcount, seqcount.today)).toEqual([
      'smp_wmb(); <- Pairs with smp_rmb() in read.',
      'smp_wmb(); <- Pairs with smp_rmb() in read.',
      'smp_rmb(); <- Pairs with smp_wmb() in write.',
      'smp_rmb(); <- Pairs with smp_wmb() in write.',
    ]);
    expect(comments(loaded(`${good}pairs: []\n`), [2, 1])).toEqual([]);
  });

  test('join readers with grace periods', () => {
    const scenario = scenarioOf(libraryFolder, 'dax-synchronize-rcu.yaml');
    expect(comments(scenario, scenario.today)).toEqual([
      'rcu_read_lock(); <- Pairs with synchronize_rcu() in trunc.',
      'synchronize_rcu(); <- Pairs with rcu_read_lock() in gup.',
    ]);
  });
});

test('names tell scenario, fillings and outcome, and stay short', () => {
  const scenario = loaded(good);
  const [outcome] = scenario.outcomes;
  if (outcome === undefined) throw new Error('no outcome');
  expect(testName(scenario, [2, 2], outcome)).toBe('flag-scheme+mb+xchg+both-miss');
  const long = {
    ...scenario,
    slots: Array.from({ length: 60 }, () => scenario.slots[0]).filter((s) => s !== undefined),
  };
  const names = [0, 1].map((f) =>
    testName(
      long,
      long.slots.map((_, i) => (i === 59 ? f : 0)),
      outcome,
    ),
  );
  expect(names[0]).toMatch(/^flag-scheme\+[0-9a-f]{12}\+both-miss$/);
  expect(names[0]).not.toBe(names[1]);
});

test('text that would end a comment, or begin one, does not', () => {
  const scenario = loaded(`${good}story: "*) {} exists (* READ_ONCE(*flag) is read"\n`);
  const { test: parsed, diagnostics } = parseLitmus(source('t', textOf(scenario, [0, 0])));
  expect(diagnostics).toEqual([]);
  expect(parsed?.threads.length).toBe(2);
});

test('the key decides the verdict: a test and its key are judged alike', () => {
  for (const name of ['gup-truncate-unmap.yaml', 'folio-lock-waiters.yaml', 'pgtable-install.yaml']) {
    const scenario = scenarioOf(libraryFolder, name);
    const programs = expander(scenario);
    const choices = [...allChoices(scenario)].filter((_, i) => i % 11 === 0);
    for (const choice of choices) {
      for (const outcome of scenario.outcomes) {
        const verdict = (text: string) => {
          const { test: parsed } = parseLitmus(source('t', text));
          const j = parsed === undefined ? undefined : judge(parsed).judgement;
          if (j?.outcome !== 'judged') throw new Error(text);
          const { states, positive, negative, flags, condition } = j;
          return { states, positive, negative, flags, condition };
        };
        const own = programs(choice);
        expect(verdict(testOf(own, outcome).text)).toEqual(verdict(`C t\n\n${testKey(own, outcome)}`));
      }
    }
  }
});

test('every character of a test that stands in the file is found there', () => {
  const scenario = scenarioOf(libraryFolder, 'dax-synchronize-rcu.yaml');
  const file = scenario.source.text;
  for (const choice of allChoices(scenario)) {
    for (const outcome of scenario.outcomes) {
      const { traced, text } = testOf(programOf(scenario, choice), outcome);
      let at = 0;
      let found = 0;
      for (const piece of traced) {
        if (piece.at !== undefined && piece.width === undefined) {
          expect(file.slice(piece.at, piece.at + piece.text.length)).toBe(piece.text);
          expect(spanInFile(traced, { start: at, end: at + 1 })?.start).toBe(piece.at);
          found += piece.text.length;
        }
        at += piece.text.length;
      }
      expect(at).toBe(text.length);
      expect(found).toBeGreaterThan(100);
    }
  }
});
