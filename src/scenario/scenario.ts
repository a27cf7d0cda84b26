/** A scenario as data: two or more threads with slots, and what each choice of fillings must give. */

import type { Source, Span } from '../base/source.ts';
import type { Strength } from '../lkmm/strength.ts';
import type { TracedText } from './traced-text.ts';

export interface Scenario {
  readonly source: Source;
  readonly id: string;
  readonly group?: string;
  readonly title: string;
  readonly question: string;
  readonly story?: string;
  /** What the model leaves out and why that is sound. */
  readonly abstraction?: string;
  /** What the table of verdicts teaches. */
  readonly learned?: string;
  readonly origins: readonly Origin[];
  readonly shared: readonly SharedWord[];
  readonly threads: readonly ScenarioThread[];
  readonly slots: readonly Slot[];
  /** Bad ones first; each in the order of the file. */
  readonly outcomes: readonly Outcome[];
  /** Executions outside it are not counted. */
  readonly filter?: TracedText;
  /** Combinations left out of the product. */
  readonly forbid: readonly Combination[];
  /** Which orderings belong together; absent: derived where there is only one way. */
  readonly pairs?: readonly (readonly [PairEnd, PairEnd])[];
  /** What the source code does. */
  readonly today: Choice;
  readonly expect: Expectation;
}

/** Where the code or the proposal is: a function of a kernel, or a mail. */
export interface Origin {
  readonly kernel?: string;
  readonly file?: string;
  readonly function?: string;
  readonly thread?: string;
  readonly author?: string;
  readonly date?: string;
}

export const wordTypes = ['int', 'atomic_t', 'spinlock_t', 'srcu', 'ptr'] as const;
export type WordType = (typeof wordTypes)[number];

/** A shared variable; threads get it as a parameter of the same name. */
export interface SharedWord {
  readonly name: string;
  readonly type: WordType;
  /** A number, for a pointer the word it points to; absent for locks. May hold holes. */
  readonly init?: TracedText;
  /** Numbers of its bits by name, in lower case and without `PG_`. */
  readonly bits?: ReadonlyMap<string, number>;
  readonly means?: string;
  readonly span: Span;
}

export interface ScenarioThread {
  readonly name: string;
  readonly code: TracedText;
  readonly span: Span;
}

/** One decision of a programmer, or (`situation`) one that the environment makes. */
export interface Slot {
  readonly name: string;
  readonly asks?: string;
  readonly situation: boolean;
  /** The holes that every filling fills. */
  readonly holes: readonly string[];
  readonly fillings: readonly SlotFilling[];
  /** Over the fillings by number. */
  readonly strength: Strength;
  readonly span: Span;
}

export interface SlotFilling {
  readonly name: string;
  /** By hole. */
  readonly texts: ReadonlyMap<string, TracedText>;
  /** The file says itself that a barrier of this filling stands where it means nothing. */
  readonly misplaced: boolean;
  readonly span: Span;
}

export type Role = 'bad' | 'sanity';

export interface Outcome {
  readonly id: string;
  /** `bad`: must be unreachable. `sanity`: must stay reachable. */
  readonly role: Role;
  readonly title: string;
  /** A herd7 proposition whose registers are named by thread: `gup:r0=0`. */
  readonly when: TracedText;
  readonly span: Span;
}

/** The number of a filling for each slot, in the order of the slots. */
export type Choice = readonly number[];

/** For each slot the fillings it speaks of; undefined: any. */
export type Combination = readonly (ReadonlySet<number> | undefined)[];

/** One end of a pairing: the orderings of a slot, or those of a thread outside all slots. */
export type PairEnd =
  | { readonly kind: 'slot'; readonly slot: number }
  | { readonly kind: 'thread'; readonly thread: number };

/** What is known of the verdicts; checked whenever the scenario is judged. */
export interface Expectation {
  readonly today: 'sufficient' | 'insufficient';
  /** All weakest sufficient choices. */
  readonly minimal?: readonly Choice[];
  /** All weakest choices of the programmer's slots that suffice in every situation; -1 at situations. */
  readonly robust?: readonly Choice[];
  /** Of `expect` in the file, or of `today` when it is not there. */
  readonly span: Span;
}

/** `gup=mb,trunc=none`: how people and files name a choice. */
export function choiceText(scenario: Pick<Scenario, 'slots'>, choice: Choice): string {
  return scenario.slots
    .flatMap((slot, i) => {
      const filling = slot.fillings[choice[i] ?? -1];
      return filling === undefined ? [] : [`${slot.name}=${filling.name}`];
    })
    .join(',');
}

/** Slot to filling, in the order of the slots. */
export function choiceFillings(scenario: Pick<Scenario, 'slots'>, choice: Choice): Record<string, string> {
  return Object.fromEntries(
    scenario.slots.flatMap((slot, i) => {
      const filling = slot.fillings[choice[i] ?? -1];
      return filling === undefined ? [] : [[slot.name, filling.name]];
    }),
  );
}

export function isForbidden(scenario: Pick<Scenario, 'forbid'>, choice: Choice): boolean {
  return scenario.forbid.some((combination) =>
    combination.every((fillings, slot) => fillings === undefined || fillings.has(choice[slot] ?? -1)),
  );
}

/** How many choices the slots have, those of `forbid` included; may exceed any array. */
export function productSize(scenario: Pick<Scenario, 'slots'>): number {
  return scenario.slots.reduce((n, slot) => n * slot.fillings.length, 1);
}

/** Every choice but those that `forbid` leaves out; the last slot changes fastest. */
export function* allChoices(scenario: Pick<Scenario, 'slots' | 'forbid'>): Generator<Choice> {
  const sizes = scenario.slots.map((slot) => slot.fillings.length);
  const choice = sizes.map(() => 0);
  for (;;) {
    if (!isForbidden(scenario, choice)) yield [...choice];
    let slot = sizes.length - 1;
    while (slot >= 0 && (choice[slot] ?? 0) + 1 === sizes[slot]) choice[slot--] = 0;
    if (slot < 0) return;
    choice[slot] = (choice[slot] ?? 0) + 1;
  }
}
