/** What to say about a token that fits nowhere in the initial state or the condition. */

import { didYouMean } from '../base/suggest.ts';
import { type Cursor, fail, here, kindAhead, spanHere } from './cursor.ts';
import { strangeCharacter } from './foreign-c.ts';
import type { Placed } from './program-end.ts';
import { secondTest } from './split.ts';

export function unexpectedInState(c: Cursor, expected: string): void {
  if (c.failed) return;
  const known = (c.part === 'init' ? inInit(c) : inCondition(c, expected)) ?? everywhere(c);
  if (known !== undefined) {
    fail(c, known.span, known);
    return;
  }
  fail(c, spanHere(c), { code: 'litmus/syntax', message: `expected ${expected}, found ${here(c)}` });
}

const otherHardware: ReadonlySet<string> = new Set([
  'fault',
  'Fault',
  'attrs',
  'oa',
  'PTE',
  'TTD',
  'PA',
  'tag',
  'TAG',
]);

/** What is wrong in either part. */
function everywhere(c: Cursor): Placed | undefined {
  const { text } = c.source;
  const span = spanHere(c);
  const placed = (message: string, hint?: string): Placed => ({ code: 'litmus/syntax', span, message, hint });
  switch (c.kind) {
    case 'alien':
      break;
    case 'keyword':
      if (otherHardware.has(c.text) && kindAhead(c) === '(') {
        return {
          code: 'litmus/other-hardware',
          span,
          message: `\`${c.text}(...)\` is for tests of a processor's memory system; a C test has no use for it`,
        };
      }
      if (c.text === 'and') return placed('conjunctions are written `/\\`');
      return {
        ...placed(`\`${c.text}\` is a word of herd7's own and cannot be a name`),
        code: 'litmus/reserved-word',
      };
    case 'dollar':
      return placed(`\`${c.text}\` can be a register only`);
    case 'percent':
      return placed(`\`${c.text}\` can be a register only`, 'leave the % out');
    case 'thread':
      if (kindAhead(c) === ':') return undefined;
      return {
        code: 'litmus/reserved-word',
        span,
        message: `\`${c.text}\` is the name of a thread and can name nothing else`,
      };
    case 'name':
      return c.before === c.start ? numberAndLetters(c) : undefined;
    case '+':
      return placed('there is no arithmetic here', 'write the number');
    case '(':
      if (!/=[ \t]*$/.test(c.source.text.slice(Math.max(0, c.start - 20), c.start))) return undefined;
      return {
        code: 'litmus/other-hardware',
        span,
        message: "a value in parentheses describes a processor's page table; a C test has no use for it",
        hint: 'leave the parentheses out',
      };
    case 'number':
    case ':':
      return taggedAddress(c);
    case '&':
      return placed(
        'there is no `&` here',
        'the name of a location stands for its address: leave the `&` out',
      );
    default:
      return undefined;
  }
  const next = text[c.stop] ?? '';
  if (c.text === '/' && (next === '*' || next === '/')) {
    return {
      code: 'litmus/comment-style',
      span: { start: c.start, end: c.stop + 1 },
      message: `outside the threads \`/${next}\` opens no comment`,
      hint: 'write (* ... *)',
    };
  }
  if (c.text === '-') return placed('a `-` must touch the digits behind it');
  if (c.text === '"' || c.text === "'") return placed('there are no strings or characters here');
  return { span, ...strangeCharacter(c.text, text.codePointAt(c.start) ?? 0) };
}

/** `x:1`, `=:x`: addresses with a tag, as AArch64 tests have them. */
function taggedAddress(c: Cursor): Placed | undefined {
  const lead = c.source.text.slice(Math.max(0, c.start - 100), c.start);
  const name = /([A-Za-z_][A-Za-z0-9_]*)[ \t]*:[ \t]*$/.exec(lead)?.[1];
  if (c.kind === 'number' ? name === undefined : !/=[ \t]*&?[ \t]*$/.test(lead)) return undefined;
  const reversed = `a register is written with its thread first: \`${c.text}:${name}\``;
  return {
    code: 'litmus/other-hardware',
    span: spanHere(c),
    message: 'a `:` beside a name makes an address with a tag, for processors that have them',
    hint: name === undefined ? 'leave the `:` out' : reversed,
  };
}

