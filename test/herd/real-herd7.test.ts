/** The real herd7, when it is there; `MBPAIR_REQUIRE_HERD=1` makes its absence a failure. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { withoutTime } from '../../src/herd/log.ts';
import { modelName } from '../../src/herd/model-files.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { experiments, filesBelow } from './log-text.ts';

const location = await locateHerd({ option: { use: 'auto' } });
const herd = location.status === 'found' ? location.herd : undefined;
// The recorded answers are those of this release and this model.
const reference = herd?.version === '7.58' && modelName(herd.model) === 'Linux 7.2' ? herd : undefined;
const why =
  herd === undefined
    ? `no real herd7: ${'reason' in location ? location.reason : location.status}`
    : `herd7 ${herd.version} with the model ${modelName(herd.model)} is not the recorded one`;

if (reference === undefined) console.warn(`skipped: ${why}`);

describe('the real herd7', () => {
  it.skipIf(reference !== undefined || process.env['MBPAIR_REQUIRE_HERD'] !== '1')('is there', () => {
    throw new Error(why);
  });

  it.skipIf(reference === undefined)(
    'answers to every experiment, run in batches, what is recorded',
    async () => {
      if (reference === undefined) return;
      const files = filesBelow(experiments, '.litmus');
      expect(files.length).toBeGreaterThan(1400);
      const answers = await herdJudge(files, { herd: reference, jobs: 2 });
      const read = (path: string) => {
        try {
          return readFileSync(path);
        } catch {
          return Buffer.alloc(0);
        }
      };
      const base = (words: string) => words.replace(/[^"\\]*\/(?=[^"\\/]*\.litmus)/g, '').trim();
      files.forEach((file, i) => {
        const { judgement, log, messages } = answers[i] ?? { judgement: undefined, log: '', messages: [] };
        // Undetermined values are numbered by a counter that runs through the call.
        const numbersAside = (text: string) => text.replace(/=S\d+;/g, '=S;');
        const recorded = numbersAside(read(`${file}.herd7`).toString('utf8'));
        expect(numbersAside(withoutTime(log)), file).toBe(recorded);
        expect(judgement?.outcome, file).toBe(recorded === '' ? 'rejected' : 'judged');
        const said = read(`${file}.err`)
          .toString('utf8')
          .trim()
          .replace(/^Warning: /, '');
        expect(base(messages.join('\n')), file).toBe(base(said));
      });
    },
  );

  it.skipIf(reference === undefined)('gives two tests of one name and one hash an answer each', async () => {
    if (reference === undefined) return;
    const text = readFileSync(join(experiments, 'header/h-plain.litmus'), 'utf8');
    expect(text).toContain('exists (0:r0=0)');
    const other = text.replace('exists (0:r0=0)', 'exists (0:r0=1)');
    const answers = await herdJudge(
      [
        { name: 'a', text },
        { name: 'b', text: other },
      ],
      { herd: reference },
    );
    expect(answers.map((a) => a.log.match(/^Observation .*$/m)?.[0])).toEqual([
      'Observation h-plain Always 1 0',
      'Observation h-plain Never 0 1',
    ]);
  });
});
