/**
 * Evaluates a model on the candidate executions of one event structure. What does not depend on rf
 * and co is computed once; whatever is certainly empty makes its users vanish; the rest is computed
 * for each candidate, axiom by axiom, so that the first broken one ends the work.
 */

import { type Bits, complementInto, isEmpty, type Size, sameBits, subtractInto } from '../base/relation.ts';
import type { Candidate, Inputs } from './candidate.ts';
import { type Axiom, type Flag, type Model, type Node, operandsIn, type Sort } from './ir.ts';
import { apply, meets } from './operators.ts';
import { giveBack, takeBits } from './spare.ts';

export type { Candidate, Inputs };

/** `empty` and `fixed` are known for the whole structure; `dynamic` is computed for each candidate. */
type Status = 'empty' | 'fixed' | 'dynamic';

/** The dynamic nodes that one axiom or flag needs beyond those before it, operands first. */
interface Goal<T> {
  readonly target: T;
  readonly steps: readonly number[];
}

export class Evaluation {
  readonly #model: Model;
  readonly #inputs: Inputs;
  readonly #size: Size;
  readonly #status: (Status | undefined)[];
  readonly #value: (Bits | undefined)[];
  /** What values are written to; what `inputs` and candidates give is not among them. */
  readonly #own: Bits[] = [];
  /** By node: whether a plan of an axiom holds it. */
  readonly #planned: Uint8Array;
  readonly #axioms: Goal<Axiom>[] = [];
  #flags: Goal<Flag>[] | undefined;
  /** Of an evaluation at the most that a candidate may become: the one at what it has for certain. */
  readonly #least: Evaluation | undefined;
  /** By node. */
  readonly #operands: readonly (readonly number[])[];
  readonly #valueOf = (id: number): Bits => this.#get(id);
  readonly #plans = new Map<number, readonly number[]>();
  readonly #settled = new Set<number>();
  #certain: Candidate | undefined;
  /** The rf for which the nodes of stage rf were last computed, its number, and by node the rf's number. */
  readonly #lastRf: Bits;
  #rfNumber = 1;
  readonly #computedFor: Uint32Array;

