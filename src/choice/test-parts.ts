/**
 * A litmus test taken apart for whoever changes its orderings: each thread's operations in program
 * text order, its fences, and the gaps between neighbouring operations where a fence could stand.
 */

import type { Span } from '../base/source.ts';
import type { Expr, LitmusTest, Statement } from '../litmus/ast.ts';
import type { Callable } from '../lkmm/primitives.ts';

/** What accesses shared memory, locks included; rcu_read_lock and fences are none. */
export type Operation = {
  readonly thread: number;
  readonly span: Span;
  /** Of the statement that holds it. */
  readonly statement: Span;
} & (
  | {
      readonly kind: 'call';
      readonly primitive: Callable;
      readonly args: readonly Expr[];
      readonly name: Span;
    }
  | { readonly kind: 'load'; readonly address: Expr }
  | { readonly kind: 'store'; readonly address: Expr; readonly value: Expr }
);

/** A call of a fence, and whether a statement must stay where it stands. */
export interface FencePart {
  readonly thread: number;
  readonly primitive: Callable;
  readonly name: Span;
  readonly span: Span;
  /** Nothing else in its block, or the whole of a branch: C wants a statement there. */
  readonly lonely: boolean;
  /** The nearest operations around it, in text order. */
  readonly before: readonly Operation[];
  readonly after: readonly Operation[];
  readonly inReader: boolean;
}

export interface Gap {
  readonly thread: number;
  /** The operations on both sides; of a statement with several, the last or first. */
  readonly before: Operation;
  readonly after: Operation;
  /** Fences that stand in it, in text order. */
  readonly fences: readonly FencePart[];
  /** Where a statement may be inserted: directly before the statement of `after`. */
  readonly at: number;
  /** Set when that statement is a lone branch, which then needs braces: its end. */
  readonly lone?: number;
  /** Where a grace period may be awaited: outside of every section and lock. Absent: nowhere. */
  readonly outside?: number;
  /** Operations of the thread before the gap. */
  readonly earlier: readonly Operation[];
}

export interface ThreadParts {
  readonly thread: number;
  readonly operations: readonly Operation[];
  readonly fences: readonly FencePart[];
  readonly gaps: readonly Gap[];
  /** The statements of the outermost block with an operation or a section mark. */
  readonly used: readonly Span[];
  /** The same of each block inside it. */
  readonly inner: readonly (readonly Span[])[];
  /** Statements of the outermost block that are calls of locks, unlocks and RCU marks. */
  readonly marks: readonly Extract<Statement, { kind: 'call' }>[];
  /** How many locks, unlocks and RCU marks the thread has anywhere. */
  readonly markCount: number;
}

export function partsOf(test: LitmusTest): ThreadParts[] {
  return test.threads.map((thread) => {
    const walk = new Walk(thread.id);
    walk.block(thread.body);
    walk.finish();
    return {
      thread: thread.id,
      operations: walk.operations,
      fences: walk.fences,
      gaps: walk.gaps.map((g) => ({
        ...g,
        fences: walk.fences.filter((f) => g.fences.includes(f.span.start)),
      })),
      used: thread.body.filter((s) => walk.isUsed(s)).map((s) => s.span),
      inner: walk.inner.map((body) => body.filter((s) => walk.isUsed(s)).map((s) => s.span)),
      marks: thread.body.flatMap((s) => (s.kind === 'call' && isMark(s.primitive) ? [s] : [])),
      markCount: walk.markCount,
    };
  });
}

/** A lock, an unlock, or the beginning or end of an RCU read-side critical section. */
function isMark({ effect }: Callable): boolean {
  return (
    effect.do === 'lock' ||
    effect.do === 'unlock' ||
    (effect.do === 'fence' && (effect.fence === 'rcu-lock' || effect.fence === 'rcu-unlock'))
  );
}

/** The parser's own limit on nesting keeps the recursion shallow. */
class Walk {
  readonly operations: Operation[] = [];
  readonly fences: FencePart[] = [];
  readonly gaps: (Omit<Gap, 'fences'> & { fences: number[] })[] = [];
  readonly inner: (readonly Statement[])[] = [];
  markCount = 0;
  readonly #thread: number;
  readonly #open: { part: Omit<FencePart, 'before' | 'after'>; at: number }[] = [];
  #readers = 0;
  #locks = 0;

  constructor(thread: number) {
    this.#thread = thread;
  }

