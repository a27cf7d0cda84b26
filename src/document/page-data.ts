/** What the page's script knows beforehand: every verdict of the run, and the scenarios' own texts. */

import { choiceKey } from '../choice/lattice.ts';
import { isVacuous, type Judgement, observation } from '../judge/judgement.ts';
import type { ScenarioReport } from '../report/verify-report.ts';
import type { Choice } from '../scenario/scenario.ts';

export interface PageData {
  readonly version: string;
  readonly scenarios: readonly PageScenario[];
}

export interface PageScenario {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** The scenario's file, from which the engine makes code and tests. */
  readonly yaml: string;
  readonly slots: readonly PageSlot[];
  readonly outcomes: readonly {
    readonly id: string;
    readonly role: 'bad' | 'sanity';
    readonly title: string;
  }[];
  /** Fillings by number, slot by slot. */
  readonly today: Choice;
  readonly minimal: readonly Choice[];
  /** Distinct answers: `Never 0 3`, `Sometimes 1 3 data-race`. */
  readonly answers: readonly string[];
  /** By the fillings' numbers with blanks between: the choice's verdicts. */
  readonly choices: Readonly<Record<string, PageChoice>>;
}

export interface PageSlot {
  readonly name: string;
  readonly asks?: string;
  readonly situation: boolean;
  readonly fillings: readonly string[];
}

export interface PageChoice {
  /** s: sufficient, i: insufficient, u: undecided. */
  readonly s: 's' | 'i' | 'u';
  /** Indices into `answers`, one an outcome: mbpair's. */
  readonly m: readonly number[];
  /** The same by herd7, `=` where it gave the same answers; absent when it was not asked. */
  readonly h?: readonly number[] | '=';
}

export function pageScenario(report: ScenarioReport): PageScenario {
  const { scenario, minimal } = report.analysis;
  const answers: string[] = [];
  const numberOf = new Map<string, number>();
  const number = (j: Judgement | undefined): number => {
    const text = answerText(j);
    const known = numberOf.get(text);
    if (known !== undefined) return known;
    numberOf.set(text, answers.length);
    return answers.push(text) - 1;
  };
  const choices = report.rows.map((row, c): [string, PageChoice] => {
    const tests = report.plan.numbers[c] ?? [];
    const herd = tests.map((t) => report.herd[t]);
    const asked = herd.length > 0 && herd.every((j) => j !== undefined);
    const ours = row.judgements.map(number);
    const theirs = herd.map(number);
    const same = ours.every((n, o) => n === theirs[o]);
    return [
      choiceKey(row.choice),
      {
        s: ({ sufficient: 's', insufficient: 'i', undecided: 'u' } as const)[row.assessment.standing],
        m: ours,
        ...(asked ? { h: same ? ('=' as const) : theirs } : {}),
      },
    ];
  });
  return {
    id: scenario.id,
    title: scenario.title,
    question: scenario.question,
    yaml: scenario.source.text,
    slots: scenario.slots.map((slot) => ({
      name: slot.name,
      ...(slot.asks === undefined ? {} : { asks: slot.asks }),
      situation: slot.situation,
      fillings: slot.fillings.map((f) => f.name),
    })),
    outcomes: scenario.outcomes.map(({ id, role, title }) => ({ id, role, title })),
    today: scenario.today,
    minimal,
    answers,
    choices: Object.fromEntries(choices),
  };
}

/** `Sometimes 1 3 data-race`; empty: no answer. */
function answerText(j: Judgement | undefined): string {
  if (j?.outcome !== 'judged') return '';
  const word = isVacuous(j) ? 'no execution' : observation(j);
  return [word, j.positive, j.negative, ...j.flags].join(' ');
}
