/**
 * How many candidates herd7 will solve for a test, roughly and from above: paths times reads-from
 * times coherence orders. The generator throws away what would take long.
 */

import { placeArgument } from './rows.ts';
import { type Expr, everyExpr, expressionsOf, type Statement, type Tree } from './tree.ts';

interface Tally {
  paths: number;
  /** Locations read and written, one entry an access; undefined: an address not known at once. */
  readonly reads: (string | undefined)[];
  readonly writes: (string | undefined)[];
}

export function cost(tree: Tree): number {
  const tallies = tree.threads.map(({ body, parameters }) => {
    const tally: Tally = { paths: 1, reads: [], writes: [] };
    tally.paths = walk(body, tally, new Set(parameters.map((p) => p.name)));
    return tally;
  });
  const allWrites = tallies.flatMap((t) => t.writes);
  const sources = (location: string | undefined): number =>
    1 + allWrites.filter((w) => location === undefined || w === undefined || w === location).length;
  const paths = product(tallies.map((t) => t.paths));
  const readsFrom = product(tallies.flatMap((t) => t.reads.map(sources)));
  return paths * readsFrom * coherenceOrders(tallies);
}

/** Interleavings of the threads' writes, for each location by itself. */
function coherenceOrders(tallies: readonly Tally[]): number {
  const locations = new Set(tallies.flatMap((t) => t.writes));
  return product(
    [...locations].map((location) => {
      const perThread = tallies.map((t) => t.writes.filter((w) => w === location).length);
      const total = perThread.reduce((a, b) => a + b, 0);
      return factorial(total) / product(perThread.map(factorial));
    }),
  );
}

/** The number of control paths; accesses are entered into the tally. */
function walk(body: readonly Statement[], tally: Tally, locations: ReadonlySet<string>): number {
  let paths = 1;
  for (const s of body) {
    for (const e of expressionsOf(s).flatMap(everyExpr)) paths *= enter(e, tally, locations);
    if (s.kind === 'store') tally.writes.push(placeOf(s.address, locations));
    if (s.kind === 'call') paths *= call(s, tally, locations);
    if (s.kind === 'if') {
      paths *= walk(s.then, tally, locations) + (s.else === undefined ? 1 : walk(s.else, tally, locations));
    }
    if (s.kind === 'block') paths *= walk(s.body, tally, locations);
    if (s.kind === 'while') {
      const once = walk(s.body, tally, locations) * 2;
      walk(s.body, tally, locations);
      paths *= 1 + once + once * once;
    }
  }
  return paths;
}

function enter(e: Expr, tally: Tally, locations: ReadonlySet<string>): number {
  if (e.kind === 'load') tally.reads.push(placeOf(e.address, locations));
  return e.kind === 'call' ? call(e, tally, locations) : 1;
}

/** Paths that the call itself adds: a factor. */
function call(c: Extract<Expr, { kind: 'call' }>, tally: Tally, locations: ReadonlySet<string>): number {
  const { effect } = c.row;
  const at = placeArgument(c.row);
  const address = at === undefined ? undefined : c.args[at];
  if (address === undefined) return 1;
  const place = placeOf(address, locations);
  switch (effect.do) {
    case 'read':
    case 'srcu-lock':
      tally.reads.push(place);
      return 1;
    case 'write':
    case 'srcu-unlock':
      tally.writes.push(place);
      return 1;
    case 'xchg':
    case 'atomic':
    case 'lock':
      tally.reads.push(place);
      tally.writes.push(place);
      return 1;
    case 'cmpxchg':
    case 'add-unless':
    case 'trylock':
      tally.reads.push(place);
      tally.writes.push(place);
      return 2;
    case 'is-locked':
      tally.reads.push(place);
      return 2;
    case 'unlock':
    case 'srcu-sync':
    case 'fence':
      return 1;
    default:
      return effect satisfies never;
  }
}

function placeOf(address: Expr, locations: ReadonlySet<string>): string | undefined {
  return address.kind === 'name' && locations.has(address.name) ? address.name : undefined;
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a * b, 1);
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
