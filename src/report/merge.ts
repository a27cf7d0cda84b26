/**
 * The JSON reports of all shards as the one report of the whole run, byte for byte. Shards come from
 * other machines: everything that the merge rests on is checked, and a gap is an error.
 */

import { type ExitStatus, exitStatuses, gravest } from './exit-status.ts';
import { type Json, schemaName, sorted } from './json.ts';
import type { Shard } from './shard.ts';

export interface ShardFile {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
}

export type Merged =
  | { readonly merged: true; readonly text: string; readonly exitStatus: ExitStatus }
  /** Sentences for the user, each beginning with the file it speaks of. */
  | { readonly merged: false; readonly complaints: readonly string[] };

type JsonObject = { readonly [key: string]: Json };

interface Part {
  readonly file: string;
  readonly shard: Shard;
  readonly command: 'check' | 'verify';
  readonly document: JsonObject;
  readonly items: readonly Json[];
  /** Every shard's, and this one's. */
  readonly sharedProblems: readonly Json[];
  readonly ownProblems: readonly Json[];
  readonly summary: Readonly<Record<string, number>>;
  readonly exitStatus: ExitStatus;
}

const itemsKey = { check: 'tests', verify: 'scenarios' } as const;

export function mergeShards(files: readonly ShardFile[]): Merged {
  const complaints: string[] = [];
  const parts: Part[] = [];
  for (const file of files) {
    const part = readPart(file);
    if (typeof part === 'string') complaints.push(`${file.file}: ${part}`);
    else parts.push(part);
  }
  if (complaints.length === 0) complaints.push(...gaps(parts));
  const [first] = parts;
  if (complaints.length > 0 || first === undefined) return { merged: false, complaints };
  const exitStatus = gravest(parts.map((p) => p.exitStatus));
  const { shard: _, ...rest } = first.document;
  const items = inOrder(
    parts.flatMap((p) => p.items.map((item, i) => ({ item, at: p.shard.positions[i] ?? 0 }))),
  );
  const document: Json = {
    ...rest,
    [itemsKey[first.command]]: items,
    problems: [
      ...first.sharedProblems,
      ...inOrder(
        parts.flatMap((p) =>
          p.ownProblems.map((item, i) => ({ item, at: p.shard.problemPositions[i] ?? 0 })),
        ),
      ),
    ],
    summary: mergedSummary(parts, first, items, exitStatus),
  };
  return { merged: true, text: `${JSON.stringify(sorted(document), null, 2)}\n`, exitStatus };
}

function inOrder(items: readonly { readonly item: Json; readonly at: number }[]): Json[] {
  return [...items].sort((a, b) => a.at - b.at).map(({ item }) => item);
}

function mergedSummary(
  parts: readonly Part[],
  first: Part,
  scenarios: readonly Json[],
  exitStatus: ExitStatus,
): JsonObject {
  const sums = new Map<string, number>();
  for (const { summary } of parts) {
    for (const [key, value] of Object.entries(summary)) sums.set(key, (sums.get(key) ?? 0) + value);
  }
  // What every shard has told counts once.
  const shared = first.sharedProblems.filter((p) => isObject(p) && p['severity'] === 'error').length;
  sums.set('badInputs', (sums.get('badInputs') ?? 0) - shared * (parts.length - 1));
  const recordedBy = [...new Set(scenarios.flatMap(recordedByOf))];
  return {
    ...Object.fromEntries(sums),
    ...(first.command === 'verify' ? { recordedBy } : {}),
    exitStatus,
  };
}

function recordedByOf(scenario: Json): Json[] {
  const herd = isObject(scenario) ? scenario['herd'] : undefined;
  const version = herd !== undefined && isObject(herd) ? herd['recordedBy'] : undefined;
  return typeof version === 'string' ? [version] : [];
}

