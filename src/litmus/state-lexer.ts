/** Tokens of the initial state and of the condition part, which share a language of their own. */

import { type Cursor, fail, token } from './cursor.ts';
import { commentEnd } from './split.ts';

const wordOrNumber =
  /0[xX][0-9a-fA-F]+|-?[0-9]+|[A-Za-z_.$]+[A-Za-z0-9_/.-]*|\$[0-9]+|%[A-Za-z_.$]+[A-Za-z0-9_/.-]*/y;

/** Words with a meaning of their own, so that nothing can be named after them. */
const keywords: ReadonlySet<string> = new Set([
  'not',
  'true',
  'false',
  'observed',
  'Observed',
  'and',
  'exists',
  'forall',
  'final',
  'with',
  'locations',
  'filter',
  '_Atomic',
  'ATOMIC_INIT',
  // For other architectures; no C test can use them, but their names are taken.
  'fault',
  'Fault',
  'attrs',
  'oa',
  'tag',
  'TAG',
  'PTE',
  'TTD',
  'PA',
  'NOP',
  'nop',
]);

export function isStateKeyword(word: string): boolean {
  return keywords.has(word);
}

/**
 * Kinds: `number`, `name`, `keyword`, `thread` (`P0`), `dollar` (`$r0`), `percent` (`%r0`), or the
 * mark itself.
 */
export function scanState(c: Cursor): void {
  const { text } = c.source;
  let at = c.stop;
  for (; at < c.limit; at++) {
    const ch = text.charCodeAt(at);
    if (ch === 32 || ch === 9 || ch === 10 || ch === 13) continue;
    if (ch !== 40 || text[at + 1] !== '*') break;
    const end = commentEnd(text, at, c.limit);
    if (end === undefined) {
      fail(
        c,
        { start: at, end: at + 2 },
        {
          code: 'litmus/unclosed-comment',
          message: '`(*` opens a comment here, and no `*)` closes it',
          hint: 'braces count inside comments of the initial state: a `}` ends it',
        },
      );
      return;
    }
    at = end - 1;
  }
  if (at >= c.limit) {
    token(c, 'end', c.limit, c.limit);
    return;
  }
  wordOrNumber.lastIndex = at;
  const word = wordOrNumber.exec(text)?.[0];
  if (word !== undefined) {
    token(c, kindOf(word), at, Math.min(at + word.length, c.limit));
    return;
  }
  const two = text.slice(at, at + 2);
  if (two === '/\\' || two === '\\/' || two === '=>' || two === '==' || two === '!=' || two === '<>') {
    token(c, two, at, at + 2);
    return;
  }
  const one = two[0] ?? '';
  if (',&;:+[](){}=~*'.includes(one)) {
    token(c, one, at, at + 1);
    return;
  }
  c.start = at;
  c.stop = at + 1;
  c.text = one;
  c.kind = 'alien';
}

function kindOf(word: string): string {
  const first = word.charCodeAt(0);
  if (first === 36 && /^\$(?:[0-9]+|[A-Za-z]+)$/.test(word)) return 'dollar';
  if (first === 37) return 'percent';
  if (first === 45 || (first >= 48 && first <= 57)) return 'number';
  if (first === 80 && /^P[0-9]+$/.test(word)) return 'thread';
  return keywords.has(word) ? 'keyword' : 'name';
}
