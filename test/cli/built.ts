/** The bundled program, built anew for the tests of one file. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

/** Builds into a folder that finds the installed packages; gone after the file's tests. */
export function builtProgram(): string {
  mkdirSync('node_modules/.cache', { recursive: true });
  const folder = mkdtempSync(join(resolve('node_modules/.cache'), 'mbpair-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync(process.execPath, ['.build/build.mjs', folder]);
  return folder;
}
