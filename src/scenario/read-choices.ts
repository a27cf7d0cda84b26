/** What a scenario says about choices: today's, forbidden combinations, expectations, pairings. */

import type { Span } from '../base/source.ts';
import { type Complaints, error } from './complaints.ts';
import type { Choice, Combination, Expectation, PairEnd, ScenarioThread, Slot } from './scenario.ts';
import { asList, asMap, asText, entriesOf, unknownName } from './shape.ts';
import type { YamlMap, YamlNode } from './yaml-document.ts';

/** `{ gup: mb, trunc: none }`; slots that are left out are complained of. */
export function readChoice(
  to: Complaints,
  node: YamlNode,
  what: string,
  slots: readonly Slot[],
  may: (slot: Slot) => boolean = () => true,
): Choice | undefined {
  const map = asMap(to, node, what);
  if (map === undefined) return undefined;
  const choice = slots.map(() => -1);
  const found = to.found.length;
  for (const { key, value } of map.entries) {
    const at = slots.findIndex((s) => s.name === key.value);
    const slot = slots[at];
    if (slot === undefined || !may(slot)) {
      unknownName(
        to,
        key.span,
        'slot',
        key.value,
        slots.filter(may).map((s) => s.name),
      );
      continue;
    }
    const text = asText(to, value, `the filling of slot ${slot.name}`);
    if (text !== undefined) choice[at] = fillingNumber(to, slot, text.value, text.span);
  }
  const left = slots.filter((s, i) => may(s) && choice[i] === -1).map((s) => s.name);
  if (left.length > 0 && to.found.length === found) {
    error(to, map.span, {
      code: 'scenario/incomplete-choice',
      message: `${what} does not say what fills ${left.join(', ')}`,
    });
  }
  return to.found.length === found ? choice : undefined;
}

function fillingNumber(to: Complaints, slot: Slot, name: string, span: Span): number {
  const names = slot.fillings.map((f) => f.name);
  const number = names.indexOf(name);
  if (number === -1) unknownName(to, span, `filling of slot ${slot.name} called`, name, names);
  return number;
}

/** `forbid`: maps of slots to a filling or a list of fillings. */
export function readForbidden(to: Complaints, node: YamlNode, slots: readonly Slot[]): Combination[] {
  const list = asList(to, node, 'forbid');
  return (list?.items ?? []).flatMap((item) => {
    const map = asMap(to, item, 'an item of forbid');
    if (map === undefined) return [];
    if (map.entries.length === 0) {
      error(to, map.span, { code: 'scenario/shape', message: 'this forbids every choice' });
      return [];
    }
    const before = to.found.length;
    const found = combination(to, map, slots);
    return to.found.length === before ? [found] : [];
  });
}

function combination(to: Complaints, map: YamlMap, slots: readonly Slot[]): Combination {
  const found: (ReadonlySet<number> | undefined)[] = slots.map(() => undefined);
  for (const { key, value } of map.entries) {
    const at = slots.findIndex((s) => s.name === key.value);
    const slot = slots[at];
    if (slot === undefined) {
      unknownName(
        to,
        key.span,
        'slot',
        key.value,
        slots.map((s) => s.name),
      );
      continue;
    }
    const items = value.kind === 'list' ? value.items : [value];
    const numbers = items.flatMap((item) => {
      const text = asText(to, item, `a filling of slot ${slot.name}`);
      return text === undefined ? [] : [fillingNumber(to, slot, text.value, text.span)];
    });
    found[at] = new Set(numbers);
  }
  return found;
}

const expectKeys = ['today', 'minimal', 'robust'] as const;

/** A word for today's choice, or a map with all minimal and all robust choices as well. */
export function readExpectation(
  to: Complaints,
  node: YamlNode | undefined,
  today: Span,
  slots: readonly Slot[],
): Expectation {
  if (node === undefined) return { today: 'sufficient', span: today };
  if (node.kind !== 'map') return { today: verdict(to, node, 'expect'), span: node.span };
  const entries = entriesOf(to, node, expectKeys, 'expect');
  const todayNode = entries.get('today')?.value;
  const choices = (key: 'minimal' | 'robust', may?: (slot: Slot) => boolean): Choice[] | undefined => {
    const value = entries.get(key)?.value;
    if (value === undefined) return undefined;
    const list = asList(to, value, `expect.${key}`);
    return list?.items.flatMap((item) => {
      const choice = readChoice(to, item, `a choice of expect.${key}`, slots, may);
      return choice === undefined ? [] : [choice];
    });
  };
  const minimal = choices('minimal');
  const robust = choices('robust', (slot) => !slot.situation);
  return {
    today: todayNode === undefined ? 'sufficient' : verdict(to, todayNode, 'expect.today'),
    ...(minimal === undefined ? {} : { minimal }),
    ...(robust === undefined ? {} : { robust }),
    span: node.span,
  };
}

function verdict(to: Complaints, node: YamlNode, what: string): Expectation['today'] {
  const text = asText(to, node, what);
  if (text?.value === 'sufficient' || text?.value === 'insufficient') return text.value;
  if (text !== undefined) {
    error(to, text.span, {
      code: 'scenario/expect',
      message: `${what} is either sufficient or insufficient`,
    });
  }
  return 'sufficient';
}

/** `pairs`: two names each, of slots or of threads. */
export function readPairs(
  to: Complaints,
  node: YamlNode,
  slots: readonly Slot[],
  threads: readonly ScenarioThread[],
): (readonly [PairEnd, PairEnd])[] {
  const list = asList(to, node, 'pairs');
  return (list?.items ?? []).flatMap((item) => {
    const pair = asList(to, item, 'a pair');
    if (pair === undefined) return [];
    const ends = pair.items.flatMap((end) => pairEnd(to, end, slots, threads) ?? []);
    const [a, b] = ends;
    if (pair.items.length !== 2) {
      error(to, pair.span, {
        code: 'scenario/shape',
        message: 'a pair has two ends',
        hint: 'write [gup, trunc]: two slots, or a slot and the thread whose own code pairs with it',
      });
      return [];
    }
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
}

function pairEnd(
  to: Complaints,
  node: YamlNode,
  slots: readonly Slot[],
  threads: readonly ScenarioThread[],
): PairEnd | undefined {
  const text = asText(to, node, 'an end of a pair');
  if (text === undefined) return undefined;
  const slot = slots.findIndex((s) => s.name === text.value);
  if (slot !== -1) return { kind: 'slot', slot };
  const thread = threads.findIndex((t) => t.name === text.value);
  if (thread !== -1) return { kind: 'thread', thread };
  unknownName(
    to,
    text.span,
    'slot or thread',
    text.value,
    [...slots, ...threads].map((x) => x.name),
  );
  return undefined;
}
