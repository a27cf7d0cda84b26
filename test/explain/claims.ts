/** What an explanation says of variants of its test, for another judge to confirm. */

import { type Barrier, removableBarriers, withoutBarriers } from '../../src/explain/barriers.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { isVacuous, type Judged } from '../../src/judge/judgement.ts';

export interface Claim {
  readonly text: string;
  readonly says: string;
  readonly holds: (j: Judged) => boolean;
}

const reached = (j: Judged) => (j.quantifier === 'forall' ? j.negative : j.positive) > 0;
const isFine = (j: Judged) => !reached(j) && !isVacuous(j);

export function claimsOf(e: Explanation): Claim[] {
  if (e.kind === 'allowed') {
    const found = e.repairs?.outcome === 'searched' ? e.repairs.repairs.slice(0, 3) : [];
    return found.map(({ text, changes }) => ({
      text,
      says: `forbidden with: ${changes.map((c) => c.description).join('; ')}`,
      holds: (j) => isFine(j) && j.flags.length === 0,
    }));
  }
  if (e.kind !== 'forbidden' || e.barriers === undefined) return [];
  const { test: like, barriers } = e;
  const flags = new Set(e.flags?.raised.map((f) => f.flag));
  const isForbidden = (j: Judged) => isFine(j) && j.flags.every((f) => flags.has(f));
  const slots = removableBarriers(like);
  const claim = (says: string, gone: readonly number[], holds: Claim['holds']): Claim[] => {
    const variant = withoutBarriers(like, slots, gone);
    return variant === undefined ? [] : [{ text: variant.source.text, says, holds }];
  };
  const unused = barriers.flatMap((b, i) => (b.word === 'unused' ? [i] : []));
  return [
    ...barriers.flatMap((b, i) => barrierClaims(b, i, isForbidden, claim)),
    ...(unused.length > 1 ? claim('all that are unused may go together', unused, isForbidden) : []),
  ];
}

function barrierClaims(
  b: Barrier,
  i: number,
  isForbidden: Claim['holds'],
  claim: (says: string, gone: readonly number[], holds: Claim['holds']) => Claim[],
): Claim[] {
  const says = `${b.text} on line ${b.line} is ${b.word}`;
  switch (b.word) {
    case 'needed':
      return claim(says, [i], (j) => !isForbidden(j));
    case 'replaceable':
    case 'unused':
      return claim(says, [i], isForbidden);
    case 'jointly needed':
      return [
        ...claim(`${says}: alone it may go`, [i], isForbidden),
        ...claim(`${says}: the others may go`, b.others, isForbidden),
        ...claim(`${says}: not all together`, [...b.others, i], (j) => !isForbidden(j)),
      ];
    case 'undecided':
      return [];
    default:
      return b.word satisfies never;
  }
}
