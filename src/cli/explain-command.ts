/** The command about reasons: its options and help. The work is loaded when it runs. */

import { type Command, Option } from 'commander';
import type { ExitStatus } from '../report/exit-status.ts';
import type { ExplainFormat } from './explain-formats.ts';
import { explainFormats } from './explain-formats.ts';
import type { Io } from './io.ts';
import { timeoutOption } from './shared-options.ts';

const explainHelp = `
TESTS are .litmus files, folders of them, or - for standard input; or scenarios,
by the id in the library or as a .yaml file, with the choice of today or that of
--choose. --against holds a second choice against the first.

The outcome that is explained is the test's condition: what exists or ~exists
asks for, and for forall, what would break it. --outcome explains another one.

Forbidden: which barriers, releases, locks or dependencies make it impossible,
the cycle that it would close, and how that cycle follows from the definitions
of the kernel's memory model. Allowed: an order in which the accesses take
effect, what is surprising about it, which architectures do that, and the least
additions that would forbid it.

json is a certificate: a proof that --check, or anybody, verifies. json and svg
are of one test. Events bear the letters, and edges the names, that herd7 has.

Examples:
  mbpair explain SB.litmus
  mbpair explain MP.litmus --outcome '1:r0=1 /\\ 1:r1=1'
  mbpair explain MP.litmus --format markdown -o why.md
  mbpair explain MP.litmus --format svg -o why.svg
  mbpair explain --comments gup-truncate-flag
  mbpair explain gup-truncate-flag --choose gup=rmb --against gup=mb
`;

function choiceOption(flags: string, words: string): Option {
  return new Option(flags, words)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], 'none');
}

interface ExplainFlags {
  readonly format: ExplainFormat;
  readonly outcome?: string;
  readonly choose: readonly string[];
  readonly against: readonly string[];
  readonly timeout: number;
  readonly quiet?: true;
  readonly check?: true;
  readonly comments?: true;
  readonly output?: string;
}

export function addExplain(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('explain')
    .summary('say why an outcome is forbidden, or how it happens')
    .description('Say why the outcome of a litmus test is forbidden, or how it happens.')
    .argument('<tests...>', '.litmus files, folders, - for standard input, or scenarios')
    .addOption(
      new Option('-f, --format <format>', 'how to report').choices([...explainFormats]).default('text'),
    )
    .option(
      '--outcome <condition>',
      "in place of the test's own: '0:r0=0 /\\ 1:r0=0', or a scenario's outcome by its id",
    )
    .addOption(
      choiceOption('--choose <slot=filling>', "of a scenario: today's choice but for this (repeatable)"),
    )
    .addOption(choiceOption('--against <slot=filling>', 'compare with this choice (repeatable)'))
    .option('-o, --output <file>', 'write the report there, whole or not at all; - is standard output')
    .option('--comments', '--format comments: "Pairs with ..." for both sides, to paste into C')
    .option('--check', 'TESTS are certificates: check them, and explain nothing')
    .addOption(timeoutOption())
    .option('-q, --quiet', 'no warnings')
    .addHelpText('after', explainHelp)
    .action(async (paths: readonly string[], flags: ExplainFlags) => {
      if (flags.check === true) {
        const { checkCertificates } = await import('./check-certificates.ts');
        return finish(await checkCertificates(paths, flags.timeout, io));
      }
      const { explainAll } = await import('./explain.ts');
      finish(
        await explainAll(
          {
            paths,
            format: flags.comments === true ? 'comments' : flags.format,
            choose: flags.choose,
            against: flags.against,
            quiet: flags.quiet === true,
            timeoutMs: flags.timeout,
            ...(flags.outcome === undefined ? {} : { outcome: flags.outcome }),
            ...(flags.output === undefined ? {} : { output: flags.output }),
          },
          io,
        ),
      );
    });
}
