/** What to say about a token that fits nowhere in the program. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Cursor, fail, here, kindAhead, spanHere } from './cursor.ts';
import { foreignC, foreignStatement, foreignType } from './foreign-c.ts';
import { type Placed, unclosedThread } from './program-end.ts';

function failWith(c: Cursor, { span, ...remark }: Placed): void {
  fail(c, span, remark);
}

/** Where punctuation was due, behind a complete operand or not. */
export function unexpectedInProgram(c: Cursor, expected: string, behindOperand = true): void {
  if (c.failed) return;
  const known = atEnd(c) ?? commentOfML(c) ?? reserved(c) ?? foreignC(c, behindOperand);
  if (known !== undefined) failWith(c, known);
  else {
    fail(c, spanHere(c), {
      code: 'litmus/syntax',
      message: `expected ${expected}, found ${here(c)}`,
    });
  }
}

export function unexpectedInExpression(c: Cursor, behind = ''): void {
  if (c.failed) return;
  if (behind === '*' && c.kind === '*') {
    doubleStar(c, c.start - 1);
    return;
  }
  if (behind === '' && c.kind === '*') {
    failWith(c, {
      code: 'litmus/foreign-c',
      span: spanHere(c),
      message: 'there is no `**p` in expressions',
      hint: 'write `*(*p)`',
    });
    return;
  }
  if (c.kind === 'type') {
    if (/\bsizeof[ \t]*\($/.test(c.source.text.slice(Math.max(0, c.start - 40), c.start).trimEnd())) {
      failWith(c, {
        code: 'litmus/foreign-c',
        span: spanHere(c),
        message: 'there is no `sizeof`',
        hint: 'write the number',
      });
      return;
    }
    failWith(c, {
      code: 'litmus/syntax',
      span: spanHere(c),
      message: `expected an expression, found the type ${here(c)}`,
    });
    return;
  }
  unexpectedInProgram(c, behind === '' ? 'an expression' : `a name or \`(\` behind \`${behind}\``, false);
}

export function unexpectedStatement(c: Cursor): void {
  if (c.failed) return;
  if (c.kind === ';') {
    failWith(c, {
      code: 'litmus/empty-statement',
      span: spanHere(c),
      message: 'there is no empty statement',
      hint: 'leave the `;` out; a branch that does nothing can assign to a register that nothing reads',
    });
    return;
  }
  unexpectedInProgram(c, 'a statement', false);
}

/** A statement that begins with a word which C knows and the dialect does not; true when it failed. */
export function failForeignStatement(c: Cursor): boolean {
  const known = foreignStatement(c.text, kindAhead(c), spanHere(c));
  if (known === undefined) return false;
  failWith(c, known);
  return true;
}

export function chainedComparison(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/foreign-c',
    message: `comparisons do not chain: \`${c.text}\` follows another one`,
    hint: 'set parentheses: `(1 < 2) == 1`',
  });
}

export function loopCondition(c: Cursor, span: Span): void {
  fail(c, span, {
    code: 'litmus/syntax',
    message: 'the condition of `while` stands in parentheses',
  });
}

export function tooBig(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/big-number',
    message: `${c.text} does not fit 32 bits; values run from -2147483648 to 2147483647`,
  });
}

export function doubleStar(c: Cursor, start: number): void {
  if (c.failed) return;
  fail(
    c,
    { start, end: start + 2 },
    {
      code: 'litmus/foreign-c',
      message: 'there is no `**p` in expressions',
      hint: 'write `*(*p)`',
    },
  );
}

/** Behind `struct`. */
export function unknownStructure(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/unknown-type',
    message: `the only structure is srcu_struct; \`struct ${c.text}\` is unknown`,
    hint: 'give each field a location of its own, and write int',
  });
}

/** Behind a type where a register's name was due. */
export function unexpectedDeclared(c: Cursor): void {
  if (c.failed || c.kind !== 'type') {
    unexpectedInProgram(c, 'the name of a register', false);
    return;
  }
  fail(c, spanHere(c), {
    code: 'litmus/unknown-type',
    message: `a type is one word; \`${c.text}\` is one too many`,
    hint: 'declarations have no effect: write int',
  });
}

/** At the comma in `int r0, r1;` or `int r0 = 0, r1 = 1;`. */
export function listOfDeclarations(c: Cursor): void {
  fail(c, spanHere(c), {
    code: 'litmus/foreign-c',
    message: 'a declaration declares one register',
    hint: 'write a declaration for each, or none: they have no effect',
  });
}

