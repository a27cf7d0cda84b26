/** `mbpair document`: what the scenarios' outcomes are, as files for reviewers to read and link to. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { visible } from '../base/diagnostic.ts';
import { indexMarkdown } from '../document/index-markdown.ts';
import { jsonMarker, libraryJson } from '../document/library-data.ts';
import { outcomesMarkdown, outcomesMarker } from '../document/markdown.ts';
import { isWhole, type Outcomes, outcomesOf } from '../document/outcomes.ts';
import { pageHtml, pageMarker, withoutScripts } from '../document/page-html.ts';
import { type ExitStatus, gravest } from '../report/exit-status.ts';
import { statusesOfScenario } from '../report/verify-report.ts';
import { describeComparison, renderProblem } from '../report/words.ts';
import { documentTests } from './document-tests.ts';
import type { Io } from './io.ts';
import { judgedAlone } from './judge-alone.ts';
import { type FileState, lookAtFile, type MadeFile, writeFiles } from './made-files.ts';
import { reasonOf } from './problem.ts';
import { findScenarios } from './scenario-inputs.ts';
import { version } from './version.ts';

export interface DocumentOptions {
  readonly scenarios: readonly string[];
  readonly check: boolean;
  readonly fast: boolean;
  readonly force: boolean;
  readonly timeoutMs: number;
  readonly jobs?: number;
  /** A folder, or `-`: the Markdown on standard output. Absent: the tree of the working folder. */
  readonly output?: string;
}

export async function document(options: DocumentOptions, io: Io): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [];
  const complain = (status: ExitStatus, text: string) => {
    io.stderr.write(`mbpair: ${visible(text)}\n`);
    statuses.push(status);
  };
  if (options.check && options.output === '-') {
    complain(2, '--check is about files, and -o - writes none');
    return 2;
  }
  const isTest = (name: string) => name.endsWith('.litmus');
  if (options.scenarios.some(isTest)) {
    if (!options.scenarios.every(isTest) || options.output === undefined) {
      complain(2, 'a document of tests is of nothing else, and needs -o: a folder, or - for standard output');
      return 2;
    }
    const made = await documentTests(options.scenarios, options.timeoutMs, io);
    if (options.output !== '-') return gravest([...made.statuses, ...(await write(made.files, options, io))]);
    io.stdout.write(made.files.map((f) => f.text).join('\n'));
    return gravest(made.statuses);
  }
  const found = await findScenarios(options.scenarios, io);
  for (const d of found.problems) io.stderr.write(`${renderProblem(d)}\n`);
  if (found.problems.some((d) => d.severity === 'error')) statuses.push(2);
  const judged = await judgedAlone(found.scenarios, { ...options, recordings: found.library }, io);
  if (judged === undefined) return 130;
  for (const d of judged.problems) io.stderr.write(`${renderProblem(d)}\n`);
  // A document without herd7's verdicts, where there should be some, would be another document.
  if (judged.problems.length > 0) return 2;
  const documented: Outcomes[] = [];
  for (const report of judged.reports) {
    const { id } = report.analysis.scenario;
    const [difference] = report.comparisons.filter((c) => c.outcome === 'differs');
    for (const crash of report.crashes) complain(70, `internal error, please report it: ${crash.detail}`);
    const own = statusesOfScenario(report);
    if (difference !== undefined) {
      const [sentence = ''] = describeComparison(difference);
      complain(3, `${id}: ${sentence}; nothing is documented for it`);
    } else if (own.has(4)) complain(4, `${id}: not all of it was decided; nothing is documented for it`);
    else if (own.has(1)) complain(1, `${id} is not as it expects; mbpair verify ${id} says in what`);
    else {
      const end = performance.now() + options.timeoutMs;
      const outcomes = outcomesOf(report, { deadline: () => performance.now() > end });
      if (isWhole(outcomes)) documented.push(outcomes);
      else complain(4, `${id}: not all of it was found within the limits; nothing is documented for it`);
    }
  }
  if (options.output === '-') {
    io.stdout.write(documented.map((o) => outcomesMarkdown(o, version)).join('\n'));
    return gravest(statuses);
  }
  // Where a scenario is missing, index and page would be those of another library.
  const whole = statuses.length === 0;
  if (!whole && documented.length > 0) {
    io.stderr.write('mbpair: the index and the page would lack what is not documented: not written\n');
  }
  const files = filesOf(documented, options, whole ? await pageOf(documented, io) : undefined, whole);
  return gravest([...statuses, ...(await write(files, options, io))]);
}

