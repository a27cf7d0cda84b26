/**
 * `mbpair check`: reads the tests, has them judged, compares with the other judges, and reports each
 * test in its turn.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source } from '../base/source.ts';
import type { Judgement } from '../judge/judgement.ts';
import { type CheckReport, statusesOf, summarize, type TestReport } from '../report/check-report.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { assess, type Expectation } from '../report/expectation.ts';
import { isOfShard, runDigest, type Shard, type ShardName } from '../report/shard.ts';
import type { CheckFormat } from './check-formats.ts';
import type { ColourMode } from './colour.ts';
import type { CrossCheck } from './cross-check.ts';
import { findInputs, type InputFile } from './inputs.ts';
import type { Io } from './io.ts';
import type { Answer } from './judge-text.ts';
import { judgeTexts } from './judge-texts.ts';
import type { Mode } from './modes.ts';
import { openProduct } from './product.ts';
import { type ProgressMode, startProgress } from './progress.ts';
import { type ReadResult, readInput, readInputNow } from './read-input.ts';
import { relativePath } from './relative-path.ts';
import { reportWriter } from './report-writer.ts';
import { version } from './version.ts';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly format: CheckFormat;
  /** `verdict`: the word and the flags alone, found by a search that the condition directs. */
  readonly mode: Mode;
  readonly states: boolean;
  readonly quiet: boolean;
  readonly timeoutMs: number;
  /** `auto`, `require`, `off`, or a path. */
  readonly herd: string;
  readonly recorded: readonly string[];
  readonly colour: ColourMode;
  readonly progress: ProgressMode;
  readonly jobs?: number;
  readonly lkmm?: string;
  readonly expect?: Expectation;
  /** Judge only these of the tests. */
  readonly shard?: ShardName;
  /** `-`: standard output. */
  readonly output?: string;
}

/** What is known of one test so far. Objects of one shape, as there may be a hundred thousand. */
interface Pending {
  readonly file: InputFile;
  /** Its file's place among all that were named, from 0. */
  readonly position: number;
  /** Of what cannot be read at its turn, such as a pipe, whose writer waits. */
  readonly early: ReadResult | undefined;
  /** From its turn until all judges have answered. */
  source: Source | undefined;
  /** Why it cannot be read. */
  problem: Diagnostic | undefined;
  /** From the answer until it is told. */
  answer: Answer | undefined;
  /** herd7's, if it is asked. */
  herd: Judgement | undefined;
}

export async function check(options: CheckOptions, io: Io): Promise<ExitStatus> {
  const start = performance.now();
  const mismatch = countsWanted(options);
  if (mismatch !== undefined) {
    io.stderr.write(`mbpair: ${mismatch}\n`);
    return 2;
  }
  const product = await openProduct(options.output, io);
  if (product === undefined) return 2;
  const cross = await crossCheck(options, io);
  const { pending, files, argumentProblems } = await findTests(options, io);
  const problems = [...argumentProblems, ...cross.problems];

  const quietProgress = options.quiet || options.format === 'json' || options.format === 'jsonl';
  const progress = startProgress(quietProgress ? 'off' : options.progress, pending.length, io);
  const writer = reportWriter({ ...options, product, beforeWrite: progress.clear }, io);
  for (const note of cross.notes) writer.note(note);
  for (const found of problems) writer.problem(found);

  const tests: TestReport[] = [];
  // Written when it is known; the end of the report is about counts and problems.
  const streams = options.format === 'text' || options.format === 'herd' || options.format === 'jsonl';
  const positions: number[] = [];
  const problemPositions: number[] = [];
  const tell = (test: Pending) => {
    if (test.problem !== undefined) {
      problems.push(test.problem);
      problemPositions.push(test.position);
      writer.problem(test.problem);
    } else if (test.answer !== undefined) {
      const found = reportOf(test.file.shown, test.answer, test.herd, options, cross);
      tests.push(streams && statusesOf(found).size === 0 ? withoutBulk(found) : found);
      test.answer = undefined;
      test.herd = undefined;
      positions.push(test.position);
      writer.test(found);
    }
  };
  const isComplete = (test: Pending) =>
    test.problem !== undefined ||
    (test.answer !== undefined && (cross.askHerd === undefined || test.herd !== undefined));
  let complete = 0;
  let told = 0;
  const changed = (test: Pending) => {
    if (!isComplete(test)) return;
    complete++;
    test.source = undefined;
    for (let next = pending[told]; next !== undefined && isComplete(next); next = pending[++told]) tell(next);
    progress.done(complete);
  };
  const change = (index: number, what: Partial<Pending>) => {
    const test = pending[index];
    if (test !== undefined) changed(Object.assign(test, what));
  };
  const sourceOf = (index: number): Source | undefined => {
    const test = pending[index];
    if (test === undefined || test.source !== undefined || test.problem !== undefined) return test?.source;
    const result = test.early ?? readInputNow(test.file);
    if (result.read) test.source = result.source;
    else change(index, { problem: result.problem });
    return test.source;
  };
  const interrupted = await judgeTexts(
    { count: pending.length, sourceOf },
    {
      ...options,
      io,
      askHerd: cross.askHerd,
      onAnswer: (index, answer) => change(index, { answer }),
      onHerd: (index, herd) => change(index, { herd }),
    },
  );
  progress.stop();
  if (interrupted) {
    // Our answers count though herd7's are missing, and tests behind an unfinished one count too.
    for (const late of pending.slice(told)) tell(late);
  }

  const left = pending.length - positions.length - problemPositions.length;
  const report: CheckReport = {
    by: { tool: 'mbpair', version, model: 'Linux 7.2' },
    herd: cross.use,
    tests,
    problems,
    ...(interrupted ? { unfinished: left } : {}),
    ...(options.shard === undefined
      ? {}
      : {
          shard: shardOf(
            options.shard,
            options,
            files.map((f) => relativePath(f, io.cwd)),
            positions,
            problemPositions,
          ),
        }),
  };
  if (!interrupted && left > 0) throw new Error(`${left} tests have no answer`);
  writer.end(report, (performance.now() - start) / 1000);
  if (!(await product.end())) return interrupted ? 130 : 2;
  return summarize(report).exitStatus;
}

