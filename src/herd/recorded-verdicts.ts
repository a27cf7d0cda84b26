/**
 * What the real herd7 said of every test of a scenario, as a file of herd/recorded: for machines that
 * have no herd7, and for whoever wants its verdict without the wait. A test is known by a digest of its
 * whole text but the name, since herd7's own hash leaves out the condition.
 *
 *     scenario gup-truncate-flag
 *     herd7 7.58
 *     date 2026-11-25                             on which it judged, in UTC; of several days the last
 *     model 9c0b...                               modelDigest of the model's files
 *     states 0                                    a list of final states, as herd7 prints them
 *       0:r0=0; 1:r0=0;
 *     test 4f2d... none,none both-miss Sometimes 1 3 0 data-race
 *
 * A test has its digest, its fillings in the order of the slots, its outcome, herd7's word and counts,
 * the number of its list of states, its flags, and `cut` behind a semicolon if a loop was cut. Of
 * choices whose tests are the same text the first stands for all.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import { hex, md5 } from '../base/md5.ts';
import { type Source, span } from '../base/source.ts';
import { type Judged, observation, type StateText } from '../judge/judgement.ts';
import { type ModelDigests, modelFileNames } from './model-files.ts';

export interface RecordedVerdicts {
  /** The scenario's id. */
  readonly scenario: string;
  /** The version of the herd7 that judged. */
  readonly herd7: string;
  /** On which it judged, or judged last: a day in UTC, `2026-11-25`. */
  readonly date: string;
  /** `modelDigest` of the files that it judged by. */
  readonly model: string;
  /** By `testDigest`, in the order of the scenario's tests. */
  readonly verdicts: ReadonlyMap<string, RecordedVerdict>;
}

/** What herd7 observes of a test: the part of a judgement that a text does not tell by itself. */
export type Observed = Pick<Judged, 'states' | 'positive' | 'negative' | 'flags' | 'cut'>;

export interface RecordedVerdict extends Observed {
  readonly digest: string;
  /** Names, in the order of the slots. */
  readonly fillings: readonly string[];
  /** The id of the outcome that the test asks about. */
  readonly outcome: string;
}

/** Of a test's text without its first line, which only names it: 16 hexadecimal digits. */
export function testDigest(key: string): string {
  return hex(md5(new TextEncoder().encode(key))).slice(0, 16);
}

/** One digest for all files of a model: 32 hexadecimal digits. */
export function modelDigest(digests: ModelDigests): string {
  const lines = modelFileNames.map((file) => `${digests[file]}  ${file}\n`).join('');
  return hex(md5(new TextEncoder().encode(lines)));
}

/** herd7's judgement of a scenario's test; what is not recorded (name, condition, hash) as in `ours`. */
export function recordedJudgement(
  { states, positive, negative, flags, cut }: Observed,
  ours: Pick<Judged, 'name'> & Partial<Pick<Judged, 'condition' | 'hash'>>,
): Judged {
  const { name, condition = '', hash } = ours;
  const told = { name, condition, ...(hash === undefined ? {} : { hash }) };
  return { outcome: 'judged', quantifier: 'exists', states, positive, negative, flags, cut, ...told };
}

/** What a file begins with, a line each. */
const headWords = ['scenario', 'herd7', 'date', 'model'] as const;

/* ---- to text ---- */

export function renderRecordedVerdicts(recorded: RecordedVerdicts): string {
  const numbers = new Map<string, number>();
  const tests: string[] = [];
  const lists: string[] = [];
  for (const v of recorded.verdicts.values()) {
    const list = v.states.map((state) => `  ${state}\n`).join('');
    let number = numbers.get(list);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(list, number);
      lists.push(`states ${number}\n${list}`);
    }
    const counts = `${observation(v)} ${v.positive} ${v.negative}`;
    const flags = v.flags.map((flag) => ` ${flag}`).join('');
    const fillings = v.fillings.join(',');
    tests.push(
      `test ${v.digest} ${fillings} ${v.outcome} ${counts} ${number}${flags}${v.cut ? ';cut' : ''}\n`,
    );
  }
  const head = headWords.map((word) => `${word} ${recorded[word]}\n`).join('');
  return `${head}${lists.join('')}${tests.join('')}`;
}

