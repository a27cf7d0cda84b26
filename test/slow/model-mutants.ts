/**
 * Models with one mistake each: LKMM with something dropped, weakened or exchanged at one place. A
 * suite that lets such a model pass says nothing about the line that was changed.
 */

import { ModelBuilder } from '../../src/model/builder.ts';
import {
  type Check,
  type EventSet,
  type Model,
  type Node,
  operandsOf,
  type Rel,
} from '../../src/model/ir.ts';
import { type Describer, describer } from './describer.ts';

export interface Mutant {
  /** What was changed, in words: `hb: ppo dropped`. Unique. */
  readonly what: string;
  readonly model: Model;
  /** Whether it bears on the axioms that the search upholds by itself. */
  readonly heldBySearch: boolean;
}

/** Builds what stands in a node's place; `built` gives the new ids of old nodes. */
type Build = (m: ModelBuilder, built: (id: number) => number) => number;

interface Edit {
  readonly how: string;
  readonly build: Build;
}

/** Where an edit happens: at a node wherever it is used, or only where one other node uses it. */
interface Place {
  readonly id: number;
  readonly user?: User;
}

/** A node, or the name of an axiom or flag. */
type User = number | string;

/** Every axiom and flag removed, every operation weakened, every base set and relation emptied. */
export function modelMutants(model: Model): Mutant[] {
  const describe = describer(model);
  const needed = reachable(
    model,
    model.axioms.filter(({ name }) => name === 'coherence' || name === 'atomic').map(({ of }) => of),
  );
  const edited = places(model).flatMap((place) =>
    editsOf(model, place, describe).map(({ how, build }) => ({
      what: `${describe.place(place.id, place.user)}: ${how}`,
      model: rebuilt(model, place, build),
      heldBySearch: needed.has(place.id),
    })),
  );
  const shadowed = shadowedUses(model).map(({ earlier, ...place }) => ({
    what: `${describe.place(place.id, place.user)}, the earlier definition of that name`,
    model: rebuilt(model, place, (_, built) => built(earlier)),
    heldBySearch: false,
  }));
  return [...axiomMutants(model), ...edited, ...shadowed];
}

function axiomMutants(model: Model): Mutant[] {
  const other: Record<Check, Check> = {
    acyclic: 'irreflexive',
    irreflexive: 'acyclic',
    empty: 'irreflexive',
  };
  return [
    ...model.axioms.flatMap((axiom) => {
      const heldBySearch = axiom.name === 'coherence' || axiom.name === 'atomic';
      const check = other[axiom.check];
      return [
        {
          what: `axiom ${axiom.name} removed`,
          model: { ...model, axioms: model.axioms.filter((a) => a !== axiom) },
          heldBySearch,
        },
        {
          what: `axiom ${axiom.name}: ${check}, not ${axiom.check}`,
          model: { ...model, axioms: model.axioms.map((a) => (a === axiom ? { ...a, check } : a)) },
          heldBySearch,
        },
      ];
    }),
    ...model.flags.map((flag) => ({
      what: `flag ${flag.name} removed`,
      model: { ...model, flags: model.flags.filter((f) => f !== flag) },
      heldBySearch: false,
    })),
  ];
}

function reachable(model: Model, from: readonly number[]): Set<number> {
  const found = new Set<number>();
  const visit = (id: number): void => {
    if (found.has(id)) return;
    found.add(id);
    operandsOf((model.nodes[id] as Node).op).forEach(visit);
  };
  from.forEach(visit);
  return found;
}

/** Named nodes once; what has no name is written anew wherever it is used, so it is changed there alone. */
function places(model: Model): Place[] {
  const found = [
    ...reachable(
      model,
      [...model.axioms, ...model.flags].map(({ of }) => of),
    ),
  ].sort((a, b) => a - b);
  return found.flatMap((id): Place[] => {
    if (model.names.has(id)) return [{ id }];
    const users: User[] = [
      ...found.filter((u) => operandsOf((model.nodes[u] as Node).op).includes(id)),
      ...[...model.axioms, ...model.flags].filter(({ of }) => of === id).map(({ name }) => name),
    ];
    return users.length === 1 ? [{ id }] : users.map((user) => ({ id, user }));
  });
}

