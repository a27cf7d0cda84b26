import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { readHerdLog, withoutTime } from '../../src/herd/log.ts';
import type { Judged } from '../../src/judge/judgement.ts';
import { experiments, filesBelow, printed, recordedLog } from './log-text.ts';

function read(text: string) {
  const log = readHerdLog(source('test.log', text));
  return { judged: log.records.map((r) => r.judged), said: log.diagnostics.map(renderDiagnostic), log };
}

/** All records of a sound log. */
function judgedIn(text: string): Judged[] {
  const { judged, said } = read(text);
  expect(said).toEqual([]);
  return judged;
}

/** The complaints about a log with no sound record, as `line: code`. */
function complaints(text: string): string[] {
  const { judged, log } = read(text);
  expect(judged).toEqual([]);
  return log.diagnostics.map((d) => {
    expect(d.severity).toBe('error');
    return `${text.slice(0, d.span.start).split('\n').length}: ${d.code}`;
  });
}

/** `record` with the first line that begins with `start` replaced. */
function changed(record: string, start: string, line: string | undefined): string {
  const lines = record.split('\n');
  const at = lines.findIndex((l) => l.startsWith(start));
  expect(at).not.toBe(-1);
  lines.splice(at, 1, ...(line === undefined ? [] : [line]));
  return lines.join('\n');
}

const mp: Judged = {
  outcome: 'judged',
  name: 'MP',
  quantifier: 'exists',
  states: ['1:r0=0; 1:r1=0;', '1:r0=0; 1:r1=1;', '1:r0=1; 1:r1=0;', '1:r0=1; 1:r1=1;'],
  positive: 1,
  negative: 3,
  flags: ['data-race'],
  cut: false,
  condition: 'exists (1:r0=1 /\\ 1:r1=0)',
  hash: 'aa8ee0f2902016e1890b164f50be8d26',
};
const whole = printed(mp, '0.01');

