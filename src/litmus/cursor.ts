/**
 * The place where a parser stands. After the first syntax error the cursor stands at the end of its
 * text for good, so that parsers need not pass failure on: every loop ends at `end`, every later
 * complaint is dropped, and what was built meanwhile is thrown away.
 */

import type { Source, Span } from '../base/source.ts';
import { type Complaints, error, type Remark } from './complaints.ts';

export type PartName = 'init' | 'program' | 'condition';

export interface Cursor {
  readonly source: Source;
  readonly complaints: Complaints;
  readonly part: PartName;
  /** Where the part begins. */
  readonly from: number;
  readonly limit: number;
  /** Reads the token that begins at or behind `stop`. */
  readonly scan: (c: Cursor) => void;
  /** `name`, `number`, `keyword`, `end`, or the punctuation mark itself. */
  kind: string;
  text: string;
  start: number;
  stop: number;
  /** Where the token before this one ended. */
  before: number;
  failed: boolean;
}

export function cursor(to: Complaints, name: PartName, part: Span, scan: (c: Cursor) => void): Cursor {
  const c: Cursor = {
    source: to.source,
    complaints: to,
    part: name,
    from: part.start,
    limit: part.end,
    scan,
    kind: 'end',
    text: '',
    start: part.start,
    stop: part.start,
    before: part.start,
    failed: false,
  };
  scan(c);
  return c;
}

export function advance(c: Cursor): void {
  if (c.failed) return;
  c.before = c.stop;
  c.scan(c);
}

/** For scanners: the token of this kind from `start` to `stop`. */
export function token(c: Cursor, kind: string, start: number, stop: number): void {
  c.kind = kind;
  c.text = kind === 'end' ? '' : c.source.text.slice(start, stop);
  c.start = start;
  c.stop = stop;
}

export function spanHere(c: Cursor): Span {
  return { start: c.start, end: c.stop };
}

/** From `start` to the end of the token before the current one. */
export function spanFrom(c: Cursor, start: number): Span {
  return { start, end: Math.max(start, c.before) };
}

/** The first failure counts; then the cursor stands at the end. */
export function fail(c: Cursor, span: Span, remark: Remark): void {
  if (!c.failed) error(c.complaints, span, remark);
  c.failed = true;
  c.kind = 'end';
  c.text = '';
}

/** Whether the current token is of this kind; a call, so that the compiler forgets it on `advance`. */
export function is(c: Cursor, kind: string): boolean {
  return c.kind === kind;
}

/** Steps over `kind` if it is here. */
export function accept(c: Cursor, kind: string): boolean {
  if (c.kind !== kind) return false;
  advance(c);
  return true;
}

/** How a message names the current token. */
export function here(c: Cursor): string {
  if (c.kind === 'end') return 'the end';
  const text = c.text.length > 40 ? `${c.text.slice(0, 40)}...` : c.text;
  return `\`${text}\``;
}

/** The kind of the token behind the current one. */
export function kindAhead(c: Cursor): string {
  const { kind, text, start, stop, before, failed } = c;
  advance(c);
  const ahead = c.kind;
  Object.assign(c, { kind, text, start, stop, before, failed });
  return ahead;
}
