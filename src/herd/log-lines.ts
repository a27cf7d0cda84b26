/** A log line by line, with positions, and with the lines that cannot belong to a record told apart. */

import { type Source, type Span, span } from '../base/source.ts';

export interface LogLines {
  more(): boolean;
  /** Whether the current line can belong to the record being read: neither empty nor a new record's. */
  inRecord(): boolean;
  /** The current line without its end; carriage returns count as line ends. */
  text(): string;
  /** Whether the current line has its line end. */
  terminated(): boolean;
  at(): number;
  span(): Span;
  next(): void;
}

export function linesOf(src: Source): LogLines {
  const all = src.text;
  let start = 0;
  let end = 0;
  let line = '';
  const load = () => {
    const found = all.indexOf('\n', start);
    end = found === -1 ? all.length : found;
    line = all.slice(start, end).replace(/\r+$/, '');
  };
  load();
  return {
    more: () => start < all.length,
    inRecord: () => start < all.length && line !== '' && !line.startsWith('Test '),
    text: () => line,
    terminated: () => end < all.length,
    at: () => Math.min(start, all.length),
    span: () => span(start, Math.max(start, end)),
    next: () => {
      start = end + 1;
      load();
    },
  };
}
