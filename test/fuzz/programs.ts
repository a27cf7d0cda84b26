/** Random statements and random programs: no plan, every construct of the language. */

import { callOf, modify, read, write } from './accesses.ts';
import type { Chance } from './chance.ts';
import type { Draft } from './cycles.ts';
import { condition, literal, numeric, operand } from './expressions.ts';
import { plainFences, rowsThat } from './rows.ts';
import { Scope, type World } from './scope.ts';
import {
  askLock,
  fence,
  lockSection,
  nonEmpty,
  rcuGracePeriod,
  rcuSection,
  type Section,
  srcuGracePeriod,
  srcuSection,
  trylockSection,
} from './sections.ts';
import { binary, type Expr, name, number, type Statement } from './tree.ts';

export function program(chance: Chance, world: World): Draft {
  const threads = chance.weighted([
    [1.2, 1],
    [5, 2],
    [2.5, 3],
    [0.8, 4],
    [0.3, 5],
  ]);
  const most = threads <= 2 ? 4 : threads === 3 ? 3 : 2;
  const scopes = Array.from({ length: threads }, () => new Scope(world, chance));
  const bodies = scopes.map((scope) => nonEmpty(random(scope, chance.int(1, most))));
  return { origin: 'program', world, scopes, bodies, outcome: [] };
}

/** So many statements, sections counting with what they hold. */
export function random(scope: Scope, statements: number): Statement[] {
  const out: Statement[] = [];
  let left = statements;
  while (left > 0) {
    const { chance, world } = scope;
    if (left > 1 && chance.yes(0.16)) {
      const inner = chance.int(1, left);
      out.push(...section(scope, () => random(scope, inner)));
      left -= inner + 1;
      continue;
    }
    const location = chance.one(world.numbers);
    out.push(
      ...chance.weighted<() => readonly Statement[]>([
        [3, () => read(scope, location, { order: 'any' }).statements],
        [3, () => write(scope, location, chance.int(1, 3), { order: 'any' })],
        [1.6, () => modify(scope, location)],
        [1.6, () => [fence(scope, plainFences)]],
        [1.1, () => branching(scope, Math.max(1, left - 1))],
        [0.6, () => [calculation(scope)]],
        [0.35, () => [rcuGracePeriod(scope)]],
        [world.srcus.length > 0 ? 0.35 : 0, () => [srcuGracePeriod(scope)]],
        [world.locks.length > 0 ? 0.4 : 0, () => askLock(scope).statements],
        [world.pointers.length > 0 ? 1.5 : 0, () => throughPointer(scope)],
        [world.array === undefined ? 0 : 2, () => element(scope)],
        [0.3, () => loop(scope)],
        [0.15, () => [{ kind: 'evaluate', value: numeric(scope, 1) }]],
        [0.1, () => [{ kind: 'declare', type: chance.one(['int ', 'int *', 'long ']), name: scope.fresh() }]],
        [0.15, () => [comment(chance)]],
        [0.2, () => copies(scope, location)],
        [0.1, () => [{ kind: 'evaluate', value: numeric(scope, 1), bare: true }]],
        [0.1, () => [{ kind: 'block', body: nonEmpty(random(scope, Math.min(2, left))) }]],
        [0.05, () => addressTaken(scope, location)],
        [0.03, () => [{ kind: 'assign', name: location, value: name(chance.one(world.numbers)) }]],
        [0.2, () => oddAccess(scope)],
        [0.25, () => sectionsApart(scope)],
      ])(),
    );
    left--;
  }
  return out;
}

function section(scope: Scope, inner: () => Statement[]): Statement[] {
  const { chance, world } = scope;
  const around = (s: Section): Statement[] => [...s.open, ...inner(), ...s.close];
  return chance.weighted<() => Statement[]>([
    [1, () => around(rcuSection(scope))],
    [world.srcus.length > 0 ? 1.5 : 0, () => around(srcuSection(scope))],
    [world.locks.length > 0 ? 3 : 0, () => around(lockSection(scope))],
    [world.locks.length > 0 ? 1 : 0, () => trylockSection(scope, inner)],
  ])();
}

function branching(scope: Scope, statements: number): Statement[] {
  const { chance } = scope;
  return scope.statements(() => {
    const tested = condition(scope);
    const branch = (): readonly Statement[] =>
      nonEmpty(scope.branch(() => random(scope, chance.int(1, Math.max(1, Math.min(2, statements))))));
    const then = branch();
    if (scope.depth < 1 && chance.yes(0.35)) return [{ kind: 'if', condition: tested, then, else: branch() }];
    return [{ kind: 'if', condition: tested, then }];
  });
}

function calculation(scope: Scope): Statement {
  const value = numeric(scope, 2);
  const register = scope.fresh();
  scope.holds(register, 'number');
  return scope.assign(register, value);
}

const readRows = rowsThat('read');
const writeRows = rowsThat('write').filter((row) => row.effect.then === undefined);

