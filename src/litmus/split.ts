/**
 * The first pass over a litmus test: header, initial state, program and condition are told apart by
 * a coarse scan that knows nothing of C, exactly as herd7 does it. Most of herd7's surprises come
 * from here (a word such as `exists` in a comment ends the program), so it stands alone.
 */

import type { Source, Span } from '../base/source.ts';
import type { Info } from './ast.ts';
import { type Complaints, error, warning } from './complaints.ts';
import { explainFirstLine } from './first-line.ts';
import { cutByWord, type Placed } from './program-end.ts';

export interface Sections {
  readonly name: string;
  readonly nameSpan: Span;
  readonly doc?: string;
  readonly info: readonly Info[];
  /** From behind the name to the opening brace of the initial state. */
  readonly header: Span;
  /** The header of a thread that stands before the brace: then the initial state may be missing. */
  readonly threadBefore?: Span;
  /** Between the braces. */
  readonly init: Span;
  readonly program: Span;
  /** From the word that begins it; empty at the end of the text when there is none. */
  readonly condition: Span;
  /** What follows `<<`, which herd7 does not read. */
  readonly ignored: Span;
}

/** Undefined when a part is missing; the complaint says which. */
export function split(to: Complaints): Sections | undefined {
  const { source } = to;
  const first = firstLine(to);
  if (first === undefined) return undefined;
  const head = header(to, first.rest);
  if (head === undefined) return undefined;
  const init = braces(to, head.end);
  if (init === undefined) return undefined;
  const word = conditionWord(to, init.end + 1);
  if (word === undefined) return undefined;
  const stop = conditionEnd(to, init.end + 1, word);
  if (stop === undefined) return undefined;
  return {
    name: first.name,
    nameSpan: first.nameSpan,
    ...(first.doc === undefined ? {} : { doc: first.doc }),
    info: head.info,
    header: { start: first.nameSpan.end, end: head.end },
    ...threadBefore(source.text, first.nameSpan.end, head.end),
    init,
    program: { start: init.end + 1, end: word },
    condition: { start: word, end: stop },
    ignored: { start: stop, end: source.text.length },
  };
}

interface FirstLine {
  readonly name: string;
  readonly nameSpan: Span;
  readonly doc?: string;
  /** Where the search for the initial state begins. */
  readonly rest: number;
}

const opening = /C[ \t\r]+([A-Za-z0-9_/.+[\]-]+)/y;
const afterName = /[ \t\r]*(?:\([A-Za-z0-9_/.+-]+\)[ \t\r]*)?/y;
const docString = /\n?[ \t\r]*"([^"]*)"[ \t\r]*/y;

function firstLine(to: Complaints): FirstLine | undefined {
  const { source } = to;
  const { text } = source;
  opening.lastIndex = 0;
  const match = opening.exec(text);
  const written = match?.[1];
  if (match === null || written === undefined) {
    const { span, ...remark } = explainFirstLine(source);
    error(to, span, remark);
    return undefined;
  }
  const nameSpan = { start: match[0].length - written.length, end: match[0].length };
  let rest = nameSpan.end;
  afterName.lastIndex = rest;
  rest += afterName.exec(text)?.[0].length ?? 0;
  docString.lastIndex = rest;
  const doc = docString.exec(text);
  rest += doc?.[0].length ?? 0;
  if (text[rest] === ';') rest++;
  return {
    name: written === '--' ? baseName(source) : written.replace(/\.litmus$/, ''),
    nameSpan,
    ...(doc?.[1] === undefined ? {} : { doc: doc[1] }),
    rest,
  };
}

