/** An explanation as Markdown, for a commit message's reader or a web page. */

import type { Explanation } from '../explain/explanation.ts';
import { terminalLines } from '../explain/picture/terminal.ts';
import { type Block, documentOf } from './explain-document.ts';
import { paragraph } from './paragraphs.ts';

export function renderExplanationMarkdown(e: Explanation): string {
  return renderBlocksMarkdown(documentOf(e));
}

export function renderBlocksMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map((b) => blockLines(b).join('\n')).join('\n\n')}\n`;
}

function blockLines(b: Block): string[] {
  switch (b.kind) {
    case 'title':
      return [`## ${escaped(b.text)}`];
    case 'heading':
      return [`### ${escaped(b.text)}`];
    case 'paragraph':
      return paragraph(escaped(b.text));
    case 'list':
      return b.items.flatMap((item) => paragraph(escaped(item), '  ', '- '));
    case 'lines':
      // Indented, not fenced: nothing in a line can end it.
      return b.lines.map((line) => (line === '' ? '' : `  ${line}`));
    case 'drawing':
      return terminalLines(b.drawing, { width: 76 }).map((line) => (line === '' ? '' : `    ${line}`));
    default:
      return b satisfies never;
  }
}

/** What Markdown or HTML would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : `\\${c}`));
}
