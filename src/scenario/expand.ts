/** One choice of a scenario as litmus tests, one an outcome, in the manner of the kernel's own. */

import { hex, md5 } from '../base/md5.ts';
import type { Span } from '../base/source.ts';
import { withoutNeedlessBraces } from './branches.ts';
import { type Fills, filledLines, filledText, fillsOf } from './fill.ts';
import { headerComment } from './header.ts';
import { holesIn } from './holes.ts';
import { type WordProblem, withWordComments, withWords } from './kernel-words.ts';
import { withPairings } from './pairing.ts';
import type { Choice, Outcome, Scenario, SharedWord, WordType } from './scenario.ts';
import { tidyThread } from './tidy.ts';
import { made, plainText, slice, standingFor, type TracedText } from './traced-text.ts';
import { wordContext } from './word-bits.ts';

/** What the tests of one choice have in common. */
export interface Program {
  readonly scenario: Scenario;
  readonly choice: Choice;
  readonly fills: Fills;
  readonly threads: readonly ThreadText[];
}

/** A thread with its holes filled; one object serves all choices that fill it alike. */
export interface ThreadText {
  /** Lines of the body, with kernel words expanded. */
  readonly body: readonly TracedText[];
  /** Registers of expansions that are 0 in the executions that count. */
  readonly waits: readonly string[];
  /** A kernel word that could not be expanded. */
  readonly problem?: WordProblem;
  /** The whole thread as it stands in a test, without comments on pairings. */
  readonly text: string;
}

export interface ExpandedTest {
  readonly name: string;
  readonly text: string;
  /** The same text with the places in the scenario's file. */
  readonly traced: TracedText;
}

export interface TestOptions {
  /** What stands behind `Result:` in the header: `Never`, `Sometimes DATARACE`; no line without it. */
  readonly result?: string;
}

/** One choice filled in; `expander` serves those who want many. */
export function programOf(scenario: Scenario, choice: Choice): Program {
  return expander(scenario)(choice);
}

/**
 * Fills in one choice after another; threads that come out alike are made once. Throws `Overgrown`
 * only for scenarios that `loadScenario` refuses.
 */
export function expander(scenario: Scenario): (choice: Choice) => Program {
  const concerned = scenario.threads.map((thread) => slotsWithin(scenario, thread.code));
  const ofConditions = slotsWithin(scenario, ...conditionTexts(scenario));
  const known = scenario.threads.map(() => new Map<string, ThreadText>());
  const context = wordContext(scenario);
  return (choice) => {
    const fills = fillsOf(scenario, choice);
    const threads = scenario.threads.map((thread, i) => {
      const key = [...(concerned[i] ?? []), ...ofConditions].map((slot) => choice[slot]).join(' ');
      const before = known[i]?.get(key);
      if (before !== undefined) return before;
      const mentioned = mentionedRegisters(scenario, fills, i);
      const { lines, waits, problem } = withWords(filledLines(thread.code, fills), context);
      const body = withWordComments(tidyThread(lines, new Set([...mentioned, ...waits])));
      const made = {
        body,
        waits,
        ...(problem === undefined ? {} : { problem }),
        text: plainText(threadText(scenario, i, body)),
      };
      known[i]?.set(key, made);
      return made;
    });
    return { scenario, choice, fills, threads };
  };
}

function conditionTexts(scenario: Scenario): TracedText[] {
  return [
    ...scenario.outcomes.map((o) => o.when),
    ...(scenario.filter === undefined ? [] : [scenario.filter]),
  ];
}

