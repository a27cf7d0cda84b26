/** Edits of a text by span: how a test or a scenario is changed without printing it anew. */

import type { Span } from './source.ts';

export interface Edit {
  /** What is replaced; empty for an insertion. */
  readonly span: Span;
  readonly text: string;
}

/**
 * The text with all edits made; spans count in the old text. Edits may come in any order, and those
 * at one place are made in the order given. Throws RangeError when two overlap or one lies outside.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.span.start - b.edit.span.start || a.order - b.order);
  const pieces: string[] = [];
  let at = 0;
  for (const { edit } of sorted) {
    const { start, end } = edit.span;
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`edit of ${start}..${end} overlaps another or lies outside the text`);
    }
    pieces.push(text.slice(at, start), edit.text);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
