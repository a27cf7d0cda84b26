/** The code of several threads beside each other, as people draw a pairing. */

import { visible } from '../base/diagnostic.ts';
import { plainText, type TracedText } from '../scenario/traced-text.ts';

export interface CodeColumn {
  readonly name: string;
  readonly lines: readonly string[];
}

/** A body's lines with blanks for tabs; declarations and empty lines left out. */
export function codeColumn(name: string, body: readonly TracedText[]): CodeColumn {
  const lines = body
    .map((line) => visible(plainText(line).replaceAll('\t', '  ')))
    .filter((line) => line.trim() !== '' && !/^ *(?:int|struct \w+) \**\w+(?:, *\**\w+)*;$/.test(line));
  return { name, lines };
}

/** Beside each other where that fits into `width`, else one below the other. */
export function sideBySide(columns: readonly CodeColumn[], width: number): string[] {
  const blocks = columns.map(({ name, lines }) => [name, ...lines]);
  const longest = Math.max(0, ...blocks.map((b) => b.length));
  const widths = blocks.map((block) => Math.max(...block.map((line) => line.length)));
  if (widths.reduce((sum, w) => sum + w + 3, -3) > width) return blocks.flat();
  return Array.from({ length: longest }, (_, at) =>
    blocks
      .map((block, i) => (block[at] ?? '').padEnd(widths[i] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}
