/**
 * An explanation as a certificate (`certificate/format.ts`): the case split with every violation taken
 * apart by the model's definitions, or the execution. What the split derived from coherence and
 * atomicity by itself becomes cases of its own here, of which one side breaks these axioms.
 */

import { hasPair } from '../base/relation.ts';
import { textOf } from '../base/source.ts';
import {
  type AxiomName,
  type Certificate,
  type Claim,
  certificateFormat,
  type Execution,
  type Impossibility,
  type Case as ProofCase,
  type Step as ProofStep,
} from '../certificate/format.ts';
import { eventNames, valueName } from '../certificate/names.ts';
import { parseOutcome } from '../certificate/outcome.ts';
import { printProp } from '../litmus/print-condition.ts';
import type { Model } from '../model/ir.ts';
import type { Case, Contradiction, Found, Violated } from './case.ts';
import { type CaseSplit, candidateOf } from './case-search.ts';
import { type Violation, violationsOf } from './cycle.ts';
import type { Derivation } from './derivation.ts';
import type { Allowed, Asked, Explanation, Forbidden } from './explanation.ts';
import { type Growing, initialFirst, type Order, ordered } from './growing.ts';
import { choicesIn } from './reason.ts';
import { type ProgramStage, Relations } from './relations.ts';
import { isPlace } from './step.ts';

/** `words`: what goes into the certificate for readers, unchecked. */
export function certificateOf(e: Asked & (Forbidden | Allowed), words?: unknown): Certificate {
  const { test } = e;
  return {
    format: certificateFormat,
    model: e.model.name,
    test: test.source.text,
    ...(test.source.encoding === undefined ? {} : { encoding: test.source.encoding }),
    ...(test.hash === undefined ? {} : { hash: test.hash }),
    outcome: outcomeOf(e),
    claim: e.kind === 'forbidden' ? new Proof(e).claim() : allowed(e),
    ...(words === undefined ? {} : { explanation: words }),
  };
}

/** As the user wrote it where that reads as one proposition. */
function outcomeOf({ test, outcome, as }: Asked): string {
  if (as === 'any execution') return 'true';
  const written = textOf(test.source, test.condition.span).replace(/\s+/g, ' ').trim();
  const text = parseOutcome(written) === undefined ? printProp(test.condition) : written;
  return as === 'counterexample' && outcome.kind === 'not' ? `~(${text})` : text;
}

/* ---- allowed ---- */

function allowed({ split, found }: Allowed): Claim {
  return { kind: 'allowed', execution: executionOf(split, found) };
}

export function executionOf(split: CaseSplit, found: Found): Execution {
  const { located, at, paths } = found;
  const { structure: s } = located;
  return {
    paths,
    events: eventNames(s, split.locations, split.test.source),
    rf: located.reads.flatMap((site, i): (readonly [number, number])[] => {
      const write = at.source[i] as number;
      return write >= 0 ? [[write, site.event]] : [];
    }),
    co: [...located.writesOf.values()]
      .filter((writes) => writes.length > 1)
      .map((writes) => [...writes].sort((a, b) => (hasPair(at.co, s.size, a, b) ? -1 : 1))),
    values: s.events.map((e) =>
      e.value === undefined ? null : valueName(found.valueOf(e.value), split.locations),
    ),
  };
}

/* ---- forbidden ---- */

const axiomNames: ReadonlySet<string> = new Set<AxiomName>([
  'coherence',
  'atomic',
  'happens-before',
  'propagation',
  'rcu',
  'plain-coherence',
]);

/** The names of the checker's definitions for nodes of the model that are one of its steps. */
function stepName(model: Model, node: number): string | undefined {
  const name = model.names.get(node);
  const op = model.nodes[node]?.op;
  if (op?.op === 'base relation') {
    if (op.name === 'addr' || op.name === 'data' || op.name === 'ctrl') return `${op.name}0`;
    return op.name;
  }
  if (name === undefined || notSteps.has(name)) return undefined;
  const isLater = (name === 'fence' || name === 'strong-fence') && reaches(model, node, 'rcu-fence');
  return isLater ? `any-${name}` : name;
}

/** Named here, but no relations of the kernel's files that a step could be of. */
const notSteps: ReadonlySet<string> = new Set([
  'pre-race',
  'wr-incoh',
  'rw-incoh',
  'ww-incoh',
  'loc',
  'int',
  'ext',
]);