/** undefined: this program was put together without the page's scripts. */
async function pageOf(documented: readonly Outcomes[], io: Io): Promise<string | undefined> {
  const { pageFolder } = io;
  if (pageFolder === undefined) return undefined;
  const script = (name: string) => readFile(new URL(name, pageFolder), 'utf8');
  return pageHtml(documented, {
    version,
    client: await script('client.js'),
    engine: await script('engine.txt'),
    licence: await script('yaml-licence.txt'),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  });
}

/** Below the output folder: one Markdown a scenario and, unless some are missing, page, JSON and index. */
function filesOf(
  documented: readonly Outcomes[],
  options: DocumentOptions,
  page: string | undefined,
  whole: boolean,
): MadeFile[] {
  const inTree = options.output === undefined;
  const folder = inTree ? 'litmus/' : '';
  const markdown = documented.map((o) => ({
    path: `${folder}${o.report.analysis.scenario.id}/outcomes.md`,
    text: outcomesMarkdown(o, version),
    marker: outcomesMarker,
  }));
  const some = options.scenarios.length > 0;
  const pages =
    page === undefined || (some && inTree)
      ? []
      : [
          {
            path: inTree ? 'docs/index.html' : 'index.html',
            text: page,
            marker: pageMarker,
            essence: withoutScripts,
          },
        ];
  if (!whole) return markdown;
  const json = inTree
    ? []
    : [{ path: 'outcomes.json', text: libraryJson(documented, version), marker: jsonMarker }];
  if (some) return [...markdown, ...pages, ...json];
  const text = indexMarkdown(documented, (id) => `${id}/outcomes.md`);
  return [...markdown, { path: `${folder}outcomes.md`, text, marker: outcomesMarker }, ...pages, ...json];
}

async function write(files: readonly MadeFile[], options: DocumentOptions, io: Io): Promise<ExitStatus[]> {
  const shown = options.output ?? '.';
  const outer = resolve(io.cwd, shown);
  let stopped = false;
  const removeHandler = io.onInterrupt(() => {
    stopped = true;
  });
  try {
    const states: FileState[] = [];
    for (const file of files) states.push(await lookAtFile(outer, file));
    const named = (s: FileState) => `${shown === '.' ? '' : `${shown}/`}${s.file.path}`;
    if (options.check) return [...tellStale(states, named, io)];
    const blocked = states.filter((s) => s.is === 'obstructed' || (s.is === 'foreign' && !options.force));
    for (const s of blocked.slice(0, 5)) {
      const why =
        s.is === 'foreign' ? 'was not made by mbpair: not overwritten without --force' : 'is in the way';
      io.stderr.write(`mbpair: ${visible(named(s))} ${why}\n`);
    }
    if (blocked.length > 5) io.stderr.write(`mbpair: and ${blocked.length - 5} more\n`);
    // All or nothing, so that nobody has to find out which half is there.
    if (blocked.length > 0) return [2];
    const due = states.filter((s) => s.is !== 'fresh').map((s) => s.file);
    const written = await writeFiles(outer, due, () => stopped);
    io.stdout.write(
      `${states.length} ${states.length === 1 ? 'document' : 'documents'}: ${written} written\n`,
    );
    return stopped ? [130] : [];
  } catch (error) {
    io.stderr.write(`mbpair: ${visible(shown)}: cannot be written: ${reasonOf(error)}\n`);
    return [2];
  } finally {
    removeHandler();
  }
}

function tellStale(states: readonly FileState[], named: (s: FileState) => string, io: Io): ExitStatus[] {
  const stale = states.filter((s) => s.is !== 'fresh' && s.is !== 'equal');
  for (const s of stale) io.stdout.write(`${s.is}: ${visible(named(s))}\n`);
  if (stale.length > 0) return [1];
  io.stdout.write(`${states.length} ${states.length === 1 ? 'document is' : 'documents are'} fresh\n`);
  return [];
}
