/** `mbpair explain`: why the outcome of a litmus test is forbidden, or how it happens. */

import { resolve } from 'node:path';
import type { Source } from '../base/source.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import { withOutcome } from '../explain/given-outcome.ts';
import { dotOf } from '../explain/picture/dot.ts';
import { drawingsOf } from '../explain/picture/drawings.ts';
import { svgOfAll } from '../explain/picture/svg.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import { type ExitStatus, gravest } from '../report/exit-status.ts';
import { renderExplanationJson } from '../report/explain-json.ts';
import { renderExplanationMarkdown } from '../report/explain-markdown.ts';
import { renderExplanation } from '../report/explain-text.ts';
import { renderProblem } from '../report/words.ts';
import type { ExplainFormat } from './explain-formats.ts';
import { findInputs } from './inputs.ts';
import type { Io } from './io.ts';
import { asciiOnly } from './locale.ts';
import { outputComplaint, writeWhole } from './output-file.ts';
import { reasonOf } from './problem.ts';
import { readInput } from './read-input.ts';

export interface ExplainOptions {
  readonly paths: readonly string[];
  readonly format: ExplainFormat;
  readonly outcome?: string;
  /** For one test. */
  readonly timeoutMs: number;
  readonly quiet: boolean;
  /** `-`: standard output. */
  readonly output?: string;
}

export async function explainTests(options: ExplainOptions, io: Io): Promise<ExitStatus> {
  const toFile = options.output !== undefined && options.output !== '-';
  const target = resolve(io.cwd, options.output ?? '');
  const complaint = toFile ? await outputComplaint(target) : undefined;
  if (complaint !== undefined) {
    io.stderr.write(`mbpair: ${options.output}: cannot be written: ${complaint}\n`);
    return 2;
  }
  const { files, problems } = await findInputs(options.paths, io.cwd);
  if (files.length > 1 && isOneFile(options.format)) {
    io.stderr.write(`mbpair: --format ${options.format} is of one test, and these are ${files.length}\n`);
    return 2;
  }
  const statuses: ExitStatus[] = problems.map(() => 2);
  for (const d of problems) io.stderr.write(`${renderProblem(d)}\n`);
  const whole: string[] = [];
  let interrupted = false;
  const release = io.onInterrupt(() => {
    interrupted = true;
  });
  for (const file of files) {
    const got = await readInput(file, io);
    // Lets the interrupt key be heard between two tests.
    await new Promise((resume) => setImmediate(resume));
    if (interrupted) break;
    if (!got.read) {
      statuses.push(2);
      io.stderr.write(`${renderProblem(got.problem)}\n`);
      continue;
    }
    const asked = askedTest(got.source, options, io);
    if (asked === undefined) {
      statuses.push(2);
      continue;
    }
    const end = performance.now() + options.timeoutMs;
    const repairs = { candidates: 400, answers: 12 };
    const limits = { deadline: () => performance.now() > end };
    const found = explain(asked, { limits, given: options.outcome !== undefined, repairs, flags: true });
    statuses.push(statusOf(found));
    const text = rendered(found, options.format, asciiOnly(io));
    if (text === undefined) {
      const why =
        found.kind === 'unexplained' ? found.why : 'no memory model is needed, so there is nothing to draw';
      io.stderr.write(`mbpair: ${file.shown}: ${why}\n`);
      statuses.push(2);
      continue;
    }
    const gap = whole.length === 0 ? '' : '\n';
    if (toFile) whole.push(`${gap}${text}`);
    else {
      io.stdout.write(`${gap}${text}`);
      whole.push('');
    }
  }
  release();
  if (interrupted) statuses.push(130);
  if (toFile && !interrupted) {
    try {
      await writeWhole(target, whole.join(''));
    } catch (error) {
      io.stderr.write(`mbpair: ${options.output}: cannot be written: ${reasonOf(error)}\n`);
      statuses.push(2);
    }
  }
  return gravest(statuses);
}

const isOneFile = (format: ExplainFormat) => format === 'json' || format === 'svg';

/** The test with the outcome that is asked for as its condition; undefined after a complaint. */
function askedTest(source: Source, { outcome, quiet }: ExplainOptions, io: Io): LitmusTest | undefined {
  const parse = (from: Source): LitmusTest | undefined => {
    const { test, diagnostics } = parseLitmus(from);
    for (const d of diagnostics) {
      if (d.severity === 'error' || !quiet) io.stderr.write(`${renderProblem(d)}\n`);
    }
    return test;
  };
  if (outcome === undefined) return parse(source);
  const { test, diagnostics } = parseLitmus(source);
  if (test === undefined) {
    for (const d of diagnostics) io.stderr.write(`${renderProblem(d)}\n`);
    return undefined;
  }
  return parse(withOutcome(test, outcome));
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
    default:
      return format satisfies never;
  }
}

function statusOf(e: Explanation): ExitStatus {
  if (e.kind !== 'unexplained') return 0;
  return e.judgement?.outcome === 'refused' ? 2 : 4;
}