/* ---- from text ---- */

export interface ReadVerdicts {
  /** undefined: an error says why. */
  readonly recorded: RecordedVerdicts | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const headLine = /^(scenario|herd7|date|model) (\S+)$/;
const statesLine = /^states (\d+)$/;
const testLine =
  /^test ([0-9a-f]{16}) (\S+) (\S+) (Never|Sometimes|Always) (\d{1,15}) (\d{1,15}) (\d+)((?: [^\s;]+)*)(;cut)?$/;

/** Nothing is taken from a file with a line that cannot be read or contradicts itself. */
export function readRecordedVerdicts(source: Source): ReadVerdicts {
  const head = new Map<string, string>();
  const lists: StateText[][] = [];
  const verdicts = new Map<string, RecordedVerdict>();
  let at = 0;
  for (const line of source.text.split('\n')) {
    const complaint = line === '' && at === source.text.length ? undefined : take(line);
    if (complaint !== undefined) return damaged(source, at, line.length, complaint);
    at += line.length + 1;
  }
  const [scenario, herd7, date, model] = headWords.map((word) => head.get(word));
  if (scenario === undefined || herd7 === undefined || date === undefined || model === undefined) {
    const missing = headWords.filter((word) => !head.has(word));
    return damaged(
      source,
      0,
      0,
      `of what herd7 judged, when and by which model, this is missing: ${missing.join(', ')}`,
    );
  }
  if (!source.text.endsWith('\n')) return damaged(source, source.text.length, 0, 'the file breaks off');
  return { recorded: { scenario, herd7, date, model, verdicts }, diagnostics: [] };

  function take(line: string): string | undefined {
    const [, word, value] = headLine.exec(line) ?? [];
    if (word !== undefined && value !== undefined) {
      if (head.has(word)) return `a second ${word}`;
      if (word === 'date' && !isDay(value)) return 'no day of the calendar, such as 2026-11-25';
      head.set(word, value);
      return undefined;
    }
    if (line.startsWith('  ')) {
      const list = lists.at(-1);
      if (list === undefined) return 'a state that belongs to no list';
      list.push(line.slice(2));
      return undefined;
    }
    const number = statesLine.exec(line)?.[1];
    if (number !== undefined) {
      if (Number(number) !== lists.length) return `expected list ${lists.length} of states`;
      lists.push([]);
      return undefined;
    }
    return takeTest(line);
  }

  function takeTest(line: string): string | undefined {
    const m = testLine.exec(line);
    if (m === null) return 'neither a head, a list of states nor a test with its verdict';
    const [, digest = '', fillings = '', outcome = '', word, positive, negative, list, flags = '', cut] = m;
    const counts = { positive: Number(positive), negative: Number(negative) };
    const states = lists[Number(list)];
    if (states === undefined) return `no list ${list} of states before this test`;
    if (word !== observation(counts)) return `${word} contradicts the counts`;
    if (verdicts.has(digest)) return `a second test ${digest}`;
    verdicts.set(digest, {
      digest,
      fillings: fillings.split(','),
      outcome,
      states,
      ...counts,
      flags: flags.split(' ').filter((flag) => flag !== ''),
      cut: cut !== undefined,
    });
    return undefined;
  }
}

/** Whether the calendar has this day: `2026-11-25`. */
function isDay(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

function damaged(source: Source, at: number, length: number, message: string): ReadVerdicts {
  const hint = 'npm run record makes it anew';
  const code = 'herd/recorded-damaged';
  const where = span(at, at + length);
  return {
    recorded: undefined,
    diagnostics: [{ code, severity: 'error', message, source, span: where, hint }],
  };
}
