/** Text in 80 columns: paragraphs and columns. Everything that comes from a file is made harmless first. */

import { visible } from '../base/diagnostic.ts';
import { cellsOf } from '../explain/picture/text.ts';

export const pageWidth = 80;

/** Broken at blanks; every line begins with `indent`, or the first with `first`. */
export function paragraph(text: string, indent = '', first = indent): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of visible(text.replace(/\s+/g, ' ')).split(' ')) {
    if (word === '') continue;
    if (!empty && line.length + 1 + word.length > pageWidth) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line = empty ? `${line}${word}` : `${line} ${word}`;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}

/** Paragraphs that stand apart by an empty line in the source. */
export function paragraphs(text: string, indent = ''): string[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((p, i) => [...(i === 0 ? [] : ['']), ...paragraph(p, indent)]);
}

/** Cells under each other, two blanks between; no blanks at the ends of lines. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) {
      // The last cell of a row may be as long as it likes.
      if (i < row.length - 1) widths[i] = Math.max(widths[i] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    `${indent}${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0))).join('  ')}`.trimEnd(),
  );
}

/** The same in the page's width: a last cell that is too long goes on below itself. */
export function wrappedColumns(rows: readonly (readonly string[])[], indent = ''): string[] {
  return columns(rows, indent).flatMap((line, i) => {
    if (line.length <= pageWidth) return [line];
    const last = rows[i]?.at(-1) ?? '';
    const before = line.slice(0, line.length - last.length);
    return paragraph(last, `${' '.repeat(before.length)}  `, before);
  });
}

/**
 * What is wider than the page all the same, such as a long name, goes on below itself, `deeper` than it
 * began: broken at a blank or behind a sign, or where the page ends.
 */
export function fitted(lines: readonly string[], deeper = 0): string[] {
  return lines.flatMap((line) => {
    const broken: string[] = [];
    const indent = ' '.repeat(Math.min(line.search(/\S|$/) + deeper, pageWidth / 2));
    let rest = line;
    while (cellsOf(rest) > pageWidth) {
      const head = headOf(rest);
      broken.push(head.trimEnd());
      rest = indent + rest.slice(head.length).trimStart();
    }
    return [...broken, rest];
  });
}

/** As much as fits, and at least half of that. */
function headOf(line: string): string {
  let head = '';
  let cells = 0;
  for (const c of line) {
    cells += cellsOf(c);
    if (cells > pageWidth) break;
    head += c;
  }
  // In a name that joins choices by `+`, a choice is kept whole.
  for (const ends of [/^.*[ +]/su, /^.*[-,;/(_]/su]) {
    const [found = ''] = ends.exec(head) ?? [];
    if (2 * found.trimStart().length > pageWidth) return found;
  }
  return head;
}
