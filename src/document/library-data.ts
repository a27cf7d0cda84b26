/**
 * All that page and JSON document say, as plain data: `document.schema.json` promises the shape. Every
 * verdict in it was found in the run that wrote it, or recorded of herd7.
 */

import { doubtsAbout } from '../choice/doubts.ts';
import type { Row } from '../choice/plan.ts';
import type { Standing } from '../choice/standing.ts';
import type { Drawing } from '../explain/picture/drawing.ts';
import { linux72 } from '../herd/model-files.ts';
import { modelDigest } from '../herd/recorded-verdicts.ts';
import { isVacuous, type Judged, type Judgement, observation } from '../judge/judgement.ts';
import { type Architecture, architectures } from '../lkmm/costs.ts';
import { necessityWords } from '../report/necessity-words.ts';
import { codeColumn } from '../report/side-by-side.ts';
import type { RecordedBy } from '../report/verify-report.ts';
import { pairedBodies, programOf } from '../scenario/expand.ts';
import type { Choice, Origin, Role } from '../scenario/scenario.ts';
import { plainText } from '../scenario/traced-text.ts';
import type { Explained } from './explained.ts';
import type { Outcomes } from './outcomes.ts';
import { answerWords } from './words.ts';

export const documentSchema = 'mbpair/document/1';

/** Stands at the beginning of a file of ours. */
export const jsonMarker = `"schema": "${documentSchema}"`;

export interface LibraryData {
  readonly schema: typeof documentSchema;
  /** Who judged, by which model. */
  readonly by: {
    readonly tool: 'mbpair';
    readonly version: string;
    readonly model: string;
    readonly modelDigest: string;
  };
  readonly scenarios: readonly ScenarioData[];
}

export interface ScenarioData {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly question: string;
  /** How many choices suffice, and whether today's does. */
  readonly answer: readonly string[];
  readonly story: string;
  readonly learned: string;
  readonly abstraction: string;
  readonly origins: readonly Origin[];
  readonly shared: readonly { readonly name: string; readonly means: string }[];
  /** Of today's choice. */
  readonly threads: readonly ThreadData[];
  readonly outcomes: readonly OutcomeData[];
  readonly slots: readonly SlotData[];
  readonly today: Choice;
  readonly todayStanding: Standing;
  /** All weakest choices that suffice. */
  readonly minimal: readonly Choice[];
  /** Of each filling of today's choice, what it is there for. */
  readonly necessity: readonly { readonly slot: string; readonly filling: string; readonly is: string }[];
  /** Every choice that was judged in full. */
  readonly choices: readonly ChoiceData[];
  readonly states?: StatesData;
  readonly costs: readonly CostData[];
  /** Whose verdicts stand beside ours; absent when none are recorded. */
  readonly herd7?: RecordedBy;
  /** Under today's choice why each bad outcome cannot happen or how it does; and how one does without barriers. */
  readonly why: readonly WhyData[];
  /** The scenario's file, from which all of this can be made again. */
  readonly yaml: string;
}

