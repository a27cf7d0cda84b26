/** A picture too wide for its page in rows of threads, one row below the other. */

import type { Drawing, DrawnEdge } from './drawing.ts';

export interface Stacked {
  /** With the edges that stay within a row. */
  readonly rows: readonly Drawing[];
  /** Edges from a row to another. */
  readonly between: readonly DrawnEdge[];
}

interface Split {
  /** Where each row begins, in columns. */
  readonly starts: readonly number[];
  /** Edges within rows. */
  readonly kept: number;
  /** Smaller where rows are of one length. */
  readonly uneven: number;
}

/**
 * The threads stay in their order. As few rows as can be, then as few edges between them; then rows of
 * the same length. Undefined where one thread alone does not fit.
 */
export function stacked(drawing: Drawing, fits: (row: Drawing) => boolean): Stacked | undefined {
  if (fits(drawing)) return { rows: [drawing], between: [] };
  const count = drawing.columns.length + (drawing.initial.length > 0 ? 1 : 0);
  /** By how many columns from the left are placed. */
  const best: (Split | undefined)[] = [{ starts: [], kept: 0, uneven: 0 }];
  for (let end = 1; end <= count; end++) {
    for (let start = end - 1; start >= 0; start--) {
      const row = part(drawing, start, end);
      // Nor would more beside them.
      if (!fits(row)) break;
      const before = best[start];
      if (before === undefined) continue;
      const split = {
        starts: [...before.starts, start],
        kept: before.kept + row.edges.length,
        uneven: before.uneven + (end - start) ** 2,
      };
      const rival = best[end];
      if (rival === undefined || better(split, rival)) best[end] = split;
    }
  }
  const starts = best[count]?.starts;
  if (starts === undefined) return undefined;
  const rows = starts.map((start, i) => part(drawing, start, starts[i + 1] ?? count));
  const within = new Set(rows.flatMap((row) => row.edges));
  return { rows, between: drawing.edges.filter((e) => !within.has(e)) };
}

function better(a: Split, b: Split): boolean {
  if (a.starts.length !== b.starts.length) return a.starts.length < b.starts.length;
  return a.kept === b.kept ? a.uneven < b.uneven : a.kept > b.kept;
}

/** Columns from `start` to before `end`; the initial writes, if there are any, are the first. */
function part(drawing: Drawing, start: number, end: number): Drawing {
  const ahead = drawing.initial.length > 0 ? 1 : 0;
  const initial = start < ahead ? drawing.initial : [];
  const columns = drawing.columns.slice(Math.max(0, start - ahead), end - ahead);
  const ids = new Set([...initial, ...columns.flatMap((c) => c.events)].map((e) => e.id));
  const edges = drawing.edges.filter((e) => ids.has(e.from) && ids.has(e.to));
  return { ...drawing, columns, initial, edges };
}
