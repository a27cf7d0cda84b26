/**
 * Collects what is wrong with one text. Errors beyond a limit are dropped: a file that is no litmus
 * test should not bury its reader.
 */

import type { Diagnostic, Related, Severity } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';

export type Code = `litmus/${string}`;

export interface Complaints {
  readonly source: Source;
  readonly found: Diagnostic[];
}

/** More of one severity than this are not kept. */
const most = 20;

export interface Remark {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

export function complaints(source: Source): Complaints {
  return { source, found: [] };
}

export function error(to: Complaints, span: Span, remark: Remark): void {
  add(to, 'error', span, remark);
}

export function warning(to: Complaints, span: Span, remark: Remark): void {
  add(to, 'warning', span, remark);
}

export function hasErrors(of: Complaints): boolean {
  return of.found.some((d) => d.severity === 'error');
}

function add(to: Complaints, severity: Severity, span: Span, remark: Remark): void {
  let same = 0;
  for (const d of to.found) if (d.severity === severity) same++;
  if (same >= most) return;
  to.found.push({
    code: remark.code,
    severity,
    message: remark.message,
    source: to.source,
    span: { start: span.start, end: span.end },
    ...(remark.hint === undefined ? {} : { hint: remark.hint }),
    ...(remark.related === undefined ? {} : { related: remark.related }),
  });
}
