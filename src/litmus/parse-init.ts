/** The initial state: items separated by `;`, each a location or register with an optional value. */

import type { Span } from '../base/source.ts';
import type { InitItem, InitType, InitValue, Place } from './ast.ts';
import type { Complaints, Remark } from './complaints.ts';
import { accept, advance, type Cursor, cursor, fail, is, kindAhead, spanFrom } from './cursor.ts';
import { bracketed, expectState, locationName, number, register, scalar, startsRegister } from './place.ts';
import { scanState } from './state-lexer.ts';
import { unexpectedInState } from './unexpected-state.ts';

const sizes: ReadonlySet<string> = new Set<InitType>([
  'char',
  'short',
  'int',
  'long',
  'int8_t',
  'uint8_t',
  'int16_t',
  'uint16_t',
  'int32_t',
  'uint32_t',
  'intptr_t',
  'uintptr_t',
  'atomic_t',
]);

function isInitType(word: string): word is InitType {
  return sizes.has(word);
}

/** Types whose size herd7 knows and yet cannot mask a value to. */
const wide: ReadonlySet<string> = new Set([
  'int64_t',
  'uint64_t',
  'int128_t',
  'uint128_t',
  '__int128',
  '__uint128',
]);

/** The items in the order of the text. `part` is what stands between the braces. */
export function parseInit(to: Complaints, part: Span): InitItem[] {
  const c = cursor(to, 'init', part, scanState);
  const items: InitItem[] = [];
  while (!is(c, 'end')) {
    if (is(c, ';') && items.length === 0) {
      advance(c);
      if (!is(c, 'end')) unexpectedInState(c, 'the end of the initial state');
      break;
    }
    items.push(parseItem(c));
    if (accept(c, ';')) {
      // A second `;` may end the list, and only end it.
      if (is(c, ';') && kindAhead(c) === 'end') advance(c);
      continue;
    }
    if (!is(c, 'end')) unexpectedInState(c, 'a `;` between the items');
  }
  return items;
}

function parseItem(c: Cursor): InitItem {
  const { start } = c;
  if (accept(c, '*')) return pointer(c, start, '');
  if (is(c, 'keyword') && c.text === '_Atomic') {
    advance(c);
    if (!is(c, 'name')) unexpectedInState(c, 'a type');
    const word = c.text;
    const typeAt = { start: c.start, end: c.stop };
    advance(c);
    return typed(c, start, word, typeAt, `_Atomic ${word} `);
  }
  if (startsRegister(c)) return plain(c, start, register(c), undefined, '', false);
  if (is(c, '[')) {
    const place = bracketed(c);
    if (!is(c, '=')) unexpectedInState(c, '`=` and a value');
    return plain(c, start, place, undefined, '', false);
  }
  const word = c.text;
  const typeAt = { start: c.start, end: c.stop };
  const name = locationName(c);
  // A word is a type when a place follows it: another word, a bracket, a star or a thread number.
  if (is(c, 'name') || is(c, '[') || is(c, '*') || startsRegister(c)) {
    if (is(c, '[') && kindAhead(c) === 'number') {
      unexpectedInState(c, 'a value: an array needs a type, as in `int x[2]`');
    }
    if (accept(c, '*')) return pointer(c, start, `${word} `);
    return typed(c, start, word, typeAt, `${word} `);
  }
  const place: Place = { kind: 'location', name, span: spanFrom(c, start) };
  return plain(c, start, place, undefined, '', false);
}

function typed(c: Cursor, start: number, word: string, typeAt: Span, printedType: string): InitItem {
  if (startsRegister(c)) {
    const type = isInitType(word) ? word : undefined;
    return plain(c, start, register(c), type, printedType, true);
  }
  if (is(c, 'name') && c.text !== '') {
    const at = c.start;
    const name = locationName(c);
    const type = knownType(c, word, typeAt);
    const place: Place = { kind: 'location', name, span: spanFrom(c, at) };
    if (is(c, '[')) return array(c, start, place, type, printedType);
    return plain(c, start, place, type, printedType, true);
  }
  if (!is(c, '[')) unexpectedInState(c, 'the name of a location');
  const place = bracketed(c);
  return plain(c, start, place, knownType(c, word, typeAt), printedType, true);
}

