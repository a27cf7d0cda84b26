import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/base/source.ts';
import { readHerdLog, withoutTime } from '../../src/herd/log.ts';
import type { Judged } from '../../src/judge/judgement.ts';
import { renderHerdLog } from '../../src/report/herd-log.ts';
import { logsBelow } from './recorded-logs.ts';

const judged: Judged = {
  outcome: 'judged',
  name: 'MP',
  quantifier: 'exists',
  states: ['1:r0=0; 1:r1=0;', '1:r0=1; 1:r1=0;'],
  positive: 1,
  negative: 3,
  flags: [],
  cut: false,
  condition: 'exists (1:r0=1 /\\ 1:r1=0)',
  hash: 'aa8ee0f2902016e1890b164f50be8d26',
};

test('one record, with the time as told and an empty line at the end', () => {
  expect(renderHerdLog(judged, 0.126)).toBe(`Test MP Allowed
States 2
1:r0=0; 1:r1=0;
1:r0=1; 1:r1=0;
Ok
Witnesses
Positive: 1 Negative: 3
Condition exists (1:r0=1 /\\ 1:r1=0)
Observation MP Sometimes 1 3
Time MP 0.13
Hash=aa8ee0f2902016e1890b164f50be8d26

`);
});

test('a record without a hash has no hash line', () => {
  const { hash: _, ...rest } = judged;
  expect(renderHerdLog(rest, 0)).toMatch(/\nTime MP 0\.00\n\n$/);
});

test('the recorded logs use every line that a log can have', () => {
  const all = logsBelow('test/experiments').map((log) => readFileSync(log, 'latin1'));
  for (const line of [
    /^Test \S+ Allowed$/m,
    /^Test \S+ Forbidden$/m,
    /^Test \S+ Required$/m,
    /^States 0$/m,
    /^Ok$/m,
    /^No$/m,
    /^Loop Ok$/m,
    /^Flag data-race$/m,
    /^Observation \S+ Never 0 0$/m,
  ]) {
    expect(
      all.some((log) => line.test(log)),
      String(line),
    ).toBe(true);
  }
});

/** The logs are stripped of their Time line, which no reader can bring back. */
function rendered(log: string): { expected: string; actual: string } {
  const source = sourceFromBytes(log, readFileSync(log));
  const { records, diagnostics } = readHerdLog(source);
  expect(diagnostics, log).toEqual([]);
  const text = records.map((record) => renderHerdLog(record.judged, 0)).join('');
  return { expected: withoutTime(source.text), actual: withoutTime(text) };
}

const shared = process.env['MBPAIR_SHARED'] ?? '../shared';
const corpus = join(shared, 'corpus');
const folders = ['test/experiments', ...(existsSync(corpus) ? [corpus] : [])];

describe.each(folders)('every recorded log below %s', (folder) => {
  test('comes back byte for byte when its judgement is rendered', () => {
    const logs = logsBelow(folder);
    expect(logs.length).toBeGreaterThan(500);
    for (const log of logs) {
      const { expected, actual } = rendered(log);
      expect(actual, log).toBe(expected);
    }
  });
});

test.runIf(!existsSync(corpus))(`the public corpus is not here (${corpus}): its logs are not read`, () => {
  expect(process.env['MBPAIR_REQUIRE_CORPUS'], 'the corpus is required').not.toBe('1');
});
