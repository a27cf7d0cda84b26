/** Which bit of a shared word a name means. */

import type { Span } from '../base/source.ts';
import { type Complaints, error } from './complaints.ts';
import { type BitNumbers, highestBit, type WordContext } from './kernel-words.ts';
import type { Scenario } from './scenario.ts';
import { asList, asMap, asText } from './shape.ts';
import { masked } from './statement-around.ts';
import { plainText } from './traced-text.ts';
import { bitName, namedBits } from './word-calls.ts';
import type { YamlNode, YamlText } from './yaml-document.ts';

/** `[ locked, waiters ]` counts from bit 0; `{ locked: 0, waiters: 7 }` says the numbers. */
export function readBits(to: Complaints, node: YamlNode, what: string): BitNumbers {
  const found = new Map<string, number>();
  const add = (name: YamlText, number: number, at: Span): void => {
    const key = bitName(name.value);
    const message = !/^[A-Za-z_]\w*$/.test(name.value)
      ? `a bit of ${what} needs a name as in C`
      : found.has(key)
        ? `${what} has two bits ${name.value}`
        : number > highestBit
          ? `a word has bits 0 to ${highestBit}`
          : [...found.values()].includes(number)
            ? `${what} has two bits of number ${number}`
            : undefined;
    if (message === undefined) found.set(key, number);
    else error(to, at, { code: 'scenario/bits', message });
  };
  if (node.kind === 'list') {
    const list = asList(to, node, `the bits of ${what}`);
    for (const [i, item] of (list?.items ?? []).entries()) {
      const name = asText(to, item, 'the name of a bit');
      if (name !== undefined) add(name, i, name.span);
    }
    return found;
  }
  for (const { key, value } of asMap(to, node, `the bits of ${what}`)?.entries ?? []) {
    const number = asText(to, value, `the number of bit ${key.value}`);
    if (number === undefined) continue;
    if (/^[0-9]{1,4}$/.test(number.value)) add(key, Number(number.value), number.span);
    else {
      error(to, number.span, {
        code: 'scenario/bits',
        message: `bit ${key.value} has a number, and ${number.value} is none`,
        hint: `a word has bits 0 to ${highestBit}`,
      });
    }
  }
  return found;
}

/** What the expansion of kernel words must know of the scenario. */
export function wordContext(scenario: Scenario): WordContext {
  const texts = [
    ...scenario.threads.map((t) => t.code),
    ...scenario.slots.flatMap((s) => s.fillings.flatMap((f) => [...f.texts.values()])),
  ].map((text) => masked(plainText(text)));
  const conditions = [...scenario.outcomes.map((o) => o.when), ...(scenario.filter ? [scenario.filter] : [])];
  const taken = new Set<string>(scenario.shared.map((w) => w.name));
  for (const text of [...texts, ...conditions.map(plainText)])
    for (const name of text.match(/[A-Za-z_]\w*/g) ?? []) taken.add(name);
  const bits = new Map<string, BitNumbers>();
  const named = texts.flatMap(namedBits);
  const used = new Map<string, string[]>();
  for (const { name, bits: declared } of scenario.shared) {
    const names = [...new Set(named.filter((n) => n.word === name).map((n) => n.bit))];
    used.set(name, names);
    if (declared !== undefined) bits.set(name, declared);
    else {
      const [only] = names;
      // A word with one flag is that flag; with more the author must say which is which.
      if (names.length === 1 && only !== undefined && !/^[0-9]/.test(only))
        bits.set(name, new Map([[only, 0]]));
    }
  }
  return { bits, used, taken };
}
