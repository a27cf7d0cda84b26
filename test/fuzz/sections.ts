/** Critical sections and grace periods: RCU, SRCU, locks; balanced, but for a few. */

import type { Primitive } from '../../src/lkmm/primitives.ts';
import { fencesOf, rowsThat } from './rows.ts';
import type { Scope } from './scope.ts';
import { binary, type Expr, name, number, type Statement } from './tree.ts';

const lockRows = rowsThat('lock');
const unlockRows = rowsThat('unlock');
const trylockRows = rowsThat('trylock');
const isLockedRows = rowsThat('is-locked');
const srcuLockRows = rowsThat('srcu-lock');
const srcuUnlockRows = rowsThat('srcu-unlock');
const srcuSyncRows = rowsThat('srcu-sync');
const rcuLockRows = fencesOf('rcu-lock');
const rcuUnlockRows = fencesOf('rcu-unlock');
const rcuSyncRows = fencesOf('sync-rcu');

export function statementOf(row: Primitive, ...args: readonly Expr[]): Statement {
  return { kind: 'call', row, args };
}

export function fence(scope: Scope, rows: readonly Primitive[]): Statement {
  return statementOf(scope.chance.one(rows));
}

export interface Section {
  readonly open: readonly Statement[];
  readonly close: readonly Statement[];
}

/** Now and then one end is missing. */
function ends(scope: Scope, open: readonly Statement[], close: readonly Statement[]): Section {
  return scope.chance.weighted<Section>([
    [60, { open, close }],
    [1, { open, close: [] }],
    [1, { open: [], close }],
    [0.4, { open: [...open, ...open], close }],
    [0.8, { open, close: [...close, ...close] }],
  ]);
}

export function rcuSection(scope: Scope): Section {
  return ends(scope, [fence(scope, rcuLockRows)], [fence(scope, rcuUnlockRows)]);
}

export function rcuGracePeriod(scope: Scope): Statement {
  return fence(scope, rcuSyncRows);
}

/** The cookie travels through a register; sometimes copied or with 0 added on its way. */
export function srcuSection(scope: Scope): Section {
  const { chance, world } = scope;
  const srcu = chance.one(world.srcus);
  const cookie = scope.fresh();
  const open = [scope.assign(cookie, { kind: 'call', row: chance.one(srcuLockRows), args: [name(srcu)] })];
  scope.holds(cookie, 'number');
  const unlocked = chance.yes(0.03) ? chance.one(world.srcus) : srcu;
  const { before, value } = returned(scope, cookie);
  return ends(scope, open, [...before, statementOf(chance.one(srcuUnlockRows), name(unlocked), value)]);
}

function returned(scope: Scope, cookie: string): { before: Statement[]; value: Expr } {
  const { chance } = scope;
  return chance.weighted<() => { before: Statement[]; value: Expr }>([
    [12, () => ({ before: [], value: name(cookie) })],
    [0.8, () => ({ before: [], value: binary('+', name(cookie), number(0)) })],
    [0.5, () => ({ before: [], value: binary('+', name(cookie), number(1)) })],
    [0.4, () => ({ before: [], value: number(0) })],
    [
      0.5,
      () => {
        const copy = scope.fresh();
        const own = name('tmp');
        const loaded: Expr = { kind: 'load', address: own };
        return {
          before: [{ kind: 'store', address: own, value: name(cookie) }, scope.assign(copy, loaded)],
          value: name(copy),
        };
      },
    ],
    [
      0.8,
      () => {
        const copy = scope.fresh();
        return { before: [scope.assign(copy, name(cookie))], value: name(copy) };
      },
    ],
  ])();
}

export function srcuGracePeriod(scope: Scope): Statement {
  return statementOf(scope.chance.one(srcuSyncRows), name(scope.chance.one(scope.world.srcus)));
}

export function lock(scope: Scope, which: string): Statement {
  return statementOf(scope.chance.one(lockRows), name(which));
}

export function unlock(scope: Scope, which: string): Statement {
  return statementOf(scope.chance.one(unlockRows), name(which));
}

export function lockSection(scope: Scope, which = scope.chance.one(scope.world.locks)): Section {
  const fenced = scope.chance.yes(0.15) ? [fence(scope, fencesOf('after-spinlock'))] : [];
  return ends(scope, [lock(scope, which), ...fenced], [unlock(scope, which)]);
}

/** `if (trylock) { ... unlock }`, the answer in a register or tested at once. */
export function trylockSection(scope: Scope, inner: () => readonly Statement[]): Statement[] {
  const { chance } = scope;
  const which = name(chance.one(scope.world.locks));
  const attempt: Expr = { kind: 'call', row: chance.one(trylockRows), args: [which] };
  const locked = (): Statement[] =>
    scope.branch(() => [...inner(), ...(chance.yes(0.95) ? [unlock(scope, which.name)] : [])]);
  if (chance.yes(0.25)) return [{ kind: 'if', condition: attempt, then: nonEmpty(locked()) }];
  const register = scope.fresh();
  const assigned = scope.assign(register, attempt);
  scope.holds(register, 'number');
  const condition = chance.yes(0.7) ? name(register) : binary('==', name(register), number(1));
  return [assigned, { kind: 'if', condition, then: nonEmpty(locked()) }];
}

/** A branch needs a statement. */
export function nonEmpty(body: readonly Statement[]): readonly Statement[] {
  return body.some((s) => s.kind !== 'comment')
    ? body
    : [...body, { kind: 'assign', type: 'int ', name: 'r20', value: number(1) }];
}

/** Asks whether a lock is held, or tries to take it without giving it back. */
export function askLock(scope: Scope): { readonly statements: Statement[]; readonly register: string } {
  const { chance } = scope;
  const row = chance.yes(0.85) ? chance.one(isLockedRows) : chance.one(trylockRows);
  const register = scope.fresh();
  const which = name(chance.one(scope.world.locks));
  const statements = [scope.assign(register, { kind: 'call', row, args: [which] })];
  scope.holds(register, 'number');
  return { statements, register };
}
