/** Tokens of the program part: C without most of C. */

import { type Cursor, fail, token } from './cursor.ts';
import { cutByWord } from './program-end.ts';

const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const digits = /-?[0-9]+/y;

/**
 * Kinds: `name`, `number`, `thread` (`P0`), `type`, `keyword`, `raw`, `alien` (a character that no
 * token begins with) or the mark itself.
 */
export function scanC(c: Cursor): void {
  const at = skipBlanks(c);
  if (c.failed) return;
  const { text } = c.source;
  if (at >= c.limit) {
    token(c, 'end', c.limit, c.limit);
    return;
  }
  const ch = text.charCodeAt(at);
  if (isWordStart(ch)) {
    word.lastIndex = at;
    const found = word.exec(text)?.[0] ?? '';
    token(c, kindOf(found), at, at + found.length);
    return;
  }
  if (isDigit(ch) || (ch === 45 && isDigit(text.charCodeAt(at + 1)))) {
    digits.lastIndex = at;
    token(c, 'number', at, at + (digits.exec(text)?.[0].length ?? 1));
    return;
  }
  const one = text[at] ?? '';
  if (ch === 37 && isWordStart(text.charCodeAt(at + 1))) {
    // `%r0` is a register of its own, whatever stands behind the percent sign.
    word.lastIndex = at + 1;
    token(c, 'name', at, at + 1 + (word.exec(text)?.[0].length ?? 0));
    return;
  }
  if (text[at + 1] === '=' && '=!<>'.includes(one)) {
    token(c, `${one}=`, at, at + 2);
    return;
  }
  token(c, '(){};,=<>+-*/&|^~:'.includes(one) ? one : 'alien', at, at + 1);
}

/** Behind blanks and comments. */
function skipBlanks(c: Cursor): number {
  const { text } = c.source;
  let at = c.stop;
  for (;;) {
    if (at >= c.limit) return c.limit;
    const ch = text.charCodeAt(at);
    if (ch === 32 || ch === 9 || ch === 10 || ch === 13) {
      at++;
    } else if (ch === 47 && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? c.limit : end;
    } else if (ch === 47 && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      if (end === -1 || end + 2 > c.limit) {
        unclosedComment(c, at);
        return c.limit;
      }
      at = end + 2;
    } else {
      return at;
    }
  }
}

function unclosedComment(c: Cursor, at: number): void {
  const cut = cutByWord(c.source, { start: c.from, end: c.limit });
  if (cut !== undefined) {
    fail(c, cut.span, cut);
    return;
  }
  fail(
    c,
    { start: at, end: at + 2 },
    {
      code: 'litmus/unclosed-comment',
      message: '`/*` opens a comment here, and no `*/` closes it',
    },
  );
}

function isWordStart(ch: number): boolean {
  return (ch >= 97 && ch <= 122) || (ch >= 65 && ch <= 90) || ch === 95;
}

function isDigit(ch: number): boolean {
  return ch >= 48 && ch <= 57;
}

/** Words that begin a type; `atomic_int` is `_Atomic int`. */
export const baseTypes: ReadonlySet<string> = new Set([
  'char',
  'int',
  'long',
  'int8_t',
  'uint8_t',
  'int16_t',
  'uint16_t',
  'int32_t',
  'uint32_t',
  'int64_t',
  'uint64_t',
  '__int128',
  'intptr_t',
  'uintptr_t',
  'spinlock_t',
  'atomic_t',
  'atomic_int',
  'mtx_t',
]);

const typeWords: ReadonlySet<string> = new Set([
  ...baseTypes,
  'void',
  'struct',
  'volatile',
  'const',
  '_Atomic',
]);

/** The words that the macros of linux-kernel.def expand to, and C11's; open to tests in herd7. */
const rawWords: ReadonlySet<string> = new Set([
  '__load',
  '__store',
  '__fence',
  '__xchg',
  '__cmpxchg',
  '__lock',
  '__unlock',
  '__trylock',
  '__islocked',
  '__srcu',
  '__atomic_op',
  '__atomic_op_return',
  '__atomic_fetch_op',
  '__atomic_add_unless',
  'lock',
  'unlock',
  'mtx_lock',
  'mtx_unlock',
  'WCAS',
  'SCAS',
  'atomic_thread_fence',
  'atomic_load_explicit',
  'atomic_store_explicit',
  'atomic_exchange_explicit',
  'atomic_fetch_add_explicit',
  'atomic_fetch_sub_explicit',
  'atomic_compare_exchange_strong',
  'atomic_compare_exchange_weak',
  'atomic_compare_exchange_strong_explicit',
  'atomic_compare_exchange_weak_explicit',
  'memory_order_relaxed',
  'memory_order_consume',
  'memory_order_acquire',
  'memory_order_release',
  'memory_order_acq_rel',
  'memory_order_seq_cst',
]);

const keywords: ReadonlySet<string> = new Set(['if', 'else', 'while', 'srcu_struct', 'atomic']);

function kindOf(found: string): string {
  if (found.charCodeAt(0) === 80 && /^P[0-9]+$/.test(found)) return 'thread';
  if (typeWords.has(found)) return 'type';
  if (keywords.has(found)) return 'keyword';
  return rawWords.has(found) ? 'raw' : 'name';
}
