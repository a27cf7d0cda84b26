/**
 * Looks for herd7 and for the kernel's memory-model files on this machine. What counts and what
 * comes first is decided in `installation.ts`.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import type { By } from '../judge/judgement.ts';
import {
  cacheFolder,
  chooseHerd,
  type HerdCandidate,
  type HerdOption,
  type HerdOrigin,
  type HerdSetup,
  parseSetup,
  versionIn,
} from './installation.ts';
import {
  type ModelFileName,
  type ModelFolder,
  modelDigests,
  modelFileNames,
  modelName,
} from './model-files.ts';

/** A herd7 that is ready to judge. */
export interface HerdInstallation {
  /** The executable and the arguments that always come first. */
  readonly argv: readonly string[];
  readonly version: string;
  readonly origin: HerdOrigin;
  readonly model: ModelFolder;
}

export type HerdLocation =
  | { readonly status: 'found'; readonly herd: HerdInstallation }
  | { readonly status: 'off' }
  /** `auto`, and something is missing: go on without. */
  | { readonly status: 'absent'; readonly reason: string; readonly hint: string }
  /** What the user asked for cannot be had. */
  | { readonly status: 'error'; readonly reason: string; readonly hint: string };

export interface HerdRequest {
  readonly option: HerdOption;
  /** The user's kernel tree or memory-model folder; else `MBPAIR_LKMM`, else the cache's. */
  readonly lkmm?: string;
  /** Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const setUp = 'run herd/setup.sh, or install herd7 and name the kernel tree with --lkmm';

export async function locateHerd(request: HerdRequest): Promise<HerdLocation> {
  const { option } = request;
  if (option.use === 'off') return { status: 'off' };
  const env = request.env ?? process.env;
  const missing = (reason: string): HerdLocation =>
    option.use === 'auto'
      ? { status: 'absent', reason, hint: setUp }
      : { status: 'error', reason, hint: setUp };

  const setup = await readSetup(env);
  const choice = chooseHerd(await candidatesFor(option, env, setup));
  if (!choice.found) return missing(choice.reason);

  const named = request.lkmm ?? (env['MBPAIR_LKMM'] === '' ? undefined : env['MBPAIR_LKMM']);
  const folder = named ?? setup?.lkmmFolder;
  if (folder === undefined)
    return missing('herd7 is there, but no memory model of the kernel was named or set up');
  const model = await readModelFolder(folder);
  if (typeof model === 'string') {
    // A wrong name is the user's to correct, even when herd7 is only wanted if it is there.
    if (named !== undefined)
      return { status: 'error', reason: model, hint: 'name a kernel tree or its tools/memory-model' };
    return missing(model);
  }
  return {
    status: 'found',
    herd: { argv: choice.argv, version: choice.version, origin: choice.origin, model },
  };
}

/** klitmus7, which makes kernel modules of tests: on PATH or in the cache; undefined: nowhere. */
export async function locateKlitmus(
  env: Readonly<Record<string, string | undefined>>,
): Promise<
  { readonly path: string; readonly version: string; readonly origin: 'path' | 'cache' } | undefined
> {
  const cache = cacheFolder(env);
  const places = [
    ...(await onPath('klitmus7', env)).map((path) => ({ path, origin: 'path' as const })),
    ...(cache === undefined ? [] : [{ path: join(cache, 'klitmus7'), origin: 'cache' as const }]),
  ];
  for (const place of places) {
    const { version } = await candidate([place.path]);
    if (version !== undefined) return { ...place, version };
  }
  return undefined;
}

/** Who judged, as it stands beside a judgement. */
export function herdBy(herd: HerdInstallation): By {
  return { tool: 'herd7', version: herd.version, model: modelName(herd.model) };
}

/** The model in a kernel tree or memory-model folder; or a sentence that says what is wrong. */
export async function readModelFolder(named: string): Promise<ModelFolder | string> {
  const folder = await modelFolderIn(resolve(named));
  if (folder === undefined) return `no linux-kernel.cfg in ${named} nor in its tools/memory-model`;
  const found = new Map<ModelFileName, string>();
  for (const file of modelFileNames) {
    try {
      const bytes = await readFile(join(folder, file));
      found.set(file, createHash('sha256').update(bytes).digest('hex'));
    } catch {
      return `${folder} has no readable ${file}`;
    }
  }
  const digests = modelDigests((file) => found.get(file));
  return digests === undefined ? `${folder} is not a memory model` : { folder, digests };
}

async function modelFolderIn(folder: string): Promise<string | undefined> {
  for (const place of [folder, join(folder, 'tools', 'memory-model')]) {
    if (await isFile(join(place, 'linux-kernel.cfg'))) return realpath(place);
  }
  return undefined;
}

async function readSetup(env: Readonly<Record<string, string | undefined>>): Promise<HerdSetup | undefined> {
  const folder = cacheFolder(env);
  if (folder === undefined) return undefined;
  try {
    return parseSetup(await readFile(join(folder, 'herd.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

interface OriginatedCandidate {
  readonly origin: HerdOrigin;
  readonly herd: HerdCandidate;
}

async function candidatesFor(
  option: HerdOption,
  env: Readonly<Record<string, string | undefined>>,
  setup: HerdSetup | undefined,
): Promise<OriginatedCandidate[]> {
  if (option.use === 'path') return [{ origin: 'option', herd: await candidate([resolve(option.path)]) }];
  const found: OriginatedCandidate[] = [];
  for (const path of await onPath('herd7', env)) {
    found.push({ origin: 'path', herd: await candidate([path]) });
  }
  if (setup !== undefined) found.push({ origin: 'cache', herd: await candidate(setup.argv) });
  return found;
}

/** Every executable of this name, in the order of PATH. */
async function onPath(name: string, env: Readonly<Record<string, string | undefined>>): Promise<string[]> {
  const found: string[] = [];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const path = join(resolve(folder), name);
    if (await isExecutable(path)) found.push(path);
  }
  return found;
}

async function candidate(argv: readonly string[]): Promise<HerdCandidate> {
  const [executable = '', ...first] = argv;
  try {
    const limits = { timeout: 10_000, maxBuffer: 65_536, killSignal: 'SIGKILL' } as const;
    const { stdout } = await promisify(execFile)(executable, [...first, '-version'], limits);
    return { argv, version: versionIn(stdout) };
  } catch {
    return { argv, version: undefined };
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return await isFile(path);
  } catch {
    return false;
  }
}