/** `1U`, `0xg`: a number that runs into letters. */
function numberAndLetters(c: Cursor): Placed | undefined {
  const number = /[0-9]+$/.exec(c.source.text.slice(Math.max(0, c.start - 20), c.start))?.[0];
  if (number === undefined) return undefined;
  const span = { start: c.start - number.length, end: c.stop };
  const whole = number + c.text;
  return {
    code: 'litmus/syntax',
    span,
    message: `\`${whole}\` is neither a number nor a name`,
    hint: /^[uUlL]+$/.test(c.text) ? `numbers have no suffix: write ${number}` : undefined,
  };
}

function inInit(c: Cursor): Placed | undefined {
  const span = spanHere(c);
  const placed = (message: string, hint?: string): Placed => ({ code: 'litmus/syntax', span, message, hint });
  switch (c.kind) {
    case ',':
      return placed('items are separated by `;`, not `,`', 'give each its own type: `int x=1; int y=2;`');
    case ';':
      return placed('an empty item', 'leave one `;` out');
    case '&':
      return placed('`&` needs a declared pointer', 'write `int *p=&x;`, or `p=x;`');
    case '*':
      return placed('one star is all: types say nothing of what a pointer points to', 'write `int *q=&p;`');
    case '==':
      return placed('a value is given by `=`');
    case '{':
      return placed('values in braces are for arrays', 'declare one: `int x[2]={1,2};`');
    case 'name': {
      const words = /([A-Za-z_]\w*[ \t]+[A-Za-z_]\w*)[ \t]+$/.exec(
        c.source.text.slice(Math.max(0, c.start - 100), c.start),
      )?.[1];
      if (words === undefined || c.before === c.start) return undefined;
      const typeSpan = { start: c.start - words.length - 1, end: c.stop };
      return {
        ...placed(`types in the initial state are one word; herd7 does not take \`${words} ${c.text}\``),
        span: typeSpan,
        hint: 'leave the type out',
      };
    }
    case 'keyword':
      if (c.text === 'ATOMIC_INIT')
        return placed('ATOMIC_INIT needs a type', 'write `atomic_t v=ATOMIC_INIT(1);`');
      if (c.text === 'true' || c.text === 'false') return placed(`\`${c.text}\` is no value`, 'write 1 or 0');
      return undefined;
    default:
      return undefined;
  }
}

function inCondition(c: Cursor, expected: string): Placed | undefined {
  const { text } = c.source;
  const span = spanHere(c);
  const placed = (message: string, hint?: string): Placed => ({
    code: 'litmus/condition',
    span,
    message,
    hint,
  });
  switch (c.kind) {
    case 'end':
      return placed('the condition ends too early; is a `)` missing?');
    case ':':
      if (!/[!<>][=>]?[ \t]*[0-9]+[ \t]*$/.test(text.slice(Math.max(0, c.start - 20), c.start)))
        return undefined;
      return placed('two places can be compared with `=` only', 'write `~(0:r0=1:r0)`');
    case ')': {
      const last = text[c.before - 1] ?? '';
      if (last === '(') return placed('an empty condition', 'write `true`');
      if (expected.startsWith('`=`'))
        return placed('a place alone is no condition', 'write `0:r0=1` or `x=1`');
      if (/[0-9A-Za-z_)\]}]/.test(last)) return placed('this `)` closes nothing');
      return placed('an operand is missing before this `)`');
    }
    case '&': {
      const both = text[c.stop] === '&' ? { ...span, end: c.stop + 1 } : span;
      if (text[c.before - 1] === '=') return undefined;
      return { ...placed('conjunctions are written `/\\`'), span: both };
    }
    case '*':
      return placed('left of `=` a location has no star', 'write `x` or `[x]`');
    case '+':
      return placed('there is no arithmetic in conditions', 'write each case: `0:r0=0 /\\ 1:r0=1 \\/ ...`');
    case '=':
    case '==':
      return placed('a comparison has one `=`, with a place on its left', 'write `0:r0=1`');
    case '=>':
      return placed('there is no operand before `=>`');
    case 'alien':
      return alienInCondition(c);
    case 'keyword':
      return keywordInCondition(c);
    case 'name':
      return nameInCondition(c);
    case ',':
      return placed('items are separated by `;`, conjunctions written `/\\`');
    case '[':
      return placed(
        'a `[` does not fit here',
        'brackets stand around a location in a comparison: `[x]=1`; in `locations` there are none',
      );
    case ';':
      return placed('one `;` may end the condition, no more');
    default:
      return undefined;
  }
}

