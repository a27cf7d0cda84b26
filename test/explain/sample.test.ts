/**
 * A sample of the library and the public corpus: every explanation is accepted by the checker, its
 * cycles are shortest. What is said of barriers and repairs of the tests in docs/explained is herd7's
 * word too. `npm run test:slow` does all of both.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { checkCertificate } from '../../src/certificate/check.ts';
import { certificateOf } from '../../src/explain/certify.ts';
import { explain } from '../../src/explain/explain.ts';
import { locateHerd } from '../../src/herd/locate.ts';
import { herdJudge } from '../../src/herd/run.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';
import { claimsOf } from './claims.ts';
import { complaintsAbout } from './held.ts';
import { statesIn, witnessState } from './witness-state.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;
const corpus = sharedFolder('corpus');
const every = <T>(list: readonly T[], n: number) => list.filter((_, i) => i % n === 0);
const sample = [
  ...every(recordedTests('litmus'), 12),
  ...every(corpus === undefined ? [] : recordedTests(corpus), 8).filter((t) => t.log !== undefined),
];

function read(path: string): LitmusTest {
  const { test: found } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
  if (found === undefined) throw new Error(path);
  return found;
}

describe('a sample', () => {
  test.each(sample)('$name', ({ path, log }) => {
    const e = explain(read(path));
    if (e.kind === 'unexplained') throw new Error(e.why);
    expect(complaintsAbout(e)).toEqual([]);
    expect(checkCertificate(JSON.stringify(certificateOf(e)))).toMatchObject({
      verdict: 'valid',
      claim: e.kind,
    });
    const state = e.kind === 'allowed' && log !== undefined ? witnessState(e) : undefined;
    if (state !== undefined) expect(statesIn(log ?? '')).toContain(state);
  });
});

test.skipIf(herd === undefined)(
  'herd7 confirms what docs/explained says of barriers and repairs',
  async () => {
    if (herd === undefined) return;
    const claims = recordedTests('docs/explained').flatMap(({ path }) =>
      claimsOf(
        explain(read(path), { flags: true, barriers: true, repairs: { candidates: 400, answers: 12 } }),
      ),
    );
    const named = claims.map(({ text }, i) => ({ name: `t${i}`, text }));
    const judged = await herdJudge(named, { herd, jobs: 2 });
    const wrong = claims.filter(({ holds }, i) => {
      const j = judged[i]?.judgement;
      return j?.outcome !== 'judged' || !holds(j);
    });
    expect(wrong.map((c) => c.says)).toEqual([]);
    expect(claims.length).toBeGreaterThan(12);
  },
);
