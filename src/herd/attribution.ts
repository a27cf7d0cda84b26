/**
 * Which answer of one herd7 call belongs to which test. A test that has no answer is never passed
 * over: it is judged again, alone if need be, and in the end said to be without an answer.
 */

import { renderDiagnostic } from '../base/diagnostic.ts';
import { source, textOf } from '../base/source.ts';
import type { Judgement } from '../judge/judgement.ts';
import { readHerdLog } from './log.ts';
import { type HerdMessage, isExhaustion, isNameClash, sortMessages } from './messages.ts';

export interface HerdAnswer {
  readonly judgement: Judgement;
  /** herd7's record as it printed it, the empty line at its end included; empty without a record. */
  readonly log: string;
  /** CPU seconds, as herd7 says. */
  readonly seconds?: number;
  /** herd7's warnings about this test, such as that a loop was cut. */
  readonly messages: readonly string[];
}

/** One call of herd7 that has ended. */
export interface HerdCall {
  /** The tests in the order of the command line. */
  readonly tests: readonly number[];
  readonly stdout: string;
  readonly stderr: string;
  /** Why it was ended early, if it was. */
  readonly stopped?: 'time' | 'memory' | 'output';
  /** The exit status; null when a signal ended it. */
  readonly status: number | null;
  readonly killedBy: string | null;
}

export interface HerdTests {
  /** What the user calls a test: for messages. */
  readonly shownName: (test: number) => string;
  /** The name in its first line, when certain. */
  readonly testName: (test: number) => string | undefined;
  /** The folder that the numbered folders are in. */
  readonly stage: string;
  /** For the words of a judgement that hit a limit. */
  readonly limitWords: (limit: 'time' | 'memory' | 'output') => string;
}

export interface Attribution {
  readonly answers: ReadonlyMap<number, HerdAnswer>;
  /** Tests to judge again, grouped by call; each call is smaller than the one that ended. */
  readonly again: readonly (readonly number[])[];
}

export function attribute(call: HerdCall, tests: HerdTests): Attribution {
  return call.tests.length === 1 ? attributeOne(call, tests) : attributeMany(call, tests);
}

function attributeMany(call: HerdCall, tests: HerdTests): Attribution {
  const log = readHerdLog(source('herd7', call.stdout));
  const { byTest } = sortMessages(call.stderr, tests.stage, tests.shownName);
  const said = (test: number) => byTest.get(test) ?? [];
  const alone = { answers: new Map<number, HerdAnswer>(), again: call.tests.map((test) => [test]) };

  // The last record of a call that was ended may be cut; any other damage puts all in doubt.
  const ended = call.stopped !== undefined || call.killedBy !== null;
  const lastRecordEnd = log.records.at(-1)?.span.end ?? 0;
  const damage = log.diagnostics.filter(
    (d) => d.severity === 'error' && d.code !== 'herd/no-record' && !(ended && d.span.start >= lastRecordEnd),
  );
  if (damage.length > 0) return alone;

  const answers = new Map<number, HerdAnswer>();
  let from = 0;
  for (const record of log.records) {
    const at = call.tests.findIndex((test, i) => i >= from && tests.testName(test) === record.judged.name);
    const test = call.tests[at];
    // A record out of order, or one that no test explains: trust none of them.
    if (test === undefined) return alone;
    from = at + 1;
    answers.set(test, {
      judgement: record.judged,
      log: textOf(log.source, record.span),
      ...(record.seconds === undefined ? {} : { seconds: record.seconds }),
      messages: said(test).map((m) => m.text),
    });
  }

  // How far herd7 got: the last test that it answered or spoke of.
  let reached = -1;
  call.tests.forEach((test, i) => {
    if (answers.has(test) || said(test).length > 0) reached = i;
  });
  const again: number[][] = [];
  const rest: number[] = [];
  call.tests.forEach((test, i) => {
    if (answers.has(test)) return;
    const messages = said(test);
    const refusal = messages.filter((m) => !isNameClash(m));
    // A message without a record refuses the test, unless herd7 was ended while it was at that test.
    const certain = !ended || i < reached || refusal.some((m) => m.fatal || m.text.includes('(User error)'));
    if (refusal.length > 0 && certain) answers.set(test, refused(test, tests, refusal));
    else if (i <= reached) again.push([test]);
    else rest.push(test);
  });
  const [next, ...later] = rest;
  if (next === undefined) return { answers, again };
  if (call.stopped === undefined) {
    // It stopped by itself: what follows a fatal test was not tried; without one, find out singly.
    const diedAt = call.tests[reached];
    const died = diedAt !== undefined && said(diedAt).some((m) => m.fatal);
    return { answers, again: died ? [...again, rest] : [...again, ...rest.map((test) => [test])] };
  }
  if (call.stopped === 'output') {
    return { answers, again: [...again, [next], ...(later.length === 0 ? [] : [later])] };
  }
  // Names are distinct, so nothing was dropped: herd7 was at the first test without an answer.
  const unsure = again.some(([test]) => test === call.tests[reached]);
  if (unsure) return { answers, again: [...again, rest] };
  answers.set(next, undecided(next, tests, call.stopped, tests.limitWords(call.stopped)));
  return { answers, again: later.length === 0 ? again : [...again, later] };
}

