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
  readonly kind: Kind;
}

/** A grace period pairs with readers, everything else with its like. */
type Kind = 'ordering' | 'grace period' | 'reader';

function mayPair(a: Kind, b: Kind): boolean {
  return a === 'reader' ? b === 'grace period' : b === 'reader' ? a === 'grace period' : true;
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
      const own = sites.filter((s) => s.thread === thread && s.line === at);
      const partners = own.flatMap((site) =>
        pairs
          .flatMap(([a, b]) => [...(a.includes(site) ? b : []), ...(b.includes(site) ? a : [])])
          .filter((other) => other.thread !== thread && mayPair(site.kind, other.kind)),
      );
      if (partners.length === 0) return [line];
      const tabs = /^\t*/.exec(plainText(line))?.[0] ?? '';
      return [...commentLines(`Pairs with ${wordsFor(partners, scenario)}.`, tabs).map(made), line];
    }),
  );
}

/** Columns, a tab counted as eight. */
const width = 80;

/** A comment in kernel style: on one line, or on as many as it takes between lines of its own. */
function commentLines(text: string, tabs: string): string[] {
  const room = width - 8 * tabs.length;
  const short = `/* ${text} */`;
  if (short.length <= room) return [`${tabs}${short}`];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && ` * ${last} ${word}`.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return ['/*', ...lines.map((l) => ` * ${l}`), ' */'].map((l) => `${tabs}${l}`);
}

type Pair = readonly [readonly Site[], readonly Site[]];

/** `smp_mb() and xchg() in trunc`, thread by thread. */
function wordsFor(partners: readonly Site[], scenario: Pick<Scenario, 'threads'>): string {
  const threads = [...new Set(partners.map((s) => s.thread))];
  const each = threads.map((thread) => {
    const calls = partners.filter((s) => s.thread === thread).map((s) => `${s.primitive}()`);
    return `${listed([...new Set(calls)])} in ${scenario.threads[thread]?.name ?? ''}`;
  });
  return listed(each);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Two threads with one ordering each: nothing else can be meant. */
function obviousPair(sites: readonly Site[]): Pair[] {
  const [a, b] = sites;
  if (sites.length !== 2 || a === undefined || b === undefined || a.thread === b.thread) return [];
  return [[[a], [b]]];
}

function declaredPairs(sites: readonly Site[], pairs: NonNullable<Scenario['pairs']>): Pair[] {
  const at = (end: PairEnd): Site[] =>
    sites.filter((s) =>
      end.kind === 'slot' ? s.slot === end.slot : s.slot === undefined && s.thread === end.thread,
    );
  return pairs.map(([a, b]): Pair => [at(a), at(b)]);
}

const call = /\b([A-Za-z_]\w*)\s*\(/g;

function sitesOf(lines: readonly TracedText[], thread: number): Site[] {
  return lines.flatMap((line, at) => {
    const text = plainText(line);
    if (/^\t*(?:\/\*|\/\/|\*)/.test(text)) return [];
    return [...text.matchAll(call)].flatMap((m): Site[] => {
      const primitive = primitiveNamed.get(m[1] ?? '');
      const kind = primitive === undefined ? undefined : kindOf(primitive);
      if (primitive === undefined || kind === undefined) return [];
      return [{ thread, line: at, slot: slotAt(line, m.index), primitive: primitive.name, kind }];
    });
  });
}

/** Locks need no comment: what pairs with a lock is the same lock. */
function kindOf({ effect }: Primitive): Kind | undefined {
  switch (effect.do) {
    case 'fence':
      if (effect.fence === 'sync-rcu') return 'grace period';
      if (effect.fence === 'rcu-lock') return 'reader';
      return effect.fence === 'barrier' || effect.fence === 'rcu-unlock' ? undefined : 'ordering';
    case 'read':
    case 'xchg':
    case 'cmpxchg':
    case 'atomic':
    case 'add-unless':
      return effect.tag === 'ONCE' || effect.tag === 'NORETURN' ? undefined : 'ordering';
    case 'write':
      return effect.tag === 'RELEASE' || effect.then !== undefined ? 'ordering' : undefined;
    case 'srcu-sync':
      return 'grace period';
    case 'srcu-lock':
      return 'reader';
    case 'lock':
    case 'trylock':
    case 'unlock':
    case 'is-locked':
    case 'srcu-unlock':
      return undefined;
    default:
      return effect satisfies never;
  }
}
