/** Litmus tests that lie beside what herd7 answered to them: `T.litmus`, `T.litmus.herd7`, `T.litmus.err`. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { sourceFromBytes } from '../../src/base/source.ts';
import { type JudgeOptions, judge } from '../../src/judge/judge.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { renderHerdLog } from '../../src/report/herd-log.ts';

export interface Recorded {
  /** Path below the folder it was found in, with forward slashes. */
  readonly name: string;
  readonly path: string;
  /** herd7's log without its Time lines; absent when it printed none. */
  readonly log?: string;
  /** What it said on standard error. */
  readonly complaint?: string;
}

export function recordedTests(folder: string): Recorded[] {
  return litmusFiles(folder).map((path) => {
    const log = existsSync(`${path}.herd7`) ? timeless(latin1(`${path}.herd7`)) : '';
    const complaint = existsSync(`${path}.err`) ? latin1(`${path}.err`) : '';
    return {
      name: relative(folder, path).replaceAll('\\', '/'),
      path,
      ...(log.trim() === '' ? {} : { log }),
      ...(complaint === '' ? {} : { complaint }),
    };
  });
}

function litmusFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return path.endsWith('.litmus') ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => litmusFiles(join(path, name)));
}

const latin1 = (path: string) => readFileSync(path, 'latin1');

export const timeless = (log: string) =>
  log
    .split('\n')
    .filter((line) => !line.startsWith('Time '))
    .join('\n');

/** Our judgement of a file; a test that does not parse is refused. */
export function judgeFile(path: string, options: JudgeOptions = {}): Judgement {
  const { test, diagnostics } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
  if (test === undefined) return { outcome: 'refused', name: path, diagnostics };
  return judge(test, options).judgement;
}

/** Our log in Latin-1, or why there is none. */
export function logOf(judgement: Judgement): string {
  switch (judgement.outcome) {
    case 'judged':
      return timeless(renderHerdLog(judgement, 0));
    case 'refused':
      return `refused: ${judgement.diagnostics.map(renderDiagnostic).join('\n')}`;
    case 'rejected':
      return `rejected: ${judgement.message}`;
    case 'decided':
      throw new Error('verdict mode has no log');
    case 'undecided':
      return `undecided: ${judgement.detail}`;
    default:
      return judgement satisfies never;
  }
}

/** Where the public corpus and the scaling families are; undefined when they are not here. */
export function sharedFolder(part: string): string | undefined {
  const folder = join(process.env['MBPAIR_SHARED'] ?? '../shared', part);
  if (existsSync(folder)) return folder;
  const reason = `${folder} is not here; MBPAIR_SHARED names the folder that holds ${part}/`;
  if (process.env['MBPAIR_REQUIRE_CORPUS'] === '1') throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  return undefined;
}
