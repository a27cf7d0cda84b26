/**
 * Models and primitive tables with one mistake each. A suite that lets a mutant pass says nothing about
 * the line that was changed.
 */

import type { Expr, LitmusTest, Statement } from '../../src/litmus/ast.ts';
import { type Effect, type Primitive, primitives } from '../../src/lkmm/primitives.ts';
import { type Model, type Node, operandsOf } from '../../src/model/ir.ts';

export interface Mutant {
  /** What was changed, in words: `hb: member ppo dropped`. */
  readonly what: string;
  readonly model: Model;
}

/** Every axiom and flag removed, every member of every union, every restriction, every base set. */
export function modelMutants(model: Model): Mutant[] {
  const mutants: Mutant[] = [];
  for (const axiom of model.axioms) {
    mutants.push({
      what: `axiom ${axiom.name} removed`,
      model: { ...model, axioms: model.axioms.filter((a) => a !== axiom) },
    });
  }
  for (const flag of model.flags) {
    mutants.push({
      what: `flag ${flag.name} removed`,
      model: { ...model, flags: model.flags.filter((f) => f !== flag) },
    });
  }
  const describe = describer(model);
  const replace = (id: number, op: Node['op'], how: string): void => {
    const nodes = model.nodes.map((n, i) => (i === id ? { ...n, op } : n));
    mutants.push({ what: `${describe(id)}: ${how}`, model: { ...model, nodes } });
  };
  for (const id of reachable(model)) {
    const { op } = model.nodes[id] as Node;
    switch (op.op) {
      case 'union':
      case 'intersection':
        for (const o of op.of) {
          replace(id, { op: op.op, of: op.of.filter((x) => x !== o) }, `${describe(o)} dropped`);
        }
        break;
      case 'restrict':
        if (op.from !== undefined) {
          const { from, ...rest } = op;
          replace(id, rest, `begins anywhere, not in ${describe(from)}`);
        }
        if (op.to !== undefined) {
          const { to, ...rest } = op;
          replace(id, rest, `ends anywhere, not in ${describe(to)}`);
        }
        break;
      case 'difference':
        replace(id, { op: 'union', of: [op.left] }, `${describe(op.right)} no longer taken away`);
        break;
      case 'optional':
        replace(id, { op: 'union', of: [op.of] }, 'no longer optional');
        break;
      case 'star':
        replace(id, { op: 'optional', of: op.of }, 'at most once, not any number of times');
        break;
      default:
        break;
    }
  }
  return mutants.concat(emptiedSets(model));
}

/** Base sets made empty: each tag of the model. */
function emptiedSets(model: Model): Mutant[] {
  return model.nodes.flatMap((n, id) => {
    if (n.op.op !== 'base set') return [];
    const name = n.op.name;
    const none: Node = { ...n, op: { op: 'base set', name: 'nothing' } };
    return [
      {
        what: `set ${name} always empty`,
        model: { ...model, nodes: model.nodes.map((m, i) => (i === id ? none : m)) },
      },
    ];
  });
}

/** Nodes that some axiom or flag uses. */
function reachable(model: Model): number[] {
  const found = new Set<number>();
  const visit = (id: number): void => {
    if (found.has(id)) return;
    found.add(id);
    operandsOf((model.nodes[id] as Node).op).forEach(visit);
  };
  for (const { of } of [...model.axioms, ...model.flags]) visit(of);
  return [...found].sort((a, b) => a - b);
}

/** A node's name, or how it is built from named ones. */
function describer(model: Model): (id: number) => string {
  const text = (id: number): string => {
    const name = model.names.get(id);
    if (name !== undefined) return name;
    const { op } = model.nodes[id] as Node;
    switch (op.op) {
      case 'base set':
      case 'base relation':
      case 'variable':
        return op.name;
      case 'union':
        return `(${op.of.map(text).join(' | ')})`;
      case 'intersection':
        return `(${op.of.map(text).join(' & ')})`;
      case 'difference':
        return `(${text(op.left)} \\ ${text(op.right)})`;
      case 'sequence':
        return `(${text(op.left)} ; ${text(op.right)})`;
      case 'restrict': {
        const from = op.from === undefined ? '' : `[${text(op.from)}] ; `;
        const to = op.to === undefined ? '' : ` ; [${text(op.to)}]`;
        return `(${from}${text(op.of)}${to})`;
      }
      case 'optional':
        return `${text(op.of)}?`;
      case 'star':
        return `${text(op.of)}*`;
      case 'plus':
        return `${text(op.of)}+`;
      case 'inverse':
        return `${text(op.of)}^-1`;
      case 'complement':
        return `~${text(op.of)}`;
      case 'identity':
        return `[${text(op.of)}]`;
      case 'product':
        return `(${text(op.from)} * ${text(op.to)})`;
      case 'domain':
      case 'range':
        return `${op.op}(${text(op.of)})`;
      case 'fixpoint':
        return `fix(${text(op.body)})`;
      default:
        return op satisfies never;
    }
  };
  return text;
}

