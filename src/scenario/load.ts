/** A scenario from its YAML text. Whatever is wrong with it is a complaint with a place in the file. */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';
import { checkHoles } from './check-holes.ts';
import { checkTests } from './check-tests.ts';
import { type Complaints, complaints, error, hasErrors } from './complaints.ts';
import { readChoice, readExpectation, readForbidden, readPairs } from './read-choices.ts';
import { checkBackslashes, readOrigins, readOutcomes, readShared, readThreads } from './read-parts.ts';
import { readSlots } from './read-slots.ts';
import { isForbidden, type Outcome, type Scenario } from './scenario.ts';
import { asMap, asText, checkName, entriesOf, required } from './shape.ts';
import { readYaml, type YamlEntry, type YamlText } from './yaml-document.ts';

const keys = [
  'id',
  'group',
  'title',
  'question',
  'source',
  'story',
  'shared',
  'threads',
  'slots',
  'filter',
  'bad',
  'sanity',
  'today',
  'expect',
  'forbid',
  'pairs',
  'abstraction',
  'learned',
] as const;
type Key = (typeof keys)[number];
/** What a key that is missing would be good for. */
const whatFor: { readonly [K in Key]?: string } = {
  shared: 'list the variables that the threads share, each with its initial value: { refs: 1, flag: 0 }',
  slots: 'a slot is a place where a programmer chooses: slots: { gup: { fences: [ none, mb ] } }',
  bad: 'name what must be unreachable',
  sanity: 'name what must stay reachable: without it a test that cannot run at all would pass',
  today: 'say what the source code does: today: { SLOT: FILLING }',
};

type Entries = ReadonlyMap<Key, YamlEntry>;

/**
 * Shape: a scenario only when there is no error; diagnostics sorted by place. Every filling has been
 * put into a test and the test read, so that what comes out for any single change of `today` is a
 * litmus test; two changes together may still clash, which judging them tells.
 * Errors: none thrown for a bad file.
 */
export function loadScenario(source: Source): { scenario?: Scenario; diagnostics: Diagnostic[] } {
  const to = complaints(source);
  const scenario = read(to);
  const diagnostics = [...to.found].sort((a, b) => a.span.start - b.span.start);
  return scenario === undefined || hasErrors(to) ? { diagnostics } : { scenario, diagnostics };
}

function read(to: Complaints): Scenario | undefined {
  const root = readYaml(to);
  if (root === undefined) return undefined;
  if (root.kind === 'nothing') {
    error(to, root.span, { code: 'scenario/empty', message: 'the file is empty' });
    return undefined;
  }
  const map = asMap(to, root, 'a scenario');
  if (map === undefined) return undefined;
  const entries: Entries = entriesOf(to, map, keys, 'a scenario');
  const top = { start: map.span.start, end: map.span.start + 1 };
  const scenario = readScenario(to, entries, top);
  if (scenario === undefined || hasErrors(to)) return undefined;
  checkHoles(to, scenario);
  if (hasErrors(to)) return undefined;
  checkTests(to, scenario);
  return scenario;
}

function readScenario(to: Complaints, entries: Entries, top: Span): Scenario | undefined {
  const need = (key: Key) => required(to, entries, key, 'the scenario', top, whatFor[key]);
  const id = textOf(to, entries, 'id', need('id') !== undefined);
  if (id !== undefined) checkName(to, id, 'a scenario');
  const title = textOf(to, entries, 'title', need('title') !== undefined);
  const question = textOf(to, entries, 'question', need('question') !== undefined);
  const sharedNode = need('shared');
  const threadsNode = need('threads');
  const slotsNode = need('slots');
  const badNode = need('bad');
  const sanityNode = need('sanity');
  const todayNode = need('today');
  const shared = sharedNode === undefined ? [] : readShared(to, sharedNode);
  const threads = threadsNode === undefined ? [] : readThreads(to, threadsNode);
  const slots = slotsNode === undefined ? [] : readSlots(to, slotsNode);
  const bad = badNode === undefined ? [] : readOutcomes(to, badNode, 'bad', []);
  const sanity = sanityNode === undefined ? [] : readOutcomes(to, sanityNode, 'sanity', bad);
  const outcomes: Outcome[] = [...bad, ...sanity];
  const filter = textOf(to, entries, 'filter', entries.has('filter'));
  if (filter !== undefined) checkBackslashes(to, filter);
  const origins = entries.get('source');
  const readOrigin = origins === undefined ? [] : readOrigins(to, origins.value);
  const texts = proseOf(to, entries);
  // What speaks of slots would be complained of for no reason of its own while slots are missing.
  if (hasErrors(to) || todayNode === undefined) return undefined;
  const today = readChoice(to, todayNode, 'today', slots);
  const forbidNode = entries.get('forbid')?.value;
  const forbid = forbidNode === undefined ? [] : readForbidden(to, forbidNode, slots);
  const pairsNode = entries.get('pairs')?.value;
  const pairs = pairsNode === undefined ? undefined : readPairs(to, pairsNode, slots, threads);
  const expect = readExpectation(to, entries.get('expect')?.value, todayNode.span, slots);
  if (today === undefined || id === undefined || title === undefined || question === undefined)
    return undefined;
  if (isForbidden({ forbid }, today)) {
    error(to, todayNode.span, {
      code: 'scenario/today-forbidden',
      message: "`forbid` leaves out today's choice",
    });
  }
  return {
    source: to.source,
    id: id.value,
    title: title.value.trim(),
    question: question.value.trim(),
    ...texts,
    origins: readOrigin,
    shared,
    threads,
    slots,
    outcomes,
    ...(filter === undefined ? {} : { filter: filter.traced }),
    forbid,
    ...(pairs === undefined ? {} : { pairs }),
    today,
    expect,
  };
}

function proseOf(
  to: Complaints,
  entries: Entries,
): Partial<Pick<Scenario, 'group' | 'story' | 'abstraction' | 'learned'>> {
  const found: { [K in 'group' | 'story' | 'abstraction' | 'learned']?: string } = {};
  for (const key of ['group', 'story', 'abstraction', 'learned'] as const) {
    const text = textOf(to, entries, key, entries.has(key));
    if (text !== undefined) found[key] = text.value.trim();
  }
  return found;
}

function textOf(to: Complaints, entries: Entries, key: Key, present: boolean): YamlText | undefined {
  const entry = entries.get(key);
  return present && entry !== undefined ? asText(to, entry.value, key) : undefined;
}
