/** herd7 logs made elsewhere, to compare with. */

import type { Diagnostic } from '../base/diagnostic.ts';
import { type Source, sourceFromBytes } from '../base/source.ts';
import { readHerdLog } from '../herd/log.ts';
import type { Judged, Judgement } from '../judge/judgement.ts';
import { problem, reasonOf } from './problem.ts';
import { readBytes } from './read-input.ts';

export interface Recorded {
  /** The log, as the user named it. */
  readonly log: string;
  readonly judged: Judged;
}

export interface RecordedLogs {
  readonly byName: ReadonlyMap<string, readonly Recorded[]>;
  readonly problems: readonly Diagnostic[];
}

const largestLog = 256 * 1024 * 1024;

export async function readRecordedLogs(
  logs: readonly { shown: string; path: string }[],
): Promise<RecordedLogs> {
  const byName = new Map<string, Recorded[]>();
  const problems: Diagnostic[] = [];
  for (const { shown, path } of logs) {
    let text: Source;
    try {
      const bytes = await readBytes(path, largestLog);
      if (bytes.length > largestLog) {
        problems.push(problem('input/too-large', shown, `a log of more than ${largestLog} bytes`));
        continue;
      }
      text = sourceFromBytes(shown, bytes);
    } catch (error) {
      problems.push(problem('input/unreadable', shown, `cannot be read: ${reasonOf(error)}`));
      continue;
    }
    const { records, diagnostics } = readHerdLog(text);
    problems.push(...diagnostics);
    for (const { judged } of records) {
      const known = byName.get(judged.name);
      const recorded = { log: shown, judged };
      if (known === undefined) byName.set(judged.name, [recorded]);
      else known.push(recorded);
    }
  }
  return { byName, problems };
}

/**
 * The records that speak of this test. Two tests may share a name, and two variants of one even
 * the hash, which leaves out the values of the condition: the nearest records are taken, from each
 * log at most one.
 */
export function recordsFor(logs: RecordedLogs, answer: Judgement): readonly Recorded[] {
  const named = logs.byName.get(answer.name) ?? [];
  if (answer.outcome !== 'judged') return onePerLog(named);
  const hashed = named.filter((r) => r.judged.hash === answer.hash);
  const same = hashed.filter((r) => r.judged.condition === answer.condition);
  if (same.length > 0) return onePerLog(same);
  return onePerLog(hashed.length > 0 ? hashed : named);
}

function onePerLog(records: readonly Recorded[]): Recorded[] {
  const byLog = new Map<string, Recorded>();
  for (const record of records) if (!byLog.has(record.log)) byLog.set(record.log, record);
  return [...byLog.values()];
}
