/** An explanation as text in 80 columns. */

import type { Explanation } from '../explain/explanation.ts';
import { terminalLines } from '../explain/picture/terminal.ts';
import { type Block, documentOf } from './explain-document.ts';
import { fitted, paragraph } from './paragraphs.ts';

export interface TextOptions {
  /** For terminals that are not UTF-8. */
  readonly ascii?: boolean;
}

export function renderExplanation(e: Explanation, options: TextOptions = {}): string {
  return renderBlocks(documentOf(e), options);
}

export function renderBlocks(blocks: readonly Block[], options: TextOptions = {}): string {
  return `${blocks.map((b) => blockLines(b, options).join('\n')).join('\n\n')}\n`;
}

function blockLines(b: Block, { ascii = false }: TextOptions): string[] {
  switch (b.kind) {
    case 'title':
    case 'paragraph':
      return fitted(paragraph(b.text));
    case 'heading':
      return fitted(paragraph(`${b.text}:`));
    case 'list':
      return b.items.flatMap((item) => fitted(paragraph(item, '    ', '  ')));
    case 'lines':
      return fitted(b.lines, 4);
    case 'drawing':
      return terminalLines(b.drawing, { ascii }).map((line) => line.trimEnd());
    default:
      return b satisfies never;
  }
}
