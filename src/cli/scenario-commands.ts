/** The commands about scenarios: their options and help. The work is loaded when they run. */

import { type Command, Option } from 'commander';
import { type Architecture, architectures } from '../lkmm/costs.ts';
import type { ExitStatus } from '../report/exit-status.ts';
import type { ShardName } from '../report/shard.ts';
import type { ColourMode } from './colour.ts';
import type { GenerateOptions } from './generate.ts';
import type { Io } from './io.ts';
import { colourOption, jobsOption, progressOption, shardOption, timeoutOption } from './shared-options.ts';
import type { VerifyOptions } from './verify.ts';
import { verifyFormats } from './verify-formats.ts';

const verifyHelp = `
SCENARIO is the id of a scenario of the library (litmus/scenarios), a .yaml file
from anywhere, or - for standard input; without any, the whole library. A
.litmus file is a scenario of its own: which of its barriers are needed, and
what is the least that would do? With --strengthen: its outcome can happen;
which least additions forbid it? herd7 is asked about each answer, and about
what is one step below it.

Every choice of fillings is judged. One suffices if no bad outcome can happen,
every sanity outcome still can, and nothing is flagged (a data race is no
answer). It is a weakest one if nothing weaker suffices, and robust if it
suffices whatever the situations are. "Insufficient in the model" is a question
to a maintainer: what the model leaves out is printed with it.

Above 10,000 choices, or with --fast, the declared order of strength decides
which choices need not be judged; every weakest one and all that is one step
below it are judged all the same, as far as their outcomes go. States and
counts are found, and herd7 is asked, for today's choice and the first weakest
ones only, 32 in all; for all of them with --herd require.

With --herd auto herd7 judges the same tests when it is here and they are at
most 400; more take it minutes, and are judged by it with --herd require.
Otherwise its recorded verdicts on the library are compared with.

Examples:
  mbpair verify gup-truncate-flag
  mbpair verify --cost arm64 my-pairing.yaml
  mbpair verify --herd require               the whole library, both judges
  mbpair verify MP.litmus                    which of its barriers are needed?
  mbpair verify --strengthen SB.litmus       what would forbid its outcome?
  mbpair verify --format json -o v.json
`;

interface VerifyFlags {
  readonly format: VerifyOptions['format'];
  readonly fast?: true;
  readonly strengthen?: true;
  readonly cost?: Architecture;
  readonly jobs?: number;
  readonly timeout: number;
  readonly herd: string;
  readonly lkmm?: string;
  readonly color: ColourMode;
  readonly quiet?: true;
  readonly output?: string;
  readonly progress: VerifyOptions['progress'];
  readonly shard?: ShardName;
}

export function addVerify(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('verify')
    .summary('judge every barrier choice of scenarios')
    .description('Judge every choice of barriers in a scenario: which suffice, and what is the least.')
    .argument('[scenarios...]', 'ids of the library, .yaml or .litmus files, or - for standard input')
    .addOption(
      new Option('-f, --format <format>', 'how to report').choices([...verifyFormats]).default('text'),
    )
    .option('-o, --output <file>', 'write the report there, whole or not at all; - is standard output')
    .addOption(
      new Option('--cost <arch>', 'order the weakest choices by their cost there').choices([
        ...architectures,
      ]),
    )
    .option('--fast', 'use the order of strength to judge fewer choices')
    .option('--strengthen', 'of litmus tests: the least additions that forbid the outcome')
    .addOption(jobsOption())
    .addOption(shardOption())
    .addOption(timeoutOption())
    .option('--herd <when>', 'cross-check with herd7: auto, require, off, or the path of a herd7', 'auto')
    .option('--lkmm <dir>', "the model's files for herd7: a kernel tree or its tools/memory-model")
    .option('-q, --quiet', 'only scenarios with problems, and the summary')
    .addOption(progressOption())
    .addOption(colourOption())
    .addHelpText('after', verifyHelp)
    .action(async (scenarios: readonly string[], flags: VerifyFlags) => {
      const misused = misuse(scenarios, flags);
      if (misused !== undefined) {
        io.stderr.write(`mbpair verify: ${misused}\n`);
        return finish(2);
      }
      if (scenarios.some(isTest)) {
        const { verifyTests } = await import('./verify-test.ts');
        const asked = {
          paths: scenarios,
          strengthen: flags.strengthen === true,
          format: flags.format === 'json' ? 'json' : 'text',
          quiet: flags.quiet === true,
          timeoutMs: flags.timeout,
          herd: flags.herd,
          ...(flags.cost === undefined ? {} : { cost: flags.cost }),
          ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
          ...(flags.lkmm === undefined ? {} : { lkmm: flags.lkmm }),
          ...(flags.output === undefined ? {} : { output: flags.output }),
        } as const;
        return finish(await verifyTests(asked, io));
      }
      const { verify } = await import('./verify.ts');
      const options: VerifyOptions = {
        scenarios,
        format: flags.format,
        fast: flags.fast === true,
        timeoutMs: flags.timeout,
        herd: flags.herd,
        colour: flags.color,
        quiet: flags.quiet === true,
        progress: flags.progress,
        ...(flags.cost === undefined ? {} : { cost: flags.cost }),
        ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
        ...(flags.lkmm === undefined ? {} : { lkmm: flags.lkmm }),
        ...(flags.shard === undefined ? {} : { shard: flags.shard }),
        ...(flags.output === undefined ? {} : { output: flags.output }),
      };
      finish(await verify(options, io));
    });
}

