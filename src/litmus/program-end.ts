/**
 * Why a program ended too early: a word such as `exists` that herd7 takes for the condition wherever
 * it stands, or a brace that is missing.
 */

import type { Source, Span } from '../base/source.ts';
import type { Remark } from './complaints.ts';

export type Placed = Remark & { readonly span: Span };

/** What is open where the program part ends, comments known. */
interface Open {
  /** The brace that lacks its partner, as far as one can tell. */
  readonly brace?: number;
  readonly comment?: number;
}

function openAt(text: string, part: Span): Open {
  const mark = /[{}]|\/\/|\/\*/g;
  mark.lastIndex = part.start;
  const braces: number[] = [];
  let suspect: number | undefined;
  for (let m = mark.exec(text); m !== null && m.index < part.end; m = mark.exec(text)) {
    if (m[0] === '{') braces.push(m.index);
    else if (m[0] === '}') {
      const open = braces.pop();
      // A brace that closes further left than its partner's line begins closes another one's block.
      if (open !== undefined && indent(text, m.index) < indent(text, open)) suspect = open;
    } else {
      const end = m[0] === '//' ? text.indexOf('\n', m.index) : text.indexOf('*/', m.index + 2);
      if (end === -1 || end >= part.end) return { comment: m.index };
      mark.lastIndex = end;
    }
  }
  const brace = braces.length === 0 ? undefined : (suspect ?? braces.at(-1));
  return brace === undefined ? {} : { brace };
}

/** How far the line of `at` is indented; a tab counts eight. */
function indent(text: string, at: number): number {
  let width = 0;
  for (let i = text.lastIndexOf('\n', at - 1) + 1; i < at; i++) {
    if (text[i] === '\t') width += 8;
    else if (text[i] === ' ') width++;
    else break;
  }
  return width;
}

const conditionWord = /~?[ \t\r]*[A-Za-z]+/y;

/**
 * The complaint when the word at the end of `part` stands in a comment or is used as a name, so that
 * herd7 ends the program where no reader would.
 */
export function cutByWord(source: Source, part: Span): Placed | undefined {
  const { text } = source;
  if (part.end >= text.length) return undefined;
  conditionWord.lastIndex = part.end;
  const word = conditionWord.exec(text)?.[0] ?? '';
  const open = openAt(text, part);
  const span = { start: part.end, end: part.end + word.length };
  const lastWords = 'herd7 ends the program there, wherever it stands';
  if (open.comment !== undefined) {
    // A comment that nothing closes, before the real condition, is a mistake of another kind.
    if (text.startsWith('/*', open.comment) && !text.includes('*/', part.end)) return undefined;
    return {
      code: 'litmus/word-ends-program',
      span,
      message: `the word \`${word}\` in this comment is taken for the condition; ${lastWords}`,
      hint: 'use another word in the comment; final, forall, exists, cases, observed, locations and filter are taken',
    };
  }
  if (open.brace === undefined && !isParameter(text, part)) return undefined;
  const lineStart = text.lastIndexOf('\n', part.end - 1) + 1;
  const startsLine = text.slice(Math.max(lineStart, part.start), part.end).trim() === '';
  const asName = /^[ \t\r\n]*[=;,)*+/&|^<>-]/.test(text.slice(span.end, span.end + 100));
  if (startsLine && !asName) return undefined;
  return {
    code: 'litmus/word-ends-program',
    span,
    message: `\`${word}\` cannot be a name: it is taken for the condition; ${lastWords}`,
    hint: 'choose another name; final, forall, exists, cases, observed, locations and filter are taken',
  };
}

/** Whether the part ends inside an open parenthesis of a thread's header. */
function isParameter(text: string, part: Span): boolean {
  const tail = text.slice(Math.max(part.start, part.end - 2000), part.end);
  return tail.lastIndexOf('(') > tail.lastIndexOf(')');
}

/** The complaint when the program ends inside a thread. */
export function unclosedThread(source: Source, part: Span): Placed {
  const cut = cutByWord(source, part);
  if (cut !== undefined) return cut;
  const { brace } = openAt(source.text, part);
  const at = { start: part.end, end: part.end + 1 };
  if (brace === undefined) {
    return { code: 'litmus/syntax', span: at, message: 'the program ends in the middle of a thread' };
  }
  return {
    code: 'litmus/missing-brace',
    span: { start: brace, end: brace + 1 },
    message: 'the `}` for this `{` is missing',
    related: [{ span: at, message: 'the program ends here' }],
  };
}
