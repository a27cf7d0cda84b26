/** The slots of a scenario, with the shorthands that stand for standard fillings. */

import type { Span } from '../base/source.ts';
import { fillingsOf } from '../lkmm/fillings.ts';
import { type Complaints, error } from './complaints.ts';
import { readOrder } from './order.ts';
import type { Slot, SlotFilling } from './scenario.ts';
import { asList, asMap, asText, asTruth, checkName, entriesOf, unknownName } from './shape.ts';
import { type ReadFillings, readFences, readLoad, readModifyWrite, readStore } from './shorthands.ts';
import { linesOf, plainText, standingFor, type TracedText } from './traced-text.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlText } from './yaml-document.ts';

const slotKeys = [
  'asks',
  'fillings',
  'fences',
  'rmw',
  'load',
  'store',
  'pick',
  'hole',
  'order',
  'situation',
  'misplaced',
] as const;
type SlotKey = (typeof slotKeys)[number];

/** How the fillings are given; a slot has one of these keys. */
const kinds = ['fillings', 'fences', 'rmw', 'load', 'store'] as const;
type Kind = (typeof kinds)[number];

const mostSlots = 100;
const mostFillings = 100;

export function readSlots(to: Complaints, node: YamlNode): Slot[] {
  const map = asMap(to, node, 'slots');
  if (map === undefined) return [];
  if (map.entries.length === 0) error(to, map.span, { code: 'scenario/shape', message: 'there is no slot' });
  if (map.entries.length > mostSlots) {
    error(to, map.span, { code: 'scenario/too-large', message: `a scenario has at most ${mostSlots} slots` });
    return [];
  }
  return map.entries.flatMap((entry) => readSlot(to, entry) ?? []);
}

function readSlot(to: Complaints, { key, value }: YamlEntry): Slot | undefined {
  const name = key.value;
  checkName(to, key, 'a slot');
  const what = `slot ${name}`;
  const map = asMap(to, value, what);
  if (map === undefined) return undefined;
  const entries = entriesOf(to, map, slotKeys, what);
  const given = kinds.filter((k) => entries.has(k));
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    const second = given[1];
    error(to, second === undefined ? key.span : (entries.get(second)?.key.span ?? key.span), {
      code: 'scenario/slot-kind',
      message:
        kind === undefined
          ? `slot ${name} has no fillings`
          : `slot ${name} has both ${kind} and ${second}; its fillings are given one way`,
      hint: `give it one of ${kinds.join(', ')}`,
    });
    return undefined;
  }
  const before = to.found.length;
  const read = readFillings(to, name, kind, entries);
  if (read === undefined) return undefined;
  if (!checkCount(to, read, what, entries.get(kind)?.key.span ?? key.span)) return undefined;
  const names = read.fillings.map((f) => f.name);
  const strength = readOrder(to, entries.get('order')?.value, name, names, read.known);
  if (to.found.length === before) checkDifferent(to, read, what);
  const misplaced = readMisplaced(to, entries.get('misplaced')?.value, names);
  const asks = entries.get('asks')?.value;
  const asked = asks === undefined ? undefined : asText(to, asks, `what slot ${name} asks`);
  const situation = entries.get('situation')?.value;
  return {
    name,
    ...(asked === undefined ? {} : { asks: asked.value }),
    situation: situation !== undefined && asTruth(to, situation, 'situation'),
    holes: [...(read.fillings[0]?.texts.keys() ?? [])],
    fillings: read.fillings.map((f) => ({ ...f, misplaced: misplaced.has(f.name) })),
    strength,
    span: key.span,
  };
}

function checkCount(to: Complaints, read: ReadFillings, what: string, span: Span): boolean {
  if (read.fillings.length === 0) {
    error(to, span, { code: 'scenario/slot-kind', message: `${what} has no fillings` });
    return false;
  }
  if (read.fillings.length <= mostFillings) return true;
  error(to, span, { code: 'scenario/too-large', message: `${what} has more than ${mostFillings} fillings` });
  return false;
}

function readMisplaced(to: Complaints, node: YamlNode | undefined, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const list = node === undefined ? undefined : asList(to, node, 'misplaced');
  for (const item of list?.items ?? []) {
    const text = asText(to, item, 'an item of misplaced');
    if (text === undefined) continue;
    if (names.includes(text.value)) found.add(text.value);
    else unknownName(to, text.span, 'filling', text.value, names);
  }
  return found;
}

