/** Which names a test uses for what: the ground on which warnings about names stand. */

import type { Span } from '../base/source.ts';
import type { Expr, InitItem, Statement, Thread, ThreadParameter } from './ast.ts';

export interface ThreadNames {
  readonly thread: Thread;
  readonly parameters: ReadonlyMap<string, ThreadParameter>;
  /** Registers that some statement assigns, or the initial state gives a value. */
  readonly assigned: ReadonlySet<string>;
  /** Those of `assigned` and others with a declaration. */
  readonly declared: ReadonlySet<string>;
  /** Names read anywhere, each with its first place. */
  readonly read: ReadonlyMap<string, Span>;
}

export interface Names {
  readonly threads: readonly ThreadNames[];
  /** Locations that exist: parameters, items of the initial state, and names used there as values. */
  readonly locations: ReadonlySet<string>;
  /** Locations that hold an address at the beginning or may be given one. */
  readonly pointers: ReadonlySet<string>;
}

export function namesOf(threads: readonly Thread[], init: readonly InitItem[]): Names {
  const locations = new Set<string>();
  const pointers = new Set<string>();
  for (const item of init) {
    const holdsAddress = item.values.some((v) => v.kind === 'address');
    if (item.place.kind === 'location') {
      locations.add(item.place.name);
      if (item.pointer || holdsAddress) pointers.add(item.place.name);
    }
    for (const v of item.values) if (v.kind === 'address') locations.add(v.name);
  }
  const found: ThreadNames[] = [];
  for (const thread of threads) {
    for (const p of thread.parameters) locations.add(p.name);
    const assigned = new Set<string>();
    for (const { place } of init) {
      if (place.kind === 'register' && place.thread === thread.id) assigned.add(place.name);
    }
    const names = {
      thread,
      parameters: new Map(thread.parameters.map((p) => [p.name, p])),
      assigned,
      declared: new Set<string>(),
      read: new Map<string, Span>(),
      pointers,
    };
    for (const s of thread.body) statementNames(s, names);
    found.push(names);
  }
  return { threads: found, locations, pointers };
}

interface Collecting {
  readonly assigned: Set<string>;
  readonly declared: Set<string>;
  readonly read: Map<string, Span>;
  readonly pointers: Set<string>;
}

function statementNames(s: Statement, to: Collecting): void {
  switch (s.kind) {
    case 'declare':
      to.declared.add(s.name);
      return;
    case 'assign':
      to.assigned.add(s.name);
      if (s.nameSpan.start > s.span.start) to.declared.add(s.name);
      expressionNames(s.value, to);
      return;
    case 'store':
      mayStoreAddress(s.address, s.value, to);
      expressionNames(s.address, to);
      expressionNames(s.value, to);
      return;
    case 'expression':
      expressionNames(s.value, to);
      return;
    case 'call':
      callNames(s, to);
      return;
    case 'if':
      expressionNames(s.condition, to);
      statementNames(s.then, to);
      if (s.else !== undefined) statementNames(s.else, to);
      return;
    case 'while':
      expressionNames(s.condition, to);
      statementNames(s.body, to);
      return;
    case 'block':
      for (const inner of s.body) statementNames(inner, to);
      return;
    default:
      s satisfies never;
  }
}

function expressionNames(e: Expr, to: Collecting): void {
  switch (e.kind) {
    case 'integer':
      return;
    case 'register':
      if (!to.read.has(e.name)) to.read.set(e.name, e.span);
      return;
    case 'load':
      expressionNames(e.address, to);
      return;
    case 'cast':
      expressionNames(e.operand, to);
      return;
    case 'binary':
      expressionNames(e.left, to);
      expressionNames(e.right, to);
      return;
    case 'call':
      callNames(e, to);
      return;
    default:
      e satisfies never;
  }
}

type Call = Extract<Expr | Statement, { kind: 'call' }>;

function callNames(call: Call, to: Collecting): void {
  const { effect } = call.primitive;
  if ('place' in effect) {
    const place = call.args[effect.place];
    const value = 'value' in effect ? call.args[effect.value] : undefined;
    if (place !== undefined && value !== undefined) {
      mayStoreAddress(place.kind === 'load' ? place.address : place, value, to);
    }
  }
  for (const arg of call.args) expressionNames(arg, to);
}

/** A value that is no plain number might be an address. */
function mayStoreAddress(address: Expr, value: Expr, to: Collecting): void {
  if (address.kind === 'register' && value.kind !== 'integer') to.pointers.add(address.name);
}
