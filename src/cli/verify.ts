/** `mbpair verify`: has every choice of scenarios judged by both judges, and reports each in its turn. */

import type { Diagnostic } from '../base/diagnostic.ts';
import { visible } from '../base/diagnostic.ts';
import type { Architecture } from '../lkmm/costs.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import { isOfShard, runDigest, type ShardName } from '../report/shard.ts';
import { renderVerifyJson } from '../report/verify-json.ts';
import { renderVerifyJunit } from '../report/verify-junit.ts';
import {
  type ScenarioReport,
  statusesOfScenario,
  summarizeVerify,
  type VerifyHerd,
  type VerifyReport,
} from '../report/verify-report.ts';
import { renderScenario, renderVerifyEnd } from '../report/verify-text.ts';
import { renderProblem } from '../report/words.ts';
import { type ColourMode, painter, usesColour } from './colour.ts';
import { type CrossCheck, prepareCrossCheck } from './cross-check.ts';
import { withRecordings } from './herd-recordings.ts';
import type { Io } from './io.ts';
import { judgeScenarios, type PlannedScenario, planScenarios } from './judge-scenarios.ts';
import { openProduct } from './product.ts';
import { type ProgressMode, startProgress } from './progress.ts';
import { relativePath } from './relative-path.ts';
import { findScenarios } from './scenario-inputs.ts';
import type { VerifyFormat } from './verify-formats.ts';
import { version } from './version.ts';

/** Unless it is told to, herd7 is asked about no more tests: they take it half a minute. */
export const mostForHerd = 400;

export interface VerifyOptions {
  readonly scenarios: readonly string[];
  readonly format: VerifyFormat;
  readonly fast: boolean;
  readonly quiet: boolean;
  readonly timeoutMs: number;
  /** `auto`, `require`, `off`, or a path. */
  readonly herd: string;
  readonly colour: ColourMode;
  readonly progress: ProgressMode;
  readonly cost?: Architecture;
  readonly jobs?: number;
  readonly lkmm?: string;
  /** Judge only these of the scenarios. */
  readonly shard?: ShardName;
  /** `-`: standard output. */
  readonly output?: string;
}

export async function verify(options: VerifyOptions, io: Io): Promise<ExitStatus> {
  const start = performance.now();
  const product = await openProduct(options.output, io);
  if (product === undefined) return 2;
  const found = await findScenarios(options.scenarios, io);
  const available = await prepareCrossCheck({ ...options, recorded: [] }, io);
  const machine = options.format === 'json';
  const say = (text: string) => {
    if (!machine) io.stderr.write(text);
  };
  for (const d of [...found.problems, ...available.problems]) tellProblem(d);

  // All of them even for a shard: whether herd7 is asked depends on how many tests the whole run has.
  const plans = await planScenarios(found.scenarios, { ...options, wholeBorder: available.required, io });
  const cross = sparing(available, countTests(plans ?? []));
  const { shard } = options;
  const stale: Diagnostic[] = [];
  const stalePositions: number[] = [];
  const positions: number[] = [];
  const planned: PlannedScenario[] = [];
  for (const [position, plan] of (plans ?? []).entries()) {
    if (shard !== undefined && !isOfShard(position, shard)) continue;
    const recorded = insteadOfHerd(cross) ? await withRecordings([plan], found.library) : undefined;
    positions.push(position);
    planned.push(...(recorded?.planned ?? [plan]));
    for (const d of recorded?.problems ?? []) {
      stale.push(d);
      stalePositions.push(position);
    }
  }
  for (const d of stale) tellProblem(d);
  const problems = [...found.problems, ...available.problems, ...stale];
  if (!options.quiet && !planned.some((p) => p.recorded !== undefined)) {
    for (const note of available.notes) say(`mbpair: ${visible(note)}\n`);
  }
  const progress = startProgress(
    options.quiet || machine ? 'off' : options.progress,
    countTests(planned),
    io,
  );
  const style = {
    paint: painter(!product.toFile && usesColour(options.colour, io.env, io.stdout)),
    ...(options.cost === undefined ? {} : { cost: options.cost }),
    ...(cross.use.used ? { herd: `herd7 ${cross.use.by.version}` } : {}),
  };
  const reports: ScenarioReport[] = [];
  const interrupted =
    plans === undefined ||
    (await judgeScenarios(planned, {
      ...options,
      io,
      cross,
      onProgress: progress.done,
      onScenario: (report) => {
        reports.push(report);
        progress.clear();
        for (const d of report.warnings) tellProblem(d);
        for (const crash of report.crashes) {
          io.stderr.write(
            `mbpair: internal error on ${visible(crash.name)}, please report it:\n${crash.detail}\n`,
          );
        }
        if (options.format !== 'text' || (options.quiet && statusesOfScenario(report).size === 0)) return;
        product.write(`${renderScenario(report, style)}\n`);
      },
    }));
  progress.stop();

  const report: VerifyReport = {
    by: { tool: 'mbpair', version, model: 'Linux 7.2' },
    herd: cross.use,
    scenarios: reports,
    problems,
    ...(interrupted
      ? { unfinished: (plans === undefined ? found.scenarios : planned).length - reports.length }
      : {}),
    ...(shard === undefined
      ? {}
      : {
          shard: {
            ...shard,
            run: runOf(
              options,
              found.scenarios.map((s) => relativePath(s.file, io.cwd)),
            ),
            total: found.scenarios.length,
            positions: reports.map((r) => positions[planned.findIndex((p) => p.from.file === r.file)] ?? 0),
            problemPositions: stalePositions,
          },
        }),
  };
  const names = { path: (file: string) => relativePath(file, io.cwd) };
  const seconds = (performance.now() - start) / 1000;
  switch (options.format) {
    case 'text':
      product.write(renderVerifyEnd(report, seconds, style));
      break;
    case 'json':
      product.write(renderVerifyJson(report, names));
      break;
    case 'junit':
      product.write(renderVerifyJunit(report, names));
      if (!options.quiet) say(renderVerifyEnd(report, seconds, { paint: (_, text) => text }));
      break;
    default:
      options.format satisfies never;
  }
  if (!(await product.end())) return interrupted ? 130 : 2;
  return summarizeVerify(report).exitStatus;

  function tellProblem(d: Diagnostic): void {
    if (!(options.quiet && d.severity === 'warning')) say(`${renderProblem(d)}\n`);
  }
}

function countTests(plans: readonly PlannedScenario[]): number {
  return plans.reduce((n, p) => n + p.plan.tests.length, 0);
}

/** What all shards must have in common. */
function runOf({ fast, timeoutMs, herd }: VerifyOptions, files: readonly string[]): string {
  return runDigest([files, fast, timeoutMs, herd]);
}

/** Whether recorded verdicts stand in: herd7 is wanted, and nobody insists that it be asked now. */
function insteadOfHerd({ use, required }: Sparing): boolean {
  return !use.used && use.why !== 'off' && !required;
}

type Sparing = Omit<CrossCheck, 'use'> & { readonly use: VerifyHerd };

/** Without herd7 where nobody insists on it and it would take minutes. */
function sparing(cross: CrossCheck, tests: number): Sparing {
  if (!cross.use.used || cross.required || tests <= mostForHerd) return cross;
  const { askHerd: _, ...rest } = cross;
  return { ...rest, use: { used: false, why: 'many', tests, limit: mostForHerd }, comparisons: () => [] };
}
