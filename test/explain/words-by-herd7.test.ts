/** The real herd7 confirms each barrier's word, on a sample of the library; on all of it in the slow suite. */

import { expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { forbiddenTests } from '../report/checkpatch.ts';
import { confirmedByHerd } from './words-by-herd7.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;
if (herd === undefined) console.warn('skipped: no real herd7');

test.skipIf(herd === undefined)('needed, replaceable, jointly needed, unused: by removal', async () => {
  if (herd === undefined) return;
  const sample = forbiddenTests().filter((_, i) => i % 12 === 5);
  const { barriers, words, exceptions } = await confirmedByHerd(sample, herd);
  expect(exceptions).toEqual([]);
  expect(barriers).toBeGreaterThan(30);
  expect(words['needed']).toBeGreaterThan(15);
  expect(words['undecided']).toBeUndefined();
});
