/** Every word of every barrier of the library is confirmed by the real herd7. */

import { expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { confirmedByHerd } from '../explain/words-by-herd7.ts';
import { forbiddenTests } from '../report/checkpatch.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;

test.skipIf(herd === undefined)('needed, replaceable, jointly needed, unused: by removal', async () => {
  if (herd === undefined) return;
  const { barriers, variants, words, exceptions } = await confirmedByHerd(forbiddenTests(), herd);
  console.info(`${barriers} barriers, ${variants} tests for herd7: ${JSON.stringify(words)}`);
  expect(exceptions).toEqual([]);
  expect(barriers).toBeGreaterThan(300);
  expect(Object.keys(words).sort()).toEqual(['jointly needed', 'needed', 'replaceable', 'unused']);
});
