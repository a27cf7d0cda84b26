/**
 * What mbpair's exit status means: one table for the program, its help, its summary and the manual.
 */

export type ExitStatus = 0 | 1 | 2 | 3 | 4 | 70 | 130;

export interface ExitStatusRow {
  readonly status: ExitStatus;
  /** What one test with this status is called in a summary: singular and plural. */
  readonly one: string;
  readonly many: string;
  readonly meaning: string;
}

/** From the gravest to the mildest; where several apply, the first is returned. */
export const exitStatuses: readonly ExitStatusRow[] = [
  {
    status: 130,
    one: 'interrupted',
    many: 'interrupted',
    meaning: 'interrupted: what was complete has been written',
  },
  {
    status: 70,
    one: 'internal error',
    many: 'internal errors',
    meaning: 'a bug in mbpair: standard error has the details to report',
  },
  {
    status: 2,
    one: 'bad input',
    many: 'bad inputs',
    meaning: 'wrong usage, or a file that is missing, unreadable or not a litmus test',
  },
  {
    status: 3,
    one: 'disagreement',
    many: 'disagreements',
    meaning: 'two judges disagree: the built-in one and herd7, or a recorded log',
  },
  {
    status: 1,
    one: 'finding',
    many: 'findings',
    meaning: 'an expectation is unmet, a test is vacuous, or a data race unpredicted',
  },
  {
    status: 4,
    one: 'undecided',
    many: 'undecided',
    meaning: 'a limit of time or memory was hit, or herd7 was required and is missing',
  },
  { status: 0, one: 'as expected', many: 'as expected', meaning: 'all is as expected' },
];

/** The one to return where several apply; 0 for none. */
export function gravest(statuses: Iterable<ExitStatus>): ExitStatus {
  const all = new Set(statuses);
  return exitStatuses.find((row) => all.has(row.status))?.status ?? 0;
}

/** `2 findings`, `1 bad input`. */
export function countOf(status: ExitStatus, count: number): string {
  const row = exitStatuses.find((r) => r.status === status);
  return `${count} ${(count === 1 ? row?.one : row?.many) ?? `with status ${status}`}`;
}
