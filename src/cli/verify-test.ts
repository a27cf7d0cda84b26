/** `mbpair verify test.litmus`: a litmus test as its own scenario, or with `--strengthen` what it lacks. */

import { visible } from '../base/diagnostic.ts';
import { type Strengthened, strengthen } from '../choice/strengthen.ts';
import { type Weakened, weaken } from '../choice/weaken.ts';
import { isVacuous } from '../judge/judgement.ts';
import { parseLitmus } from '../litmus/parse.ts';
import type { Architecture } from '../lkmm/costs.ts';
import { type ExitStatus, gravest } from '../report/exit-status.ts';
import type { Confirmation } from '../report/repair-confirmation.ts';
import { type AnsweredTest, renderRepairsJson } from '../report/repair-json.ts';
import { renderConfirmation, renderStrengthened, renderWeakened } from '../report/repair-text.ts';
import { renderProblem } from '../report/words.ts';
import { confirmAnswer } from './confirm-repairs.ts';
import { prepareCrossCheck } from './cross-check.ts';
import { findInputs } from './inputs.ts';
import type { Io } from './io.ts';
import { openProduct } from './product.ts';
import { readInput } from './read-input.ts';

export interface VerifyTestOptions {
  readonly paths: readonly string[];
  readonly strengthen: boolean;
  readonly format: 'text' | 'json';
  readonly quiet: boolean;
  /** For all that is asked about one test; herd7, when it is required, has as long for each variant. */
  readonly timeoutMs: number;
  /** `auto`, `require`, `off`, or a path. */
  readonly herd: string;
  readonly lkmm?: string;
  readonly jobs?: number;
  readonly cost?: Architecture;
  /** `-`: standard output. */
  readonly output?: string;
}

export async function verifyTests(options: VerifyTestOptions, io: Io): Promise<ExitStatus> {
  const product = await openProduct(options.output, io);
  if (product === undefined) return 2;
  const inputs = await findInputs(options.paths, io.cwd);
  const cross = await prepareCrossCheck({ ...options, recorded: [] }, io);
  const { files } = inputs;
  const problems = [...inputs.problems, ...cross.problems];
  const statuses: ExitStatus[] = problems.map(() => 2);
  for (const d of problems) io.stderr.write(`${renderProblem(d)}\n`);
  if (cross.required && !cross.use.used) {
    statuses.push(4);
    for (const note of cross.notes) io.stderr.write(`mbpair: ${visible(note)}\n`);
  }
  const answered: AnsweredTest[] = [];
  let interrupted = false;
  const release = io.onInterrupt(() => {
    interrupted = true;
  });
  for (const [i, file] of files.entries()) {
    const got = await readInput(file, io);
    // Lets the interrupt key be heard between two tests.
    await new Promise((resume) => setImmediate(resume));
    if (interrupted) break;
    if (!got.read) {
      statuses.push(2);
      io.stderr.write(`${renderProblem(got.problem)}\n`);
      continue;
    }
    const { test, diagnostics } = parseLitmus(got.source);
    for (const d of diagnostics) {
      if (d.severity === 'error' || !options.quiet) io.stderr.write(`${renderProblem(d)}\n`);
    }
    if (test === undefined) {
      statuses.push(2);
      continue;
    }
    const end = performance.now() + options.timeoutMs;
    const limits = { deadline: () => performance.now() > end };
    const style = options.cost === undefined ? {} : { cost: options.cost };
    const answer = options.strengthen ? strengthen(test, limits) : weaken(test, limits);
    const herd = await confirmAnswer(test, answer, { ...options, cross, io });
    if (interrupted) break;
    statuses.push(statusOf(answer), ...statusesOfConfirmation(herd, cross.required));
    answered.push({ name: file.shown, answer, herd });
    if (options.format === 'json') continue;
    const found = isStrengthened(answer, options.strengthen)
      ? renderStrengthened(file.shown, answer, style)
      : renderWeakened(file.shown, answer as Weakened, style);
    const text = `${found}${renderConfirmation(herd)}`;
    product.write(`${i === 0 ? '' : '\n'}${text}`);
  }
  release();
  if (options.format === 'json') product.write(renderRepairsJson(answered));
  if (interrupted) statuses.push(130);
  if (!(await product.end())) statuses.push(2);
  return gravest(statuses);
}

function isStrengthened(_: Strengthened | Weakened, strengthened: boolean): _ is Strengthened {
  return strengthened;
}

function statusesOfConfirmation(herd: Confirmation, required: boolean): ExitStatus[] {
  if (!herd.asked) return [];
  const outcomes = herd.confirmed.map((c) => c.comparison.outcome);
  return [
    ...(outcomes.includes('differs') ? [3 as const] : []),
    ...(required && (herd.left > 0 || outcomes.includes('unknown')) ? [4 as const] : []),
  ];
}

/** An answer is 0; an outcome that can happen and that nothing mends is a finding. */
function statusOf(answer: Strengthened | Weakened): ExitStatus {
  switch (answer.outcome) {
    case 'forbidden already':
      return 0;
    case 'not forbidden':
      return 1;
    case 'no answer':
      if (answer.judgement.outcome === 'judged') return isVacuous(answer.judgement) ? 1 : 4;
      return answer.judgement.outcome === 'undecided' ? 4 : 2;
    case 'searched':
      if (answer.violations.length > 0) return 1;
      if (answer.limit !== undefined) return 4;
      return 'repairs' in answer && answer.repairs.length === 0 ? 1 : 0;
    default:
      return answer satisfies never;
  }
}