  /**
   * With `least`, nodes are bounded from above instead: candidates are then the most that rf and co may
   * become, and what a difference takes away is what `least` has for certain.
   */
  constructor(model: Model, inputs: Inputs, least?: Evaluation) {
    this.#least = least;
    this.#model = model;
    this.#inputs = inputs;
    this.#operands = operandsIn(model);
    this.#computedFor = new Uint32Array(model.nodes.length);
    this.#size = inputs.size;
    this.#status = new Array(model.nodes.length);
    this.#value = new Array(model.nodes.length);
    this.#planned = new Uint8Array(model.nodes.length);
    this.#lastRf = this.#room('relation').fill(0xffffffff);
    // Of the most that may be, only flags are asked.
    for (const axiom of least === undefined ? model.axioms : []) {
      if (this.#analyse(axiom.of) === 'empty') continue;
      this.#axioms.push({ target: axiom, steps: this.#plan(axiom.of) });
    }
  }

  /**
   * The first axiom that the candidate breaks. With `partial`, rf and co may still grow, and only
   * axioms that cannot mend are asked.
   */
  broken(candidate: Candidate, partial: boolean): Axiom | undefined {
    this.#begin(candidate);
    for (const { target, steps } of this.#axioms) {
      if (partial && !this.#node(target.of).monotone) continue;
      this.#compute(steps, candidate);
      if (!meets(target.check, this.#get(target.of), this.#size)) return target;
    }
    return undefined;
  }

  /** Flags other than those in `raised` that the candidate raises; asked after `broken` said none. */
  flags(candidate: Candidate, raised: ReadonlySet<string>): string[] {
    this.#flags ??= this.#model.flags
      .filter((flag) => this.#analyse(flag.of) !== 'empty')
      .map((flag) => ({ target: flag, steps: this.#planAlone(flag.of) }));
    const found: string[] = [];
    if (this.#flags.length === 0) return found;
    this.#begin(candidate);
    const done = new Set<number>();
    for (const { target, steps } of this.#flags) {
      if (raised.has(target.name)) continue;
      this.#compute(
        steps.filter((s) => !done.has(s)),
        candidate,
      );
      for (const s of steps) done.add(s);
      if (!isEmpty(this.#get(target.of))) found.push(target.name);
    }
    return found;
  }

  /**
   * Whether an extension of a partial candidate may raise a flag that is not in `raised`. Asked of an
   * evaluation with `least`: `certain` is the partial candidate, which breaks no axiom and was the last
   * that `least` was asked about; `most` is all that it may become.
   *
   * All operators but difference (on its right) and complement keep growth: bounds from above give one.
   * There a bound from below is taken: the value at the certain part if the node only grows, else nothing.
   */
  mayRaise(certain: Candidate, most: Candidate, raised: ReadonlySet<string>): boolean {
    this.#begin(most);
    this.#certain = certain;
    this.#settled.clear();
    if (this.#least !== undefined) this.#least.#settled.clear();
    for (const flag of this.#model.flags) {
      if (raised.has(flag.name) || this.#analyse(flag.of) === 'empty') continue;
      this.#computeNew(this.#planFor(flag.of), most);
      if (!isEmpty(this.#get(flag.of))) return true;
    }
    return false;
  }

  /** What a node has for certain; undefined: unknown. */
  #bound(id: number): Bits | undefined {
    if (this.#least === undefined || this.#analyse(id) !== 'dynamic') return this.#get(id);
    if (!this.#node(id).monotone || this.#certain === undefined) return undefined;
    return this.#least.#known(id, this.#certain);
  }

  /** The value of a node for the candidate that was asked about last. */
  #known(id: number, candidate: Candidate): Bits {
    if (this.#analyse(id) === 'dynamic') this.#computeNew(this.#planFor(id), candidate);
    return this.#get(id);
  }

  /** But for what has been computed since `mayRaise` began. */
  #computeNew(plan: readonly number[], candidate: Candidate): void {
    this.#compute(
      plan.filter((step) => !this.#settled.has(step)),
      candidate,
    );
    for (const step of plan) this.#settled.add(step);
  }

  /** What has to be computed for a node, axioms' nodes apart where there are axioms to ask; kept. */
  #planFor(id: number): readonly number[] {
    const plan = this.#plans.get(id) ?? this.#planAlone(id);
    this.#plans.set(id, plan);
    return plan;
  }

  /** Flags that some execution of this structure may raise, as far as can be told beforehand. */
  possibleFlags(): string[] {
    return this.#model.flags.filter((f) => this.#analyse(f.of) !== 'empty').map((f) => f.name);
  }

  /** The value of a named definition for a candidate: for explanations and tests. */
  valueOf(id: number, candidate: Candidate): Bits {
    if (this.#analyse(id) === 'dynamic') {
      this.#begin(candidate);
      // All of it: `broken` may have stopped before it came to what the plans of axioms share.
      this.#compute(this.#planAlone(id, new Uint8Array(this.#model.nodes.length)), candidate);
    }
    return this.#get(id);
  }

  #node(id: number): Node {
    return this.#model.nodes[id] as Node;
  }

  #get(id: number): Bits {
    const value = this.#value[id];
    if (value !== undefined) return value;
    if (this.#status[id] === undefined) this.#analyse(id);
    const known = this.#value[id];
    if (known !== undefined) return known;
    const room = this.#room(this.#node(id).sort);
    if (this.#status[id] === 'empty') room.fill(0);
    this.#value[id] = room;
    return room;
  }

  /** Holds anything. */
  #room(sort: Sort): Bits {
    const room = takeBits(sort === 'set' ? this.#size.width : this.#size.n * this.#size.width);
    this.#own.push(room);
    return room;
  }

  /** Ends this evaluation: the arrays that it gave out are for others from now on. */
  release(): void {
    giveBack(this.#own);
    this.#own.length = 0;
  }

  /* ---- what is known for the whole structure ---- */

  #analyse(id: number): Status {
    const known = this.#status[id];
    if (known !== undefined) return known;
    const status = this.#statusOf(id);
    this.#status[id] = status;
    if (status === 'fixed') {
      this.#evaluate(id);
      if (isEmpty(this.#get(id))) {
        this.#status[id] = 'empty';
        return 'empty';
      }
    }
    return status;
  }

  #statusOf(id: number): Status {
    const { op } = this.#node(id);
    switch (op.op) {
      case 'base set':
        this.#value[id] = this.#room('set').fill(0);
        this.#inputs.set(op.name, this.#value[id]);
        return 'fixed';
      case 'base relation':
        if (op.stage !== 'program') return this.#inputs.possible(op.name) ? 'dynamic' : 'empty';
        this.#value[id] = this.#inputs.relation(op.name);
        return 'fixed';
      case 'variable':
        return 'dynamic';
      case 'union': {
        let all: Status = 'empty';
        for (const o of op.of) {
          const s = this.#analyse(o);
          if (s === 'dynamic' || all === 'empty') all = s;
        }
        return all;
      }
      case 'intersection':
      case 'sequence':
      case 'product': {
        let dynamic = false;
        for (const o of this.#operands[id] as readonly number[]) {
          const s = this.#analyse(o);
          if (s === 'empty') return 'empty';
          dynamic ||= s === 'dynamic';
        }
        return dynamic ? 'dynamic' : 'fixed';
      }
      case 'restrict': {
        const from = op.from === undefined ? 'fixed' : this.#analyse(op.from);
        if (from === 'empty') return 'empty';
        const to = op.to === undefined ? 'fixed' : this.#analyse(op.to);
        if (to === 'empty') return 'empty';
        const s = this.#analyse(op.of);
        if (s !== 'fixed') return s;
        return from === 'dynamic' || to === 'dynamic' ? 'dynamic' : 'fixed';
      }
      case 'difference': {
        const left = this.#analyse(op.left);
        if (left === 'empty') return 'empty';
        const right = this.#analyse(op.right);
        return left === 'dynamic' || right === 'dynamic' ? 'dynamic' : 'fixed';
      }
      case 'domain':
      case 'range':
      case 'inverse':
      case 'plus':
      case 'identity':
        return this.#analyse(op.of);
      case 'optional':
      case 'star':
      case 'complement':
        return this.#analyse(op.of) === 'dynamic' ? 'dynamic' : 'fixed';
      case 'fixpoint':
        return this.#emptyFromNothing(op.body) ? 'empty' : 'dynamic';
      default:
        return op satisfies never;
    }
  }

  /** Whether a fixpoint's body is certainly empty when its variable is: then the fixpoint is. */
  #emptyFromNothing(id: number): boolean {
    const { op, inside } = this.#node(id);
    if (op.op === 'variable') return true;
    if (this.#analyse(id) === 'empty') return true;
    if (inside === undefined) return false;
    switch (op.op) {
      case 'union':
        return op.of.every((o) => this.#emptyFromNothing(o));
      case 'intersection':
      case 'sequence':
        return (this.#operands[id] as readonly number[]).some((o) => this.#emptyFromNothing(o));
      case 'restrict':
        return this.#emptyFromNothing(op.of);
      default:
        return false;
    }
  }

  /* ---- what is computed for each candidate ---- */

  /** Dynamic nodes below `id` that no earlier plan holds. */
  #plan(id: number): number[] {
    const found: number[] = [];
    this.#collect(id, found, this.#planned);
    return found;
  }

  /** The same, when all axioms' nodes are known to be computed already. */
  #planAlone(id: number, known: Uint8Array = this.#planned): number[] {
    const found: number[] = [];
    this.#collect(id, found, known.slice());
    return found;
  }

  /** Operands first; `known` grows. */
  #collect(id: number, found: number[], known: Uint8Array): void {
    if (known[id] === 1 || this.#analyse(id) !== 'dynamic') return;
    const { op, inside } = this.#node(id);
    if (op.op === 'variable') return;
    if (this.#least !== undefined && op.op === 'difference') {
      this.#collect(op.left, found, known);
    } else if (op.op === 'fixpoint') {
      for (const o of this.#insideNodes(op.body)) {
        for (const p of this.#operands[o] as readonly number[]) {
          if (this.#node(p).inside === undefined) this.#collect(p, found, known);
        }
      }
    } else {
      if (inside !== undefined) return;
      for (const o of this.#operands[id] as readonly number[]) this.#collect(o, found, known);
    }
    known[id] = 1;
    found.push(id);
  }

  /** The dynamic nodes of a fixpoint's body that depend on its variable, operands first. */
  #insideNodes(body: number): number[] {
    const found = new Set<number>();
    const visit = (id: number): void => {
      const node = this.#node(id);
      if (found.has(id) || this.#analyse(id) !== 'dynamic') return;
      if (node.inside === undefined && id !== body) return;
      if (node.op.op === 'variable') return;
      found.add(id);
      this.#operands[id]?.forEach(visit);
    };
    visit(body);
    return [...found].sort((a, b) => a - b);
  }

  #begin(candidate: Candidate): void {
    const rf = candidate('rf');
    if (sameBits(rf, this.#lastRf)) return;
    this.#lastRf.set(rf);
    this.#rfNumber++;
  }

  #compute(steps: readonly number[], candidate: Candidate): void {
    for (const id of steps) {
      const node = this.#node(id);
      if (node.op.op === 'base relation') {
        this.#value[id] = candidate(node.op.name);
        continue;
      }
      if (node.stage === 'rf') {
        if (this.#computedFor[id] === this.#rfNumber) continue;
        this.#computedFor[id] = this.#rfNumber;
      }
      this.#evaluate(id);
    }
  }

  #evaluate(id: number): void {
    const { op } = this.#node(id);
    if (op.op === 'base set' || op.op === 'base relation' || op.op === 'variable') return;
    const out = this.#get(id);
    if (op.op === 'fixpoint') this.#iterate(op.variable, op.body, out);
    else if (this.#least !== undefined && (op.op === 'difference' || op.op === 'complement')) {
      const less = this.#bound(op.op === 'difference' ? op.right : op.of);
      if (op.op === 'difference') out.set(this.#get(op.left));
      else complementInto(out, new Uint32Array(out.length), this.#size);
      if (less !== undefined) subtractInto(out, less);
    } else apply(op, out, this.#valueOf, this.#size);
  }

  #iterate(variable: number, body: number, out: Bits): void {
    const nodes = this.#insideNodes(body);
    out.fill(0);
    this.#value[variable] = out;
    this.#status[variable] = 'dynamic';
    for (;;) {
      for (const id of nodes) this.#evaluate(id);
      const next = this.#get(body);
      if (sameBits(next, out)) return;
      out.set(next);
    }
  }
}
