/** A litmus test from its text. */

import type { Diagnostic } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';
import type { LitmusTest } from './ast.ts';
import { checkHeader } from './check-header.ts';
import { checkTest } from './check-test.ts';
import { type Complaints, complaints, error, hasErrors } from './complaints.ts';
import { statedHash, testHash } from './hash.ts';
import { namesOf } from './names.ts';
import { outline } from './outline.ts';
import { parseCondition } from './parse-condition.ts';
import { parseInit } from './parse-init.ts';
import { parseThreads } from './parse-threads.ts';
import { readResultHeader } from './result-header.ts';
import { split } from './split.ts';
import { warnOfCondition } from './warn-condition.ts';
import { warnOfHeader } from './warn-header.ts';
import { warnOfThreads } from './warn-threads.ts';

/**
 * Reads one test of the C dialect that herd7 takes with LKMM.
 *
 * Errors: whatever herd7 refuses or dies of before it knows any value is an error here; then there
 * is no test. Warnings come with a test. Diagnostics are sorted by place.
 */
export function parseLitmus(source: Source): { test?: LitmusTest; diagnostics: Diagnostic[] } {
  const to = complaints(source);
  const test = parse(source, to);
  const diagnostics = [...to.found].sort((a, b) => a.span.start - b.span.start);
  return test === undefined || hasErrors(to) ? { diagnostics } : { test, diagnostics };
}

function parse(source: Source, to: Complaints): LitmusTest | undefined {
  const sections = split(to);
  if (sections === undefined) return undefined;
  checkHeader(to, sections.info);
  if (sections.threadBefore !== undefined && isThreadBody(source, sections.init)) {
    error(to, sections.threadBefore, {
      code: 'litmus/no-initial-state',
      message:
        'the initial state is missing before the first thread, so herd7 takes the body of this one for it',
      hint: 'write `{}` on a line before it when every location begins as 0',
    });
    return undefined;
  }
  const init = parseInit(to, sections.init);
  const threads = parseThreads(to, sections.program);
  const condition = parseCondition(to, sections.condition);
  if (hasErrors(to)) return undefined;
  const pieces = outline(to, sections.program, threads);
  checkTest(to, { init, threads, ...condition });
  if (pieces === undefined || hasErrors(to)) return undefined;
  const computed = testHash(source, init, pieces, condition);
  const stated = statedHash(sections.info);
  const hash = stated.none ? undefined : (stated.value ?? computed);
  const result = readResultHeader(source, sections.header);
  warnOfHeader(to, sections, result, computed);
  const names = namesOf(threads, init);
  warnOfThreads(to, names);
  warnOfCondition(to, { init, threads, ...condition }, names);
  return {
    source,
    name: sections.name,
    nameSpan: sections.nameSpan,
    ...(sections.doc === undefined ? {} : { doc: sections.doc }),
    info: sections.info,
    ...(result === undefined ? {} : { result }),
    init,
    initSpan: { start: sections.init.start - 1, end: sections.init.end + 1 },
    threads,
    ...condition,
    ...(hash === undefined ? {} : { hash }),
  };
}

/** Whether these braces, which follow the header of a thread, cannot be an initial state. */
function isThreadBody(source: Source, part: Span): boolean {
  const silent = complaints(source);
  parseInit(silent, part);
  return hasErrors(silent);
}
