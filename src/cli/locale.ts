/** Which characters the user's terminal shows. */

import type { Io } from './io.ts';

/** Whether the locale is not UTF-8, by the variables that POSIX asks in turn. Windows has none of them. */
export function asciiOnly({ env }: Pick<Io, 'env'>): boolean {
  if (env['OS'] === 'Windows_NT') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((l) => l !== undefined && l !== '');
  return locale === undefined || !/utf-?8/i.test(locale);
}