/** The union with grace periods bears the same name as the one without. */
function reaches(model: Model, node: number, name: string): boolean {
  const op = model.nodes[node]?.op;
  return op?.op === 'union' && op.of.some((o) => model.names.get(o) === name);
}

class Proof {
  readonly #e: Asked & Forbidden;
  readonly #steps: ProofStep[] = [];
  readonly #known = new Map<string, number>();
  readonly #fixed = new WeakMap<object, ProgramStage>();

  constructor(e: Asked & Forbidden) {
    this.#e = e;
  }

  claim(): Claim {
    const proof = this.#case(this.#e.split.root, []);
    return { kind: 'forbidden', proof, steps: this.#steps };
  }

  /** `orders`: decided on the way to the case. */
  #case(c: Case, orders: readonly Order[]): ProofCase {
    switch (c.kind) {
      case 'paths':
        return { thread: c.thread, paths: c.cases.map((one) => this.#case(one, orders)) };
      case 'structure': {
        const { locations, test } = this.#e.split;
        return {
          events: eventNames(c.structure, locations, test.source),
          of: this.#case(c.of, orders),
        };
      }
      case 'read':
        return {
          read: c.read,
          writes: c.cases.map(({ write, of }) => [write, this.#case(of, orders)] as const),
        };
      case 'located':
        return this.#case(c.of, orders);
      case 'order': {
        const [a, b] = c.order;
        const [forth, back] = c.cases;
        return {
          order: c.order,
          cases: [this.#case(forth, [...orders, c.order]), this.#case(back, [...orders, [b, a]])],
        };
      }
      case 'contradiction':
        return this.#contradiction(c.why, orders);
      case 'violation':
        return this.#violated(c.violation, orders);
      case 'execution':
        throw new Error('a forbidden outcome has no execution');
      default:
        return c satisfies never;
    }
  }

  #contradiction(why: Contradiction, orders: readonly Order[]): ProofCase {
    const impossible = impossibilityOf(why);
    if (impossible === undefined) return { read: 'read' in why ? why.read : 0, writes: [] };
    const end: ProofCase = { impossible };
    if ((why.why !== 'outcome' && why.why !== 'filter') || why.at === undefined) return end;
    const { located, growing } = why.at;
    // Which writes are last may hang on any of them.
    return this.#below({ located, at: growing, violations: [] }, orders, growing.derived, end);
  }

  #violated(v: Violated, orders: readonly Order[]): ProofCase {
    const violation = this.#told(v);
    const needed = this.#needed(v, violation, orders);
    return this.#below(v, orders, needed, this.#violation(violation));
  }

  /** The violation that the explanation tells, where the case has it. */
  #told(v: Violated): Violation {
    const told = this.#e.reasons.find((r) => r.violated === v);
    return told?.violation ?? (v.violations[0] as Violation);
  }

  #violation({ axiom, edges }: Violation): ProofCase {
    if (!axiomNames.has(axiom.name)) throw new Error(`a certificate knows no axiom ${axiom.name}`);
    return { violates: axiom.name as AxiomName, cycle: edges.flatMap((d) => this.#cycle(axiom.check, d)) };
  }

  /** Of an axiom that wants emptiness, the way there and back. */
  #cycle(check: string, d: Derivation): number[] {
    const { model } = this.#e;
    if (check !== 'empty') return this.#parts(d);
    const op = model.nodes[d.node]?.op;
    if (op?.op === 'union') return this.#cycle(check, d.parts[0] as Derivation);
    const parts = d.parts.filter((p) => !isPlace(model, p.node) && model.names.get(p.node) !== 'rmw');
    return parts.flatMap((p) => this.#parts(p));
  }

  /** The steps that a derivation is made of: itself where it is one, or those of its parts. */
  #parts(d: Derivation): number[] {
    const { model } = this.#e;
    const name = stepName(model, d.node);
    if (name !== undefined) return [this.#step(name, d)];
    const op = model.nodes[d.node]?.op;
    // A test of where a pair is, or a step gone backwards: the checker's definitions say which.
    const parts = op?.op === 'intersection' ? d.parts.filter((p) => !isPlace(model, p.node)) : d.parts;
    const inner = parts.flatMap((p) => this.#parts(p));
    return op?.op === 'inverse' ? inner.toReversed() : inner;
  }

  #step(name: string, d: Derivation): number {
    const { model } = this.#e;
    const op = model.nodes[d.node]?.op;
    const below = op?.op === 'intersection' ? d.parts.filter((p) => !isPlace(model, p.node)) : d.parts;
    const parts = below.flatMap((p) => this.#parts(p));
    const step: ProofStep = [name, d.from, d.to, parts];
    const key = JSON.stringify(step);
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const index = this.#steps.push(step) - 1;
    this.#known.set(key, index);
    return index;
  }

  /* ---- what was derived ---- */

  /** Cases for derived orders, each with its impossible opposite, around an end. */
  #below(v: Violated, orders: readonly Order[], derived: readonly Order[], end: ProofCase): ProofCase {
    const [first, ...rest] = derived;
    if (first === undefined) return end;
    const [a, b] = first;
    const co = this.#co(v, orders);
    const { size } = v.located.structure;
    if (hasPair(co, size, a, b)) return this.#below(v, orders, rest, end);
    const wrong = this.#wrong(v, orders, [b, a]);
    if (wrong === undefined) throw new Error('the opposite of a derived order breaks coherence');
    return {
      order: first,
      cases: [this.#below(v, [...orders, first], rest, end), this.#violation(wrong)],
    };
  }

  /**
   * The derived orders that a violation cannot do without: those that make its own orders, and those on
   * which the opposites of these break.
   */
  #needed(v: Violated, violation: Violation, orders: readonly Order[]): readonly Order[] {
    const { size } = v.located.structure;
    const { derived } = v.at;
    const wanted: { readonly pair: Order; readonly below: number }[] = this.#ordersIn(violation).map(
      (pair) => ({
        pair,
        below: derived.length,
      }),
    );
    const kept: number[] = [];
    for (let i = derived.length - 1; i >= 0; i--) {
      const before = derived.slice(0, i);
      const isMade = ({ pair, below }: (typeof wanted)[number]) => {
        const later = kept.filter((k) => k < below).map((k) => derived[k] as Order);
        return hasPair(this.#co(v, [...orders, ...before, ...later]), size, ...pair);
      };
      if (wanted.every(isMade)) continue;
      kept.unshift(i);
      const [a, b] = derived[i] as Order;
      const known = this.#co(v, [...orders, ...before]);
      const wrong = this.#wrong(v, [...orders, ...before], [b, a]);
      if (wrong === undefined) throw new Error('the opposite of a derived order breaks coherence');
      for (const [x, y] of this.#ordersIn(wrong)) {
        // What holds only by the opposite order comes before and after it.
        const pairs: Order[] = hasPair(known, size, x, y)
          ? [[x, y]]
          : [
              [x, b],
              [a, y],
            ];
        for (const pair of pairs) if (pair[0] !== pair[1]) wanted.push({ pair, below: i });
      }
    }
    return kept.map((k) => derived[k] as Order);
  }

  /** The coherence orders that a violation rests on. */
  #ordersIn({ edges }: Violation): Order[] {
    return edges
      .flatMap((d) => choicesIn(this.#e.model, d))
      .filter((c) => c.relation === 'co')
      .map((c): Order => [c.from, c.to]);
  }

  #co(v: Violated, orders: readonly Order[]): Growing['co'] {
    let co = initialFirst(v.located);
    for (const order of orders) co = ordered(v.located, co, order) ?? co;
    return co;
  }

  /** How coherence or atomicity break when this order is added. */
  #wrong(v: Violated, orders: readonly Order[], order: Order): Violation | undefined {
    const co = ordered(v.located, this.#co(v, orders), order);
    if (co === undefined) return undefined;
    const fixed = this.#fixed.get(v.located) ?? new Map();
    this.#fixed.set(v.located, fixed);
    const { model, split } = this.#e;
    const candidate = candidateOf({ ...v.at, co });
    const relations = new Relations(model, split.inputsOf(v.located), candidate, fixed);
    for (const axiom of model.axioms) {
      if (axiom.name !== 'coherence' && axiom.name !== 'atomic') continue;
      const [found] = violationsOf(axiom, relations, 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Undefined: a read without any case says it. */
function impossibilityOf(c: Contradiction): Impossibility | undefined {
  switch (c.why) {
    case 'loop':
      return 'loop';
    case 'path':
    case 'demand':
    case 'value':
      return 'values';
    case 'nothing to read':
      return undefined;
    case 'outcome':
      return 'outcome';
    case 'filter':
      return 'filter';
    case 'out of thin air':
      return 'out of thin air';
    case 'address':
      return 'address';
    case 'lock':
      return 'lock';
    default:
      return c satisfies never;
  }
}

export function isCertified(e: Explanation): e is Asked & (Forbidden | Allowed) {
  return e.kind !== 'unexplained';
}
