/** Small tests around one idiom of the kernel, with random orderings: what cycles seldom hit. */

import { callOf, modify, type Order, read, readExpr, write } from './accesses.ts';
import type { Chance } from './chance.ts';
import type { Draft } from './cycles.ts';
import { operand } from './expressions.ts';
import { link, type Theme, themes } from './links.ts';
import { asked, counter, exclusion, stuck } from './lock-idioms.ts';
import { loop } from './programs.ts';
import { compareExchanges, fencesOf, reads, valuedRmws, writes } from './rows.ts';
import { Scope, type World } from './scope.ts';
import { fence, rcuGracePeriod, rcuSection } from './sections.ts';
import { type Expr, name, type Prop, type Statement } from './tree.ts';
import { arithmetic, handedCookie, oneStatement, pointers, thinAir } from './value-idioms.ts';
import { is, type Writer } from './writers.ts';

const anyTheme = (chance: Chance): Theme => chance.one(Object.keys(themes) as Theme[]);

/** A thread that publishes an object by pointer, one that looks at it, and perhaps one that frees. */
const publish: Writer = (chance, world) => {
  const [first, second] = chance.shuffled(world.numbers) as [string, string];
  const pointer = chance.one(world.pointers);
  const [p0, p1] = [new Scope(world, chance), new Scope(world, chance)];
  const order = chance.one<Order>(['release', 'release', 'none', 'any']);
  const tag = order === 'release' ? 'RELEASE' : 'ONCE';
  const storing = writes.filter((row) => row.effect.tag === tag && row.effect.then === undefined);
  const fenced = chance.yes(0.3) ? [fence(p0, fencesOf('wmb', 'mb'))] : [];
  const publishing: Statement = chance.yes(0.1)
    ? { kind: 'store', address: name(pointer), value: name(second) }
    : { kind: 'call', row: chance.one(storing), args: [name(pointer), name(second)] };
  const freed = chance.yes(0.3) ? [rcuGracePeriod(p0), ...write(p0, first, 9, { order: 'any' })] : [];
  const body0 = [...write(p0, second, 1, { order: 'none' }), ...fenced, publishing, ...freed];
  const address = p1.fresh();
  const loading: Expr = chance.yes(0.15)
    ? { kind: 'load', address: name(pointer) }
    : { kind: 'call', row: chance.one(reads), args: [name(pointer)] };
  const value = p1.fresh();
  const looking: Expr = chance.yes(0.4)
    ? { kind: 'load', address: name(address) }
    : { kind: 'call', row: chance.one(reads), args: [name(address)] };
  const used: Statement[] = chance.yes(0.2)
    ? [{ kind: 'call', row: chance.one(storing), args: [name(address), operand(p1, 5)] }]
    : [p1.assign(value, looking)];
  const { open, close } = chance.yes(0.5) ? rcuSection(p1) : { open: [], close: [] };
  const body1 = [...open, p1.assign(address, loading, 'int *'), ...used, ...close];
  return {
    scopes: [p0, p1],
    bodies: [body0, body1],
    outcome: [is(1, address, second), is(1, value, 0)],
  };
};

/** A failing or succeeding compare-and-exchange as the barrier of a cycle, with fences beside it. */
const compare: Writer = (chance, world) => {
  const [x, y, z] = [...world.numbers, 'z'] as [string, string, string];
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const registers: string[] = [];
  const bodies = scopes.map((scope, t) => {
    const [mine, other] = t === 0 ? [x, y] : [y, x];
    const row = chance.one([...compareExchanges, ...valuedRmws.filter((r) => r.effect.do === 'add-unless')]);
    const result = scope.fresh();
    const middle = scope.statements(() => [
      scope.assign(
        result,
        callOf(row, name(z), (role) =>
          role === 'value' ? operand(scope, chance.int(1, 2)) : operand(scope, chance.int(0, 1)),
        ),
      ),
    ]);
    scope.holds(result, 'number');
    const beside = chance.yes(0.4)
      ? [...middle, fence(scope, fencesOf('after-atomic'))]
      : chance.yes(0.4)
        ? [fence(scope, fencesOf('before-atomic')), ...middle]
        : middle;
    const reading = read(scope, other, { order: 'any' });
    registers.push(reading.register);
    return [...write(scope, mine, 1, { order: 'none' }), ...beside, ...reading.statements];
  });
  const outcome = registers.map((register, t) => is(t, register, 0));
  return { scopes, bodies, outcome };
};

/** One location, many accesses: coherence. */
const coherent: Writer = (chance, world) => {
  const location = chance.one(world.numbers);
  const scopes = Array.from({ length: chance.int(1, 3) }, () => new Scope(world, chance));
  let writesLeft = 4;
  const outcome: Prop[] = [];
  const bodies = scopes.map((scope, t) =>
    Array.from({ length: scopes.length === 1 ? 3 : 2 }, () => {
      if (writesLeft > 0 && chance.yes(0.5)) {
        writesLeft--;
        return chance.yes(0.3)
          ? modify(scope, location)
          : write(scope, location, 4 - writesLeft, { order: 'any' });
      }
      const { statements, register } = read(scope, location, { order: 'any' });
      outcome.push(is(t, register, chance.int(0, 2)));
      return statements;
    }).flat(),
  );
  return { scopes, bodies, outcome };
};

/** Message passing where one side waits in a loop. */
const waiting: Writer = (chance, world) => {
  const [x, y] = world.numbers as [string, string];
  const [writer, waiter] = [new Scope(world, chance), new Scope(world, chance)];
  const between = link(writer, anyTheme(chance), 'W', 'W').between ?? [];
  const body0 = [
    ...write(writer, x, 1, { order: 'any' }),
    ...between,
    ...write(writer, y, 1, { order: chance.one<Order>(['release', 'any']) }),
  ];
  const spinning = loop(waiter);
  const register = waiter.fresh();
  const reading = waiter.assign(register, readExpr(waiter, x, { order: 'any' }));
  return {
    scopes: [writer, waiter],
    bodies: [body0, [...spinning, reading]],
    outcome: [is(1, register, 0)],
  };
};

const idioms: readonly (readonly [weight: number, name: string, writer: Writer])[] = [
  [2.5, 'publish', publish],
  [1.5, 'counter', counter],
  [2, 'compare', compare],
  [1.6, 'asked lock', asked],
  [1.2, 'exclusion', exclusion],
  [1.2, 'thin air', thinAir],
  [1.5, 'coherent', coherent],
  [0.5, 'stuck', stuck],
  [0.7, 'arithmetic', arithmetic],
  [0.5, 'waiting', waiting],
  [1, 'pointers', pointers],
  [0.8, 'handed cookie', handedCookie],
  [1, 'one statement', oneStatement],
];

export function idiom(chance: Chance, world: World): Draft {
  const [, called, writer] = chance.weighted(idioms.map((i) => [i[0], i] as const));
  return { origin: `idiom ${called}`, world, ...writer(chance, world) };
}
