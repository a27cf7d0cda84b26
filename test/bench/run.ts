/**
 * `npm run bench`: both judges on the public corpus, on the scenario library's tests and on the scaling
 * families, whole processes on one core, then ours alone: verdict mode on what nobody can count, its
 * start, two workers, and its memory over 100,000 tests; as Markdown. Exit status: 0, 1 when ours
 * misses the targets, 2 wrong usage, 4 something is missing.
 */

import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { locateHerd } from '../../src/herd/locate.ts';
import { benchFamilies } from './families.ts';
import { benchGoal } from './goal.ts';
import { benchMany, testsBelow } from './many.ts';
import { benchMemory } from './memory.ts';
import { benchStartup } from './startup.ts';
import { pinned } from './timed.ts';
import { benchWorkers } from './workers.ts';

const usage = `usage: npm run bench -- [--only PART] [--plot FILE] [--herd-limit SECONDS] [--limit SECONDS]
  --only PART      corpus, library, families, goal, startup, workers or memory
  --plot FILE      families: how the cost grows with n, as SVG
  --herd-limit S   families: run herd7 live where its recorded time is at most S seconds (2)
  --limit S        families: larger sizes are left out once mbpair needed longer than S seconds (20)
`;

/** Ours may take at most this share of herd7's time on the corpus and on the library. */
const targetRatio = 0.1;

async function main(): Promise<number> {
  const root = process.cwd();
  let asked: Partial<Record<'only' | 'plot' | 'herd-limit' | 'limit', string | undefined>>;
  try {
    const text = { type: 'string' } as const;
    ({ values: asked } = parseArgs({ options: { only: text, plot: text, 'herd-limit': text, limit: text } }));
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
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gib} GiB`;
  say(
    `${day}; ${machine}; Node ${process.versions.node}; herd7 ${herd.version}; ` +
      `${pinned ? 'each process kept to one core' : 'processes not pinned: taskset is missing'}`,
  );
  const wants = (part: string): boolean => asked.only === undefined || asked.only === part;
  const tick = (file: string): boolean => process.stderr.write(`  ${file}\n`);
  let missed = false;
  const many = (title: string, files: readonly string[]): void => {
    const { text, ratio, slower } = benchMany(root, files, herd);
    say(`## ${title}\n\n${text}`);
    missed ||= ratio > targetRatio || slower.length > 0;
    say(`Target: at most ${targetRatio} of herd7's time: ${ratio <= targetRatio ? 'met' : 'MISSED'}.`);
    say(
      `Slow tests on which mbpair needs longer than herd7: ${slower.length === 0 ? 'none' : slower.join(', ')}.`,
    );
  };
  if (wants('corpus')) many('Public corpus', testsBelow(join(shared, 'corpus'), true));
  if (wants('library')) many('Scenario library', testsBelow(join(root, 'litmus'), false));
  if (wants('families')) {
    const limits = {
      herdSeconds: Number(asked['herd-limit'] ?? 2),
      ourSeconds: Number(asked.limit ?? 20),
    };
    const found = benchFamilies(root, join(shared, 'families'), herd, limits, tick, `${day}; ${machine}`);
    say(`## Scaling families\n\nSeconds of CPU, whole processes.\n\n${found.text}`);
    say(`Slower than herd7 where that needs more than 0.1 s: ${found.slower.join(', ') || 'none'}.`);
    say(`Another word than theory's: ${found.wrong.join(', ') || 'none'}.`);
    missed ||= found.slower.length > 0 || found.wrong.length > 0;
    if (asked.plot !== undefined) writeFileSync(asked.plot, found.svg);
  }
  if (wants('goal')) {
    const { text, missed: late } = benchGoal(root, join(shared, 'families'), tick);
    say(`## What nobody can count, in verdict mode\n\n${text}`);
    missed ||= late.length > 0;
  }
  const verdict = (met: boolean): string => (met ? 'met' : 'MISSED');
  if (wants('startup')) {
    const { text, above } = benchStartup(root, 25);
    const met = above <= 40;
    say(`## Start-up\n\n${text}\n\nTarget: a check at most 40 ms above node's own start: ${verdict(met)}.`);
    missed ||= !met;
  }
  const logged = testsBelow(join(shared, 'corpus'), true);
  if (wants('workers')) {
    const { text, short, long } = benchWorkers(root, logged);
    const met = (times: number) => verdict(times >= 1.6);
    say(`## Workers\n\n${text}`);
    say(`Target: two at least 1.6 times as quick: short run ${met(short)}, long run ${met(long)}.`);
    missed ||= Math.min(short, long) < 1.6;
  }
  if (wants('memory')) {
    const small = logged.filter((file) => statSync(file).size < 1500).slice(0, 100);
    const folder = mkdtempSync(join(tmpdir(), 'mbpair-bench-'));
    try {
      const { text, growth } = await benchMemory(root, folder, small, 100_000);
      const met = growth <= 1.1;
      say(`## Memory\n\n${text}\n\nTarget: at most a tenth more: ${verdict(met)}.`);
      missed ||= !met;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return missed ? 1 : 0;
}

process.exitCode = await main();
