/** `mbpair explain`: why the outcome of a litmus test is forbidden, or how it happens. */

import { visible } from '../base/diagnostic.ts';
import type { Explanation } from '../explain/explanation.ts';
import { dotOf } from '../explain/picture/dot.ts';
import { drawingsOf } from '../explain/picture/drawings.ts';
import { svgOfAll } from '../explain/picture/svg.ts';
import { barrierComments, renderComments } from '../report/barrier-comments.ts';
import { type ExitStatus, gravest } from '../report/exit-status.ts';
import { outcomeText } from '../report/explain-document.ts';
import { renderExplanationJson } from '../report/explain-json.ts';
import { renderExplanationMarkdown } from '../report/explain-markdown.ts';
import { renderExplanation } from '../report/explain-text.ts';
import { compareChoices } from './explain-comparison.ts';
import type { ExplainFormat } from './explain-formats.ts';
import { type Answer, type ExplainOptions, explained, statusOf } from './explain-one.ts';
import { type Question, questionsOf } from './explain-questions.ts';
import type { Io } from './io.ts';
import { asciiOnly } from './locale.ts';
import { openProduct } from './product.ts';

export async function explainAll(options: ExplainOptions, io: Io): Promise<ExitStatus> {
  const product = await openProduct(options.output, io);
  if (product === undefined) return 2;
  const statuses: ExitStatus[] = [];
  let begun = false;
  const add = ({ text, status }: Answer) => {
    statuses.push(status);
    if (text === undefined) return;
    product.write(`${begun ? '\n' : ''}${text}`);
    begun = true;
  };
  let interrupted = false;
  const release = io.onInterrupt(() => {
    interrupted = true;
  });
  if (options.against.length > 0) add(await compareChoices(options, io));
  else {
    const { questions, bad } = await questionsOf(options, io);
    if (bad) statuses.push(2);
    if (questions.length > 1 && isOneFile(options.format)) {
      io.stderr.write(
        `mbpair: --format ${options.format} is of one test, and these are ${questions.length}\n`,
      );
      return 2;
    }
    for (const question of questions) {
      // Lets the interrupt key be heard between two tests.
      await new Promise((resume) => setImmediate(resume));
      if (interrupted) break;
      add(answered(question, options, io));
    }
  }
  release();
  if (interrupted) statuses.push(130);
  if (begun && !interrupted && !(await product.end())) statuses.push(2);
  return gravest(statuses);
}

const isOneFile = (format: ExplainFormat) => format === 'json' || format === 'svg';

function answered(question: Question, options: ExplainOptions, io: Io): Answer {
  const found = explained(question, options, io);
  if (found === undefined) return { status: 2 };
  const text = rendered(found, options.format, asciiOnly(io));
  if (text !== undefined) return { text, status: statusOf(found) };
  io.stderr.write(`mbpair: ${visible(question.shown)}: ${whyNothing(found, options.format)}\n`);
  return { status: 2 };
}

function whyNothing(e: Explanation, format: ExplainFormat): string {
  if (e.kind === 'unexplained') return e.why;
  if (format !== 'comments') return 'no memory model is needed, so there is nothing to draw';
  const barriers = e.kind === 'allowed' ? 'no barrier forbids' : 'no barrier takes part in forbidding';
  return `${barriers} ${visible(outcomeText(e))}, so there is nothing to comment on`;
}

/** Undefined where there is nothing of the kind. */
function rendered(e: Explanation, format: ExplainFormat, ascii: boolean): string | undefined {
  switch (format) {
    case 'text':
      return renderExplanation(e, { ascii });
    case 'markdown':
      return renderExplanationMarkdown(e);
    case 'json':
      return renderExplanationJson(e);
    case 'svg':
    case 'dot': {
      const drawings = drawingsOf(e);
      if (drawings.length === 0) return undefined;
      return format === 'svg' ? svgOfAll(drawings) : drawings.map(dotOf).join('\n');
    }
    case 'comments': {
      const comments = e.kind === 'forbidden' ? barrierComments(e.test, e) : [];
      return comments.length === 0 ? undefined : renderComments(e.test, comments);
    }
    default:
      return format satisfies never;
  }
}