/** At a `}` where statements were due; at depth 0 it closes a thread. */
export function emptyBlock(c: Cursor, depth: number): void {
  fail(c, spanHere(c), {
    code: 'litmus/empty-block',
    message: `a ${depth === 0 ? 'thread' : 'block'} holds at least one statement or declaration`,
    hint: depth === 0 ? 'declare a register: `int r0;`' : 'declare a register: `{ int r9; }`',
  });
}

/** Where a `;` was due: the place behind the statement is shown when the next token is on another line. */
export function missingSemicolon(c: Cursor): void {
  if (c.failed) return;
  if (c.kind === ',') {
    listOfDeclarations(c);
    return;
  }
  const known = atEnd(c) ?? commentOfML(c) ?? foreignC(c, true);
  if (known !== undefined) {
    failWith(c, known);
    return;
  }
  const onNextLine = c.source.text.slice(c.before, c.start).includes('\n');
  if (!onNextLine && c.kind !== '}') {
    unexpectedInProgram(c, '`;`');
    return;
  }
  fail(
    c,
    { start: c.before, end: c.before + 1 },
    {
      code: 'litmus/missing-semicolon',
      message: 'a `;` is missing here',
    },
  );
}

/** In the place of a thread's header. */
export function unexpectedOutside(c: Cursor): void {
  if (c.failed) return;
  failWith(
    c,
    outside(c) ?? {
      code: 'litmus/syntax',
      span: spanHere(c),
      message: `expected a thread such as \`P0(int *x) { ... }\` or the condition, found ${here(c)}`,
    },
  );
}

