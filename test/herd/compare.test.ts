import { describe, expect, it } from 'vitest';
import { compareJudgements, type Origin } from '../../src/herd/compare.ts';
import type { Judged, Judgement } from '../../src/judge/judgement.ts';

const mp: Judged = {
  outcome: 'judged',
  name: 'MP',
  quantifier: 'exists',
  states: ['1:r0=0; 1:r1=0;', '1:r0=0; 1:r1=1;', '1:r0=1; 1:r1=1;'],
  positive: 0,
  negative: 3,
  flags: ['data-race'],
  cut: false,
  condition: 'exists (1:r0=1 /\\ 1:r1=0)',
  hash: 'aa8ee0f2902016e1890b164f50be8d26',
};
const extra = '1:r0=1; 1:r1=0;';
const hash = '00000000000000000000000000000000';

const rejected: Judgement = { outcome: 'rejected', name: 'MP', message: 'Unknown macro f (User error)' };
const refused: Judgement = { outcome: 'refused', name: 'MP', diagnostics: [] };

function differences(a: Judgement, b: Judgement, origin: Origin = 'same-text') {
  const c = compareJudgements(a, b, origin);
  return c.outcome === 'differs' ? c.differences : c.outcome;
}

describe('judgements of the same text', () => {
  it('equal', () => {
    expect(differences(mp, { ...mp, states: [...mp.states] })).toBe('equal');
    // The reason for an empty result is not in herd7's log.
    const vacuity = { why: 'deadlock', detail: 'a lock taken twice' } as const;
    expect(differences(mp, { ...mp, vacuity })).toBe('equal');
  });

  it.each<[string, Partial<Judged>, unknown]>([
    [
      'the verdict',
      { states: [...mp.states, extra], positive: 1 },
      [
        { kind: 'word', reference: 'Never', other: 'Sometimes' },
        { kind: 'result', reference: 'No', other: 'Ok' },
        { kind: 'states', missing: [], extra: [extra] },
        { kind: 'positive', reference: 0, other: 1 },
      ],
    ],
    ['a count alone', { negative: 4 }, [{ kind: 'negative', reference: 3, other: 4 }]],
    [
      'a state missing',
      { states: mp.states.slice(1) },
      [{ kind: 'states', missing: [mp.states[0]], extra: [] }],
    ],
    ['a race flag missing', { flags: [] }, [{ kind: 'flags', missing: ['data-race'], extra: [] }]],
    [
      'other flags',
      { flags: ['data-race', 'lock-final'] },
      [{ kind: 'flags', missing: [], extra: ['lock-final'] }],
    ],
    ['a cut loop', { cut: true }, [{ kind: 'cut', reference: false, other: true }]],
    [
      'the quantifier',
      { quantifier: '~exists' },
      [
        { kind: 'result', reference: 'No', other: 'Ok' },
        { kind: 'quantifier', reference: 'exists', other: '~exists' },
      ],
    ],
    [
      'the condition',
      { condition: 'exists (true)' },
      [{ kind: 'condition', reference: mp.condition, other: 'exists (true)' }],
    ],
    ['the hash', { hash }, [{ kind: 'hash', reference: mp.hash, other: hash }]],
    ['the name', { name: 'SB' }, [{ kind: 'name', reference: 'MP', other: 'SB' }]],
    [
      'the order of states',
      { states: mp.states.toReversed() },
      [{ kind: 'state-order', reference: mp.states, other: mp.states.toReversed() }],
    ],
  ])('%s', (_, change, expected) => {
    expect(differences(mp, { ...mp, ...change })).toEqual(expected);
  });

  it('seen from the other side, missing and extra change places', () => {
    const more = { ...mp, states: [...mp.states, extra] };
    expect(differences(more, mp)).toEqual([{ kind: 'states', missing: [extra], extra: [] }]);
  });

  it('a hash that one side lacks is a difference', () => {
    const { hash: _, ...without } = mp;
    expect(differences(mp, without)).toEqual([{ kind: 'hash', reference: mp.hash, other: undefined }]);
  });
});

