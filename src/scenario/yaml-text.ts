/** The text of a YAML scalar with the place of each character in the file. */

import { made, type Piece, plainText, type TracedText } from './traced-text.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/**
 * `value` as decoded by the YAML reader, from `raw` that begins at `at`. Our own decoding only finds
 * places; where it differs from the reader's (rare notations, folded blocks), the text has none.
 */
export function traceScalar(style: ScalarStyle, raw: string, at: number, value: string): TracedText {
  const traced = style === 'literal' ? traceLiteral(raw, at, value) : traceFlow(style, raw, at);
  return plainText(traced) === value ? traced : made(value);
}

function traceLiteral(raw: string, at: number, value: string): TracedText {
  const header = raw.indexOf('\n') + 1;
  const rawLines = raw.slice(header).split('\n');
  const lines = value.split('\n');
  const first = lines.findIndex((line) => line !== '');
  const indent = (rawLines[first]?.replace(/\r$/, '').length ?? 0) - (lines[first]?.length ?? 0);
  const pieces: Piece[] = [];
  let offset = at + header;
  for (const [i, line] of lines.entries()) {
    const last = i === lines.length - 1;
    if (line !== '') pieces.push({ text: last ? line : `${line}\n`, at: offset + indent });
    else if (!last) pieces.push({ text: '\n' });
    offset += (rawLines[i]?.length ?? 0) + 1;
  }
  return pieces;
}

function traceFlow(style: ScalarStyle, raw: string, at: number): TracedText {
  const quoted = style === 'single' || style === 'double';
  const end = quoted ? raw.length - 1 : raw.length;
  const pieces: Piece[] = [];
  let from = quoted ? 1 : 0;
  const flush = (to: number) => {
    if (to > from) pieces.push({ text: raw.slice(from, to), at: at + from });
  };
  for (let i = from; i < end; i++) {
    const c = raw[i];
    if (style === 'single' && c === "'") {
      flush(i);
      pieces.push({ text: "'", at: at + i });
      from = i + 2;
      i++;
    } else if (style === 'double' && c === '\\') {
      flush(i);
      const sequence = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/y;
      sequence.lastIndex = i;
      const written = sequence.exec(raw)?.[0] ?? c;
      pieces.push({ text: unescaped(written), at: at + i });
      from = i + written.length;
      i = from - 1;
    } else if (c === '\n') {
      const breaks = /[ \t\r\n]*/y;
      breaks.lastIndex = i;
      const gap = breaks.exec(raw)?.[0] ?? '';
      flush(raw.slice(0, i).trimEnd().length);
      const blankLines = gap.split('\n').length - 2;
      pieces.push({ text: blankLines > 0 ? '\n'.repeat(blankLines) : ' ' });
      from = i + gap.length;
      i = from - 1;
    }
  }
  flush(end);
  return pieces;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', e: '\u001b' };

function unescaped(written: string): string {
  const code = written[1] ?? '';
  if (written.length > 2) return String.fromCodePoint(Number.parseInt(written.slice(2), 16) % 0x110000);
  return escapes[code] ?? code;
}
