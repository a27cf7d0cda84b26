/** What a litmus test writes in place of a kernel's word that LKMM's macro file lacks: hints only. */

import { type KernelWord, kernelWordNamed, type WordParameter } from '../lkmm/kernel-words.ts';
import { refusedWords } from '../lkmm/refused-words.ts';

/** What to write for `name`; undefined when the name is not known. */
export function substituteFor(name: string): string | undefined {
  const found = kernelWordNamed(name);
  if (found !== undefined) return expansion(found.word);
  for (const refused of refusedWords) {
    const match = refused.name.exec(name);
    if (match !== null) return refused.hint.replace('$1', match[1] ?? '');
  }
  return undefined;
}

const called: Readonly<Record<WordParameter, string>> = {
  word: 'v',
  value: 'n',
  bit: 'nr',
  register: 'old',
  condition: 'VAL == 1',
  unused: 'x',
};

/** `write int a = atomic_sub_return_release(1, v); if (a == 0) smp_rmb(); its value is a == 0`. */
function expansion(word: KernelWord): string {
  const named = [...word.before, word.text].map((line) =>
    line
      .replace(/\$([1-9])/g, (_, n: string) => argument(word, Number(n) - 1))
      .replaceAll('VAL', 'a')
      .replaceAll('$m', 'mask')
      .replaceAll('$n', '~mask')
      .replace(/\$([a-c])/g, '$1')
      .replaceAll('$x', 'int waits'),
  );
  const value = word.role === 'expression' ? named.pop() : undefined;
  const waits = word.before.concat(word.text).some((line) => line.includes('$x'));
  const parts = [
    ...(named.length === 0 ? [] : [named.join(' ')]),
    ...(value === undefined ? [] : [named.length === 0 ? value : `its value is ${value}`]),
    ...(waits ? ['and filter (0:waits=0)'] : []),
  ];
  return `write ${parts.join(' ')}`;
}

/** The first place is `v`, a second one `w`. */
function argument(word: KernelWord, at: number): string {
  const by = word.parameters[at] ?? 'value';
  const isSecond = by === 'word' && word.parameters.slice(0, at).includes('word');
  return isSecond ? 'w' : called[by];
}