function attributeOne(call: HerdCall, tests: HerdTests): Attribution {
  const [test = 0] = call.tests;
  return { answers: new Map([[test, answerOf(call, test, tests)]]), again: [] };
}

function answerOf(call: HerdCall, test: number, tests: HerdTests): HerdAnswer {
  const log = readHerdLog(source('herd7', call.stdout));
  const { byTest, general } = sortMessages(call.stderr, tests.stage, tests.shownName);
  const messages = byTest.get(test) ?? [];
  const damage = log.diagnostics.find((d) => d.severity === 'error' && d.code !== 'herd/no-record');
  const [record, second] = log.records;
  if (record !== undefined && second === undefined && damage === undefined) {
    return {
      judgement: record.judged,
      log: textOf(log.source, record.span),
      ...(record.seconds === undefined ? {} : { seconds: record.seconds }),
      messages: messages.map((m) => m.text),
    };
  }
  if (call.stopped !== undefined) {
    const limit = call.stopped === 'time' ? 'time' : 'memory';
    return undecided(test, tests, limit, tests.limitWords(call.stopped));
  }
  const failure = (detail: string) => undecided(test, tests, 'failure', detail);
  if (damage !== undefined) return failure(`what herd7 printed cannot be read: ${renderDiagnostic(damage)}`);
  if (second !== undefined) return failure(`herd7 printed ${log.records.length} records for one test`);
  if (messages.length > 0) return refused(test, tests, messages);
  const said = general === '' ? 'said nothing' : `said: ${general}`;
  if (call.killedBy === 'SIGKILL') {
    return undecided(test, tests, 'memory', 'herd7 was ended by SIGKILL, as happens when memory runs out');
  }
  if (call.killedBy !== null) return failure(`herd7 was ended by ${call.killedBy} and ${said}`);
  return failure(`herd7 gave no answer: it ended with status ${call.status} and ${said}`);
}

function nameOf(test: number, tests: HerdTests): string {
  return tests.testName(test) ?? baseName(tests.shownName(test));
}

/** What herd7 puts for a missing name: the file's, without folders and extension. */
function baseName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return base.endsWith('.litmus') ? base.slice(0, -'.litmus'.length) : base;
}

function refused(test: number, tests: HerdTests, messages: readonly HerdMessage[]): HerdAnswer {
  const message = messages.map((m) => m.text).join('\n');
  const name = nameOf(test, tests);
  if (messages.some(isExhaustion)) return undecided(test, tests, 'memory', message);
  return {
    judgement: { outcome: 'rejected', name, message },
    log: '',
    messages: messages.map((m) => m.text),
  };
}

function undecided(
  test: number,
  tests: HerdTests,
  limit: 'time' | 'memory' | 'failure',
  detail: string,
): HerdAnswer {
  return {
    judgement: { outcome: 'undecided', name: nameOf(test, tests), limit, detail },
    log: '',
    messages: [],
  };
}
