/**
 * herd7's recorded verdicts, which lie beside the library: they stand in where herd7 is not asked. A
 * test that was never recorded is not compared. But when the library itself has a test that its
 * recording does not know, the recording is stale, and that is an error: it must never pass for
 * agreement.
 */

import { join } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { type Source, sourceFromBytes, span } from '../base/source.ts';
import { linux72 } from '../herd/model-files.ts';
import {
  modelDigest,
  type RecordedVerdicts,
  readRecordedVerdicts,
  recordedJudgement,
  testDigest,
} from '../herd/recorded-verdicts.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Comparison, Crash } from '../report/check-report.ts';
import { unrecorded } from '../report/verify-report.ts';
import { compare } from './cross-check.ts';
import type { PlannedScenario } from './judge-scenarios.ts';
import { codeOf, problem, reasonOf } from './problem.ts';
import { readBytes } from './read-input.ts';

const shownFolder = 'herd/recorded';

/** The library's own have some 20,000 bytes. */
const largestRecording = 16 * 1024 * 1024;

/** `library`: its folder, if there is one. */
export async function withRecordings(
  plans: readonly PlannedScenario[],
  library: string | undefined,
): Promise<{ planned: PlannedScenario[]; problems: Diagnostic[] }> {
  if (library === undefined) return { planned: [...plans], problems: [] };
  const problems: Diagnostic[] = [];
  const planned: PlannedScenario[] = [];
  for (const plan of plans) {
    const { recorded, problems: own } = await recordingOf(plan, join(library, '../..', shownFolder));
    problems.push(...own);
    planned.push(recorded === undefined ? plan : { ...plan, recorded });
  }
  return { planned, problems };
}

export interface Recording {
  readonly recorded?: RecordedVerdicts;
  readonly problems: readonly Diagnostic[];
}

/** What is recorded of these scenarios of the library, whether or not it is of their tests of today. */
export async function recordingsBeside(library: string, ids: Iterable<string>): Promise<Recording[]> {
  const folder = join(library, '../..', shownFolder);
  const found: Recording[] = [];
  for (const id of ids) found.push(await readRecording(id, folder));
  return found;
}

/** Neither verdicts nor problems: nothing is recorded. */
async function readRecording(id: string, folder: string): Promise<Recording & { readonly text?: Source }> {
  const file = `${id}.txt`;
  const shown = `${shownFolder}/${file}`;
  let text: Source;
  try {
    const bytes = await readBytes(join(folder, file), largestRecording);
    if (bytes.length > largestRecording) {
      return { problems: [problem('input/too-large', shown, `more than ${largestRecording} bytes`)] };
    }
    text = sourceFromBytes(shown, bytes);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { problems: [] };
    return { problems: [problem('input/unreadable', shown, `cannot be read: ${reasonOf(error)}`)] };
  }
  const { recorded, diagnostics } = readRecordedVerdicts(text);
  return recorded === undefined ? { problems: diagnostics } : { recorded, text, problems: [] };
}

async function recordingOf({ from, plan }: PlannedScenario, folder: string): Promise<Recording> {
  const { recorded, text, problems } = await readRecording(from.scenario.id, folder);
  if (recorded === undefined || text === undefined) return { problems };
  const known = plan.tests.filter((t) => recorded.verdicts.has(testDigest(t.key))).length;
  const some = known === 0 ? {} : { recorded };
  // A user's own scenario may have any id.
  if (!from.ofLibrary) return { ...some, problems: [] };
  const missing = plan.tests.length - known;
  const complaint =
    recorded.model !== modelDigest(linux72)
      ? 'was recorded with other files of the model than the built-in model follows'
      : missing > 0
        ? `does not know ${missing} of the ${plan.tests.length} tests of ${from.file}, which has changed since`
        : undefined;
  return { ...some, problems: complaint === undefined ? [] : [stale(text, complaint)] };
}

function stale(source: Source, message: string): Diagnostic {
  const hint = 'npm run record asks herd7 anew; --herd off compares with nothing';
  return { code: 'herd/recorded-stale', severity: 'error', message, source, span: span(0, 0), hint };
}

/** herd7's recorded judgement of one test, if there is one, and how ours compares. */
export function besideRecorded(
  { herd7, verdicts }: RecordedVerdicts,
  key: string,
  ours: Judgement | Crash,
): { readonly herd: Judgement | undefined; readonly comparison: Comparison } {
  const who = `herd7 ${herd7}, recorded`;
  const verdict = verdicts.get(testDigest(key));
  if (verdict === undefined) {
    const message = 'herd7 was never asked about this test';
    return {
      herd: undefined,
      comparison: { with: who, outcome: 'unknown', details: [{ kind: unrecorded, message }] },
    };
  }
  const herd = recordedJudgement(verdict, ours);
  return { herd, comparison: compare(who, herd, ours, 'same-text') };
}
