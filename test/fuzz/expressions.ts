/** Random expressions: numbers with and without dependencies, addresses, conditions. */

import type { BinaryOp } from '../../src/litmus/ast.ts';
import { placeArgument, reads, rowsThat, valuedRmws } from './rows.ts';
import type { Scope } from './scope.ts';
import { binary, type Expr, name, number } from './tree.ts';

const castTypes = ['int', 'long', 'uintptr_t', 'char', 'uint8_t'];

/** Small numbers mostly; the large ones show wrapping and signs. */
export function literal(scope: Scope): number {
  return scope.chance.weighted([
    [8, scope.chance.int(0, 3)],
    [1, -1],
    [0.5, scope.chance.int(-9, 300)],
    [0.2, scope.chance.one([2147483647, -2147483648, 255, 256, 65535, 128])],
  ]);
}

/** An expression that is 0 and depends on a register that holds a number. */
export function zeroFrom(scope: Scope, register: string): Expr {
  const r = name(register);
  return scope.chance.one<() => Expr>([
    () => binary('^', r, r),
    () => binary('-', r, r),
    () => binary('*', r, number(0)),
    () => binary('&', r, number(0)),
    () => binary('!=', r, r),
    () => binary('<', r, r),
    () => binary('/', number(0), binary('|', r, number(1))),
    () => binary('&', binary('==', r, number(41)), number(0)),
  ])();
}

/** An expression with this value that depends on a register that holds a number. */
export function valueFrom(scope: Scope, register: string, value: number): Expr {
  const zero = zeroFrom(scope, register);
  const r = name(register);
  return scope.chance.one<() => Expr>([
    () => binary('+', number(value), zero),
    () => binary('+', zero, number(value)),
    () => binary('|', zero, number(value)),
    () => binary('^', number(value), zero),
    () => (value === 1 ? binary('==', r, r) : binary('*', binary('==', r, r), number(value))),
    () => (value === 0 ? zero : binary('-', number(value), zero)),
  ])();
}

/** The number, written as a literal or through a register. */
export function operand(scope: Scope, value: number): Expr {
  const { chance } = scope;
  const registers = scope.registers('number');
  return chance.weighted<() => Expr>([
    [6, () => number(value)],
    [1.2, () => throughRegister(scope, value)],
    [registers.length > 0 ? 1.6 : 0, () => valueFrom(scope, chance.one(registers), value)],
    [registers.length > 0 ? 0.6 : 0, () => name(chance.one(registers))],
    [0.15, () => ({ kind: 'cast', type: chance.one(castTypes), operand: number(value) })],
    [0.25, () => numeric(scope, 2)],
  ])();
}

/** A register assigned just before: an operand that is no literal, though known at once. */
function throughRegister(scope: Scope, value: number): Expr {
  const register = scope.fresh();
  scope.first(scope.assign(register, number(value)));
  scope.holds(register, 'number');
  return name(register);
}

const operators: readonly BinaryOp[] = ['+', '-', '*', '&', '|', '^', '==', '!=', '<', '>', '<=', '>='];

/** Any expression of numbers; what herd7 dies of (a division by 0) or refuses is rare. */
export function numeric(scope: Scope, depth: number): Expr {
  const { chance } = scope;
  const registers = scope.registers('number');
  const leaf = (): Expr =>
    chance.weighted<() => Expr>([
      [2, () => number(literal(scope))],
      [registers.length > 0 ? 4 : 0, () => name(chance.one(registers))],
      [0.3, () => name(`r${chance.int(0, 12)}`)],
      [0.7, () => access(scope)],
      [0.04, () => name(chance.one([...scope.world.numbers, ...scope.registers('pointer')]))],
    ])();
  if (depth <= 0) return leaf();
  const sub = (): Expr => numeric(scope, depth - 1 - chance.int(0, 1));
  return chance.weighted<() => Expr>([
    [3, leaf],
    [5, () => binary(chance.one(operators), sub(), sub())],
    [0.5, () => binary('/', sub(), number(chance.one([1, 2, 3, -1, -2, 7])))],
    [0.3, () => binary('/', sub(), binary('|', sub(), number(1)))],
    [0.08, () => binary('/', sub(), sub())],
    [0.4, () => ({ kind: 'cast', type: chance.one(castTypes), operand: sub() })],
  ])();
}

/** A load within an expression. */
function access(scope: Scope): Expr {
  const { chance } = scope;
  const address = name(chance.one(scope.world.numbers));
  if (chance.yes(0.3)) return { kind: 'load', address };
  return { kind: 'call', row: chance.one(reads), args: [address] };
}

/** Something that answers and does more than load: tested where it stands. */
function operation(scope: Scope): Expr {
  const { chance, world } = scope;
  if (world.locks.length > 0 && chance.yes(0.25)) {
    const row = chance.one(rowsThat('is-locked', 'trylock'));
    return { kind: 'call', row, args: [name(chance.one(world.locks))] };
  }
  const row = chance.one(valuedRmws);
  const at = placeArgument(row);
  const args = row.parameters.map((_, i) =>
    i === at ? name(chance.one(world.numbers)) : number(chance.int(0, 2)),
  );
  return { kind: 'call', row, args };
}

/** What an `if` tests: a register mostly, sometimes more. */
export function condition(scope: Scope): Expr {
  const { chance } = scope;
  const registers = scope.registers('number');
  const pointers = scope.registers('pointer');
  const register = (): Expr => name(chance.one(registers));
  return chance.weighted<() => Expr>([
    [registers.length > 0 ? 3 : 0, register],
    [
      registers.length > 0 ? 4 : 0,
      () => binary(chance.one(['==', '!=', '<', '>', '>=', '<=']), register(), number(chance.int(0, 2))),
    ],
    [registers.length > 1 ? 1 : 0, () => binary(chance.one(['==', '!=', '&', '|']), register(), register())],
    [registers.length > 0 ? 0.5 : 0, () => binary('==', register(), register())],
    [
      pointers.length > 0 ? 1 : 0,
      () =>
        binary(chance.one(['==', '!=']), name(chance.one(pointers)), name(chance.one(scope.world.numbers))),
    ],
    [0.8, () => binary(chance.one(['==', '!=']), access(scope), number(chance.int(0, 1)))],
    [0.4, () => access(scope)],
    [0.5, () => operation(scope)],
    [0.3, () => binary(chance.one(['==', '!=']), operation(scope), number(chance.int(0, 1)))],
    [0.3, () => numeric(scope, 2)],
    [0.1, () => number(chance.int(0, 1))],
  ])();
}

/** The address of a location, plain or with a dependency that adds 0. */
export function addressOf(scope: Scope, location: string): Expr {
  const registers = scope.registers('number');
  if (registers.length > 0 && scope.chance.yes(0.02)) {
    return binary('+', name(location), zeroFrom(scope, scope.chance.one(registers)));
  }
  if (!scope.chance.yes(0.015)) return name(location);
  const register = scope.fresh();
  scope.first(scope.assign(register, name(location), 'int *'));
  scope.holds(register, 'pointer');
  return name(register);
}
