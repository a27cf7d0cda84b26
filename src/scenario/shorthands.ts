/** Slots given by standard fillings: `fences`, `rmw`, `load`, `store`, named by the words of the table. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Filling, fillingsOf, type Hole } from '../lkmm/fillings.ts';
import type { Weaker } from '../lkmm/strength.ts';
import { type Complaints, error } from './complaints.ts';
import type { SlotFilling } from './scenario.ts';
import { asList, asText, wordMeant } from './shape.ts';
import { made, standingFor, type TracedText } from './traced-text.ts';
import type { YamlNode, YamlText } from './yaml-document.ts';

/** The fillings of a slot before their order is known. */
export interface ReadFillings {
  readonly fillings: readonly Omit<SlotFilling, 'misplaced'>[];
  /** The order that the table of standard fillings gives. */
  readonly known: readonly Weaker[];
}

export function readFences(to: Complaints, slot: string, hole: string, node: YamlNode): ReadFillings {
  const list = asList(to, node, `the fences of slot ${slot}`);
  const words = list?.items.flatMap((item) => asText(to, item, 'a fence') ?? []) ?? [];
  return standard(to, 'between', words, hole, (row, at) => standingFor(row.text, at));
}

/** Fillings of the table, by their words. */
function standard(
  to: Complaints,
  hole: Hole,
  words: readonly YamlText[],
  name: string,
  textOf: (row: Filling, at: Span) => TracedText,
): ReadFillings {
  const rows = fillingsOf[hole];
  const found: Omit<SlotFilling, 'misplaced'>[] = [];
  for (const word of words) {
    const row = rows.get(word.value);
    if (row === undefined) {
      error(to, word.span, {
        code: 'scenario/unknown-filling',
        message: `there is no standard ${hole === 'between' ? 'fence' : hole} ${word.value}`,
        hint:
          wordMeant(word.value, rows.keys()) ??
          didYouMean(word.value, rows.keys()) ??
          `the words are ${[...rows.keys()].join(', ')}`,
      });
    } else if (found.some((f) => f.name === word.value)) {
      error(to, word.span, { code: 'scenario/twice', message: `${word.value} stands here twice` });
    } else {
      found.push({ name: row.name, texts: new Map([[name, textOf(row, word.span)]]), span: word.span });
    }
  }
  const names = found.map((f) => f.name);
  return { fillings: found, known: standardOrder(hole, names) };
}

/** All pairs of these words of the table, the first weaker than the second. */
function standardOrder(hole: Hole, names: readonly string[]): Weaker[] {
  const rows = fillingsOf[hole];
  const weakerThan = (word: string): Set<string> => {
    const found = new Set<string>();
    const open = [...(rows.get(word)?.above ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...(rows.get(next)?.above ?? []));
    }
    return found;
  };
  return names.flatMap((strong, b) => {
    const weaker = weakerThan(strong);
    return names.flatMap((weak, a): Weaker[] => (weaker.has(weak) ? [[a, b]] : []));
  });
}

/** The words that `pick` names, or those given. */
function picked(to: Complaints, node: YamlNode | undefined, all: readonly string[], at: Span): YamlText[] {
  if (node === undefined) {
    return all.map((value) => ({ kind: 'text', value, traced: made(value), style: 'plain', span: at }));
  }
  const list = asList(to, node, 'pick');
  return list?.items.flatMap((item) => asText(to, item, 'an item of pick') ?? []) ?? [];
}

export function readModifyWrite(
  to: Complaints,
  slot: string,
  hole: string,
  node: YamlNode,
  pick: YamlNode | undefined,
): ReadFillings | undefined {
  const text = asText(to, node, `the operation of slot ${slot}`);
  if (text === undefined) return undefined;
  if (!text.value.includes('@')) {
    error(to, text.span, {
      code: 'scenario/shorthand',
      message: 'the operation has no `@` where its suffix belongs',
      hint: 'write rmw: "r0 = xchg@(x, 1);"',
    });
    return undefined;
  }
  const words = picked(to, pick, ['relaxed', 'acquire', 'release', 'full'], text.span);
  return standard(to, 'rmw', words, hole, (row) =>
    standingFor(text.value.replaceAll('@', row.text), text.span),
  );
}

const place = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function readLoad(
  to: Complaints,
  slot: string,
  hole: string,
  node: YamlNode,
  pick: YamlNode | undefined,
): ReadFillings | undefined {
  const text = asText(to, node, `the word that slot ${slot} loads`);
  if (text === undefined) return undefined;
  const word = text.value.trim();
  if (!place.test(word)) {
    error(to, text.span, {
      code: 'scenario/shorthand',
      message: 'load takes the name of a shared word',
      hint: 'write load: x',
    });
    return undefined;
  }
  const words = picked(to, pick, ['once', 'acquire'], text.span);
  return standard(to, 'load', words, hole, (row) => standingFor(row.text.replace('@', word), text.span));
}

export function readStore(
  to: Complaints,
  slot: string,
  hole: string,
  node: YamlNode,
  pick: YamlNode | undefined,
): ReadFillings | undefined {
  const text = asText(to, node, `what slot ${slot} stores`);
  if (text === undefined) return undefined;
  const comma = text.value.indexOf(',');
  const word = text.value.slice(0, comma).trim();
  const value = text.value.slice(comma + 1).trim();
  if (comma === -1 || !place.test(word) || value === '') {
    error(to, text.span, {
      code: 'scenario/shorthand',
      message: 'store takes the name of a shared word, a comma and the value',
      hint: 'write store: "x, 1"',
    });
    return undefined;
  }
  const words = picked(to, pick, ['once', 'release'], text.span);
  return standard(to, 'store', words, hole, (row) =>
    standingFor(
      row.text.replace('@', word).replace('%', () => value),
      text.span,
    ),
  );
}
