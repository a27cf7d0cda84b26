/** 20,000 random tests before both judges. `npm run fuzz -- --count N --seed S` does the same by hand. */

import { expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { crossCheck } from '../fuzz/cross-check.ts';
import { report } from '../fuzz/minimal.ts';

test('both judges say the same of 20,000 random tests', async () => {
  const location = await locateHerd({ option: { use: 'auto' } });
  if (location.status !== 'found') throw new Error('herd7 is missing');
  const shown: string[] = [];
  const findings = await crossCheck(location.herd, {
    seed: Date.now() % 1_000_000,
    from: 0,
    count: 20_000,
    limits: { jobs: 2, seconds: 20 },
    shrink: 5,
    show: (difference) => shown.push(report(difference)),
  });
  expect(findings.different, shown.join('\n\n')).toEqual([]);
});
