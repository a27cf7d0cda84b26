/**
 * Every explanation is checked by something that did not write it: over the library and the public
 * corpus, with 10 s a test. (The experiments: `test/explain/explained.test.ts`.)
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { checkCertificate } from '../../src/certificate/check.ts';
import { certificateOf } from '../../src/explain/certify.ts';
import { explain } from '../../src/explain/explain.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { complaintsAbout } from '../explain/held.ts';
import { statesIn, witnessState } from '../explain/witness-state.ts';
import { filesBelow } from '../herd/log-text.ts';
import { type Recorded, recordedTests, sharedFolder } from '../judge/recorded.ts';

type Found = 'allowed' | 'forbidden' | 'not within its time' | 'refused';

/** herd7's word, where the file or its log has one. */
type Expected = { readonly reached: boolean; readonly log?: string } | undefined;

function explained(path: string, expected: Expected): Found {
  const { test: found } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
  if (found === undefined) return 'refused';
  const end = performance.now() + 10_000;
  const e = explain(found, { limits: { deadline: () => performance.now() > end } });
  if (e.kind === 'unexplained') return e.judgement?.outcome === 'refused' ? 'refused' : 'not within its time';
  if (expected !== undefined) expect(e.kind, path).toBe(expected.reached ? 'allowed' : 'forbidden');
  expect(complaintsAbout(e), path).toEqual([]);
  const state = e.kind === 'allowed' ? witnessState(e) : undefined;
  if (state !== undefined && expected?.log !== undefined) {
    expect(statesIn(expected.log), path).toContain(state);
  }
  const verdict = checkCertificate(JSON.stringify(certificateOf(e)));
  expect(verdict, path).toMatchObject({ verdict: 'valid', claim: e.kind });
  return e.kind;
}

function tally(all: readonly Found[]): Partial<Record<Found, number>> {
  const count: Partial<Record<Found, number>> = {};
  for (const f of all) count[f] = (count[f] ?? 0) + 1;
  return count;
}

test('the library', () => {
  const files = filesBelow('litmus', '.litmus');
  const found = tally(
    files.map((path) => {
      const word = /^ \* Result: (Never|Sometimes|Always)/m.exec(readFileSync(path, 'utf8'))?.[1];
      const asked = /^exists/m.test(readFileSync(path, 'utf8'));
      return explained(path, word === undefined || !asked ? undefined : { reached: word !== 'Never' });
    }),
  );
  expect(files.length).toBeGreaterThan(900);
  expect((found.allowed ?? 0) + (found.forbidden ?? 0)).toBe(files.length);
});

const corpus = sharedFolder('corpus');

describe.skipIf(corpus === undefined)('the corpus', () => {
  test('each test', () => {
    const all = corpus === undefined ? [] : recordedTests(corpus).filter((t) => t.log !== undefined);
    const found = tally(all.map((t) => explained(t.path, answerOf(t))));
    expect(all.length).toBe(575);
    expect(found).toEqual({ allowed: found.allowed, forbidden: found.forbidden });
  });
});

function answerOf({ path, log = '' }: Recorded): Expected {
  const [, positive, negative] = /^Observation \S+ \w+ (\d+) (\d+)/m.exec(log) ?? [];
  const isForall = /^\s*forall\b/m.test(readFileSync(path, 'utf8'));
  return { reached: Number(isForall ? negative : positive) > 0, log };
}
