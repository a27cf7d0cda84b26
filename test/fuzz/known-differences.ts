/**
 * Where the judges are known to differ: one table, with the reason of each row, and how to tell that a
 * difference is of its kind. A row should go as soon as its example no longer differs.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import type { Verdicts } from './verdicts.ts';

export interface KnownDifference {
  readonly name: string;
  readonly reason: string;
  /** The least test that shows it. */
  readonly example: string;
  /** `solving`: what herd7 tells of how it solves the values of each candidate. */
  readonly isOne: (verdicts: Verdicts, solving: string) => boolean;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'half-merged copies',
    reason:
      'herd7 drops a candidate that the model allows. Variables that reads-from makes equal are merged in a tree ' +
      '(union by rank, reads from the last to the first), but a variable is replaced by its parent there and not ' +
      'by its root. Where two trees of depth one are merged, copies like S17:=S19 and S19:=S17 are left over. ' +
      'They form a ring, which is gone through once: if the wrong one of the two comes first, which hangs on the ' +
      'other equations of the test, its right side is still unknown, and the candidate counts as unsolvable.',
    example: `C half-merged-copies
{}
P0(int *w, int *z) { int r0 = READ_ONCE(*w); WRITE_ONCE(*z, r0 + 1); }
P1(int *y, int *z) { int r3 = READ_ONCE(*z); int r0 = r3 + 5; WRITE_ONCE(*z, r3); int r2 = READ_ONCE(*y); }
P2(int *y, int *z) { int r1 = READ_ONCE(*z); WRITE_ONCE(*y, r1); int r0 = READ_ONCE(*z); }
filter (1:r3=1 /\\ 1:r2=1 /\\ 2:r1=1 /\\ 2:r0=1)
exists (true)
`,
    isOne: ({ ours, herd: { judgement: theirs } }, solving) =>
      ours.outcome === 'judged' &&
      theirs.outcome === 'judged' &&
      theirs.positive <= ours.positive &&
      theirs.negative <= ours.negative &&
      theirs.states.every((state) => ours.states.includes(state)) &&
      solving.split('++ Solve').some((one) => ringOfCopies.test(one) && /^Unsolvable system$/m.test(one)),
  },
];

const ringOfCopies = /^\{S\d+:=S\d+(, S\d+:=S\d+)+\}$/m;

/** Asks herd7 how it solves the test. undefined: the difference is none that is known. */
export async function knownDifference(
  herd: HerdInstallation,
  verdicts: Verdicts,
): Promise<KnownDifference | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'mbpair-fuzz-'));
  try {
    const file = join(folder, 'test.litmus');
    writeFileSync(file, verdicts.text);
    const [command = '', ...args] = herd.argv;
    const all = [...args, '-debug', 'solver', '-conf', 'linux-kernel.cfg', file];
    const run = promisify(execFile);
    const { stdout, stderr } = await run(command, all, {
      cwd: herd.model.folder,
      maxBuffer: 2 ** 28,
      timeout: 60_000,
    });
    return knownDifferences.find((row) => row.isOne(verdicts, `${stdout}\n${stderr}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
