/**
 * Reads logs of herd7, one record a test. Unknown lines are tolerated where they cannot hide a
 * verdict; a record that is cut short or contradicts itself is an error and yields no judgement.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import { type Source, type Span, span } from '../base/source.ts';
import { holds, type Judged, observation, type StateText } from '../judge/judgement.ts';
import type { Quantifier } from '../litmus/ast.ts';
import { type LogLines, linesOf } from './log-lines.ts';

export interface HerdRecord {
  readonly judged: Judged;
  /** CPU seconds of the `Time` line; absent in logs that were stripped of it. */
  readonly seconds?: number;
  /** From `Test` to after the empty line that ends the record. */
  readonly span: Span;
}

export interface HerdLog {
  readonly source: Source;
  /** In the order of the log; a name may occur twice. */
  readonly records: readonly HerdRecord[];
  /** An error for each record that could not be read, and for a text that holds no record. */
  readonly diagnostics: readonly Diagnostic[];
}

const quantifierOf = new Map<string, Quantifier>([
  ['Allowed', 'exists'],
  ['Forbidden', '~exists'],
  ['Required', 'forall'],
]);

/** Every record of a log, the user's own logs included; see `herd/README.md` for what is refused. */
export function readHerdLog(src: Source): HerdLog {
  const lines = linesOf(src);
  const records: HerdRecord[] = [];
  const diagnostics: Diagnostic[] = [];
  let seen = false;
  while (lines.more()) {
    if (!lines.text().startsWith('Test ')) {
      lines.next();
      continue;
    }
    seen = true;
    const first = lines.span();
    const record = readRecord(lines);
    if (record.read) {
      records.push(record.record);
      if (record.warning !== undefined) diagnostics.push(complaint(src, 'warning', record.warning, first));
    } else {
      diagnostics.push(complaint(src, 'error', record.complaint, first));
      // What follows belongs to the broken record until the next one begins.
      if (lines.at() === first.start) lines.next();
      while (lines.more() && !lines.text().startsWith('Test ')) lines.next();
    }
  }
  if (!seen) {
    const code = 'herd/no-record';
    const message = 'holds no record of herd7 (no line begins with "Test ")';
    diagnostics.push({ code, severity: 'error', message, source: src, span: span(0, 0) });
  }
  return { source: src, records, diagnostics };
}

/** The record's text as it is compared byte for byte: without the line that tells the time. */
export function withoutTime(log: string): string {
  return log.replace(/^Time .*\r?\n/gm, '');
}

interface Complaint {
  readonly code: 'truncated-log' | 'damaged-log' | 'inconsistent-log' | 'klitmus-log' | 'undefined-result';
  readonly message: string;
  readonly hint?: string;
  /** The line to show; the record's first line when absent. */
  readonly span?: Span;
}

type Reading =
  | { readonly read: true; readonly record: HerdRecord; readonly warning?: Complaint }
  | { readonly read: false; readonly complaint: Complaint };

function complaint(src: Source, severity: Diagnostic['severity'], c: Complaint, first: Span): Diagnostic {
  return {
    code: `herd/${c.code}`,
    severity,
    message: c.message,
    source: src,
    span: c.span ?? first,
    ...(c.hint === undefined ? {} : { hint: c.hint }),
  };
}

function broken(code: Complaint['code'], message: string, at?: Span, hint?: string): Reading {
  return {
    read: false,
    complaint: {
      code,
      message,
      ...(at === undefined ? {} : { span: at }),
      ...(hint === undefined ? {} : { hint }),
    },
  };
}

/** The lines of the tail that follows `Positive:`; each may come once, in any order. */
interface Tail {
  readonly flags: string[];
  condition?: string;
  observation?: { readonly name: string; readonly word: string; readonly pos: number; readonly neg: number };
  time?: { readonly name: string; readonly seconds: number };
  hash?: string;
  closed: boolean;
}

