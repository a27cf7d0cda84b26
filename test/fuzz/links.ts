/**
 * What may stand between two accesses of a thread and order them, or fail to: fences, acquire and
 * release, dependencies, atomic operations, critical sections and grace periods.
 */

import type { Order } from './accesses.ts';
import { modify } from './accesses.ts';
import { fencesOf, plainFences } from './rows.ts';
import type { Scope } from './scope.ts';
import {
  fence,
  lock,
  lockSection,
  rcuGracePeriod,
  rcuSection,
  srcuGracePeriod,
  srcuSection,
  unlock,
} from './sections.ts';
import type { Statement } from './tree.ts';

export type Direction = 'R' | 'W';

export interface Link {
  readonly first?: Order;
  readonly second?: Order;
  /** How the second access depends on the first, which is a read. */
  readonly dependency?: 'data' | 'addr' | 'ctrl';
  readonly before?: readonly Statement[];
  readonly between?: readonly Statement[];
  readonly after?: readonly Statement[];
}

const linkKinds = [
  'none',
  'fence',
  'suited fence',
  'full fence',
  'acquire',
  'release',
  'full access',
  'atomic between',
  'atomic with fence',
  'data',
  'addr',
  'ctrl',
  'rcu section',
  'grace period',
  'srcu section',
  'srcu grace period',
  'srcu unlock fence',
  'lock section',
  'unlock lock',
  'lock fence',
] as const;
type LinkKind = (typeof linkKinds)[number];

/** The flavours of tests: which links are likely. Every flavour keeps a few strangers. */
export const themes = {
  strong: {
    'full fence': 6,
    'grace period': 0.5,
    'full access': 2,
    'atomic with fence': 1.5,
    'lock fence': 0.7,
    'unlock lock': 0.5,
    none: 0.5,
    fence: 0.5,
    acquire: 0.3,
    release: 0.3,
    'rcu section': 0.2,
  },
  ordered: {
    'suited fence': 3,
    acquire: 2,
    release: 2.5,
    data: 2.5,
    addr: 1.5,
    ctrl: 2,
    'full fence': 1,
    'full access': 0.5,
    'unlock lock': 0.7,
    'atomic between': 0.4,
    'atomic with fence': 0.4,
    none: 0.6,
    fence: 0.4,
  },
  rcu: {
    'rcu section': 5,
    'grace period': 5,
    'full fence': 1,
    none: 0.3,
    acquire: 0.3,
    release: 0.3,
    'suited fence': 0.4,
  },
  srcu: {
    'srcu section': 5,
    'srcu grace period': 4.5,
    'srcu unlock fence': 1.2,
    'grace period': 0.4,
    'full fence': 0.7,
    none: 0.3,
    acquire: 0.3,
  },
  lock: {
    'lock section': 4,
    'unlock lock': 2.5,
    'lock fence': 2,
    'suited fence': 0.6,
    'full fence': 0.7,
    release: 0.3,
    acquire: 0.3,
    ctrl: 0.4,
  },
  mixed: Object.fromEntries(linkKinds.map((kind) => [kind, 1])) as Record<LinkKind, number>,
} satisfies Record<string, Partial<Record<LinkKind, number>>>;
export type Theme = keyof typeof themes;

/** A link for the pair, drawn by the theme; impossible ones are drawn again. */
export function link(scope: Scope, theme: Theme, first: Direction, second: Direction): Link {
  const weights: Partial<Record<LinkKind, number>> = themes[theme];
  const { locks, srcus } = scope.world;
  const possible = (kind: LinkKind): boolean => {
    switch (kind) {
      case 'data':
        return first === 'R' && second === 'W';
      case 'addr':
      case 'ctrl':
      case 'acquire':
        return first === 'R';
      case 'release':
        return second === 'W';
      case 'srcu section':
      case 'srcu grace period':
      case 'srcu unlock fence':
        return srcus.length > 0;
      case 'lock section':
      case 'unlock lock':
      case 'lock fence':
        return locks.length > 0;
      default:
        return true;
    }
  };
  const choices = linkKinds
    .filter((kind) => possible(kind) && (weights[kind] ?? 0) > 0)
    .map((kind) => [weights[kind] ?? 0, kind] as const);
  return make(scope, scope.chance.weighted(choices), first, second);
}

function make(scope: Scope, kind: LinkKind, first: Direction, second: Direction): Link {
  const { chance, world } = scope;
  switch (kind) {
    case 'none':
      return {};
    case 'fence':
      return { between: [fence(scope, plainFences)] };
    case 'full fence':
      return { between: [fence(scope, fencesOf('mb'))] };
    case 'suited fence':
      return { between: [fence(scope, fencesOf(suited(first, second)))] };
    case 'acquire':
      return { first: 'acquire' };
    case 'release':
      return { second: 'release' };
    case 'full access':
      return chance.yes(0.5) ? { first: 'full' } : { second: 'full' };
    case 'data':
    case 'addr':
    case 'ctrl':
      return { dependency: kind };
    case 'atomic between':
      return { between: modify(scope, chance.one(world.numbers)) };
    case 'atomic with fence':
      return { between: atomicWithFence(scope) };
    case 'rcu section': {
      const { open, close } = rcuSection(scope);
      return { before: open, after: close };
    }
    case 'grace period':
      return { between: [rcuGracePeriod(scope)] };
    case 'srcu section': {
      const { open, close } = srcuSection(scope);
      return { before: open, after: close };
    }
    case 'srcu grace period':
      return { between: [srcuGracePeriod(scope)] };
    case 'srcu unlock fence': {
      const { open, close } = srcuSection(scope);
      const fenced = [...close, fence(scope, fencesOf('after-srcu-read-unlock'))];
      return chance.yes(0.5) ? { before: open, between: fenced } : { between: [...open, ...fenced] };
    }
    case 'lock section': {
      const { open, close } = lockSection(scope);
      return { before: open, after: close };
    }
    case 'unlock lock': {
      const [from, to] = [chance.one(world.locks), chance.one(world.locks)];
      const fenced = chance.yes(0.5)
        ? [fence(scope, fencesOf('after-unlock-lock', 'after-unlock-lock', 'after-spinlock'))]
        : [];
      return {
        before: [lock(scope, from)],
        between: [unlock(scope, from), lock(scope, to), ...fenced],
        after: [unlock(scope, to)],
      };
    }
    case 'lock fence': {
      const { open, close } = lockSection(scope);
      return { between: [...open, fence(scope, fencesOf('after-spinlock'))], after: close };
    }
    default:
      return kind satisfies never;
  }
}

function suited(first: Direction, second: Direction): 'rmb' | 'wmb' | 'mb' {
  if (first !== second) return 'mb';
  return first === 'R' ? 'rmb' : 'wmb';
}

/** An atomic operation that a fence beside it makes a full barrier. */
function atomicWithFence(scope: Scope): Statement[] {
  const { chance, world } = scope;
  const operation = modify(scope, chance.one(world.numbers));
  const before = fence(scope, fencesOf('before-atomic'));
  const after = fence(scope, fencesOf('after-atomic'));
  return chance.weighted<Statement[]>([
    [3, [...operation, after]],
    [3, [before, ...operation]],
    [1, [before, ...operation, after]],
    [0.5, [after, ...operation]],
  ]);
}
