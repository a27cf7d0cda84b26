/**
 * `npm run bench`: both judges on the public corpus and on the scaling families, whole processes on one
 * core, as Markdown. Exit status: 0, 1 when ours misses the targets, 2 wrong usage, 4 something is missing.
 */

import { existsSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { locateHerd } from '../../src/herd/locate.ts';
import { benchCorpus } from './corpus.ts';
import { benchFamilies } from './families.ts';
import { pinned } from './timed.ts';

const usage = `usage: npm run bench -- [--only corpus|families] [--herd-limit SECONDS] [--limit SECONDS]
  --only X         one of the two parts
  --herd-limit S   families: run herd7 live where its recorded time is at most S seconds (2)
  --limit S        families: larger sizes are left out once mbpair needed longer than S seconds (20)
`;

/** Ours may take at most this share of herd7's time on the corpus. */
const targetRatio = 0.5;

async function main(): Promise<number> {
  const root = process.cwd();
  let asked: { only?: string | undefined; 'herd-limit'?: string | undefined; limit?: string | undefined };
  try {
    const text = { type: 'string' } as const;
    ({ values: asked } = parseArgs({ options: { only: text, 'herd-limit': text, limit: text } }));
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const shared = resolve(process.env['MBPAIR_SHARED'] ?? '../shared');
  const location = await locateHerd({ option: { use: 'require' } });
  const missing = [
    ...(location.status === 'found' ? [] : ['herd7 (run herd/setup.sh)']),
    ...(existsSync(join(root, 'dist/cli.js')) ? [] : ['dist/cli.js (run npm run build)']),
    ...(existsSync(join(shared, 'corpus')) ? [] : [`${shared}/corpus (MBPAIR_SHARED names its folder)`]),
  ];
  if (location.status !== 'found' || missing.length > 0) {
    process.stderr.write(`bench: missing: ${missing.join(', ')}\n`);
    return 4;
  }
  const { herd } = location;
  const say = (text: string): boolean => process.stdout.write(`${text}\n\n`);
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  say(
    `${new Date().toISOString().slice(0, 10)}; ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ` +
      `${gib} GiB; Node ${process.versions.node}; herd7 ${herd.version}; ` +
      `${pinned ? 'each process kept to one core' : 'processes not pinned: taskset is missing'}`,
  );
  let missed = false;
  if (asked.only !== 'families') {
    const { text, ratio, slower } = benchCorpus(root, join(shared, 'corpus'), herd);
    say(`## Public corpus\n\n${text}`);
    missed = ratio > targetRatio || slower.length > 0;
    say(`Target: at most ${targetRatio} of herd7's time: ${ratio <= targetRatio ? 'met' : 'MISSED'}.`);
    say(
      `Slow tests on which mbpair needs longer than herd7: ${slower.length === 0 ? 'none' : slower.join(', ')}.`,
    );
  }
  if (asked.only !== 'corpus') {
    const limits = {
      herdSeconds: Number(asked['herd-limit'] ?? 2),
      ourSeconds: Number(asked.limit ?? 20),
    };
    const tick = (file: string): boolean => process.stderr.write(`  ${file}\n`);
    say(
      `## Scaling families\n\nSeconds of whole processes.\n\n${benchFamilies(root, join(shared, 'families'), herd, limits, tick)}`,
    );
  }
  return missed ? 1 : 0;
}

process.exitCode = await main();
