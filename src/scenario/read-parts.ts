/** The parts of a scenario that need no other part: where it is from, its words, threads, outcomes. */

import { didYouMean } from '../base/suggest.ts';
import { isStateKeyword } from '../litmus/state-lexer.ts';
import { type Complaints, error } from './complaints.ts';
import {
  type Origin,
  type Outcome,
  type Role,
  type ScenarioThread,
  type SharedWord,
  type WordType,
  wordTypes,
} from './scenario.ts';
import { asList, asMap, asText, checkName, entriesOf, required } from './shape.ts';
import { readBits } from './word-bits.ts';
import type { YamlEntry, YamlNode, YamlText } from './yaml-document.ts';

const originKeys = ['kernel', 'file', 'function', 'thread', 'author', 'date'] as const;

export function readOrigins(to: Complaints, node: YamlNode): Origin[] {
  const list = asList(to, node, 'source');
  return (list?.items ?? []).flatMap((item) => {
    const map = asMap(to, item, 'an item of source');
    if (map === undefined) return [];
    const texts = [...entriesOf(to, map, originKeys, 'an item of source')].flatMap(([key, { value }]) => {
      const text = asText(to, value, key);
      return text === undefined ? [] : [[key, text.value.trim()] as const];
    });
    return [Object.fromEntries(texts)];
  });
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Words that herd7 finds even in comments, where they end the program. */
const endsProgram = /^(?:final|forall|exists|cases|observed|Observed|locations|filter)$/;

function checkIdentifier(
  to: Complaints,
  node: YamlText,
  what: string,
  taken: (name: string) => boolean,
): boolean {
  const name = node.value;
  const remark = !identifier.test(name)
    ? { message: `${what} needs a name as in C`, hint: 'letters, digits and `_`, no digit first' }
    : taken(name) || endsProgram.test(name) || /^P[0-9]+$/.test(name)
      ? {
          message: `${what} cannot be named ${name}: herd7 gives the word a meaning of its own`,
          hint: undefined,
        }
      : undefined;
  if (remark === undefined) return true;
  error(to, node.span, { code: 'scenario/name', ...remark });
  return false;
}

const wordKeys = ['type', 'init', 'bits', 'means'] as const;

export function readShared(to: Complaints, node: YamlNode): SharedWord[] {
  const map = asMap(to, node, 'shared');
  return (map?.entries ?? []).flatMap((entry) => readWord(to, entry) ?? []);
}

function readWord(to: Complaints, { key, value }: YamlEntry): SharedWord | undefined {
  const name = key.value;
  if (!checkIdentifier(to, key, 'a shared word', isStateKeyword)) return undefined;
  const what = `shared word ${name}`;
  if (value.kind === 'nothing') return { name, type: 'int', span: key.span };
  if (value.kind === 'text')
    return checkedInit(to, { name, type: 'int', init: value.traced, span: key.span }, value);
  const map = asMap(to, value, what);
  if (map === undefined) return undefined;
  const entries = entriesOf(to, map, wordKeys, what);
  const typeNode = entries.get('type')?.value;
  const initNode = entries.get('init')?.value;
  const bitsNode = entries.get('bits')?.value;
  const bits = bitsNode === undefined ? undefined : readBits(to, bitsNode, what);
  const meansNode = entries.get('means')?.value;
  const means = meansNode === undefined ? undefined : asText(to, meansNode, `what ${name} means`);
  const init = initNode === undefined ? undefined : asText(to, initNode, `what ${name} begins as`);
  const word: SharedWord = {
    name,
    type: typeNode === undefined ? 'int' : readType(to, typeNode, what),
    ...(init === undefined ? {} : { init: init.traced }),
    ...(bits === undefined ? {} : { bits }),
    ...(means === undefined ? {} : { means: means.value.trim() }),
    span: key.span,
  };
  return init === undefined ? word : checkedInit(to, word, init);
}

function readType(to: Complaints, node: YamlNode, what: string): WordType {
  const text = asText(to, node, `the type of ${what}`);
  const type = wordTypes.find((t) => t === text?.value);
  if (text !== undefined && type === undefined) {
    error(to, text.span, {
      code: 'scenario/unknown-type',
      message: `there is no type ${text.value} here`,
      hint: didYouMean(text.value, wordTypes) ?? `the types are ${wordTypes.join(', ')}`,
    });
  }
  return type ?? 'int';
}

/** A number, the name of a word for a pointer, or something with holes; nothing for a lock. */
function checkedInit(to: Complaints, word: SharedWord, init: YamlText): SharedWord {
  const text = init.value.trim();
  if (word.type === 'spinlock_t' || word.type === 'srcu') {
    error(to, init.span, {
      code: 'scenario/init',
      message: `${word.name} is a ${word.type} and has no initial value`,
      hint: 'leave init out',
    });
  } else if (
    word.type === 'ptr' ? !/^(?:[A-Za-z_]\w*|0)$/.test(text) : !/^(?:-?[0-9]+|0x[0-9A-Fa-f]+)$/.test(text)
  ) {
    if (!text.includes('${')) {
      error(to, init.span, {
        code: 'scenario/init',
        message:
          word.type === 'ptr'
            ? `${word.name} is a pointer: it begins as the name of a shared word`
            : `${word.name} begins as a number, and ${text === '' ? 'nothing' : text} is none`,
        hint:
          word.type === 'ptr' || !identifier.test(text)
            ? undefined
            : 'for a pointer write { type: ptr, init: NAME }',
      });
    }
  }
  return word;
}

const threadKeys = ['name', 'code'] as const;

export function readThreads(to: Complaints, node: YamlNode): ScenarioThread[] {
  const list = asList(to, node, 'threads');
  if (list === undefined) return [];
  if (list.items.length === 0)
    error(to, list.span, { code: 'scenario/shape', message: 'there is no thread' });
  const threads: ScenarioThread[] = [];
  for (const item of list.items) {
    const map = asMap(to, item, 'a thread');
    if (map === undefined) continue;
    const entries = entriesOf(to, map, threadKeys, 'a thread');
    const nameNode = required(to, entries, 'name', 'a thread', map.span);
    const name = nameNode === undefined ? undefined : asText(to, nameNode, 'the name of a thread');
    const what = name === undefined ? 'a thread' : `thread ${name.value}`;
    const codeNode = required(to, entries, 'code', what, name?.span ?? map.span);
    const code = codeNode === undefined ? undefined : asText(to, codeNode, `the code of ${what}`);
    if (name === undefined || code === undefined || !checkIdentifier(to, name, 'a thread', () => false))
      continue;
    const before = threads.find((t) => t.name === name.value);
    if (before !== undefined) {
      error(to, name.span, {
        code: 'scenario/twice',
        message: `there are two threads ${name.value}`,
        related: [{ span: before.span, message: 'the first is here' }],
      });
    } else threads.push({ name: name.value, code: code.traced, span: name.span });
  }
  return threads;
}

const outcomeKeys = ['id', 'title', 'when'] as const;

export function readOutcomes(
  to: Complaints,
  node: YamlNode,
  role: Role,
  others: readonly Outcome[],
): Outcome[] {
  const list = asList(to, node, role);
  if (list === undefined) return [];
  if (list.items.length === 0) {
    error(to, list.span, {
      code: 'scenario/no-outcome',
      message: `there is no ${role} outcome`,
      hint:
        role === 'bad'
          ? 'name what must be unreachable'
          : 'name what must stay reachable: without it a test that cannot run at all would pass',
    });
  }
  const outcomes: Outcome[] = [];
  for (const item of list.items) {
    const outcome = readOutcome(to, item, role);
    if (outcome === undefined) continue;
    const before = [...others, ...outcomes].find((o) => o.id === outcome.id);
    if (before !== undefined) {
      error(to, outcome.span, {
        code: 'scenario/twice',
        message: `there are two outcomes ${outcome.id}`,
        related: [{ span: before.span, message: 'the first is here' }],
      });
    } else outcomes.push(outcome);
  }
  return outcomes;
}

function readOutcome(to: Complaints, node: YamlNode, role: Role): Outcome | undefined {
  const map = asMap(to, node, `an outcome of ${role}`);
  if (map === undefined) return undefined;
  const entries = entriesOf(to, map, outcomeKeys, 'an outcome');
  const idNode = required(to, entries, 'id', 'an outcome', map.span);
  const id = idNode === undefined ? undefined : asText(to, idNode, 'the id of an outcome');
  const what = id === undefined ? 'the outcome' : `outcome ${id.value}`;
  const whenNode = required(
    to,
    entries,
    'when',
    what,
    id?.span ?? map.span,
    "write when: 'gup:r0=0 /\\ trunc:r0=1'",
  );
  const when = whenNode === undefined ? undefined : asText(to, whenNode, `when of ${what}`);
  const titleNode = entries.get('title')?.value;
  const title = titleNode === undefined ? undefined : asText(to, titleNode, `the title of ${what}`);
  if (id === undefined || when === undefined) return undefined;
  checkName(to, id, 'an outcome');
  checkBackslashes(to, when);
  return { id: id.value, role, title: title?.value.trim() ?? id.value, when: when.traced, span: id.span };
}

/** Double quotes turn `/\ ` into `/ `, and `\/` into `/`. */
export function checkBackslashes(to: Complaints, text: YamlText): void {
  if (text.style !== 'double') return;
  const raw = to.source.text.slice(text.span.start, text.span.end);
  const lost = /\/\\ |(?<!\\)\\\//.exec(raw);
  if (lost === null) return;
  const start = text.span.start + lost.index;
  error(
    to,
    { start, end: start + 2 },
    {
      code: 'scenario/quoting',
      message: 'in double quotes YAML takes this backslash for itself',
      hint: "put the condition in single quotes: 'gup:r0=0 /\\ trunc:r0=1'",
    },
  );
}
