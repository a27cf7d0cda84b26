/** The options and help of `mbpair document`. */

import type { Command } from 'commander';
import type { ExitStatus } from '../report/exit-status.ts';
import type { DocumentOptions } from './document.ts';
import type { Io } from './io.ts';
import { jobsOption, timeoutOption } from './shared-options.ts';

const documentHelp = `
Each scenario gets an outcomes.md: the answer, the pairing, what can happen under
which choice and why, what the barriers cost, and what the model leaves out. The
library's go to litmus/ID/outcomes.md and, in one page with every slot as a
control, to docs/index.html; with -o DIR all is below DIR, with outcomes.json.
A test gets its verdict, its states and their reason, in DIR/NAME.md.

--check: a document is stale when it would say something else. The scripts in the
page are those of the mbpair that wrote it, and are not looked at.

Examples:
  mbpair document                       the library's documents
  mbpair document --check               exit status 1 if one is stale
  mbpair document my-pairing.yaml -o out
  mbpair document gup-truncate-flag -o -
  mbpair document SB.litmus -o -
`;

interface DocumentFlags {
  readonly check?: true;
  readonly fast?: true;
  readonly force?: true;
  readonly jobs?: number;
  readonly timeout: number;
  readonly output?: string;
}

export function addDocument(program: Command, io: Io, finish: (status: ExitStatus) => void): void {
  program
    .command('document')
    .summary('write down the allowed outcomes of scenarios')
    .description('Write the allowed outcomes of scenarios for reviewers to read and link to.')
    .argument('[scenarios...]', 'ids of the library, .yaml or .litmus files, or -')
    .option('-o, --output <dir>', 'write below this folder; - prints the Markdown')
    .option('--check', 'write nothing; list what is stale')
    .option('--fast', 'use the order of strength to judge fewer choices')
    .option('--force', 'overwrite files that mbpair did not make')
    .addOption(jobsOption())
    .addOption(timeoutOption())
    .addHelpText('after', documentHelp)
    .action(async (scenarios: readonly string[], flags: DocumentFlags) => {
      const { document } = await import('./document.ts');
      const options: DocumentOptions = {
        scenarios,
        check: flags.check === true,
        fast: flags.fast === true,
        force: flags.force === true,
        timeoutMs: flags.timeout,
        ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
        ...(flags.output === undefined ? {} : { output: flags.output }),
      };
      finish(await document(options, io));
    });
}
