/**
 * The words that LKMM puts on events. herd7 prints access tags in capitals and fence tags in lower
 * case; the spelling here is that of Linux 7.2.
 */

/** Annotation of a read or a write; a plain access has none. */
export type AccessTag = 'ONCE' | 'ACQUIRE' | 'RELEASE' | 'MB' | 'NORETURN';

/** Of the events of SRCU. */
export type SrcuTag = 'srcu-lock' | 'srcu-unlock' | 'sync-srcu';

/** A tag that LKMM does not know, written in the layer below the macros: it means nothing. */
export type UnknownTag = `unknown ${string}`;

export type FenceTag =
  | 'mb'
  | 'rmb'
  | 'wmb'
  | 'barrier'
  | 'before-atomic'
  | 'after-atomic'
  | 'after-spinlock'
  | 'after-unlock-lock'
  | 'after-srcu-read-unlock'
  | 'rcu-lock'
  | 'rcu-unlock'
  | 'sync-rcu';

/** What an event may bear: in the layer below the macros any tag may stand on any event. */
export type EventTag = AccessTag | FenceTag | SrcuTag | UnknownTag;

export const srcuTags: readonly SrcuTag[] = ['srcu-lock', 'srcu-unlock', 'sync-srcu'];

export const accessTags: readonly AccessTag[] = ['ONCE', 'ACQUIRE', 'RELEASE', 'MB', 'NORETURN'];

/** Those that are no part of a critical section. */
export const pureFenceTags: readonly FenceTag[] = [
  'mb',
  'rmb',
  'wmb',
  'barrier',
  'before-atomic',
  'after-atomic',
  'after-spinlock',
  'after-unlock-lock',
  'after-srcu-read-unlock',
];

export const fenceTags: readonly FenceTag[] = [...pureFenceTags, 'rcu-lock', 'rcu-unlock', 'sync-rcu'];
