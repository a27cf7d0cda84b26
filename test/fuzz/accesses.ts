/** Reads and writes of one location, realised by any row of the table that fits. */

import type { Primitive } from '../../src/lkmm/primitives.ts';
import type { AccessTag } from '../../src/lkmm/tags.ts';
import { addressOf, literal, operand, valueFrom } from './expressions.ts';
import {
  addUnless,
  atomics,
  compareExchanges,
  exchanges,
  placeArgument,
  type Role,
  reads,
  roleOf,
  tagOf,
  valuedAtomics,
  valuedRmws,
  voidAtomics,
  writes,
} from './rows.ts';
import type { Scope } from './scope.ts';
import { binary, type Expr, name, number, type Statement } from './tree.ts';

/** Ordering asked of an access: `any` draws it; `full` wants an RMW or a store with a barrier. */
export type Order = 'any' | 'none' | 'acquire' | 'release' | 'full';

export interface Wanted {
  readonly order: Order;
  /** A register that the value (of a write) depends on; `copy` writes the register itself. */
  readonly data?: { readonly register: string; readonly copy: boolean };
  /** The address, when it is not simply the location. */
  readonly address?: Expr;
  readonly plain?: boolean;
}

const tagFor: Readonly<Record<Exclude<Order, 'any'>, AccessTag>> = {
  none: 'ONCE',
  acquire: 'ACQUIRE',
  release: 'RELEASE',
  full: 'MB',
};

/** The rows with the tag asked for, else all. */
function ordered<T extends Primitive>(rows: readonly T[], order: Order): readonly T[] {
  if (order === 'any') return rows;
  const fitting = rows.filter((row) => tagOf(row) === tagFor[order]);
  return fitting.length > 0 ? fitting : rows;
}

/** Builds a call: the place where the row wants it, the other arguments by their role. */
export function callOf(
  row: Primitive,
  address: Expr,
  argument: (role: Role) => Expr,
): Expr & { kind: 'call' } {
  const place = placeArgument(row);
  const args = row.parameters.map((_, i) => (i === place ? address : argument(roleOf(row, i))));
  return { kind: 'call', row, args };
}

/** A read into a new register that holds what the location holds. */
export function read(
  scope: Scope,
  location: string,
  wanted: Wanted,
): { readonly statements: Statement[]; readonly register: string } {
  const { chance } = scope;
  const register = scope.fresh();
  const statements = scope.statements(() => [scope.assign(register, readExpr(scope, location, wanted))]);
  scope.holds(register, 'number');
  if (chance.yes(0.03)) statements.unshift({ kind: 'declare', type: 'int ', name: register });
  return { statements, register };
}

export function readExpr(scope: Scope, location: string, wanted: Wanted): Expr {
  const { chance } = scope;
  const address = wanted.address ?? addressOf(scope, location);
  if (isPlain(scope, location, wanted)) return { kind: 'load', address };
  const byRmw = wanted.order === 'full' || chance.yes(0.12);
  if (!byRmw) return { kind: 'call', row: chance.one(ordered(reads, wanted.order)), args: [address] };
  const row = chance.one(ordered(valuedRmws, wanted.order));
  return callOf(row, address, (role) => {
    if (role !== 'value') return operand(scope, chance.int(0, 2));
    return chance.yes(0.65) ? operand(scope, neutral(row)) : operand(scope, literal(scope));
  });
}

/** The operand that leaves the old value as it is, where there is one. */
function neutral(row: Primitive): number {
  return row.effect.do === 'atomic' && row.effect.op === 'and' ? -1 : 0;
}

/** A write of this value; with a read-modify-write the value comes out if the old one was 0. */
export function write(scope: Scope, location: string, value: number, wanted: Wanted): Statement[] {
  return scope.statements(() => writeOnce(scope, location, value, wanted));
}

function writeOnce(scope: Scope, location: string, value: number, wanted: Wanted): Statement[] {
  const { chance } = scope;
  const address = wanted.address ?? addressOf(scope, location);
  if (isPlain(scope, location, wanted)) {
    return [{ kind: 'store', address, value: written(scope, value, wanted) }];
  }
  const byRmw = chance.yes(wanted.order === 'full' ? 0.7 : 0.17);
  if (!byRmw) {
    const storeThenFence = writes.filter((row) => row.effect.then !== undefined);
    const rows =
      wanted.order === 'full' ? storeThenFence : ordered(writes, wanted.order).filter(unfenced(wanted.order));
    const row = chance.one(rows);
    const call = callOf(row, address, () => written(scope, value, wanted));
    return [{ kind: 'call', row, args: call.args }];
  }
  const row = chance.one(ordered([...valuedRmws, ...voidAtomics], wanted.order));
  const call = callOf(row, address, (role) => {
    if (role === 'expected') return compared(scope, wanted);
    if (role === 'limit') return operand(scope, chance.int(0, 4));
    return written(scope, value, wanted);
  });
  if (row.role === 'statement') return [{ kind: 'call', row, args: call.args }];
  if (chance.yes(0.4)) return [{ kind: 'evaluate', value: call }];
  const register = scope.fresh();
  scope.holds(register, 'number');
  return [scope.assign(register, call)];
}

const unfenced = (order: Order) => (row: (typeof writes)[number]) =>
  order === 'any' || row.effect.then === undefined;

/** A compared value is 0, what locations mostly hold; it may depend on something as well. */
function compared(scope: Scope, wanted: Wanted): Expr {
  const { data } = wanted;
  if (data !== undefined && scope.chance.yes(0.3)) return valueFrom(scope, data.register, 0);
  return operand(
    scope,
    scope.chance.weighted([
      [5, 0],
      [1, 1],
      [1, 2],
    ]),
  );
}

function written(scope: Scope, value: number, wanted: Wanted): Expr {
  const { data } = wanted;
  if (data === undefined) return operand(scope, value);
  if (data.copy) return name(data.register);
  return valueFrom(scope, data.register, value);
}

function isPlain(scope: Scope, location: string, wanted: Wanted): boolean {
  if (wanted.plain !== undefined) return wanted.plain;
  if (wanted.order !== 'any' && wanted.order !== 'none') return false;
  return scope.world.plain.has(location) || scope.chance.yes(scope.world.plainness);
}

/** An atomic operation of any kind, its result kept, dropped or absent. */
export function modify(scope: Scope, location: string): Statement[] {
  return scope.statements(() => {
    const { chance } = scope;
    const rows = chance.weighted<readonly Primitive[]>([
      [2, exchanges],
      [3, compareExchanges],
      [4, valuedAtomics],
      [3, voidAtomics],
      [1, addUnless],
      [1, atomics],
    ]);
    const row = chance.one(rows);
    const call = callOf(row, addressOf(scope, location), () =>
      chance.yes(0.8) ? operand(scope, chance.int(0, 2)) : operand(scope, literal(scope)),
    );
    if (row.role === 'statement') return [{ kind: 'call', row, args: call.args }];
    if (chance.yes(0.2)) return [{ kind: 'evaluate', value: call }];
    const register = scope.fresh();
    scope.holds(register, 'number');
    const negated = chance.yes(0.05) ? binary('==', call, number(0)) : call;
    return [scope.assign(register, negated)];
  });
}