export interface ThreadData {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface OutcomeData {
  readonly id: string;
  readonly role: Role;
  readonly title: string;
  readonly when: string;
}

export interface SlotData {
  readonly name: string;
  readonly asks: string;
  readonly situation: boolean;
  readonly fillings: readonly string[];
}

/** Numbers of fillings by slot; verdicts by outcome, as herd7 words them: `Sometimes 1 3`. */
export interface ChoiceData {
  readonly fillings: Choice;
  readonly standing: Standing;
  /** A barrier in it stands where the kernel's documents give it no meaning. */
  readonly doubts: readonly string[];
  readonly verdicts: readonly string[];
  readonly herd7: readonly string[];
}

export interface StatesData {
  readonly places: readonly string[];
  readonly columns: readonly { readonly why: string; readonly choice: Choice }[];
  readonly rows: readonly {
    readonly words: string;
    readonly values: readonly string[];
    readonly outcomes: readonly number[];
    readonly possible: readonly boolean[];
  }[];
}

export interface WhyData {
  readonly outcome: string;
  readonly fillings: Choice;
  readonly verdict: 'forbidden' | 'allowed' | 'unexplained';
  /** The test whose lines are named. */
  readonly test: string;
  readonly paragraphs: readonly string[];
  readonly pictures: readonly Drawing[];
}

export interface CostData {
  readonly choice: Choice;
  readonly today: boolean;
  readonly instructions: Readonly<Record<Architecture, readonly string[]>>;
}

type Counted = Pick<Judged, 'positive' | 'negative' | 'flags'>;

function scenarioData(outcomes: Outcomes): ScenarioData {
  const { report, states, priced, shown, why, without } = outcomes;
  const { analysis, plan } = report;
  const { scenario } = analysis;
  const bodies = pairedBodies(programOf(scenario, scenario.today));
  return {
    id: scenario.id,
    group: scenario.group ?? '',
    title: scenario.title,
    question: scenario.question,
    answer: answerWords(report),
    story: scenario.story ?? '',
    learned: scenario.learned ?? '',
    abstraction: scenario.abstraction ?? '',
    origins: scenario.origins,
    shared: scenario.shared.map(({ name, means }) => ({ name, means: means ?? '' })),
    threads: bodies.map((body, i) => codeColumn(scenario.threads[i]?.name ?? '', body)),
    outcomes: scenario.outcomes.map(({ id, role, title, when }) => ({
      id,
      role,
      title,
      when: plainText(when),
    })),
    slots: scenario.slots.map((slot) => ({
      name: slot.name,
      asks: slot.asks ?? '',
      situation: slot.situation,
      fillings: slot.fillings.map((f) => f.name),
    })),
    today: scenario.today,
    todayStanding: analysis.today,
    minimal: analysis.minimal,
    necessity: analysis.necessity.map((n) => ({
      slot: scenario.slots[n.slot]?.name ?? '',
      filling: scenario.slots[n.slot]?.fillings[n.filling]?.name ?? '',
      is: necessityWords(scenario, n),
    })),
    choices: report.rows.map((row, c) => ({
      ...choiceData(row),
      doubts: doubtsAbout(scenario, row.choice).map((d) => `${d.barrier} ${d.why}`),
      herd7: (plan.numbers[c] ?? []).map((t) => verdictWords(report.herd[t])),
    })),
    costs: priced.map(({ choice, today, cost }) => ({
      choice,
      today,
      instructions: Object.fromEntries(
        architectures.map((a) => [a, cost[a].instructions]),
      ) as CostData['instructions'],
    })),
    ...(states === undefined
      ? {}
      : {
          states: {
            places: states.places,
            columns: shown.map(({ why, choice }) => ({ why, choice })),
            rows: states.states.map(({ words, values, outcomes: of, possible }) => ({
              words,
              values,
              outcomes: of,
              possible,
            })),
          },
        }),
    ...(report.recordedBy === undefined ? {} : { herd7: report.recordedBy }),
    why: [...why, ...(without === undefined ? [] : [without])].map(whyData),
    yaml: scenario.source.text,
  };
}

function choiceData(row: Row): Pick<ChoiceData, 'fillings' | 'standing' | 'verdicts'> {
  return {
    fillings: row.choice,
    standing: row.assessment.standing,
    verdicts: row.judgements.map(verdictWords),
  };
}

/** Empty where that judge was not asked or has no answer. */
function verdictWords(j: Judgement | undefined): string {
  return j?.outcome === 'judged' ? countedWords(j) : '';
}

function whyData(e: Explained): WhyData {
  return {
    outcome: e.outcome.id,
    fillings: e.choice,
    verdict: e.verdict,
    test: e.test,
    paragraphs: e.blocks.flatMap((b) => (b.kind === 'paragraph' ? [b.text] : [])),
    pictures: e.blocks.flatMap((b) => (b.kind === 'drawing' ? [b.drawing] : [])),
  };
}

/** `Sometimes 1 3`, with the flags behind it in parentheses. */
function countedWords(j: Counted): string {
  const flags = j.flags.length === 0 ? '' : ` (${j.flags.join(', ')})`;
  return `${isVacuous(j) ? 'vacuous ' : ''}${observation(j)} ${j.positive} ${j.negative}${flags}`;
}

/** A scenario a line, so that differences in version control stay small. Ends with a line feed. */
export function libraryJson(all: readonly Outcomes[], version: string): string {
  const by: LibraryData['by'] = {
    tool: 'mbpair',
    version,
    model: 'Linux 7.2',
    modelDigest: modelDigest(linux72),
  };
  const scenarios = all.map((o) => `  ${JSON.stringify(scenarioData(o))}`);
  return `{ "schema": "${documentSchema}",\n"by": ${JSON.stringify(by)},\n"scenarios": [\n${scenarios.join(',\n')}\n]}\n`;
}
