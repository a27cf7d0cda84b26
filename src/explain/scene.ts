/** The events of one execution as people name them: herd7's letters, the places, values and lines. */

import { positionOf, type Span, textOf } from '../base/source.ts';
import type { EventKind } from '../events/event.ts';
import type { Locations } from '../events/locations.ts';
import { initialThread, type StructureEvent } from '../events/structure.ts';
import { isAddress, isInteger, isVariable, locationOf, offsetOf, type Term } from '../events/term.ts';
import type { Located } from '../executions/located.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { threadNames } from '../litmus/thread-names.ts';

export interface SceneEvent {
  /** Index in the event structure. */
  readonly event: number;
  /** `a`, `b`, ...: reads and writes bear the letters of herd7's pictures. Empty for initial writes. */
  readonly letter: string;
  /** `initialThread` for initial writes. */
  readonly thread: number;
  /** What its thread is called: `gup`, or `P0`; empty for initial writes. */
  readonly threadName: string;
  readonly kind: EventKind;
  readonly tag?: string;
  readonly atomic: boolean;
  /** `x`, `x[1]`; absent for fences. */
  readonly place?: string;
  /** `1`, `&x`; absent where it has none or nothing makes it. */
  readonly value?: string;
  /** Where it stands in the test; 1 is the first line. 0 for initial writes. */
  readonly line: number;
  readonly span: Span;
  /** The source text that makes it, on one line: `WRITE_ONCE(*x, 1)`. */
  readonly text: string;
  /** The same in every case in which the event occurs. */
  readonly key: string;
}

export type Scene = readonly SceneEvent[];

/** `termValue` may leave variables: such an event has no value in the scene. */
export function sceneOf(
  test: LitmusTest,
  locations: Locations,
  located: Located,
  termValue: (t: Term) => Term,
): Scene {
  const { events } = located.structure;
  const letters = lettersOf(events);
  const names = threadNames(test);
  const seen = new Map<string, number>();
  return events.map((e, event): SceneEvent => {
    const initial = e.thread === initialThread;
    const cell = located.cellOf[event] as number;
    const place = e.address === undefined ? undefined : placeName(locations, cell);
    const value = e.value === undefined ? undefined : printTerm(locations, termValue(e.value));
    const base = initial ? `init ${place}` : `${e.thread} ${e.span.start} ${e.kind}`;
    const nth = seen.get(base) ?? 0;
    seen.set(base, nth + 1);
    return {
      event,
      letter: letters[event] as string,
      thread: e.thread,
      threadName: initial ? '' : (names[e.thread] as string),
      kind: e.kind,
      ...(e.tag === undefined ? {} : { tag: e.tag }),
      atomic: e.atomic,
      ...(place === undefined ? {} : { place }),
      ...(value === undefined ? {} : { value }),
      line: initial ? 0 : positionOf(test.source, e.span.start).line,
      span: e.span,
      text: initial ? '' : textOf(test.source, e.span).replace(/\s+/g, ' ').replace(/;$/, ''),
      key: `${base} ${nth}`,
    };
  });
}

/** herd7 numbers what has a value first, then fences, locks and grace periods. */
function lettersOf(events: readonly StructureEvent[]): string[] {
  const letters = events.map(() => '');
  let next = 0;
  const give = (wanted: (e: StructureEvent) => boolean) => {
    events.forEach((e, i) => {
      if (e.thread === initialThread || !wanted(e)) return;
      letters[i] = next < 26 ? String.fromCharCode(97 + next) : `ev${next}`;
      next++;
    });
  };
  give((e) => e.value !== undefined);
  give((e) => e.value === undefined);
  return letters;
}

function placeName(locations: Locations, cell: number): string {
  const found = locations.cells[cell];
  if (found === undefined) return '?';
  const name = locations.names[found.location] ?? '?';
  if (!locations.isArray[found.location]) return name;
  return `${name}[${(locations.cellsOf[found.location] ?? []).indexOf(cell)}]`;
}

function printTerm(locations: Locations, t: Term): string | undefined {
  if (isVariable(t)) return undefined;
  if (isInteger(t)) return String(t);
  if (!isAddress(t)) return undefined;
  const offset = offsetOf(t);
  return `&${locations.names[locationOf(t)] ?? '?'}${offset === 0 ? '' : `+${offset}`}`;
}

/** As in herd7's pictures: `a: W[ONCE][x]=1`, `c: F[mb]`. */
export function herdLabel(e: SceneEvent): string {
  const tag = e.tag === undefined ? '' : `[${e.tag}]`;
  const star = e.atomic ? '*' : '';
  const value = e.value === undefined ? '' : `=${e.value}`;
  const name = e.letter === '' ? '' : `${e.letter}: `;
  switch (e.kind) {
    case 'R':
    case 'W':
      return `${name}${e.kind}${star}${tag}[${e.place}]${value}`;
    case 'F':
      return `${name}F${tag}`;
    case 'SRCU':
      return `${name}SRCU${tag}([${e.place}])`;
    case 'LKR':
      return `${name}Lock([${e.place}],R)`;
    case 'LKW':
      return `${name}Lock([${e.place}],W)`;
    case 'UL':
      return `${name}Unlock([${e.place}])`;
    case 'LF':
      return `${name}Locked([${e.place}])`;
    case 'RU':
      return `${name}Unlocked([${e.place}])`;
    default:
      return e.kind satisfies never;
  }
}
