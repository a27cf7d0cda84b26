/**
 * Records what the real herd7 says of the library's tests in herd/recorded, a file a scenario. Only
 * tests that are not recorded yet are judged, and what is done is kept when it is interrupted. The file
 * of a scenario of which nothing is judged keeps its date:
 * `npm run record`, `npm run record -- --all` for everything anew, `npm run record -- ID ...` for some.
 */

import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { locateHerd } from '../../src/herd/locate.ts';
import { differingFiles } from '../../src/herd/model-files.ts';
import {
  modelDigest,
  type RecordedVerdict,
  renderRecordedVerdicts,
} from '../../src/herd/recorded-verdicts.ts';
import { herdJudge } from '../../src/herd/run.ts';
import { libraryScenarios, recordedFile, recordedFolder, recordedOf, testsOf } from './library.ts';

/** Between two writes of the file; herd7 needs a minute at most for them. */
const share = 60;

const say = (text: string) => process.stdout.write(`${text}\n`);

const location = await locateHerd({ option: { use: 'require' } });
if (location.status !== 'found') throw new Error('no herd7: run herd/setup.sh');
const { herd } = location;
const differing = differingFiles(herd.model.digests);
if (differing.length > 0) throw new Error(`not the model of Linux 7.2: ${differing.join(', ')} differ`);
const model = modelDigest(herd.model.digests);

const args = process.argv.slice(2);
const anew = args.includes('--all');
const ids = args.filter((arg) => arg !== '--all');
const library = libraryScenarios();
const unknown = ids.filter((id) => !library.some((s) => s.id === id));
if (unknown.length > 0) throw new Error(`no such scenario: ${unknown.join(', ')}`);

const today = new Date().toISOString().slice(0, 10);

mkdirSync(recordedFolder, { recursive: true });
for (const file of readdirSync(recordedFolder)) {
  if (library.some((s) => `${s.id}.txt` === file)) continue;
  rmSync(join(recordedFolder, file));
  say(`${file}: removed, no such scenario`);
}
let asked = 0;
for (const scenario of library) {
  if (ids.length > 0 && !ids.includes(scenario.id)) continue;
  const tests = testsOf(scenario);
  const before = recordedOf(scenario.id);
  // Another release may see it otherwise: all of a file is one herd7's.
  const known = new Map(anew || before?.herd7 !== herd.version ? [] : before.verdicts);
  const due = tests.filter((t) => !known.has(t.digest));
  const date = due.length === 0 && before !== undefined ? before.date : today;
  for (let at = 0; at < due.length; at += share) {
    const part = due.slice(at, at + share);
    const answers = await herdJudge(part, { herd, jobs: availableParallelism() });
    for (const [i, { digest, name, fillings, outcome }] of part.entries()) {
      const judgement = answers[i]?.judgement;
      if (judgement?.outcome !== 'judged') {
        throw new Error(`herd7 does not judge ${name}: ${answers[i]?.messages.join(' ')}`);
      }
      const { states, positive, negative, flags, cut } = judgement;
      known.set(digest, { digest, fillings, outcome, states, positive, negative, flags, cut });
    }
    write();
  }
  asked += due.length;
  write();
  say(`${scenario.id}: ${tests.length} tests, ${due.length} judged now`);

  /** In the order of the tests; what no test is any more is left out. */
  function write(): void {
    const verdicts = new Map(
      tests.flatMap(({ digest, fillings, outcome }): [string, RecordedVerdict][] => {
        const verdict = known.get(digest);
        return verdict === undefined ? [] : [[digest, { ...verdict, fillings, outcome }]];
      }),
    );
    const file = recordedFile(scenario.id);
    const of = { scenario: scenario.id, herd7: herd.version, date, model };
    const text = renderRecordedVerdicts({ ...of, verdicts });
    const temporary = join(recordedFolder, `.${basename(file)}.${process.pid}`);
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  }
}
say(`${asked} tests judged by herd7 ${herd.version}`);
