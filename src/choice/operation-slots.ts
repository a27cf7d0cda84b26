/** Slots for the form of an operation: plain, marked, acquire, release, relaxed or full order. */

import type { Edit } from '../base/edits.ts';
import type { LitmusTest } from '../litmus/ast.ts';
import { threadName } from '../litmus/thread-names.ts';
import type { RmwOrder } from '../lkmm/costs.ts';
import type { Filling, Hole } from '../lkmm/fillings.ts';
import { primitiveNamed } from '../lkmm/primitives.ts';
import { costsOfAtomic } from './cost.ts';
import type { Operation } from './test-parts.ts';
import { isRowWeaker, lineOf, row, type SlotOption, slotOf, type TestSlot, wordsFor } from './test-slots.ts';

type Form = SlotOption & { readonly row: string };

interface Forms {
  readonly hole: Hole;
  readonly present: Filling;
  /** The words for each form; for `rmw`, the name with its suffix. */
  readonly words: ReadonlyMap<string, string>;
}

/** The weaker forms of an ordered operation, or the stronger ones of any; undefined when there are none. */
export function operationSlot(
  test: LitmusTest,
  o: Operation,
  direction: 'weaker' | 'stronger',
): TestSlot | undefined {
  const forms = formsOf(o);
  if (forms === undefined) return undefined;
  const { hole, present, words } = forms;
  const from = wordsFor(test, o);
  const options = [...words].flatMap(([name, to]): Form[] => {
    if (name === present.name) {
      return [{ row: name, description: '', edits: [], gains: [], loses: [] }];
    }
    const wanted =
      direction === 'weaker' ? isRowWeaker(hole, name, present.name) : isRowWeaker(hole, present.name, name);
    if (!wanted || (direction === 'weaker' && name === 'plain')) return [];
    if (direction === 'stronger' && hole === 'store' && name === 'mb') return [];
    const edits = editsTo(test, o, to);
    if (edits === undefined) return [];
    const description = `change ${from} of ${threadName(test, o.thread)} to ${to.replace('(void)', '')}`;
    return [
      { row: name, description, edits, gains: [costed(o, row(hole, name))], loses: [costed(o, present)] },
    ];
  });
  if (options.length < 2) return undefined;
  const at = options.findIndex((f) => f.row === present.name);
  const place = { kind: 'operation', thread: o.thread, line: lineOf(test, o.span), now: from } as const;
  return slotOf(place, hole, options, at);
}

/** The row with what it costs on this very operation: an exchange is no addition. */
function costed(o: Operation, filling: Filling): Filling {
  if (o.kind !== 'call') return filling;
  const { effect } = o.primitive;
  switch (effect.do) {
    case 'xchg':
    case 'cmpxchg':
    case 'atomic':
    case 'add-unless':
      return { ...filling, cost: costsOfAtomic(effect, filling.name as RmwOrder) };
    default:
      return filling;
  }
}

const loadWords = new Map([
  ['plain', ''],
  ['once', 'READ_ONCE'],
  ['acquire', 'smp_load_acquire'],
]);
const storeWords = new Map([
  ['plain', ''],
  ['once', 'WRITE_ONCE'],
  ['release', 'smp_store_release'],
  ['mb', 'smp_store_mb'],
]);
const atomicLoads = new Map([
  ['once', 'atomic_read'],
  ['acquire', 'atomic_read_acquire'],
]);
const atomicStores = new Map([
  ['once', 'atomic_set'],
  ['release', 'atomic_set_release'],
]);

function formsOf(o: Operation): Forms | undefined {
  switch (o.kind) {
    case 'load':
      return { hole: 'load', present: row('load', 'plain'), words: loadWords };
    case 'store':
      return { hole: 'store', present: row('store', 'plain'), words: storeWords };
    case 'call':
      return formsOfCall(o.primitive.name);
    default:
      return o satisfies never;
  }
}