/** Uses of a definition that has taken the name of an earlier one, except in taking it. */
function shadowedUses(model: Model): (Place & { readonly earlier: number })[] {
  const roots = [...model.axioms, ...model.flags].map(({ of }) => of);
  const found = [...reachable(model, roots)].sort((a, b) => a - b);
  return [...model.names].flatMap(([id, name]) => {
    const earlier = [...model.names].filter(([other, n]) => n === name && other < id).at(-1)?.[0];
    if (earlier === undefined) return [];
    const users = found.filter((u) => operandsOf((model.nodes[u] as Node).op).includes(id));
    return users.map((user) => ({ id, user, earlier }));
  });
}

/** What may be wrong with one operation. */
function editsOf(model: Model, { id }: Place, describe: Describer): Edit[] {
  const { op, sort } = model.nodes[id] as Node;
  const { text } = describe;
  const only =
    (o: number): Build =>
    (_, built) =>
      built(o);
  switch (op.op) {
    case 'base set':
      return [{ how: 'always empty', build: (m) => m.baseSet('nothing') }];
    case 'base relation':
      return [{ how: 'always empty', build: (m) => m.product(m.baseSet('nothing'), m.baseSet('nothing')) }];
    case 'variable':
    case 'identity':
    case 'fixpoint':
      return [];
    case 'union':
    case 'intersection':
      return op.of.flatMap((o) => [
        {
          how: `${text(o)} dropped`,
          build: nary(
            op.op,
            sort,
            op.of.filter((x) => x !== o),
          ),
        },
        ...exchanged(model, op.of, o),
      ]);
    case 'difference':
      return [{ how: `${text(op.right)} no longer taken away`, build: only(op.left) }];
    case 'complement':
      return [{ how: 'complement dropped', build: only(op.of) }];
    case 'domain':
    case 'range': {
      const { of } = op;
      const build: Build =
        op.op === 'domain'
          ? (m, built) => m.range(built(of) as Rel)
          : (m, built) => m.domain(built(of) as Rel);
      return [{ how: `${op.op === 'domain' ? 'range' : 'domain'}, not ${op.op}`, build }];
    }
    case 'sequence': {
      const left: Edit = { how: `${text(op.left)} ; dropped`, build: only(op.right) };
      const right: Edit = { how: `; ${text(op.right)} dropped`, build: only(op.left) };
      // The factors of a longer sequence are dropped one by one, each where it stands.
      return isSequence(model, op.left) ? [right] : [left, right];
    }
    case 'restrict': {
      const { from, of, to } = op;
      const restricted =
        (f: number | undefined, t: number | undefined): Build =>
        (m, built) =>
          m.seq(
            ...(f === undefined ? [] : [built(f) as EventSet]),
            built(of) as Rel,
            ...(t === undefined ? [] : [built(t) as EventSet]),
          );
      return [
        ...(from === undefined
          ? []
          : [{ how: `begins anywhere, not in ${text(from)}`, build: restricted(undefined, to) }]),
        ...(to === undefined
          ? []
          : [{ how: `ends anywhere, not in ${text(to)}`, build: restricted(from, undefined) }]),
      ];
    }
    case 'inverse':
      return [{ how: 'not inverted', build: only(op.of) }];
    case 'optional':
      return [{ how: 'not optional', build: only(op.of) }];
    case 'star': {
      const { of } = op;
      return [
        { how: 'at most once', build: (m, built) => m.optional(built(of) as Rel) },
        { how: 'at least once', build: (m, built) => m.plus(built(of) as Rel) },
      ];
    }
    case 'plus':
      return [{ how: 'exactly once', build: only(op.of) }];
    case 'product': {
      const { from, to } = op;
      return [
        {
          how: 'from anywhere',
          build: (m, built) => m.product(m.not(m.baseSet('nothing')), built(to) as EventSet),
        },
        {
          how: 'to anywhere',
          build: (m, built) => m.product(built(from) as EventSet, m.not(m.baseSet('nothing'))),
        },
      ];
    }
    default:
      return op satisfies never;
  }
}

