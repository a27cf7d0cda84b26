/** C types as the dialect has them, normalised as they enter the hash. */

import { baseTypes } from './c-lexer.ts';
import { accept, advance, type Cursor, is } from './cursor.ts';
import { unexpectedInProgram, unknownStructure } from './unexpected-program.ts';

interface Built {
  readonly text: string;
  /** One word (or `struct srcu_struct`) without a qualifier: where `volatile` goes in front. */
  readonly isBase: boolean;
}

/**
 * A whole type with its stars, the cursor standing at a token of kind `type`: `int const*`,
 * `struct srcu_struct*`. Whether it ends in a star the caller can see.
 */
export function parseType(c: Cursor): string {
  let type = prefixed(c);
  for (;;) {
    if (accept(c, '*')) type = { text: `${type.text}*`, isBase: false };
    else if (!is(c, 'type')) return type.text;
    else if (c.text === 'volatile') {
      advance(c);
      type = volatile(type);
    } else if (c.text === 'const') {
      advance(c);
      type = { text: `${type.text} const`, isBase: false };
    } else return type.text;
  }
}

function volatile(type: Built): Built {
  return { text: type.isBase ? `volatile ${type.text}` : `${type.text} volatile`, isBase: false };
}

function prefixed(c: Cursor): Built {
  switch (c.text) {
    case 'volatile':
      advance(c);
      return volatile(base(c));
    case 'const':
      advance(c);
      return { text: `${base(c).text} const`, isBase: false };
    case '_Atomic': {
      advance(c);
      if (!accept(c, '(')) return atomic(base(c));
      if (!is(c, 'type')) unexpectedInProgram(c, 'a type');
      const inner = parseType(c);
      if (!is(c, ')')) unexpectedInProgram(c, '`)`');
      advance(c);
      return atomic({ text: inner, isBase: baseTypes.has(inner) || inner === 'struct srcu_struct' });
    }
    default:
      return base(c);
  }
}

function atomic(type: Built): Built {
  return { text: type.isBase ? `_Atomic ${type.text}` : `_Atomic (${type.text})`, isBase: false };
}

function base(c: Cursor): Built {
  const word = c.text;
  if (!is(c, 'type')) {
    unexpectedInProgram(c, 'a type');
    return { text: 'int', isBase: true };
  }
  if (word === 'void') {
    advance(c);
    if (!is(c, '*')) unexpectedInProgram(c, '`*` behind `void`');
    advance(c);
    return { text: 'void*', isBase: false };
  }
  if (word === 'struct') {
    advance(c);
    if (c.text !== 'srcu_struct') unknownStructure(c);
    advance(c);
    return { text: 'struct srcu_struct', isBase: true };
  }
  if (!baseTypes.has(word)) unexpectedInProgram(c, 'a type');
  advance(c);
  if (word === 'atomic_int') return { text: '_Atomic int', isBase: false };
  return { text: word, isBase: true };
}