function formsOfCall(name: string): Forms | undefined {
  switch (name) {
    case 'READ_ONCE':
    case 'rcu_dereference':
      return { hole: 'load', present: row('load', 'once'), words: new Map(loadWords).set('once', name) };
    case 'smp_load_acquire':
      return { hole: 'load', present: row('load', 'acquire'), words: loadWords };
    case 'atomic_read':
      return { hole: 'load', present: row('load', 'once'), words: atomicLoads };
    case 'atomic_read_acquire':
      return { hole: 'load', present: row('load', 'acquire'), words: atomicLoads };
    case 'WRITE_ONCE':
      return { hole: 'store', present: row('store', 'once'), words: storeWords };
    case 'smp_store_release':
    case 'rcu_assign_pointer':
      return { hole: 'store', present: row('store', 'release'), words: storeWords };
    case 'smp_store_mb':
      return { hole: 'store', present: row('store', 'mb'), words: storeWords };
    case 'atomic_set':
      return { hole: 'store', present: row('store', 'once'), words: atomicStores };
    case 'atomic_set_release':
      return { hole: 'store', present: row('store', 'release'), words: atomicStores };
    default:
      return formsOfReadModifyWrite(name);
  }
}

/** What a void atomic is called when it gives a value, which is what takes an order: `inc`, `andnot`. */
function valuedForm(name: string): string | undefined {
  const verb = /^atomic_(add|sub|inc|dec|and|or|xor|andnot)$/.exec(name)?.[1];
  if (verb === undefined) return undefined;
  return /^(?:add|sub|inc|dec)$/.test(verb) ? `${name}_return` : `atomic_fetch_${verb}`;
}

/** Full order behind or before it is left to the fences that are made for it. */
function formsOfVoidAtomic(name: string): Forms | undefined {
  const valued = valuedForm(name);
  if (valued === undefined) return undefined;
  const words = new Map([
    ['relaxed', name],
    ['acquire', `(void)${valued}_acquire`],
    ['release', `(void)${valued}_release`],
  ]);
  return { hole: 'rmw', present: row('rmw', 'relaxed'), words };
}

function formsOfReadModifyWrite(name: string): Forms | undefined {
  const withoutValue = formsOfVoidAtomic(name);
  if (withoutValue !== undefined) return withoutValue;
  const suffix = /_(?:relaxed|acquire|release)$/.exec(name)?.[0] ?? '';
  const base = name.slice(0, name.length - suffix.length);
  const suffixes = { relaxed: '_relaxed', acquire: '_acquire', release: '_release', full: '' };
  if (!primitiveNamed.has(`${base}_relaxed`) || !primitiveNamed.has(base)) return undefined;
  const words = new Map(Object.entries(suffixes).map(([form, s]) => [form, `${base}${s}`]));
  const present = Object.entries(suffixes).find(([, s]) => s === suffix)?.[0] ?? 'full';
  return { hole: 'rmw', present: row('rmw', present), words };
}

/** Edits that put another word on the operation; those of an operation inside its operands stay apart. */
function editsTo(test: LitmusTest, o: Operation, word: string): Edit[] | undefined {
  const insert = (at: number, text: string): Edit => ({ span: { start: at, end: at }, text });
  const wanted = primitiveNamed.get(word)?.parameters[0];
  if (o.kind !== 'call') {
    const star = starAt(test, o.span.start);
    if (star === undefined) return undefined;
    const head =
      wanted === 'pointer'
        ? { span: { start: star, end: star + 1 }, text: `${word}(` }
        : insert(star, `${word}(`);
    if (o.kind === 'load') return [head, insert(o.address.span.end, ')')];
    const comma = { span: { start: o.address.span.end, end: o.value.span.start }, text: ', ' };
    return [head, comma, insert(o.value.span.end, ')')];
  }
  const rename = { span: o.name, text: word };
  if (word.startsWith('(void)')) return [rename];
  const is = o.primitive.parameters[0];
  const [place] = o.args;
  if (is === wanted) return [rename];
  if (place === undefined) return undefined;
  if (is === 'deref') {
    const star = starAt(test, place.span.start);
    return star === undefined ? undefined : [rename, { span: { start: star, end: star + 1 }, text: '' }];
  }
  const { start, end } = place.span;
  const simple = place.kind === 'register' || test.source.text[start] === '(';
  return simple ? [rename, insert(start, '*')] : [rename, insert(start, '*('), insert(end, ')')];
}

/** The star of a load, which may stand in parentheses. */
function starAt(test: LitmusTest, from: number): number | undefined {
  const before = /^[\s(]*(?=\*)/.exec(test.source.text.slice(from, from + 200));
  return before === null ? undefined : from + before[0].length;
}
