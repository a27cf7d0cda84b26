/** The scaling families: how far each judge gets as a test grows, one process a test. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { recordsOf, runHerd, runOurs } from './judges.ts';
import { type Cell, table } from './table.ts';

export interface FamilyLimits {
  /** herd7 is run live where its recorded time is at most so many seconds. */
  readonly herdSeconds: number;
  /** Larger sizes of a family are not tried once ours needed longer. */
  readonly ourSeconds: number;
}

interface Row {
  readonly file: string;
  readonly family: string;
  readonly n: number;
  /** Seconds as recorded, or why there are none. */
  readonly recorded: string;
  readonly verdict: string;
  readonly positive: string;
  readonly negative: string;
}

interface Measured {
  readonly row: Row;
  readonly herd: string;
  /** Recorded earlier, not measured in this run. */
  readonly herdRecorded: boolean;
  readonly ours: string;
  readonly found: string;
}

/** `tick` is told of each test before it is run. */
export function benchFamilies(
  root: string,
  folder: string,
  herd: HerdInstallation,
  limits: FamilyLimits,
  tick: (file: string) => void,
): string {
  const given = new Set<string>();
  const measured = rowsOf(readFileSync(join(folder, 'bench.tsv'), 'utf8')).map((row): Measured => {
    tick(row.file);
    const file = join(folder, row.file);
    const ours = given.has(row.family)
      ? { ours: 'not tried', found: '-' }
      : ourTime(root, file, row, limits.ourSeconds);
    if (!isTime(ours.ours)) given.add(row.family);
    return { row, ...herdTime(herd, file, row.recorded, limits), ...ours };
  });
  return [
    `The largest size that each judge finished, herd7 within 20 s and mbpair within ${limits.ourSeconds} s:`,
    '',
    table(['family', 'herd7', 'seconds', 'mbpair', 'seconds'], largest(measured)),
    '',
    'Every test:',
    '',
    table(
      ['family', 'n', 'herd7', 'mbpair', 'verdict and counts'],
      measured.map((m) => [m.row.family, String(m.row.n), marked(m), m.ours, m.found]),
    ),
    '',
    '(*: recorded earlier on a small virtual machine, not measured in this run)',
  ].join('\n');
}

const isTime = (text: string): boolean => /^[\d.]+$/.test(text);
const marked = (m: Measured): string => (m.herdRecorded ? `${m.herd} *` : m.herd);

function largest(measured: readonly Measured[]): Cell[][] {
  const families = [...new Set(measured.map((m) => m.row.family))];
  return families.map((family) => {
    const own = measured.filter((m) => m.row.family === family);
    const herd = own.findLast((m) => isTime(m.herd));
    const ours = own.findLast((m) => isTime(m.ours));
    const cells = (m: Measured | undefined, seconds: string): string[] =>
      m === undefined ? ['-', '-'] : [String(m.row.n), seconds];
    return [family, ...cells(herd, herd === undefined ? '' : marked(herd)), ...cells(ours, ours?.ours ?? '')];
  });
}

function ourTime(
  root: string,
  file: string,
  row: Row,
  limitSeconds: number,
): { ours: string; found: string } {
  const run = runOurs(root, [file], limitSeconds);
  const [record] = recordsOf(run.stdout);
  if (record === undefined) return { ours: `not in ${limitSeconds} s`, found: '-' };
  const found = /^Observation \S+ (.*)$/m.exec(record.log)?.[1] ?? '';
  // Where theory tells no counts, the word must agree.
  const expected = row.negative === '-' ? row.verdict : `${row.verdict} ${row.positive} ${row.negative}`;
  const agrees = found === expected || found.startsWith(`${expected} `);
  return { ours: run.wall.toFixed(2), found: agrees ? 'as expected' : `${found}, NOT ${expected}` };
}

function herdTime(
  herd: HerdInstallation,
  file: string,
  recorded: string,
  limits: FamilyLimits,
): { herd: string; herdRecorded: boolean } {
  const seconds = Number(recorded);
  if (Number.isNaN(seconds)) return { herd: recorded.replace(/ \(.*/, ''), herdRecorded: true };
  if (seconds > limits.herdSeconds) return { herd: seconds.toFixed(2), herdRecorded: true };
  const run = runHerd(herd, [file], limits.herdSeconds * 3 + 5);
  return { herd: run.stopped ? 'not finished' : run.wall.toFixed(2), herdRecorded: false };
}

function rowsOf(tsv: string): Row[] {
  return tsv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file = '', family = '', n = '', recorded = '', verdict = '', positive = '', negative = ''] =
        line.split('\t');
      return { file, family, n: Number(n), recorded, verdict, positive, negative };
    });
}
