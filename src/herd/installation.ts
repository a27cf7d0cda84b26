/**
 * Which herd7 to use: the decisions, apart from the file access in `locate.ts`. A herd7 that the
 * user names comes first, then one on PATH, then the one that `herd/setup.sh` put into the cache.
 */

import { type ModelDigests, modelDigests } from './model-files.ts';

/** Older ones do not know the variant that the models of Linux 6.13 and later ask for. */
export const oldestHerd = '7.58';

/** What the user wants of the real herd7. */
export type HerdOption =
  /** Use it when it is there. */
  | { readonly use: 'auto' }
  /** Stop when it is not there. */
  | { readonly use: 'require' }
  | { readonly use: 'off' }
  /** This executable and no other. */
  | { readonly use: 'path'; readonly path: string };

/** `auto`, `require`, `off`, or the path of an executable (`./auto` for a file of that name). */
export function parseHerdOption(text: string): HerdOption {
  switch (text) {
    case 'auto':
    case 'require':
    case 'off':
      return { use: text };
    default:
      return { use: 'path', path: text };
  }
}

/** An executable that calls itself herd7; `version` is undefined when it does not tell one. */
export interface HerdCandidate {
  /** The executable and the arguments that always come first. */
  readonly argv: readonly string[];
  readonly version: string | undefined;
}

/** What `herd/setup.sh` left in the cache. */
export interface HerdSetup {
  readonly argv: readonly string[];
  readonly lkmmFolder: string;
  /** As they were at set-up. */
  readonly digests: ModelDigests;
}

export type HerdOrigin = 'option' | 'path' | 'cache';

export type HerdChoice =
  | {
      readonly found: true;
      readonly argv: readonly string[];
      readonly version: string;
      readonly origin: HerdOrigin;
    }
  | { readonly found: false; readonly reason: string };

/** Digits and dots at the start of what `herd7 -version` prints, or undefined. */
export function versionIn(output: string): string | undefined {
  return /^\s*(\d+(?:\.\d+)*)/.exec(output)?.[1];
}

export function isAtLeast(version: string, wanted: string): boolean {
  const a = version.split('.').map(Number);
  const b = wanted.split('.').map(Number);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The first candidate that is new enough, in the order of the list. */
export function chooseHerd(
  candidates: readonly { readonly origin: HerdOrigin; readonly herd: HerdCandidate }[],
): HerdChoice {
  for (const { origin, herd } of candidates) {
    if (herd.version !== undefined && isAtLeast(herd.version, oldestHerd)) {
      return { found: true, argv: herd.argv, version: herd.version, origin };
    }
  }
  const [first] = candidates;
  if (first === undefined) return { found: false, reason: 'no herd7 on PATH nor in the cache' };
  const name = first.herd.argv.at(0) ?? 'herd7';
  const reason =
    first.herd.version === undefined
      ? `${name} does not run, or is not herd7`
      : `${name} is version ${first.herd.version}, and ${oldestHerd} or later is needed`;
  return { found: false, reason };
}

/** The cache folder that `herd/setup.sh` uses with the same environment; undefined without a home. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = (key: string) => (env[key] === '' ? undefined : env[key]);
  const own = named('MBPAIR_CACHE');
  if (own !== undefined) return own;
  const shared = named('XDG_CACHE_HOME');
  if (shared !== undefined) return `${shared}/mbpair`;
  const home = named('HOME');
  return home === undefined ? undefined : `${home}/.cache/mbpair`;
}

/** Reads `herd.json`; undefined when it is of another format or damaged. */
export function parseSetup(text: string): HerdSetup | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const whole = asRecord(value);
  if (whole?.['format'] !== 1) return undefined;
  const argv: unknown = asRecord(whole['herd7'])?.['argv'];
  const lkmm = asRecord(whole['lkmm']);
  const folder: unknown = lkmm?.['folder'];
  const sums = asRecord(lkmm?.['sha256']);
  const digests = modelDigests((file) => sums?.[file]);
  if (!isWords(argv) || argv.length === 0) return undefined;
  if (typeof folder !== 'string' || folder === '' || digests === undefined) return undefined;
  return { argv, lkmmFolder: folder, digests };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}
