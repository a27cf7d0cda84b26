/** Names places of a model in words close to the kernel's cat files, for mutants and their report. */

import { type Model, type Node, type Op, operandsOf } from '../../src/model/ir.ts';

export interface Describer {
  /** A node's name, or how it is built from named ones, cut when long. */
  readonly text: (id: number) => string;
  /** The definition that a node stands in, and the node itself where it has no name. */
  readonly place: (id: number, user?: number | string) => string;
}

/** Longer texts are cut in the middle. */
const longest = 100;

export function describer(model: Model): Describer {
  const names = uniqueNames(model);
  const parents = firstUsers(model);

  const write = (id: number, level: number): string => {
    const name = names.get(id);
    if (name !== undefined) return name;
    const { op } = model.nodes[id] as Node;
    const [own, text] = written(op);
    return own < level ? `(${text})` : text;
  };

  /** How tightly the operator binds, and the text. */
  const written = (op: Op): [level: number, text: string] => {
    switch (op.op) {
      case 'base set':
      case 'base relation':
        return [4, op.name];
      case 'variable':
        return [4, op.name.replace(/#.*/, '')];
      case 'union':
        return [0, op.of.map((o) => write(o, 1)).join(' | ')];
      case 'sequence':
        return [1, `${write(op.left, 1)} ; ${write(op.right, 1)}`];
      case 'restrict': {
        const from = op.from === undefined ? '' : `[${write(op.from, 0)}] ; `;
        const to = op.to === undefined ? '' : ` ; [${write(op.to, 0)}]`;
        return [1, `${from}${write(op.of, 1)}${to}`];
      }
      case 'intersection':
        return [2, op.of.map((o) => write(o, 3)).join(' & ')];
      case 'difference':
        return [2, `${write(op.left, 3)} \\ ${write(op.right, 3)}`];
      case 'product':
        return [2, `${write(op.from, 3)} * ${write(op.to, 3)}`];
      case 'optional':
        return [3, `${write(op.of, 3)}?`];
      case 'star':
        return [3, `${write(op.of, 3)}*`];
      case 'plus':
        return [3, `${write(op.of, 3)}+`];
      case 'inverse':
        return [3, `${write(op.of, 3)}^-1`];
      case 'complement':
        return [4, `~${write(op.of, 4)}`];
      case 'identity':
        return [4, `[${write(op.of, 0)}]`];
      case 'domain':
      case 'range':
        return [4, `${op.op}(${write(op.of, 0)})`];
      case 'fixpoint':
        return [4, `fixpoint(${write(op.body, 0)})`];
      default:
        return op satisfies never;
    }
  };

  const text = (id: number): string => {
    const whole = write(id, 0);
    return whole.length <= longest
      ? whole
      : `${whole.slice(0, longest / 2)} ... ${whole.slice(-longest / 2)}`;
  };

  /** The nearest definition, axiom or flag above. */
  const home = (id: number | string | undefined): string => {
    if (typeof id === 'string') return id;
    if (id === undefined) throw new Error('a node that nothing uses');
    return names.get(id) ?? home(parents.get(id));
  };

  const place = (id: number, user?: number | string): string => {
    const name = names.get(id);
    if (name !== undefined) return typeof user === 'number' ? `${whole(user)}: in place of ${name}` : name;
    if (typeof user === 'number' && !names.has(user)) return `${whole(user)}: at ${own(id)}`;
    return `${home(user ?? parents.get(id))}: in ${own(id)}`;
  };

  const whole = (id: number): string => names.get(id) ?? `${home(parents.get(id))}: in ${own(id)}`;

  /** The members of a long union say enough by themselves. */
  const own = (id: number): string => {
    const { op } = model.nodes[id] as Node;
    return op.op === 'union' && op.of.length > 4 ? 'the union' : text(id);
  };

  return { text, place };
}

/** A definition that takes the name of an earlier one gets a stroke. */
function uniqueNames(model: Model): Map<number, string> {
  const taken = new Set<string>();
  const names = new Map<number, string>();
  for (const [id, name] of [...model.names].sort(([a], [b]) => a - b)) {
    const unique = taken.has(name) ? `${name}'` : name;
    taken.add(unique);
    names.set(id, unique);
  }
  return names;
}

/** For each node the first that uses it; the name of an axiom or flag where nothing else does. */
function firstUsers(model: Model): Map<number, number | string> {
  const users = new Map<number, number | string>();
  const visit = (id: number): void => {
    for (const o of operandsOf((model.nodes[id] as Node).op)) {
      if (users.has(o)) continue;
      users.set(o, id);
      visit(o);
    }
  };
  for (const { name, of } of [...model.axioms, ...model.flags]) {
    if (!users.has(of)) users.set(of, name);
    visit(of);
  }
  return users;
}