function readRecord(lines: LogLines): Reading {
  const start = lines.at();
  const head = /^Test (.+) (\S+)$/.exec(lines.text());
  const name = head?.[1];
  const quantifier = quantifierOf.get(head?.[2] ?? '');
  if (name === undefined || quantifier === undefined) {
    return broken('damaged-log', 'a record begins with "Test NAME" and Allowed, Forbidden or Required');
  }
  const cut = (what: string): Reading =>
    broken(
      'truncated-log',
      `the record of ${name} ends before its ${what}`,
      undefined,
      'run herd7 on the test again',
    );
  lines.next();

  // Lines of later releases are passed over; a new record or an empty line ends this one.
  while (lines.inRecord() && !lines.text().startsWith('States ')) {
    if (/^Histogram \(\d+ states?\)$/.test(lines.text())) {
      return broken(
        'klitmus-log',
        `the record of ${name} is a histogram of runs on hardware (klitmus7 or litmus7), not a judgement of herd7`,
        lines.span(),
        'a run shows what was seen, never what is forbidden; give the log of herd7',
      );
    }
    lines.next();
  }
  if (!lines.inRecord()) return cut('number of states');
  const announced = count(lines.text().slice('States '.length));
  if (announced === undefined) return broken('damaged-log', `${name}: not a number of states`, lines.span());
  lines.next();

  const states: StateText[] = [];
  while (states.length < announced) {
    if (!lines.more()) return cut(`state ${states.length + 1} of ${announced}`);
    const text = lines.text().trimEnd();
    if (text.startsWith('Warning: ')) {
      lines.next();
      continue;
    }
    // When nothing is observed there is one state, an empty line.
    if (!isState(text) && !(text === '' && announced === 1)) {
      const message = `${name}: ${announced} states are announced, but this line is not state ${states.length + 1}`;
      return broken('damaged-log', message, lines.span());
    }
    states.push(text);
    lines.next();
  }

  while (lines.inRecord() && !/^(?:Loop )?(?:Ok|No|Undef)$/.test(lines.text())) {
    if (isState(lines.text())) {
      return broken('damaged-log', `${name}: more than the announced ${announced} states`, lines.span());
    }
    if (/^(?:Witnesses|Positive: .*)$/.test(lines.text())) break;
    lines.next();
  }
  if (!lines.inRecord()) return cut('result (Ok or No)');
  const result = /^(Loop )?(Ok|No|Undef)$/.exec(lines.text());
  if (result === null)
    return broken('damaged-log', `${name}: no line Ok or No after the states`, lines.span());
  const resultSpan = lines.span();
  lines.next();

  while (lines.inRecord() && !lines.text().startsWith('Positive: ')) {
    if (isEarlier(lines.text())) return broken('damaged-log', `${name}: this line came before`, lines.span());
    lines.next();
  }
  if (!lines.inRecord()) return cut('numbers of witnesses');
  const witnesses = /^Positive: (\d+) Negative: (\d+)$/.exec(lines.text());
  const held = count(witnesses?.[1]);
  const failed = count(witnesses?.[2]);
  if (held === undefined || failed === undefined) {
    return broken('damaged-log', `${name}: not the numbers of witnesses`, lines.span());
  }
  const witnessesSpan = lines.span();
  lines.next();

  const tail: Tail = { flags: [], closed: false };
  const bad = readTail(lines, name, tail);
  if (bad !== undefined) return bad;
  const { condition, observation: observed } = tail;
  if (condition === undefined) return cut('Condition line');
  if (observed === undefined) return cut('Observation line');
  if (!tail.closed) return cut('last lines');

  const judged: Judged = {
    outcome: 'judged',
    name,
    quantifier,
    states,
    positive: observed.pos,
    negative: observed.neg,
    flags: [...new Set(tail.flags)].sort(),
    cut: result[1] !== undefined,
    condition,
    ...(tail.hash === undefined ? {} : { hash: tail.hash }),
  };
  const contradiction = contradictionIn(judged, {
    held,
    failed,
    word: observed.word,
    result: result[2] ?? '',
  });
  if (contradiction !== undefined) {
    return broken(
      'inconsistent-log',
      `${name}: ${contradiction}`,
      witnessesSpan,
      'the log was changed or damaged',
    );
  }
  if (observed.name !== name || (tail.time !== undefined && tail.time.name !== name)) {
    const message = `the record of ${name} speaks of another test in its Observation or Time line`;
    return broken('inconsistent-log', message, undefined, 'two logs were mixed or lines are missing');
  }
  const record: HerdRecord = {
    judged,
    ...(tail.time === undefined ? {} : { seconds: tail.time.seconds }),
    span: span(start, lines.at()),
  };
  if (result[2] !== 'Undef') return { read: true, record };
  const warning: Complaint = {
    code: 'undefined-result',
    message: `${name}: herd7 was run with -badflag and calls the result undefined; the counts are used`,
    span: resultSpan,
  };
  return { read: true, record, warning };
}

