/**
 * The whole program but for the streams it is given: arguments in, exit status out. Each command's
 * work is loaded when it runs, so that help and errors cost nothing.
 */

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type ExitStatus, exitStatuses } from '../report/exit-status.ts';
import { parseExpectation, resultWords } from '../report/expectation.ts';
import type { ShardName } from '../report/shard.ts';
import type { CheckOptions } from './check.ts';
import { checkFormats } from './check-formats.ts';
import { type ColourMode, colourModes, usesColour } from './colour.ts';
import type { DoctorOptions } from './doctor.ts';
import { addDocument } from './document-command.ts';
import { addExplain } from './explain-command.ts';
import type { Io } from './io.ts';
import { type Mode, modes } from './modes.ts';
import { addGenerate, addVerify } from './scenario-commands.ts';
import { colourOption, jobsOption, progressOption, shardOption, timeoutOption } from './shared-options.ts';
import { version } from './version.ts';

/** Never throws; writes only to the streams of `io`. `argv` begins after the program's name. */
export async function main(argv: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  try {
    if (argv[0] === 'herd7') {
      // Its options are herd7's, of a form that commander does not read.
      const { herd7 } = await import('./herd7.ts');
      return await herd7(argv.slice(1), io);
    }
    const program = programFor(argv, io, (s) => {
      status = s;
    });
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr.write(bugReport(argv, error));
    return 70;
  }
}

