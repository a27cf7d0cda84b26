/**
 * Explanations of the whole public corpus and the whole library: the checker accepts every certificate,
 * cycles are closed and shortest, told states are herd7's. Then real herd7 on what is said of the
 * library's tests: each word for a barrier by taking barriers away, each thing that would forbid it.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { checkCertificate } from '../../src/certificate/check.ts';
import { certificateOf } from '../../src/explain/certify.ts';
import { explain } from '../../src/explain/explain.ts';
import { locateHerd } from '../../src/herd/locate.ts';
import { herdJudge } from '../../src/herd/run.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { claimsOf } from '../explain/claims.ts';
import { complaintsAbout } from '../explain/held.ts';
import { statesIn, witnessState } from '../explain/witness-state.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;
const corpus = sharedFolder('corpus');

const library = recordedTests('litmus');
const all = [...library, ...(corpus === undefined ? [] : recordedTests(corpus))];

const hour = 3_600_000;

function read(path: string): LitmusTest | undefined {
  return parseLitmus(sourceFromBytes(path, readFileSync(path))).test;
}

function tenSeconds() {
  const end = performance.now() + 10_000;
  return { deadline: () => performance.now() > end };
}

test('every explanation is checked by something that did not write it', { timeout: hour }, () => {
  const wrong: string[] = [];
  let checked = 0;
  for (const { path, name, log } of all) {
    const like = read(path);
    const e = like === undefined ? undefined : explain(like, { limits: tenSeconds() });
    if (e === undefined || (e.kind === 'unexplained' && e.judgement !== undefined)) continue;
    if (e.kind === 'unexplained') {
      wrong.push(`${name}: not explained: ${e.why}`);
      continue;
    }
    const verdict = checkCertificate(JSON.stringify(certificateOf(e)), tenSeconds());
    if (verdict.verdict !== 'valid') wrong.push(`${name}: ${JSON.stringify(verdict)}`);
    wrong.push(...complaintsAbout(e).map((c) => `${name}: ${c}`));
    const state = e.kind === 'allowed' && log !== undefined ? witnessState(e) : undefined;
    if (state !== undefined && !statesIn(log ?? '').includes(state)) wrong.push(`${name}: state ${state}`);
    checked++;
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(900);
});

/* ---- herd7 ---- */

test.skipIf(herd === undefined)(
  'herd7 confirms every word for a barrier, and every repair, over the library',
  { timeout: hour },
  async () => {
    if (herd === undefined) return;
    const claims = library.flatMap(({ path, name }) => {
      const like = read(path);
      if (like === undefined) throw new Error(name);
      const repairs = { candidates: 400, answers: 12 };
      const e = explain(like, { flags: true, barriers: true, repairs, limits: tenSeconds() });
      return claimsOf(e).map((c) => ({ ...c, says: `${name}: ${c.says}` }));
    });
    const distinct = [...new Set(claims.map((c) => c.text))];
    const judged = await herdJudge(
      distinct.map((text, i) => ({ name: `t${i}`, text })),
      { herd, jobs: 2 },
    );
    const byText = new Map(judged.map(({ judgement }, i) => [distinct[i], judgement]));
    const wrong = claims.filter(({ text, holds }) => {
      const j = byText.get(text);
      return j?.outcome !== 'judged' || !holds(j);
    });
    expect(wrong.map((c) => c.says)).toEqual([]);
    expect(claims.length).toBeGreaterThan(1000);
  },
);