export interface RowMutant {
  readonly what: string;
  readonly row: Primitive;
  readonly wrong: Primitive;
}

/** Every tag of every row of the primitive table, made weaker or another; every operator, every result. */
export function rowMutants(): RowMutant[] {
  return primitives.flatMap((row) =>
    wrongEffects(row.effect).map(([how, effect]) => ({
      what: `${row.name}: ${how}`,
      row,
      wrong: { ...row, effect },
    })),
  );
}

function wrongEffects(effect: Effect): [string, Effect][] {
  switch (effect.do) {
    case 'read':
    case 'write':
    case 'xchg':
    case 'cmpxchg':
    case 'add-unless': {
      const tag = effect.tag === 'ONCE' ? 'MB' : 'ONCE';
      const found: [string, Effect][] = [[`tag ${effect.tag} read as ${tag}`, { ...effect, tag }]];
      if (effect.do === 'write' && effect.then !== undefined) {
        const { then, ...rest } = effect;
        found.push([`fence ${then} dropped`, rest]);
      }
      return found;
    }
    case 'atomic': {
      const tag = effect.tag === 'ONCE' ? 'MB' : 'ONCE';
      const op = effect.op === 'xor' ? 'or' : 'xor';
      const found: [string, Effect][] = [
        [`tag ${effect.tag} read as ${tag}`, { ...effect, tag }],
        [`${effect.op} read as ${op}`, { ...effect, op }],
      ];
      if (effect.gives !== 'nothing') {
        const gives = effect.gives === 'old' ? 'new' : 'old';
        found.push([`gives ${effect.gives} read as ${gives}`, { ...effect, gives }]);
      }
      return found;
    }
    case 'fence':
      return [
        [
          `${effect.fence} read as another`,
          { do: 'fence', fence: effect.fence === 'barrier' ? 'mb' : 'barrier' },
        ],
      ];
    case 'lock':
      return [['read as an unlock', { do: 'unlock', place: effect.place }]];
    case 'unlock':
      return [['read as a lock', { do: 'lock', place: effect.place }]];
    case 'trylock':
      return [['read as spin_is_locked', { do: 'is-locked', place: effect.place }]];
    case 'is-locked':
      return [['read as spin_trylock', { do: 'trylock', place: effect.place }]];
    case 'srcu-lock':
      return [['read as a marked load', { do: 'read', tag: 'ONCE', place: effect.place }]];
    case 'srcu-unlock':
      return [['read as a marked store', { ...effect, do: 'write', tag: 'ONCE' }]];
    case 'srcu-sync':
      return [['read as smp_mb', { do: 'fence', fence: 'mb' }]];
    default:
      return effect satisfies never;
  }
}

/** The test with one row of the table exchanged. */
export function withRow(test: LitmusTest, { row, wrong }: RowMutant): LitmusTest {
  const swap = (p: Primitive): Primitive => (p.name === row.name ? wrong : p);
  const expr = (e: Expr): Expr => {
    switch (e.kind) {
      case 'integer':
      case 'register':
        return e;
      case 'load':
        return { ...e, address: expr(e.address) };
      case 'call':
        return { ...e, primitive: swap(e.primitive), args: e.args.map(expr) };
      case 'binary':
        return { ...e, left: expr(e.left), right: expr(e.right) };
      case 'cast':
        return { ...e, operand: expr(e.operand) };
      default:
        return e satisfies never;
    }
  };
  const statement = (s: Statement): Statement => {
    switch (s.kind) {
      case 'declare':
        return s;
      case 'assign':
      case 'expression':
        return { ...s, value: expr(s.value) };
      case 'store':
        return { ...s, address: expr(s.address), value: expr(s.value) };
      case 'call':
        return { ...s, primitive: swap(s.primitive), args: s.args.map(expr) };
      case 'if':
        return {
          ...s,
          condition: expr(s.condition),
          then: statement(s.then),
          ...(s.else === undefined ? {} : { else: statement(s.else) }),
        };
      case 'while':
        return { ...s, condition: expr(s.condition), body: statement(s.body) };
      case 'block':
        return { ...s, body: s.body.map(statement) };
      default:
        return s satisfies never;
    }
  };
  return { ...test, threads: test.threads.map((t) => ({ ...t, body: t.body.map(statement) })) };
}
