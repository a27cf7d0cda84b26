/** `mbpair generate`: scenarios to folders of litmus files, or one choice to standard output. */

import { resolve } from 'node:path';
import { visible } from '../base/diagnostic.ts';
import { judgeKey } from '../choice/judge-choice.ts';
import { type ExitStatus, gravest } from '../report/exit-status.ts';
import { type LitmusFolder, litmusFolder, resultWord } from '../report/litmus-folder.ts';
import { statusesOfScenario } from '../report/verify-report.ts';
import { renderProblem } from '../report/words.ts';
import { programOf, testKey, testOf } from '../scenario/expand.ts';
import { choiceText, isForbidden, productSize, type Scenario } from '../scenario/scenario.ts';
import { chosen, unknown } from './choose.ts';
import type { Io } from './io.ts';
import { judgedAlone } from './judge-alone.ts';
import { mostChoices } from './judge-scenarios.ts';
import { type FolderState, lookAt, orphans, writeFolder } from './litmus-folders.ts';
import { reasonOf } from './problem.ts';
import { findScenarios, type ScenarioFile } from './scenario-inputs.ts';

export interface GenerateOptions {
  readonly scenarios: readonly string[];
  /** `slot=filling`, each. */
  readonly choose: readonly string[];
  readonly outcome?: string;
  readonly all: boolean;
  readonly check: boolean;
  readonly fast: boolean;
  readonly force: boolean;
  readonly timeoutMs: number;
  readonly jobs?: number;
  /** The folder of the folders; `-`: standard output. */
  readonly output?: string;
}

const usualOutput = 'litmus';

export async function generate(options: GenerateOptions, io: Io): Promise<ExitStatus> {
  const refusal = refused(options);
  if (refusal !== undefined) {
    io.stderr.write(`mbpair: ${refusal}\n`);
    return 2;
  }
  const found = await findScenarios(options.scenarios, io);
  for (const d of found.problems) io.stderr.write(`${renderProblem(d)}\n`);
  const bad: ExitStatus[] = found.problems.some((d) => d.severity === 'error') ? [2] : [];
  if (options.choose.length > 0 || options.output === '-') {
    return gravest([...bad, ...found.scenarios.map((from) => printChoice(from.scenario, options, io))]);
  }
  return gravest([...bad, await generateFolders(found.scenarios, options, io)]);
}

function refused({ all, output, choose, check, scenarios, outcome }: GenerateOptions): string | undefined {
  const one = choose.length > 0 || output === '-';
  if (one && (all || check)) return '--choose and -o - print one choice; --all and --check are about folders';
  if (one && output !== undefined && output !== '-')
    return '--choose prints one choice: write -o -, or leave -o out';
  if (one && scenarios.length !== 1) return '--choose and -o - need exactly one scenario';
  if (!one && outcome !== undefined) return '--outcome is for one choice: add --choose or -o -';
  if (all && output === undefined) return '--all writes thousands of files: say where with -o DIR';
  return undefined;
}

/* ---- one choice ---- */

function printChoice(scenario: Scenario, options: GenerateOptions, io: Io): ExitStatus {
  const choice = chosen(scenario, options.choose);
  const complain = (text: string): ExitStatus => {
    io.stderr.write(`mbpair: ${scenario.id}: ${visible(text)}\n`);
    return 2;
  };
  if (typeof choice === 'string') return complain(choice);
  if (isForbidden(scenario, choice))
    return complain(`the scenario leaves out ${choiceText(scenario, choice)}`);
  const ids = scenario.outcomes.map((o) => o.id);
  const wanted = options.outcome ?? ids[0] ?? '';
  const outcome = scenario.outcomes.find((o) => o.id === wanted);
  if (outcome === undefined) return complain(unknown('outcome', wanted, ids));
  const program = programOf(scenario, choice);
  const end = performance.now() + options.timeoutMs;
  const judgement = judgeKey(testKey(program, outcome), { deadline: () => performance.now() > end });
  const result = resultWord(judgement);
  io.stdout.write(testOf(program, outcome, result === undefined ? {} : { result }).text);
  const others = ids.filter((id) => id !== wanted);
  if (options.outcome === undefined && others.length > 0) {
    io.stderr.write(`mbpair: this is ${wanted}; --outcome has the others: ${others.join(', ')}\n`);
  }
  if (result !== undefined) return 0;
  io.stderr.write(`mbpair: ${scenario.id}: the test was not decided, so it has no Result: line\n`);
  return judgement.outcome === 'undecided' ? 4 : 2;
}

/* ---- folders ---- */