/** What asks for states or counts is refused where there are none. */
function countsWanted({ mode, format, states }: CheckOptions): string | undefined {
  if (mode === 'states') return undefined;
  if (format === 'herd') {
    return '--format herd needs --mode states: a herd7 log lists states and counts, and verdict mode finds none';
  }
  if (states) return '--states needs --mode states: verdict mode finds no states';
  return undefined;
}

interface Tests {
  readonly pending: Pending[];
  /** Every test of the whole run, as shown. */
  readonly files: readonly string[];
  readonly argumentProblems: readonly Diagnostic[];
}

async function findTests({ paths, shard }: CheckOptions, io: Io): Promise<Tests> {
  const inputs = await findInputs(paths, io.cwd);
  const pending: Pending[] = [];
  for (const [position, file] of inputs.files.entries()) {
    if (shard !== undefined && !isOfShard(position, shard)) continue;
    const early = file.regular ? undefined : await readInput(file, io);
    pending.push({
      file,
      position,
      early,
      source: undefined,
      problem: undefined,
      answer: undefined,
      herd: undefined,
    });
  }
  return { pending, files: inputs.files.map((f) => f.shown), argumentProblems: inputs.problems };
}

function shardOf(
  name: ShardName,
  options: CheckOptions,
  files: readonly string[],
  positions: readonly number[],
  problemPositions: readonly number[],
): Shard {
  const { mode, timeoutMs, expect, recorded } = options;
  const run = runDigest([files, mode, timeoutMs, expect?.text ?? null, recorded]);
  return { ...name, run, total: files.length, positions, problemPositions };
}

/** So that memory does not grow with the number of tests: of one as expected the end needs to count it only. */
function withoutBulk({ comparisons }: TestReport): TestReport {
  return comparisons.length === 0 ? counted : { ...counted, comparisons };
}

const counted: TestReport = {
  file: '',
  answer: {
    outcome: 'judged',
    name: '',
    quantifier: 'exists',
    states: [],
    positive: 0,
    negative: 0,
    flags: [],
    cut: false,
    condition: '',
  },
  diagnostics: [],
  findings: [],
  notes: [],
  comparisons: [],
  seconds: 0,
};

const alone: CrossCheck = {
  use: { used: false, why: 'off' },
  required: false,
  notes: [],
  problems: [],
  comparisons: () => [],
};

async function crossCheck(options: CheckOptions, io: Io): Promise<CrossCheck> {
  const other = options.herd !== 'off' || options.lkmm !== undefined || options.recorded.length > 0;
  if (!other) return alone;
  const { prepareCrossCheck } = await import('./cross-check.ts');
  return prepareCrossCheck(options, io);
}

function reportOf(
  file: string,
  answer: Answer,
  herd: Judgement | undefined,
  options: CheckOptions,
  cross: CrossCheck,
): TestReport {
  const header = answer.result;
  const expected: Expectation | undefined =
    options.expect ??
    (header === undefined
      ? undefined
      : { from: 'Result', word: header.word, dataRace: header.dataRace, text: header.text });
  const { findings, notes } =
    answer.answer.outcome === 'judged' || answer.answer.outcome === 'decided'
      ? assess(answer.answer, expected)
      : { findings: [], notes: [] };
  return {
    file,
    answer: answer.answer,
    diagnostics: answer.diagnostics,
    ...(expected === undefined ? {} : { expected }),
    findings,
    notes,
    comparisons: cross.comparisons(answer.answer, herd),
    ...(cross.required && herd?.outcome === 'undecided' && answer.answer.outcome === 'judged'
      ? { unanswered: `herd7 has no answer: ${herd.detail}` }
      : {}),
    seconds: answer.seconds,
  };
}