function alienInCondition(c: Cursor): Placed | undefined {
  const span = spanHere(c);
  const next = c.source.text[c.stop] ?? '';
  const placed = (message: string, hint?: string): Placed => ({
    code: 'litmus/condition',
    span,
    message,
    hint,
  });
  const both = { start: c.start, end: c.stop + 1 };
  switch (c.text) {
    case '|':
      return { ...placed('disjunctions are written `\\/`'), span: next === '|' ? both : span };
    case '!':
      return placed('negation is written `~`, and inequality `!=`');
    case '<':
    case '>':
      return placed('places are compared with `=` and `!=` only', 'list the values: `0:r0=0 \\/ 0:r0=1`');
    case '-':
      if (next === '>') return { ...placed('implication is written `=>`'), span: both };
      return undefined;
    case '\u2227':
      return placed('conjunctions are written `/\\`');
    case '\u2228':
      return placed('disjunctions are written `\\/`');
    case '\u00ac':
      return placed('negation is written `~`');
    case '/':
    case '\\':
      if (next === '*' || next === '/') return undefined;
      return placed('conjunctions are written `/\\`, disjunctions `\\/`, each in one piece');
    default:
      return undefined;
  }
}

const order = 'the order is: locations, filter, then one of exists, ~exists and forall';

function keywordInCondition(c: Cursor): Placed | undefined {
  const span = spanHere(c);
  if (/:[ \t]*$/.test(c.source.text.slice(Math.max(0, c.start - 20), c.start))) return undefined;
  switch (c.text) {
    case 'exists':
    case 'forall':
    case 'final':
    case 'observed':
      return {
        code: 'litmus/second-condition',
        span,
        message: `\`${c.text}\` begins a second condition; a test has one`,
        hint: 'join the two with `/\\` or `\\/`, or make two tests',
      };
    case 'locations':
    case 'filter':
      return {
        code: 'litmus/condition-order',
        span,
        message: `\`${c.text}\` comes too late here`,
        hint: order,
      };
    case 'cases':
      return { code: 'litmus/condition', span, message: '`cases` begins no condition', hint: 'write exists' };
    default:
      return undefined;
  }
}

function nameInCondition(c: Cursor): Placed | undefined {
  const span = spanHere(c);
  const rest = c.source.text.slice(c.start, c.start + 300);
  if (/^C[ \t]+[A-Za-z0-9_/.+[\]-]+[^\n]*\n/.test(rest)) {
    return { ...secondTest, span };
  }
  if (c.text === 'or' || c.text === 'AND' || c.text === 'OR') {
    return {
      code: 'litmus/condition',
      span,
      message: 'conjunctions are written `/\\`, disjunctions `\\/`',
    };
  }
  if (c.text === 'cases') {
    return { code: 'litmus/condition', span, message: '`cases` begins no condition', hint: 'write exists' };
  }
  if (c.before === c.start) return undefined;
  const meant = didYouMean(c.text, ['exists', 'forall', 'filter', 'locations']);
  return {
    code: 'litmus/text-after-condition',
    span,
    message: `the condition is complete; ${here(c)} cannot follow`,
    hint: meant ?? 'comments are written (* ... *)',
  };
}
