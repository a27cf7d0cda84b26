/** `key=value` lines of the header that change what herd7 does. */

import type { Info } from './ast.ts';
import { type Complaints, error } from './complaints.ts';
import { mappingPair } from './print-condition.ts';

export function checkHeader(to: Complaints, info: readonly Info[]): void {
  for (const item of info) {
    const key = item.key.toLowerCase();
    // herd7 takes its own options here, and judges by another model or bound then.
    if (key === 'variant' || key === 'unroll') {
      error(to, item.span, {
        code: 'litmus/setting',
        message: `the line \`${item.key}=\` changes how herd7 judges; mbpair does not follow it`,
        hint: 'leave the line out, or put a blank before it',
      });
    } else if (item.key === 'Mapping') {
      const wrong = item.value.split(',').find((p) => p.trim() !== '' && !mappingPair.test(p.trim()));
      if (wrong === undefined) continue;
      error(to, item.span, {
        code: 'litmus/setting',
        message: `\`${wrong.trim()}\` is no pair of a register and its printed name`,
        hint: 'write `Mapping=0:r0=EAX,1:r0=EBX`',
      });
    }
  }
}
