/** Collects what is wrong with one scenario file; errors beyond a limit are dropped. */

import type { Diagnostic, Related } from '../base/diagnostic.ts';
import type { Source, Span } from '../base/source.ts';

export interface Complaints {
  readonly source: Source;
  readonly found: Diagnostic[];
}

export interface Remark {
  readonly code: Diagnostic['code'];
  readonly message: string;
  readonly hint?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

/** More of one severity than this are not kept. */
const most = 20;

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

function add(to: Complaints, severity: Diagnostic['severity'], span: Span, remark: Remark): void {
  if (to.found.filter((d) => d.severity === severity).length >= most) return;
  const same = (d: Diagnostic) =>
    d.code === remark.code && d.span.start === span.start && d.message === remark.message;
  if (to.found.some(same)) return;
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