describe('herd7 logs', () => {
  it('a record is read whole', () => {
    expect(read(whole).log.records).toEqual([
      { judged: mp, seconds: 0.01, span: { start: 0, end: whole.length } },
    ]);
  });

  it('every log of the experiments is read without loss', () => {
    const files = filesBelow(experiments, '.litmus.herd7');
    expect(files.length).toBeGreaterThan(1000);
    for (const file of files) {
      const text = readFileSync(file, 'latin1');
      const [record, ...more] = judgedIn(text);
      expect(more).toEqual([]);
      if (record === undefined) throw new Error(`no record in ${file}`);
      expect(printed(record)).toBe(text);
    }
  });

  const shared = process.env['MBPAIR_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));
  const corpus = `${shared}/corpus`;
  it.skipIf(!existsSync(corpus))(
    'every log of the public corpus is read without loss (needs MBPAIR_SHARED)',
    () => {
      const files = filesBelow(corpus, '.litmus.herd7');
      expect(files.length).toBeGreaterThan(100);
      for (const file of files) {
        const text = readFileSync(file, 'utf8');
        const [record, ...more] = judgedIn(text);
        expect(more, relative(corpus, file)).toEqual([]);
        if (record === undefined) throw new Error(`no record in ${file}`);
        expect(printed(record), relative(corpus, file)).toBe(withoutTime(text));
      }
    },
  );

  it.each([
    ['syntax/s-while-spin', { cut: true }],
    ['output/o-two-flags', { flags: ['data-race', 'mixed-accesses', 'unmatched-rcu-lock'] }],
    ['output/o-no-observed', { states: [''], positive: 4, negative: 0 }],
    ['output/o-none-possible-forall', { states: [], positive: 0, negative: 0, quantifier: 'forall' }],
    ['cond/c-not-exists', { quantifier: '~exists', positive: 1, negative: 3 }],
    ['header/h-hash-given', { hash: '0123456789abcdef' }],
    ['values/v-array-write', { states: ['x={5,2}; x[0]=5;'] }],
    ['oota/oota-plain', { states: ['0:r0=S8; 1:r0=S8; [x]=S8; [y]=S8;', '0:r0=0; 1:r0=0; [x]=0; [y]=0;'] }],
  ])('%s', (experiment, expected) => {
    expect(judgedIn(recordedLog(experiment))[0]).toMatchObject(expected);
  });

  it('a suppressed hash is absent', () => {
    expect(judgedIn(recordedLog('header/h-hash-lower'))[0]).not.toHaveProperty('hash');
  });

  it('several records, of one name even, come in the order of the log', () => {
    const other = { ...mp, name: 'other name', flags: [] };
    expect(judgedIn(whole + printed(other) + whole)).toEqual([mp, other, mp]);
    expect(judgedIn((whole + printed(other)).replace(/^\n/gm, ''))).toEqual([mp, other]);
  });

  it('carriage returns, foreign lines and later releases do no harm', () => {
    expect(judgedIn(whole.replaceAll('\n', '\r\n'))).toEqual([mp]);
    const script = `Herd options: -conf linux-kernel.cfg\n${whole}\n0.01user 0.00system\n !!! Unexpected non-Never verification\n`;
    expect(judgedIn(script)).toEqual([mp]);
    const warning = 'Warning: File "a": unrolling limit exceeded at While, legal outcomes may be missing.\n';
    for (const start of ['Test', 'States', '1:r0=0; 1:r1=1', 'Ok', 'Witnesses', 'Condition']) {
      const line = whole.split('\n').find((l) => l.startsWith(start)) ?? '';
      expect(judgedIn(whole.replace(`${line}\n`, `${line}\n${warning}`))).toEqual([mp]);
    }
    expect(
      judgedIn(whole.replace('Witnesses', 'Faults 0\nWitnesses').replace('Flag', 'Bell 1\nFlag')),
    ).toEqual([mp]);
  });

  it('flags are sorted, each once', () => {
    const flags = whole.replace('Flag data-race', 'Flag mixed-accesses\nFlag data-race\nFlag data-race');
    expect(judgedIn(flags)).toEqual([{ ...mp, flags: ['data-race', 'mixed-accesses'] }]);
  });

  it('a final line without its end is whole only when it is a whole hash', () => {
    expect(judgedIn(whole.trimEnd())).toEqual([mp]);
    expect(complaints(whole.trimEnd().slice(0, -1))).toEqual(['14: herd/truncated-log']);
  });
});

describe('damaged herd7 logs', () => {
  // The property that matters most: damage never turns into a verdict.
  it('a log cut anywhere yields its whole records and no other', () => {
    for (const record of [
      whole,
      recordedLog('output/o-none-possible-forall'),
      recordedLog('output/o-no-observed'),
    ]) {
      const first = judgedIn(record)[0];
      const enough = record.trimEnd().length;
      for (let at = 0; at < record.length; at++) {
        const { judged, said } = read(record + record.slice(0, at));
        if (at >= enough) expect(judged).toEqual([first, first]);
        else expect([judged, at < 'Test '.length || said.length > 0]).toEqual([[first], true]);
      }
    }
  });

  it('a record with a line missing or doubled is refused, unless the line tells nothing about the verdict', () => {
    const silent = /^(?:Flag |Time |Hash=|Witnesses$|$)/;
    const lines = whole.split('\n');
    lines.forEach((line, i) => {
      if (silent.test(line)) return;
      const missing = read([...lines.slice(0, i), ...lines.slice(i + 1)].join('\n'));
      expect(missing.judged, `without ${line}`).toEqual([]);
      // A doubled first line is a broken record and a sound one.
      const doubled = read([...lines.slice(0, i), line, ...lines.slice(i)].join('\n'));
      expect(doubled.judged, `twice ${line}`).toEqual(line.startsWith('Test ') ? [mp] : []);
    });
  });

  it('a broken record does not hide the next one', () => {
    const { judged, log } = read(changed(whole, 'Observation', undefined) + printed({ ...mp, name: 'next' }));
    expect(judged.map((j) => j.name)).toEqual(['next']);
    expect(log.diagnostics.map((d) => d.code)).toEqual(['herd/truncated-log']);
  });

  it.each([
    ['Test ', 'Test MP', '1: herd/damaged-log'],
    ['Test ', 'Test MP Allow', '1: herd/damaged-log'],
    ['States', 'States four', '2: herd/damaged-log'],
    ['States', 'States 3', '6: herd/damaged-log'],
    ['States', 'States 5', '7: herd/damaged-log'],
    ['States', 'States 99999999999999999999', '2: herd/damaged-log'],
    ['1:r0=1; 1:r1=1', '1:r0=1; 1:r1', '6: herd/damaged-log'],
    ['1:r0=1; 1:r1=1', '1:r0=0; 1:r1=1;', '9: herd/inconsistent-log'],
    ['Ok', 'No', '9: herd/inconsistent-log'],
    ['Ok', 'Okay', '8: herd/damaged-log'],
    ['Positive', 'Positive: 3 Negative: 1', '9: herd/inconsistent-log'],
    ['Positive', 'Positive: 1', '9: herd/damaged-log'],
    ['Condition', 'Condition ~exists (1:r0=1 /\\ 1:r1=0)', '9: herd/inconsistent-log'],
    ['Observation', 'Observation MP Never 1 3', '9: herd/inconsistent-log'],
    ['Observation', 'Observation MP Sometimes 2 3', '9: herd/inconsistent-log'],
    ['Observation', 'Observation SB Sometimes 1 3', '1: herd/inconsistent-log'],
    ['Observation', 'Observation MP Sometimes 1', '12: herd/damaged-log'],
    ['Time', 'Time SB 0.01', '1: herd/inconsistent-log'],
    ['Time', 'Time MP soon', '13: herd/damaged-log'],
  ])('%s -> %s', (start, line, expected) => {
    expect(complaints(changed(whole, start, line))).toEqual([expected]);
  });

  it('more states than executions', () => {
    const few = { ...mp, positive: 1, negative: 2 };
    expect(complaints(printed(few))).toEqual(['9: herd/inconsistent-log']);
    expect(complaints(printed({ ...few, positive: 0, negative: 0 }))).toEqual(['9: herd/inconsistent-log']);
  });

  it('a log of klitmus7 is refused by name', () => {
    const hardware =
      'Test MP Allowed\nHistogram (3 states)\n644580  :>1:r0=0; 1:r1=0;\n355420  :>1:r0=1; 1:r1=1;\nNo\n\nWitnesses\n' +
      'Positive: 0, Negative: 2000000\nCondition exists (1:r0=1 /\\ 1:r1=0) is NOT validated\nHash=aa8ee0f2902016e1890b164f50be8d26\n' +
      'Observation MP Never 0 2000000\nTime MP 0.41\n\n';
    expect(complaints(hardware)).toEqual(['2: herd/klitmus-log']);
    expect(read(hardware).said[0]).toContain('klitmus7');
  });

  it.each(['', '\n\n', 'no such file\n', '\u0000\u0001\u0002', '{"a": 1}'])('%j holds no record', (text) => {
    expect(complaints(text)).toEqual(['1: herd/no-record']);
  });

  it('an undefined result (-badflag) is read with a warning', () => {
    const { judged, log } = read(changed(whole, 'Ok', 'Undef'));
    expect(judged).toEqual([mp]);
    expect(log.diagnostics.map((d) => `${d.severity} ${d.code}`)).toEqual(['warning herd/undefined-result']);
  });

  it('the message shows file, line and the line itself', () => {
    expect(read(changed(whole, 'States', 'States 5')).said).toEqual([
      'test.log:7:1: error: MP: 5 states are announced, but this line is not state 5 [herd/damaged-log]\n7 | Ok\n  | ^^',
    ]);
  });
});
