/** Comments that say what pairs with what, at both ends of a pairing. */

import { type Primitive, primitiveNamed } from '../lkmm/primitives.ts';
import type { PairEnd, Scenario } from './scenario.ts';
import { made, plainText, slotAt, type TracedText } from './traced-text.ts';

/** A place where a thread is ordered: a barrier, an acquire, a release, a fully ordered operation. */
interface Site {
  readonly thread: number;
  readonly line: number;
  /** The slot that put it there; absent in the thread's own code. */
  readonly slot: number | undefined;
  readonly primitive: string;
  readonly strength: 'ordering' | 'section';
}

/** The bodies with a comment line "Pairs with smp_mb() in trunc." above each site that has a partner. */
export function withPairings(
  scenario: Pick<Scenario, 'threads' | 'pairs'>,
  bodies: readonly (readonly TracedText[])[],
): TracedText[][] {
  const sites = bodies.flatMap((lines, thread) => sitesOf(lines, thread));
  const pairs = scenario.pairs === undefined ? obviousPair(sites) : declaredPairs(sites, scenario.pairs);
  return bodies.map((lines, thread) =>
    lines.flatMap((line, at) => {
      const partners = pairs.flatMap(([a, b]) => [
        ...(a.some((s) => s.thread === thread && s.line === at) ? b : []),
        ...(b.some((s) => s.thread === thread && s.line === at) ? a : []),
      ]);
      const elsewhere = partners.filter((s) => s.thread !== thread);
      if (elsewhere.length === 0) return [line];
      const tabs = /^\t*/.exec(plainText(line))?.[0] ?? '';
      return [made(`${tabs}/* Pairs with ${wordsFor(elsewhere, scenario)}. */`), line];
    }),
  );
}

type Pair = readonly [readonly Site[], readonly Site[]];

function wordsFor(partners: readonly Site[], scenario: Pick<Scenario, 'threads'>): string {
  const words = partners.map((s) => `${s.primitive}() in ${scenario.threads[s.thread]?.name ?? ''}`);
  const each = [...new Set(words)];
  const last = each.pop() ?? '';
  return each.length === 0 ? last : `${each.join(', ')} and ${last}`;
}

/** Two threads with one ordering each: nothing else can be meant. */
function obviousPair(sites: readonly Site[]): Pair[] {
  const ordering = sites.filter((s) => s.strength === 'ordering');
  const threads = [...new Set(sites.map((s) => s.thread))];
  const [a, b] = ordering;
  if (threads.length !== 2 || ordering.length !== 2 || a === undefined || b === undefined) return [];
  return a.thread === b.thread ? [] : [[[a], [b]]];
}

function declaredPairs(sites: readonly Site[], pairs: NonNullable<Scenario['pairs']>): Pair[] {
  const at = (end: PairEnd): Site[] => {
    const own = sites.filter((s) =>
      end.kind === 'slot' ? s.slot === end.slot : s.slot === undefined && s.thread === end.thread,
    );
    const ordering = own.filter((s) => s.strength === 'ordering');
    return ordering.length > 0 ? ordering : own;
  };
  return pairs.map(([a, b]): Pair => [at(a), at(b)]).filter(([a, b]) => a.length > 0 && b.length > 0);
}

const call = /\b([A-Za-z_]\w*)\s*\(/g;

function sitesOf(lines: readonly TracedText[], thread: number): Site[] {
  return lines.flatMap((line, at) => {
    const text = plainText(line);
    if (/^\t*(?:\/\*|\/\/|\*)/.test(text)) return [];
    return [...text.matchAll(call)].flatMap((m): Site[] => {
      const primitive = primitiveNamed.get(m[1] ?? '');
      const strength = primitive === undefined ? undefined : strengthOf(primitive);
      if (primitive === undefined || strength === undefined) return [];
      return [{ thread, line: at, slot: slotAt(line, m.index), primitive: primitive.name, strength }];
    });
  });
}

/** `section`: locks and read-side sections, named only where nothing stronger stands. */
function strengthOf({ effect }: Primitive): Site['strength'] | undefined {
  switch (effect.do) {
    case 'fence':
      if (effect.fence === 'barrier' || effect.fence === 'rcu-unlock') return undefined;
      return effect.fence === 'rcu-lock' ? 'section' : 'ordering';
    case 'read':
    case 'xchg':
    case 'cmpxchg':
    case 'atomic':
    case 'add-unless':
      return effect.tag === 'ONCE' || effect.tag === 'NORETURN' ? undefined : 'ordering';
    case 'write':
      return effect.tag === 'RELEASE' || effect.then !== undefined ? 'ordering' : undefined;
    case 'srcu-sync':
      return 'ordering';
    case 'lock':
    case 'trylock':
    case 'srcu-lock':
      return 'section';
    case 'unlock':
    case 'is-locked':
    case 'srcu-unlock':
      return undefined;
    default:
      return effect satisfies never;
  }
}
