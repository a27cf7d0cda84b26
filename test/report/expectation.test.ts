import { describe, expect, test } from 'vitest';
import type { Judged } from '../../src/judge/judgement.ts';
import { assess, parseExpectation } from '../../src/report/expectation.ts';

const counts = { Never: [0, 3], Sometimes: [1, 3], Always: [4, 0], empty: [0, 0] } as const;

function judged(word: keyof typeof counts, flags: readonly string[] = []): Judged {
  const [positive, negative] = counts[word];
  return {
    outcome: 'judged',
    name: 't',
    quantifier: 'exists',
    states: [],
    positive,
    negative,
    flags,
    cut: false,
    condition: 'exists (true)',
  };
}

/** The kinds of findings for that verdict when the header says `expected`. */
function findings(word: keyof typeof counts, expected?: string, flags?: readonly string[]): string[] {
  const expectation = expected === undefined ? undefined : parseExpectation(expected);
  if (expected !== undefined) expect(expectation, `${expected} is understood`).toBeDefined();
  return assess(judged(word, flags), expectation).findings.map((f) => f.kind);
}

describe('the word', () => {
  const words = ['Never', 'Sometimes', 'Always'] as const;
  test.each(words)('%s is met by itself alone', (expected) => {
    for (const word of words) {
      expect(findings(word, expected), `${word} against ${expected}`).toEqual(
        word === expected ? [] : ['verdict'],
      );
    }
  });
  test.each(words)('%s meets Maybe, and meets nothing being expected', (word) => {
    expect(findings(word, 'Maybe')).toEqual([]);
    expect(findings(word)).toEqual([]);
  });
  test.each(words)('%s does not meet DEADLOCK', (word) => {
    expect(findings(word, 'DEADLOCK')).toEqual(['verdict']);
  });
});

describe('no execution at all', () => {
  test('is a finding whatever is expected, though its word is Never', () => {
    for (const expected of [undefined, 'Never', 'Sometimes', 'Always', 'Maybe']) {
      expect(findings('empty', expected), String(expected)).toEqual(['vacuous']);
    }
  });
  test('is what DEADLOCK expects', () => {
    expect(findings('empty', 'DEADLOCK')).toEqual([]);
  });
  test('is told with its reason', () => {
    const vacuity = { why: 'filter', detail: 'no execution passes the filter' } as const;
    const [finding] = assess({ ...judged('empty'), vacuity }, undefined).findings;
    expect(finding?.message).toBe(
      'vacuous, the test has no execution at all: no execution passes the filter',
    );
  });
});

describe('a data race', () => {
  const raced = ['data-race'];
  test('that nothing predicts is a finding, also beside a word that is met', () => {
    expect(findings('Never', undefined, raced)).toEqual(['race-unpredicted']);
    expect(findings('Never', 'Never', raced)).toEqual(['race-unpredicted']);
    expect(findings('Never', 'Maybe', raced)).toEqual(['race-unpredicted']);
    expect(findings('Sometimes', 'Never', raced)).toEqual(['verdict', 'race-unpredicted']);
  });
  test('that is predicted and there is none', () => {
    expect(findings('Never', 'Never DATARACE', raced)).toEqual([]);
    expect(findings('Never', 'Never DATARACE', ['lock-final'])).toEqual(['race-missing']);
  });
  test('that is predicted forgives a wrong word, with a note', () => {
    const expected = parseExpectation('Never DATARACE');
    const { findings: found, notes } = assess(judged('Sometimes', raced), expected);
    expect(found).toEqual([]);
    expect(notes).toEqual([
      '--expect says Never, the model says Sometimes 1 3; forgiven, since the test has the data race that it predicts',
    ]);
  });
});

describe('what is expected', () => {
  test.each([
    ['Never', { word: 'Never', dataRace: false }],
    [' Sometimes  DATARACE ', { word: 'Sometimes', dataRace: true }],
    ['Never,DATARACE', { word: 'Never', dataRace: true }],
    ['DEADLOCK', { word: 'DEADLOCK', dataRace: false }],
  ])('%s is understood', (text, parts) => {
    expect(parseExpectation(text)).toMatchObject(parts);
  });
  test.each(['', 'never', 'Never Always', 'DATARACE', 'Never DATARACE DATARACE', 'Never.'])(
    '"%s" is not',
    (text) => {
      expect(parseExpectation(text)).toBeUndefined();
    },
  );
  test('a header with an unknown word is a finding that offers a near one', () => {
    const expected = { from: 'Result', word: undefined, dataRace: false, text: 'Nevre' } as const;
    expect(assess(judged('Never'), expected).findings).toEqual([
      {
        kind: 'expectation-unknown',
        message:
          'the Result: header says "Nevre", which is none of Never, Sometimes, Always, Maybe, DEADLOCK (did you mean Never?)',
      },
    ]);
  });
});
