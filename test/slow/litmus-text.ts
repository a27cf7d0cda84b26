/** Litmus tests put together from statements; the parameters are the locations that a thread names. */

export interface RowTest {
  readonly name: string;
  readonly text: string;
}

export interface Parts {
  readonly init?: readonly string[];
  /** The statements of each thread, one a line, with tabs for depth. */
  readonly threads: readonly (readonly string[])[];
  readonly locations?: readonly string[];
  readonly exists: string;
}

export function litmus(name: string, { init = [], threads, locations = [], exists }: Parts): RowTest {
  const lines = [
    `C ${name}`,
    `{ ${init.map((item) => `${item}; `).join('')}}`,
    ...threads.flatMap((body, i) => [
      `P${i}(${parameters(body)})`,
      '{',
      ...body.map((statement) => `\t${statement}`),
      '}',
    ]),
    ...(locations.length === 0 ? [] : [`locations [${locations.join('; ')}]`]),
    `exists (${exists})`,
  ];
  return { name, text: `${lines.join('\n')}\n` };
}

/** One-letter names are locations: l a lock, s an SRCU structure, the others numbers. */
function parameters(body: readonly string[]): string {
  const names = new Set(body.join('\n').match(/\b[a-z]\b/g) ?? []);
  const type = (name: string) => (name === 'l' ? 'spinlock_t' : name === 's' ? 'struct srcu_struct' : 'int');
  return [...names]
    .sort()
    .map((name) => `${type(name)} *${name}`)
    .join(', ');
}
