/** An explanation in Markdown: its pictures in characters, which a pager shows as well as a forge. */

import { terminalLines } from '../explain/picture/terminal.ts';
import type { Block } from '../report/explain-document.ts';
import { codeBlock, prose } from './markdown-text.ts';

/** So many pictures; more reasons are told in words. */
const mostPictures = 2;

export function blocksMarkdown(blocks: readonly Block[]): string[] {
  let pictures = 0;
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return [prose(block.text)];
      case 'lines':
        return [codeBlock(block.lines, 'text')];
      case 'drawing':
        if (pictures++ >= mostPictures) return [];
        return [codeBlock(terminalLines(block.drawing), 'text')];
      case 'title':
      case 'heading':
      case 'list':
        return [];
      default:
        return block satisfies never;
    }
  });
}
