/** The stub in place of herd7, and texts for it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { linux72, modelFileNames } from '../../src/herd/model-files.ts';

export const stubPath = fileURLToPath(new URL('stub-herd7.mjs', import.meta.url));

/** Runs `work` with a temporary folder that is removed afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'mbpair-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder that looks like the kernel's memory model. */
export function writeModel(folder: string): void {
  for (const file of modelFileNames) writeFileSync(join(folder, file), `stub of ${file}\n`);
}

/** The stub as an installation; `options` as the stub describes them. */
export function stub(folder: string, ...options: string[]): HerdInstallation {
  writeModel(folder);
  return {
    argv: [process.execPath, stubPath, ...options],
    version: '7.58',
    origin: 'option',
    model: { folder, digests: linux72 },
  };
}

export interface StubTest {
  readonly name: string;
  readonly text: string;
}

/** A test that asks the stub for `action`; its record shows `number` in the state. */
export function stubTest(number: number, action = '', header = `t${number}`): StubTest {
  const asked = action === '' ? '' : `stub: ${action}\n`;
  return {
    name: `dir/t${number}.litmus`,
    text: `C ${header}\nnumber ${number}\nhash same\n${asked}{}\nexists (true)\n`,
  };
}
