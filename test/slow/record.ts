/**
 * Records what the real herd7 says: of the tests in noticing/ beside each, of the row tests in one
 * file. `node test/run-typescript.mjs test/slow/record.ts`, when a test or the table has changed.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { locateHerd } from '../../src/herd/locate.ts';
import { withoutTime } from '../../src/herd/log.ts';
import { type HerdTest, herdJudge } from '../../src/herd/run.ts';
import { rowTests } from './row-tests.ts';

const here = join(process.cwd(), 'test/slow');
const location = await locateHerd({ option: { use: 'require' } });
if (location.status !== 'found') throw new Error('no herd7: run herd/setup.sh');
const { herd } = location;

async function logsOf(tests: readonly HerdTest[]): Promise<string[]> {
  const answers = await herdJudge(tests, { herd, jobs: 2 });
  return answers.map(({ judgement, log, messages }, i) => {
    if (judgement.outcome === 'judged') return withoutTime(log);
    throw new Error(`herd7 does not judge test ${i}: ${messages.join(' ')}`);
  });
}

const noticing = join(here, 'noticing');
const files = readdirSync(noticing)
  .filter((name) => name.endsWith('.litmus'))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(noticing, name), 'utf8') }));
for (const [i, log] of (await logsOf(files)).entries()) {
  writeFileSync(join(noticing, `${files[i]?.name}.herd7`), log);
}
const rows = rowTests();
writeFileSync(join(here, 'row-tests.herd7'), (await logsOf(rows)).join(''));
process.stdout.write(`${files.length} tests of noticing/, ${rows.length} row tests\n`);
