/** The row tests with what herd7 said of each. */

import { type RowTest, rowTests } from './row-tests.ts';

export interface RecordedRow extends RowTest {
  /** Without its Time line; absent when the recorded log has none of that name. */
  readonly log?: string;
}

export interface RecordedRows {
  /** In the order of the table. */
  readonly rows: readonly RecordedRow[];
  /** Names that the log has and the table does not. */
  readonly extra: readonly string[];
}

/** `recorded` is the text of row-tests.herd7. */
export function recordedRows(recorded: string): RecordedRows {
  const logs = new Map(
    recorded.split(/^(?=Test )/m).map((log) => [/^Test (\S+)/.exec(log)?.[1] ?? '', log] as const),
  );
  const rows = rowTests().map((test) => {
    const log = logs.get(test.name);
    logs.delete(test.name);
    return { ...test, ...(log === undefined ? {} : { log }) };
  });
  return { rows, extra: [...logs.keys()] };
}
