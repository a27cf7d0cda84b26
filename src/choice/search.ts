/**
 * All weakest safe choices of a product too large to judge one by one. The declared order is used: a
 * choice above a safe one is safe, a choice below an unsafe one is unsafe. Between them two borders
 * grow towards each other: maximal unsafe choices, and the minimal choices that these leave open. When
 * every open one has been judged safe, they are the answer. It is then certified: each direct
 * weakening of each answer is judged as well, so that a wrong order shows.
 */

import { isAtMost, isWeaker, type Strength } from '../lkmm/strength.ts';
import type { Choice } from '../scenario/scenario.ts';
import {
  bottoms,
  choiceAtMost,
  choiceKey,
  type Lattice,
  minimalChoices,
  strengthenings,
  weakenings,
} from './lattice.ts';

/** What is asked of a judge about each of some choices. */
export interface Question {
  readonly choices: readonly Choice[];
  /** Whether `alive` is wanted too; else `safe` alone will do. */
  readonly alive: boolean;
}

/** undefined: not asked, or the judge could not tell. */
export interface Answer {
  readonly safe: boolean | undefined;
  readonly alive: boolean | undefined;
}

export interface SearchLimits {
  /** Open choices kept at once; beyond it the search gives up. */
  readonly open: number;
  /** Choices judged. */
  readonly judged: number;
}

export const defaultLimits: SearchLimits = { open: 20_000, judged: 200_000 };

export interface SearchResult {
  /** Safe, alive, and nothing weaker is: only complete when `stopped` is absent. */
  readonly minimal: readonly Choice[];
  /** Weakest safe choices in which some sanity outcome is lost, as by the order in all above them. */
  readonly dead: readonly Choice[];
  /** Direct weakenings of the minimal ones, all judged: the nearest failures. */
  readonly below: readonly Choice[];
  /** How many choices were judged; the rest follows by the order. */
  readonly judged: number;
  readonly stopped?: StopReason;
  /** The choice that no judge could decide. */
  readonly undecided?: Choice;
  /** What contradicts the order; the answer cannot be trusted then. */
  readonly violations: readonly Violation[];
}

/** `safe`: the weaker one is safe, the stronger one is not. `alive`: only the stronger one is alive. */
export interface Violation {
  readonly of: 'safe' | 'alive';
  readonly weaker: Choice;
  readonly stronger: Choice;
}

export type StopReason = 'too many open choices' | 'too many choices judged' | 'a choice could not be judged';

/**
 * Yields questions and is sent their answers, in the order of the choices, so that the caller may
 * judge in batches, in workers, or at once. Nothing is asked twice.
 */
export function* searchMinimal(l: Lattice, limits: SearchLimits = defaultLimits): Asking<SearchResult> {
  const search = new Search(l, limits);
  try {
    yield* search.run();
  } catch (e) {
    if (!(e instanceof Stopped)) throw e;
    return search.result(e);
  }
  return search.result();
}

export type Asking<T> = Generator<Question, T, readonly Answer[]>;

/** Runs the search with a judge that answers at once. */
export function searchWith(
  l: Lattice,
  judgeChoice: (choice: Choice, alive: boolean) => Answer,
  limits: SearchLimits = defaultLimits,
): SearchResult {
  const search = searchMinimal(l, limits);
  let step = search.next();
  while (step.done !== true) {
    const { choices, alive } = step.value;
    step = search.next(choices.map((c) => judgeChoice(c, alive)));
  }
  return step.value;
}

class Stopped extends Error {
  readonly why: StopReason;
  readonly choice: Choice | undefined;

  constructor(why: StopReason, choice?: Choice) {
    super(why);
    this.why = why;
    this.choice = choice;
  }
}

/** As long as answers are as hoped for, more and more are asked for at once. */
const largestBatch = 256;

