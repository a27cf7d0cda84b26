/** Diagnostics about files and arguments, which have no text to point into. */

import type { Diagnostic } from '../base/diagnostic.ts';
import { source, span } from '../base/source.ts';

export function problem(name: `input/${string}`, file: string, message: string, hint?: string): Diagnostic {
  return {
    code: name,
    severity: 'error',
    message,
    source: source(file, ''),
    span: span(0, 0),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** What the system said, in words: `permission denied`. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return '';
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'is a folder',
  ELOOP: 'too many symbolic links, or they form a ring',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  EIO: 'the disk could not be read',
};
