/**
 * What a test's text alone rules out, so that verdict mode need not search for it: flags, and values
 * that would make herd7 refuse the whole test.
 */

import type { Expr, LitmusTest, Statement } from '../litmus/ast.ts';
import type { AnyEffect } from '../lkmm/primitives.ts';
import { pureFenceTags } from '../lkmm/tags.ts';

export interface Harmless {
  /** No flag can be raised: every access is marked, and there are no locks or critical sections. */
  readonly flagless: boolean;
  /**
   * Every address is the name of a parameter and every value a number, nothing is divided: all
   * addresses are known from the start, and no operation can fail.
   */
  readonly straight: boolean;
  /** There is no loop that could be cut. */
  readonly loopless: boolean;
}

export function harmlessness(test: LitmusTest): Harmless {
  const found = { flagless: true, straight: true, loopless: true };
  for (const item of test.init) {
    const shadows =
      item.place.kind === 'register' &&
      test.threads[item.place.thread]?.parameters.some((p) => p.name === item.place.name);
    const plain =
      !item.pointer && item.elements === undefined && item.values.every((v) => v.kind === 'integer');
    if (shadows === true || !plain) found.straight = false;
  }
  for (const thread of test.threads) {
    const parameters = new Set(thread.parameters.map((p) => p.name));
    const walk = new Walk(parameters, found);
    for (const s of thread.body) walk.statement(s);
  }
  return found;
}

const marks: ReadonlySet<string> = new Set(['ONCE', 'ACQUIRE', 'RELEASE', 'MB']);
const pureFences: ReadonlySet<string> = new Set(pureFenceTags);

/** Whether its events are marked, and no part of a lock or a critical section. */
function isMarked(effect: AnyEffect): boolean {
  switch (effect.do) {
    case 'read':
      return marks.has(effect.tag);
    case 'write':
      return marks.has(effect.tag) && (effect.then === undefined || pureFences.has(effect.then));
    case 'xchg':
    case 'cmpxchg':
    case 'atomic':
    case 'add-unless':
      return marks.has(effect.tag) || effect.tag === 'NORETURN';
    case 'fence':
      return pureFences.has(effect.fence);
    case 'nothing':
      return true;
    case 'lock':
    case 'unlock':
    case 'trylock':
    case 'is-locked':
    case 'srcu-lock':
    case 'srcu-unlock':
    case 'srcu-sync':
    case 'srcu-event':
    case 'no execution':
      return false;
    default:
      return effect satisfies never;
  }
}

class Walk {
  readonly #parameters: ReadonlySet<string>;
  readonly #found: { flagless: boolean; straight: boolean; loopless: boolean };

  constructor(
    parameters: ReadonlySet<string>,
    found: { flagless: boolean; straight: boolean; loopless: boolean },
  ) {
    this.#parameters = parameters;
    this.#found = found;
  }

  statement(s: Statement): void {
    switch (s.kind) {
      case 'declare':
        return;
      case 'assign':
        if (this.#parameters.has(s.name)) this.#found.straight = false;
        this.#value(s.value);
        return;
      case 'expression':
        this.#value(s.value);
        return;
      case 'store':
        this.#found.flagless = false;
        this.#address(s.address);
        this.#value(s.value);
        return;
      case 'call':
        this.#call(s);
        return;
      case 'if':
        this.#value(s.condition);
        this.statement(s.then);
        if (s.else !== undefined) this.statement(s.else);
        return;
      case 'while':
        this.#found.loopless = false;
        this.#value(s.condition);
        this.statement(s.body);
        return;
      case 'block':
        for (const inner of s.body) this.statement(inner);
        return;
      default:
        s satisfies never;
    }
  }

  #address(e: Expr): void {
    if (e.kind !== 'register' || !this.#parameters.has(e.name)) this.#found.straight = false;
  }

  #value(e: Expr): void {
    switch (e.kind) {
      case 'integer':
        return;
      case 'register':
        if (this.#parameters.has(e.name)) this.#found.straight = false;
        return;
      case 'cast':
        this.#value(e.operand);
        return;
      case 'binary':
        if (e.op === '/') this.#found.straight = false;
        this.#value(e.left);
        this.#value(e.right);
        return;
      case 'load':
        this.#found.flagless = false;
        this.#address(e.address);
        return;
      case 'call':
        this.#call(e);
        return;
      default:
        e satisfies never;
    }
  }

  #call(call: Extract<Expr | Statement, { kind: 'call' }>): void {
    const { effect } = call.primitive;
    if (!isMarked(effect)) this.#found.flagless = false;
    if (effect.do === 'no execution') this.#found.straight = false;
    call.args.forEach((arg, i) => {
      switch (call.primitive.parameters[i]) {
        case 'deref':
          if (arg.kind === 'load') this.#address(arg.address);
          else this.#found.straight = false;
          return;
        case 'pointer':
          this.#address(arg);
          return;
        default:
          this.#value(arg);
      }
    });
  }
}
