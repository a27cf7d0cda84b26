/** Idioms of values: calculated, copied in a ring, handed over, moved through pointers. */

import { callOf, modify, type Order, read, readExpr, write } from './accesses.ts';
import { numeric } from './expressions.ts';
import { random, throughPointer } from './programs.ts';
import { exchanges, rowsThat, writes } from './rows.ts';
import { Scope } from './scope.ts';
import { srcuGracePeriod } from './sections.ts';
import { binary, type Expr, name, number, type Statement } from './tree.ts';
import { is, type Writer } from './writers.ts';

/** An SRCU section that one thread begins and another ends, the cookie handed over. */
export const handedCookie: Writer = (chance, world) => {
  const [x, y] = world.numbers as [string, string];
  const srcu = chance.one(world.srcus);
  const [first, second] = [new Scope(world, chance), new Scope(world, chance)];
  const cookie = first.fresh();
  const handing = chance.one(writes.filter((row) => row.effect.then === undefined));
  const body0: Statement[] = [
    first.assign(cookie, { kind: 'call', row: chance.one(rowsThat('srcu-lock')), args: [name(srcu)] }),
    ...(chance.yes(0.6) ? read(first, y, { order: 'any' }).statements : []),
    { kind: 'call', row: handing, args: [name(x), name(cookie)] },
  ];
  const { statements, register } = read(second, x, { order: chance.one<Order>(['acquire', 'any']) });
  const ending: Statement = {
    kind: 'call',
    row: chance.one(rowsThat('srcu-unlock')),
    args: [name(srcu), name(register)],
  };
  const body1 = [...statements, ...(chance.yes(0.5) ? write(second, y, 1, { order: 'any' }) : []), ending];
  const scopes = [first, second];
  const bodies = [body0, body1];
  if (chance.yes(0.5)) {
    const third = new Scope(world, chance);
    scopes.push(third);
    bodies.push([...write(third, y, 2, { order: 'any' }), srcuGracePeriod(third)]);
  }
  return { scopes, bodies, outcome: [is(1, register, 0)] };
};

/** Several accesses in one statement: unordered but for what they feed. */
export const oneStatement: Writer = (chance, world) => {
  const [x, y] = world.numbers as [string, string];
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const bodies = scopes.map((scope, t) => {
    const [from, to] = t === 0 ? [x, y] : [y, x];
    const value = readExpr(scope, from, { order: 'any' });
    const more = binary(chance.one(['+', '|', '&', '-']), value, readExpr(scope, to, { order: 'any' }));
    return chance.weighted<() => Statement[]>([
      [2, () => [scope.assign(scope.fresh(), more)]],
      [2, () => [{ kind: 'store', address: name(to), value: chance.yes(0.5) ? value : more }]],
      [
        3,
        () => [{ kind: 'call', row: chance.one(writes), args: [name(to), chance.yes(0.5) ? value : more] }],
      ],
      [
        1,
        () => [
          {
            kind: 'evaluate',
            value: callOf(chance.one(exchanges), name(to), () => value),
          },
        ],
      ],
      [1, () => write(scope, to, 1, { order: 'any' })],
    ])();
  });
  return { scopes, bodies, outcome: [] };
};

/** Pointers moved about by two threads. */
export const pointers: Writer = (chance, world) => {
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const bodies = scopes.map((scope) => [
    ...throughPointer(scope),
    ...(chance.yes(0.4) ? random(scope, 1) : []),
  ]);
  return { scopes, bodies, outcome: [] };
};

/** Values copied in a ring with plain accesses: out of thin air, or through branches. */
export const thinAir: Writer = (chance, world) => {
  const [x, y] = world.numbers as [string, string];
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const bodies = scopes.map((scope, t): Statement[] => {
    const [from, to] = t === 0 ? [x, y] : [y, x];
    const reading = read(scope, from, { order: 'none', plain: chance.yes(0.7) });
    const value = chance.weighted<() => Expr>([
      [3, () => name(reading.register)],
      [1, () => binary('^', name(reading.register), name(reading.register))],
      [1, () => binary('+', name(reading.register), number(chance.int(0, 1)))],
      [1, () => numeric(scope, 1)],
      [0.5, () => number(42)],
    ])();
    const plain: Statement = { kind: 'store', address: name(to), value };
    const marked = writes.filter((row) => row.effect.then === undefined);
    const storing: Statement = chance.yes(0.7)
      ? plain
      : { kind: 'call', row: chance.one(marked), args: [name(to), value] };
    if (!chance.yes(0.25)) return [...reading.statements, storing];
    const tested = binary('==', name(reading.register), number(42));
    return [...reading.statements, { kind: 'if', condition: tested, then: [storing] }];
  });
  return { scopes, bodies, outcome: [is(0, 'r0', 42), is(1, 'r0', 42)] };
};

/** Calculations of one thread: precedence, wrapping, casts, comparisons. */
export const arithmetic: Writer = (chance, world) => {
  const scope = new Scope(world, chance);
  const results: string[] = [];
  const body = Array.from({ length: chance.int(1, 3) }, () => {
    const register = scope.fresh();
    const statement = scope.assign(register, numeric(scope, 3));
    scope.holds(register, 'number');
    results.push(register);
    return statement;
  });
  return {
    scopes: [scope],
    bodies: [[...modify(scope, chance.one(world.numbers)), ...body]],
    outcome: results.map((register) => is(0, register, chance.int(-1, 2))),
  };
};
