import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { source } from '../../src/base/source.ts';
import { type JudgeAllOptions, judgeAll, textsOf } from '../../src/cli/judge-all.ts';
import type { Answer } from '../../src/cli/judge-text.ts';
import { JudgePool } from '../../src/cli/pool.ts';
import { slots } from '../../src/cli/slots.ts';
import { builtProgram } from './built.ts';
import { runMain, temporaryFolder } from './run-main.ts';
import { sb } from './tests.ts';

/** A worker that does what its text says, and otherwise answers with its text's length. */
const worker = `
exports.judgeBatch = ({ tasks, port }) => {
  for (const { source, limitMs } of tasks) {
    if (source.text === 'hang') for (;;);
    if (source.text === 'exit') process.exit(1);
    if (source.text === 'throw') throw new Error('thrown');
    if (source.text === 'eat') { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); }
    const slow = source.text === 'slow' && limitMs < 1000;
    port.postMessage({
      answer: { outcome: 'undecided', name: source.text, limit: slow ? 'time' : 'failure', detail: String(limitMs) },
      diagnostics: [],
      seconds: 0,
    });
  }
  port.close();
};`;

async function judgeTexts(texts: readonly string[], more: Partial<JudgeAllOptions> = {}): Promise<string[]> {
  const file = join(temporaryFolder(), 'worker.cjs');
  writeFileSync(file, worker);
  const pool = new JudgePool(pathToFileURL(file), 2, { graceMs: 300, memoryMb: 48 });
  onTestFinished(() => pool.close());
  const answers = new Map<number, Answer>();
  await judgeAll(textsOf(texts.map((text, index) => source(`${index}`, text))), {
    limitMs: 1000,
    slots: slots(2),
    pool: () => pool,
    stop: new AbortController().signal,
    onAnswer: (index, answer) => {
      expect(answers.has(index), `a second answer for ${index}`).toBe(false);
      answers.set(index, answer);
    },
    ...more,
  });
  return texts.map((_, index) => {
    const answer = answers.get(index)?.answer;
    if (answer === undefined) return 'none';
    return answer.outcome === 'undecided' ? `${answer.limit} ${answer.detail}` : answer.outcome;
  });
}

const fine = 'failure 250';
const good = (count: number) => Array.from({ length: count }, (_, i) => `good ${i}`);

describe('one test takes no other down with it', () => {
  test.each([
    ['hang', 'time the judge did not stop at its limit and was ended'],
    ['eat', 'memory the judge ran out of memory and was ended'],
    ['exit', 'crashed'],
    ['throw', 'crashed'],
  ])('when it would %s', async (text, outcome) => {
    const texts = [...good(5), text, ...good(20)];
    expect(await judgeTexts(texts)).toEqual([
      ...good(5).map(() => fine),
      outcome,
      ...good(20).map(() => fine),
    ]);
  });

  test('when they all do', async () => {
    const texts = ['exit', 'exit', 'throw', ...good(6), 'exit'];
    expect(await judgeTexts(texts)).toEqual([
      ...['crashed', 'crashed', 'crashed'],
      ...good(6).map(() => fine),
      'crashed',
    ]);
  });
});

test('a slow test is judged once more, alone and with its whole limit', async () => {
  expect(await judgeTexts([...good(10), 'slow'])).toEqual([...good(10).map(() => fine), 'failure 1000']);
});

test('nothing is answered after a stop', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await judgeTexts(good(20), { stop: stop.signal })).toEqual(good(20).map(() => 'none'));
});

describe('the real worker', () => {
  let workerFile: URL;
  beforeAll(() => {
    workerFile = pathToFileURL(join(builtProgram(), 'worker.js'));
  });

  test('gives the same report as this thread, whatever the number of workers', async () => {
    const args = [
      'check',
      'test/experiments/lock',
      'test/experiments/refused',
      '--format',
      'json',
      '--herd',
      'off',
    ];
    const here = await runMain(args);
    for (const jobs of ['1', '2', '5']) {
      const there = await runMain([...args, '--jobs', jobs], { workerFile });
      expect(there.stdout).toBe(here.stdout);
      expect(there.status).toBe(here.status);
    }
  });

  test('a few tests are judged without it', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.litmus'), sb());
    const nowhere = pathToFileURL(join(cwd, 'no-worker.js'));
    const { status } = await runMain(['check', 'a.litmus', '--herd', 'off'], { cwd, workerFile: nowhere });
    expect(status).toBe(0);
  });
});
