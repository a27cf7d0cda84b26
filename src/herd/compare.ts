/**
 * Two judgements of one test, side by side. Nothing that herd7's log tells is left out: a missing
 * race flag or a wrong count is a difference like a wrong word.
 */

import {
  type Decided,
  holds,
  type Judged,
  type Judgement,
  observation,
  type StateText,
} from '../judge/judgement.ts';

/** Seen from the reference (herd7, or the older log): `missing` is in it alone, `extra` in the other alone. */
export type Difference =
  /** One side takes the test and the other does not. */
  | {
      readonly kind: 'refusal';
      readonly reference: Judgement['outcome'];
      readonly other: Judgement['outcome'];
    }
  | Pair<'name', string>
  /** Never, Sometimes or Always. */
  | Pair<'word', string>
  /** Ok or No. */
  | Pair<'result', string>
  | Pair<'positive', number>
  | Pair<'negative', number>
  | { readonly kind: 'states'; readonly missing: readonly StateText[]; readonly extra: readonly StateText[] }
  /** The same states, listed in another order. */
  | Pair<'state-order', readonly StateText[]>
  | { readonly kind: 'flags'; readonly missing: readonly string[]; readonly extra: readonly string[] }
  | Pair<'quantifier', string>
  | Pair<'condition', string>
  /** A loop was cut at the unrolling limit. */
  | Pair<'cut', boolean>
  | Pair<'hash', string | undefined>;

export type DifferenceKind = Difference['kind'];

interface Pair<Kind extends string, Value> {
  readonly kind: Kind;
  readonly reference: Value;
  readonly other: Value;
}

export type Comparison =
  | { readonly outcome: 'equal' }
  /** At least one difference, the gravest first. */
  | { readonly outcome: 'differs'; readonly differences: readonly Difference[] }
  /** `undecided`: one side gave up. `another-test`: the hashes say that these are two tests. */
  | {
      readonly outcome: 'cannot-compare';
      readonly why: 'undecided' | 'another-test';
      readonly detail: string;
    };

/**
 * How two judgements came to be. `same-text`: both judges were given the same file, so everything
 * must agree, the hash, the name and the order of states included. `recorded`: one is a log from
 * elsewhere; another hash means another test, and the order of states and bindings is free.
 */
export type Origin = 'same-text' | 'recorded';

export function compareJudgements(reference: Judgement, other: Judgement, origin: Origin): Comparison {
  for (const j of [reference, other]) {
    if (j.outcome === 'undecided') {
      return { outcome: 'cannot-compare', why: 'undecided', detail: `${j.limit}: ${j.detail}` };
    }
  }
  if (isVerdict(reference) && isVerdict(other)) {
    return origin === 'recorded'
      ? compareRecorded(reference, other)
      : answer(differencesOf(reference, other, true));
  }
  const takes = isVerdict;
  if (takes(reference) === takes(other)) return { outcome: 'equal' };
  return answer([{ kind: 'refusal', reference: reference.outcome, other: other.outcome }]);
}

type Verdict = Judged | Decided;

function isVerdict(j: Judgement): j is Verdict {
  return j.outcome === 'judged' || j.outcome === 'decided';
}

function compareRecorded(reference: Verdict, other: Verdict): Comparison {
  if (reference.hash !== undefined && other.hash !== undefined && reference.hash !== other.hash) {
    const detail = `${reference.name} has hash ${reference.hash} on one side and ${other.hash} on the other`;
    return { outcome: 'cannot-compare', why: 'another-test', detail };
  }
  return answer(differencesOf(withSortedBindings(reference), withSortedBindings(other), false));
}

function answer(differences: readonly Difference[]): Comparison {
  return differences.length === 0 ? { outcome: 'equal' } : { outcome: 'differs', differences };
}

/** Where one side has no states and counts (verdict mode), all the rest is compared. */
function differencesOf(a: Verdict, b: Verdict, sameText: boolean): Difference[] {
  const found: Difference[] = [];
  const pair = <Kind extends string, Value>(
    kind: Kind,
    reference: Value,
    other: Value,
  ): Pair<Kind, Value>[] => (reference === other ? [] : [{ kind, reference, other }]);
  found.push(...pair('word', observation(a), observation(b)));
  found.push(...pair('result', holds(a) ? 'Ok' : 'No', holds(b) ? 'Ok' : 'No'));
  const counted = a.outcome === 'judged' && b.outcome === 'judged';
  if (counted) found.push(...statesDifference(a, b, sameText));
  const flags = { missing: without(a.flags, b.flags), extra: without(b.flags, a.flags) };
  if (flags.missing.length + flags.extra.length > 0) found.push({ kind: 'flags', ...flags });
  if (counted) {
    found.push(...pair('positive', a.positive, b.positive));
    found.push(...pair('negative', a.negative, b.negative));
  }
  found.push(...pair('cut', a.cut, b.cut));
  found.push(...pair('quantifier', a.quantifier, b.quantifier));
  found.push(...pair('condition', a.condition, b.condition));
  if (sameText) {
    found.push(...pair('hash', a.hash, b.hash));
    found.push(...pair('name', a.name, b.name));
  }
  return found;
}

function statesDifference(a: Judged, b: Judged, ordered: boolean): Difference[] {
  const equalInOrder = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((state, i) => state === y[i]);
  if (equalInOrder(a.states, b.states)) return [];
  const missing = without(a.states, b.states);
  const extra = without(b.states, a.states);
  if (missing.length + extra.length === 0) {
    return ordered ? [{ kind: 'state-order', reference: a.states, other: b.states }] : [];
  }
  // herd7 numbers undetermined values (`S8`) by an inner counter, so only their pattern within a
  // state means anything. A place or a location that is itself called S8 forbids the renaming.
  const named = [a, b].some(
    (j) => /\bS\d+\b/.test(j.condition) || j.states.some((s) => /\bS\d+\b[^;]*=/.test(s)),
  );
  if (!named && equalInOrder(missing.map(renumbered).sort(), extra.map(renumbered).sort())) return [];
  return [{ kind: 'states', missing, extra }];
}

/** Undetermined values renamed in the order of their first occurrence in the state. */
function renumbered(state: StateText): string {
  const names = new Map<string, string>();
  return state.replace(/=S\d+(?=;)/g, (value) => {
    const known = names.get(value) ?? `=S#${names.size}`;
    names.set(value, known);
    return known;
  });
}

/** What `from` lists more often than `list`. */
function without(from: readonly string[], list: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const item of list) left.set(item, (left.get(item) ?? 0) + 1);
  return from.filter((item) => {
    const n = left.get(item) ?? 0;
    if (n > 0) left.set(item, n - 1);
    return n === 0;
  });
}

function withSortedBindings(j: Verdict): Verdict {
  if (j.outcome === 'decided') return j;
  const sorted = (state: StateText) =>
    state
      .split(';')
      .map((binding) => binding.trim())
      .filter((binding) => binding !== '')
      .sort()
      .map((binding) => `${binding};`)
      .join(' ');
  return { ...j, states: j.states.map(sorted) };
}
