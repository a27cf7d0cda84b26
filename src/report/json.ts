/**
 * `mbpair check` for programs: one document, or one line a test. The shape is promised by
 * check.schema.json: keys sorted, paths relative with forward slashes, no time, no machine. The
 * same input gives the same bytes.
 */

import type { Diagnostic } from '../base/diagnostic.ts';
import { positionOf, type Source, type Span } from '../base/source.ts';
import { type Decided, holds, isVacuous, type Judged, observation } from '../judge/judgement.ts';
import { type CheckReport, statusesOf, summarize, type TestReport } from './check-report.ts';
import { type ExitStatus, gravest } from './exit-status.ts';
import { shardJson } from './shard.ts';

export const schemaName = 'mbpair/1';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface PathNames {
  /** A file as it enters the document: relative, with forward slashes. */
  readonly path: (file: string) => string;
}

/** The whole report as one document, ending in a newline. */
export function renderJson(report: CheckReport, names: PathNames): string {
  const { counts, exitStatus, ...summary } = summarize(report);
  const of = (status: ExitStatus) => counts.get(status) ?? 0;
  const document: Json = {
    schema: schemaName,
    command: 'check',
    by: { ...report.by },
    herd: herdJson(report.herd, names),
    tests: report.tests.map((test) => testJson(test, names)),
    problems: report.problems.map((d) => diagnosticJson(d, names)),
    ...(report.shard === undefined ? {} : { shard: shardJson(report.shard) }),
    summary: {
      tests: summary.tests,
      asExpected: of(0),
      findings: of(1),
      badInputs: of(2),
      disagreements: of(3),
      undecided: of(4),
      internalErrors: of(70),
      compared: summary.compared,
      agreeing: summary.agreeing,
      unfinished: report.unfinished ?? 0,
      exitStatus,
    },
  };
  return `${JSON.stringify(sorted(document), null, 2)}\n`;
}

/** One test as one line, newline included; each line carries the schema's name. */
export function renderJsonLine(test: TestReport, names: PathNames): string {
  return `${JSON.stringify(sorted({ schema: schemaName, test: testJson(test, names) }))}\n`;
}

/** A problem that belongs to no test, as one line. */
export function renderJsonProblemLine(problem: Diagnostic, names: PathNames): string {
  return `${JSON.stringify(sorted({ schema: schemaName, problem: diagnosticJson(problem, names) }))}\n`;
}

export function herdJson(herd: CheckReport['herd'], names: PathNames): Json {
  if (!herd.used) return herd.why === 'off' ? { used: false, why: 'off' } : { ...herd, detail: herd.detail };
  return { used: true, by: { ...herd.by }, differing: herd.differing.map(names.path) };
}

function testJson(test: TestReport, names: PathNames): { readonly [key: string]: Json } {
  const { answer, expected } = test;
  return {
    file: names.path(test.file),
    name: answer.name,
    outcome: answer.outcome,
    ...(answer.outcome === 'judged' ? { ...verdictJson(answer), ...countsJson(answer) } : {}),
    ...(answer.outcome === 'decided' ? verdictJson(answer) : {}),
    ...(answer.outcome === 'undecided' ? { limit: answer.limit, detail: answer.detail } : {}),
    ...(answer.outcome === 'rejected' ? { detail: answer.message } : {}),
    ...(answer.outcome === 'crashed' ? { detail: answer.detail.split('\n')[0] ?? '' } : {}),
    expected:
      expected === undefined
        ? null
        : {
            from: expected.from,
            word: expected.word ?? null,
            dataRace: expected.dataRace,
            text: expected.text,
          },
    findings: test.findings.map((f) => ({ ...f })),
    notes: test.notes,
    comparisons: test.comparisons.map((c) => ({
      with: c.with === 'herd7' ? c.with : names.path(c.with),
      outcome: c.outcome,
      details: c.details.map((d) => ({ ...d })),
    })),
    unanswered: test.unanswered ?? null,
    diagnostics: test.diagnostics.map((d) => diagnosticJson(d, names)),
    status: gravest(statusesOf(test)),
  };
}

function verdictJson(judged: Judged | Decided): { readonly [key: string]: Json } {
  return {
    quantifier: judged.quantifier,
    condition: judged.condition,
    observation: observation(judged),
    holds: holds(judged),
    vacuous: isVacuous(judged),
    vacuity: judged.vacuity === undefined ? null : { ...judged.vacuity },
    flags: judged.flags,
    cut: judged.cut,
    hash: judged.hash ?? null,
  };
}

function countsJson({ positive, negative, states }: Judged): { readonly [key: string]: Json } {
  return { positive, negative, states };
}

export function diagnosticJson(d: Diagnostic, names: PathNames): Json {
  return {
    code: d.code,
    severity: d.severity,
    message: d.message,
    hint: d.hint ?? null,
    file: names.path(d.source.name),
    ...place(d.source, d.span),
    related: (d.related ?? []).map((r) => ({ message: r.message, ...place(d.source, r.span) })),
  };
}

/** Lines and columns count from 1; the end is exclusive. */
function place(source: Source, span: Span): { readonly [key: string]: Json } {
  const start = positionOf(source, span.start);
  const end = positionOf(source, span.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** The same value with the keys of every object in the order of their code units. */
export function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
