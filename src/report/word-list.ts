/** The kernel words that scenarios may use, with what becomes of each, for the terminal. */

import { type KernelWord, kernelWordNamed, kernelWords } from '../lkmm/kernel-words.ts';
import { paragraph } from './paragraphs.ts';

/**
 * One paragraph for words that become the same. `wanted`: parts of names, or whole ones such as
 * `folio_test_dirty`, of which one must fit; all words when there is none. Undefined when nothing fits.
 */
export function wordList(wanted: readonly string[]): string | undefined {
  const rows = kernelWords.filter(
    (word) =>
      wanted.length === 0 || wanted.some((w) => word.name.includes(w) || kernelWordNamed(w)?.word === word),
  );
  if (rows.length === 0) return undefined;
  const alike = new Map<string, KernelWord[]>();
  for (const word of rows) {
    const key = [...word.before, word.text, word.abstracts, word.promised, ...word.parameters].join('\n');
    alike.set(key, [...(alike.get(key) ?? []), word]);
  }
  const entries = [legend, ...[...alike.values()].map(entryOf)];
  return entries.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const legend = paragraph(
  '$1, $2 and $3 are the arguments, $m is the mask of the bit and $n its complement; $a, $b, $c and $x are registers of their own.',
);

function entryOf(words: readonly KernelWord[]): string[] {
  const [word] = words;
  if (word === undefined) return [];
  const names = words.map((w) => `${w.name}(${w.parameters.map(parameterOf).join(', ')})`);
  const code = word.role === 'statement' ? [...word.before, word.text] : word.before;
  return [
    ...paragraph(names.join(', ')),
    ...indented(code).map((line) => `    ${line}`),
    ...(word.role === 'expression' ? [`    gives ${word.text}`] : []),
    ...([...word.before, word.text].some((line) => line.includes('$x'))
      ? ['    counted while $x ends as 0']
      : []),
    ...paragraph(`left out: ${word.abstracts}`, '      ', '    '),
    ...paragraph(`see ${word.promised}`, '      ', '    '),
  ];
}

/** By braces, and behind an `if` without them. */
function indented(code: readonly string[]): string[] {
  let depth = 0;
  let hanging = 0;
  return code.map((line) => {
    if (line.startsWith('}')) depth--;
    const shown = `${'  '.repeat(depth + hanging)}${line}`;
    if (line.endsWith('{')) depth++;
    hanging = /^if\b.*\)$/.test(line) ? 1 : 0;
    return shown;
  });
}

function parameterOf(by: KernelWord['parameters'][number]): string {
  return by === 'register' ? '&register' : by === 'unused' ? '...' : by;
}