/** Reads a pointer and uses it, or changes it. */
export function throughPointer(scope: Scope): Statement[] {
  const { chance, world } = scope;
  const pointer = name(chance.one(world.pointers));
  const target = name(chance.one(world.numbers));
  const store = (address: Expr, value: Expr): Statement =>
    chance.yes(0.25)
      ? { kind: 'store', address, value }
      : { kind: 'call', row: chance.one(writeRows), args: [address, value] };
  const load = (address: Expr): Expr =>
    chance.yes(0.25)
      ? { kind: 'load', address }
      : { kind: 'call', row: chance.one(readRows), args: [address] };
  if (chance.yes(0.33)) return [store(pointer, target)];
  if (chance.yes(0.12)) return exchanged(scope, pointer, target);
  const address = scope.fresh();
  const reading = scope.assign(address, load(pointer), 'int *');
  scope.holds(address, 'pointer');
  if (chance.yes(0.1)) return [reading];
  const moved: Expr = chance.yes(0.12) ? binary('+', name(address), number(0)) : name(address);
  if (chance.yes(0.25))
    return [reading, ...scope.statements(() => [store(moved, operand(scope, chance.int(1, 3)))])];
  const register = scope.fresh();
  const using = scope.assign(register, load(moved));
  scope.holds(register, 'number');
  if (!chance.yes(0.15)) return [reading, using];
  return [reading, { kind: 'if', condition: binary('!=', name(address), target), then: [using] }];
}

/** Swaps a pointer atomically. */
function exchanged(scope: Scope, pointer: Expr, target: Expr): Statement[] {
  const { chance, world } = scope;
  const old = scope.fresh();
  const row = chance.one(rowsThat('xchg', 'cmpxchg'));
  const call = callOf(row, pointer, (role) =>
    role === 'expected' ? name(chance.one(world.numbers)) : target,
  );
  const statement = scope.assign(old, call, 'int *');
  scope.holds(old, 'pointer');
  return [statement];
}

function element(scope: Scope): Statement[] {
  const { chance, world } = scope;
  if (world.array === undefined) return [];
  const at = chance.int(0, world.array.elements - 1);
  const place: Expr = at === 0 ? name(world.array.name) : binary('+', name(world.array.name), number(4 * at));
  if (chance.yes(0.5)) {
    return [{ kind: 'call', row: chance.one(writeRows), args: [place, number(literal(scope))] }];
  }
  const register = scope.fresh();
  scope.holds(register, 'number');
  return [scope.assign(register, { kind: 'call', row: chance.one(readRows), args: [place] })];
}

/** Waits for a location to change, or counts. */
export function loop(scope: Scope): Statement[] {
  const { chance, world } = scope;
  const register = scope.fresh();
  scope.holds(register, 'number');
  const counting = chance.yes(0.3);
  const start: Statement = { kind: 'assign', type: 'int ', name: register, value: number(0) };
  const step: Expr = counting
    ? binary('+', name(register), number(1))
    : { kind: 'call', row: chance.one(readRows), args: [name(chance.one(world.numbers))] };
  return [
    start,
    {
      kind: 'while',
      condition: binary(counting ? '<' : '==', name(register), number(counting ? chance.int(1, 3) : 0)),
      body: [
        { kind: 'assign', name: register, value: step },
        ...(chance.yes(0.2) && scope.depth === 0 ? scope.branch(() => random(scope, 1)) : []),
      ],
    },
  ];
}

/** A register that holds the address of a location, or of a lock. */
function addressTaken(scope: Scope, location: string): Statement[] {
  const register = scope.fresh();
  scope.holds(register, 'pointer');
  return [{ kind: 'assign', type: 'int *', name: register, value: name(location) }];
}

/** An ordinary access where locks or SRCU structures live. */
function oddAccess(scope: Scope): Statement[] {
  const { chance, world } = scope;
  const location = chance.one([...world.locks, ...world.srcus, ...world.pointers]);
  if (chance.yes(0.5)) return write(scope, location, chance.int(0, 2), { order: 'any' });
  return read(scope, location, { order: 'any' }).statements;
}

/** Half a critical section, perhaps in a branch: the other half may be elsewhere. */
function sectionsApart(scope: Scope): Statement[] {
  const { chance, world } = scope;
  const { open, close } = chance.weighted<() => Section>([
    [1, () => rcuSection(scope)],
    [world.srcus.length > 0 ? 1 : 0, () => srcuSection(scope)],
    [world.locks.length > 0 ? 1 : 0, () => lockSection(scope)],
  ])();
  if (chance.yes(0.4)) return [...(chance.yes(0.5) ? open : close)];
  const guarded: Statement = { kind: 'if', condition: condition(scope), then: nonEmpty(close) };
  return [...open, guarded];
}

/** Copies one location to another with plain accesses: values may come out of thin air. */
function copies(scope: Scope, location: string): Statement[] {
  const register = scope.fresh();
  scope.holds(register, 'number');
  const other = scope.chance.one(scope.world.numbers);
  return [
    { kind: 'assign', type: 'int ', name: register, value: { kind: 'load', address: name(location) } },
    { kind: 'store', address: name(other), value: name(register) },
  ];
}

const remarks = ['plain words', 'x = 1; // not run', 'a * b', "it's a comment", 'smp_mb();', '{ }'];

export function comment(chance: Chance): Statement {
  return { kind: 'comment', text: chance.one(remarks) };
}
