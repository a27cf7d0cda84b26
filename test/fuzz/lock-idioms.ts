/** Idioms of mutual exclusion: counters, locks held and asked for, what can never run. */

import { callOf, read, write } from './accesses.ts';
import { operand } from './expressions.ts';
import { random } from './programs.ts';
import { atomics, compareExchanges, fencesOf, type valuedRmws, writes } from './rows.ts';
import { Scope } from './scope.ts';
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
import { binary, name, number, type Statement } from './tree.ts';
import { holds, is, type Writer } from './writers.ts';

/** Threads that add to a counter: under a lock, atomically, or not at all safely. */
export const counter: Writer = (chance, world) => {
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

/** One thread holds a lock while another asks for it or tries to take it. */
export const asked: Writer = (chance, world) => {
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
export const exclusion: Writer = (chance, world) => {
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

/** What cannot run, or only under flags: a lock taken twice, a grace period inside its section. */
export const stuck: Writer = (chance, world) => {
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
