/** Why a test has no execution at all: told in words, at the line, so that no "Never" stays unexplained. */

import { positionOf, type Span } from '../base/source.ts';
import type { Event, ThreadPath } from '../events/event.ts';
import type { Findings } from '../executions/searching.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import type { Vacuity } from './judgement.ts';

export function vacuityOf(
  test: LitmusTest,
  findings: Findings,
  paths: readonly (readonly ThreadPath[])[],
): Vacuity {
  const line = (span: Span) => `line ${positionOf(test.source, span.start).line}`;
  const { blocked } = findings;
  if (blocked !== undefined) {
    return { why: 'deadlock', detail: `${blocked.detail} (${line(blocked.event.span)})` };
  }
  if (findings.filtered > 0) {
    return {
      why: 'filter',
      detail:
        findings.rejected > 0
          ? 'the filter passes only executions that the memory model forbids'
          : 'the filter passes no execution',
    };
  }
  const waits = waitInsideReader(paths);
  if (waits !== undefined) {
    return {
      why: 'deadlock',
      detail: `a grace period is awaited inside a critical section that it waits for (${line(waits)})`,
    };
  }
  if (findings.cut) {
    return { why: 'no-candidate', detail: 'every execution runs into the loop limit' };
  }
  const number = accessThroughRead(paths);
  if (findings.valued === 0) {
    return {
      why: 'no-candidate',
      detail:
        number === undefined
          ? 'no choice of values satisfies every path'
          : `an address is read from memory and is no location (${line(number)}); is there a star too many?`,
    };
  }
  return { why: 'model', detail: 'every candidate execution violates the memory model' };
}

/** A grace period between the beginning and the end of a critical section of its own kind. */
function waitInsideReader(paths: readonly (readonly ThreadPath[])[]): Span | undefined {
  for (const path of paths.flat()) {
    let depth = 0;
    for (const e of path.events) {
      if (e.tag === 'rcu-lock') depth++;
      if (e.tag === 'rcu-unlock') depth--;
      if (e.tag === 'sync-rcu' && depth > 0) return e.span;
    }
    for (let i = 0; i < path.events.length; i++) {
      const sync = path.events[i];
      if (sync?.tag !== 'sync-srcu') continue;
      const own = (tag: string) => (e: Event) => e.tag === tag && e.address === sync.address;
      if (path.events.slice(0, i).some(own('srcu-lock')) && path.events.slice(i).some(own('srcu-unlock'))) {
        return sync.span;
      }
    }
  }
  return undefined;
}

/** The first access whose address is what a plain read gave. */
function accessThroughRead(paths: readonly (readonly ThreadPath[])[]): Span | undefined {
  for (const path of paths.flat()) {
    for (const [from, to] of path.addr) {
      const read = path.events[from];
      const access = path.events[to];
      if (read?.kind === 'R' && read.tag === undefined && access !== undefined) return access.span;
    }
  }
  return undefined;
}
