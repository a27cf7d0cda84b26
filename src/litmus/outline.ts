/**
 * herd7 reads the program a second time, for its outline only: there a body ends where the braces
 * balance, those in comments included. The hash is over the bodies of the outline.
 */

import type { Source, Span } from '../base/source.ts';
import type { Thread } from './ast.ts';
import { scanC } from './c-lexer.ts';
import { type Complaints, complaints, error, hasErrors } from './complaints.ts';
import { type Cursor, cursor, is } from './cursor.ts';
import type { OutlinePiece } from './hash.ts';
import { parseThreadHeader } from './parse-threads.ts';
import { closingBrace } from './split.ts';

/** Undefined, with a complaint, when unbalanced braces in a comment break the outline. */
export function outline(to: Complaints, part: Span, threads: readonly Thread[]): OutlinePiece[] | undefined {
  const { source } = to;
  const plain: OutlinePiece[] = [];
  for (const thread of threads) {
    const close = closingBrace(source.text, thread.bodySpan.start - 1, part.end);
    if (close !== thread.bodySpan.end) return secondReading(to, part, thread);
    plain.push(piece(source, thread, thread.bodySpan));
  }
  return plain;
}

function piece(source: Source, of: Pick<Thread, 'id' | 'parameters'>, body: Span): OutlinePiece {
  return {
    header: `P${of.id}(${of.parameters.map((p) => `${p.type} ${p.name}`).join(', ')})`,
    body: source.text.slice(body.start, body.end),
  };
}

/** The rare case: braces in a comment do not balance. herd7 may still read on behind them. */
function secondReading(to: Complaints, part: Span, culprit: Thread): OutlinePiece[] | undefined {
  const { source } = to;
  const silent = complaints(source);
  const c = cursor(silent, 'program', part, scanC);
  const pieces: OutlinePiece[] = [];
  while (!is(c, 'end')) {
    const header = is(c, '{') ? undefined : parseThreadHeader(c);
    const body = skipBody(c);
    if (body === undefined) break;
    if (header !== undefined) pieces.push(piece(source, header, body));
    else pieces.push({ body: source.text.slice(body.start, body.end) });
  }
  if (!c.failed && !hasErrors(silent) && is(c, 'end')) return pieces;
  error(to, firstCommentWithBrace(source, culprit.bodySpan), {
    code: 'litmus/brace-in-comment',
    message: `braces in the comments of P${culprit.id} do not balance; herd7 counts them`,
    hint: 'leave the brace out of the comment, or give it its partner',
  });
  return undefined;
}

/** Steps behind the body that opens here; undefined when there is none. */
function skipBody(c: Cursor): Span | undefined {
  const close = is(c, '{') ? closingBrace(c.source.text, c.start, c.limit) : undefined;
  if (close === undefined) {
    c.failed = true;
    return undefined;
  }
  const body = { start: c.stop, end: close };
  c.stop = close + 1;
  c.scan(c);
  return body;
}

function firstCommentWithBrace(source: Source, body: Span): Span {
  const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  comment.lastIndex = body.start;
  for (let m = comment.exec(source.text); m !== null && m.index < body.end; m = comment.exec(source.text)) {
    const brace = m[0].search(/[{}]/);
    if (brace !== -1) return { start: m.index + brace, end: m.index + brace + 1 };
  }
  return { start: body.start, end: body.start };
}
