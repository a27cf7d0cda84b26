/**
 * What a test's author expects, and whether the verdict meets it. The kernel's `Result:` headers
 * have no specification; the rules are those by which the kernel's own scripts read them, with two
 * differences: the word must equal the verdict's word, and a test without any execution meets no
 * expectation but DEADLOCK.
 */

import { didYouMean } from '../base/suggest.ts';
import { type Decided, isVacuous, type Judged, observation } from '../judge/judgement.ts';
import type { ResultWord } from '../litmus/ast.ts';
import { verdictText } from './words.ts';

export const resultWords: readonly ResultWord[] = ['Never', 'Sometimes', 'Always', 'Maybe', 'DEADLOCK'];

export interface Expectation {
  readonly from: 'Result' | '--expect';
  /** Absent when the words could not be understood. */
  readonly word: ResultWord | undefined;
  readonly dataRace: boolean;
  /** As written. */
  readonly text: string;
}

export interface Finding {
  readonly kind: 'verdict' | 'vacuous' | 'race-unpredicted' | 'race-missing' | 'expectation-unknown';
  /** A sentence for people. */
  readonly message: string;
}

export interface Assessment {
  readonly findings: readonly Finding[];
  /** Worth saying, but not held against the test. */
  readonly notes: readonly string[];
}

const raceFlag = 'data-race';

/** `Never`, `Never DATARACE`, `Sometimes,DATARACE`; undefined when it is none of these. */
export function parseExpectation(text: string): Expectation | undefined {
  const words = text.split(/[\s,+]+/).filter((w) => w !== '');
  const race = words.filter((w) => w === 'DATARACE').length;
  const [word, ...more] = words.filter((w) => w !== 'DATARACE');
  const known = resultWords.find((w) => w === word);
  if (known === undefined || more.length > 0 || race > 1) return undefined;
  return { from: '--expect', word: known, dataRace: race === 1, text: words.join(' ') };
}

/** Holds the verdict against what was expected; with nothing expected, only what is always wrong. */
export function assess(judged: Judged | Decided, expected: Expectation | undefined): Assessment {
  const findings: Finding[] = [];
  const notes: string[] = [];
  const raced = judged.flags.includes(raceFlag);
  const word = observation(judged);

  if (isVacuous(judged)) {
    if (expected?.word !== 'DEADLOCK') findings.push({ kind: 'vacuous', message: vacuousMessage(judged) });
  } else if (expected !== undefined) {
    const verdict = verdictFinding(judged, expected);
    if (verdict !== undefined && raced && expected.dataRace) {
      notes.push(`${verdict.message}; forgiven, since the test has the data race that it predicts`);
    } else if (verdict !== undefined) {
      findings.push(verdict);
    }
  }
  if (expected !== undefined && expected.word === undefined) {
    findings.push({ kind: 'expectation-unknown', message: unknownMessage(expected) });
  }
  if (raced && expected?.dataRace !== true) {
    const who = expected === undefined ? 'nothing predicts' : `${nameOf(expected)} does not predict`;
    findings.push({
      kind: 'race-unpredicted',
      message: `a data race, which ${who}: with a race, ${word} promises nothing`,
    });
  }
  if (!raced && expected?.dataRace === true) {
    findings.push({
      kind: 'race-missing',
      message: `${nameOf(expected)} predicts a data race, the model finds none`,
    });
  }
  return { findings, notes };
}

function verdictFinding(judged: Judged | Decided, expected: Expectation): Finding | undefined {
  const word = observation(judged);
  const counts = verdictText(judged);
  switch (expected.word) {
    case undefined:
    case 'Maybe':
      return undefined;
    case 'DEADLOCK':
      return {
        kind: 'verdict',
        message: `${nameOf(expected)} says DEADLOCK, the model finds executions (${counts})`,
      };
    case 'Never':
    case 'Sometimes':
    case 'Always':
      if (word === expected.word) return undefined;
      return {
        kind: 'verdict',
        message: `${nameOf(expected)} says ${expected.word}, the model says ${counts}`,
      };
    default:
      return expected.word satisfies never;
  }
}

function nameOf(expected: Expectation): string {
  return expected.from === 'Result' ? 'the Result: header' : '--expect';
}

function vacuousMessage(judged: Judged | Decided): string {
  const why = judged.vacuity === undefined ? '' : `: ${judged.vacuity.detail}`;
  return `vacuous, the test has no execution at all${why}`;
}

function unknownMessage(expected: Expectation): string {
  const first = expected.text.split(/\s+/)[0] ?? '';
  const near = didYouMean(first, resultWords);
  const list = resultWords.join(', ');
  return `${nameOf(expected)} says "${expected.text}", which is none of ${list}${near === undefined ? '' : ` (${near})`}`;
}
