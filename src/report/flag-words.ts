/** What a flag of the model objects to, in words and lines. */

import type { Flagged } from '../explain/flags.ts';
import type { Race } from '../explain/race.ts';
import type { Scene, SceneEvent } from '../explain/scene.ts';
import { makerWords, who, whoAndWhere } from './event-words.ts';

export function flagWords({ flag, scene, events, race }: Flagged): string {
  // An initial write says nothing that the other event does not.
  const [a, b] = events
    .map((e) => scene[e] as SceneEvent)
    .filter((e, i, all) => e.line > 0 || i === all.length - 1);
  if (a === undefined) return '';
  const one = (words: string) => `${makerWords(a)} of ${a.threadName} ${words}.`;
  const two = (words: string) => `${whoAndWhere(a)} and ${b === undefined ? '' : whoAndWhere(b)} ${words}.`;
  switch (flag) {
    case 'data-race':
      return race === undefined ? two('race') : raceWords(race, scene);
    case 'mixed-accesses':
      return two(
        'access the same place, one plainly and one marked, with no barrier between that the compiler must respect: it may tear the plain store or move it',
      );
    case 'mixed-lock-accesses':
      return two('access the same place, one as a lock and one as an ordinary variable');
    case 'lock-final':
      return one('makes a lock of a place whose final value is asked for; the value of a lock means nothing');
    case 'unmatched-unlock':
      return one('releases a lock that its thread has not taken');
    case 'unmatched-rcu-lock':
      return one('begins a critical section that never ends on this path');
    case 'unmatched-rcu-unlock':
      return one('ends a critical section that never began on this path');
    case 'unmatched-srcu-lock':
      return one('begins a critical section that no srcu_read_unlock() with its value ends');
    case 'unmatched-srcu-unlock':
      return one('ends a critical section with a value that no srcu_read_lock() gave');
    case 'multiple-srcu-matches':
      return two('end the same critical section');
    case 'srcu-bad-value-match':
      return two('belong together, but the value that is handed back is not the one that was given');
    case 'invalid-sleep':
      return two(
        'enclose a synchronize_srcu(), which sleeps, and one must not sleep in an RCU critical section',
      );
    default:
      return `It is about ${events.map((e) => whoAndWhere(scene[e] as SceneEvent)).join(' and ')}.`;
  }
}

function raceWords({ first, second, link }: Race, scene: Scene): string {
  const at = (e: number) => scene[e] as SceneEvent;
  const plain = [first, second].map(at).filter((e) => e.tag === undefined && !e.atomic);
  const begin = `${whoAndWhere(at(first))} and ${whoAndWhere(at(second))} race: ${plain.length === 2 ? 'both are plain' : `${who(plain[0] ?? at(first))} is plain`}, at least one is a store, and neither is ordered before the other.`;
  if (link === undefined) {
    return `${begin} Nothing passes from one thread to the other between them: neither reads anything that the other stores behind its access.`;
  }
  const { store, read, isOrderedBefore, isOrderedAfter } = link;
  const seen = `${whoAndWhere(at(read))} sees ${whoAndWhere(at(store))}`;
  const before =
    store === first
      ? undefined
      : isOrderedBefore
        ? `${who(at(first))} is ordered before that store`
        : `nothing orders ${whoAndWhere(at(first))} before ${who(at(store))} (line ${at(store).line})`;
  const after =
    read === second
      ? undefined
      : isOrderedAfter
        ? `${who(at(second))} is ordered behind that read`
        : `nothing orders ${whoAndWhere(at(second))} behind ${who(at(read))} (line ${at(read).line})`;
  const good = [isOrderedBefore ? before : undefined, isOrderedAfter ? after : undefined].filter(
    (w) => w !== undefined,
  );
  const bad = [isOrderedBefore ? undefined : before, isOrderedAfter ? undefined : after].filter(
    (w) => w !== undefined,
  );
  const told = good.length === 0 ? seen : `${seen}, and ${good.join(', and ')}`;
  if (bad.length === 0) return `${begin} ${told}, yet this is not enough for plain accesses.`;
  return `${begin} ${told}; but ${bad.join(', and ')}. ${bad.length === 1 ? 'That is the missing edge' : 'These are the missing edges'}.`;
}
