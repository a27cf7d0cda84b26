/** Calls of kernel words in the code of a thread. All code here is masked: no comments in it. */

import type { Span } from '../base/source.ts';
import { type FoundWord, kernelWordNamed } from '../lkmm/kernel-words.ts';

export interface Call extends Span {
  readonly name: string;
  readonly found: FoundWord;
  readonly args: readonly Span[];
}

const callee = /\b([A-Za-z_]\w*)\s*\(/g;

/** The first call of a kernel's word that holds no other in its arguments. */
export function innermostCall(code: string): Call | undefined {
  let last: Call | undefined;
  for (const m of code.matchAll(callee)) {
    const name = m[1] ?? '';
    if (last !== undefined && m.index >= last.end) return last;
    const found = kernelWordNamed(name);
    if (found === undefined) continue;
    const open = m.index + m[0].length - 1;
    const args = argumentsAt(code, open);
    if (args !== undefined) last = { name, found, start: m.index, end: args.end, args: args.spans };
  }
  return last;
}

/** The arguments behind an opening parenthesis, and where the call ends. */
function argumentsAt(code: string, open: number): { spans: Span[]; end: number } | undefined {
  const spans: Span[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < code.length; at++) {
    const c = code[at];
    if (c === '(') depth++;
    else if (c === ')') depth--;
    if (depth === 0 || (depth === 1 && c === ',')) {
      spans.push(trimmed(code, from, at));
      from = at + 1;
    }
    if (depth === 0) {
      const [only] = spans;
      const none = spans.length === 1 && only !== undefined && only.start === only.end;
      return { spans: none ? [] : spans, end: at + 1 };
    }
  }
  return undefined;
}

function trimmed(code: string, start: number, end: number): Span {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(code[from] ?? '')) from++;
  while (to > from && /\s/.test(code[to - 1] ?? '')) to--;
  return { start: from, end: to };
}

/** `PG_locked`, `Locked` and `locked` are one. */
export function bitName(name: string): string {
  return name.replace(/^PG_/, '').toLowerCase();
}

/** Each bit that the code names, with the word it is in. */
export function namedBits(code: string): { word: string; bit: string }[] {
  const found: { word: string; bit: string }[] = [];
  for (const m of code.matchAll(callee)) {
    const known = kernelWordNamed(m[1] ?? '');
    if (known === undefined) continue;
    const args = argumentsAt(code, m.index + m[0].length - 1)?.spans.map((s) => code.slice(s.start, s.end));
    const { parameters } = known.word;
    const bit = args?.[parameters.indexOf('bit')] ?? known.flag;
    const word = args?.[parameters.indexOf('word')];
    if (bit !== undefined && word !== undefined) found.push({ word, bit: bitName(bit) });
  }
  return found;
}
