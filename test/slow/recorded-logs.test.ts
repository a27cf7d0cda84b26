/** The recorded logs that the mutants are measured by are what the real herd7 says, when it is there. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { withoutTime } from '../../src/herd/log.ts';
import { modelName } from '../../src/herd/model-files.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { recordedTests } from '../judge/recorded.ts';
import { recordedRows } from './recorded-rows.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const found = location.status === 'found' ? location.herd : undefined;
// Recorded with this release and this model.
const herd = found?.version === '7.58' && modelName(found.model) === 'Linux 7.2' ? found : undefined;
if (herd === undefined) console.warn('skipped: no herd7 7.58 with the model of Linux 7.2 (herd/setup.sh)');

test.skipIf(herd !== undefined || process.env['MBPAIR_REQUIRE_HERD'] !== '1')('herd7 is there', () => {
  throw new Error('no herd7 7.58 with the model of Linux 7.2');
});

test.skipIf(herd === undefined)(
  'herd7 says what is recorded',
  async () => {
    if (herd === undefined) return;
    const noticing = recordedTests(join(import.meta.dirname, 'noticing')).map(({ name, path, log }) => ({
      name,
      text: readFileSync(path, 'utf8'),
      log,
    }));
    const { rows } = recordedRows(readFileSync(join(import.meta.dirname, 'row-tests.herd7'), 'utf8'));
    const tests = [...noticing, ...rows];
    const answers = await herdJudge(tests, { herd, jobs: 2 });
    const changed = tests.filter(({ log }, i) => withoutTime(answers[i]?.log ?? '').trim() !== log?.trim());
    expect(changed.map(({ name }) => name)).toEqual([]);
    expect(answers).toHaveLength(noticing.length + rows.length);
  },
  600_000,
);