/** int for ext and ext for int. */
function exchanged(model: Model, of: readonly number[], o: number): Edit[] {
  const { op } = model.nodes[o] as Node;
  if (op.op !== 'base relation' || (op.name !== 'int' && op.name !== 'ext')) return [];
  const other = op.name === 'int' ? 'ext' : 'int';
  return [
    {
      how: `${other}, not ${op.name}`,
      build: (m, built) =>
        m.intersection(
          ...of.filter((x) => x !== o).map((x) => built(x) as Rel),
          m.baseRelation(other, op.stage),
        ),
    },
  ];
}

function isSequence(model: Model, id: number): boolean {
  if (model.names.has(id)) return false;
  const { op } = model.nodes[id] as Node;
  return op.op === 'sequence' || (op.op === 'restrict' && isSequence(model, op.of));
}

function nary(op: 'union' | 'intersection', sort: Node['sort'], of: readonly number[]): Build {
  return (m, built) => {
    const ids = of.map(built);
    if (sort === 'set')
      return op === 'union' ? m.either(...(ids as EventSet[])) : m.both(...(ids as EventSet[]));
    return op === 'union' ? m.union(...(ids as Rel[])) : m.intersection(...(ids as Rel[]));
  };
}

/** The model built again with one node made otherwise, so that stages and monotony are those of the new one. */
function rebuilt(model: Model, place: Place, wrong: Build): Model {
  const m = new ModelBuilder();
  const known = new Map<number, number>();
  const building = (user: User) => (id: number) => built(id, user);
  const built = (id: number, user: User): number => {
    if (place.id === id && place.user === user) return wrong(m, building(id));
    const before = known.get(id);
    if (before !== undefined) return before;
    const build = place.id === id && place.user === undefined ? wrong : same(model, id, known);
    const fresh = build(m, building(id));
    known.set(id, fresh);
    const name = model.names.get(id);
    if (name !== undefined) m.def(name, fresh as Rel);
    return fresh;
  };
  for (const { check, name, of } of model.axioms) m.axiom(check, name, built(of, name) as Rel);
  for (const { name, of } of model.flags) m.flag(name, built(of, name) as Rel);
  return m.build(`${model.name}, changed`);
}

/** Builds a node as it is. */
function same(model: Model, id: number, known: Map<number, number>): Build {
  const { op, sort } = model.nodes[id] as Node;
  switch (op.op) {
    case 'base set':
      return (m) => m.baseSet(op.name);
    case 'base relation':
      return (m) => m.baseRelation(op.name, op.stage);
    case 'union':
    case 'intersection':
      return nary(op.op, sort, op.of);
    case 'difference':
      return (m, built) =>
        sort === 'set'
          ? m.without(built(op.left) as EventSet, built(op.right) as EventSet)
          : m.difference(built(op.left) as Rel, built(op.right) as Rel);
    case 'sequence':
      return (m, built) => m.seq(built(op.left) as Rel, built(op.right) as Rel);
    case 'restrict':
      return (m, built) =>
        m.seq(
          ...(op.from === undefined ? [] : [built(op.from) as EventSet]),
          built(op.of) as Rel,
          ...(op.to === undefined ? [] : [built(op.to) as EventSet]),
        );
    case 'complement':
      return (m, built) => m.not(built(op.of) as EventSet);
    case 'identity':
      return (m, built) => m.identity(built(op.of) as EventSet);
    case 'domain':
    case 'range':
    case 'inverse':
    case 'optional':
    case 'star':
    case 'plus': {
      const { op: word, of } = op;
      return (m, built) => m[word](built(of) as Rel);
    }
    case 'product':
      return (m, built) => m.product(built(op.from) as EventSet, built(op.to) as EventSet);
    case 'fixpoint':
      return (m, built) =>
        m.fixpoint(model.names.get(id) ?? 'fixpoint', (self) => {
          known.set(op.variable, self);
          return built(op.body) as Rel;
        });
    case 'variable':
      return () => {
        throw new Error('a variable outside its fixpoint');
      };
    default:
      return op satisfies never;
  }
}
