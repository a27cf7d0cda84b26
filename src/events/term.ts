/**
 * Values as terms: a 32-bit integer, the address of a location (with a byte offset), or a variable
 * that stands for what a read returns. All three are plain numbers in disjoint ranges, so that
 * comparing and storing them costs nothing.
 *
 * Source: semantics.md, section 6; the operators follow herd7's on symbolic values.
 */

import type { BinaryOp } from '../litmus/ast.ts';
import type { AtomicOp } from '../lkmm/primitives.ts';

export type Term = number;

/** Above every integer: (location + 1) * 2^33 + 2^32 + offset. */
const addressUnit = 2 ** 33;
const addressBias = 2 ** 32;

export function isInteger(t: Term): boolean {
  return t >= -0x80000000 && t <= 0x7fffffff;
}

export function isAddress(t: Term): boolean {
  return t >= addressUnit;
}

export function isVariable(t: Term): boolean {
  return t < -0x80000000;
}

export function addressTerm(location: number, offset = 0): Term {
  return (location + 1) * addressUnit + addressBias + offset;
}

export function locationOf(t: Term): number {
  return Math.floor(t / addressUnit) - 1;
}

/** Byte offset within the location. */
export function offsetOf(t: Term): number {
  return t - addressBias - Math.floor(t / addressUnit) * addressUnit;
}

export function variableTerm(index: number): Term {
  return -addressUnit - index;
}

export function variableOf(t: Term): number {
  return -addressUnit - t;
}

/** The variable `t` renumbered by `by`; other terms as they are. */
export function shiftVariable(t: Term, by: number): Term {
  return isVariable(t) ? t - by : t;
}

export type TermOp = BinaryOp | 'andnot';

export const termOpOf: Record<AtomicOp, TermOp> = {
  add: '+',
  sub: '-',
  and: '&',
  or: '|',
  xor: '^',
  andnot: 'andnot',
};

/**
 * Why an operation has no value. herd7 raises these only when a consistent execution computes them,
 * or at once when the operands are known before any read is resolved.
 */
export interface OperationFailure {
  readonly failed: 'division by zero' | 'illegal operation';
  readonly op: TermOp;
  readonly left: Term;
  readonly right: Term;
}

/** What is known of `left op right`: a value, a copy of a variable, a failure, or nothing yet. */
export type OperationResult = Term | OperationFailure | undefined;

/**
 * Evaluates `left op right`; operands are canonical (equal variables are the same term). `^`, `==` and
 * `!=` of one unknown with itself are decided. `copies`: `+ 0` and `| 0` copy an unknown operand, as
 * herd7 has it before it solves along reads-from, and no more then. Nothing else is known without
 * both operands.
 */
export function applyOp(op: TermOp, left: Term, right: Term, copies: boolean): OperationResult {
  if (left === right) {
    if (op === '^' || op === '!=') return 0;
    if (op === '==') return 1;
  }
  if (copies || isKnown(left, right)) {
    if (right === 0 && (op === '+' || op === '|')) return left;
    if (left === 0 && (op === '+' || op === '|')) return right;
  }
  if (isVariable(left) || isVariable(right)) return undefined;
  if (isInteger(left) && isInteger(right)) return onIntegers(op, left, right);
  return onAddresses(op, left, right);
}

function isKnown(left: Term, right: Term): boolean {
  return !isVariable(left) && !isVariable(right);
}

function onIntegers(op: TermOp, a: number, b: number): OperationResult {
  switch (op) {
    case '+':
      return (a + b) | 0;
    case '-':
      return (a - b) | 0;
    case '*':
      return Math.imul(a, b);
    case '/':
      return b === 0 ? { failed: 'division by zero', op, left: a, right: b } : (a / b) | 0;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case 'andnot':
      return a & ~b;
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a !== b ? 1 : 0;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    default:
      return op satisfies never;
  }
}

function onAddresses(op: TermOp, a: Term, b: Term): OperationResult {
  switch (op) {
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a !== b ? 1 : 0;
    case '+':
      if (isAddress(a) && isInteger(b)) return a + b;
      if (isInteger(a) && isAddress(b)) return b + a;
      break;
    case '-':
      if (isAddress(a) && isInteger(b)) return a - b;
      if (isAddress(a) && isAddress(b)) return Math.sign(a - b);
      break;
    // Every address is greater than 0, and that is all that is known of its size.
    case '<':
      if (a === 0) return 1;
      if (b === 0) return 0;
      break;
    case '>':
      if (b === 0) return 1;
      if (a === 0) return 0;
      break;
    default:
      break;
  }
  return { failed: 'illegal operation', op, left: a, right: b };
}
