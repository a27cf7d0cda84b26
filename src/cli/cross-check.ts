/**
 * The other judges of the same tests: the real herd7, and logs that it wrote elsewhere. One module,
 * loaded only when a check has another judge.
 */

import { resolve } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { compareJudgements, type Origin } from '../herd/compare.ts';
import { parseHerdOption } from '../herd/installation.ts';
import { herdBy, locateHerd, readModelFolder } from '../herd/locate.ts';
import { differingFiles } from '../herd/model-files.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Comparison, Crash, HerdUse } from '../report/check-report.ts';
import { tellDifferences } from '../report/differences.ts';
import { type HerdJudging, judgeWithHerd } from './herd-judge.ts';
import type { Io } from './io.ts';
import type { Texts } from './judge-all.ts';
import { problem } from './problem.ts';
import { type RecordedLogs, readRecordedLogs, recordsFor } from './recorded.ts';

export interface CrossCheck {
  readonly use: HerdUse;
  /** The user insists on herd7's answer. */
  readonly required: boolean;
  /** What to tell the user once, before any verdict. */
  readonly notes: readonly string[];
  readonly problems: readonly Diagnostic[];
  /** Has herd7 judge; absent when it takes no part. */
  readonly askHerd?: (tests: Texts, how: HerdJudging) => Promise<void>;
  /** `herd` is herd7's answer, if it was asked. */
  readonly comparisons: (ours: Judgement | Crash, herd: Judgement | undefined) => readonly Comparison[];
}

export interface CrossCheckOptions {
  /** `auto`, `require`, `off`, or a path. */
  readonly herd: string;
  readonly lkmm?: string;
  readonly recorded: readonly string[];
}

type Herd = Omit<CrossCheck, 'comparisons'>;

export async function prepareCrossCheck(
  options: CrossCheckOptions,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<CrossCheck> {
  const logs = await readRecordedLogs(
    options.recorded.map((shown) => ({ shown, path: resolve(io.cwd, shown) })),
  );
  const herd = await prepareHerd(options, io);
  return {
    ...herd,
    problems: [...herd.problems, ...logs.problems],
    comparisons: (ours, answer) => [
      ...(answer === undefined ? [] : [compare('herd7', answer, ours, 'same-text')]),
      ...(options.recorded.length === 0 ? [] : compareWithRecorded(logs, ours)),
    ],
  };
}

async function prepareHerd(options: CrossCheckOptions, io: Pick<Io, 'env' | 'cwd'>): Promise<Herd> {
  const without: Herd = { use: { used: false, why: 'off' }, required: false, notes: [], problems: [] };
  const lkmm = options.lkmm === undefined ? undefined : resolve(io.cwd, options.lkmm);
  if (options.lkmm !== undefined && lkmm !== undefined) {
    const model = await readModelFolder(lkmm);
    if (typeof model === 'string') {
      const hint = 'name a kernel tree or its tools/memory-model';
      return { ...without, problems: [problem('input/model-folder', options.lkmm, model, hint)] };
    }
  }
  const option = parseHerdOption(options.herd);
  const found = await locateHerd({ option, env: io.env, ...(lkmm === undefined ? {} : { lkmm }) });
  switch (found.status) {
    case 'off':
      return without;
    case 'absent':
      return {
        ...without,
        use: { used: false, why: 'missing', required: false, detail: found.reason },
        notes: [`not cross-checked: ${found.reason} (${found.hint})`],
      };
    case 'error':
      return {
        ...without,
        use: { used: false, why: 'missing', required: true, detail: found.reason },
        required: true,
        notes: [`herd7 is required, but ${found.reason} (${found.hint})`],
      };
    case 'found': {
      const { herd } = found;
      const differing = differingFiles(herd.model.digests);
      const note = `built in: Linux 7.2; yours (${herd.model.folder}) differs in ${differing.join(', ')}`;
      return {
        use: { used: true, by: herdBy(herd), differing },
        required: option.use !== 'auto',
        notes: differing.length === 0 ? [] : [note],
        problems: [],
        askHerd: (tests, how) => judgeWithHerd(herd, tests, how),
      };
    }
    default:
      return found satisfies never;
  }
}

/** Against the recorded logs that have this test; `unknown` when none of them has. */
function compareWithRecorded(logs: RecordedLogs, ours: Judgement | Crash): Comparison[] {
  if (ours.outcome === 'crashed') return [];
  const records = recordsFor(logs, ours);
  if (records.length === 0) {
    const message = `no recorded log has a test ${ours.name}`;
    return [{ with: 'recorded', outcome: 'unknown', details: [{ kind: 'absent', message }] }];
  }
  return records.map(({ log, judged }) => compare(log, judged, ours, 'recorded'));
}

export function compare(
  who: string,
  reference: Judgement,
  ours: Judgement | Crash,
  origin: Origin,
): Comparison {
  if (ours.outcome === 'crashed') {
    return {
      with: who,
      outcome: 'unknown',
      details: [{ kind: 'crashed', message: 'mbpair has no answer' }],
    };
  }
  const result = compareJudgements(reference, ours, origin);
  switch (result.outcome) {
    case 'equal':
      return { with: who, outcome: 'agrees', details: [] };
    case 'differs':
      return { with: who, outcome: 'differs', details: tellDifferences(who, result.differences) };
    case 'cannot-compare':
      return { with: who, outcome: 'unknown', details: [{ kind: result.why, message: result.detail }] };
    default:
      return result satisfies never;
  }
}