const isTest = (argument: string): boolean => argument.endsWith('.litmus');

/** What does not go together, as a sentence. */
function misuse(scenarios: readonly string[], flags: VerifyFlags): string | undefined {
  const tests = scenarios.filter(isTest).length;
  if (tests > 0 && tests < scenarios.length)
    return 'litmus tests and scenarios cannot be verified in one call';
  if (tests > 0 && flags.format === 'junit') return 'a litmus test is answered in text or json, not in junit';
  if (tests > 0 && flags.shard !== undefined)
    return '--shard is for scenarios; name the litmus tests of each part instead';
  if (tests === 0 && flags.strengthen === true)
    return '--strengthen wants litmus tests: mbpair verify --strengthen SB.litmus';
  return undefined;
}

const generateHelp = `
Each scenario becomes a folder DIR/ID: today's choice, the weakest ones that
suffice, the robust ones in each situation, and of each choice one step below
what shows that it fails; with a README.md that names them. A file that no
README.md of mbpair's names is not overwritten without --force.

Examples:
  mbpair generate                            litmus/scenarios to litmus/ID
  mbpair generate --check                    exit status 1 if a file is stale
  mbpair generate --all -o /tmp/tests gup-truncate-flag
  mbpair generate --choose gup=mb --choose trunc=none gup-truncate-flag -o -
  mbpair generate --words refcount           what refcount_*() becomes
`;

interface GenerateFlags {
  readonly choose: readonly string[];
  readonly outcome?: string;
  readonly all?: true;
  readonly check?: true;
  readonly fast?: true;
  readonly force?: true;
  readonly words?: true;
  readonly jobs?: number;
  readonly timeout: number;
  readonly output?: string;
}

export function addGenerate(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('generate')
    .summary('write the litmus tests of scenarios')
    .description('Write litmus tests for the choices of scenarios, with the verdicts in their headers.')
    .argument('[scenarios...]', 'ids of the library, .yaml files, or - for standard input')
    .option('-o, --output <dir>', "where the scenarios' folders are (default: litmus); - prints one test")
    .addOption(
      new Option('--choose <slot=filling>', "one choice, today's but for this (repeatable)")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], 'none'),
    )
    .option('--outcome <id>', 'of one choice, the test of this outcome (default: the first)')
    .option('--all', 'every choice, below -o DIR')
    .option('--check', 'write nothing; list what is stale')
    .option('--fast', 'use the order of strength to judge fewer choices')
    .option('--force', 'overwrite files that were not generated')
    .option('--words', "list the kernel's words that scenarios may use, or those named, and write nothing")
    .addOption(jobsOption())
    .addOption(timeoutOption())
    .addHelpText('after', generateHelp)
    .action(async (scenarios: readonly string[], flags: GenerateFlags) => {
      if (flags.words === true) {
        const { listWords } = await import('./list-words.ts');
        finish(listWords(scenarios, io));
        return;
      }
      const { generate } = await import('./generate.ts');
      const options: GenerateOptions = {
        scenarios,
        choose: flags.choose,
        all: flags.all === true,
        check: flags.check === true,
        fast: flags.fast === true,
        force: flags.force === true,
        timeoutMs: flags.timeout,
        ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
        ...(flags.outcome === undefined ? {} : { outcome: flags.outcome }),
        ...(flags.output === undefined ? {} : { output: flags.output }),
      };
      finish(await generate(options, io));
    });
}
