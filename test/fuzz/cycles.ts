/**
 * Tests in the shape of a communication cycle: each thread has one or two accesses on the cycle, and
 * each is tied to the next thread by a read of its write (rf), a write over its write (co) or a write
 * over what it read (fr). SB, MP, LB, R, S, 2+2W, WRC, ISA2, IRIW and their kin are such cycles.
 */

import { type Order, read, readExpr, type Wanted, write } from './accesses.ts';
import type { Chance } from './chance.ts';
import { zeroFrom } from './expressions.ts';
import { type Direction, type Link, link, type Theme } from './links.ts';
import { Scope, type World } from './scope.ts';
import { binary, type Expr, name, number, type Prop, type Statement } from './tree.ts';

export interface Draft {
  readonly origin: string;
  readonly world: World;
  readonly scopes: readonly Scope[];
  readonly bodies: readonly (readonly Statement[])[];
  /** What tells that the cycle, or whatever the test is about, happened. */
  readonly outcome: readonly Prop[];
}

type Tie = 'rf' | 'co' | 'fr';
const leaves: Readonly<Record<Tie, Direction>> = { rf: 'W', co: 'W', fr: 'R' };
const enters: Readonly<Record<Tie, Direction>> = { rf: 'R', co: 'W', fr: 'W' };

interface Access {
  readonly thread: number;
  readonly direction: Direction;
  readonly location: number;
  /** Of a write. */
  value: number;
}

/** One to four threads; the access where a tie enters and the one where the next leaves. */
interface Shape {
  readonly ties: readonly Tie[];
  readonly threads: readonly { readonly first: Access; readonly second: Access }[];
  readonly locations: number;
}

function shape(chance: Chance): Shape {
  const threads = chance.weighted([
    [6, 2],
    [3.2, 3],
    [1.4, 4],
  ]);
  const ties = Array.from({ length: threads }, () =>
    chance.weighted<Tie>([
      [5, 'rf'],
      [4, 'fr'],
      [1.8, 'co'],
    ]),
  );
  const tieInto = (t: number): Tie => ties[(t + threads - 1) % threads] as Tie;
  const oneLocation = chance.yes(0.04);
  // A write that is both entered and left may be the thread's only access (WRC, IRIW).
  const single = ties.map(
    (tie, t) => leaves[tie] === 'W' && enters[tieInto(t)] === 'W' && chance.yes(threads > 2 ? 0.6 : 0.12),
  );
  let at = 0;
  const accesses = ties.map((tie, t) => {
    const first: Access = { thread: t, direction: enters[tieInto(t)], location: at, value: 0 };
    if (single[t]) return { first, second: first };
    if (!oneLocation) at++;
    return { first, second: { thread: t, direction: leaves[tie], location: at, value: 0 } };
  });
  // The last tie closes the ring: its location is the first one.
  const locations = Math.max(1, at);
  const close = (a: Access): Access => (a.location === locations ? { ...a, location: 0 } : a);
  const closed = accesses.map(({ first, second }) => {
    const f = close(first);
    return { first: f, second: second === first ? f : close(second) };
  });
  return { ties, threads: closed, locations };
}

/** Numbers the writes of each location in the order in which the ring passes them. */
function giveValues(s: Shape): void {
  const start = Math.max(
    0,
    s.threads.findIndex(({ first, second }) => first !== second),
  );
  const round = [...s.threads.slice(start), ...s.threads.slice(0, start)];
  const passed = round.flatMap(({ first, second }) => [first, second]);
  const used = new Map<number, number>();
  for (const access of [...passed.slice(1), ...passed.slice(0, 1)]) {
    if (access.direction === 'R' || access.value !== 0) continue;
    const value = (used.get(access.location) ?? 0) + 1;
    used.set(access.location, value);
    access.value = value;
  }
}

/** `worldWith` makes the places, at least so many of them for numbers. */
export function cycle(chance: Chance, worldWith: (numbers: number) => World, theme: Theme): Draft {
  const s = shape(chance);
  giveValues(s);
  const world = worldWith(s.locations);
  const places = chance.shuffled(world.numbers);
  const locationOf = (a: Access): string => places[a.location % places.length] as string;
  const scopes = s.threads.map(() => new Scope(world, chance));
  const registers = new Map<Access, string>();
  const bodies = s.threads.map(({ first, second }, t) =>
    threadBody(scopes[t] as Scope, theme, first, second, locationOf, registers),
  );
  return { origin: `cycle ${theme}`, world, scopes, bodies, outcome: outcomeOf(s, registers, locationOf) };
}

