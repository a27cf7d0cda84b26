/** What a document says of one scenario, as data: every format is a function of this. */

import { type ChoiceCost, costOf } from '../choice/cost.ts';
import { doubtsAbout } from '../choice/doubts.ts';
import { bottoms, choiceKey, latticeOf, sameChoice } from '../choice/lattice.ts';
import type { Limits } from '../judge/judge.ts';
import type { Architecture } from '../lkmm/costs.ts';
import type { ScenarioReport } from '../report/verify-report.ts';
import { type Choice, isForbidden, type Scenario } from '../scenario/scenario.ts';
import { type Explained, explained } from './explained.ts';
import { type FinalStates, finalStates } from './final-states.ts';

/** A choice that has a column in the table of outcomes. */
export interface ShownChoice {
  readonly why: 'no barrier' | 'today' | 'weakest';
  readonly choice: Choice;
}

/** A choice that suffices or is today's, with what its orderings cost. */
export interface PricedChoice {
  readonly choice: Choice;
  readonly today: boolean;
  readonly cost: Readonly<Record<Architecture, ChoiceCost>>;
}

export interface Outcomes {
  readonly report: ScenarioReport;
  readonly shown: readonly ShownChoice[];
  /** Final states under the shown choices; absent when a judge stopped at a limit. */
  readonly states?: FinalStates;
  readonly priced: readonly PricedChoice[];
  /** Under today's choice, each outcome that must not happen. */
  readonly why: readonly Explained[];
  /** How one of them happens without barriers, if any does. */
  readonly without?: Explained;
}

/** So many of the weakest choices get a column, and so many a row of costs. */
const mostColumns = 2;
const mostPriced = 12;

export function outcomesOf(report: ScenarioReport, limits: Limits = {}): Outcomes {
  const { scenario, minimal } = report.analysis;
  const shown = shownChoices(scenario, minimal);
  const states = finalStates(
    scenario,
    shown.map((s) => s.choice),
    limits,
  );
  const suggested = minimal.filter((c) => doubtsAbout(scenario, c).length === 0);
  const priced = [
    ...suggested.slice(0, mostPriced),
    ...(suggested.some((c) => sameChoice(c, scenario.today)) ? [] : [scenario.today]),
  ].map((choice) => ({
    choice,
    today: sameChoice(choice, scenario.today),
    cost: costOf(scenario, choice),
  }));
  const bad = scenario.outcomes.filter((o) => o.role === 'bad');
  const bare = shown.find((s) => s.why === 'no barrier');
  const without = bad
    .map((o) => (bare === undefined ? undefined : explained(scenario, bare.choice, o, limits)))
    .find((e) => e?.verdict === 'allowed');
  return {
    report,
    shown,
    ...(states === undefined ? {} : { states }),
    priced,
    why: bad.map((o) => explained(scenario, scenario.today, o, limits)),
    ...(without === undefined ? {} : { without }),
  };
}

/** Whether no limit has kept anything out, so that it is the same on every machine. */
export function isWhole({ states, why, without }: Outcomes): boolean {
  const told = [...why, ...(without === undefined ? [] : [without])];
  return states !== undefined && told.every((e) => e.verdict !== 'unexplained');
}

/** Each choice once: no barrier first, since what it allows is all there is to forbid. */
function shownChoices(scenario: Scenario, minimal: readonly Choice[]): ShownChoice[] {
  const bare = withoutBarriers(scenario);
  const wanted: ShownChoice[] = [
    ...(bare === undefined ? [] : [{ why: 'no barrier' as const, choice: bare }]),
    { why: 'today', choice: scenario.today },
    ...minimal
      .filter((c) => !sameChoice(c, scenario.today) && doubtsAbout(scenario, c).length === 0)
      .slice(0, mostColumns)
      .map((choice): ShownChoice => ({ why: 'weakest', choice })),
  ];
  const seen = new Set<string>();
  return wanted.filter(({ choice }) => {
    const key = choiceKey(choice);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The weakest filling in each of the programmer's slots, in the situation of today's choice. */
function withoutBarriers(scenario: Scenario): Choice | undefined {
  const most = 4096;
  return bottoms(latticeOf(scenario), most)
    ?.map((choice) => choice.map((f, i) => (scenario.slots[i]?.situation ? (scenario.today[i] ?? f) : f)))
    .find((choice) => !isForbidden(scenario, choice));
}

/** What stands over a choice's column. */
export function columnTitle(scenario: Scenario, { why, choice }: ShownChoice): string {
  switch (why) {
    case 'today':
    case 'no barrier':
      return why;
    case 'weakest': {
      const changed = scenario.slots.flatMap((slot, i) =>
        choice[i] === scenario.today[i] ? [] : [slot.fillings[choice[i] ?? -1]?.name ?? ''],
      );
      return `weakest: ${changed.join(', ')}`;
    }
    default:
      return why satisfies never;
  }
}
