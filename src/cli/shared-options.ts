/** Options that several commands have, and what their arguments may be. */

import { InvalidArgumentError, Option } from 'commander';
import type { ShardName } from '../report/shard.ts';
import { colourModes } from './colour.ts';
import { parseDuration } from './duration.ts';
import { progressModes } from './progress.ts';

export function colourOption(): Option {
  return new Option('--color <when>', 'colours').choices([...colourModes]).default('auto');
}

export function jobsOption(): Option {
  return new Option(
    '-j, --jobs <n>',
    'how many workers and herd7 processes at once (default: the cores)',
  ).argParser(positiveInteger);
}

export function timeoutOption(): Option {
  return new Option('-t, --timeout <duration>', "a test's limit: 30s, 2m, 500ms")
    .argParser(duration)
    .default(60_000, '60s');
}

export function progressOption(): Option {
  return new Option('--progress <mode>', 'progress on standard error')
    .choices([...progressModes])
    .default('auto');
}

export function shardOption(): Option {
  return new Option(
    '--shard <i/n>',
    'judge only the i-th of n parts; mbpair merge puts their json together',
  ).argParser(shardName);
}

function shardName(text: string): ShardName {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const name = { index: Number(index), of: Number(of) };
  if (!(name.index >= 1 && name.index <= name.of)) {
    throw new InvalidArgumentError('Two numbers such as 1/4, the first at most the second, are expected.');
  }
  return name;
}

function positiveInteger(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 1024) {
    throw new InvalidArgumentError('A number from 1 to 1024 is expected.');
  }
  return number;
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined)
    throw new InvalidArgumentError('A duration such as 30s, 500ms or 2m is expected, at most a day.');
  return ms;
}
