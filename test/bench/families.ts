/** The scaling families: how far each judge gets as a test grows, one process a test. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { recordsOf, runHerd, runOurs, runVerdict } from './judges.ts';
import { type Diagram, type Point, renderPlot } from './plot.ts';
import { type Cell, table } from './table.ts';
import type { Timed } from './timed.ts';

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
  /** Verdict mode's seconds, or why there are none. */
  readonly verdict: string;
}

export interface FamiliesResult {
  readonly text: string;
  readonly svg: string;
  /** Members for which herd7 needed more than 0.1 s in this run and we needed longer. */
  readonly slower: readonly string[];
  /** Members of which one of the modes says something else than theory. */
  readonly wrong: readonly string[];
}

const slowSeconds = 0.1;

/** `tick` is told of each test before it is run. */
export function benchFamilies(
  root: string,
  folder: string,
  herd: HerdInstallation,
  limits: FamilyLimits,
  tick: (file: string) => void,
  machine: string,
): FamiliesResult {
  const given = new Set<string>();
  const measured = rowsOf(readFileSync(join(folder, 'bench.tsv'), 'utf8')).map((row): Measured => {
    tick(row.file);
    const file = join(folder, row.file);
    const ours = given.has(row.family)
      ? { ours: 'not tried', found: '-' }
      : ourTime(root, file, row, limits.ourSeconds);
    if (!isTime(ours.ours)) given.add(row.family);
    const verdict = verdictTime(root, file, row, limits.ourSeconds);
    return { row, ...herdTime(herd, file, row.recorded, limits), ...ours, verdict };
  });
  const text = [
    `The largest size that each judge finished, herd7 within 20 s and mbpair within ${limits.ourSeconds} s:`,
    '',
    table(['family', 'herd7', 'seconds', 'states', 'seconds', 'verdict', 'seconds'], largest(measured)),
    '',
    'Every test:',
    '',
    table(
      ['family', 'n', 'herd7', 'states mode', 'word and counts', 'verdict mode'],
      measured.map((m) => [m.row.family, String(m.row.n), marked(m), m.ours, m.found, m.verdict]),
    ),
    '',
    '(*: recorded earlier on a small virtual machine, not measured in this run)',
  ].join('\n');
  const members = (of: (m: Measured) => boolean) => measured.filter(of).map((m) => m.row.file);
  return {
    text,
    svg: renderPlot(
      `Seconds of CPU of a whole process, by the size of the test (${machine})`,
      diagramsOf(measured),
    ),
    slower: members(
      (m) =>
        !m.herdRecorded &&
        isTime(m.herd) &&
        Number(m.herd) > slowSeconds &&
        !(Number(m.ours) <= Number(m.herd)),
    ),
    wrong: members((m) => /NOT/.test(m.found) || /NOT/.test(m.verdict)),
  };
}

function diagramsOf(measured: readonly Measured[]): Diagram[] {
  return [...new Set(measured.map((m) => m.row.family))].map((family) => {
    const own = measured.filter((m) => m.row.family === family);
    const points = (pick: (m: Measured) => string): Point[] =>
      own.flatMap((m) => (isTime(pick(m)) ? [{ n: m.row.n, seconds: Number(pick(m)) }] : []));
    return {
      title: family,
      series: [
        { name: 'herd7', colour: '#b04000', dash: '2 3', points: points((m) => m.herd) },
        { name: 'mbpair, states mode', colour: '#0060b0', dash: '6 3', points: points((m) => m.ours) },
        { name: 'mbpair, verdict mode', colour: '#107030', dash: 'none', points: points((m) => m.verdict) },
      ],
    };
  });
}

const isTime = (text: string): boolean => /^[\d.]+$/.test(text);
const marked = (m: Measured): string => (m.herdRecorded ? `${m.herd} *` : m.herd);

function largest(measured: readonly Measured[]): Cell[][] {
  const families = [...new Set(measured.map((m) => m.row.family))];
  return families.map((family) => {
    const own = measured.filter((m) => m.row.family === family);
    const herd = own.findLast((m) => isTime(m.herd));
    const ours = own.findLast((m) => isTime(m.ours));
    const verdict = own.findLast((m) => isTime(m.verdict));
    const cells = (m: Measured | undefined, seconds: string): string[] =>
      m === undefined ? ['-', '-'] : [String(m.row.n), seconds];
    return [
      family,
      ...cells(herd, herd === undefined ? '' : marked(herd)),
      ...cells(ours, ours?.ours ?? ''),
      ...cells(verdict, verdict?.verdict ?? ''),
    ];
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
  return { ours: spent(run), found: agrees ? 'as expected' : `${found}, NOT ${expected}` };
}

/** Seconds of CPU, which a busy machine lengthens less than those of the clock. */
function spent(run: Timed): string {
  return (run.cpu ?? run.wall).toFixed(2);
}

function verdictTime(root: string, file: string, row: Row, limitSeconds: number): string {
  const { timed, word } = runVerdict(root, file, limitSeconds);
  if (word === undefined) return `not in ${limitSeconds} s`;
  return word === row.verdict ? spent(timed) : `${word}, NOT ${row.verdict}`;
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
  return { herd: run.stopped ? 'not finished' : spent(run), herdRecorded: false };
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