/** What is wrong with these as the shards of one run. */
function gaps(parts: readonly Part[]): string[] {
  const [first] = parts;
  if (first === undefined) return ['no shard was named'];
  const { of, total } = first.shard;
  for (const part of parts) {
    if (part.command !== first.command)
      return [`${part.file}: of ${part.command}, but ${first.file} of ${first.command}`];
    const same = (key: string): boolean =>
      JSON.stringify(part.document[key]) === JSON.stringify(first.document[key]);
    const { shard } = part;
    if (shard.of !== of) return [`${part.file}: one of ${shard.of} shards, but ${first.file} one of ${of}`];
    if (!same('by')) return [`${part.file}: made by another mbpair than ${first.file}`];
    if (shard.run !== first.shard.run || shard.total !== total) {
      return [`${part.file}: of another run than ${first.file}: other files, or other options`];
    }
    if (!same('herd')) return [`${part.file}: herd7 took another part than in ${first.file}`];
    if (JSON.stringify(part.sharedProblems) !== JSON.stringify(first.sharedProblems)) {
      return [`${part.file}: other problems with the same arguments than in ${first.file}`];
    }
  }
  const complaints: string[] = [];
  for (let index = 1; index <= of; index++) {
    const found = parts.filter((p) => p.shard.index === index);
    if (found.length === 0) complaints.push(`shard ${index}/${of} is missing`);
    if (found.length > 1)
      complaints.push(`${found.map((p) => p.file).join(' and ')}: both are shard ${index}/${of}`);
  }
  for (const { file, shard, summary } of parts) {
    const unfinished = summary['unfinished'] ?? 0;
    if (unfinished > 0) {
      complaints.push(`${file}: shard ${shard.index}/${of} was interrupted with ${unfinished} not done`);
    }
  }
  if (complaints.length > 0) return complaints;
  const covered = new Set(parts.flatMap((p) => [...p.shard.positions, ...p.shard.problemPositions]));
  if (covered.size !== total) return [`${total - covered.size} of ${total} are in none of the shards`];
  const twice =
    parts.flatMap((p) => p.shard.positions).length - new Set(parts.flatMap((p) => p.shard.positions)).size;
  return twice > 0 ? [`${twice} are in two shards`] : [];
}

/** A sentence when it is no shard's report. */
function readPart({ file, text }: ShardFile): Part | string {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isObject(document) || document['schema'] !== schemaName)
    return `not a report of mbpair (${schemaName})`;
  const { command, summary, problems } = document;
  if (command !== 'check' && command !== 'verify')
    return `the report of ${String(command)}, not of check or verify`;
  const items = document[itemsKey[command]];
  if (document['shard'] === undefined) return 'not a shard: it was made without --shard';
  const shard = readShard(document['shard']);
  if (shard === undefined || !isList(items) || !isList(problems) || !isObject(summary))
    return 'a damaged report';
  const shared = problems.length - shard.problemPositions.length;
  const { exitStatus, recordedBy: _, ...counts } = summary;
  const status = exitStatuses.find((row) => row.status === exitStatus)?.status;
  const numbers = Object.entries(counts).filter((e): e is [string, number] => isCount(e[1]));
  if (
    items.length !== shard.positions.length ||
    shared < 0 ||
    status === undefined ||
    numbers.length !== Object.keys(counts).length
  ) {
    return 'a damaged report';
  }
  return {
    file,
    shard,
    command,
    document,
    items,
    sharedProblems: problems.slice(0, shared),
    ownProblems: problems.slice(shared),
    summary: Object.fromEntries(numbers),
    exitStatus: status,
  };
}

function readShard(value: Json): Shard | undefined {
  if (!isObject(value)) return undefined;
  const { index, of, run, total, positions, problemPositions } = value;
  if (!isCount(index) || !isCount(of) || !isCount(total) || typeof run !== 'string') return undefined;
  if (!isPlaces(positions, total) || !isPlaces(problemPositions, total)) return undefined;
  return index >= 1 && index <= of ? { index, of, run, total, positions, problemPositions } : undefined;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isPlaces(value: Json | undefined, total: number): value is readonly number[] {
  return isList(value) && value.every((at) => isCount(at) && at < total);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