function programFor(argv: readonly string[], io: Io, finish: (status: ExitStatus) => void): Command {
  const mode = colourModeOf(argv);
  const program = new Command('mbpair')
    .description(
      "Judges Linux-kernel litmus tests by the kernel's memory model (LKMM), as herd7 does, and explains itself.",
    )
    .version(`mbpair ${version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: io.stdout.write,
      writeErr: io.stderr.write,
      getOutHasColors: () => usesColour(mode, io.env, io.stdout),
      getErrHasColors: () => usesColour(mode, io.env, io.stderr),
      getOutHelpWidth: () => helpWidth(io.stdout.columns),
      getErrHelpWidth: () => helpWidth(io.stderr.columns),
    })
    .showHelpAfterError('(mbpair --help lists the commands, mbpair COMMAND --help its options)')
    .addHelpText('after', programHelp);
  addCheck(program, io, finish);
  addVerify(program, io, finish);
  addGenerate(program, io, finish);
  addExplain(program, io, finish);
  addDocument(program, io, finish);
  addMerge(program, io, finish);
  addHerd7(program);
  addDoctor(program, io, finish);
  addHelp(program, io);
  return program;
}

/** Commander's own messages need it before it has parsed anything. */
function colourModeOf(argv: readonly string[]): ColourMode {
  const at = argv.findIndex((arg) => arg === '--color' || arg.startsWith('--color='));
  const value = argv[at] === '--color' ? argv[at + 1] : argv[at]?.slice('--color='.length);
  return colourModes.find((known) => known === value) ?? 'auto';
}

function helpWidth(columns: number | undefined): number {
  return Math.min(columns ?? 80, 100);
}

const programHelp = `
Examples:
  mbpair check MP.litmus                    judge one test
  mbpair check tools/memory-model           judge every *.litmus below a folder
  mbpair verify                             judge every choice of every scenario
  mbpair verify my-pairing.yaml             ... of one of your own
  mbpair generate                           scenarios to litmus files
  mbpair explain SB.litmus                  why is its outcome forbidden?
  mbpair document                           their outcomes, for reviewers
  mbpair merge 1.json 2.json                shards of one run together
  mbpair herd7 -conf linux-kernel.cfg FILE  in herd7's place
  mbpair doctor                             is herd7 here, and which model?
  mbpair help exit-status                   what the exit status means
`;

const checkHelp = `
PATHS are files, folders (every *.litmus below), patterns ('t/**/*.litmus'),
@LIST (a file with one path a line) or - for standard input.

A verdict is what the memory model says of the condition, with the number of
executions that satisfy it and that do not: Never 0 3, Sometimes 1 3, Always 4
0. "vacuous" means that the test has no execution at all: its word says nothing.

With --mode verdict the condition directs the search, which stops at the first
execution on each side: the same word and flags, no counts and no states, on
tests that are far too large to be counted.

A test fails if its Result: header (or --expect) names another verdict, if it is
vacuous and the header does not say DEADLOCK, or if it has a data race that the
header does not predict.

Examples:
  mbpair check tools/memory-model/litmus-tests
  mbpair check --states MP.litmus
  mbpair check --mode verdict RCU-19.litmus   only the word and the flags
  mbpair check --format herd MP.litmus        herd7's own log
  mbpair check --format junit -o r.xml t      for a CI
  mbpair check --herd require --lkmm linux t  and with herd7, by your model
  mbpair check --recorded old.log t           and with a herd7 log made before
  mbpair check --expect Never - < MP.litmus
`;

interface CheckFlags {
  readonly format: CheckOptions['format'];
  readonly mode: Mode;
  readonly states?: true;
  readonly jobs?: number;
  readonly timeout: number;
  readonly herd: string;
  readonly lkmm?: string;
  readonly recorded: readonly string[];
  readonly expect?: CheckOptions['expect'];
  readonly color: ColourMode;
  readonly quiet?: true;
  readonly output?: string;
  readonly progress: CheckOptions['progress'];
  readonly shard?: ShardName;
}

function addCheck(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('check')
    .summary('judge litmus tests')
    .description('Judge litmus tests by the memory model of Linux 7.2.')
    .argument('<paths...>', 'files, folders, patterns, @lists, or - for standard input')
    .addOption(
      new Option('-f, --format <format>', 'how to report').choices([...checkFormats]).default('text'),
    )
    .addOption(
      new Option(
        '-m, --mode <mode>',
        'states: all states and counts; verdict: the word and the flags alone, for large tests',
      )
        .choices([...modes])
        .default('states'),
    )
    .option('-s, --states', 'print the final states of each test (text)')
    .option('-o, --output <file>', 'write the report there, whole or not at all; - is standard output')
    .addOption(jobsOption())
    .addOption(shardOption())
    .addOption(timeoutOption())
    .option(
      '--herd <when>',
      'cross-check with herd7: auto (if it is here), require, off, or the path of a herd7',
      'auto',
    )
    .option('--lkmm <dir>', "the model's files for herd7: a kernel tree or its tools/memory-model")
    .addOption(
      new Option('--recorded <log>', 'compare with a herd7 log made elsewhere (repeatable)')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--expect <word>',
        `in place of the Result: headers: ${resultWords.join(', ')}, or "Never DATARACE"`,
      ).argParser(expectation),
    )
    .option('-q, --quiet', 'only problems and the summary; no warnings, no progress')
    .addOption(progressOption())
    .addOption(colourOption())
    .addHelpText('after', checkHelp)
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      const { check } = await import('./check.ts');
      const options: CheckOptions = {
        paths,
        format: flags.format,
        mode: flags.mode,
        states: flags.states === true,
        timeoutMs: flags.timeout,
        herd: flags.herd,
        recorded: flags.recorded,
        colour: flags.color,
        quiet: flags.quiet === true,
        progress: flags.progress,
        ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
        ...(flags.lkmm === undefined ? {} : { lkmm: flags.lkmm }),
        ...(flags.expect === undefined ? {} : { expect: flags.expect }),
        ...(flags.shard === undefined ? {} : { shard: flags.shard }),
        ...(flags.output === undefined ? {} : { output: flags.output }),
      };
      finish(await check(options, io));
    });
}

const mergeHelp = `
The files are what mbpair check (or verify) --format json --shard i/n wrote, in
any order. The result is what one run without --shard writes, byte for byte, and
so is the exit status. A shard that is missing, named twice, interrupted, or of
another run is an error.

Examples:
  mbpair check --shard 1/4 --format json -o 1.json litmus
  mbpair merge -o all.json 1.json 2.json 3.json 4.json
`;

function addMerge(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('merge')
    .summary('put the json of all shards together')
    .description('Put the reports of all shards together: the report of the whole run.')
    .argument('<files...>', 'the json of each shard')
    .option('-o, --output <file>', 'write the report there, whole or not at all; - is standard output')
    .addHelpText('after', mergeHelp)
    .action(async (files: readonly string[], flags: { readonly output?: string }) => {
      const { merge } = await import('./merge.ts');
      finish(await merge({ files, ...flags }, io));
    });
}

/** For the list of commands only: `main` gives its arguments to it untouched. */
function addHerd7(program: Command): void {
  program
    .command('herd7')
    .summary("stand in for herd7: its options, its log, for its users' scripts")
    .description('Take the command line of herd7 and print its log (mbpair herd7 -help).');
}

const doctorHelp = `
Examples:
  mbpair doctor
  mbpair doctor --lkmm ~/linux      is that kernel's model the built-in one?
  mbpair doctor --require-herd      exit status 4 unless herd7 is ready
`;

interface DoctorFlags {
  readonly herd: string;
  readonly lkmm?: string;
  readonly requireHerd?: true;
  readonly color: ColourMode;
}

function addDoctor(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('doctor')
    .summary('what is installed, which versions, what to do about it')
    .description('Say what is installed, in which version, and what to do about what is missing.')
    .option('--herd <when>', 'auto, or the path of a herd7', 'auto')
    .option('--lkmm <dir>', "the model's files: a kernel tree or its tools/memory-model")
    .option('--require-herd', 'exit status 4 when herd7 or its model is missing')
    .addOption(colourOption())
    .addHelpText('after', doctorHelp)
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import('./doctor.ts');
      const options: DoctorOptions = {
        herd: flags.herd,
        requireHerd: flags.requireHerd === true,
        colour: flags.color,
        ...(flags.lkmm === undefined ? {} : { lkmm: flags.lkmm }),
      };
      finish(await doctor(options, io));
    });
}

function addHelp(program: Command, io: Io): void {
  program
    .command('help')
    .summary('help for a command, or on exit-status')
    .description('Print the help of a command, or the table of exit statuses.')
    .argument('[topic]', 'a command, or exit-status')
    .action((topic: string | undefined) => {
      if (topic === undefined) return program.outputHelp();
      if (topic === 'exit-status') return void io.stdout.write(exitStatusHelp());
      const command = program.commands.find((c) => c.name() === topic);
      if (command === undefined) {
        const topics = [...program.commands.map((c) => c.name()), 'exit-status'].join(', ');
        program.error(`error: no help on '${topic}'; there is help on ${topics}`);
      }
      command.outputHelp();
    });
}

/** The table of exit statuses, the gravest first. */
export function exitStatusHelp(): string {
  const rows = exitStatuses.map((row) => `  ${String(row.status).padEnd(5)}${row.meaning}\n`);
  return `Exit status, the gravest first; where several apply, the first is returned:\n${rows.join('')}`;
}

function expectation(text: string): CheckOptions['expect'] {
  const parsed = parseExpectation(text);
  if (parsed === undefined) {
    throw new InvalidArgumentError(
      `One of ${resultWords.join(', ')} is expected, with DATARACE behind it or not.`,
    );
  }
  return parsed;
}

function bugReport(argv: readonly string[], error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'mbpair: internal error, please report it with these lines:',
    `  mbpair ${version}, node ${process.versions.node}, ${process.platform}`,
    `  arguments: ${JSON.stringify(argv)}`,
    stack,
    '',
  ].join('\n');
}
