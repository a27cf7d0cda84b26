/** `mbpair document TEST.litmus`: a document for each test. */

import { basename } from 'node:path';
import { visible } from '../base/diagnostic.ts';
import { testMarkdown, testMarker } from '../document/test-markdown.ts';
import { judge } from '../judge/judge.ts';
import { parseLitmus } from '../litmus/parse.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { renderProblem } from '../report/words.ts';
import { findInputs } from './inputs.ts';
import type { Io } from './io.ts';
import type { MadeFile } from './made-files.ts';
import { readInput } from './read-input.ts';

export async function documentTests(
  paths: readonly string[],
  timeoutMs: number,
  io: Io,
): Promise<{ files: MadeFile[]; statuses: ExitStatus[] }> {
  const { files: inputs, problems } = await findInputs(paths, io.cwd);
  const statuses: ExitStatus[] = problems.map(() => 2);
  for (const d of problems) io.stderr.write(`${renderProblem(d)}\n`);
  const files = new Map<string, MadeFile>();
  const complain = (status: ExitStatus, shown: string, why: string) => {
    io.stderr.write(`mbpair: ${visible(shown)}: ${visible(why)}\n`);
    statuses.push(status);
  };
  for (const input of inputs) {
    const read = await readInput(input, io);
    if (!read.read) {
      io.stderr.write(`${renderProblem(read.problem)}\n`);
      statuses.push(2);
      continue;
    }
    const { test, diagnostics } = parseLitmus(read.source);
    for (const d of diagnostics) io.stderr.write(`${renderProblem(d)}\n`);
    if (test === undefined) {
      statuses.push(2);
      continue;
    }
    const end = performance.now() + timeoutMs;
    const expired = () => performance.now() > end;
    const { judgement } = judge(test, { limits: { deadline: expired } });
    if (judgement.outcome === 'refused') {
      for (const d of judgement.diagnostics) io.stderr.write(`${renderProblem(d)}\n`);
      statuses.push(2);
      continue;
    }
    const text =
      judgement.outcome === 'judged' ? testMarkdown(test, judgement, input.shown, expired) : undefined;
    const path = `${basename(input.shown).replace(/\.litmus$/, '')}.md`;
    if (text === undefined) complain(4, input.shown, 'not decided or not explained within the limits');
    else if (files.has(path)) complain(2, input.shown, `another test is documented in ${path}`);
    else files.set(path, { path, text, marker: testMarker });
  }
  return { files: [...files.values()], statuses };
}
