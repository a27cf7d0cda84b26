/** The members of the families that nobody can count: verdict mode alone, one process each. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runVerdict } from './judges.ts';
import { table } from './table.ts';

/** Seconds, start-up included; the published RCU tests have limits of their own. */
const targetSeconds = 10;
const publishedSeconds: Readonly<Record<number, number>> = { 10: 1, 16: 2, 19: 5 };
const targetMegabytes = 1000;

export interface GoalResult {
  readonly text: string;
  readonly missed: readonly string[];
}

export function benchGoal(root: string, folder: string, tick: (file: string) => void): GoalResult {
  const missed: string[] = [];
  const rows = readFileSync(join(folder, 'goal/expected.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file = '', family = '', n = '', expected = ''] = line.split('\t');
      tick(file);
      const { timed, word, megabytes } = runVerdict(root, join(folder, file), targetSeconds * 3);
      const target =
        family === 'rcu-published' ? (publishedSeconds[Number(n)] ?? targetSeconds) : targetSeconds;
      const met = word === expected && timed.wall < target && (megabytes ?? 0) < targetMegabytes;
      if (!met) missed.push(file);
      return [
        family,
        n,
        word ?? 'not decided',
        timed.wall,
        megabytes?.toFixed(0) ?? '-',
        met ? 'met' : 'MISSED',
      ];
    });
  const head = ['family', 'n', 'verdict', 'seconds', 'megabytes', `under ${targetSeconds} s (1, 2, 5), 1 GB`];
  return { text: table(head, rows), missed };
}
