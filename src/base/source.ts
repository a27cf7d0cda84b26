/**
 * Texts with positions. A source is one file (or one block of text embedded in another file); a
 * span is a range of UTF-16 offsets in it. Lines and columns are derived only when shown.
 */

export interface Source {
  /** What the user calls it: a path as given on the command line, or `-`. */
  readonly name: string;
  readonly text: string;
  /**
   * Set when the file is not UTF-8: `text` then holds one character for each byte, so that the bytes
   * can be had back (herd7's hash is over bytes) and people see the file as Latin-1.
   */
  readonly encoding?: 'latin1';
}

/** Half-open range of UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where an offset stands for people: both numbers count from 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function source(name: string, text: string): Source {
  return { name, text };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The text of a file. UTF-8 is decoded (a byte-order mark is kept, since it is no part of a litmus
 * test); anything else is taken as Latin-1. Either way `bytesOf` gives the bytes back.
 */
export function sourceFromBytes(name: string, bytes: Uint8Array): Source {
  try {
    return { name, text: decoder.decode(bytes) };
  } catch {
    return { name, text: latin1(bytes), encoding: 'latin1' };
  }
}

function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}

/** The bytes in the file that stand for `text`, a text taken from `src` or made of ASCII. */
export function bytesOf(src: Source, text: string): Uint8Array {
  if (src.encoding === undefined) return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

export function textOf(src: Source, s: Span): string {
  return src.text.slice(s.start, s.end);
}

const lineStartsOf = new WeakMap<Source, readonly number[]>();

function lineStarts(src: Source): readonly number[] {
  const known = lineStartsOf.get(src);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = src.text.indexOf('\n'); at !== -1; at = src.text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  lineStartsOf.set(src, starts);
  return starts;
}

/** The line and column of an offset; an offset past the end counts as the end. */
export function positionOf(src: Source, offset: number): Position {
  const starts = lineStarts(src);
  const at = Math.max(0, Math.min(offset, src.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}

/** The text of line `line` (counted from 1) without its line end. */
export function lineText(src: Source, line: number): string {
  const starts = lineStarts(src);
  const start = starts[line - 1] ?? src.text.length;
  const next = starts[line] ?? src.text.length + 1;
  return src.text.slice(start, next - 1).replace(/\r$/, '');
}
