/** Text in 80 columns: paragraphs and columns. Everything that comes from a file is made harmless first. */

import { visible } from '../base/diagnostic.ts';

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
