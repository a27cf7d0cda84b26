/** Litmus tests that grow with a number, whose verdicts and counts are known from theory. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from './recorded.ts';

export interface Member {
  readonly file: string;
  readonly path: string;
  readonly verdict: string;
  /** Absent where only a measured count would be known. */
  readonly positive?: number;
  readonly negative?: number;
}

/** Members with at most so many executions, where that is known. */
export function familyMembers(mostExecutions: number): Member[] {
  const folder = sharedFolder('families');
  if (folder === undefined) return [];
  const rows = readFileSync(join(folder, 'expected.tsv'), 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [file = '', , , verdict = '', positive = '', negative = ''] = row.split('\t');
    const counted = /^\d+$/.test(positive) && /^\d+$/.test(negative);
    if (!counted || Number(positive) + Number(negative) > mostExecutions) return [];
    const counts = { positive: Number(positive), negative: Number(negative) };
    return [{ file, path: join(folder, file), verdict, ...counts }];
  });
}
