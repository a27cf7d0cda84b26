/** Sentences that Markdown and page have in common. */

import { sameChoice } from '../choice/lattice.ts';
import { linux72 } from '../herd/model-files.ts';
import { modelDigest } from '../herd/recorded-verdicts.ts';
import { faultWords } from '../report/choice-table.ts';
import { rowOf, type ScenarioReport } from '../report/verify-report.ts';
import type { Explained } from './explained.ts';

/** How many choices suffice, whether today's does: the answer before its reasons. */
export function answerWords({ analysis, rows }: ScenarioReport): string[] {
  const { scenario, minimal, sufficient } = analysis;
  const counted =
    sufficient === undefined
      ? `Of ${analysis.choices} choices ${analysis.judged} were judged; the order of strength tells the rest.`
      : sufficient === 0
        ? `None of ${analysis.choices} choices suffices.`
        : `${sufficient} of ${analysis.choices} choices ${sufficient === 1 ? 'suffices' : 'suffice'}.`;
  const faults = rowOf({ rows }, scenario.today)?.assessment.faults ?? [];
  const today =
    analysis.today === 'sufficient'
      ? `Today's choice suffices${minimal.some((m) => sameChoice(m, scenario.today)) ? ', and nothing weaker does' : ''}.`
      : analysis.today === 'insufficient'
        ? `Today's choice is insufficient in the model: ${faultWords(scenario, faults).join(', ')}.`
        : "Whether today's choice suffices is not decided.";
  return [counted, today];
}

/** Over an explanation. */
export function explainedTitle({ outcome, verdict }: Explained): string {
  switch (verdict) {
    case 'forbidden':
      return `Why ${outcome.id} cannot happen`;
    case 'allowed':
      return `How ${outcome.id} happens`;
    case 'unexplained':
      return outcome.id;
    default:
      return verdict satisfies never;
  }
}

/** Who judged, by which model, and how far both judges agree. */
export function provenanceWords({ plan, comparisons, recordedBy }: ScenarioReport, version: string): string {
  const tests = plan.tests.length;
  const ours = `Judged by mbpair ${version} with the model of Linux 7.2 (digest ${modelDigest(linux72)}): ${tests} tests.`;
  if (recordedBy === undefined) return ours;
  const agreeing = comparisons.filter((c) => c.outcome === 'agrees').length;
  return `${ours} herd7 ${recordedBy.version}, recorded on ${recordedBy.date}, gave the same answer on ${agreeing === tests ? 'all of them' : `${agreeing} of them`}.`;
}
