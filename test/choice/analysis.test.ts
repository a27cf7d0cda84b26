/** What the verdicts on choices amount to: minimal sets, necessity, robustness, findings. */

import { describe, expect, test } from 'vitest';
import { type Analysis, analyseByOrder, analyseRows } from '../../src/choice/analysis.ts';
import { costOf } from '../../src/choice/cost.ts';
import { doubtsAbout } from '../../src/choice/doubts.ts';
import { builtInJudge, judgeKey } from '../../src/choice/judge-choice.ts';
import { planTests, rowsOf } from '../../src/choice/plan.ts';
import { allChoices, type Choice, choiceText, type Scenario } from '../../src/scenario/scenario.ts';
import { changed, good, loaded } from '../scenario/complained.ts';

function analysed(scenario: Scenario): Analysis {
  const plan = planTests(scenario, allChoices(scenario));
  return analyseRows(
    scenario,
    rowsOf(
      plan,
      plan.tests.map((t) => judgeKey(t.key)),
    ),
  );
}

function byOrder(scenario: Scenario): Analysis {
  const judge = builtInJudge(scenario);
  const run = analyseByOrder(scenario);
  let step = run.next();
  while (step.done !== true) {
    const { choices, alive } = step.value;
    step = run.next(choices.map((c) => judge.answer(c, alive)));
  }
  return step.value;
}

const texts = (s: Scenario, choices: readonly Choice[] = []) => choices.map((c) => choiceText(s, c));

/** The same as plain data, whatever way it was found. */
function summary(a: Analysis) {
  const s = a.scenario;
  return {
    minimal: texts(s, a.minimal).sort(),
    robust: a.robust === undefined ? undefined : texts(s, a.robust).sort(),
    today: a.today,
    underToday: texts(s, a.underToday).sort(),
    nearest: texts(s, a.nearest).sort(),
    necessity: a.necessity.map(
      (n) =>
        `${s.slots[n.slot]?.name}: ${n.verdict}${n.instead.map((f) => ` ${s.slots[n.slot]?.fillings[f]?.name}`)}`,
    ),
    findings: a.findings,
  };
}

describe('the flag scheme', () => {
  const scenario = loaded(good);
  const all = analysed(scenario);

  test('has its minimal choices, its nearest failures, and what today has too much', () => {
    expect(all.choices).toBe(9);
    expect(all.sufficient).toBe(4);
    expect(summary(all)).toEqual({
      minimal: ['gup=after-atomic,trunc=mb'],
      robust: undefined,
      today: 'sufficient',
      underToday: ['gup=after-atomic,trunc=mb'],
      nearest: ['gup=after-atomic,trunc=once', 'gup=none,trunc=mb'],
      necessity: ['gup: redundant after-atomic', 'trunc: needed'],
      findings: [],
    });
  });

  test('comes out the same by order, with fewer choices judged', () => {
    const ordered = byOrder(scenario);
    expect(summary(ordered)).toEqual(summary(all));
    expect(ordered.choices).toBe(9);
    expect(ordered.judged).toBeLessThan(9);
  });

  test('tells why a choice is not sufficient', () => {
    const row = all.rows?.find((r) => choiceText(scenario, r.choice) === 'gup=none,trunc=mb');
    expect(row?.assessment).toEqual({
      standing: 'insufficient',
      safe: false,
      alive: true,
      faults: [{ kind: 'bad reachable', outcome: 0 }],
    });
  });

  test('knows what choices cost', () => {
    const weights = (choice: Choice) => {
      const cost = costOf(scenario, choice);
      return [cost.x86.weight, cost.arm64.weight, cost.powerpc.weight, cost.riscv.weight];
    };
    expect(weights([0, 0])).toEqual([0, 0, 0, 0]);
    expect(weights([1, 0])).toEqual([0, 4, 4, 4]);
    expect(weights([2, 1])).toEqual([8, 8, 8, 8]);
    expect(costOf(scenario, [2, 2]).arm64.instructions).toEqual(['dmb ish', 'swpal']);
    expect(costOf(scenario, [2, 2]).arm64.files).toEqual([
      'arch/arm64/include/asm/barrier.h',
      'arch/arm64/include/asm/cmpxchg.h',
    ]);
  });
});

test('a kernel word costs what it becomes', () => {
  const costWith = (code: string) =>
    costOf(loaded(changed('xchg: { mark: "int r1 = xchg(flag, 1);"', `xchg: { mark: "${code}"`)), [0, 2]);
  expect(costWith('int r1 = test_and_set_bit(0, flag);')).toEqual(
    costWith('int r1 = atomic_fetch_or(1, flag);'),
  );
  expect(costWith('int r1 = folio_try_get(flag);')).toEqual(
    costWith('int r1 = atomic_add_unless(flag, 1, 0);'),
  );
  expect(costWith('int r1 = test_and_set_bit(0, flag);').x86.weight).toBeGreaterThan(0);
  expect(costWith('int r1 = refcount_inc_not_zero(flag);').x86.weight).toBeGreaterThan(0);
});

describe('expectations', () => {
  const kinds = (text: string) => analysed(loaded(text)).findings.map((f) => f.kind);

  test('that hold give no finding', () => {
    expect(
      kinds(`${good}expect:\n  today: sufficient\n  minimal:\n    - { gup: after-atomic, trunc: mb }\n`),
    ).toEqual([]);
  });

  test('that do not hold are found', () => {
    expect(kinds(`${good}expect: insufficient\n`)).toEqual(['today']);
    const text = `${good}expect:\n  minimal:\n    - { gup: mb, trunc: mb }\n`;
    const scenario = loaded(text);
    expect(analysed(scenario).findings).toEqual([
      { kind: 'minimal', missing: [[2, 1]], unexpected: [[1, 1]] },
    ]);
    expect(byOrder(scenario).findings).toEqual(analysed(scenario).findings);
  });
});

