/** Options that several commands have, and what their arguments may be. */

import { InvalidArgumentError, Option } from 'commander';
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
