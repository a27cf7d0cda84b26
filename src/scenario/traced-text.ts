/**
 * Texts that remember where in the YAML file their characters stand, so that whatever is wrong with
 * a generated test can be shown in the scenario it was generated from.
 */

import { cover, type Span } from '../base/source.ts';

/** A run of characters that stand side by side in the file too. */
export interface Piece {
  readonly text: string;
  /** Offset of the first character in the file; absent for text that we made. */
  readonly at?: number;
  /** Set when the text stands for so many characters of the file as a whole: `mb` for `smp_mb();`. */
  readonly width?: number;
  /** The slot whose filling gave this text, by its number. */
  readonly slot?: number;
  /** The kernel's word that the text stands for: `refcount_inc(refs)` for `atomic_inc(refs);`. */
  readonly word?: string;
}

export type TracedText = readonly Piece[];

export function made(text: string): TracedText {
  return text === '' ? [] : [{ text }];
}

export function plainText(traced: TracedText): string {
  const only = traced[0];
  if (traced.length === 1 && only !== undefined) return only.text;
  let all = '';
  for (const piece of traced) all += piece.text;
  return all;
}

/** Characters `from` to `to` (exclusive). */
export function slice(traced: TracedText, from: number, to: number): TracedText {
  const found: Piece[] = [];
  let at = 0;
  for (const piece of traced) {
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, piece.text.length);
    if (start < end) found.push(part(piece, start, end));
    at += piece.text.length;
    if (at >= to) break;
  }
  return found;
}

/** The lines, without their line ends; a final line end opens no further line. */
export function linesOf(traced: TracedText): TracedText[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  for (const piece of traced) {
    let from = 0;
    for (let end = piece.text.indexOf('\n'); end !== -1; end = piece.text.indexOf('\n', from)) {
      if (end > from) line.push(part(piece, from, end));
      lines.push(line);
      line = [];
      from = end + 1;
    }
    if (from < piece.text.length) line.push(from === 0 ? piece : part(piece, from, piece.text.length));
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

function part(piece: Piece, from: number, to: number): Piece {
  return {
    ...piece,
    text: piece.text.slice(from, to),
    ...(piece.at === undefined || piece.width !== undefined ? {} : { at: piece.at + from }),
  };
}

/** A text that stands for a range of the file as a whole. */
export function standingFor(text: string, span: Span): TracedText {
  return text === '' ? [] : [{ text, at: span.start, width: span.end - span.start }];
}

/** The same text, as the filling of a slot. */
export function filledBy(traced: TracedText, slot: number): TracedText {
  return traced.map((piece) => (piece.slot === undefined ? { ...piece, slot } : piece));
}

/**
 * Where a range of the text stands in the file: from its first character there to its last one, as
 * long as these are near each other. For a range that we made, the character right before it; undefined
 * when we made that too.
 */
export function spanInFile(traced: TracedText, range: Span): Span | undefined {
  const end = Math.max(range.end, range.start + 1);
  let at = 0;
  let found: Span | undefined;
  let before: Span | undefined;
  for (const piece of traced) {
    const { length } = piece.text;
    const from = Math.max(range.start - at, 0);
    const to = Math.min(end - at, length);
    const here = from < to ? placed(piece, from, to) : undefined;
    if (here !== undefined) {
      if (found === undefined) found = here;
      else if (here.start >= found.end && here.start - found.end <= near) found = cover(found, here);
    }
    if (at < range.start && at + length >= range.start - 2) {
      const last = Math.min(range.start - at, length);
      before = placed(piece, last - 1, last) ?? before;
    }
    at += length;
    if (at >= end) break;
  }
  return found ?? before;
}

/** Pieces further apart than this are no one place for a reader. */
const near = 200;

function placed(piece: Piece, from: number, to: number): Span | undefined {
  if (piece.at === undefined) return undefined;
  if (piece.width !== undefined) return { start: piece.at, end: piece.at + piece.width };
  return { start: piece.at + from, end: piece.at + to };
}

/** The slot whose filling gave the character at an offset. */
export function slotAt(traced: TracedText, offset: number): number | undefined {
  let at = 0;
  for (const piece of traced) {
    at += piece.text.length;
    if (offset < at) return piece.slot;
  }
  return undefined;
}
