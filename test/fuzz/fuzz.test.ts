/**
 * The live cross-check with the real herd7, a thousand tests that are always the same and some that
 * never are; and that the fuzzer is worth something: its tests are mixed, and it notices a wrong judge.
 */

import process from 'node:process';
import { beforeAll, describe, expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { type HerdInstallation, locateHerd } from '../../src/herd/locate.ts';
import { judge } from '../../src/judge/judge.ts';
import { observation } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { primitives } from '../../src/lkmm/primitives.ts';
import { lkmm } from '../../src/model/lkmm.ts';
import { litmusTree } from './arbitrary.ts';
import { crossCheck, type Findings } from './cross-check.ts';
import { leastFailing, report } from './minimal.ts';
import { printTree } from './print.ts';
import { reductions } from './reduce.ts';
import { sample } from './sampling.ts';
import { sensitivity, without } from './sensitivity.ts';
import { rowsIn, type Tree } from './tree.ts';
import { judgeText, logOf } from './verdicts.ts';

const fixedSeed = 42;
const freshSeed = Date.now() % 1_000_000;

describe('both judges say the same', () => {
  let herd: HerdInstallation | undefined;
  beforeAll(async () => {
    const location = await locateHerd({ option: { use: 'auto' } });
    if (location.status === 'found') herd = location.herd;
    else if (process.env['MBPAIR_REQUIRE_HERD'] === '1') {
      throw new Error(`MBPAIR_REQUIRE_HERD=1, and ${'reason' in location ? location.reason : 'it is off'}`);
    } else if ('reason' in location) console.warn(`fuzzing is skipped: ${location.reason}; ${location.hint}`);
  });

  const check = async (seed: number, count: number): Promise<Findings | undefined> => {
    if (herd === undefined) return undefined;
    const shown: string[] = [];
    const limits = { jobs: 2, seconds: 20 };
    const findings = await crossCheck(herd, {
      seed,
      from: 0,
      count,
      limits,
      shrink: 2,
      show: (difference) => shown.push(report(difference)),
    });
    expect(findings.different, shown.join('\n\n')).toEqual([]);
    expect(findings.distribution.tests).toBe(count);
    return findings;
  };

  test('on 1000 tests that are always the same', async (context) => {
    const findings = await check(fixedSeed, 1000);
    if (findings === undefined) return context.skip('herd7 is missing');
    const { distribution } = findings;
    // A generator whose tests all end alike would show nothing.
    for (const word of ['Never', 'Sometimes', 'Always']) {
      expect(distribution.of('verdict', word), word).toBeGreaterThan(120);
    }
    expect(distribution.of('verdict', 'no execution')).toBeLessThan(120);
    expect(distribution.of('verdict', 'refused')).toBeLessThan(80);
    expect(findings.undecided.length).toBeLessThan(5);
    expect(findings.symbols.length).toBeLessThan(10);
  });

  test(`on 300 fresh tests, of seed ${freshSeed}`, async (context) => {
    if ((await check(freshSeed, 300)) === undefined) context.skip('herd7 is missing');
  });
});

describe('the generator', () => {
  const samples = sample(fixedSeed, 0, 2500);

  test('makes the same tests of the same seed', () => {
    expect(sample(fixedSeed, 20, 30).map((s) => s.text)).toEqual(samples.slice(20, 50).map((s) => s.text));
  });

  test('uses every row of the table', () => {
    const used = new Set(samples.flatMap((s) => s.tree.threads.flatMap((t) => rowsIn(t.body))));
    expect(primitives.filter((row) => !used.has(row)).map((row) => row.name)).toEqual([]);
  });

  test('raises every flag that macros can raise', () => {
    const raised = new Set<string>();
    for (const { text } of samples) {
      const judgement = judgeText(text, 20);
      if (judgement.outcome === 'judged') for (const flag of judgement.flags) raised.add(flag);
    }
    expect(
      lkmm()
        .flags.map((f) => f.name)
        .filter((flag) => !raised.has(flag)),
    ).toEqual([]);
  });

  test('makes tests that notice a missing axiom', () => {
    for (const { part, judged, changed } of sensitivity(samples.slice(0, 500), ['axiom'])) {
      expect(changed / judged, part).toBeGreaterThan(0.01);
    }
  });

  test('shrinks in finitely many steps', () => {
    for (const { tree } of samples.slice(0, 40)) {
      let steps = 0;
      for (let at: Tree | undefined = tree; at !== undefined; steps++) {
        // The last reduction changes least, which makes the longest way.
        at = [...reductions(at)].at(-1);
        expect(steps).toBeLessThan(1000);
      }
    }
  });

  test('is an arbitrary that fast-check can shrink without a context', () => {
    const [first] = samples;
    expect(litmusTree().canShrinkWithoutContext(first?.tree)).toBe(true);
    expect(litmusTree().canShrinkWithoutContext('a text')).toBe(false);
  });
});

describe('a judge that is wrong', () => {
  const word = (tree: Tree, axiom: string | undefined): string => {
    const { test: parsed } = parseLitmus(source('fuzz.litmus', printTree(tree, 'minimal')));
    if (parsed === undefined) return 'refused';
    const model = axiom === undefined ? lkmm() : without(lkmm(), axiom);
    const { judgement } = judge(parsed, { model });
    return judgement.outcome === 'judged' ? observation(judgement) : judgement.outcome;
  };

  test.each(['happens-before', 'propagation', 'rcu'])(
    'without %s is found, and the test shrunk',
    async (axiom) => {
      const agrees = (tree: Tree): boolean => word(tree, undefined) === word(tree, axiom);
      const found = sample(fixedSeed, 0, 1000).find((s) => !agrees(s.tree));
      expect(found).toBeDefined();
      if (found === undefined) return;
      const least = await leastFailing(found.tree, agrees);
      expect(agrees(least)).toBe(false);
      // The classic shapes: few threads, and nothing in them that is not needed.
      expect(printTree(least, 'minimal').split('\n').length).toBeLessThanOrEqual(30);
      expect([...reductions(least)].every(agrees)).toBe(true);
      expect(logOf(judgeText(printTree(least, 'minimal'), 20))).toContain('Observation');
    },
  );
});
