/** Forged certificates of every kind: each is turned down, for the right reason and at the right place. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { type CertificateVerdict, checkCertificate } from '../../src/certificate/check.ts';
import { definitions, given } from '../../src/certificate/definitions.ts';
import type { Certificate, Step } from '../../src/certificate/format.ts';
import { produce } from './produce.ts';

const example = (name: string) => readFileSync(`litmus/examples/${name}.litmus`, 'utf8');
const experiment = (name: string) => readFileSync(`test/experiments/${name}.litmus`, 'utf8');

function certificateOf(text: string, outcome?: string): Certificate {
  const made = produce(source('test', text), outcome === undefined ? {} : { outcome });
  const certificate = made.proof ?? made.executions[0];
  if (certificate === undefined) throw new Error('nothing was produced');
  return JSON.parse(JSON.stringify(certificate)) as Certificate;
}

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
type Key = string | number;

/** A certificate with another value at a place; `undefined` takes the place away. */
function forge(c: Certificate, path: readonly Key[], value: Json | undefined): Certificate {
  const copy = JSON.parse(JSON.stringify(c)) as Json;
  let at = copy;
  for (const key of path.slice(0, -1)) at = child(at, key);
  const last = path.at(-1) as Key;
  if (Array.isArray(at)) {
    if (value === undefined) at.splice(Number(last), 1);
    else at[Number(last)] = value;
  } else if (typeof at === 'object' && at !== null) {
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy as unknown as Certificate;
}

function child(at: Json, key: Key): Json {
  if (Array.isArray(at)) return at[Number(key)] ?? null;
  if (typeof at === 'object' && at !== null) return at[key] ?? null;
  throw new Error(`nothing at ${key}`);
}

const get = (c: Certificate, path: readonly Key[]): Json =>
  path.reduce<Json>((at, key) => child(at, key), c as unknown as Json);

const checked = (c: Certificate): CertificateVerdict => checkCertificate(JSON.stringify(c));

function expectRejected(c: Certificate, at: string, reason: RegExp): void {
  const verdict = checked(c);
  expect(verdict).toMatchObject({ verdict: 'rejected', at, reason: expect.stringMatching(reason) });
}

const sb = certificateOf(example('SB+fencembonceonces'));
/** Where the reads of its threads are split up: 4 reads 0, 1, 2 or 5; where it reads 1, so does 7. */
const first: readonly Key[] = ['claim', 'proof', 'paths', 0, 'paths', 0, 'of'];
const second: readonly Key[] = [...first, 'writes', 1, 1];
const broken: readonly Key[] = [...second, 'writes', 0, 1];
const text = (path: readonly Key[]) =>
  path.map((k, i) => (typeof k === 'number' ? `[${k}]` : i === 0 ? k : `.${k}`)).join('');

const steps = (c: Certificate): readonly Step[] => (c.claim.kind === 'forbidden' ? c.claim.steps : []);
const stepAt = (relation: string) => steps(sb).findIndex(([name]) => name === relation);

test('what is forged below is valid', () => {
  expect(checked(sb)).toMatchObject({ verdict: 'valid', claim: 'forbidden', isOwn: true });
  expect(get(sb, broken)).toMatchObject({ violates: 'propagation' });
});

describe('a case split', () => {
  test('without one of the writes', () => {
    expectRejected(forge(sb, [...first, 'writes', 1], undefined), `${text(first)}.writes`, /reads from 1$/);
  });
  test('with a write twice', () => {
    const again = get(sb, [...first, 'writes', 0]);
    expectRejected(
      forge(sb, [...first, 'writes', 1], again),
      `${text(first)}.writes[1]`,
      /second case for 0/,
    );
  });
  test('with a write that is none', () => {
    const at = [...first, 'writes', 0, 0];
    expectRejected(forge(sb, at, 3), `${text(first)}.writes[0]`, /can not read from 3/);
  });
  test('of a read that is none, of one that is decided, of one that is not there', () => {
    expectRejected(forge(sb, [...first, 'read'], 3), `${text(first)}.read`, /reads nothing/);
    expectRejected(forge(sb, [...second, 'read'], 4), `${text(second)}.read`, /decided above/);
    expectRejected(forge(sb, [...first, 'read'], 99), `${text(first)}.read`, /no such event/);
  });
  test('without the paths of a thread, or with one too few or too many', () => {
    const below = get(sb, ['claim', 'proof', 'paths', 0]);
    expectRejected(forge(sb, ['claim', 'proof'], below), 'claim.proof.thread', /paths of P0/);
    expectRejected(forge(sb, ['claim', 'proof', 'paths'], []), 'claim.proof.paths', /P0 has 1 path, not 0/);
    const at = ['claim', 'proof', 'paths', 1];
    expectRejected(forge(sb, at, below), 'claim.proof.paths', /P0 has 1 path, not 2/);
  });
  test('that goes on where the events are due, or begins the paths anew', () => {
    const events = [...first.slice(0, -1)];
    expectRejected(forge(sb, events, get(sb, first)), text(events), /events are due/);
    expectRejected(forge(sb, first, get(sb, ['claim', 'proof'])), text(first), /chosen above/);
  });
  test('about other events than the test has', () => {
    const events = [...first.slice(0, -1), 'events'];
    expectRejected(
      forge(sb, [...events, 3], 'P0 line 18: F[rmb]'),
      `${text(events)}[3]`,
      /event 3 is .*F\[mb\]/,
    );
    expectRejected(forge(sb, [...events, 8], 'P1 line 30: F[mb]'), text(events), /there are 8 events/);
    expectRejected(forge(sb, [...events, 7], undefined), `${text(events)}[7]`, /event 7 is/);
  });
});

describe('orders of writes', () => {
  const text2w = `C two
{}
P0(int *x, int *y) { WRITE_ONCE(*x, 1); smp_mb(); WRITE_ONCE(*y, 1); }
P1(int *x, int *y) { WRITE_ONCE(*y, 2); smp_mb(); WRITE_ONCE(*x, 2); }
exists (x=1 /\\ y=2)
`;
  const orders = certificateOf(text2w);
  const at: readonly Key[] = first;
  test('the base is valid', () => {
    expect(checked(orders).verdict).toBe('valid');
    expect(get(orders, at)).toHaveProperty('order');
  });
  test('of writes to different places, of events that are no writes, of one event', () => {
    const of = `${text(at)}.order`;
    expectRejected(forge(orders, [...at, 'order'], [2, 4]), of, /different places/);
    expectRejected(forge(orders, [...at, 'order'], [2, 3]), of, /3 is no write/);
    expectRejected(forge(orders, [...at, 'order'], [2, 2]), of, /known/);
    expectRejected(forge(orders, [...at, 'order'], [0, 2]), of, /known/);
  });
  test('the two cases exchanged', () => {
    const cases = get(orders, [...at, 'cases']) as Json[];
    expect(checked(forge(orders, [...at, 'cases'], [cases[1] as Json, cases[0] as Json])).verdict).toBe(
      'rejected',
    );
  });
  test('decided a second time', () => {
    const whole = get(orders, at);
    expectRejected(forge(orders, [...at, 'cases', 0], whole), `${text([...at, 'cases', 0])}.order`, /known/);
  });
});

describe('a violation', () => {
  test('of another axiom', () => {
    for (const axiom of ['happens-before', 'coherence', 'rcu', 'plain-coherence', 'atomic']) {
      expectRejected(forge(sb, [...broken, 'violates'], axiom), `${text(broken)}.cycle`, /./);
    }
  });
  test('by a cycle that does not close, by none, by a step that is not there', () => {
    expectRejected(forge(sb, [...broken, 'cycle', 1], undefined), `${text(broken)}.cycle`, /does not close/);
    expectRejected(forge(sb, [...broken, 'cycle'], []), text(broken), /has steps/);
    expectRejected(forge(sb, [...broken, 'cycle', 0], 999), `${text(broken)}.cycle[0]`, /no such step/);
  });
  test('by steps of another case', () => {
    expectRejected(
      forge(sb, [...first, 'writes', 0, 1], get(sb, broken)),
      'claim.steps[0]',
      /does not hold here/,
    );
  });
  test('where the other case that it leaves out is possible', () => {
    expectRejected(
      forge(sb, second, { impossible: 'values' }),
      `${text(second)}.impossible`,
      /contradicts itself/,
    );
  });
});

describe('a step', () => {
  const index = stepAt('mb');
  const at = ['claim', 'steps', index];
  test('of a relation that the model has not, or that is another one', () => {
    expectRejected(forge(sb, [...at, 0], 'mbx'), `claim.steps[${index}]`, /no relation of this name/);
    expectRejected(forge(sb, [...at, 0], 'wmb'), `claim.steps[${index}]`, /not how the model defines it/);
    expectRejected(forge(sb, [...at, 0], 'toString'), `claim.steps[${index}]`, /no relation of this name/);
  });
  test('with other ends than its parts', () => {
    expectRejected(forge(sb, [...at, 2], 6), `claim.steps[${index}]`, /not how the model defines it/);
    expectRejected(forge(sb, [...at, 1], 4), `claim.steps[${index}]`, /not how the model defines it/);
    expectRejected(forge(sb, [...at, 2], 99), `claim.steps[${index}]`, /no such event/);
  });
  test('without one of its parts, with parts in another order, with itself as a part', () => {
    const parts = get(sb, [...at, 3]) as number[];
    expectRejected(forge(sb, [...at, 3, 0], undefined), `claim.steps[${index}]`, /not how the model/);
    expectRejected(forge(sb, [...at, 3], parts.toReversed()), `claim.steps[${index}]`, /not how the model/);
    expectRejected(forge(sb, [...at, 3, 0], index), `claim.steps[${index}]`, /must come before/);
    expectRejected(forge(sb, [...at, 3, 0], 9999), `claim.steps[${index}]`, /must come before/);
    expectRejected(forge(sb, [...at, 3], []), `claim.steps[${index}]`, /not how the model/);
  });
  test('that is given with parts, or does not hold', () => {
    const po = stepAt('po');
    expectRejected(forge(sb, ['claim', 'steps', po, 3], [0]), `claim.steps[${po}]`, /given has no parts/);
    expectRejected(forge(sb, ['claim', 'steps', po, 1], 6), `claim.steps[${po}]`, /does not hold here/);
    const rf = stepAt('rf');
    expectRejected(forge(sb, ['claim', 'steps', rf, 1], 5), `claim.steps[${rf}]`, /does not hold here/);
    const co = stepAt('co');
    const [, from, to] = steps(sb)[co] as Step;
    expectRejected(
      forge(sb, ['claim', 'steps', co], ['co', to, from, []]),
      `claim.steps[${co}]`,
      /does not hold/,
    );
  });
  test('every step of an honest certificate counts: none may be any other', () => {
    const texts = [
      example('SB+fencembonceonces'),
      example('RCU+publish-retire'),
      experiment('rcu/u-ring-g-r'),
      experiment('lock/k-unlock-lock-ww-diff'),
    ];
    for (const t of texts) {
      const honest = certificateOf(t);
      expect(checked(honest).verdict).toBe('valid');
      steps(honest).forEach(([relation, from, to, parts], i) => {
        const others: Step[] = [
          [relation, from, from === to ? to + 1 : from, parts],
          [relation === 'rf' ? 'co' : 'rf', from, to, parts],
          [relation, to, from === to ? from + 1 : from, parts],
        ];
        for (const other of others) {
          const forged = forge(honest, ['claim', 'steps', i], other as unknown as Json);
          expect(checked(forged), `${i}: ${relation}`).toMatchObject({ verdict: 'rejected' });
        }
      });
    }
  });
});

describe('an impossible case that is not', () => {
  const all = ['loop', 'values', 'outcome', 'filter', 'out of thin air', 'address', 'lock'];
  test.each(all)('%s', (why) => {
    expectRejected(forge(sb, broken, { impossible: why }), `${text(broken)}.impossible`, /here/);
    expectRejected(forge(sb, ['claim', 'proof'], { impossible: why }), 'claim.proof.impossible', /here/);
    expectRejected(forge(sb, first, { impossible: why }), `${text(first)}.impossible`, /here/);
  });
});

describe('the head', () => {
  test('another text under the hash, another hash, no hash', () => {
    const weaker = example('SB+fencembonceonces').replaceAll('smp_mb()', 'smp_rmb()');
    expectRejected(forge(sb, ['test'], weaker), 'hash', /the test's hash is/);
    expectRejected(forge(sb, ['hash'], '0'.repeat(32)), 'hash', /not 0000/);
    expectRejected(forge(sb, ['hash'], undefined), 'hash', /not none/);
  });
  test('another text with its own hash', () => {
    const weaker = example('SB+fencembonceonces').replaceAll('smp_mb()', 'smp_rmb()');
    const { hash } = certificateOf(weaker);
    const forged = { ...sb, test: weaker, hash: hash as string };
    expectRejected(forged, `${text(first.slice(0, -1))}.events[3]`, /F\[rmb\]/);
  });
  test('a text that is no test, another model', () => {
    expectRejected(forge(sb, ['test'], 'C nothing'), 'test', /no litmus test/);
    expectRejected(forge(sb, ['model'], 'LKMM of Linux 4.17'), 'model', /knows the axioms of/);
  });
  test('another outcome', () => {
    const possible = `${text([...first, 'writes', 3, 1])}.impossible`;
    expectRejected(forge(sb, ['outcome'], '0:r0=1 /\\ 1:r0=0'), possible, /contradicts itself/);
    expectRejected(forge(sb, ['outcome'], '0:r0=0'), `${text([...second, 'writes', 2, 1])}.impossible`, /./);
    expectRejected(forge(sb, ['outcome'], 'exists'), 'outcome', /proposition/);
    expectRejected(forge(sb, ['outcome'], '0:r0=0 /\\'), 'outcome', /proposition/);
  });
});

describe('an execution', () => {
  const wrc = certificateOf(example('SB+releaseacquire'));
  const at = (...path: readonly Key[]): readonly Key[] => ['claim', 'execution', ...path];
  test('the base is valid', () => {
    expect(checked(wrc)).toMatchObject({ verdict: 'valid', claim: 'allowed', isOwn: true });
  });
  test('on a path that is not there', () => {
    expectRejected(forge(wrc, at('paths', 0), 1), 'claim.execution.paths[0]', /P0 has 1 paths/);
    expectRejected(forge(wrc, at('paths'), [0]), 'claim.execution.paths', /2 threads/);
  });
  test('with another value, one too few, one too many', () => {
    const values = get(wrc, at('values')) as Json[];
    expectRejected(forge(wrc, at('values', 0), '7'), 'claim.execution.values[0]', /the value is 0/);
    expectRejected(forge(wrc, at('values', 0), null), 'claim.execution.values[0]', /the value is 0/);
    expectRejected(
      forge(wrc, at('values', values.length), '7'),
      'claim.execution.values',
      /one value an event/,
    );
    expectRejected(
      forge(wrc, at('values', values.length - 1), undefined),
      `claim.execution.values[${values.length - 1}]`,
      /the value is/,
    );
  });
  test('in which a read reads nothing, twice, or what it can not', () => {
    const [w, r] = get(wrc, at('rf', 0)) as number[];
    expectRejected(forge(wrc, at('rf', 0), undefined), 'claim.execution.rf', new RegExp(`what ${r} reads`));
    expectRejected(
      forge(wrc, at('rf', 1), [w as number, r as number]),
      'claim.execution.rf[1]',
      /reads twice/,
    );
    expectRejected(
      forge(wrc, at('rf', 0), [r as number, r as number]),
      'claim.execution.rf[0]',
      /can not read/,
    );
    expectRejected(forge(wrc, at('rf', 0), [w as number, 99]), 'claim.execution.rf[0]', /a read/);
    const other = w === 0 ? 1 : 0;
    expectRejected(forge(wrc, at('rf', 0), [other, r as number]), 'claim.execution.rf', /contradict/);
  });
  test('with an order of writes that is not whole, or none, or not initial first', () => {
    const [a, b] = get(wrc, at('co', 0)) as number[];
    expectRejected(forge(wrc, at('co', 0), undefined), 'claim.execution.co', /order of \d is missing/);
    expectRejected(
      forge(wrc, at('co', 0), [b as number, a as number]),
      'claim.execution.co[0]',
      /initial write/,
    );
    expectRejected(forge(wrc, at('co', 0), [a as number]), 'claim.execution.co[0]', /each once/);
    expectRejected(forge(wrc, at('co', 0), [a as number, a as number]), 'claim.execution.co[0]', /each once/);
    expectRejected(forge(wrc, at('co', 0), []), 'claim.execution.co[0]', /each once/);
  });
  test('that has another outcome', () => {
    expectRejected(forge(wrc, ['outcome'], '0:r0=1'), 'claim.execution', /not have the outcome/);
  });
  test('that breaks an axiom', () => {
    const strong = example('SB+fencembonceonces');
    const both = certificateOf(strong, '0:r0=1 /\\ 1:r0=0');
    const claim = structuredClone(both.claim) as unknown as { execution: { rf: number[][]; values: Json[] } };
    // P0 reads the initial y as well.
    const read = claim.execution.rf.find(([, r]) => r === 4) as number[];
    read[0] = 1;
    claim.execution.values[4] = '0';
    const forged = { ...both, outcome: '0:r0=0 /\\ 1:r0=0', claim } as unknown as Certificate;
    expectRejected(forged, 'claim.execution', /breaks the axiom propagation/);
  });
  test('of a race that is none, or of another flag', () => {
    const race = certificateOf(example('MP+plain-race'));
    const raised = (name: string, from: number, to: number) =>
      ({ ...race, claim: { ...race.claim, flag: { name, from, to } } }) as Certificate;
    const events = get(race, at('events')) as string[];
    const pairs = events.flatMap((_, a) => events.map((__, b) => [a, b] as const));
    const real = pairs.filter(([a, b]) => checked(raised('data-race', a, b)).verdict === 'valid');
    expect(real.map(([a, b]) => [events[a], events[b]])).toEqual([
      ['P1 line 25: R data=*', 'P0 line 14: W data=1'],
    ]);
    expectRejected(raised('data-race', 0, 1), 'claim.flag', /do not raise/);
    expectRejected(raised('data-races', 0, 1), 'claim.flag.name', /no flag of this name/);
    expectRejected(raised('data-race', 0, 99), 'claim.flag', /no such event/);
  });
  test('a lock that is taken by two at once', () => {
    const lock = certificateOf(example('lock-increment'));
    const co = get(lock, at('co', 0)) as number[];
    const [init, lkw, ul, lkw2, ul2] = co as [number, number, number, number, number];
    expectRejected(
      forge(lock, at('co', 0), [init, lkw, lkw2, ul, ul2]),
      'claim.execution.co',
      /right behind/,
    );
    expectRejected(
      forge(lock, at('co', 0), [init, lkw2, ul2, lkw, ul]),
      'claim.execution.rf',
      /right before/,
    );
  });
});

describe('what is no certificate', () => {
  const unreadable = (json: string) => checkCertificate(json);
  test('no JSON, another shape, another format', () => {
    expect(unreadable('{')).toMatchObject({
      verdict: 'unreadable',
      reason: expect.stringContaining('no JSON'),
    });
    expect(unreadable('[]')).toMatchObject({ verdict: 'unreadable', at: '' });
    expect(unreadable('null')).toMatchObject({ verdict: 'unreadable' });
    expect(checked({ ...sb, format: 'x' } as unknown as Certificate)).toMatchObject({
      verdict: 'unreadable',
      at: 'format',
    });
    expect(checked(forge(sb, ['claim', 'kind'], 'likely'))).toMatchObject({
      verdict: 'unreadable',
      at: 'claim.kind',
    });
    expect(checked(forge(sb, ['claim', 'stepz'], []))).toMatchObject({
      verdict: 'unreadable',
      at: 'claim.stepz',
    });
  });
  test('a number that is none, a case of no kind', () => {
    for (const bad of [-1, 1.5, '1', null, 1e300]) {
      const forged = forge(sb, [...first, 'read'], bad);
      expect(checked(forged)).toMatchObject({ verdict: 'unreadable', at: `${text(first)}.read` });
    }
    expect(checked(forge(sb, first, {}))).toMatchObject({ verdict: 'unreadable', at: text(first) });
    expect(checked(forge(sb, first, { impossible: 'so it is' }))).toMatchObject({ verdict: 'unreadable' });
  });
  test('words for readers do no harm', () => {
    expect(checked({ ...sb, explanation: { any: ['thing'] } }).verdict).toBe('valid');
  });
  test('nested without end', () => {
    const deep = (n: number, open: string, close: string) => open.repeat(n) + close.repeat(n);
    const json = JSON.stringify(sb).replace(/"proof":.*,"steps"/, `"proof":PROOF,"steps"`);
    for (const n of [2000, 1_000_000]) {
      const nested = json.replace('PROOF', deep(n, '{"thread":0,"paths":[', ']}'));
      expect(unreadable(nested)).toMatchObject({ verdict: 'unreadable' });
    }
  });
  test('a step that unfolds without end costs little', () => {
    const chain: Step[] = [['po', 5, 6, []]];
    for (let i = 0; i < 50_000; i++) chain.push(['rcu-order', 3, 3, [i, i, i]]);
    const forged = forge(sb, ['claim', 'steps'], chain as unknown as Json);
    const verdict = checked(forge(forged, [...broken, 'cycle'], [chain.length - 1]));
    expect(verdict).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('levels deep') });
  });
  test('work has a limit', () => {
    expect(checkCertificate(JSON.stringify(sb), { work: 20 }).verdict).toBe('undecided');
    expect(checkCertificate(JSON.stringify(sb), { deadline: () => true, work: 20 }).verdict).toBe(
      'undecided',
    );
  });
});

test('a place equals itself, whatever is written last', () => {
  const twice = `C same
{}
P0(int *x) { WRITE_ONCE(*x, 1); }
P1(int *x) { WRITE_ONCE(*x, 2); }
filter (~([x]=[x]))
exists (x=1)
`;
  expect(checked(certificateOf(twice, 'true'))).toMatchObject({ verdict: 'valid', claim: 'forbidden' });
});

test('every relation of the model is defined or given, and none is both', () => {
  const names = [...definitions.keys(), ...given];
  expect(new Set(names).size).toBe(names.length);
});
