/** What a test is called that could not be read as a whole. */

import type { Source } from '../base/source.ts';

/** The name in its first line, else its file's name without folders and extension. */
export function fallbackName(source: Source): string {
  const header = /^C[ \t\r]+([A-Za-z0-9_/.+[\]-]+)/.exec(source.text.slice(0, 4096))?.[1];
  if (header !== undefined && header !== '--') return header.replace(/\.litmus$/, '');
  const base = source.name.slice(source.name.lastIndexOf('/') + 1);
  return base.replace(/\.litmus$/, '') || source.name;
}
