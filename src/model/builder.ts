/**
 * Combinators that build a model. Equal nodes are merged as they are made; sequences with `[S]` become
 * restrictions; unions are flattened and sorted, so that writing a definition in another order gives
 * the same node. A named union stays whole: it is evaluated once, and explanations speak of it.
 */

import {
  type Axiom,
  type Check,
  type EventSet,
  type Flag,
  type Model,
  type Node,
  type Op,
  operandsOf,
  type Rel,
  type Sort,
  type Stage,
  stages,
} from './ir.ts';

export class ModelBuilder {
  readonly #nodes: Node[] = [];
  readonly #ids = new Map<string, number>();
  readonly #names = new Map<number, string>();
  readonly #axioms: Axiom[] = [];
  readonly #flags: Flag[] = [];
  #variables = 0;

  #intern(op: Op, sort: Sort): number {
    const key = JSON.stringify(op);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const operands = operandsOf(op);
    const inside = this.#insideOf(op, operands);
    const id =
      this.#nodes.push({
        op,
        sort,
        stage: this.#stageOf(op, operands),
        monotone: this.#isMonotone(op, operands),
        ...(inside === undefined ? {} : { inside }),
      }) - 1;
    this.#ids.set(key, id);
    return id;
  }

  #node(id: number): Node {
    const node = this.#nodes[id];
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  #stageOf(op: Op, operands: readonly number[]): Stage {
    if (op.op === 'base relation') return op.stage;
    const latest = Math.max(0, ...operands.map((o) => stages.indexOf(this.#node(o).stage)));
    return stages[latest] ?? 'program';
  }

  /** Difference on its right and complement turn growth round; all else keeps it. */
  #isMonotone(op: Op, operands: readonly number[]): boolean {
    if (op.op === 'base relation') return op.stage !== 'values';
    const fixed = (o: number) => this.#node(o).stage === 'program' && this.#node(o).inside === undefined;
    if (op.op === 'difference') return this.#node(op.left).monotone && fixed(op.right);
    if (op.op === 'complement') return fixed(op.of);
    return operands.every((o) => this.#node(o).monotone);
  }

  #insideOf(op: Op, operands: readonly number[]): number | undefined {
    if (op.op === 'fixpoint') return undefined;
    for (const o of operands) {
      const node = this.#node(o);
      if (node.op.op === 'variable') return o;
      if (node.inside !== undefined) return node.inside;
    }
    return undefined;
  }

  #relation(op: Op): Rel {
    return this.#intern(op, 'relation') as Rel;
  }

  #set(op: Op): EventSet {
    return this.#intern(op, 'set') as EventSet;
  }

  baseSet(name: string): EventSet {
    return this.#set({ op: 'base set', name });
  }

  baseRelation(name: string, stage: Stage): Rel {
    return this.#relation({ op: 'base relation', name, stage });
  }

  /* sets */

  either(...of: readonly EventSet[]): EventSet {
    return this.#nary('union', of, 'set') as EventSet;
  }

  both(...of: readonly EventSet[]): EventSet {
    return this.#nary('intersection', of, 'set') as EventSet;
  }

  without(left: EventSet, right: EventSet): EventSet {
    return this.#set({ op: 'difference', left, right });
  }

  not(of: EventSet): EventSet {
    return this.#set({ op: 'complement', of });
  }

  domain(of: Rel): EventSet {
    return this.#set({ op: 'domain', of });
  }

  range(of: Rel): EventSet {
    return this.#set({ op: 'range', of });
  }

  /* relations */

  union(...of: readonly Rel[]): Rel {
    return this.#nary('union', of, 'relation') as Rel;
  }

  intersection(...of: readonly Rel[]): Rel {
    return this.#nary('intersection', of, 'relation') as Rel;
  }

  difference(left: Rel, right: Rel): Rel {
    return this.#relation({ op: 'difference', left, right });
  }

  /** `a ; b ; c`: sets among relations stand for `[S]`. */
  seq(...parts: readonly (Rel | EventSet)[]): Rel {
    let result: Rel | undefined;
    let pending: EventSet | undefined;
    for (const part of parts) {
      if (this.#node(part).sort === 'set') {
        const set = part as EventSet;
        if (result === undefined) pending = pending === undefined ? set : this.both(pending, set);
        else result = this.#restrict(result, undefined, set);
      } else {
        const r = part as Rel;
        const right: Rel = pending === undefined ? r : this.#restrict(r, pending, undefined);
        result = result === undefined ? right : this.#relation({ op: 'sequence', left: result, right });
        pending = undefined;
      }
    }
    if (result !== undefined) return result;
    if (pending === undefined) throw new Error('an empty sequence');
    return this.identity(pending);
  }

  #restrict(r: Rel, from: EventSet | undefined, to: EventSet | undefined): Rel {
    const { op } = this.#node(r);
    if (op.op === 'restrict') {
      const join = (a: number | undefined, b: EventSet | undefined) =>
        a === undefined ? b : b === undefined ? (a as EventSet) : this.both(a as EventSet, b);
      return this.#restrictNode(op.of as Rel, join(op.from, from), join(op.to, to));
    }
    return this.#restrictNode(r, from, to);
  }

  #restrictNode(of: Rel, from: EventSet | undefined, to: EventSet | undefined): Rel {
    return this.#relation({
      op: 'restrict',
      of,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
  }

  inverse(of: Rel): Rel {
    return this.#relation({ op: 'inverse', of });
  }

  /** `r?` */
  optional(of: Rel): Rel {
    return this.#relation({ op: 'optional', of });
  }

  /** `r*` */
  star(of: Rel): Rel {
    return this.#relation({ op: 'star', of });
  }

  /** `r+` */
  plus(of: Rel): Rel {
    return this.#relation({ op: 'plus', of });
  }

  identity(of: EventSet): Rel {
    return this.#relation({ op: 'identity', of });
  }

  product(from: EventSet, to: EventSet): Rel {
    return this.#relation({ op: 'product', from, to });
  }

  /** The least relation that equals `body` of itself. */
  fixpoint(name: string, body: (self: Rel) => Rel): Rel {
    const variable = this.#relation({ op: 'variable', name: `${name}#${this.#variables++}` });
    return this.def(name, this.#relation({ op: 'fixpoint', variable, body: body(variable) }));
  }

  #nary(op: 'union' | 'intersection', of: readonly number[], sort: Sort): number {
    const flat = of.flatMap((o) => {
      const inner = this.#node(o).op;
      return inner.op === op && !this.#names.has(o) ? inner.of : [o];
    });
    const distinct = [...new Set(flat)].sort((a, b) => a - b);
    const only = distinct[0];
    if (distinct.length === 1 && only !== undefined) return only;
    return this.#intern({ op, of: distinct }, sort);
  }

  /** Gives a node a name, for explanations and printing. */
  def<T extends Rel | EventSet>(name: string, node: T): T {
    this.#names.set(node, name);
    return node;
  }

  axiom(check: Check, name: string, of: Rel): void {
    this.#axioms.push({ name, check, of });
  }

  flag(name: string, of: Rel | EventSet): void {
    this.#flags.push({ name, of });
  }

  build(name: string): Model {
    return {
      name,
      nodes: this.#nodes,
      names: this.#names,
      axioms: this.#axioms,
      flags: this.#flags,
    };
  }
}
