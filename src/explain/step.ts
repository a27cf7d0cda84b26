/**
 * A derivation as the steps that people see: read-from, coherence and from-read edges, fences,
 * dependencies, critical sections. What holds a step together in the model is kept in its derivation.
 */

import { hasPair } from '../base/relation.ts';
import type { Located } from '../executions/located.ts';
import type { Model } from '../model/ir.ts';
import type { Derivation } from './derivation.ts';

export interface Step {
  /** The kernel's or herd7's name: `rfe`, `fre`, `mb`, `data`, `rcu-rscsi`, ... */
  readonly relation: string;
  readonly from: number;
  readonly to: number;
  /** Events that make the order beside the two ends, first to last: the fence, the unlock and the lock. */
  readonly by: readonly number[];
  /** Absent for program order that only leads from one step to the next. */
  readonly derivation?: Derivation;
}

/** Definitions that are one step; what is below them is told only where everything is unfolded. */
const steps: ReadonlySet<string> = new Set([
  'rf',
  'rfe',
  'rfi',
  'co',
  'coe',
  'fr',
  'fre',
  'po-loc',
  'po',
  'mb',
  'gp',
  'wmb',
  'rmb',
  'acq-po',
  'po-rel',
  'po-unlock-lock-po',
  'addr',
  'data',
  'ctrl',
  'rmw',
  'rcu-gp',
  'srcu-gp',
  'rcu-rscsi',
  'srcu-rscsi',
]);

/** Parts of an intersection that say where a pair is, not why it is ordered. */
const places: ReadonlySet<string> = new Set(['loc', 'int', 'ext', 'pre-race']);

/** The steps of a derivation from its first event to its last. */
export function stepsOf(model: Model, located: Located, d: Derivation): Step[] {
  return joined(located, flat(model, located, d));
}

function flat(model: Model, located: Located, d: Derivation): Step[] {
  const op = model.nodes[d.node]?.op;
  const name = model.names.get(d.node);
  if (op === undefined) throw new Error('a derivation is of a node');
  if (name !== undefined && steps.has(name)) return [stepOf(name, located, d)];
  const inside = (parts: readonly Derivation[]) => parts.flatMap((p) => flat(model, located, p));
  switch (op.op) {
    case 'intersection':
      return inside(d.parts.filter((p) => !isPlace(model, p.node)).slice(0, 1));
    case 'inverse':
      return inside(d.parts).toReversed();
    case 'base relation':
      return [stepOf(op.name, located, d)];
    case 'identity':
    case 'product':
      return [];
    case 'union':
    case 'sequence':
    case 'star':
    case 'plus':
    case 'optional':
    case 'restrict':
    case 'difference':
    case 'fixpoint':
    case 'variable':
      return inside(d.parts);
    case 'base set':
    case 'complement':
    case 'domain':
    case 'range':
      throw new Error('a set has no pairs');
    default:
      return op satisfies never;
  }
}

export function isPlace(model: Model, node: number): boolean {
  const name = model.names.get(node);
  return (name !== undefined && places.has(name)) || model.nodes[node]?.op.op === 'product';
}

function stepOf(name: string, located: Located, d: Derivation): Step {
  const external = !hasPair(located.structure.int, located.structure.size, d.from, d.to);
  const sided = name === 'rf' || name === 'co' || name === 'fr';
  return {
    relation: sided ? `${name}${external ? 'e' : 'i'}` : name,
    from: d.from,
    to: d.to,
    by: middles(d).filter((e) => e !== d.from && e !== d.to),
    derivation: d,
  };
}

/** The events that a derivation passes, in order. */
function middles(d: Derivation): number[] {
  const found = d.parts.flatMap((p, i) => [...(i === 0 ? [] : [p.from]), ...middles(p)]);
  return [...new Set(found)];
}

/** Fences that the model names only as `po ; [F] ; po`, by their tags. */
const tagNames: Readonly<Record<string, string>> = { rmb: 'rmb', wmb: 'wmb', mb: 'mb', MB: 'mb' };

/**
 * Program order before and after something that is no access belongs to it: two steps of po with a
 * fence between are that fence; a grace period is with what lies on both sides; a critical section is
 * left at the end and entered at the beginning.
 */
function joined(located: Located, list: readonly Step[]): Step[] {
  const { events } = located.structure;
  const out: Step[] = [];
  for (let i = 0; i < list.length; i++) {
    const step = list[i] as Step;
    const last = out.at(-1);
    if (isGracePeriod(step.relation)) {
      const before = last !== undefined && isPo(last) ? out.pop() : undefined;
      const next = list[i + 1];
      const after = next !== undefined && isPo(next) ? next : undefined;
      if (after !== undefined) i++;
      out.push({
        relation: 'gp',
        from: before?.from ?? step.from,
        to: after?.to ?? step.to,
        by: [step.from],
        ...(step.derivation === undefined ? {} : { derivation: step.derivation }),
      });
    } else if (isSection(step.relation)) {
      const before = last !== undefined && isPo(last) ? out.pop() : undefined;
      const next = list[i + 1];
      const after = next !== undefined && isPo(next) ? next : undefined;
      if (after !== undefined) i++;
      out.push({
        ...step,
        from: before?.from ?? step.from,
        to: after?.to ?? step.to,
        by: [step.from, step.to],
      });
    } else if (isPo(step) && last !== undefined && isPo(last)) {
      const { tag } = events[last.to] ?? {};
      const fence = events[last.to]?.kind === 'F' && tag !== undefined ? tagNames[tag] : undefined;
      out[out.length - 1] = {
        relation: fence ?? 'po',
        from: last.from,
        to: step.to,
        by: fence === undefined ? [] : [last.to],
      };
    } else out.push(step);
  }
  return out;
}

const isPo = (s: Step): boolean => s.relation === 'po';
export const isGracePeriod = (relation: string): boolean => relation === 'rcu-gp' || relation === 'srcu-gp';
export const isSection = (relation: string): boolean => relation === 'rcu-rscsi' || relation === 'srcu-rscsi';
