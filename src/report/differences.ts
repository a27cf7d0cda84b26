/** What two judges disagree on, in words. The reference is herd7 or a recorded log; ours is the other. */

import type { Difference } from '../herd/compare.ts';
import type { Difference as Told } from './check-report.ts';

/** States and flags beyond so many are counted, not listed. */
const shown = 6;

export function tellDifferences(reference: string, differences: readonly Difference[]): Told[] {
  return differences.map((d) => ({ kind: d.kind, message: tell(reference, d) }));
}

function tell(reference: string, d: Difference): string {
  switch (d.kind) {
    case 'refusal':
      return `${reference} ${taken(d.reference)} the test, mbpair ${taken(d.other)} it`;
    case 'states':
      return `states ${alone(`only in ${reference}`, d.missing)}${alone('only in mbpair', d.extra)}`.trim();
    case 'flags':
      return `flags ${alone(`only in ${reference}`, d.missing)}${alone('only in mbpair', d.extra)}`.trim();
    case 'state-order':
      return `the states are the same, in another order: first in ${reference} ${first(d.reference, d.other)}`;
    case 'cut':
      return `a loop is cut at its limit ${d.reference ? `by ${reference}` : 'by mbpair'} only`;
    case 'name':
    case 'word':
    case 'result':
    case 'positive':
    case 'negative':
    case 'quantifier':
    case 'condition':
    case 'hash':
      return `${d.kind}: ${d.reference ?? 'none'} in ${reference}, ${d.other ?? 'none'} in mbpair`;
    default:
      return d satisfies never;
  }
}

function taken(outcome: string): string {
  return outcome === 'judged' || outcome === 'decided' ? 'judges' : 'refuses';
}

function alone(where: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const more = items.length > shown ? ` and ${items.length - shown} more` : '';
  return `${where} (${items.length}): ${items
    .slice(0, shown)
    .map((s) => `[${s}]`)
    .join(' ')}${more} `;
}

function first(reference: readonly string[], other: readonly string[]): string {
  const at = reference.findIndex((state, i) => state !== other[i]);
  return `[${reference[at] ?? ''}], in mbpair [${other[at] ?? ''}]`;
}
