/**
 * Which scenarios a command speaks of: files by their path, scenarios of the library by their id, and
 * the whole library when none is named. What is wrong with one is told, and the others still count.
 */

import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { NamedFile } from './inputs.ts';
import type { Io } from './io.ts';
import { problem } from './problem.ts';
import { readInput } from './read-input.ts';

export interface ScenarioFile {
  /** As the user named it, or below `litmus/scenarios`. */
  readonly file: string;
  readonly scenario: Scenario;
  readonly warnings: readonly Diagnostic[];
  /** One of the library, and no copy of it. */
  readonly ofLibrary: boolean;
}

export interface Scenarios {
  readonly scenarios: readonly ScenarioFile[];
  /** About the arguments, and every complaint about a file that holds no scenario. */
  readonly problems: readonly Diagnostic[];
  /** Where the library is, absolute; undefined when there is none. */
  readonly library: string | undefined;
}

const libraryFolder = 'litmus/scenarios';

const isYaml = (name: string) => /\.ya?ml$/.test(name);

export async function findScenarios(args: readonly string[], io: Io): Promise<Scenarios> {
  const problems: Diagnostic[] = [];
  const { folder, files: library } = await libraryFiles(io);
  const libraryPaths = new Set([...library.values()].map((file) => file.path));
  const files = new Map<string, NamedFile>();
  const add = (file: NamedFile) => files.set(file.path, file);
  if (args.length === 0) {
    for (const file of library.values()) add(file);
    if (library.size === 0) {
      problems.push(
        problem(
          'input/no-scenarios',
          libraryFolder,
          'no scenario here',
          'name a scenario file: my-pairing.yaml',
        ),
      );
    }
  }
  for (const arg of args) {
    const known = library.get(arg);
    if (arg === '-') add({ shown: '-', path: '' });
    else if (known !== undefined) add(known);
    else if (isYaml(arg) || arg.includes('/')) add({ shown: arg, path: resolve(io.cwd, arg) });
    else problems.push(unknownScenario(arg, [...library.keys()]));
  }

  const scenarios: ScenarioFile[] = [];
  const fileOf = new Map<string, string>();
  for (const file of files.values()) {
    const read = await readInput(file, io);
    if (!read.read) {
      problems.push(read.problem);
      continue;
    }
    const { scenario, diagnostics } = loadScenario(read.source);
    if (scenario === undefined) {
      problems.push(...diagnostics);
      continue;
    }
    const other = fileOf.get(scenario.id);
    if (other !== undefined) {
      const message = `has the id of ${other}: ${scenario.id}`;
      problems.push(problem('input/same-scenario', file.shown, message, 'give one of them another id'));
      continue;
    }
    fileOf.set(scenario.id, file.shown);
    const ofLibrary = libraryPaths.has(file.path);
    scenarios.push({ file: file.shown, scenario, warnings: diagnostics, ofLibrary });
  }
  return { scenarios, problems, library: folder };
}

/** By id, which is the file's name: the working folder's library, else the one that came with mbpair. */
export async function libraryFiles(
  io: Pick<Io, 'cwd' | 'library'>,
): Promise<{ folder: string | undefined; files: ReadonlyMap<string, NamedFile> }> {
  for (const folder of [resolve(io.cwd, libraryFolder), ...(io.library === undefined ? [] : [io.library])]) {
    let names: string[];
    try {
      names = (await readdir(folder)).filter(isYaml).sort();
    } catch {
      continue;
    }
    const files = new Map(
      names.map((name) => [
        name.replace(/\.ya?ml$/, ''),
        { shown: `${libraryFolder}/${name}`, path: join(folder, name) },
      ]),
    );
    return { folder, files };
  }
  return { folder: undefined, files: new Map() };
}

function unknownScenario(arg: string, known: readonly string[]): Diagnostic {
  const hint =
    didYouMean(arg, known) ??
    (arg.endsWith('.litmus') ? 'a scenario is a .yaml file; mbpair check judges litmus tests' : undefined);
  return problem('input/unknown-scenario', arg, 'neither a scenario of the library nor a .yaml file', hint);
}
