/**
 * Tests as herd7 gets them: each in a numbered folder of a temporary one, under a name that is safe
 * on a command line and in a message. herd7 names a test `C --` after its file, so the name is kept
 * as far as it can be.
 */

import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certainName } from './batches.ts';
import { beforeEnd } from './process-end.ts';

/** A file's path, or a text with the name by which messages should call it. */
export type HerdTest = string | { readonly name: string; readonly text: string | Uint8Array };

export interface StagedTest {
  readonly shownName: string;
  /** The name in its first line, when certain. */
  readonly testName: string | undefined;
  /** Absolute; undefined when the user's file could not be read. */
  readonly path: string | undefined;
  /** Why it could not be read. */
  readonly problem?: string;
}

export interface Stage {
  readonly folder: string;
  readonly tests: readonly StagedTest[];
  readonly remove: () => Promise<void>;
}

export async function stageTests(tests: readonly HerdTest[]): Promise<Stage> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mbpair-herd-')));
  const forget = beforeEnd(() => rmSync(folder, { recursive: true, force: true }));
  const remove = async () => {
    forget();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const staged: StagedTest[] = [];
    for (const [i, test] of tests.entries()) staged.push(await stage(folder, i, test));
    return { folder, tests: staged, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function stage(folder: string, number: number, test: HerdTest): Promise<StagedTest> {
  const shownName = typeof test === 'string' ? test : test.name;
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(test);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { shownName, testName: undefined, path: undefined, problem };
  }
  const place = join(folder, String(number));
  const path = join(place, safeBaseName(shownName));
  await mkdir(place);
  await writeFile(path, bytes);
  const firstLines = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return { shownName, testName: certainName(firstLines), path };
}

async function bytesOf(test: HerdTest): Promise<Uint8Array> {
  if (typeof test === 'string') return readFile(test);
  return typeof test.text === 'string' ? Buffer.from(test.text, 'utf8') : test.text;
}

/** The last part of a path with everything replaced that a log, a message or a file system takes amiss. */
export function safeBaseName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  const safe = base.replace(/[\u0000-\u001f\u007f-\uffff"'()\\]/g, '_').slice(-200);
  return safe === '' || safe === '.' || safe === '..' ? 'test.litmus' : safe;
}
