/** The phrases that several formats for people share. */

import { type Diagnostic, renderDiagnostic, visible } from '../base/diagnostic.ts';
import { positionOf } from '../base/source.ts';
import { isVacuous, type Judgement, observation } from '../judge/judgement.ts';
import type { Comparison, Crash } from './check-report.ts';

/** `Sometimes 1 3`, in herd7's order: executions that satisfy the condition, and that do not. */
export function verdictText(answer: Judgement | Crash): string {
  switch (answer.outcome) {
    case 'judged': {
      const word = observation(answer);
      return isVacuous(answer) ? `vacuous ${word}` : `${word} ${answer.positive} ${answer.negative}`;
    }
    case 'decided':
      // No counts: verdict mode has none.
      return isVacuous(answer) ? `vacuous ${observation(answer)}` : observation(answer);
    case 'undecided':
      return `undecided: ${answer.limit}`;
    case 'refused':
    case 'rejected':
      return 'refused';
    case 'crashed':
      return 'internal error';
    default:
      return answer satisfies never;
  }
}

/** Why there is no answer. */
export function limitText(answer: Extract<Judgement, { outcome: 'undecided' }>): string {
  const detail = visible(answer.detail);
  switch (answer.limit) {
    case 'time':
      return `not decided within its time, which --timeout sets: ${detail}`;
    case 'memory':
      return `not decided within its memory: ${detail}`;
    case 'failure':
      return `not decided: ${detail}`;
    default:
      return answer.limit satisfies never;
  }
}

/** The sentences of a comparison, each beginning with who was compared. */
export function describeComparison(comparison: Comparison): string[] {
  const who = visible(comparison.with);
  const verb = comparison.outcome === 'differs' ? 'differs' : comparison.outcome;
  if (comparison.details.length === 0) return [`${who}: ${verb}`];
  return comparison.details.map((d) => `${who}: ${visible(d.message)}`);
}

/** A diagnostic in full; one about a file that was never read shows no position in it. */
export function renderProblem(d: Diagnostic): string {
  if (!d.code.startsWith('input/') || d.source.text !== '') return renderDiagnostic(d);
  return [problemHead(d), ...(d.hint === undefined ? [] : [`  = ${visible(d.hint)}`])].join('\n');
}

/** Its first line. */
export function problemHead(d: Diagnostic): string {
  if (!d.code.startsWith('input/') || d.source.text !== '') return renderDiagnostic(d).split('\n')[0] ?? '';
  return `${visible(d.source.name)}: ${d.severity}: ${visible(d.message)} [${d.code}]`;
}

/** Its first line where the file is named already: `3:5: error: ...`. */
export function placedHead(d: Diagnostic): string {
  const { line, column } = positionOf(d.source, d.span.start);
  return `${line}:${column}: ${d.severity}: ${visible(d.message)} [${d.code}]`;
}
