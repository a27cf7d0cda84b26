/** Markdown tables that are readable as text. */

export type Cell = string | number;

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const printed = rows.map((row) => row.map(printCell));
  const widths = head.map((title, i) =>
    Math.max(3, title.length, ...printed.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[], numeric: boolean): string =>
    `| ${cells.map((cell, i) => (numeric && i > 0 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head, true), rule, ...printed.map((row) => line(row, true))].join('\n');
}

function printCell(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return '-';
  return cell >= 100 ? cell.toFixed(0) : cell.toFixed(2);
}
