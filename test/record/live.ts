/** The real herd7 beside the built-in judge and beside its own recorded verdicts. */

import process from 'node:process';
import { source } from '../../src/base/source.ts';
import { compareJudgements } from '../../src/herd/compare.ts';
import { type HerdInstallation, locateHerd } from '../../src/herd/locate.ts';
import { modelName } from '../../src/herd/model-files.ts';
import { type RecordedVerdicts, recordedJudgement } from '../../src/herd/recorded-verdicts.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { judge } from '../../src/judge/judge.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import type { LibraryTest } from './library.ts';

/** The herd7 that the verdicts were recorded with; undefined when it is not here, which is told. */
export async function recordingHerd(): Promise<HerdInstallation | undefined> {
  const location = await locateHerd({ option: { use: 'auto' } });
  const herd = location.status === 'found' ? location.herd : undefined;
  if (herd?.version === '7.58' && modelName(herd.model) === 'Linux 7.2') return herd;
  const reason = 'no herd7 7.58 with the model of Linux 7.2 (herd/setup.sh)';
  if (process.env['MBPAIR_REQUIRE_HERD'] === '1') throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  return undefined;
}

/** One line a test on which herd7 differs from the built-in judge or from what is recorded of it. */
export async function liveDifferences(
  tests: readonly LibraryTest[],
  recordings: ReadonlyMap<string, RecordedVerdicts['verdicts']>,
  herd: HerdInstallation,
): Promise<string[]> {
  const answers = await herdJudge(tests, { herd, jobs: 2 });
  return tests.flatMap((t, i) => {
    const live = answers[i]?.judgement;
    const verdict = recordings.get(t.scenario)?.get(t.digest);
    if (live?.outcome !== 'judged') return [`${t.name}: herd7 has no answer`];
    if (verdict === undefined) return [`${t.name}: not recorded`];
    return [
      ...different(`${t.name}: mbpair`, live, ourJudgement(t)),
      ...different(`${t.name}: recorded`, live, recordedJudgement(verdict, live)),
    ];
  });
}

function ourJudgement({ name, text }: LibraryTest): Judgement {
  const { test, diagnostics } = parseLitmus(source(name, text));
  return test === undefined ? { outcome: 'refused', name, diagnostics } : judge(test).judgement;
}

function different(who: string, herd: Judgement, other: Judgement): string[] {
  const comparison = compareJudgements(herd, other, 'same-text');
  return comparison.outcome === 'equal' ? [] : [`${who}: ${JSON.stringify(comparison)}`];
}
