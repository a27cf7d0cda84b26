import { expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { linux72 } from '../../src/herd/model-files.ts';
import {
  modelDigest,
  type RecordedVerdict,
  type RecordedVerdicts,
  readRecordedVerdicts,
  recordedJudgement,
  renderRecordedVerdicts,
  testDigest,
} from '../../src/herd/recorded-verdicts.ts';

const verdict = (over: Partial<RecordedVerdict>): RecordedVerdict => ({
  digest: testDigest('a'),
  fillings: ['none', 'mb'],
  outcome: 'both-miss',
  states: ['0:r0=0; 1:r0=0;', '0:r0=1; 1:r0=0;'],
  positive: 1,
  negative: 3,
  flags: [],
  cut: false,
  ...over,
});

const several = [
  verdict({}),
  verdict({ digest: testDigest('b'), flags: ['data-race', 'odd'], cut: true }),
  verdict({ digest: testDigest('c'), states: [], positive: 0, negative: 0 }),
  verdict({ digest: testDigest('d'), states: [''], positive: 2, negative: 0 }),
];
const recorded: RecordedVerdicts = {
  scenario: 'my-sb',
  herd7: '7.58',
  date: '2024-02-29',
  model: modelDigest(linux72),
  verdicts: new Map(several.map((v) => [v.digest, v])),
};
const text = renderRecordedVerdicts(recorded);
const read = (of: string) => readRecordedVerdicts(source('my-sb.txt', of));

test('what is written is read back', () => {
  expect(read(text)).toEqual({ recorded, diagnostics: [] });
  expect(text.split('\n')).toContain(
    `test ${testDigest('b')} none,mb both-miss Sometimes 1 3 0 data-race odd;cut`,
  );
});

test('a list of states that several tests share is written once', () => {
  expect(text.match(/^states /gm)).toHaveLength(3);
});

test('the digest is of every character, that of a model of every file', () => {
  expect(testDigest('exists (0:r0=0)')).not.toBe(testDigest('exists (0:r0=1)'));
  expect(testDigest('x')).toMatch(/^[0-9a-f]{16}$/);
  const other = { ...linux72, 'lock.cat': linux72['linux-kernel.cat'] };
  expect(modelDigest(other)).not.toBe(modelDigest(linux72));
});

test('what is not recorded is as in the judgement beside it', () => {
  expect(recordedJudgement(verdict({}), { name: 'T', condition: 'exists (x=1)', hash: '0f' })).toMatchObject({
    outcome: 'judged',
    name: 'T',
    condition: 'exists (x=1)',
    hash: '0f',
    positive: 1,
  });
});

test.each([
  ['a word against its counts', (t: string) => t.replace('Sometimes 1 3', 'Never 1 3'), 'Never contradicts'],
  ['a count that is none', (t: string) => t.replace(' 1 3 ', ' 1 x '), 'neither a head'],
  ['an unknown list', (t: string) => t.replace('Sometimes 1 3 0', 'Sometimes 1 3 7'), 'no list 7 of states'],
  ['a list out of turn', (t: string) => t.replace('states 1', 'states 4'), 'expected list 1 of states'],
  ['a state before any list', (t: string) => t.replace('states 0\n', ''), 'a state that belongs to no list'],
  ['a test twice', (t: string) => t + (t.match(/^test .*\n/m)?.[0] ?? ''), 'a second test'],
  ['a head twice', (t: string) => `herd7 7.57\n${t}`, 'a second herd7'],
  ['no model', (t: string) => t.replace(/^model .*\n/m, ''), 'is missing: model'],
  ['no date', (t: string) => t.replace(/^date .*\n/m, ''), 'is missing: date'],
  [
    'no day',
    (t: string) => t.replace('2024-02-29', '2023-02-29'),
    'my-sb.txt:3:1: error: no day of the calendar',
  ],
  ['no leap year', (t: string) => t.replace('2024', '1900'), 'no day of the calendar'],
  ['no month', (t: string) => t.replace('2024-02-29', '2024-13-01'), 'no day of the calendar'],
  ['a date with its time', (t: string) => t.replace('02-29', '02-29T12:00'), 'no day of the calendar'],
  ['a cut line', (t: string) => t.slice(0, -1), 'the file breaks off'],
  ['an empty line', (t: string) => t.replace('states 0', '\nstates 0'), 'neither a head'],
  ['nothing at all', () => '', 'is missing'],
])('damage: %s', (_, damage, message) => {
  const { recorded: none, diagnostics } = read(damage(text));
  expect(none).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics.map(renderDiagnostic).join()).toContain(message);
  expect(diagnostics.map(renderDiagnostic).join()).toContain('my-sb.txt:');
});
