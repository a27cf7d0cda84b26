/** Recorded herd7 logs below a folder, for tests that read them all. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export function logsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.litmus.herd7'))
    .map((name) => join(folder, name))
    .sort();
}
