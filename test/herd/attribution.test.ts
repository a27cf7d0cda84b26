import { describe, expect, it } from 'vitest';
import { attribute, type HerdCall } from '../../src/herd/attribution.ts';
import type { Judged } from '../../src/judge/judgement.ts';
import { printed } from './log-text.ts';

const stage = '/tmp/stage';

function record(name: string): string {
  const judged: Judged = {
    outcome: 'judged',
    name,
    quantifier: 'exists',
    states: ['0:r0=0;'],
    positive: 1,
    negative: 0,
    flags: [],
    cut: false,
    condition: 'exists (0:r0=0)',
    hash: 'aa8ee0f2902016e1890b164f50be8d26',
  };
  return printed(judged, '0.01');
}

const warning = (test: number, words: string) => `Warning: File "${stage}/${test}/f.litmus": ${words}\n`;

/** Tests 0, 1, ... are called a, b, ...; the answers as `NUMBER OUTCOME` and what is left to do. */
function outcome(call: Partial<HerdCall> & Pick<HerdCall, 'tests'>) {
  const { answers, again } = attribute(
    { stdout: '', stderr: '', status: 0, killedBy: null, ...call },
    {
      stage,
      shownName: (test) => `dir/${'abcdef'[test]}.litmus`,
      testName: (test) => 'abcdef'[test],
      limitWords: (limit) => limit,
    },
  );
  return {
    answers: [...answers]
      .sort(([a], [b]) => a - b)
      .map(
        ([test, { judgement: j }]) => `${test} ${j.outcome}${j.outcome === 'undecided' ? ` ${j.limit}` : ''}`,
      ),
    again,
  };
}

describe('a call with several tests', () => {
  it('records go by name', () => {
    expect(outcome({ tests: [0, 1], stdout: record('a') + record('b') })).toEqual({
      answers: ['0 judged', '1 judged'],
      again: [],
    });
  });

  it.each([
    ['out of order', record('b') + record('a')],
    ['of no test', record('a') + record('x')],
    ['twice', record('a') + record('a') + record('b')],
    ['damaged', record('a') + record('b').replace('States 1', 'States 2')],
  ])('records %s: all are judged again, each alone', (_, stdout) => {
    expect(outcome({ tests: [0, 1], stdout })).toEqual({ answers: [], again: [[0], [1]] });
  });

  it('a test that herd7 takes for one it has seen is judged alone', () => {
    const stderr = warning(1, `Different hashes for test a (previous file ${stage}/0/f.litmus)`);
    expect(outcome({ tests: [0, 1], stdout: record('a'), stderr })).toEqual({
      answers: ['0 judged'],
      again: [[1]],
    });
  });

  it('a test passed over in silence is judged alone', () => {
    expect(outcome({ tests: [0, 1, 2], stdout: record('a') + record('c') })).toEqual({
      answers: ['0 judged', '2 judged'],
      again: [[1]],
    });
    expect(outcome({ tests: [0, 1, 2], stdout: record('a') })).toEqual({
      answers: ['0 judged'],
      again: [[1], [2]],
    });
  });

  it('after a fatal test the rest is tried together', () => {
    const stderr = `\nFatal: File "${stage}/1/f.litmus" Adios\nFatal error: exception Not_found\n`;
    expect(outcome({ tests: [0, 1, 2, 3], stdout: record('a'), stderr, status: 2 })).toEqual({
      answers: ['0 judged', '1 rejected'],
      again: [[2, 3]],
    });
  });

  it('the time limit falls on the test after the last answer', () => {
    expect(outcome({ tests: [0, 1, 2], stdout: record('a'), stopped: 'time', status: null })).toEqual({
      answers: ['0 judged', '1 undecided time'],
      again: [[2]],
    });
    expect(outcome({ tests: [0, 1], stopped: 'memory', status: null })).toEqual({
      answers: ['0 undecided memory'],
      again: [[1]],
    });
  });

  it('a warning that may come before a record does not refuse the test that was ended', () => {
    const ended = { tests: [0, 1, 2], stopped: 'time', status: null } as const;
    expect(outcome({ ...ended, stderr: warning(0, 'this may take long') })).toEqual({
      answers: [],
      again: [[0], [1, 2]],
    });
    expect(outcome({ ...ended, stderr: warning(0, 'Unknown macro f (User error)') })).toEqual({
      answers: ['0 rejected', '1 undecided time'],
      again: [[2]],
    });
  });

  it('a record that was cut when herd7 was ended does no harm', () => {
    const stdout = record('a') + record('b').slice(0, -60);
    expect(outcome({ tests: [0, 1, 2], stdout, stopped: 'time', status: null })).toEqual({
      answers: ['0 judged', '1 undecided time'],
      again: [[2]],
    });
    expect(outcome({ tests: [0, 1], stdout })).toEqual({ answers: [], again: [[0], [1]] });
  });

  it('too much output is blamed on a test only when it is alone', () => {
    expect(outcome({ tests: [0, 1, 2], stopped: 'output', status: null })).toEqual({
      answers: [],
      again: [[0], [1, 2]],
    });
    expect(outcome({ tests: [1], stopped: 'output', status: null }).answers).toEqual(['1 undecided memory']);
  });

  it('a crash is found out singly', () => {
    expect(outcome({ tests: [0, 1, 2], stdout: record('a'), status: null, killedBy: 'SIGSEGV' })).toEqual({
      answers: ['0 judged'],
      again: [[1], [2]],
    });
  });
});