function readFillings(
  to: Complaints,
  slot: string,
  kind: Kind,
  entries: ReadonlyMap<SlotKey, YamlEntry>,
): ReadFillings | undefined {
  const node = entries.get(kind)?.value;
  if (node === undefined) return undefined;
  const hole = holeName(to, slot, entries.get('hole'));
  const pick = entries.get('pick');
  if (pick !== undefined && (kind === 'fillings' || kind === 'fences')) {
    error(to, pick.key.span, {
      code: 'scenario/slot-kind',
      message: `pick goes with rmw, load and store; ${kind} lists what it takes already`,
    });
  }
  switch (kind) {
    case 'fillings':
      return readOwn(to, slot, hole, node);
    case 'fences':
      return readFences(to, slot, hole, node);
    case 'rmw':
      return readModifyWrite(to, slot, hole, node, pick?.value);
    case 'load':
      return readLoad(to, slot, hole, node, pick?.value);
    case 'store':
      return readStore(to, slot, hole, node, pick?.value);
    default:
      return kind satisfies never;
  }
}

function holeName(to: Complaints, slot: string, entry: YamlEntry | undefined): string {
  if (entry === undefined) return slot;
  return asText(to, entry.value, `the hole of slot ${slot}`)?.value ?? slot;
}

/** `fillings:` a map of names to texts, or to a text each hole. */
function readOwn(to: Complaints, slot: string, hole: string, node: YamlNode): ReadFillings | undefined {
  const map = asMap(to, node, `the fillings of slot ${slot}`);
  if (map === undefined) return undefined;
  const found: Omit<SlotFilling, 'misplaced'>[] = [];
  for (const { key, value } of map.entries) {
    checkName(to, key, 'a filling');
    const texts = fillingTexts(to, slot, hole, key, value);
    if (texts === undefined) continue;
    const first = found[0];
    if (first !== undefined && !sameHoles(to, slot, first, key, texts)) continue;
    found.push({ name: key.value, texts, span: key.span });
  }
  return { fillings: found, known: [] };
}

function fillingTexts(
  to: Complaints,
  slot: string,
  hole: string,
  key: YamlText,
  value: YamlNode,
): ReadonlyMap<string, TracedText> | undefined {
  if (value.kind === 'nothing') return new Map([[hole, []]]);
  if (value.kind === 'text') return new Map([[hole, fillingText(value)]]);
  const map = asMap(to, value, `filling ${key.value} of slot ${slot}`);
  if (map === undefined) return undefined;
  if (map.entries.length === 0) {
    error(to, map.span, {
      code: 'scenario/fills-nothing',
      message: `filling ${key.value} of slot ${slot} fills no hole`,
      hint: `write ${key.value}: "" for a filling without text`,
    });
    return undefined;
  }
  return textsOf(to, map);
}

function textsOf(to: Complaints, map: YamlMap): ReadonlyMap<string, TracedText> {
  const texts = new Map<string, TracedText>();
  for (const { key, value } of map.entries) {
    if (value.kind === 'nothing') texts.set(key.value, []);
    else {
      const text = asText(to, value, `what fills ${key.value}`);
      texts.set(key.value, text === undefined ? [] : fillingText(text));
    }
  }
  return texts;
}

/** The text, or what one word of the table of fences stands for. */
function fillingText(text: YamlText): TracedText {
  const row = fillingsOf.between.get(text.value);
  return row === undefined ? text.traced : standingFor(row.text, text.span);
}

function sameHoles(
  to: Complaints,
  slot: string,
  first: Omit<SlotFilling, 'misplaced'>,
  key: YamlText,
  texts: ReadonlyMap<string, TracedText>,
): boolean {
  const missing = [...first.texts.keys()].filter((h) => !texts.has(h));
  const other = [...texts.keys()].filter((h) => !first.texts.has(h));
  if (missing.length === 0 && other.length === 0) return true;
  const says = [
    ...(missing.length > 0 ? [`does not fill ${missing.join(', ')}`] : []),
    ...(other.length > 0 ? [`fills ${other.join(', ')}`] : []),
  ];
  error(to, key.span, {
    code: 'scenario/other-holes',
    message: `filling ${key.value} of slot ${slot} ${says.join(' and ')}, unlike ${first.name}`,
    hint: 'every filling of a slot fills the same holes; write "" where there is no text',
    related: [{ span: first.span, message: `${first.name} fills ${[...first.texts.keys()].join(', ')}` }],
  });
  return false;
}

/** Two fillings with the same texts would be one test for two choices. */
function checkDifferent(to: Complaints, read: ReadFillings, what: string): void {
  const seen = new Map<string, Omit<SlotFilling, 'misplaced'>>();
  for (const filling of read.fillings) {
    const texts = [...filling.texts].sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(texts.map(([, t]) => linesOf(t).map((line) => plainText(line).trim())));
    const before = seen.get(key);
    if (before !== undefined) {
      error(to, filling.span, {
        code: 'scenario/same-filling',
        message: `fillings ${before.name} and ${filling.name} of ${what} have the same text`,
        related: [{ span: before.span, message: `${before.name} is here` }],
      });
    } else seen.set(key, filling);
  }
}
