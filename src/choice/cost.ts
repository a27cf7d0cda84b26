/** What the orderings of a choice cost, architecture by architecture. */

import { type Architecture, architectures, type Cost, type Filling, fillingsOf } from '../lkmm/fillings.ts';
import { type Primitive, primitiveNamed } from '../lkmm/primitives.ts';
import type { Choice, Scenario } from '../scenario/scenario.ts';
import { plainText } from '../scenario/traced-text.ts';

export interface ChoiceCost {
  /** What is executed for the sake of order, in the order of the slots; free ones left out. */
  readonly instructions: readonly string[];
  /** Compares within one architecture; the unit is a light barrier. */
  readonly weight: number;
}

/** By rank: a full barrier counts as four light ones, a grace period as more than any number of them. */
const weights = [0, 1, 4, 10_000] as const;

export function costOf(scenario: Scenario, choice: Choice): Record<Architecture, ChoiceCost> {
  const rows = scenario.slots.flatMap((slot, i) => {
    const texts = slot.fillings[choice[i] ?? -1]?.texts.values() ?? [];
    return [...texts].flatMap((text) => orderingsIn(plainText(text)));
  });
  const of = (architecture: Architecture): ChoiceCost => {
    const costs: Cost[] = rows.map((row) => row.cost[architecture]);
    return {
      instructions: costs.flatMap(([instruction]) => (instruction === '' ? [] : [instruction])),
      weight: costs.reduce((sum, [, rank]) => sum + weights[rank], 0),
    };
  };
  return Object.fromEntries(architectures.map((a) => [a, of(a)])) as Record<Architecture, ChoiceCost>;
}

/** The rows of the table that the primitives of a text amount to. */
function orderingsIn(text: string): Filling[] {
  const calls = [...text.matchAll(/\b([A-Za-z_]\w*)\s*\(/g)];
  return calls.flatMap((m) => {
    const primitive = primitiveNamed.get(m[1] ?? '');
    return primitive === undefined ? [] : fillingsLike(primitive);
  });
}

const byText = new Map([...fillingsOf.between.values()].map((f) => [f.text, f]));

function fillingsLike({ name, effect }: Primitive): Filling[] {
  const row = (hole: 'between' | 'load' | 'store' | 'rmw', word: string): Filling[] => {
    const found = fillingsOf[hole].get(word);
    return found === undefined ? [] : [found];
  };
  switch (effect.do) {
    case 'fence': {
      const found = byText.get(`${name}();`);
      return found === undefined ? [] : [found];
    }
    case 'read':
      return row('load', effect.tag === 'ACQUIRE' ? 'acquire' : 'once');
    case 'write':
      return row('store', effect.then !== undefined ? 'mb' : effect.tag === 'RELEASE' ? 'release' : 'once');
    case 'xchg':
    case 'cmpxchg':
    case 'atomic':
    case 'add-unless':
      return row('rmw', rmwWord[effect.tag]);
    case 'lock':
    case 'trylock':
      return row('rmw', 'acquire');
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

const rmwWord = {
  ONCE: 'relaxed',
  NORETURN: 'relaxed',
  ACQUIRE: 'acquire',
  RELEASE: 'release',
  MB: 'full',
} as const;
