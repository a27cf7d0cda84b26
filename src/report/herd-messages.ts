/** Lines on standard error in herd7's form, which scripts look for. */

import { type Diagnostic, visible } from '../base/diagnostic.ts';
import { positionOf, textOf } from '../base/source.ts';

/** A line about a file, as the user named it; `user`: herd7 blames the test, not itself. */
export function herdWarning(file: string, message: string, user = true): string {
  return visible(`Warning: File "${file}": ${message}${user ? ' (User error)' : ''}`);
}

/**
 * What herd7 would say of a macro it does not know: the kernel's scripts take the name from this line.
 * undefined when nothing of the kind is wrong.
 */
export function unknownMacro(file: string, diagnostics: readonly Diagnostic[]): string | undefined {
  const unknown = diagnostics.find((d) => d.code === 'litmus/unknown-primitive');
  if (unknown === undefined) return undefined;
  return herdWarning(file, `Unknown macro ${textOf(unknown.source, unknown.span)}`);
}

/** One line for a test that is refused: herd7's form with our words, its columns counted from 0. */
export function refusalLine(file: string, diagnostics: readonly Diagnostic[]): string {
  const error = diagnostics.find((d) => d.severity === 'error');
  const macro = unknownMacro(file, diagnostics);
  if (macro !== undefined) return macro;
  if (error === undefined) return herdWarning(file, 'refused');
  const { line, column } = positionOf(error.source, error.span.start);
  const end = column - 1 + Math.max(1, error.span.end - error.span.start);
  return visible(
    `Warning: File "${file}", line ${line}, characters ${column - 1}-${end}: ${error.message} (User error)`,
  );
}