function knownType(c: Cursor, word: string, at: Span): InitType {
  if (isInitType(word)) return word;
  if (is(c, 'name')) {
    fail(c, at, {
      code: 'litmus/init-type',
      message: `types in the initial state are one word; herd7 does not take \`${c.source.text.slice(at.start, c.stop)}\``,
      hint: 'leave the type out',
    });
  } else {
    fail(c, at, unknownSize(word));
  }
  return 'int';
}

/** What to say of a location, or of an observed register, whose type herd7 cannot handle. */
export function unknownSize(word: string): Remark {
  const code = 'litmus/init-type';
  if (wide.has(word)) {
    return {
      code,
      message: `${word} is wider than the 32 bits that values have`,
      hint: 'leave the type out or write int',
    };
  }
  if (word === 'spinlock_t' || word === 'srcu_struct') {
    return {
      code,
      message: `herd7 knows no size of ${word}, so such a location cannot be declared`,
      hint: 'leave it out: it exists when it is a parameter, and begins as 0',
    };
  }
  return {
    code,
    message: `herd7 knows no size of the type ${word}`,
    hint: 'leave the type out, or write int; atomic_t, char, short, long and the sized ones up to 32 bits are known too',
  };
}

function plain(
  c: Cursor,
  start: number,
  place: Place,
  type: InitType | undefined,
  printedType: string,
  mayBeAtomic: boolean,
): InitItem {
  let value: Written = { value: { kind: 'integer', value: 0 }, printed: '0' };
  if (accept(c, '=')) {
    if (mayBeAtomic && is(c, 'keyword') && c.text === 'ATOMIC_INIT') {
      advance(c);
      expectState(c, '(', '`(`');
      value = written(c);
      expectState(c, ')', '`)`');
    } else {
      value = written(c);
    }
  }
  return {
    place,
    ...(type === undefined ? {} : { type }),
    pointer: false,
    values: [value.value],
    printed: `${printedType}${printedPlace(place)}=${value.printed}`,
    span: spanFrom(c, start),
  };
}

/** `*p=&x`, the cursor standing behind the star. */
function pointer(c: Cursor, start: number, printedType: string): InitItem {
  let place: Place;
  if (startsRegister(c)) place = register(c);
  else if (is(c, '[')) place = bracketed(c);
  else {
    const at = c.start;
    const name = locationName(c);
    place = { kind: 'location', name, span: spanFrom(c, at) };
  }
  let value: Written = { value: { kind: 'integer', value: 0 }, printed: '0' };
  if (accept(c, '=')) {
    if (accept(c, '&') && !is(c, 'name')) unexpectedInState(c, 'the name of a location');
    value = written(c);
  }
  return {
    place,
    pointer: true,
    values: [value.value],
    printed: `${printedType}*${printedPlace(place)}=${value.printed}`,
    span: spanFrom(c, start),
  };
}

/** `[2]={1,2}` behind `int x`. */
function array(c: Cursor, start: number, place: Place, type: InitType, printedType: string): InitItem {
  const at = c.start;
  advance(c);
  const elements = number(c);
  expectState(c, ']', '`]`');
  if (elements < 0 || elements > 1024) {
    fail(c, spanFrom(c, at), {
      code: 'litmus/array-size',
      message: `an array of ${elements} elements is not supported`,
    });
  }
  let values: InitValue[] = [];
  if (accept(c, '=')) {
    const open = c.start;
    expectState(c, '{', 'the values of the array, in braces');
    do values.push(written(c).value);
    while (accept(c, ','));
    expectState(c, '}', '`,` or `}`');
    if (values.length !== elements) {
      fail(c, spanFrom(c, open), {
        code: 'litmus/array-size',
        message: `the array has ${elements} elements, but ${values.length} values are given`,
      });
    }
  } else if (!c.failed) {
    values = Array.from({ length: elements }, () => ({ kind: 'integer', value: 0 }));
  }
  return {
    place,
    type,
    pointer: false,
    elements,
    values,
    printed: `${printedType}${printedPlace(place)}[${elements}]`,
    span: spanFrom(c, start),
  };
}

interface Written {
  readonly value: InitValue;
  /** Numbers as written, which the hash wants. */
  readonly printed: string;
}

function written(c: Cursor): Written {
  const { text } = c;
  const value = scalar(c);
  if (value.kind === 'integer') return { value, printed: text };
  return { value, printed: value.element === undefined ? value.name : `${value.name}+${value.element}` };
}

function printedPlace(place: Place): string {
  return place.kind === 'register' ? `${place.thread}:${place.name}` : place.name;
}
