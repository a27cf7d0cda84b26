/** The `Result:` line by which the kernel's tests say what the model should answer. */

import type { Source, Span } from '../base/source.ts';
import type { ResultHeader, ResultWord } from './ast.ts';

const line = /^[( ]\* Result: ([^\n]*)/gm;

const words: ReadonlySet<string> = new Set<ResultWord>(['Never', 'Sometimes', 'Always', 'Maybe', 'DEADLOCK']);

function isResultWord(word: string): word is ResultWord {
  return words.has(word);
}

/** The first such line between the name and the initial state. */
export function readResultHeader(source: Source, header: Span): ResultHeader | undefined {
  if (!source.text.slice(header.start, header.end).includes('Result:')) return undefined;
  line.lastIndex = header.start;
  const match = line.exec(source.text);
  if (match === null || match.index >= header.end) return undefined;
  const text = (match[1] ?? '').replace(/\*\)\s*$/, '').trim();
  const first = /^[A-Za-z]+/.exec(text)?.[0] ?? '';
  return {
    word: isResultWord(first) ? first : undefined,
    dataRace: /\bDATARACE\b/.test(text),
    text,
    span: { start: match.index, end: match.index + match[0].trimEnd().length },
  };
}
