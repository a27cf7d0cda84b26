/** The texts in docs/explained.md are what comes out; `npx vitest run --config test/vitest.config.ts test/explain/texts.test.ts -u` renews them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../cli/run-main.ts';

/** What each shows, and the arguments behind `mbpair explain`. */
const shown: readonly (readonly [string, readonly string[]])[] = [
  ['Store buffering, forbidden by full barriers', ['docs/explained/SB+mbs.litmus']],
  ['Store buffering, allowed in spite of a write barrier', ['docs/explained/SB+wmb+mb.litmus']],
  ['Message passing, forbidden', ['docs/explained/MP+wmb+rmb.litmus']],
  ['Message passing, allowed where the reader has no order', ['docs/explained/MP+wmb+once.litmus']],
  ['Load buffering', ['docs/explained/LB+acquire+ctrl.litmus']],
  ['Independent reads of independent writes', ['docs/explained/IRIW+rmbs.litmus']],
  ['A grace period', ['docs/explained/RCU+sync+free.litmus']],
  ['A lock', ['docs/explained/MP+locks.litmus']],
  ['A grace period of SRCU', ['docs/explained/SRCU+reader.litmus']],
  ['A data race', ['docs/explained/MP+race.litmus']],
  ['Out of thin air', ['docs/explained/OOTA.litmus']],
  ["The seed question: Jan Kara's flag scheme", ['gup-truncate-flag']],
  [
    'Two choices of the seed question',
    ['gup-truncate-flag', '--choose', 'gup=after-atomic', '--against', 'gup=rmb'],
  ],
];

test('docs/explained.md is fresh', async () => {
  const parts = [
    '# Explained',
    '',
    'What `mbpair explain` says of a few small litmus tests, as it comes out. The tests are in `docs/explained/`.',
    '',
  ];
  for (const [title, args] of shown) {
    const { stdout, status } = await runMain(['explain', ...args], { env: { LANG: 'C.UTF-8' } });
    expect(status, title).toBe(0);
    for (const line of stdout.split('\n')) expect(line.length, `${title}: ${line}`).toBeLessThanOrEqual(80);
    const [file = ''] = args;
    const source = file.endsWith('.litmus') ? ['```c', readFileSync(file, 'utf8').trimEnd(), '```', ''] : [];
    parts.push(
      `## ${title}`,
      '',
      ...source,
      '```',
      `$ mbpair explain ${args.join(' ')}`,
      stdout.trimEnd(),
      '```',
      '',
    );
  }
  await expect(parts.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/explained.md'));
});
