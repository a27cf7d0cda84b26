/** Text of files as Markdown that shows it and does nothing else. */

import { visible } from '../base/diagnostic.ts';

/** Prose on one line. Underscores inside words mean nothing in Markdown and stay as they are. */
export function prose(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim())
    .replace(/[\\`*[\]<|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/(^|[^\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, (m) => m.replace('_', '\\_'))
    .replace(/^([#+>-]|\d+[.)])/, '\\$1')
    .replace(/:\/\//g, ':\\//');
}

/** Paragraphs that stand apart by an empty line. */
export function proseParagraphs(text: string): string[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(prose)
    .filter((p) => p !== '');
}

/** `text` as code within a line, whatever it holds. */
export function code(text: string): string {
  const inner = visible(text.replace(/\s+/g, ' '));
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/** Lines of code in a fence that none of them ends. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const longest = Math.max(2, ...lines.flatMap((l) => [...l.matchAll(/`+/g)].map((m) => m[0].length)));
  const fence = '`'.repeat(longest + 1);
  const shown = lines.map((l) => visible(l).trimEnd());
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

/** Cells are Markdown already; a bar in them (in code, too) would end the cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    `| ${row.map((c) => c.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [cells(head), `|${head.map(() => '---|').join('')}`, ...rows.map(cells)].join('\n');
}
