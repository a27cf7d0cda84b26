/** The kernel's own litmus tests: each that says Sometimes gets an answer, each Never its least barriers. */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/choice/repair-judge.ts';
import { strengthen, strongerSlots } from '../../src/choice/strengthen.ts';
import { edited } from '../../src/choice/test-slots.ts';
import { weaken, weakerSlots } from '../../src/choice/weaken.ts';
import { observation } from '../../src/judge/judgement.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';
import { added, parsed } from './litmus-text.ts';

const corpus = sharedFolder('corpus/kernel-7.2');
const all = corpus === undefined ? [] : recordedTests(corpus);
const read = (path: string) => parsed(readFileSync(path, 'utf8'), basename(path));
const saying = (word: string) => all.filter((t) => read(t.path).result?.word === word);

describe.skipIf(corpus === undefined)('the tests of the kernel', () => {
  test('are all here', () => {
    expect(saying('Sometimes')).toHaveLength(15);
    expect(saying('Never').length).toBeGreaterThan(25);
  });

  test.each(saying('Sometimes'))('$name: there are repairs, and each is one', ({ path }) => {
    const like = read(path);
    const found = strengthen(like);
    if (found.outcome !== 'searched') throw new Error(found.outcome);
    expect(found.limit).toBeUndefined();
    expect(found.violations).toEqual([]);
    expect(found.repairs.length).toBeGreaterThan(0);
    expect(found.repairs[0]?.doubts.filter((d) => d.added)).toEqual([]);
    for (const { text, diff } of found.repairs) {
      const j = judgeText(like, text, {});
      if (j.outcome !== 'judged') throw new Error(j.outcome);
      expect(observation(j)).toBe('Never');
      expect(j.positive + j.negative).toBeGreaterThan(0);
      expect(j.flags).toEqual([]);
      expect(parsed(text).result?.word).toBe('Never');
      expect(diff).toContain(`--- a/${basename(path)}\n`);
    }
  });

  test.each(saying('Never'))('$name: the least of its barriers', ({ path }) => {
    const found = weaken(read(path));
    if (found.outcome !== 'searched') throw new Error(found.outcome);
    expect(found.limit).toBeUndefined();
    expect(found.violations).toEqual([]);
    expect(found.least.length).toBeGreaterThan(0);
    // A barrier alone needless is missing from some least set, and the reverse.
    const needless = found.necessity.filter((n) => n.standing !== 'needed').length;
    expect(needless > 0).toBe(found.least.some((r) => r.changes.length > 0));
  });

  test.each(all)('$name: every single change makes a test', ({ path }) => {
    const like = read(path);
    for (const slot of [...strongerSlots(like), ...weakerSlots(like)]) {
      for (const [i, option] of slot.options.entries()) {
        if (i === slot.present) continue;
        const text = edited(like.source.text, option.edits);
        expect(text).not.toBe(like.source.text);
        expect(parsed(text).threads).toHaveLength(like.threads.length);
      }
    }
  });

  test('what the kernel itself did is among the answers', () => {
    const answers = (name: string) => {
      const found = strengthen(read(all.find((t) => t.name.endsWith(`/${name}.litmus`))?.path ?? ''));
      if (found.outcome !== 'searched') throw new Error(found.outcome);
      return found.repairs.map((r) => added(r).replace('* Result: Never | ', ''));
    };
    expect(answers('MP+poonceonces')).toContain('smp_wmb(); | smp_rmb();');
    expect(answers('MP+poonceonces')).toContain('smp_store_release(flag, 1); | r0 = smp_load_acquire(flag);');
    expect(answers('SB+poonceonces')).toContain('smp_mb(); | smp_mb();');
    expect(answers('Z6.0+pooncelock+pooncelock+pombonce')).toContain('smp_mb__after_spinlock();');
    expect(answers('cmpxchg-fail-unordered-2')).toContain('smp_mb__after_atomic();');
    expect(answers('DCL-broken')).toContain(
      [
        'r0 = smp_load_acquire(flag);',
        'smp_store_release(flag, 1);',
        'r0 = smp_load_acquire(flag);',
        'smp_store_release(flag, 1);',
      ].join(' | '),
    );
  });
});
