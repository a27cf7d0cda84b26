/** An explanation in the page: made by the command for today's choice, by the engine for any other. */

import { svgOf } from '../explain/picture/svg.ts';
import type { Block } from '../report/explain-document.ts';
import type { Explained } from './explained.ts';
import { escaped, escapedLines } from './html-text.ts';
import { explainedTitle } from './words.ts';

/** `id`: before the ids of its pictures. `most`: so many pictures; more reasons are told in words. */
export function explainedHtml(e: Explained, id: string, most: number): string {
  const lines = `The lines are those of <code>${escaped(`${e.test}.litmus`)}</code>.`;
  const head = `<h4>${escaped(explainedTitle(e))}</h4><p>${escaped(e.outcome.title)}: ${e.verdict}. ${lines}</p>`;
  return `<section class="explained">${head}${blocksHtml(e.blocks, `${id}--${e.outcome.id}`, most)}</section>`;
}

export function blocksHtml(blocks: readonly Block[], id: string, most: number): string {
  let pictures = 0;
  const shown = blocks.map((block) => {
    switch (block.kind) {
      case 'paragraph':
        return `<p>${escaped(block.text)}</p>`;
      case 'lines':
        return `<pre tabindex="0">${escapedLines(block.lines)}</pre>`;
      case 'drawing': {
        if (pictures >= most) return '';
        const name = `${id}-${++pictures}`;
        return `<div class="drawing" tabindex="0">${svgOf(block.drawing, { id: name, style: false })}</div>`;
      }
      case 'title':
      case 'heading':
      case 'list':
        return '';
      default:
        return block satisfies never;
    }
  });
  return shown.join('');
}