describe('undetermined values', () => {
  const oota = (states: readonly string[]): Judged => ({ ...mp, condition: 'exists (0:r0=0)', states });
  it.each<[string, string[], string[], 'equal' | 'differs']>([
    ['are numbered freely', ['0:r0=S8; 1:r0=S8;'], ['0:r0=S2; 1:r0=S2;'], 'equal'],
    [
      'in any order of states',
      ['0:r0=S8; 1:r0=S9;', '0:r0=S8; 1:r0=S8;'],
      ['0:r0=S1; 1:r0=S1;', '0:r0=S1; 1:r0=S2;'],
      'equal',
    ],
    ['but keep their pattern', ['0:r0=S8; 1:r0=S8;'], ['0:r0=S8; 1:r0=S9;'], 'differs'],
    ['and are no numbers', ['0:r0=S8;'], ['0:r0=8;'], 'differs'],
    ['and are counted', ['0:r0=S8;', '0:r0=S9;'], ['0:r0=S8;'], 'differs'],
    ['unless a place has such a name', ['0:r0=S8; [S8]=0;'], ['0:r0=S9; [S8]=0;'], 'differs'],
  ])('%s', (_, reference, other, expected) => {
    expect(compareJudgements(oota(reference), oota(other), 'same-text').outcome).toBe(expected);
  });

  it('a condition that compares with a location of such a name forbids renumbering', () => {
    const named = (states: string[]): Judged => ({ ...mp, condition: 'exists (0:r0=S8)', states });
    expect(compareJudgements(named(['0:r0=S8;']), named(['0:r0=S9;']), 'same-text').outcome).toBe('differs');
  });
});

describe('recorded logs', () => {
  it('the order of states and of bindings is free', () => {
    const other = {
      ...mp,
      states: ['1:r1=1; 1:r0=1;', '1:r1=0; 1:r0=0;', '1:r1=1;  1:r0=0;'],
      name: 'MP-old',
    };
    expect(differences(mp, other, 'recorded')).toBe('equal');
    expect(differences(mp, { ...other, states: other.states.slice(1) }, 'recorded')).toEqual([
      { kind: 'states', missing: ['1:r0=1; 1:r1=1;'], extra: [] },
    ]);
  });

  it('another hash is another test, and a missing one no objection', () => {
    expect(compareJudgements(mp, { ...mp, hash, positive: 7 }, 'recorded')).toMatchObject({
      outcome: 'cannot-compare',
      why: 'another-test',
    });
    const { hash: _, ...without } = mp;
    expect(differences(mp, without, 'recorded')).toBe('equal');
    expect(differences(mp, { ...without, flags: [] }, 'recorded')).toEqual([
      { kind: 'flags', missing: ['data-race'], extra: [] },
    ]);
  });
});

describe('no judgement on one side', () => {
  const undecided = (limit: 'time' | 'memory' | 'failure'): Judgement => ({
    outcome: 'undecided',
    name: 'MP',
    limit,
    detail: 'gave up',
  });

  it('both refuse, each in its words', () => {
    expect(differences(rejected, refused)).toBe('equal');
    expect(differences(rejected, rejected)).toBe('equal');
  });

  it('one refuses', () => {
    expect(differences(rejected, mp)).toEqual([{ kind: 'refusal', reference: 'rejected', other: 'judged' }]);
    expect(differences(mp, refused)).toEqual([{ kind: 'refusal', reference: 'judged', other: 'refused' }]);
  });

  it.each(['time', 'memory', 'failure'] as const)(
    'nothing is concluded from a judge that gave up (%s)',
    (limit) => {
      for (const other of [mp, rejected, refused, undecided('time')]) {
        for (const [a, b] of [
          [undecided(limit), other],
          [other, undecided(limit)],
        ] as const) {
          expect(compareJudgements(a, b, 'same-text')).toMatchObject({
            outcome: 'cannot-compare',
            why: 'undecided',
          });
        }
      }
    },
  );
});
