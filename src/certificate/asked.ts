/** What a certificate is about, worked out from the text of its test. */

import type { ThreadPath } from '../events/event.ts';
import { initialRegisters, type Locations, locationsOf } from '../events/locations.ts';
import { OutOfTime, TooLarge } from '../events/path-state.ts';
import { threadPaths } from '../events/paths.ts';
import type { EventStructure } from '../events/structure.ts';
import type { Term } from '../events/term.ts';
import type { LitmusTest, Prop } from '../litmus/ast.ts';
import { parseLitmus } from '../litmus/parse.ts';
import type { Certificate } from './format.ts';
import { parseOutcome } from './outcome.ts';
import { LimitHit, Rejected } from './verdict.ts';

export interface Asked {
  readonly test: LitmusTest;
  readonly outcome: Prop;
  readonly locations: Locations;
  /** By thread, in the order of `threadPaths`. */
  readonly paths: readonly (readonly ThreadPath[])[];
}

/** More control paths than this are not listed. */
const mostPaths = 1 << 14;

export function askedOf(c: Certificate, expired: () => boolean): Asked {
  const encoding = c.encoding === undefined ? {} : { encoding: c.encoding };
  const { test, diagnostics } = parseLitmus({ name: 'test', text: c.test, ...encoding });
  if (test === undefined) {
    throw new Rejected(['test'], `no litmus test: ${diagnostics[0]?.message ?? 'it can not be read'}`);
  }
  if (test.hash !== c.hash) {
    throw new Rejected(['hash'], `the test's hash is ${test.hash ?? 'none'}, not ${c.hash ?? 'none'}`);
  }
  const outcome = parseOutcome(c.outcome);
  if (outcome === undefined) throw new Rejected(['outcome'], 'not a proposition as behind `exists`');
  const locations = locationsOf({ ...test, condition: outcome });
  const shared = { nextNumber: 1, pathsLeft: mostPaths, expired };
  try {
    const paths = test.threads.map((t) => threadPaths(t, initialRegisters(test, t.id, locations), shared));
    return { test, outcome, locations, paths };
  } catch (e) {
    if (e instanceof TooLarge) throw new LimitHit(e.message);
    if (e instanceof OutOfTime) throw new LimitHit('out of time');
    throw e;
  }
}

/** What registers hold at the end; undefined in threads that the structure is without. */
export function registersOf(s: EventStructure): (thread: number, name: string) => Term | undefined {
  return (thread, name) => {
    const registers = s.registers[thread];
    return registers === undefined ? undefined : (registers.get(name) ?? 0);
  };
}