describe('what is wrong with a scenario shows', () => {
  test('an order that does not hold', () => {
    const scenario = loaded(changed('once < mb < xchg', 'mb < once < xchg'));
    const { findings } = analysed(scenario);
    expect(findings).toEqual([{ kind: 'order', of: 'safe', weaker: [1, 1], stronger: [1, 0], outcome: 0 }]);
  });

  test('a bad outcome that cannot happen in any choice', () => {
    const scenario = loaded(changed('gup:r0=0 /\\ trunc:r0=1', 'gup:r0=7'));
    expect(analysed(scenario).findings).toEqual([{ kind: 'bad never happens', outcome: 0 }]);
  });

  test('a sanity outcome that cannot happen in any choice', () => {
    const scenario = loaded(changed('gup:r0=0 /\\ trunc:r0=2', 'gup:r0=7'));
    const a = analysed(scenario);
    expect(a.minimal).toEqual([]);
    expect(a.findings.map((f) => f.kind)).toEqual(['today', 'sanity never happens']);
  });

  test('a test that runs into a deadlock is not sufficient, though nothing bad happens', () => {
    const scenario = loaded(
      changed('  flag: 0\n', '  flag: 0\n  ptl: { type: spinlock_t }\n').replace(
        'xchg: { mark: "int r1 = xchg(flag, 1);"',
        'xchg: { mark: "spin_lock(ptl);\\nspin_lock(ptl);"',
      ),
    );
    const { rows } = analysed(scenario);
    const row = rows?.find((r) => choiceText(scenario, r.choice) === 'gup=mb,trunc=xchg');
    expect(row?.assessment.standing).toBe('insufficient');
    expect(row?.assessment.faults.map((f) => f.kind)).toEqual(['no execution', 'no execution']);
  });

  test('a data race is not sufficient, though nothing bad happens', () => {
    const scenario = loaded(
      changed('atomic_inc(refs);', 'atomic_inc(refs);\n      *flag2 = 1;')
        .replace('  flag: 0\n', '  flag: 0\n  flag2: 0\n')
        .replace('r0 = atomic_read(refs);', 'r0 = atomic_read(refs);\n      *flag2 = 2;'),
    );
    const a = analysed(scenario);
    expect(a.minimal).toEqual([]);
    const row = a.rows?.find((r) => choiceText(scenario, r.choice) === 'gup=mb,trunc=mb');
    expect(row?.assessment.faults).toContainEqual({ kind: 'flag', outcome: 0, flag: 'data-race' });
    expect(summary(byOrder(scenario)).minimal).toEqual([]);
  });
});

describe('situations', () => {
  // Truncate sets its mark by a store or by an exchange; that is not GUP's choice.
  const text = changed('    order: [ once < mb < xchg ]\n', '    situation: true\n').replace(
    'today: { gup: mb, trunc: mb }',
    'today: { gup: mb, trunc: xchg }',
  );

  test('a choice is robust when it suffices in each of them', () => {
    const scenario = loaded(text);
    const a = analysed(scenario);
    expect(texts(scenario, a.minimal)).toEqual(['gup=after-atomic,trunc=mb', 'gup=after-atomic,trunc=xchg']);
    expect(a.robust).toEqual([]);
    expect(summary(byOrder(scenario))).toEqual(summary(a));
    const without = loaded(text.replace(/ {6}once:.*\n/, ''));
    const b = analysed(without);
    expect(b.robust).toEqual([[1, -1]]);
    expect(summary(byOrder(without))).toEqual(summary(b));
  });

  test('necessity is asked in every situation in which today suffices', () => {
    const { necessity } = summary(analysed(loaded(text)));
    expect(necessity).toEqual(['gup: redundant after-atomic']);
  });
});

test('choices left out by forbid are neither judged nor answers', () => {
  const scenario = loaded(`${good}forbid:\n  - { gup: after-atomic, trunc: mb }\n`);
  const a = analysed(scenario);
  expect(a.choices).toBe(8);
  expect(texts(scenario, a.minimal)).toEqual(['gup=after-atomic,trunc=xchg', 'gup=mb,trunc=mb']);
  expect(summary(byOrder(scenario)).minimal).toEqual(['gup=after-atomic,trunc=xchg', 'gup=mb,trunc=mb']);
});

test('barriers that LKMM credits where they mean nothing are told of', () => {
  const scenario = loaded(
    changed('mark: "WRITE_ONCE(*flag, 1);", fence: mb', 'mark: "WRITE_ONCE(*flag, 1);", fence: after-atomic'),
  );
  expect(doubtsAbout(scenario, [2, 1])).toEqual([
    { slot: 1, barrier: 'smp_mb__after_atomic()', why: 'stands behind no atomic operation' },
  ]);
  expect(doubtsAbout(scenario, [1, 2])).toEqual([]);
});

test('tests that come out equal are judged once', () => {
  // `mb` in front of the store and `mb` behind nothing are one text when the other slot is empty.
  const scenario = loaded(
    changed('      «fence»\n', '      «fence»\n      «more»\n')
      .replace('bad:\n', '  more: { fences: [ none, mb ] }\nbad:\n')
      .replace('trunc: mb }', 'trunc: mb, more: none }'),
  );
  const plan = planTests(scenario, allChoices(scenario));
  expect(plan.choices.length).toBe(18);
  expect(plan.tests.length).toBeLessThan(18 * 2);
  expect(new Set(plan.tests.map((t) => t.key)).size).toBe(plan.tests.length);
});
