/**
 * The layer below the kernel's macros: the words that linux-kernel.def expands to, and the C11 words
 * that herd7 takes as well. Tests seldom use them; herd7 lets them, so they are judged alike.
 */

import type { AnyEffect, AtomicOp, Callable, Parameter } from './primitives.ts';
import { accessTags, type EventTag, fenceTags, srcuTags } from './tags.ts';

export interface CoreOperation {
  readonly word: string;
  readonly role: Callable['role'];
  /** `{TAG}` behind the word, a `memory_order_...` as last argument, or neither. */
  readonly tag: 'braces' | 'memory order' | 'none';
  /** `operator`: one of `+ - & | ^ &~`. Absent: no parentheses at all. */
  readonly parameters?: readonly (Parameter | 'operator')[];
  readonly effect: (tag: string, op: AtomicOp) => AnyEffect;
}

/** The tags that LKMM knows, as tests write them: a full fence is `MB`, and `mb` means nothing. */
export const knownTags: readonly EventTag[] = [
  ...accessTags,
  ...fenceTags.filter((t) => t !== 'mb'),
  ...srcuTags,
];

/** Any tag may stand on any event and means there what it means elsewhere. Compared letter by letter. */
function access(tag: string): EventTag {
  return knownTags.find((t) => t === tag) ?? `unknown ${tag}`;
}

function fence(tag: string): EventTag {
  return tag === 'MB' ? 'mb' : access(tag);
}

const onPlace = { place: 0 } as const;

function atomic(word: string, role: Callable['role'], gives: 'nothing' | 'new' | 'old'): CoreOperation {
  return {
    word,
    role,
    tag: 'braces',
    parameters: ['pointer', 'operator', 'value'],
    effect: (tag, op) => ({ do: 'atomic', tag: access(tag), op, place: 0, operand: 1, gives }),
  };
}

function readModifyWriteOfC11(word: string): CoreOperation {
  return {
    word,
    role: 'expression',
    tag: 'memory order',
    parameters: ['pointer', 'value'],
    effect: () => ({ do: 'no execution', ...onPlace }),
  };
}

export const coreOperations: readonly CoreOperation[] = [
  {
    word: '__load',
    role: 'expression',
    tag: 'braces',
    parameters: ['deref'],
    effect: (tag) =>
      tag === 'srcu-lock' ? { do: 'srcu-lock', ...onPlace } : { do: 'read', tag: access(tag), ...onPlace },
  },
  {
    word: '__store',
    role: 'statement',
    tag: 'braces',
    parameters: ['deref', 'value'],
    effect: (tag) =>
      tag === 'srcu-unlock'
        ? { do: 'srcu-unlock', ...onPlace, value: 1 }
        : { do: 'write', tag: access(tag), ...onPlace, value: 1 },
  },
  {
    word: '__fence',
    role: 'statement',
    tag: 'braces',
    effect: (tag) => ({ do: 'fence', fence: fence(tag) }),
  },
  {
    word: '__xchg',
    role: 'expression',
    tag: 'braces',
    parameters: ['pointer', 'value'],
    effect: (tag) => ({ do: 'xchg', tag: access(tag), ...onPlace, value: 1 }),
  },
  {
    word: '__cmpxchg',
    role: 'expression',
    tag: 'braces',
    parameters: ['pointer', 'value', 'value'],
    effect: (tag) => ({ do: 'cmpxchg', tag: access(tag), ...onPlace, expected: 1, value: 2 }),
  },
  atomic('__atomic_op', 'statement', 'nothing'),
  atomic('__atomic_op_return', 'expression', 'new'),
  atomic('__atomic_fetch_op', 'expression', 'old'),
  {
    word: '__atomic_add_unless',
    role: 'expression',
    tag: 'braces',
    parameters: ['pointer', 'value', 'value'],
    effect: (tag) => ({ do: 'add-unless', tag: access(tag), ...onPlace, operand: 1, unless: 2 }),
  },
  lock('__lock', 'statement', 'lock'),
  lock('__unlock', 'statement', 'unlock'),
  lock('__trylock', 'expression', 'trylock'),
  lock('__islocked', 'expression', 'is-locked'),
  {
    word: '__srcu',
    role: 'statement',
    tag: 'braces',
    parameters: ['pointer'],
    effect: (tag) =>
      tag === 'sync-srcu'
        ? { do: 'srcu-sync', ...onPlace }
        : { do: 'srcu-event', tag: access(tag), ...onPlace },
  },
  lock('lock', 'statement', 'nothing'),
  lock('unlock', 'statement', 'unlock'),
  {
    word: 'atomic_load_explicit',
    role: 'expression',
    tag: 'memory order',
    parameters: ['pointer'],
    effect: (tag) => ({ do: 'read', tag: access(tag), ...onPlace }),
  },
  {
    word: 'atomic_store_explicit',
    role: 'statement',
    tag: 'memory order',
    parameters: ['pointer', 'value'],
    effect: (tag) => ({ do: 'write', tag: access(tag), ...onPlace, value: 1 }),
  },
  {
    word: 'atomic_thread_fence',
    role: 'statement',
    tag: 'memory order',
    parameters: [],
    effect: (tag) => ({ do: 'fence', fence: fence(tag) }),
  },
  readModifyWriteOfC11('atomic_exchange_explicit'),
  readModifyWriteOfC11('atomic_fetch_add_explicit'),
  readModifyWriteOfC11('atomic_fetch_sub_explicit'),
];

function lock(
  word: string,
  role: Callable['role'],
  what: 'lock' | 'unlock' | 'trylock' | 'is-locked' | 'nothing',
): CoreOperation {
  return { word, role, tag: 'none', parameters: ['pointer'], effect: () => ({ do: what, ...onPlace }) };
}

export const coreOperationNamed: ReadonlyMap<string, CoreOperation> = new Map(
  coreOperations.map((o) => [o.word, o]),
);
