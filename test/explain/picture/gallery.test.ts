/**
 * Thirty pictures of real tests, each looked at by a person when it changes: open the files of
 * `gallery/` in a browser. What can be computed of their looks is computed.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { source } from '../../../src/base/source.ts';
import { explain } from '../../../src/explain/explain.ts';
import { drawingsOf } from '../../../src/explain/picture/drawings.ts';
import { layoutOf } from '../../../src/explain/picture/layout.ts';
import { svgOf } from '../../../src/explain/picture/svg.ts';
import { parseLitmus } from '../../../src/litmus/parse.ts';
import { wellFormed } from '../../cli/well-formed.ts';
import { faultsOf } from './faults.ts';

/** By folder: cycles of each axiom, surprises, locks, RCU, SRCU, races; two to four threads. */
const tests: Readonly<Record<string, readonly string[]>> = {
  'litmus/examples': [
    'IRIW+rmbs',
    'LB+ctrl+data',
    'MP+plain-race',
    'MP+releaseacquire',
    'RCU+publish-retire',
    'SB+fencembonceonces',
    'SB+releaseacquire',
    'SRCU+wait-inside',
    'lock-increment',
  ],
  'test/experiments/axioms': [
    'a-IRIW-mb',
    'a-2+2W-mb',
    'a-Z6',
    'a-ISA2-rel-rel-acq',
    'a-WRC-rel-acq',
    'a-coRR',
    'a-PPOCA',
    'a-mb-after-unlock-lock-cross-mb',
    'a-rmw-two-incs',
    'a-cmpxchg-fail-mb',
  ],
  'test/experiments/race': ['r-rcu-protected'],
  'test/experiments/rcu': ['u-ring-g-r-g-r'],
  'test/experiments/srcu': ['q-expedited'],
  // As the library had them: what it makes today may differ.
  'test/explain/picture/gallery': [
    'gup-truncate-flag+mb+mb+both-miss',
    'gup-truncate-flag+after-atomic+after-atomic+both-miss',
    'gup-fast-fork+after-atomic+none+mb+none+none+fork-wins',
    'isize-seqcount+wmb+wmb+rmb+rmb+torn',
    'vma-read-lock+acquire+acquire+dec+add-mb-read+sub-release+release+marked+torn',
    'gup-slow-ptl+none-plain+inc+none+both-miss',
    'memfd-seal-pin+after-atomic+before-atomic+dec+acquire+gup-bails',
    'folio-uptodate+release+acquire+content',
  ],
};

const files = Object.entries(tests).flatMap(([folder, names]) =>
  names.map((name) => ({ name, file: join(folder, `${name}.litmus`) })),
);

test('there are thirty', () => {
  expect(files.length).toBe(30);
});

describe.each(files)('$name', ({ name, file }) => {
  const { test: parsed } = parseLitmus(source(file, readFileSync(file, 'utf8')));
  const [drawing] = parsed === undefined ? [] : drawingsOf(explain(parsed));

  test('nothing covers anything, nothing is cut off, and it fits a page', async () => {
    if (drawing === undefined) throw new Error('no picture');
    const layout = layoutOf(drawing);
    expect(faultsOf(layout)).toEqual([]);
    expect(layout.width).toBeLessThanOrEqual(800);
    const svg = svgOf(drawing);
    expect(wellFormed(svg)).toBe('well formed');
    await expect(svg).toMatchFileSnapshot(join(import.meta.dirname, 'gallery', `${name}.svg`));
  });
});
