/** One of several runs that share the work of one: what its report says so that they can be merged. */

import { md5 } from '../base/md5.ts';
import type { Json } from './json.ts';

/** `2/4`: the second of four. */
export interface ShardName {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export interface Shard extends ShardName {
  /** Equal in all shards of a run: a digest of its inputs and of the options that results depend on. */
  readonly run: string;
  /** How many tests or scenarios the whole run has. */
  readonly total: number;
  /** Of each test or scenario of this report, its place in the whole run, from 0. */
  readonly positions: readonly number[];
  /** Of the report's last problems, the place of their file; those before them are every shard's. */
  readonly problemPositions: readonly number[];
}

/** Every `of`th place: neighbours in a folder are alike, and a shard should not get all the slow ones. */
export function isOfShard(position: number, { index, of }: ShardName): boolean {
  return position % of === index - 1;
}

export function runDigest(parts: readonly Json[]): string {
  const digest = md5(new TextEncoder().encode(JSON.stringify(parts)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function shardJson(shard: Shard): Json {
  const { index, of, run, total, positions, problemPositions } = shard;
  return { index, of, run, total, positions, problemPositions };
}