function threadBody(
  scope: Scope,
  theme: Theme,
  first: Access,
  second: Access,
  locationOf: (a: Access) => string,
  registers: Map<Access, string>,
): Statement[] {
  if (first === second) return access(scope, first, locationOf(first), { order: 'any' }, registers);
  const links = [link(scope, theme, first.direction, second.direction)];
  if (scope.chance.yes(0.12)) links.push(link(scope, theme, first.direction, second.direction));
  const dependency = links.find((l) => l.dependency !== undefined)?.dependency;
  const firstOrder = orderOf(links, 'first');
  const all = (part: 'before' | 'between' | 'after'): Statement[] => links.flatMap((l) => l[part] ?? []);
  const inline = dependency === 'ctrl' && scope.chance.yes(0.08);
  const opening = inline ? [] : access(scope, first, locationOf(first), { order: firstOrder }, registers);
  const source = registers.get(first);
  const carried =
    source === undefined || dependency === undefined
      ? { statements: [], register: source }
      : carry(scope, source);
  const { register } = carried;
  const order = orderOf(links, 'second');
  const wanted: Wanted = {
    order,
    ...(dependency === 'data' && register !== undefined
      ? { data: { register, copy: scope.chance.yes(0.3) } }
      : {}),
    ...(dependency === 'addr' && register !== undefined
      ? { address: binary('+', name(locationOf(second)), zeroFrom(scope, register)) }
      : {}),
  };
  const closing = (): Statement[] => access(scope, second, locationOf(second), wanted, registers);
  const end =
    dependency === 'ctrl'
      ? guarded(
          scope,
          inline ? readExpr(scope, locationOf(first), { order: firstOrder }) : name(register ?? 'r0'),
          closing,
        )
      : closing();
  return [
    ...all('before'),
    ...opening,
    ...carried.statements,
    ...all('between'),
    ...end,
    ...links.toReversed().flatMap((l) => l.after ?? []),
  ];
}

function orderOf(links: readonly Link[], which: 'first' | 'second'): Order {
  return links.find((l) => l[which] !== undefined)?.[which] ?? 'any';
}

/** A register's value may travel through a copy before it is used, or through memory of its own. */
function carry(scope: Scope, register: string): { statements: Statement[]; register: string } {
  const { chance } = scope;
  if (!chance.yes(0.18)) return { statements: [], register };
  const copy = scope.fresh();
  const type = 'int ';
  const own = `tmp${chance.int(0, 9)}`;
  const statements: Statement[] = chance.yes(0.6)
    ? [{ kind: 'assign', type, name: copy, value: name(register) }]
    : [
        { kind: 'store', address: name(own), value: name(register) },
        { kind: 'assign', type, name: copy, value: { kind: 'load', address: name(own) } },
      ];
  scope.holds(copy, 'number');
  return { statements, register: copy };
}

function access(
  scope: Scope,
  a: Access,
  location: string,
  wanted: Wanted,
  registers: Map<Access, string>,
): Statement[] {
  if (a.direction === 'W') return write(scope, location, a.value, wanted);
  const { statements, register } = read(scope, location, wanted);
  registers.set(a, register);
  return statements;
}

/** The statements in a branch that the value decides. */
function guarded(scope: Scope, tested: Expr, inner: () => Statement[]): Statement[] {
  const { chance } = scope;
  const condition = chance.weighted<Expr>([
    [4, tested],
    [3, binary('==', tested, number(chance.int(0, 2)))],
    [1, binary('!=', tested, number(chance.int(0, 2)))],
    [1, binary('==', tested, tested)],
    [0.7, binary('>=', tested, number(0))],
  ]);
  const body = scope.branch(inner);
  return chance.weighted<Statement[]>([
    [6, [{ kind: 'if', condition, then: body }]],
    [1, [{ kind: 'if', condition, then: body, else: body }]],
    [1, [{ kind: 'if', condition: binary('==', condition, number(0)), then: body }]],
    [
      1,
      [
        {
          kind: 'if',
          condition,
          then: body,
          else: [{ kind: 'assign', type: 'int ', name: scope.fresh(), value: number(1) }],
        },
      ],
    ],
  ]);
}

/** One atom a tie: the read of the write, the value before the write over it, the last write. */
function outcomeOf(
  s: Shape,
  registers: ReadonlyMap<Access, string>,
  locationOf: (a: Access) => string,
): Prop[] {
  return s.ties.flatMap((tie, t): Prop[] => {
    const from = s.threads[t]?.second as Access;
    const to = s.threads[(t + 1) % s.threads.length]?.first as Access;
    const reader = registers.get(tie === 'rf' ? to : from);
    const register = (value: number): Prop[] =>
      reader === undefined
        ? []
        : [equals({ thread: tie === 'rf' ? to.thread : from.thread, name: reader }, value)];
    switch (tie) {
      case 'rf':
        return register(from.value);
      case 'fr':
        return register(to.value - 1);
      case 'co':
        return [
          {
            kind: 'equals',
            place: { kind: 'location', name: locationOf(to) },
            sign: '=',
            value: String(to.value),
          },
        ];
      default:
        return tie satisfies never;
    }
  });
}

function equals(register: { thread: number; name: string }, value: number): Prop {
  return { kind: 'equals', place: { kind: 'register', ...register }, sign: '=', value: String(value) };
}