  /** `entry`: the operation before the block when a gap may lie at its very beginning. */
  block(body: readonly Statement[], entry?: Operation): void {
    let before = entry;
    let fences: number[] = [];
    let outside: number | undefined = this.#isOutside() ? body[0]?.span.start : undefined;
    const lonely = body.every((s) => s.kind === 'call' && s.primitive.effect.do === 'fence');
    for (const s of body) {
      if (s.kind === 'call' && s.primitive.effect.do === 'fence') {
        if (this.#fence(s, lonely)) fences.push(s.span.start);
        if (this.#isOutside()) outside = s.span.end;
        continue;
      }
      const from = this.operations.length;
      const wasOutside = this.#isOutside();
      this.#statement(s);
      const first = this.operations[from];
      if (first === undefined) continue;
      if (before !== undefined) {
        const place = wasOutside ? s.span.start : outside;
        this.gaps.push({
          thread: this.#thread,
          before,
          after: first,
          fences,
          at: s.span.start,
          ...(place === undefined ? {} : { outside: place }),
          earlier: this.operations.slice(0, from),
        });
      }
      before = this.operations.at(-1);
      fences = [];
      outside = this.#isOutside() ? s.span.end : undefined;
    }
  }

  finish(): void {
    for (const { part, at } of this.#open) {
      this.fences.push({ ...part, before: this.operations.slice(0, at), after: this.operations.slice(at) });
    }
  }

  isUsed(s: Statement): boolean {
    const within = (span: Span) => span.start >= s.span.start && span.end <= s.span.end;
    if (s.kind === 'call' && isMark(s.primitive)) return true;
    return this.operations.some((o) => within(o.span));
  }

  #isOutside(): boolean {
    return this.#readers === 0 && this.#locks === 0;
  }

  /** Whether it is a fence proper, and no mark of a section. */
  #fence(s: Extract<Statement, { kind: 'call' }>, lonely: boolean): boolean {
    const { effect } = s.primitive;
    if (effect.do !== 'fence') return false;
    if (isMark(s.primitive)) {
      this.markCount++;
      if (effect.fence === 'rcu-lock') this.#readers++;
      else if (this.#readers > 0) this.#readers--;
      return false;
    }
    this.#open.push({
      part: {
        thread: this.#thread,
        primitive: s.primitive,
        name: s.nameSpan,
        span: s.span,
        lonely,
        inReader: !this.#isOutside(),
      },
      at: this.operations.length,
    });
    return true;
  }

  #statement(s: Statement): void {
    switch (s.kind) {
      case 'declare':
        return;
      case 'assign':
      case 'expression':
        this.#expression(s.value, s.span);
        return;
      case 'store':
        this.#expression(s.address, s.span);
        this.#expression(s.value, s.span);
        this.operations.push({
          thread: this.#thread,
          kind: 'store',
          address: s.address,
          value: s.value,
          span: s.span,
          statement: s.span,
        });
        return;
      case 'call':
        if (s.primitive.effect.do === 'fence') this.#fence(s, true);
        else this.#call(s, s.span, s.span);
        return;
      case 'block':
        this.inner.push(s.body);
        this.block(s.body);
        return;
      case 'if': {
        const condition = this.#condition(s.condition, s.span);
        this.#branch(s.then, condition);
        if (s.else !== undefined) this.#branch(s.else, condition);
        return;
      }
      case 'while':
        this.#branch(s.body, this.#condition(s.condition, s.span));
        return;
      default:
        s satisfies never;
    }
  }

  /** The last operation of a condition. */
  #condition(e: Expr, statement: Span): Operation | undefined {
    const from = this.operations.length;
    this.#expression(e, statement);
    return this.operations.length > from ? this.operations.at(-1) : undefined;
  }

  /** Fences at the beginning of a branch have their place there, whatever the condition reads. */
  #branch(s: Statement, condition: Operation | undefined): void {
    if (s.kind === 'block') {
      const [first] = s.body;
      const begins =
        first?.kind === 'call' && first.primitive.effect.do === 'fence' && !isMark(first.primitive);
      this.inner.push(s.body);
      this.block(s.body, condition ?? (begins ? this.operations.at(-1) : undefined));
      return;
    }
    const from = this.operations.length;
    const outside = this.#isOutside();
    this.#statement(s);
    const first = this.operations[from];
    if (condition === undefined || first === undefined) return;
    this.gaps.push({
      thread: this.#thread,
      before: condition,
      after: first,
      fences: [],
      at: s.span.start,
      lone: s.span.end,
      ...(outside ? { outside: s.span.start } : {}),
      earlier: this.operations.slice(0, from),
    });
  }

  #expression(e: Expr, statement: Span): void {
    switch (e.kind) {
      case 'integer':
      case 'register':
        return;
      case 'cast':
        this.#expression(e.operand, statement);
        return;
      case 'binary':
        this.#expression(e.left, statement);
        this.#expression(e.right, statement);
        return;
      case 'load':
        this.#expression(e.address, statement);
        this.operations.push({
          thread: this.#thread,
          kind: 'load',
          address: e.address,
          span: e.span,
          statement,
        });
        return;
      case 'call':
        this.#call(e, e.span, statement);
        return;
      default:
        e satisfies never;
    }
  }

  #call(
    c: Pick<Extract<Expr, { kind: 'call' }>, 'primitive' | 'args' | 'nameSpan'>,
    span: Span,
    statement: Span,
  ) {
    c.args.forEach((arg, i) => {
      const place = c.primitive.parameters[i] === 'deref' && arg.kind === 'load' ? arg.address : arg;
      this.#expression(place, statement);
    });
    this.operations.push({
      thread: this.#thread,
      kind: 'call',
      primitive: c.primitive,
      args: c.args,
      name: c.nameSpan,
      span,
      statement,
    });
    switch (c.primitive.effect.do) {
      case 'lock':
      case 'trylock':
        this.#locks++;
        break;
      case 'unlock':
        if (this.#locks > 0) this.#locks--;
        break;
      case 'srcu-lock':
        this.#readers++;
        break;
      case 'srcu-unlock':
        if (this.#readers > 0) this.#readers--;
        break;
      default:
        return;
    }
    this.markCount++;
  }
}
