/** Many tests before both judges, one process each: total times, and those of the slow tests. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { recordsOf, runHerd, runOurs } from './judges.ts';
import { table } from './table.ts';
import type { Timed } from './timed.ts';

/** Tests for which herd7 needs longer than this are shown one by one. */
const slowSeconds = 0.1;

export interface ManyResult {
  readonly text: string;
  /** Our share of herd7's time, by the clock. */
  readonly ratio: number;
  /** Slow tests on which ours needs longer than herd7. */
  readonly slower: readonly string[];
}

/** The tests of a folder: `recorded`, those beside which a log of herd7 lies. */
export function testsBelow(path: string, recorded: boolean): string[] {
  if (!statSync(path).isDirectory()) {
    if (!path.endsWith('.litmus')) return [];
    const log = `${path}.herd7`;
    return !recorded || (existsSync(log) && readFileSync(log).length > 1) ? [path] : [];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => testsBelow(join(path, name), recorded));
}

export function benchMany(root: string, files: readonly string[], herd: HerdInstallation): ManyResult {
  // One call of herd7 takes a name only once: the few tests of a name seen before get a call of their own.
  const calls = distinctNames(files);
  const herdRuns = calls.map((call) => runHerd(herd, call, 3600));
  const ours = runOurs(root, files, 60);

  const herdRecords = herdRuns.flatMap((run) => recordsOf(run.stdout));
  const ourRecords = recordsOf(ours.stdout);
  const ourLogs = new Set(ourRecords.map((r) => r.log));
  const equal = herdRecords.filter((r) => ourLogs.has(r.log)).length;

  const slow = herdRecords.filter((r) => r.seconds > slowSeconds).sort((a, b) => b.seconds - a.seconds);
  const rows = slow.map(({ name, seconds }) => {
    const own = ourRecords.find((r) => r.name === name)?.seconds ?? Number.NaN;
    return { name, theirs: seconds, own };
  });
  const smallest = files.reduce((a, b) => (statSync(b).size < statSync(a).size ? b : a));
  const startUp = (run: () => Timed): number => Math.min(...[1, 2, 3, 4, 5].map(() => run().wall));
  const herdStart = startUp(() => runHerd(herd, [smallest], 60));
  const ourStart = startUp(() => runOurs(root, [smallest], 60));

  const total = (pick: (t: Timed) => number): number => herdRuns.reduce((sum, run) => sum + pick(run), 0);
  const herdWall = total((t) => t.wall);
  const ratio = ours.wall / herdWall;
  const cpu = (t: Timed): number => t.cpu ?? Number.NaN;
  const text = [
    `${files.length} tests; ${herdRecords.length} records of herd7 in ${calls.length} calls, ` +
      `${ourRecords.length} of mbpair, ${equal} logs equal but for Time.`,
    '',
    table(
      ['', 'herd7', 'mbpair', 'mbpair / herd7'],
      [
        ['whole processes, seconds by the clock', herdWall, ours.wall, ratio],
        ['seconds of CPU', total(cpu), cpu(ours), cpu(ours) / total(cpu)],
        ['one small test alone, the best of five', herdStart, ourStart, ourStart / herdStart],
      ],
    ),
    '',
    `The ${rows.length} tests for which herd7 needs more than ${slowSeconds} s, in the times that the judges ` +
      'themselves print in this run:',
    '',
    table(
      ['test', 'herd7', 'mbpair', 'mbpair / herd7'],
      rows.map((r) => [r.name, r.theirs, r.own, r.own / r.theirs]),
    ),
  ].join('\n');
  return { text, ratio, slower: rows.filter((r) => !(r.own <= r.theirs)).map((r) => r.name) };
}

function nameIn(file: string): string {
  return /^C\s+(\S+)/.exec(readFileSync(file, 'latin1'))?.[1] ?? '';
}

function distinctNames(files: readonly string[]): string[][] {
  const calls: { names: Set<string>; files: string[] }[] = [];
  for (const file of files) {
    const name = nameIn(file);
    const call = calls.find((c) => !c.names.has(name));
    if (call === undefined) calls.push({ names: new Set([name]), files: [file] });
    else {
      call.names.add(name);
      call.files.push(file);
    }
  }
  return calls.map((c) => c.files);
}
