/**
 * Complaints about input, as data. A diagnostic never throws and never renders itself into words
 * that another part would have to parse again; `renderDiagnostic` is the only text form.
 */

import { lineText, positionOf, type Source, type Span } from './source.ts';

export type Severity = 'error' | 'warning';

export interface Related {
  readonly span: Span;
  readonly message: string;
}

export interface Diagnostic {
  /** `area/name`, stable: people grep for it and suppress it by this name. */
  readonly code: `${'litmus' | 'scenario' | 'model' | 'herd' | 'judge' | 'input'}/${string}`;
  readonly severity: Severity;
  /** One sentence, lower case, no full stop; names the thing. */
  readonly message: string;
  readonly source: Source;
  readonly span: Span;
  /** The next step, or "did you mean X?". */
  readonly hint?: string;
  readonly related?: readonly Related[];
}

/** Longest part of a source line that is shown; longer lines are cut around the span. */
const shown = 120;

/**
 * `FILE:LINE:COLUMN: severity: message [code]`, the line with a caret under the span, and the hint.
 * The span is clipped to its first line; control characters of the input are made visible, so that
 * a hostile file cannot write to the terminal.
 */
export function renderDiagnostic(d: Diagnostic): string {
  const at = positionOf(d.source, d.span.start);
  const head = `${visible(d.source.name)}:${at.line}:${at.column}: ${d.severity}: ${visible(d.message)} [${d.code}]`;
  const frame = renderFrame(d.source, d.span);
  const related = (d.related ?? []).flatMap((r) => {
    const where = positionOf(d.source, r.span.start);
    return [`  = ${visible(d.source.name)}:${where.line}:${where.column}: ${visible(r.message)}`];
  });
  const hint = d.hint === undefined ? [] : [`  = ${visible(d.hint)}`];
  return [head, ...frame, ...related, ...hint].join('\n');
}

function renderFrame(src: Source, s: Span): string[] {
  const at = positionOf(src, s.start);
  const whole = lineText(src, at.line);
  if (whole.trim() === '' && src.text.length === 0) return [];
  const from = whole.length > shown ? Math.max(0, at.column - 1 - (shown >> 1)) : 0;
  const line = whole.slice(from, from + shown);
  const before = line.slice(0, at.column - 1 - from);
  const length = Math.max(1, Math.min(s.end - s.start, line.length - before.length));
  const gutter = `${at.line} | `;
  const blank = `${' '.repeat(String(at.line).length)} | `;
  const lead = [...before].map((c) => (c === '\t' ? '\t' : ' '.repeat(visible(c).length))).join('');
  const marked = visible(line.slice(before.length, before.length + length));
  const dots = (cut: boolean) => (cut ? '...' : '');
  const left = dots(from > 0);
  const right = dots(from + shown < whole.length);
  return [
    `${gutter}${left}${visible(line)}${right}`,
    `${blank}${' '.repeat(left.length)}${lead}${'^'.repeat(Math.max(1, marked.length))}`,
  ];
}

/** Control characters (tab excepted) and bidirectional marks as escapes. */
export function visible(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: making them visible is the point
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
