/** Paths as they enter documents that must be the same on every machine. */

import { relative, resolve, sep } from 'node:path';

/** Relative to the working directory, with forward slashes; `-` stays. */
export function relativePath(file: string, cwd: string): string {
  if (file === '-') return file;
  const mark = file.startsWith('@') ? '@' : '';
  const path = relative(cwd, resolve(cwd, file.slice(mark.length)))
    .split(sep)
    .join('/');
  return `${mark}${path === '' ? '.' : path}`;
}
