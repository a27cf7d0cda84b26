/** What the orderings of a choice cost, architecture by architecture. */

import {
  type Architecture,
  architectures,
  type Costs,
  type RmwOrder,
  readModifyWrite,
} from '../lkmm/costs.ts';
import { fillingsOf } from '../lkmm/fillings.ts';
import { kernelWordNamed } from '../lkmm/kernel-words.ts';
import { type Callable, type Primitive, primitiveNamed } from '../lkmm/primitives.ts';
import { accessTags } from '../lkmm/tags.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { plainText } from '../scenario/traced-text.ts';

export interface ChoiceCost {
  /** What is executed for the sake of order, in the order of the slots; free ones left out. */
  readonly instructions: readonly string[];
  /** Compares within one architecture; the unit is a light barrier. */
  readonly weight: number;
  /** The kernel's files that say so, each once, sorted. */
  readonly files: readonly string[];
}

export function costOf(scenario: Scenario, choice: Choice): Record<Architecture, ChoiceCost> {
  const rows = scenario.slots.flatMap((slot, i) => {
    const texts = slot.fillings[choice[i] ?? -1]?.texts.values() ?? [];
    return [...texts].flatMap((text) => orderingsIn(plainText(text)));
  });
  const of = (architecture: Architecture): ChoiceCost => {
    const costs = rows.map((row) => row[architecture]);
    return {
      instructions: costs.flatMap(({ instruction }) => (instruction === '' ? [] : [instruction])),
      weight: costs.reduce((sum, { weight }) => sum + weight, 0),
      files: [...new Set(costs.flatMap(({ file }) => (file === '' ? [] : [file])))].sort(),
    };
  };
  return Object.fromEntries(architectures.map((a) => [a, of(a)])) as Record<Architecture, ChoiceCost>;
}

/** What the primitives of a text amount to; those of a kernel word are the ones that it becomes. */
function orderingsIn(text: string): Costs[] {
  const calls = [...text.matchAll(/\b([A-Za-z_]\w*)(?:\{(\w+)\})?\s*\(/g)];
  return calls.flatMap(([, name = '', tag]) => {
    const word = kernelWordNamed(name)?.word;
    if (word !== undefined) return orderingsIn([...word.before, word.text].join('\n'));
    const primitive = tag === undefined ? primitiveNamed.get(name) : tagged(name, tag);
    const costs = primitive === undefined ? undefined : costsLike(primitive);
    return costs === undefined ? [] : [costs];
  });
}

/** `__atomic_add_unless{RELEASE}`, which kernel words become, costs as its macro with that tag would. */
function tagged(name: string, tag: string): Primitive | undefined {
  const macro = primitiveNamed.get(name.replace(/^__/, ''));
  const known = accessTags.find((t) => t === tag);
  if (macro?.effect.do !== 'add-unless' || known === undefined) return undefined;
  return { ...macro, effect: { ...macro.effect, tag: known } };
}

const byText = new Map([...fillingsOf.between.values()].map((f) => [f.text, f]));

function costsLike({ name, effect }: Primitive): Costs | undefined {
  const row = (hole: 'between' | 'load' | 'store', word: string) => fillingsOf[hole].get(word)?.cost;
  switch (effect.do) {
    case 'fence':
      return byText.get(`${name}();`)?.cost;
    case 'read':
      return row('load', effect.tag === 'ACQUIRE' ? 'acquire' : 'once');
    case 'write':
      return row('store', effect.then !== undefined ? 'mb' : effect.tag === 'RELEASE' ? 'release' : 'once');
    case 'xchg':
    case 'cmpxchg':
    case 'atomic':
    case 'add-unless':
      return costsOfAtomic(effect, rmwOrder[effect.tag]);
    case 'lock':
    case 'trylock':
      return readModifyWrite('cmpxchg', 'acquire');
    case 'unlock':
      return row('store', 'release');
    case 'srcu-lock':
    case 'srcu-unlock':
      return row('between', 'mb');
    case 'srcu-sync':
      return row('between', 'sync-rcu');
    case 'is-locked':
      return row('load', 'once');
    default:
      return effect satisfies never;
  }
}

type AtomicEffect = Extract<Callable['effect'], { do: 'xchg' | 'cmpxchg' | 'atomic' | 'add-unless' }>;

/** Of an operation in a form of this order. */
export function costsOfAtomic(effect: AtomicEffect, order: RmwOrder): Costs {
  switch (effect.do) {
    case 'xchg':
    case 'cmpxchg':
      return readModifyWrite(effect.do, order);
    case 'add-unless':
      return readModifyWrite('cmpxchg', order);
    case 'atomic': {
      const isVoid = effect.gives === 'nothing' && order === 'relaxed';
      return readModifyWrite(isVoid ? `void ${effect.op}` : effect.op, order);
    }
    default:
      return effect satisfies never;
  }
}

const rmwOrder = {
  ONCE: 'relaxed',
  NORETURN: 'relaxed',
  ACQUIRE: 'acquire',
  RELEASE: 'release',
  MB: 'full',
} as const;
