/** Conditions, filters and observed places, made from what the threads assign and what a test is about. */

import type { Quantifier } from '../../src/litmus/ast.ts';
import type { Chance } from './chance.ts';
import type { World } from './scope.ts';
import {
  assignedIn,
  type Expr,
  everyStatement,
  expressionsIn,
  namesIn,
  type Place,
  type Prop,
  type Statement,
} from './tree.ts';

export interface Observable {
  readonly place: Place;
  readonly holds: 'number' | 'pointer';
}

/** Every register that is assigned and every location that is used. */
export function observables(world: World, bodies: readonly (readonly Statement[])[]): Observable[] {
  const registers = bodies.flatMap((body, thread) =>
    assignedIn(body).map((name): Observable => {
      const pointer = everyStatement(body).some(
        (s) => s.kind === 'assign' && s.name === name && s.type === 'int *',
      );
      return { place: { kind: 'register', thread, name }, holds: pointer ? 'pointer' : 'number' };
    }),
  );
  const used = new Set(bodies.flatMap((body) => [...namesIn(body)]));
  const location = (name: string, holds: Observable['holds']): Observable[] =>
    used.has(name) ? [{ place: { kind: 'location', name }, holds }] : [];
  return [
    ...registers,
    ...world.numbers.flatMap((name) => location(name, 'number')),
    ...world.pointers.flatMap((name) => location(name, 'pointer')),
  ];
}

/** The numbers that the program mentions: what final values are likely to be. */
export function likelyValues(bodies: readonly (readonly Statement[])[]): number[] {
  const literals = bodies
    .flatMap((body) => expressionsIn(body))
    .flatMap((e: Expr) => (e.kind === 'number' ? [e.value] : []));
  return [...new Set([0, 1, ...literals])];
}

export class Conditions {
  readonly #chance: Chance;
  readonly #world: World;
  readonly #observables: readonly Observable[];
  readonly #values: readonly number[];

  constructor(chance: Chance, world: World, bodies: readonly (readonly Statement[])[]) {
    this.#chance = chance;
    this.#world = world;
    this.#observables = observables(world, bodies);
    this.#values = likelyValues(bodies);
  }

  /** The test's own outcome as it stands or changed a little, or something random. */
  condition(outcome: readonly Prop[]): { quantifier: Quantifier; condition: Prop } {
    const quantifier = this.#chance.weighted<Quantifier>([
      [6, 'exists'],
      [1.8, '~exists'],
      [1.8, 'forall'],
    ]);
    const own = outcome.length > 0 && this.#chance.yes(0.75);
    const base = own ? this.#changed(outcome) : this.random(this.#chance.int(1, 3));
    if (quantifier !== 'forall' || !this.#chance.yes(0.75)) return { quantifier, condition: base };
    return { quantifier, condition: this.#required(base) };
  }

  /** For `forall`: that the outcome does not come about, in one of several forms. */
  #required(p: Prop): Prop {
    const chance = this.#chance;
    if (p.kind === 'and') {
      return chance.weighted<Prop>([
        [1, { kind: 'not', operand: p }],
        [1, { kind: 'implies', left: p.left, right: negated(p.right) }],
        [1, { kind: 'or', left: negated(p.left), right: negated(p.right) }],
      ]);
    }
    return negated(p);
  }

  #changed(outcome: readonly Prop[]): Prop {
    const chance = this.#chance;
    const atoms = [...outcome];
    if (atoms.length > 1 && chance.yes(0.1)) atoms.splice(chance.int(0, atoms.length - 1), 1);
    if (chance.yes(0.1)) atoms[chance.int(0, atoms.length - 1)] = this.atom();
    if (chance.yes(0.08)) atoms.push(this.atom());
    if (chance.yes(0.05)) {
      const at = chance.int(0, atoms.length - 1);
      atoms[at] = negated(atoms[at] as Prop);
    }
    return conjunction(atoms);
  }

  /** A proposition of about so many atoms, with any connective. */
  random(atoms: number): Prop {
    const chance = this.#chance;
    if (atoms <= 1) return chance.yes(0.08) ? { kind: 'not', operand: this.atom() } : this.atom();
    const left = chance.int(1, atoms - 1);
    const kind = chance.weighted<'and' | 'or' | 'implies'>([
      [6, 'and'],
      [2.5, 'or'],
      [1, 'implies'],
    ]);
    const joined: Prop = { kind, left: this.random(left), right: this.random(atoms - left) };
    return chance.yes(0.05) ? { kind: 'not', operand: joined } : joined;
  }

  atom(): Prop {
    const chance = this.#chance;
    if (chance.yes(0.012)) return { kind: chance.one(['true', 'false']) };
    const { place, holds } = this.#observable();
    const alike = this.#observables.filter((o) => o.holds === holds);
    if (alike.length > 1 && chance.yes(0.05)) {
      return { kind: 'same', left: place, right: chance.one(alike).place };
    }
    const sign = chance.weighted<'=' | '==' | '!=' | '<>'>([
      [14, '='],
      [0.5, '=='],
      [1, '!='],
      [0.5, '<>'],
    ]);
    return { kind: 'equals', place, sign, value: this.#value(holds) };
  }

  #value(holds: Observable['holds']): string {
    const chance = this.#chance;
    if (holds === 'pointer' && chance.yes(0.9)) return chance.one(this.#world.numbers);
    if (chance.yes(0.01)) return chance.one(['0xff', '0x1', '0xffffffff', ...this.#world.numbers]);
    return String(chance.one(this.#values));
  }

  /** A register or a location; now and then one that does not exist, or a lock. */
  #observable(): Observable {
    const chance = this.#chance;
    if (this.#observables.length === 0 || chance.yes(0.008)) {
      return { place: { kind: 'register', thread: 0, name: 'r15' }, holds: 'number' };
    }
    if (chance.yes(0.008)) {
      const odd = [...this.#world.locks, ...this.#world.srcus, 'nowhere'];
      return { place: { kind: 'location', name: chance.one(odd) }, holds: 'number' };
    }
    if (this.#world.array !== undefined && chance.yes(0.5)) {
      const { name, elements } = this.#world.array;
      return { place: { kind: 'location', name, element: chance.int(0, elements - 1) }, holds: 'number' };
    }
    return chance.one(this.#observables);
  }

  places(): Place[] {
    const chance = this.#chance;
    if (!chance.yes(0.3)) return [];
    const places = Array.from({ length: chance.int(1, 3) }, () => this.#observable().place);
    if (this.#world.array !== undefined && chance.yes(0.5)) {
      places.push({ kind: 'location', name: this.#world.array.name });
    }
    return places;
  }

  filter(): Prop | undefined {
    return this.#chance.yes(0.08) ? this.random(this.#chance.int(1, 2)) : undefined;
  }
}

function negated(p: Prop): Prop {
  return p.kind === 'not' ? p.operand : { kind: 'not', operand: p };
}

export function conjunction(atoms: readonly Prop[]): Prop {
  const [first, ...rest] = atoms;
  return rest.reduce<Prop>((left, right) => ({ kind: 'and', left, right }), first ?? { kind: 'true' });
}