async function generateFolders(
  files: readonly ScenarioFile[],
  options: GenerateOptions,
  io: Io,
): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [];
  const complain = (status: ExitStatus, text: string) => {
    io.stderr.write(`mbpair: ${visible(text)}\n`);
    statuses.push(status);
  };
  const wanted = files.filter(({ scenario }) => {
    const tooMany = options.all && productSize(scenario) > mostChoices;
    if (tooMany) complain(2, `${scenario.id}: more than ${mostChoices} choices; --choose has each of them`);
    return !tooMany;
  });
  const judged = await judgedAlone(wanted, { ...options, fast: options.fast && !options.all }, io);
  if (judged === undefined) return 130;
  const folders: LitmusFolder[] = [];
  for (const report of judged.reports) {
    for (const crash of report.crashes) complain(70, `internal error, please report it: ${crash.detail}`);
    const folder = litmusFolder(report, options.all ? 'all' : 'notable');
    const { scenario } = report.analysis;
    if ('unjudged' in folder || report.analysis.stopped !== undefined) {
      const which = 'unjudged' in folder ? `: ${choiceText(scenario, folder.unjudged)}` : '';
      complain(4, `${scenario.id}: not decided${which}; nothing is generated for it`);
    } else folders.push(folder);
    if (statusesOfScenario(report).has(1)) {
      io.stderr.write(
        `mbpair: ${scenario.id} is not as it expects; mbpair verify ${scenario.id} says in what\n`,
      );
    }
  }
  const shown = options.output ?? usualOutput;
  const outer = resolve(io.cwd, shown);
  const states: { folder: LitmusFolder; state: FolderState }[] = [];
  try {
    for (const folder of folders) states.push({ folder, state: await lookAt(outer, folder) });
    const left =
      options.scenarios.length === 0 ? await orphans(outer, new Set(files.map((f) => f.scenario.id))) : [];
    if (options.check) {
      const fresh = tellStale(states, left, shown, options, io);
      return gravest([...statuses, ...(fresh ? [] : [1 as const])]);
    }
    for (const name of left)
      io.stderr.write(`mbpair: ${shown}/${name} belongs to no scenario any more: remove it\n`);
  } catch (error) {
    complain(2, `${shown}: cannot be read: ${reasonOf(error)}`);
    return gravest(statuses);
  }
  for (const { folder, state } of states) {
    if (state.obstacle !== undefined) complain(2, `${state.obstacle}: nothing is written there`);
    else if (state.foreign.length > 0 && !options.force) {
      const names = state.foreign.slice(0, 5).join(', ');
      const more = state.foreign.length > 5 ? ` and ${state.foreign.length - 5} more` : '';
      complain(
        2,
        `${shown}/${folder.name}: not generated, so not overwritten without --force: ${names}${more}`,
      );
    }
  }
  // All or nothing, so that nobody has to find out which half is there.
  if (statuses.includes(2)) return gravest(statuses);
  return gravest([...statuses, ...(await writeAll(states, outer, shown, io))]);
}

function tellStale(
  states: readonly { folder: LitmusFolder; state: FolderState }[],
  left: readonly string[],
  shown: string,
  options: GenerateOptions,
  io: Io,
): boolean {
  const lines = [
    ...states.flatMap(({ folder, state }) => [
      ...(state.obstacle === undefined ? [] : [`${state.obstacle}\n`]),
      ...state.stale.map(({ file, why }) => `${why}: ${shown}/${folder.name}/${file}\n`),
    ]),
    ...left.map((name) => `left over: ${shown}/${name}\n`),
  ];
  io.stdout.write(lines.join(''));
  if (lines.length === 0) {
    const count = states.reduce((n, s) => n + s.folder.files.length, 0);
    io.stdout.write(`${count} files in ${foldersWord(states.length)} are fresh\n`);
    return true;
  }
  const again = [
    'mbpair generate',
    ...(options.all ? ['--all'] : []),
    ...options.scenarios,
    ...(options.output === undefined ? [] : ['-o', options.output]),
  ];
  io.stderr.write(`mbpair: stale; renew with: ${visible(again.join(' '))}\n`);
  return false;
}

async function writeAll(
  states: readonly { folder: LitmusFolder; state: FolderState }[],
  outer: string,
  shown: string,
  io: Io,
): Promise<ExitStatus[]> {
  let stopped = false;
  const removeHandler = io.onInterrupt(() => {
    stopped = true;
  });
  let written = 0;
  try {
    for (const { folder, state } of states) {
      written += await writeFolder(outer, folder, state, { isStopped: () => stopped });
    }
  } catch (error) {
    io.stderr.write(`mbpair: ${shown}: cannot be written: ${reasonOf(error)}\n`);
    return [2];
  } finally {
    removeHandler();
  }
  const files = states.reduce((n, s) => n + s.folder.files.length, 0);
  io.stdout.write(
    `${files} files in ${foldersWord(states.length)} of ${shown}: ${written} written or removed\n`,
  );
  return stopped ? [130] : [];
}

function foldersWord(count: number): string {
  return `${count} ${count === 1 ? 'folder' : 'folders'}`;
}
