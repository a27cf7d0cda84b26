/** Small tests around one idiom of the kernel, with random orderings: what cycles seldom hit. */

import { callOf, modify, type Order, read, readExpr, write } from './accesses.ts';
import type { Chance } from './chance.ts';
import type { Draft } from './cycles.ts';
import { numeric, operand } from './expressions.ts';
import { link, type Theme, themes } from './links.ts';
import { loop, random, throughPointer } from './programs.ts';
import {
  atomics,
  compareExchanges,
  exchanges,
  fencesOf,
  reads,
  rowsThat,
  valuedRmws,
  writes,
} from './rows.ts';
import { Scope, type World } from './scope.ts';
import {
  askLock,
  fence,
  lock,
  lockSection,
  nonEmpty,
  rcuGracePeriod,
  rcuSection,
  srcuGracePeriod,
  srcuSection,
  trylockSection,
  unlock,
} from './sections.ts';
import { binary, type Expr, name, number, type Place, type Prop, type Statement } from './tree.ts';

const is = (thread: number, register: string, value: number | string): Prop => ({
  kind: 'equals',
  place: { kind: 'register', thread, name: register },
  sign: '=',
  value: String(value),
});
const holds = (location: string, value: number | string): Prop => ({
  kind: 'equals',
  place: { kind: 'location', name: location } satisfies Place,
  sign: '=',
  value: String(value),
});
const anyTheme = (chance: Chance): Theme => chance.one(Object.keys(themes) as Theme[]);

type Writer = (chance: Chance, world: World) => Omit<Draft, 'origin' | 'world'>;

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

/** Threads that add to a counter: under a lock, atomically, or not at all safely. */
const counter: Writer = (chance, world) => {
  const threads = chance.weighted([
    [3, 2],
    [1, 3],
  ]);
  const location = chance.one(world.numbers);
  const safe = chance.one(['lock', 'atomic', 'compare', 'none']);
  const scopes = Array.from({ length: threads }, () => new Scope(world, chance));
  const which = chance.one(world.locks);
  const bodies = scopes.map((scope) => {
    const plain = scope.world.plainness > 0.2;
    const { statements, register } = read(scope, location, { order: 'none', plain });
    const incremented = binary('+', name(register), number(1));
    const storing: Statement = plain
      ? { kind: 'store', address: name(location), value: incremented }
      : {
          kind: 'call',
          row: chance.one(writes.filter((row) => row.effect.tag === 'ONCE')),
          args: [name(location), incremented],
        };
    switch (safe) {
      case 'atomic':
        return scope.statements(() => [
          ...modifyWith(scope, location, chance.one(atomics.filter((row) => row.effect.op === 'add'))),
        ]);
      case 'compare': {
        const row = chance.one(compareExchanges);
        const call = callOf(row, name(location), (role) =>
          role === 'expected' ? name(register) : incremented,
        );
        return [...statements, { kind: 'evaluate', value: call } satisfies Statement];
      }
      case 'lock': {
        const { open, close } = lockSection(scope, which);
        return [...open, ...statements, storing, ...close];
      }
      default:
        return [...statements, storing];
    }
  });
  return { scopes, bodies, outcome: [holds(location, threads)] };
};

function modifyWith(scope: Scope, location: string, row: (typeof valuedRmws)[number]): Statement[] {
  const call = callOf(row, name(location), () => operand(scope, 1));
  if (row.role === 'statement') return [{ kind: 'call', row, args: call.args }];
  return [{ kind: 'evaluate', value: call }];
}

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

