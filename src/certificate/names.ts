/** Events and values as a certificate writes them. */

import { positionOf, type Source } from '../base/source.ts';
import type { Locations } from '../events/locations.ts';
import { type EventStructure, initialThread } from '../events/structure.ts';
import { isAddress, isVariable, locationOf, offsetOf, type Term } from '../events/term.ts';
import { type Path, Rejected } from './verdict.ts';

/**
 * One text an event: `P0 line 12: W[ONCE] x=1`, `P1 line 20: F[mb]`, `init: W x=0`. A place or value
 * that what is read decides is `*`.
 */
export function eventNames(s: EventStructure, locations: Locations, source: Source): string[] {
  return s.events.map((e) => {
    const where =
      e.thread === initialThread ? 'init' : `P${e.thread} line ${positionOf(source, e.span.start).line}`;
    const tag = e.tag === undefined ? '' : `[${e.tag}]`;
    const place = e.address === undefined ? '' : ` ${nameOf(e.address, locations) ?? '*'}`;
    const value = e.value === undefined ? '' : `=${valueName(e.value, locations) ?? '*'}`;
    return `${where}: ${e.kind}${e.atomic ? '*' : ''}${tag}${place}${value}`;
  });
}

/** A certificate that speaks of other events than the test has would mislead who reads it. */
export function checkNames(expected: readonly string[], found: readonly string[], path: Path): void {
  expected.forEach((name, i) => {
    if (found[i] !== name) throw new Rejected([...path, i], `event ${i} is ${name}`);
  });
  if (found.length > expected.length) throw new Rejected(path, `there are ${expected.length} events`);
}

/** `1`, `&x`, `&x+4` (bytes); null for a variable. */
export function valueName(t: Term, locations: Locations): string | null {
  const name = nameOf(t, locations);
  return name !== null && isAddress(t) ? `&${name}` : name;
}

function nameOf(t: Term, locations: Locations): string | null {
  if (isVariable(t)) return null;
  if (!isAddress(t)) return String(t);
  const offset = offsetOf(t);
  return `${locations.names[locationOf(t)] ?? '?'}${offset === 0 ? '' : `+${offset}`}`;
}
