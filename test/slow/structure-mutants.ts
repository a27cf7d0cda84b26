/**
 * Event structures with one kind of dependency, or another part, missing: the rules of src/events that
 * no mutant of the model touches.
 */

import { addPair, type Bits, emptyRelation, pairs, relationOf } from '../../src/base/relation.ts';
import type { EventStructure, StructureEvent } from '../../src/events/structure.ts';

export interface StructureMutant {
  readonly what: string;
  readonly wrong: (s: EventStructure) => EventStructure;
}

type Kind = (e: StructureEvent) => boolean;

const sources: Readonly<Record<string, Kind>> = {
  'a plain load': (e) => e.kind === 'R' && e.tag === undefined,
  'a marked load': (e) => e.kind === 'R' && e.tag !== undefined && !e.atomic,
  'the load of an atomic operation': (e) => e.kind === 'R' && e.atomic,
  'what trylock or is_locked answers': (e) => e.kind === 'LF' || e.kind === 'RU',
};

const markedStores: Readonly<Record<string, Kind>> = {
  'a marked store': (e) => e.kind === 'W' && e.tag !== undefined && !e.atomic,
  'the store of an atomic operation': (e) => e.kind === 'W' && e.atomic,
};

/** What a dependency may end at and still matter: only stores for ctrl, marked ones at that (rwdep, hb). */
const targets = {
  addr: {
    'a load': (e) => e.kind === 'R',
    'a store': (e) => e.kind === 'W',
    'a lock event': (e) => ['LKR', 'UL', 'LF', 'RU'].includes(e.kind),
  },
  data: { 'a plain store': (e) => e.kind === 'W' && e.tag === undefined, ...markedStores },
  ctrl: markedStores,
} as const satisfies Record<string, Readonly<Record<string, Kind>>>;

const relations = ['addr', 'data', 'ctrl'] as const;

export function structureMutants(): StructureMutant[] {
  const dependencies = relations.flatMap((relation) =>
    Object.entries(sources).flatMap(([source, from]) =>
      Object.entries<Kind>(targets[relation]).map(([target, to]) => ({
        what: `${relation} from ${source} to ${target} missing`,
        wrong: (s: EventStructure) => ({ ...s, [relation]: without(s, s[relation], from, to) }),
      })),
    ),
  );
  const any: Kind = () => true;
  return [
    ...dependencies,
    {
      what: 'rmw of atomic operations missing',
      wrong: (s) => ({ ...s, rmw: without(s, s.rmw, (e) => e.atomic, any) }),
    },
    {
      what: 'rmw of acquisitions missing',
      wrong: (s) => ({ ...s, rmw: without(s, s.rmw, (e) => e.kind === 'LKR', any) }),
    },
    { what: 'po between all events of a thread', wrong: totallyOrdered },
    {
      what: 'atomic operations not in RMW',
      wrong: (s) => ({ ...s, events: s.events.map((e) => ({ ...e, atomic: false })) }),
    },
  ];
}

function without(s: EventStructure, r: Bits, from: Kind, to: Kind): Bits {
  const is = (kind: Kind, i: number): boolean => kind(s.events[i] as StructureEvent);
  return relationOf(
    s.size,
    pairs(r, s.size).filter(([a, b]) => !is(from, a) || !is(to, b)),
  );
}

/** As if the events of one statement came one after the other too. */
function totallyOrdered(s: EventStructure): EventStructure {
  const po = emptyRelation(s.size);
  s.events.forEach((a, i) => {
    s.events.forEach((b, j) => {
      if (i < j && i >= s.initialWrites && a.thread === b.thread) addPair(po, s.size, i, j);
    });
  });
  return { ...s, po };
}
