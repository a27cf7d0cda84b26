/** Small litmus tests as text, for the tests of the command line. */

export interface Parts {
  readonly name?: string;
  /** A line such as `Result: Never`. */
  readonly result?: string;
  readonly barrier?: string;
  readonly read?: string;
  readonly condition?: string;
}

/** Store buffering; with `smp_mb();` as barrier it is Never 0 3, without Sometimes 1 3. */
export function sb(parts: Parts = {}): string {
  const barrier = parts.barrier === undefined ? '' : `\n\t${parts.barrier}`;
  const header = parts.result === undefined ? '' : `\n(*\n * ${parts.result}\n *)\n`;
  const thread = (id: number, mine: string, other: string) =>
    `P${id}(int *x, int *y)\n{\n\tint r0;\n\n\tWRITE_ONCE(*${mine}, 1);${barrier}\n\tr0 = ${parts.read ?? 'READ_ONCE'}(*${other});\n}\n`;
  return `C ${parts.name ?? 'SB'}\n${header}\n{}\n\n${thread(0, 'x', 'y')}\n${thread(1, 'y', 'x')}\n${parts.condition ?? 'exists (0:r0=0 /\\ 1:r0=0)'}\n`;
}

/** Two plain accesses that race: Sometimes 1 1 with the flag data-race. */
export function race(result?: string): string {
  const header = result === undefined ? '' : `\n(*\n * ${result}\n *)\n`;
  return `C race\n${header}\n{}\n\nP0(int *x)\n{\n\t*x = 1;\n}\n\nP1(int *x)\n{\n\tint r0 = *x;\n}\n\nexists (1:r0=1)\n`;
}

/** A lock taken twice: no execution. */
export function deadlock(result?: string): string {
  const header = result === undefined ? '' : `\n(*\n * ${result}\n *)\n`;
  return `C deadlock\n${header}\n{}\n\nP0(spinlock_t *l, int *x)\n{\n\tspin_lock(l);\n\tspin_lock(l);\n\tWRITE_ONCE(*x, 1);\n}\n\nexists (x=1)\n`;
}