/** The slots whose fillings can show in these texts, ascending. */
function slotsWithin(scenario: Scenario, ...texts: readonly TracedText[]): number[] {
  const found = new Set<number>();
  const open = texts.map(plainText);
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const { name } of holesIn(text)) {
      const slot = scenario.slots.findIndex((s) => s.holes.includes(name));
      if (slot === -1 || found.has(slot)) continue;
      found.add(slot);
      for (const f of scenario.slots[slot]?.fillings ?? [])
        open.push(...[...f.texts.values()].map(plainText));
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Registers of a thread that the filter or any outcome looks at. */
function mentionedRegisters(scenario: Scenario, fills: Fills, thread: number): Set<string> {
  const found = new Set<string>();
  for (const text of conditionTexts(scenario)) {
    for (const m of plainText(filledText(text, fills)).matchAll(register)) {
      if (threadNumber(scenario, m[1] ?? '') === thread) found.add(m[2] ?? '');
    }
  }
  return found;
}

const register = /\b([A-Za-z_]\w*|[0-9]+):([A-Za-z_]\w*)/g;

/** `gup` and `0` name the same thread. */
function threadNumber(scenario: Pick<Scenario, 'threads'>, name: string): number | undefined {
  const at = scenario.threads.findIndex((t) => t.name === name);
  if (at !== -1) return at;
  return /^P?[0-9]+$/.test(name) ? Number(name.replace('P', '')) : undefined;
}

/** What decides the verdict, as text: two tests with the same key are one test. */
export function testKey(program: Program, outcome: Outcome): string {
  const threads = program.threads.map((t) => t.text).join('');
  return `${plainText(initialState(program))}${threads}${plainText(conditions(program, outcome))}`;
}

/** What of the key is no thread: the initial state, the filter, the condition. */
export function frameText(program: Program, outcome: Outcome): string {
  return plainText([...initialState(program), ...conditions(program, outcome)]);
}

/**
 * The program with nothing asked and these places observed, so that a judge lists every final state.
 * `places` as `locations` of a test names them: `0:r0`, `x`.
 */
export function statesText(program: Program, places: readonly string[]): string {
  const threads = program.threads.map((t) => t.text).join('');
  const observed = `\nlocations [${places.map((p) => `${p};`).join(' ')}]\n`;
  return `${plainText(initialState(program))}${threads}${observed}${plainText(filterOf(program))}exists (true)\n`;
}

/** The test as a file of its own. */
export function testOf(program: Program, outcome: Outcome, options: TestOptions = {}): ExpandedTest {
  const { scenario } = program;
  const bodies = pairedBodies(program);
  const name = testName(scenario, program.choice, outcome);
  const traced = [
    ...made(`C ${name}\n\n${headerComment(program, outcome, options.result)}\n`),
    ...initialState(program),
    ...bodies.flatMap((body, i) => threadText(scenario, i, body)),
    ...conditions(program, outcome),
  ];
  return { name, text: plainText(traced), traced };
}

/** The body of each thread in kernel style, with a comment on each pairing. */
export function pairedBodies({ scenario, threads }: Program): TracedText[][] {
  const paired = withPairings(
    scenario,
    threads.map((t) => t.body),
  );
  return paired.map(withoutNeedlessBraces);
}

/** Longer names would not do for file names everywhere. */
const longestName = 150;

/** Scenario, fillings in the order of the slots, outcome; a digest in place of too many fillings. */
export function testName(scenario: Scenario, choice: Choice, outcome: Outcome): string {
  const fillings = scenario.slots.map((slot, i) =>
    (slot.fillings[choice[i] ?? -1]?.name ?? '').replaceAll('+', '.'),
  );
  const whole = [scenario.id, ...fillings, outcome.id].join('+');
  if (whole.length <= longestName) return whole;
  const digest = hex(md5(new TextEncoder().encode(fillings.join('+')))).slice(0, 12);
  return [scenario.id, digest, outcome.id].join('+');
}

/* ---- initial state ---- */

const initTypes: Readonly<Record<WordType, string | undefined>> = {
  int: 'int ',
  atomic_t: 'atomic_t ',
  ptr: 'int *',
  spinlock_t: undefined,
  srcu: undefined,
};

/** `{}`, one line, or one line an item; what begins as 0 is not mentioned. */
function initialState(program: Program): TracedText {
  const items = program.scenario.shared.flatMap((word) => initItem(word, program.fills) ?? []);
  const [only] = items;
  if (only === undefined) return made('{}\n');
  if (items.length === 1) return [...made('{ '), ...only, ...made(' }\n')];
  return [
    ...made('{\n'),
    ...items.flatMap((item) => [...made('\t'), ...item, ...made('\n')]),
    ...made('}\n'),
  ];
}

function initItem(word: SharedWord, fills: Fills): TracedText[] | undefined {
  const type = initTypes[word.type];
  if (type === undefined || word.init === undefined) return undefined;
  const value = filledText(word.init, fills);
  const text = plainText(value).trim();
  if (text === '' || (word.type !== 'ptr' && /^-?0+$/.test(text))) return undefined;
  const shown =
    word.type === 'atomic_t'
      ? [...made('ATOMIC_INIT('), ...value, ...made(')')]
      : word.type === 'ptr'
        ? [...made('&'), ...value]
        : value;
  return [[...standingFor(`${type}${word.name}`, word.span), ...made(' = '), ...shown, ...made(';')]];
}

/* ---- threads ---- */

const parameterTypes: Readonly<Record<WordType, string>> = {
  int: 'int *',
  atomic_t: 'atomic_t *',
  spinlock_t: 'spinlock_t *',
  srcu: 'struct srcu_struct *',
  ptr: 'int **',
};

function threadText(scenario: Scenario, number: number, body: readonly TracedText[]): TracedText {
  const thread = scenario.threads[number];
  if (thread === undefined) return [];
  return [
    ...made('\n'),
    ...standingFor(`P${number}(`, thread.span),
    ...parameters(scenario, body),
    ...standingFor(`) // ${thread.name}`, thread.span),
    ...made('\n{\n'),
    ...body.flatMap((line) => [...line, ...made('\n')]),
    ...standingFor('}', thread.span),
    ...made('\n'),
  ];
}

/** The shared words that the body uses, in the order of the scenario. */
function parameters(scenario: Scenario, lines: readonly TracedText[]): TracedText {
  const names = new Set<string>();
  for (const line of lines) {
    const code = plainText(line).replace(/\/\*.*?\*\/|\/\/.*$/g, '');
    for (const m of code.matchAll(/[A-Za-z_]\w*/g)) names.add(m[0]);
  }
  return scenario.shared
    .filter((word) => names.has(word.name))
    .flatMap((word, i) =>
      standingFor(`${i === 0 ? '' : ', '}${parameterTypes[word.type]}${word.name}`, word.span),
    );
}

/* ---- filter and condition ---- */

function conditions(program: Program, outcome: Outcome): TracedText {
  return [...made('\n'), ...filterOf(program), ...condition(program, 'exists', outcome.when, outcome.span)];
}

/** The scenario's own filter, and that no kernel word waits for ever. */
function filterOf(program: Program): TracedText {
  const { filter } = program.scenario;
  const ended = program.threads
    .flatMap(({ waits }, i) => waits.map((name) => `${i}:${name}=0`))
    .join(' /\\ ');
  if (ended === '') return filter === undefined ? [] : condition(program, 'filter', filter);
  if (filter === undefined) return made(`filter (${ended})\n`);
  const own = byNumber(program.scenario, filledText(filter, program.fills));
  const whole = /\\\/|=>/.test(plainText(own)) ? [...made('('), ...own, ...made(')')] : own;
  return [...made('filter ('), ...whole, ...made(` /\\ ${ended})\n`)];
}

function condition(program: Program, word: string, text: TracedText, span?: Span): TracedText {
  const head = `${word} (`;
  const inner = byNumber(program.scenario, filledText(text, program.fills));
  const [before, behind] = [head, ')'].map((t) => (span === undefined ? made(t) : standingFor(t, span)));
  return [...(before ?? []), ...inner, ...(behind ?? []), ...made('\n')];
}

/** With each thread's name before a colon replaced by its number, and no space at the ends. */
function byNumber(scenario: Pick<Scenario, 'threads'>, text: TracedText): TracedText {
  const plain = plainText(text);
  const from = plain.length - plain.trimStart().length;
  const to = plain.trimEnd().length;
  const pieces: TracedText[] = [];
  let at = from;
  for (const m of plain.matchAll(/\b[A-Za-z_]\w*(?=:)/g)) {
    const thread = scenario.threads.findIndex((t) => t.name === m[0]);
    if (thread === -1) continue;
    const [first] = slice(text, m.index, m.index + 1);
    pieces.push(slice(text, at, m.index));
    const place = first?.at === undefined ? undefined : { start: first.at, end: first.at + m[0].length };
    pieces.push(place === undefined ? made(String(thread)) : standingFor(String(thread), place));
    at = m.index + m[0].length;
  }
  pieces.push(slice(text, at, to));
  return pieces.flat();
}
