/** An explanation as text in 80 columns. */

import type { Explanation } from '../explain/explanation.ts';
import { type Block, documentOf } from './explain-document.ts';
import { paragraph } from './paragraphs.ts';

export function renderExplanation(e: Explanation): string {
  return `${documentOf(e)
    .map((b) => blockLines(b).join('\n'))
    .join('\n\n')}\n`;
}

function blockLines(b: Block): string[] {
  switch (b.kind) {
    case 'title':
      return paragraph(b.text);
    case 'heading':
      return paragraph(`${b.text}:`);
    case 'paragraph':
      return paragraph(b.text);
    case 'list':
      return b.items.flatMap((item) => paragraph(item, '    ', '  '));
    case 'lines':
      return [...b.lines];
    default:
      return b satisfies never;
  }
}
