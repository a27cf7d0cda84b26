/** C that the dialect lacks: how it is recognised, and what to write instead. */

import type { Span } from '../base/source.ts';
import type { Remark } from './complaints.ts';
import { type Cursor, spanHere } from './cursor.ts';
import type { Placed } from './program-end.ts';

const noBooleans = 'nest two ifs; where both sides may be evaluated, write `(r0 == 1) & (r1 == 1)`';

function foreign(span: Span, message: string, hint?: string): Placed {
  return { code: 'litmus/foreign-c', span, message, hint };
}

/**
 * A complaint that explains the token here, if C or a habit explains it. `behindOperand`: the token
 * follows a complete operand, so that an operator was due; otherwise an operand was.
 */
export function foreignC(c: Cursor, behindOperand: boolean): Placed | undefined {
  const { text } = c.source;
  const span = spanHere(c);
  const two = { start: c.start - 1, end: c.stop };
  const doubled = text[c.start - 1] === c.text && c.before === c.start;
  switch (c.kind) {
    case '&':
      if (doubled) return foreign(two, 'there is no `&&`', noBooleans);
      return foreign(span, 'there is no address operator `&`', addressHint(c));
    case '|':
      if (!doubled) return undefined;
      return foreign(
        two,
        'there is no `||`',
        'use else if; where both sides may be evaluated, write `(r0 == 1) | (r1 == 1)`',
      );
    case '<':
    case '>':
      if (text[c.start - 1] === '-' && c.kind === '>') return member({ start: c.start - 1, end: c.stop });
      if (!doubled) return undefined;
      return foreign(two, `there is no shift \`${c.kind}${c.kind}\``, 'multiply or divide by a power of two');
    case '+':
    case '-':
      if (doubled || text[c.stop] === c.text) {
        return foreign(
          doubled ? two : { start: c.start, end: c.stop + 1 },
          `there is no \`${c.kind}${c.kind}\``,
          `write \`r0 = r0 ${c.kind} 1;\``,
        );
      }
      return c.kind === '+'
        ? foreign(span, 'there is no unary `+`', 'leave it out')
        : foreign(span, 'there is no unary `-`, except as part of a number such as -1', 'write `0 - r0`');
    case '=':
      return assignment(c);
    case '~':
      return foreign(span, 'there is no `~`', 'write `r0 ^ -1`');
    case ',':
      return foreign(span, 'there is no comma operator');
    case ':':
      return foreign(span, 'there are no labels');
    case 'number':
      return behindOperand ? numberBehindOperand(c) : undefined;
    case 'name':
    case 'type':
      return behindOperand ? wordBehindOperand(c) : undefined;
    case 'alien':
      return alien(c);
    default:
      return undefined;
  }
}

function addressHint(c: Cursor): string {
  const name = /&[ \t]*([A-Za-z_][A-Za-z0-9_]*)/.exec(c.source.text.slice(c.start, c.start + 80))?.[1] ?? 'x';
  return `a parameter is the address of its location: write \`${name}\``;
}

function member(span: Span): Placed {
  return foreign(span, 'there are no structures with members', 'give each field a location of its own');
}

function assignment(c: Cursor): Placed {
  const before = c.source.text[c.start - 1] ?? '';
  if ('+-*/&|^%'.includes(before) && c.before === c.start) {
    const span = { start: c.start - 1, end: c.stop };
    return foreign(span, `there is no \`${before}=\``, `write \`r0 = r0 ${before} ...\``);
  }
  return foreign(
    spanHere(c),
    'an assignment is a statement, not part of an expression',
    'write `==` to compare, or assign on a line of its own',
  );
}

function numberBehindOperand(c: Cursor): Placed | undefined {
  if (c.text.startsWith('-')) {
    return foreign(
      spanHere(c),
      `\`${c.text}\` is read as a number here, not as a subtraction`,
      `write a blank behind the minus: \`- ${c.text.slice(1)}\``,
    );
  }
  const cast = /\([ \t]*([A-Za-z_][A-Za-z0-9_ \t]*)\)[ \t]*$/.exec(before(c));
  if (cast?.[1] === undefined) return undefined;
  return foreign(
    spanHere(c),
    `\`${cast[1].trim()}\` is no type, so this is no cast`,
    'casts do nothing: leave it out',
  );
}

function wordBehindOperand(c: Cursor): Placed | undefined {
  const lead = before(c);
  const number = /(?:^|[^A-Za-z0-9_])([0-9]+)$/.exec(lead)?.[1];
  if (number === undefined || c.before !== c.start) return undefined;
  const span = { start: c.start - number.length, end: c.stop };
  const whole = number + c.text;
  if (/^0x[0-9a-fA-F]+$/i.test(whole)) {
    return foreign(
      span,
      'numbers in threads are decimal; hexadecimal is for the initial state and the condition',
      `write ${Number(whole) | 0}`,
    );
  }
  if (/^[uUlL]+$/.test(c.text)) return foreign(span, 'numbers have no suffix', `write ${number}`);
  return foreign(span, `\`${whole}\` is neither a number nor a name`);
}

/** The line up to the current token. */
function before(c: Cursor): string {
  const { text } = c.source;
  const from = Math.max(text.lastIndexOf('\n', c.start - 1) + 1, c.start - 200);
  return text.slice(from, c.start);
}

