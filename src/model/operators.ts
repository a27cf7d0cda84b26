/** The operators and checks of the relational IR on bit matrices. */

import {
  addPair,
  type Bits,
  closeInto,
  complementInto,
  composeInto,
  crossInto,
  domainInto,
  inSet,
  intersectInto,
  inverseInto,
  isAcyclic,
  isEmpty,
  isIrreflexive,
  rangeInto,
  reflexiveInto,
  restrictInto,
  type Size,
  subtractInto,
  unionInto,
} from '../base/relation.ts';
import type { Check, Op } from './ir.ts';

/** An operation whose value follows from its operands' values alone. */
export type PlainOp = Exclude<Op, { readonly op: 'base set' | 'base relation' | 'variable' | 'fixpoint' }>;

/** Writes the operation's value to `out`, which is none of the operands. */
export function apply(op: PlainOp, out: Bits, get: (id: number) => Bits, size: Size): void {
  switch (op.op) {
    case 'union':
      out.fill(0);
      for (const o of op.of) unionInto(out, get(o));
      return;
    case 'intersection': {
      let first = true;
      for (const o of op.of) {
        if (first) out.set(get(o));
        else intersectInto(out, get(o));
        first = false;
      }
      return;
    }
    case 'difference':
      out.set(get(op.left));
      subtractInto(out, get(op.right));
      return;
    case 'complement':
      complementInto(out, get(op.of), size);
      return;
    case 'domain':
      domainInto(out, get(op.of), size);
      return;
    case 'range':
      rangeInto(out, get(op.of), size);
      return;
    case 'sequence':
      composeInto(out, get(op.left), get(op.right), size);
      return;
    case 'restrict':
      restrictInto(
        out,
        get(op.of),
        op.from === undefined ? undefined : get(op.from),
        op.to === undefined ? undefined : get(op.to),
        size,
      );
      return;
    case 'inverse':
      inverseInto(out, get(op.of), size);
      return;
    case 'optional':
      out.set(get(op.of));
      reflexiveInto(out, size);
      return;
    case 'star':
      out.set(get(op.of));
      closeInto(out, size);
      reflexiveInto(out, size);
      return;
    case 'plus':
      out.set(get(op.of));
      closeInto(out, size);
      return;
    case 'identity': {
      const set = get(op.of);
      out.fill(0);
      for (let x = 0; x < size.n; x++) if (inSet(set, x)) addPair(out, size, x, x);
      return;
    }
    case 'product':
      crossInto(out, get(op.from), get(op.to), size);
      return;
    default:
      op satisfies never;
  }
}

/** Whether the relation is what an axiom wants it to be. */
export function meets(check: Check, r: Bits, size: Size): boolean {
  switch (check) {
    case 'acyclic':
      return isAcyclic(r, size);
    case 'irreflexive':
      return isIrreflexive(r, size);
    case 'empty':
      return isEmpty(r);
    default:
      return check satisfies never;
  }
}