function outside(c: Cursor): Placed | undefined {
  const span = spanHere(c);
  const rest = c.source.text.slice(c.start, c.start + 200);
  if (rest.startsWith('(*')) return mlComment({ start: c.start, end: c.start + 2 });
  switch (c.kind) {
    case '}':
      return {
        code: 'litmus/extra-brace',
        span,
        message: 'this `}` closes nothing: the thread before it is complete',
      };
    case '{':
      return {
        code: 'litmus/syntax',
        span,
        message: 'only threads may stand here; there are no global blocks',
      };
    case ';':
      return { code: 'litmus/syntax', span, message: 'no `;` stands behind a thread', hint: 'leave it out' };
    case '(':
    case '~':
      return {
        code: 'litmus/condition-word',
        span,
        message: `expected a thread or the condition, found ${here(c)}`,
        hint: 'a condition begins with exists, ~exists or forall',
      };
    case 'type':
    case 'name':
      break;
    default:
      return foreignC(c, false);
  }
  if (/^[A-Za-z_* \t]+P[0-9]+[ \t]*\(/.test(rest)) {
    return {
      code: 'litmus/thread-type',
      span,
      message: 'a thread has no type but void',
      hint: 'write `P0(...)`',
    };
  }
  if (/^[A-Za-z_*][A-Za-z0-9_* \t]*(?:=[^;{}]*)?;/.test(rest)) {
    return {
      code: 'litmus/global-variable',
      span,
      message: 'nothing is declared outside the threads',
      hint: 'declare locations in the initial state: `{ int x=0; }`',
    };
  }
  const lower = /^[a-z_]*([0-9]+)[ \t]*\(/i.exec(rest)?.[1];
  if (lower !== undefined) {
    return {
      code: 'litmus/thread-name',
      span,
      message: `\`${c.text}\` is no thread`,
      hint: `threads are named P0, P1, ...; did you mean P${lower}?`,
    };
  }
  const hint = didYouMean(c.text, ['exists', 'forall', 'locations', 'filter']);
  if (c.text === 'not' || hint !== undefined) {
    return {
      code: 'litmus/condition-word',
      span,
      message: `\`${c.text}\` begins neither a thread nor a condition`,
      hint: c.text === 'not' ? 'write ~exists' : hint,
    };
  }
  return undefined;
}

/** In the place of a parameter's type. */
export function unexpectedParameter(c: Cursor): void {
  if (c.failed) return;
  if (c.kind === 'name') failWith(c, foreignType(c.text, spanHere(c)));
  else unexpectedInProgram(c, 'a parameter such as `int *x`', false);
}

/** A type of a parameter that has no star. */
export function notAPointer(c: Cursor): void {
  if (c.failed) return;
  if (c.kind === 'type') {
    unexpectedDeclared(c);
    return;
  }
  fail(c, spanHere(c), {
    code: 'litmus/parameter-pointer',
    message: 'every parameter is a pointer to the location of its name',
    hint: `write \`*\` before ${c.kind === 'name' ? c.text : 'the name'}`,
  });
}

function atEnd(c: Cursor): Placed | undefined {
  if (c.kind !== 'end') return undefined;
  return unclosedThread(c.source, { start: c.from, end: c.limit });
}

/** `(* text *)` among statements, where the parenthesis and the star were read as C. */
function commentOfML(c: Cursor): Placed | undefined {
  const { text } = c.source;
  const from = text.lastIndexOf('\n', c.start - 1) + 1;
  const open = text.indexOf('(*', from);
  if (open === -1 || open > c.start) return undefined;
  const end = text.indexOf('*)', open + 2);
  if (end === -1 || end + 1 < c.start || /[;{}]/.test(text.slice(open, c.start))) return undefined;
  // `READ_ONCE(*x y *)` is no comment: there a name stands before the parenthesis.
  if (/[A-Za-z0-9_]$/.test(text.slice(from, open).trimEnd())) return undefined;
  return mlComment({ start: open, end: open + 2 });
}

function mlComment(span: Span): Placed {
  return {
    code: 'litmus/comment-style',
    span,
    message: 'in the program `(*` opens no comment',
    hint: 'write /* ... */ or // ...',
  };
}

const kernelWords: ReadonlyMap<string, string> = new Map([
  ['__load', 'READ_ONCE(*x) or smp_load_acquire(x)'],
  ['__store', 'WRITE_ONCE(*x, 1) or smp_store_release(x, 1)'],
  ['__fence', 'smp_mb() or another barrier'],
  ['__xchg', 'xchg(x, 1)'],
  ['__cmpxchg', 'cmpxchg(x, 0, 1)'],
  ['__lock', 'spin_lock(l)'],
  ['__unlock', 'spin_unlock(l)'],
  ['__trylock', 'spin_trylock(l)'],
  ['__islocked', 'spin_is_locked(l)'],
  ['lock', 'spin_lock(l)'],
  ['unlock', 'spin_unlock(l)'],
  ['mtx_lock', 'spin_lock(l)'],
  ['mtx_unlock', 'spin_unlock(l)'],
  ['__srcu', 'srcu_read_lock(s), srcu_read_unlock(s, r0) or synchronize_srcu(s)'],
  ['__atomic_op', 'atomic_add(1, v) or another atomic operation'],
  ['__atomic_op_return', 'atomic_add_return(1, v) or another atomic operation'],
  ['__atomic_fetch_op', 'atomic_fetch_add(1, v) or another atomic operation'],
  ['__atomic_add_unless', 'atomic_add_unless(v, 1, 0)'],
  ['atomic_thread_fence', 'smp_mb()'],
  ['atomic_load_explicit', 'READ_ONCE(*x) or smp_load_acquire(x)'],
  ['atomic_store_explicit', 'WRITE_ONCE(*x, 1) or smp_store_release(x, 1)'],
  ['atomic_exchange_explicit', 'xchg(x, 1)'],
  ['atomic_fetch_add_explicit', 'atomic_fetch_add(1, v)'],
  ['atomic_fetch_sub_explicit', 'atomic_fetch_sub(1, v)'],
]);

/** Words that herd7 keeps for itself, among them the layer below the kernel's macros. */
function reserved(c: Cursor): Placed | undefined {
  const span = spanHere(c);
  if (c.kind === 'thread') {
    return {
      code: 'litmus/reserved-word',
      span,
      message: `\`${c.text}\` is the name of a thread and can name nothing else`,
    };
  }
  if (c.kind !== 'raw' && c.kind !== 'keyword') return undefined;
  const next = /^[ \t\r\n]*([({]?)/.exec(c.source.text.slice(c.stop, c.stop + 100))?.[1];
  if (c.kind === 'raw' && next !== '') {
    const instead = kernelWords.get(c.text);
    return {
      code: 'litmus/raw-layer',
      span,
      message: `\`${c.text}\` belongs to the layer below the kernel's macros, which herd7 takes and mbpair does not`,
      hint: instead === undefined ? 'write it with the words of the kernel' : `write ${instead}`,
    };
  }
  if (c.text === 'else') {
    return { code: 'litmus/syntax', span, message: 'this `else` belongs to no `if`' };
  }
  return {
    code: 'litmus/reserved-word',
    span,
    message: `\`${c.text}\` is a word of herd7's own and cannot be a name`,
    hint: 'choose another name',
  };
}