function readTail(lines: LogLines, name: string, tail: Tail): Reading | undefined {
  const again = (what: string): Reading =>
    broken('damaged-log', `${name}: a second ${what} line`, lines.span());
  while (lines.more()) {
    const text = lines.text();
    if (text === '') {
      tail.closed = true;
      lines.next();
      return undefined;
    }
    if (text.startsWith('Test ')) return undefined;
    // A last line without its end may be cut: only a whole hash is surely whole.
    if (!lines.terminated() && !/^Hash=[0-9a-f]{32}$/.test(text)) {
      return broken('truncated-log', `the record of ${name} breaks off in this line`, lines.span());
    }
    const word = /^(Flag|Condition|Observation|Time) (.*)$/.exec(text);
    const rest = word?.[2] ?? '';
    if (word?.[1] === 'Flag') tail.flags.push(rest);
    else if (word?.[1] === 'Condition') {
      if (tail.condition !== undefined) return again('Condition');
      tail.condition = rest;
    } else if (word?.[1] === 'Observation') {
      if (tail.observation !== undefined) return again('Observation');
      const parts = /^(.+) (Never|Sometimes|Always) (\d+) (\d+)$/.exec(rest);
      const pos = count(parts?.[3]);
      const neg = count(parts?.[4]);
      if (pos === undefined || neg === undefined) {
        return broken('damaged-log', `${name}: not an Observation line of herd7`, lines.span());
      }
      tail.observation = { name: parts?.[1] ?? '', word: parts?.[2] ?? '', pos, neg };
    } else if (word?.[1] === 'Time') {
      if (tail.time !== undefined) return again('Time');
      const parts = /^(.+) (\d+(?:\.\d+)?)$/.exec(rest);
      if (parts === null) return broken('damaged-log', `${name}: not a Time line of herd7`, lines.span());
      tail.time = { name: parts[1] ?? '', seconds: Number(parts[2]) };
    } else if (text.startsWith('Hash=')) {
      if (tail.hash !== undefined) return again('Hash');
      tail.hash = text.slice('Hash='.length);
      tail.closed = true;
    } else if (isEarlier(text)) return broken('damaged-log', `${name}: this line came before`, lines.span());
    lines.next();
  }
  return undefined;
}

/** What the record says twice must agree, or one of the two was damaged. */
function contradictionIn(
  j: Judged,
  said: { readonly held: number; readonly failed: number; readonly word: string; readonly result: string },
): string | undefined {
  const swapped = j.quantifier === '~exists';
  const positive = swapped ? said.failed : said.held;
  const negative = swapped ? said.held : said.failed;
  if (positive !== j.positive || negative !== j.negative) {
    return 'the Positive and Negative numbers contradict the Observation line';
  }
  if (observation(j) !== said.word)
    return `${said.word} contradicts ${j.positive} positive and ${j.negative} negative`;
  if (said.result !== 'Undef' && holds(j) !== (said.result === 'Ok')) {
    return `the result ${said.result} contradicts the numbers of the Observation line`;
  }
  if (!j.condition.startsWith(`${j.quantifier} `))
    return `the condition is not one of a test that is ${j.quantifier}`;
  // Values that differ print alike in a location of a narrow type; registers have none to speak of.
  if (new Set(j.states).size !== j.states.length && !j.states[0]?.includes('['))
    return 'a state is listed twice';
  if (
    (j.states.length === 0) !== (j.positive + j.negative === 0) ||
    j.states.length > j.positive + j.negative
  ) {
    return `${j.states.length} states contradict ${j.positive + j.negative} executions`;
  }
  return undefined;
}

/** `0:r0=1; [x]=2;`: bindings, each closed by a semicolon. */
function isState(text: string): boolean {
  const line = text.trimEnd();
  if (!line.endsWith(';')) return false;
  return line
    .slice(0, -1)
    .split(';')
    .every((binding) => binding.indexOf('=') > 0);
}

/** A line that a record has once, before its tail: a second one comes from a mixture of logs. */
function isEarlier(text: string): boolean {
  return /^(?:States \d+|Positive: .*|(?:Loop )?(?:Ok|No|Undef))$/.test(text) || isState(text);
}

/** A count that fits a number exactly, or undefined. */
function count(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}
