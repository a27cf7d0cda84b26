/** Reads parts of a YAML tree as what they should be, and complains where they are something else. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { fillingsOf } from '../lkmm/fillings.ts';
import { type Complaints, error } from './complaints.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlText } from './yaml-document.ts';

const names: Readonly<Record<YamlNode['kind'], string>> = {
  text: 'a text',
  list: 'a list',
  map: 'a map',
  nothing: 'nothing',
};

/** What a node is meant to be, for messages: `title` or `the code of thread gup`. */
type What = string;

export function asMap(to: Complaints, node: YamlNode, what: What): YamlMap | undefined {
  if (node.kind === 'map') return node;
  wrongKind(to, node, what, 'a map');
  return undefined;
}

export function asList(to: Complaints, node: YamlNode, what: What): YamlList | undefined {
  if (node.kind === 'list') return node;
  wrongKind(to, node, what, 'a list');
  return undefined;
}

export function asText(to: Complaints, node: YamlNode, what: What): YamlText | undefined {
  if (node.kind === 'text') return node;
  wrongKind(to, node, what, 'a text');
  return undefined;
}

function wrongKind(to: Complaints, node: YamlNode, what: What, expected: string): void {
  error(to, node.span, {
    code: 'scenario/shape',
    message: `${what} must be ${expected}, and this is ${names[node.kind]}`,
  });
}

/** The entries by key; keys that are not known are complained of. */
export function entriesOf<K extends string>(
  to: Complaints,
  map: YamlMap,
  known: readonly K[],
  what: What,
): ReadonlyMap<K, YamlEntry> {
  const found = new Map<K, YamlEntry>();
  for (const entry of map.entries) {
    const key = known.find((k) => k === entry.key.value);
    if (key === undefined) {
      error(to, entry.key.span, {
        code: 'scenario/unknown-key',
        message: `${what} has no key ${entry.key.value}`,
        hint: didYouMean(entry.key.value, known) ?? `the keys are ${known.join(', ')}`,
      });
    } else found.set(key, entry);
  }
  return found;
}

/** The value of a key that must be there; `at` is where its absence is shown. */
export function required<K extends string>(
  to: Complaints,
  entries: ReadonlyMap<K, YamlEntry>,
  key: K,
  what: What,
  at: Span,
  hint?: string,
): YamlNode | undefined {
  const entry = entries.get(key);
  if (entry !== undefined) return entry.value;
  error(to, at, { code: 'scenario/missing-key', message: `${what} has no ${key}`, hint });
  return undefined;
}

/** Names of slots, fillings, outcomes: they become parts of file names and of `slot=filling`. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;
const longestName = 60;

export function checkName(to: Complaints, node: YamlText, what: What): void {
  if (namePattern.test(node.value) && node.value.length <= longestName) return;
  error(to, node.span, {
    code: 'scenario/name',
    message: `${what} cannot be named like this`,
    hint: `names are letters, digits and \`-\`, at most ${longestName}, for they become parts of file names`,
  });
}

/** `true` or `false`. */
export function asTruth(to: Complaints, node: YamlNode, what: What): boolean {
  if (node.kind === 'text' && (node.value === 'true' || node.value === 'false')) return node.value === 'true';
  error(to, node.span, { code: 'scenario/shape', message: `${what} must be true or false` });
  return false;
}

export function unknownName(
  to: Complaints,
  span: Span,
  kind: string,
  name: string,
  known: readonly string[],
): void {
  error(to, span, {
    code: 'scenario/unknown-name',
    message: `there is no ${kind} ${name}`,
    hint:
      wordMeant(name, known) ??
      didYouMean(name, known) ??
      (known.length === 0 ? undefined : `there is ${known.slice(0, 12).join(', ')}`),
  });
}

/** For `smp_mb` where fillings are named by their words: `did you mean mb?` */
export function wordMeant(name: string, known: Iterable<string>): string | undefined {
  const called = name.replace(/\(.*$/, '');
  for (const word of known) {
    if (fillingsOf.between.get(word)?.text === `${called}();`) return `did you mean ${word}?`;
  }
  return undefined;
}