class Search {
  readonly #l: Lattice;
  readonly #limits: SearchLimits;
  readonly #answers = new Map<string, Answer>();
  /** Minimal choices that no known unsafe choice covers. */
  #open: readonly Choice[] = [];
  /** Of `#open`, those before this index are judged. */
  #settled = 0;
  /** Weakest choices known to be safe, and maximal ones known to be unsafe. */
  #safe: Choice[] = [];
  readonly #unsafe: Choice[] = [];
  #below: readonly Choice[] = [];
  /** Alive although something weaker is dead, against the order. */
  readonly #revived: Choice[] = [];
  readonly #violations: Violation[] = [];

  constructor(l: Lattice, limits: SearchLimits) {
    this.#l = l;
    this.#limits = limits;
  }

  *run(): Asking<void> {
    const begin = bottoms(this.#l, this.#limits.open);
    if (begin === undefined) throw new Stopped('too many open choices');
    this.#open = begin;
    for (let batch = 1; this.#settled < this.#open.length; ) {
      const next = this.#open.slice(this.#settled, this.#settled + batch);
      const forbidden = next.find((c) => this.#l.isForbidden(c));
      if (forbidden !== undefined) {
        this.#stepOver(forbidden);
        continue;
      }
      const safe = yield* this.#ask(next, true);
      const first = safe.indexOf(false);
      const wrong = next[first];
      if (wrong === undefined) {
        this.#settled += next.length;
        batch = Math.min(batch * 2, largestBatch);
      } else {
        this.#close(yield* this.#grown(wrong));
        batch = 1;
      }
    }
    yield* this.#certify();
  }

  result(stop?: Stopped): SearchResult {
    const answerOf = (c: Choice) => this.#answers.get(choiceKey(c));
    const safe = this.#open.filter((c) => answerOf(c)?.safe === true);
    const alive = safe.filter((c) => answerOf(c)?.alive === true);
    return {
      minimal: minimalChoices(this.#l, [...alive, ...this.#revived]),
      dead: safe.filter((c) => answerOf(c)?.alive === false),
      below: this.#below,
      judged: this.#answers.size,
      violations: this.#violations,
      ...(stop === undefined ? {} : { stopped: stop.why }),
      ...(stop?.choice === undefined ? {} : { undecided: stop.choice }),
    };
  }

  /** Whether each is safe. */
  *#ask(choices: readonly Choice[], alive: boolean): Asking<boolean[]> {
    const fresh = choices.filter((c) => {
      const known = this.#answers.get(choiceKey(c));
      return known === undefined || (alive && known.safe === true && known.alive === undefined);
    });
    if (this.#answers.size + fresh.length > this.#limits.judged) throw new Stopped('too many choices judged');
    const answers = fresh.length === 0 ? [] : yield { choices: fresh, alive };
    for (const [i, choice] of fresh.entries()) {
      const answer = answers[i] ?? { safe: undefined, alive: undefined };
      this.#answers.set(choiceKey(choice), answer);
      if (answer.safe === undefined || (alive && answer.safe && answer.alive === undefined)) {
        throw new Stopped('a choice could not be judged', choice);
      }
      if (answer.safe) this.#noteSafe(choice);
    }
    return choices.map((c) => this.#answers.get(choiceKey(c))?.safe === true);
  }

  #noteSafe(choice: Choice): void {
    if (this.#isAboveSafe(choice)) return;
    this.#safe = [...this.#safe.filter((c) => !choiceAtMost(this.#l, choice, c)), choice];
  }

  #isAboveSafe(choice: Choice): boolean {
    return this.#safe.some((c) => choiceAtMost(this.#l, c, choice));
  }

  /** From an unsafe choice to one above it that every further step makes safe. */
  *#grown(from: Choice): Asking<Choice> {
    let at = from;
    for (const [i, s] of this.#l.strengths.entries()) {
      for (const filling of strongestFirst(s, at[i] as number)) {
        if (!isWeaker(s, at[i] as number, filling)) continue;
        const up = at.with(i, filling);
        if (this.#l.isForbidden(up) || this.#isAboveSafe(up)) continue;
        const [safe] = yield* this.#ask([up], false);
        if (safe !== true) at = up;
      }
    }
    return at;
  }

  /** All at most `unsafe` is unsafe: open choices there move up by the least that leaves it. */
  #close(unsafe: Choice): void {
    this.#unsafe.push(unsafe);
    const moved: Choice[] = [];
    const kept: Choice[] = [];
    for (const c of this.#open) {
      if (!choiceAtMost(this.#l, c, unsafe)) kept.push(c);
      else {
        for (const [i, s] of this.#l.strengths.entries()) {
          for (const f of leastBeyond(s, c[i] as number, unsafe[i] as number)) moved.push(c.with(i, f));
        }
      }
    }
    this.#reopen(kept, moved);
  }

  /** A forbidden choice is no answer; what is next above it may be. */
  #stepOver(forbidden: Choice): void {
    this.#reopen(
      this.#open.filter((c) => c !== forbidden),
      strengthenings(this.#l, forbidden),
    );
  }

  #reopen(kept: readonly Choice[], moved: readonly Choice[]): void {
    const fresh = moved.filter((m) => !kept.some((k) => choiceAtMost(this.#l, k, m)));
    if (kept.length + fresh.length > this.#limits.open) throw new Stopped('too many open choices');
    const all = [...kept, ...minimalChoices(this.#l, fresh)];
    const settled = (c: Choice) => {
      const answer = this.#answers.get(choiceKey(c));
      return answer?.safe === true && answer.alive !== undefined;
    };
    const done = all.filter(settled);
    this.#open = [...done, ...all.filter((c) => !settled(c))];
    this.#settled = done.length;
  }

  /**
   * Judges each direct weakening of each answer, and each direct strengthening of what is safe and
   * dead, and holds what it finds against the order.
   */
  *#certify(): Asking<void> {
    const answerOf = (c: Choice) => this.#answers.get(choiceKey(c));
    const dead = this.#open.filter((c) => answerOf(c)?.alive === false);
    const below = new Map<string, Choice>();
    for (const c of this.#open) for (const w of weakenings(this.#l, c)) below.set(choiceKey(w), w);
    this.#below = [...below.values()];
    yield* this.#inBatches(this.#below, false, (weaker) => {
      const stronger = this.#unsafe.find((u) => choiceAtMost(this.#l, weaker, u));
      if (stronger !== undefined) this.#violations.push({ of: 'safe', weaker, stronger });
    });
    for (const weaker of dead) {
      const above = strengthenings(this.#l, weaker).filter((c) => !this.#l.isForbidden(c));
      yield* this.#inBatches(above, true, (stronger) => {
        if (answerOf(stronger)?.alive !== true) return;
        this.#violations.push({ of: 'alive', weaker, stronger });
        this.#revived.push(stronger);
      });
    }
  }

  *#inBatches(choices: readonly Choice[], alive: boolean, safe: (choice: Choice) => void): Asking<void> {
    for (let at = 0; at < choices.length; at += largestBatch) {
      const batch = choices.slice(at, at + largestBatch);
      const answers = yield* this.#ask(batch, alive);
      for (const [i, choice] of batch.entries()) if (answers[i] === true) safe(choice);
    }
  }
}

/** The fillings stronger than `filling`, none before one that is stronger than it. */
function strongestFirst(s: Strength, filling: number): number[] {
  const stronger = Array.from({ length: s.count }, (_, f) => f).filter((f) => isWeaker(s, filling, f));
  const above = (f: number) => stronger.filter((g) => isWeaker(s, f, g)).length;
  return stronger.sort((a, b) => above(a) - above(b) || a - b);
}

/** The weakest fillings at or above `from` that are not at or below `limit`. */
function leastBeyond(s: Strength, from: number, limit: number): number[] {
  const beyond = Array.from({ length: s.count }, (_, f) => f).filter(
    (f) => isAtMost(s, from, f) && !isAtMost(s, f, limit),
  );
  return beyond.filter((f) => !beyond.some((g) => isWeaker(s, g, f)));
}