function alien(c: Cursor): Placed {
  const span = spanHere(c);
  const { text } = c.source;
  const next = text[c.stop] ?? '';
  switch (c.text) {
    case '!':
      return foreign(span, 'there is no `!`', 'compare with 0: `r0 == 0`');
    case '?':
      return foreign(span, 'there is no `? :`', 'write if (...) ... else ...');
    case '%':
      return foreign(span, 'there is no `%`', 'r0 - r0 / n * n is r0 modulo n');
    case '[':
    case ']':
      return foreign(
        span,
        'threads have no arrays: there is no `x[i]`',
        'give each element a location of its own',
      );
    case '.':
      if (/[0-9]$/.test(before(c)) || /[0-9]/.test(next)) return foreign(span, 'numbers are integers');
      return member(span);
    case '"':
      return foreign(span, 'there are no strings');
    case "'":
      return foreign(span, 'there are no characters', 'write the number');
    case '#':
      return foreign(span, 'there is no preprocessor', 'write the text out');
    default:
      return { span, ...strangeCharacter(c.text, text.codePointAt(c.start) ?? 0) };
  }
}

/** About a character that no token begins with. */
export function strangeCharacter(one: string, codePoint: number): Remark {
  if (codePoint === 0) {
    return { code: 'litmus/strange-character', message: 'a NUL byte', hint: 'is this a text file?' };
  }
  if (codePoint > 126) {
    const shown = codePoint > 160 ? `\`${String.fromCodePoint(codePoint)}\`` : `U+${hex4(codePoint)}`;
    return {
      code: 'litmus/strange-character',
      message: `${shown} is no ASCII character; outside comments herd7 takes ASCII only`,
      hint: codePoint === 160 ? 'this is a no-break space; write a plain one' : undefined,
    };
  }
  if (codePoint < 32) {
    return {
      code: 'litmus/strange-character',
      message: `the control character U+${hex4(codePoint)}; blanks are space, tab and line end`,
    };
  }
  return { code: 'litmus/strange-character', message: `\`${one}\` means nothing here` };
}

function hex4(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}

const statementWords: ReadonlyMap<string, readonly [message: string, hint?: string]> = new Map([
  ['for', ['the only loop is `while`', 'unroll it, or write `while (r0 < 2) { ...; r0 = r0 + 1; }`']],
  ['do', ['the only loop is `while`', 'write the body once before `while (...) { ... }`']],
  ['switch', ['there is no `switch`', 'write if (r0 == 1) ... else if (r0 == 2) ...']],
  ['case', ['there is no `switch`', 'write if (r0 == 1) ... else if (r0 == 2) ...']],
  ['default', ['there is no `switch`', 'write if (r0 == 1) ... else if (r0 == 2) ...']],
  ['goto', ['there is no `goto`', 'write if (...) { ... } else { ... }']],
  ['return', ['a thread returns nothing', 'assign to a register and name it in the condition']],
  ['asm', ['there is no `asm`', 'use barrier() for a compiler barrier']],
  ['__asm__', ['there is no `asm`', 'use barrier() for a compiler barrier']],
  ['typedef', ['there are no type definitions', 'types say nothing: write int']],
  ['enum', ['there are no enumerations', 'write the numbers']],
  ['union', ['there are no unions']],
]);

const storageWords: ReadonlySet<string> = new Set(['static', 'extern', 'register', 'auto', 'inline']);

const foreignTypes: ReadonlySet<string> = new Set([
  'unsigned',
  'signed',
  'short',
  'float',
  'double',
  'bool',
  '_Bool',
  'size_t',
  'ssize_t',
  'u8',
  'u16',
  'u32',
  'u64',
  's8',
  's16',
  's32',
  's64',
  '__u32',
  '__u64',
  'typeof',
  '__typeof__',
  'atomic64_t',
  'atomic_long_t',
  'raw_spinlock_t',
  'rwlock_t',
  'refcount_t',
]);

/**
 * About a statement that begins with `name`, which herd7 takes for a register or a macro, when C
 * gives the word a meaning and `ahead` (the kind of the next token) shows that this was meant.
 */
export function foreignStatement(name: string, ahead: string, span: Span): Placed | undefined {
  const asOperand = ahead === ';' || ahead === '=' || '+-*/&|^'.includes(ahead);
  const known = statementWords.get(name);
  if (known !== undefined) return asOperand ? undefined : foreign(span, known[0], known[1]);
  if (storageWords.has(name)) {
    return asOperand ? undefined : foreign(span, `there is no \`${name}\``, 'leave it out');
  }
  if (ahead !== 'name' && ahead !== 'type' && !(ahead === '(' && foreignTypes.has(name))) {
    return ahead === '*' && foreignTypes.has(name) ? foreignType(name, span) : undefined;
  }
  if (foreignTypes.has(name)) return foreignType(name, span);
  if (ahead === '(') return undefined;
  return {
    code: 'litmus/unknown-type',
    span,
    message: `\`${name}\` is no type`,
    hint: 'declarations have no effect: write int, or leave the declaration out',
  };
}

/** About a word in the place of a type. */
export function foreignType(name: string, span: Span): Placed {
  return {
    code: 'litmus/unknown-type',
    span,
    message: `\`${name}\` is no type of this dialect`,
    hint: 'types say nothing to the model: write int',
  };
}
