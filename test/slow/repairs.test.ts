/** The search for repairs on the whole public corpus, and against its slow twin on the kernel's tests. */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { testJudge } from '../../src/choice/repair-judge.ts';
import { type RepairLimits, strengthen, strongerSlots } from '../../src/choice/strengthen.ts';
import { textOfOptions } from '../../src/choice/test-slots.ts';
import { weaken } from '../../src/choice/weaken.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { isAtMost, type Strength } from '../../src/lkmm/strength.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';

const corpus = sharedFolder('corpus');
const all = (corpus === undefined ? [] : recordedTests(corpus)).flatMap(({ name, path }) => {
  const { test: read } = parseLitmus(sourceFromBytes(basename(path), readFileSync(path)));
  return read === undefined ? [] : [{ name, like: read }];
});

/** The largest tests of the corpus would take an hour each: then the limit must be told. */
function aSecond(): RepairLimits {
  const end = performance.now() + 1000;
  return { deadline: () => performance.now() > end };
}

const minute = { timeout: 60_000 };

describe.skipIf(corpus === undefined)('the public corpus', () => {
  test.each(all)('$name', minute, ({ like }) => {
    const mended = strengthen(like, aSecond());
    if (mended.outcome === 'searched') {
      expect(mended.violations).toEqual([]);
      if (mended.limit === undefined && mended.repairs.length === 0) {
        expect(mended.stays === undefined || mended.stays.reached || mended.stays.flags.length > 0).toBe(
          true,
        );
      }
    }
    const lessened = weaken(like, aSecond());
    if (lessened.outcome !== 'searched') return;
    expect(lessened.violations).toEqual([]);
    if (lessened.limit === undefined) expect(lessened.least.length).toBeGreaterThan(0);
  });
});

describe.skipIf(corpus === undefined)('the slow twin, which asks about every one and every pair', () => {
  const kernel = all.filter((t) => t.name.startsWith('kernel') && t.like.result?.word === 'Sometimes');
  test.each(kernel)('$name', minute, ({ like }) => {
    const found = strengthen(like);
    if (found.outcome !== 'searched') throw new Error(found.outcome);
    const few = found.repairs
      .filter((r) => r.changes.length <= 2)
      .map((r) => r.changes.map((c) => c.description));
    expect(few.map((d) => d.sort().join('; ')).sort()).toEqual(smallSets(like));
  });
});

function smallSets(like: LitmusTest): string[] {
  const slots = strongerSlots(like);
  const judge = testJudge(like, new Set(), {});
  const none = slots.map(() => 0);
  const singles = slots.flatMap((s, i) => s.options.slice(1).map((_, o) => none.with(i, o + 1)));
  const pairs = singles.flatMap((a) =>
    slots.flatMap((s, i) =>
      a.findIndex((o) => o !== 0) < i ? s.options.slice(1).map((_, o) => a.with(i, o + 1)) : [],
    ),
  );
  const good = [...singles, ...pairs].filter(
    (c) => judge.standing(textOfOptions(like, slots, c)) === 'sufficient',
  );
  const atMost = (a: readonly number[], b: readonly number[]) =>
    slots.every((s, i) => isAtMost(s.strength as Strength, a[i] as number, b[i] as number));
  return good
    .filter((c) => !good.some((d) => d.join() !== c.join() && atMost(d, c)))
    .map((c) =>
      slots
        .flatMap((s, i) => (c[i] === 0 ? [] : [s.options[c[i] as number]?.description ?? '']))
        .sort()
        .join('; '),
    )
    .sort();
}
