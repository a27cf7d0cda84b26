/** Verdict mode says what states mode says, keeps true witnesses, and reaches what cannot be counted. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isEmpty, pairs } from '../../src/base/relation.ts';
import { sourceFromBytes } from '../../src/base/source.ts';
import { decide } from '../../src/judge/decide.ts';
import { modelInputs } from '../../src/judge/inputs.ts';
import { observation } from '../../src/judge/judgement.ts';
import type { Witness } from '../../src/judge/witness.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { Evaluation } from '../../src/model/evaluate.ts';
import { lkmm } from '../../src/model/lkmm.ts';
import { sample } from '../fuzz/sampling.ts';
import { adders, bothModes, parsed, twins } from './both-modes.ts';
import { recordedTests, sharedFolder } from './recorded.ts';

const read = (path: string) => parseLitmus(sourceFromBytes(path, readFileSync(path))).test;

describe('both modes say the same', () => {
  test('of every experiment', () => {
    const all = recordedTests(join(import.meta.dirname, '../experiments'));
    let compared = 0;
    for (const { name, path } of all) {
      const found = read(path);
      if (found === undefined) continue;
      const { states, verdict } = bothModes(found);
      expect(verdict, name).toBe(states);
      compared++;
    }
    expect(compared).toBeGreaterThan(1100);
  });

  test('of random tests', () => {
    for (const { text, index } of sample(5, 0, 800)) {
      const found = parsed(text);
      if (found === undefined) continue;
      const { states, verdict } = bothModes(found);
      expect(verdict, `test ${index} of seed 5`).toBe(states);
    }
  });

  test('of random tests with two equal threads', () => {
    let compared = 0;
    for (const { text, index } of sample(6, 0, 250)) {
      for (const [i, twin] of twins(text).entries()) {
        const found = parsed(twin);
        if (found === undefined) continue;
        const { states, verdict } = bothModes(found, 1);
        if (states === undefined) continue;
        expect(verdict, `test ${index} of seed 6, twin ${i}`).toBe(states);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(800);
  });

  test('of threads that differ in what they add', () => {
    let seed = 1;
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    for (let i = 0; i < 600; i++) {
      const text = adders(random);
      const found = parsed(text);
      if (found === undefined) throw new Error(text);
      const { states, verdict } = bothModes(found);
      expect(verdict, text).toBe(states);
    }
  });

  const corpus = sharedFolder('corpus');
  test.skipIf(corpus === undefined)('of the public corpus', () => {
    for (const { name, path, log } of recordedTests(corpus ?? '')) {
      const found = log === undefined ? undefined : read(path);
      if (found === undefined) continue;
      const { states, verdict } = bothModes(found);
      expect(verdict, name).toBe(states);
    }
  });
});

const goal = sharedFolder('families');

describe.skipIf(goal === undefined)('what no judge can count', () => {
  const rows = readFileSync(join(goal ?? '', 'goal/expected.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const members = rows.map((row) => {
    const [file = '', , , word = ''] = row.split('\t');
    return { file, word };
  });
  test.each(members)('$file', ({ file, word }) => {
    const found = read(join(goal ?? '', file));
    if (found === undefined) throw new Error(file);
    const { judgement, witnesses } = decide(found);
    if (judgement.outcome !== 'decided') throw new Error(judgement.outcome);
    expect(observation(judgement)).toBe(word);
    expect(judgement.flags).toEqual([]);
    expect(witnesses.satisfying !== undefined).toBe(word !== 'Never');
    expect(witnesses.violating !== undefined).toBe(word !== 'Always');
  });
});

describe('a witness', () => {
  const text = (condition: string) =>
    `C MP\n\n{}\n\nP0(int *x, int *y)\n{\n\tWRITE_ONCE(*x, 1);\n\tWRITE_ONCE(*y, 1);\n}\n\nP1(int *x, int *y)\n{\n\tint r0;\n\tint r1;\n\n\tr0 = READ_ONCE(*y);\n\tr1 = READ_ONCE(*x);\n}\n\nexists (${condition})\n`;
  const witnessed = (condition: string) => {
    const found = parsed(text(condition));
    if (found === undefined) throw new Error(condition);
    return decide(found).witnesses;
  };
  const valuesOf = (w: Witness | undefined, thread: number) =>
    w?.located.structure.events.flatMap((e, i) => (e.thread === thread ? [w.values[i]] : []));

  test('shows each side, and only what it is asked for', () => {
    const { satisfying, violating } = witnessed('1:r0=1 /\\ 1:r1=0');
    expect(valuesOf(satisfying, 1)).toEqual([1, 0]);
    expect(valuesOf(violating, 1)).not.toEqual([1, 0]);
    expect(witnessed('1:r0=2')).toEqual({ violating: expect.anything() as unknown });
    expect(witnessed('x=1')).toEqual({ satisfying: expect.anything() as unknown });
  });

  test('is a consistent execution: every read has one write, each cell one order, no axiom is broken', () => {
    for (const { text: random } of sample(7, 0, 150)) {
      const found = parsed(random);
      if (found === undefined) continue;
      for (const w of Object.values(decide(found).witnesses) as Witness[]) {
        const { size } = w.located.structure;
        const evaluation = new Evaluation(
          lkmm(),
          modelInputs(w.located, () => false),
        );
        expect(evaluation.broken((name) => (name === 'rf' ? w.rf : w.co), false)).toBeUndefined();
        for (const [from, to] of pairs(w.rf, size)) {
          // Lock events have no values.
          if (w.values[to] !== undefined) expect(w.values[to]).toBe(w.values[from]);
          expect(w.located.cellOf[to]).toBe(w.located.cellOf[from]);
        }
        const valued = w.located.reads.filter((site) => site.valued);
        const sources = valued.map((s) => pairs(w.rf, size).filter(([, to]) => to === s.event).length);
        expect(sources.every((n) => n === 1)).toBe(true);
        if (w.located.writesOf.size > 0 && [...w.located.writesOf.values()].some((ws) => ws.length > 1))
          expect(isEmpty(w.co)).toBe(false);
      }
    }
  });
});

describe('a limit', () => {
  test('is told with what was found by then', () => {
    const found = parsed(
      'C t\n\n{}\n\nP0(int *x)\n{\n\tint r0;\n\n\tr0 = READ_ONCE(*x);\n}\n\nP1(int *x)\n{\n\tWRITE_ONCE(*x, 1);\n}\n\nexists (0:r0=1)\n',
    );
    if (found === undefined) throw new Error('it parses');
    const { judgement } = decide(found, { limits: { deadline: () => true } });
    expect(judgement).toMatchObject({ outcome: 'undecided', limit: 'time' });
    expect('detail' in judgement ? judgement.detail : '').toMatch(
      /was not found when \d+ partial executions/,
    );
  });

  test('is memory when there are too many control paths', () => {
    const branches = Array.from(
      { length: 20 },
      (_, i) => `\tif (READ_ONCE(*x) == ${i}) {\n\t\tWRITE_ONCE(*y, ${i});\n\t}\n`,
    ).join('');
    const found = parsed(`C t\n\n{}\n\nP0(int *x, int *y)\n{\n\t{\n${branches}\t}\n}\n\nexists (y=77)\n`);
    if (found === undefined) throw new Error('it parses');
    expect(decide(found).judgement).toMatchObject({ outcome: 'undecided', limit: 'memory' });
  });
});
