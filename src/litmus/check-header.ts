/** `key=value` lines of the header that change what herd7 does. */

import type { Info } from './ast.ts';
import { type Complaints, error } from './complaints.ts';
import { mappingPair } from './print-condition.ts';

export function checkHeader(to: Complaints, info: readonly Info[]): void {
  // Only where herd7 computes the hash it looks for keys given twice.
  if (!info.some((i) => i.key.toLowerCase() === 'hash')) checkRepeated(to, info);
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

function checkRepeated(to: Complaints, info: readonly Info[]): void {
  const seen = new Map<string, Info>();
  for (const item of info) {
    const before = seen.get(item.key.toLowerCase());
    if (before === undefined) {
      seen.set(item.key.toLowerCase(), item);
      continue;
    }
    error(to, item.span, {
      code: 'litmus/key-twice',
      message: `the key ${item.key} is given twice in the header`,
      hint: 'in a comment, put a blank before the line: every line `key=value` in the first column counts',
      related: [{ span: before.span, message: 'first given here' }],
    });
  }
}
