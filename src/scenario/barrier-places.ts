/**
 * Barriers that stand where the kernel's documents give them no meaning: `smp_mb__after_atomic()`
 * behind no atomic operation, or behind one that may fail, and their like. LKMM may credit them there
 * all the same, which no kernel code may rely on. Source: Documentation/atomic_t.txt, "ORDERING";
 * Documentation/memory-barriers.txt on smp_mb__after_spinlock() and smp_mb__after_unlock_lock().
 */

import type { Span } from '../base/source.ts';
import type { Expr, LitmusTest, Statement } from '../litmus/ast.ts';
import type { FenceTag } from '../lkmm/tags.ts';

export interface DoubtfulBarrier {
  readonly name: string;
  readonly span: Span;
  /** Why, to be read behind the barrier's name. */
  readonly why: string;
}

export function doubtfulBarriers(test: Pick<LitmusTest, 'threads'>): DoubtfulBarrier[] {
  return test.threads.flatMap((thread) => {
    const order: Ordered[] = [];
    collect(thread.body, order, 0);
    return order.flatMap((at, i) => doubt(at, order, i));
  });
}

/** A statement without others inside, in the order of the text. */
interface Ordered {
  readonly statement: Statement;
  readonly does: ReadonlySet<Doing>;
  readonly fence?: FenceTag;
  readonly name: string;
}

type Doing = 'atomic' | 'may fail' | 'lock' | 'unlock' | 'srcu-unlock';

/** Deeper than any test that the parser lets pass in practice. */
const deepest = 500;

function collect(body: readonly Statement[], to: Ordered[], depth: number): void {
  if (depth > deepest) return;
  for (const s of body) {
    switch (s.kind) {
      case 'declare':
        break;
      case 'block':
        collect(s.body, to, depth + 1);
        break;
      case 'if':
        to.push(ordered(s, [s.condition]));
        collect([s.then, ...(s.else === undefined ? [] : [s.else])], to, depth + 1);
        break;
      case 'while':
        to.push(ordered(s, [s.condition]));
        collect([s.body], to, depth + 1);
        break;
      case 'call': {
        const { effect } = s.primitive;
        const known = ordered(s, s.args, effect.do);
        to.push(
          effect.do === 'fence'
            ? { ...known, fence: effect.fence as FenceTag, name: s.primitive.name }
            : known,
        );
        break;
      }
      case 'assign':
      case 'expression':
        to.push(ordered(s, [s.value]));
        break;
      case 'store':
        to.push(ordered(s, [s.address, s.value]));
        break;
      default:
        s satisfies never;
    }
  }
}

function ordered(statement: Statement, parts: readonly Expr[], effect?: string): Ordered {
  const does = new Set<Doing>();
  if (effect !== undefined) note(effect, does);
  for (const part of parts) callsIn(part, does, 0);
  return { statement, does, name: '' };
}

function callsIn(e: Expr, does: Set<Doing>, depth: number): void {
  if (depth > deepest) return;
  switch (e.kind) {
    case 'integer':
    case 'register':
      return;
    case 'load':
      callsIn(e.address, does, depth + 1);
      return;
    case 'cast':
      callsIn(e.operand, does, depth + 1);
      return;
    case 'binary':
      callsIn(e.left, does, depth + 1);
      callsIn(e.right, does, depth + 1);
      return;
    case 'call':
      note(e.primitive.effect.do, does);
      for (const arg of e.args) callsIn(arg, does, depth + 1);
      return;
    default:
      e satisfies never;
  }
}

function note(effect: string, does: Set<Doing>): void {
  switch (effect) {
    case 'atomic':
    case 'xchg':
      does.add('atomic');
      return;
    case 'cmpxchg':
    case 'add-unless':
      does.add('atomic');
      does.add('may fail');
      return;
    case 'lock':
    case 'trylock':
      does.add('lock');
      return;
    case 'unlock':
      does.add('unlock');
      return;
    case 'srcu-unlock':
      does.add('srcu-unlock');
      return;
    default:
      return;
  }
}

const mayFail = 'an operation that may fail, and then it promises nothing';

function doubt(at: Ordered, order: readonly Ordered[], i: number): DoubtfulBarrier[] {
  const before = order.slice(0, i);
  const why = ((): string | undefined => {
    switch (at.fence) {
      case 'after-atomic': {
        const last = nearest(before.toReversed());
        if (last?.does.has('atomic') !== true) return 'stands behind no atomic operation';
        return last.does.has('may fail') ? `stands behind ${mayFail}` : undefined;
      }
      case 'before-atomic': {
        const next = nearest(order.slice(i + 1));
        if (next?.does.has('atomic') !== true) return 'stands before no atomic operation';
        return next.does.has('may fail') ? `stands before ${mayFail}` : undefined;
      }
      case 'after-spinlock':
        return nearest(before.toReversed())?.does.has('lock') === true
          ? undefined
          : 'stands behind no spin_lock()';
      case 'after-unlock-lock': {
        if (nearest(before.toReversed())?.does.has('lock') !== true) return 'stands behind no spin_lock()';
        return before.some((o) => o.does.has('unlock')) ? undefined : 'has no unlock before its lock';
      }
      case 'after-srcu-read-unlock':
        return before.some((o) => o.does.has('srcu-unlock'))
          ? undefined
          : 'stands behind no srcu_read_unlock()';
      default:
        return undefined;
    }
  })();
  return why === undefined ? [] : [{ name: `${at.name}()`, span: at.statement.span, why }];
}

/** The first statement that is no mere register arithmetic and no compiler barrier. */
function nearest(statements: readonly Ordered[]): Ordered | undefined {
  return statements.find(
    (o) => o.fence !== 'barrier' && !(o.does.size === 0 && o.fence === undefined && isSilent(o.statement)),
  );
}

/** `r2 = 1;`, `if (r0 == 0)`: no access at all. */
function isSilent(s: Statement): boolean {
  return (s.kind === 'assign' && isRegisters(s.value, 0)) || (s.kind === 'if' && isRegisters(s.condition, 0));
}

function isRegisters(e: Expr, depth: number): boolean {
  if (depth > deepest) return false;
  switch (e.kind) {
    case 'integer':
    case 'register':
      return true;
    case 'cast':
      return isRegisters(e.operand, depth + 1);
    case 'binary':
      return isRegisters(e.left, depth + 1) && isRegisters(e.right, depth + 1);
    case 'load':
    case 'call':
      return false;
    default:
      return e satisfies never;
  }
}
