/** 20,000 random tests before both judges. `npm run fuzz -- --count N --seed S` does the same by hand. */

import { expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { crossCheck } from '../fuzz/cross-check.ts';
import { report } from '../fuzz/minimal.ts';

const total = 20_000;
const share = 1000;
const seed = Date.now() % 1_000_000;
const shares = Array.from({ length: total / share }, (_, i) => ({ from: i * share, seed }));

test.each(shares)(
  'both judges say the same of tests $from ff. of seed $seed',
  {
    timeout: 300_000,
  },
  async ({ from }) => {
    const location = await locateHerd({ option: { use: 'auto' } });
    if (location.status !== 'found') throw new Error('herd7 is missing');
    const shown: string[] = [];
    const findings = await crossCheck(location.herd, {
      seed,
      from,
      count: share,
      limits: { jobs: 2, seconds: 20 },
      shrink: 5,
      show: (difference) => shown.push(report(difference)),
    });
    expect(findings.different, shown.join('\n\n')).toEqual([]);
  },
);