/** One thread holds a lock while another asks for it or tries to take it. */
const asked: Writer = (chance, world) => {
  const location = chance.one(world.numbers);
  const [holder, asker] = [new Scope(world, chance), new Scope(world, chance)];
  const which = chance.one(world.locks);
  const value = chance.yes(0.5)
    ? write(holder, location, 1, { order: 'any' })
    : [...lockSection(holder, which).open, ...write(holder, location, 1, { order: 'any' })];
  const body0 = [lock(holder, which), ...value, ...(chance.yes(0.85) ? [unlock(holder, which)] : [])];
  if (chance.yes(0.4)) {
    let register = 'r0';
    const body1 = trylockSection(asker, () => {
      const reading = read(asker, location, { order: 'any' });
      register = reading.register;
      return reading.statements;
    });
    return { scopes: [holder, asker], bodies: [body0, body1], outcome: [is(1, register, 0)] };
  }
  const { statements, register } = askLock(asker);
  const fenced = chance.yes(0.5) ? [fence(asker, fencesOf('mb', 'rmb'))] : [];
  const reading = read(asker, location, { order: 'any' });
  const [early, late] = chance.yes(0.5) ? [statements, reading.statements] : [reading.statements, statements];
  return {
    scopes: [holder, asker],
    bodies: [body0, [...early, ...fenced, ...late]],
    outcome: [is(1, register, chance.int(0, 1)), is(1, reading.register, chance.int(0, 1))],
  };
};

/** Mutual exclusion of plain accesses through any means, sometimes missing on one side. */
const exclusion: Writer = (chance, world) => {
  const location = chance.one(world.numbers);
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const registers: string[] = [];
  const bodies = scopes.map((scope, t) => {
    const reading = read(scope, location, { order: 'any', plain: chance.yes(0.7) });
    registers.push(reading.register);
    const inner = [
      ...(t === 0 || chance.yes(0.5)
        ? write(scope, location, t + 1, { order: 'any', plain: chance.yes(0.7) })
        : []),
      ...reading.statements,
    ];
    if (chance.yes(0.12)) return inner;
    const { open, close } = chance.yes(0.85) ? lockSection(scope, world.locks[0] ?? 'l') : rcuSection(scope);
    return [...open, ...inner, ...close];
  });
  return { scopes, bodies, outcome: registers.map((register, t) => is(t, register, t === 0 ? 2 : 1)) };
};

/** Values copied in a ring with plain accesses: out of thin air, or through branches. */
const thinAir: Writer = (chance, world) => {
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

/** What cannot run, or only under flags: a lock taken twice, a grace period inside its section. */
const stuck: Writer = (chance, world) => {
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const [first, second] = scopes as [Scope, Scope];
  const body0 = chance.weighted<() => Statement[]>([
    [1, () => twice(first)],
    [1, () => inSection(rcuSection(first), rcuGracePeriod(first))],
    [1, () => inSection(srcuSection(first), srcuGracePeriod(first))],
    [1, () => inSection(rcuSection(first), srcuGracePeriod(first))],
    [1, () => inSection(srcuSection(first), rcuGracePeriod(first))],
    [1, () => [unlock(first, chance.one(world.locks))]],
  ])();
  return { scopes, bodies: [body0, nonEmpty(random(second, 2))], outcome: [] };
};

function twice(scope: Scope): Statement[] {
  const which = scope.chance.one(scope.world.locks);
  const taking = [lock(scope, which), lock(scope, which)];
  return scope.chance.yes(0.5) ? [...taking, unlock(scope, which)] : taking;
}

function inSection(
  { open, close }: { open: readonly Statement[]; close: readonly Statement[] },
  inner: Statement,
): Statement[] {
  return [...open, inner, ...close];
}

/** Calculations of one thread: precedence, wrapping, casts, comparisons. */
const arithmetic: Writer = (chance, world) => {
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

/** An SRCU section that one thread begins and another ends, the cookie handed over. */
const handedCookie: Writer = (chance, world) => {
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
const oneStatement: Writer = (chance, world) => {
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
const pointers: Writer = (chance, world) => {
  const scopes = [new Scope(world, chance), new Scope(world, chance)];
  const bodies = scopes.map((scope) => [
    ...throughPointer(scope),
    ...(chance.yes(0.4) ? random(scope, 1) : []),
  ]);
  return { scopes, bodies, outcome: [] };
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