/** `C --` names the test after its file. */
function baseName(source: Source): string {
  const file = source.name.slice(source.name.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

const keyValue = /([A-Za-z][A-Za-z0-9_/.-]*)[ \t\r]*=([^\n]*)/y;
const plainText = /[^\n{]+/y;

/** Everything up to the first `{` that is not in a real comment; `end` is that brace. */
function header(to: Complaints, from: number): { info: Info[]; end: number } | undefined {
  const { text } = to.source;
  const info: Info[] = [];
  /** `(*` with text behind it opens no comment for herd7; kept to explain a brace that it exposes. */
  let apparent: Span | undefined;
  let at = from;
  while (at < text.length && text[at] !== '{') {
    if (text[at] === '\n') {
      at++;
      continue;
    }
    keyValue.lastIndex = at;
    const pair = keyValue.exec(text);
    if (pair?.[1] !== undefined && pair[2] !== undefined) {
      const span = { start: at, end: at + pair[0].length };
      info.push({ key: pair[1], value: pair[2].replace(/^[ \t\r]+/, '').replace(/\r$/, ''), span });
      at = span.end;
      continue;
    }
    plainText.lastIndex = at;
    const run = plainText.exec(text)?.[0] ?? '';
    if (run === '(*') {
      const end = commentEnd(text, at, text.length);
      if (end === undefined) {
        error(to, { start: at, end: at + 2 }, unclosedComment);
        return undefined;
      }
      at = end;
      continue;
    }
    apparent = apparentComment(run, at, apparent);
    at += run.length;
  }
  if (at >= text.length) {
    error(
      to,
      { start: text.length, end: text.length },
      {
        code: 'litmus/no-initial-state',
        message: 'the test has no initial state: no `{` follows the first line',
        hint: 'write `{}` between the header and P0 when every location begins as 0',
      },
    );
    return undefined;
  }
  if (apparent !== undefined) {
    warning(
      to,
      { start: at, end: at + 1 },
      {
        code: 'litmus/brace-in-comment',
        message: 'this `{` begins the initial state, although it seems to stand in a comment',
        hint: 'herd7 sees a comment in the header only when `(*` stands alone at the end of its line',
        related: [{ span: apparent, message: 'the comment seems to begin here' }],
      },
    );
  }
  return { info, end: at };
}

/** The `(*` that a reader believes open behind `run`, if any. */
function apparentComment(run: string, at: number, open: Span | undefined): Span | undefined {
  const begins = run.lastIndexOf('(*');
  const ends = run.lastIndexOf('*)');
  if (begins > ends) return open ?? { start: at + begins, end: at + begins + 2 };
  return ends === -1 ? open : undefined;
}

const threadHeader = /(?:void[ \t*]+)?P[0-9]+[ \t]*\([^(){}]*\)\s*$/;

function threadBefore(text: string, from: number, brace: number): Pick<Sections, 'threadBefore'> {
  const start = Math.max(from, brace - 1000);
  const match = threadHeader.exec(text.slice(start, brace));
  if (match === null) return {};
  const at = start + match.index;
  return { threadBefore: { start: at, end: at + match[0].trimEnd().length } };
}

/** The inside of the braces that open at `open`; comments are not known here. */
function braces(to: Complaints, open: number): Span | undefined {
  const { text } = to.source;
  const end = closingBrace(text, open, text.length);
  if (end !== undefined) return { start: open + 1, end };
  error(
    to,
    { start: open, end: open + 1 },
    {
      code: 'litmus/unclosed-brace',
      message: 'the initial state is never closed: the `}` for this `{` is missing',
      hint: 'braces in comments count as well',
    },
  );
  return undefined;
}

/** The `}` that matches the `{` at `open`, counting every brace. */
export function closingBrace(text: string, open: number, limit: number): number | undefined {
  const brace = /[{}]/g;
  brace.lastIndex = open;
  let depth = 0;
  for (let match = brace.exec(text); match !== null && match.index < limit; match = brace.exec(text)) {
    depth += match[0] === '{' ? 1 : -1;
    if (depth === 0) return match.index;
  }
  return undefined;
}

/** Where the condition begins, or the end of the text. */
function conditionWord(to: Complaints, from: number): number | undefined {
  const { text } = to.source;
  const stop =
    /(?:final|forall|exists|cases|observed|Observed|locations|filter)(?![A-Za-z0-9_/.-])|~[ \t\r]*exists|"[^"\n]*"?/g;
  stop.lastIndex = from;
  for (let match = stop.exec(text); match !== null; match = stop.exec(text)) {
    if (match[0].startsWith('"')) {
      if (match[0].length > 1 && match[0].endsWith('"')) continue;
      const span = { start: match.index, end: match.index + 1 };
      error(to, span, {
        code: 'litmus/odd-quote',
        message: 'this `"` is not closed on its line; herd7 reads strings even in comments',
        hint: "leave the quotation mark out, or use ' instead",
      });
      return undefined;
    }
    if (match[0].startsWith('~') || beginsWord(text, match.index, from)) {
      return match.index;
    }
  }
  return text.length;
}

/** A word begins with a letter and then runs over letters, digits and `_ / . -`. */
function beginsWord(text: string, at: number, from: number): boolean {
  for (let i = at - 1; i >= from; i--) {
    const c = text.charCodeAt(i);
    if (isLetter(c)) return false;
    const inWord = (c >= 48 && c <= 57) || c === 95 || (c >= 45 && c <= 47);
    if (!inWord) return true;
  }
  return true;
}

function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
}

/** The end of the text, or the `<<` outside comments behind which herd7 reads nothing. */
function conditionEnd(to: Complaints, program: number, from: number): number | undefined {
  const { text } = to.source;
  const stop = /\(\*|<</g;
  stop.lastIndex = from;
  for (let match = stop.exec(text); match !== null; match = stop.exec(text)) {
    if (match[0] === '<<') return match.index;
    const end = commentEnd(text, match.index, text.length);
    if (end === undefined) {
      const { span, ...remark } = unclosedInCondition(to.source, { start: program, end: from }, match.index);
      error(to, span, remark);
      return undefined;
    }
    stop.lastIndex = end;
  }
  return text.length;
}

const unclosedComment = {
  code: 'litmus/unclosed-comment',
  message: '`(*` opens a comment here, and no `*)` closes it',
} as const;

/** A `(*` without end is most often the `(*x` of a thread that a word cut in two. */
function unclosedInCondition(source: Source, program: Span, at: number): Placed {
  const cut = cutByWord(source, program);
  if (cut !== undefined) return cut;
  const between = source.text.slice(program.end, at);
  const second = /^C[ \t]+[A-Za-z0-9_/.+[\]-]+.*$/m.exec(between);
  if (second !== null) {
    const start = program.end + second.index;
    return { ...secondTest, span: { start, end: start + second[0].length } };
  }
  return {
    ...unclosedComment,
    span: { start: at, end: at + 2 },
    hint: 'in conditions write `[x]` or `x` for the contents of x, never `(*x`',
  };
}

export const secondTest = {
  code: 'litmus/second-test',
  message: 'a second test begins here; a file holds one',
  hint: 'put each test in a file of its own',
} as const;

/** Behind the `*)` that matches the `(*` at `at`; comments nest. */
export function commentEnd(text: string, at: number, limit: number): number | undefined {
  const mark = /\(\*|\*\)/g;
  mark.lastIndex = at;
  let depth = 0;
  for (let match = mark.exec(text); match !== null && match.index < limit; match = mark.exec(text)) {
    depth += match[0] === '(*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return undefined;
}
