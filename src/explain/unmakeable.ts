/** What of an outcome nothing makes, when no axiom is needed to forbid it. */

import { positionOf } from '../base/source.ts';
import { valueName } from '../certificate/names.ts';
import { type EventStructure, initialThread } from '../events/structure.ts';
import { isVariable } from '../events/term.ts';
import type { Prop } from '../litmus/ast.ts';
import type { Case, Contradiction } from './case.ts';
import { type CaseLimits, splitCases } from './case-search.ts';
import type { Asked } from './explanation.ts';
import { leavesOf } from './reason.ts';

export interface Unmakeable {
  /** A part of the outcome that is impossible by itself, whatever memory does; the whole if there is none. */
  readonly part: Prop;
  /** Values that reads would have to return and no write gives. */
  readonly wanted: readonly WantedValue[];
  /** What stands in the way otherwise. */
  readonly kinds: ReadonlySet<Contradiction['why']>;
}

export interface WantedValue {
  readonly thread: number;
  readonly line: number;
  readonly place: string;
  readonly value: string;
  /** What the writes to the place give, with their lines; 0 is the initial value. */
  readonly written: readonly { readonly value: string; readonly line: number }[];
}

export function unmakeableIn(asked: Asked, limits: CaseLimits): Unmakeable {
  const { test, model, outcome } = asked;
  const free = { ...model, axioms: [] };
  const parts = outcome.kind === 'and' ? outcome.operands : [outcome];
  for (const part of parts) {
    const split = splitCases(test, part, free, { ...limits, executions: 1 });
    if (split === undefined || split.executions.length > 0) continue;
    const wanted = wantedValues(split.root, (s) => linesOf(asked, s), split.locations);
    return { part, wanted, kinds: kindsIn(split.root) };
  }
  const whole = splitCases(test, outcome, free, { ...limits, executions: 1 });
  return { part: outcome, wanted: [], kinds: whole === undefined ? new Set() : kindsIn(whole.root) };
}

function kindsIn(root: Case): Set<Contradiction['why']> {
  return new Set(leavesOf(root).contradictions.map((c) => c.why));
}

function linesOf({ test }: Asked, s: EventStructure): readonly number[] {
  return s.events.map((e) => (e.thread === initialThread ? 0 : positionOf(test.source, e.span.start).line));
}

type Locations = Parameters<typeof valueName>[1];

function wantedValues(
  root: Case,
  linesIn: (s: EventStructure) => readonly number[],
  locations: Locations,
): WantedValue[] {
  const found = new Map<string, WantedValue & { written: { value: string; line: number }[] }>();
  const visit = (c: Case, s: EventStructure | undefined): void => {
    switch (c.kind) {
      case 'paths':
      case 'order':
        for (const one of c.cases) visit(one, s);
        return;
      case 'structure':
        visit(c.of, c.structure);
        return;
      case 'located':
        visit(c.of, s);
        return;
      case 'read':
        for (const one of c.cases) visit(one.of, s);
        return;
      case 'contradiction':
        if (s !== undefined) note(c.why, s);
        return;
      case 'violation':
      case 'execution':
        return;
      default:
        c satisfies never;
    }
  };
  const note = (c: Contradiction, s: EventStructure): void => {
    if (c.why !== 'value' || c.wanted === undefined || c.written === undefined) return;
    const value = valueName(c.wanted, locations);
    const written = valueName(c.written, locations);
    const read = s.events[c.read];
    if (value === null || written === null || read?.address === undefined || isVariable(read.address)) return;
    const lines = linesIn(s);
    const place = (valueName(read.address, locations) ?? '').slice(1);
    const key = `${read.thread} ${read.span.start} ${value}`;
    const known = found.get(key) ?? {
      thread: read.thread,
      line: lines[c.read] ?? 0,
      place,
      value,
      written: [],
    };
    found.set(key, known);
    const line = lines[c.write] ?? 0;
    if (!known.written.some((w) => w.line === line && w.value === written)) {
      known.written.push({ value: written, line });
    }
  };
  visit(root, undefined);
  return [...found.values()];
}
