import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type HerdAnswer, type HerdOptions, HerdStartError, herdJudge } from '../../src/herd/run.ts';
import { inFolder, type StubTest, stub, stubTest } from './stub.ts';

type Limits = Omit<HerdOptions, 'herd'>;

async function judge(
  tests: readonly StubTest[],
  limits: Limits = {},
  ...options: string[]
): Promise<HerdAnswer[]> {
  return inFolder((folder) => herdJudge(tests, { herd: stub(folder, ...options), timeLimit: 20, ...limits }));
}

/** `NAME=STATE` for a judgement, else `NAME: OUTCOME, what it says`. */
function brief({ judgement: j }: HerdAnswer): string {
  switch (j.outcome) {
    case 'judged':
      return `${j.name}=${j.states.join('|')}`;
    case 'rejected':
      return `${j.name}: rejected, ${j.message}`;
    case 'decided':
      return `${j.name}: decided`;
    case 'undecided':
      return `${j.name}: undecided, ${j.limit}`;
    case 'refused':
      return `${j.name}: refused`;
    default:
      return j satisfies never;
  }
}

async function briefs(
  tests: readonly StubTest[],
  limits: Limits = {},
  ...options: string[]
): Promise<string[]> {
  return (await judge(tests, limits, ...options)).map(brief);
}

const sound = (n: number) => `t${n}=0:r0=${n};`;

describe('many tests in one call', () => {
  it('each gets its own answer, in order', async () => {
    const tests = [0, 1, 2, 3, 4].map((n) => stubTest(n));
    expect(await briefs(tests)).toEqual([0, 1, 2, 3, 4].map(sound));
  });

  it('the record and the time stand beside the judgement', async () => {
    const [answer] = await judge([stubTest(7)]);
    expect(answer).toMatchObject({ seconds: 0.07, messages: [] });
    expect(answer?.log).toMatch(/^Test t7 Allowed\n[\s\S]*\nHash=7\n\n$/);
  });

  it('a refused test has the words of herd7 with the name that the user knows', async () => {
    const tests = [stubTest(0), stubTest(1, 'refuse'), stubTest(2, 'refuse-bare'), stubTest(3)];
    const expected = [
      sound(0),
      `t1: rejected, File "dir/t1.litmus", line 3, characters 1-2: unexpected '}' (in prog) (User error)`,
      't2: rejected, File "dir/t2.litmus": Bad process P5',
      sound(3),
    ];
    expect(await briefs(tests)).toEqual(expected);
    // Later releases end with another status after a refusal; nothing else changes.
    expect(await briefs(tests, {}, '--next')).toEqual(expected);
  });

  it('a fatal test does not take the rest with it', async () => {
    const tests = [
      stubTest(0),
      stubTest(1, 'fatal'),
      stubTest(2),
      stubTest(3, 'fatal'),
      stubTest(4, 'refuse'),
      stubTest(5),
    ];
    expect(await briefs(tests)).toEqual([
      sound(0),
      't1: rejected, Fatal: File "dir/t1.litmus" Adios\nFatal error: exception Division_by_zero',
      sound(2),
      't3: rejected, Fatal: File "dir/t3.litmus" Adios\nFatal error: exception Division_by_zero',
      `t4: rejected, File "dir/t4.litmus", line 3, characters 1-2: unexpected '}' (in prog) (User error)`,
      sound(5),
    ]);
  });

  it('tests of one name are all judged', async () => {
    const tests = [1, 2, 3].map((n) => stubTest(n, '', 'same'));
    expect(await briefs(tests)).toEqual(['same=0:r0=1;', 'same=0:r0=2;', 'same=0:r0=3;']);
    const otherHash = { name: 'x', text: stubTest(4, '', 'same').text.replace('hash same', 'hash other') };
    expect(await briefs([...tests, otherHash])).toContain('same=0:r0=4;');
  });

  it('files of one name are all judged, though herd7 takes the test names from them', async () => {
    const nameless = (n: number) => ({ name: `d${n}/same.litmus`, text: stubTest(n, '', '--').text });
    expect(await briefs([stubTest(1, '', 'same'), nameless(2), nameless(3)])).toEqual([
      'same=0:r0=1;',
      'same=0:r0=2;',
      'same=0:r0=3;',
    ]);
  });

  it('a test that is dropped without a word is judged alone, and then said to have no answer', async () => {
    const answers = await judge([stubTest(0), stubTest(1, 'silent'), stubTest(2)]);
    expect(answers.map(brief)).toEqual([sound(0), 't1: undecided, failure', sound(2)]);
    expect(answers[1]?.judgement).toMatchObject({
      detail: 'herd7 gave no answer: it ended with status 0 and said nothing',
    });
  });

  it('a warning beside a record is kept', async () => {
    const [answer] = await judge([stubTest(0, 'loop'), stubTest(1)]);
    expect(answer?.judgement).toMatchObject({ outcome: 'judged', cut: true });
    expect(answer?.messages).toEqual([
      'File "dir/t0.litmus": unrolling limit exceeded at While, legal outcomes may be missing.',
    ]);
  });
});

describe('limits', () => {
  const slow = { timeLimit: 1.5 };

  it('a test that takes too long is undecided, and the others are judged', async () => {
    const tests = [stubTest(0), stubTest(1, 'hang'), stubTest(2), stubTest(3)];
    const answers = await judge(tests, slow);
    expect(answers.map(brief)).toEqual([sound(0), 't1: undecided, time', sound(2), sound(3)]);
    expect(answers[1]?.judgement).toMatchObject({ detail: 'herd7 was at it for more than 1.5 s' });
  });

  it('a refusal just before a long test keeps its words', async () => {
    const tests = [stubTest(0, 'refuse-bare'), stubTest(1, 'hang')];
    expect(await briefs(tests, slow)).toEqual([
      't0: rejected, File "dir/t0.litmus": Bad process P5',
      't1: undecided, time',
    ]);
  });

  it('half a record is no verdict', async () => {
    expect(await briefs([stubTest(0), stubTest(1, 'half hang')], slow)).toEqual([
      sound(0),
      't1: undecided, time',
    ]);
    const [answer] = await judge([stubTest(1, 'half')]);
    expect(answer?.judgement).toMatchObject({ outcome: 'undecided', limit: 'failure' });
  });

  it('a process that someone else holds open ends all the same', async () => {
    expect(await briefs([stubTest(0, 'child'), stubTest(1)])).toEqual([sound(0), sound(1)]);
    expect(await briefs([stubTest(0, 'hang'), stubTest(1)], slow, '--spawn')).toEqual([
      't0: undecided, time',
      sound(1),
    ]);
  });

  it('a flood of output is undecided', async () => {
    const answers = await judge([stubTest(0), stubTest(1, 'flood'), stubTest(2)], { outputLimit: 2 ** 20 });
    expect(answers.map(brief)).toEqual([sound(0), 't1: undecided, memory', sound(2)]);
    expect(answers[1]?.judgement).toMatchObject({ detail: 'herd7 printed more than 1 MiB' });
  });

  it('memory running out is undecided, not a refusal', async () => {
    const tests = [stubTest(0), stubTest(1, 'exhausted'), stubTest(2, 'die'), stubTest(3)];
    expect(await briefs(tests)).toEqual([
      sound(0),
      't1: undecided, memory',
      't2: undecided, memory',
      sound(3),
    ]);
  });

  it.skipIf(process.platform !== 'linux')('a process that grows too big is ended', async () => {
    const answers = await judge([stubTest(0), stubTest(1, 'grow'), stubTest(2)], {
      memoryLimit: 512 * 2 ** 20,
    });
    expect(answers.map(brief)).toEqual([sound(0), 't1: undecided, memory', sound(2)]);
  });

  it('a crash is undecided', async () => {
    const answers = await judge([stubTest(0), stubTest(1, 'segv'), stubTest(2)]);
    expect(answers.map(brief)).toEqual([sound(0), 't1: undecided, failure', sound(2)]);
    expect(answers[1]?.judgement).toMatchObject({ detail: expect.stringContaining('SIGSEGV') });
  });
});

describe('output that cannot be right', () => {
  it.each(['garbage', 'twice', 'nonsense'])('%s is undecided, and the others are judged', async (action) => {
    expect(await briefs([stubTest(0), stubTest(1, action), stubTest(2)])).toEqual([
      sound(0),
      't1: undecided, failure',
      sound(2),
    ]);
  });

  it('a record under another name is not given to a neighbour', async () => {
    const tests = [stubTest(0), stubTest(1, 'wrong-name'), stubTest(2, '', 'somebody-else')];
    expect(await briefs(tests)).toEqual([sound(0), 'somebody-else=0:r0=1;', 'somebody-else=0:r0=2;']);
  });

  it('no output at all', async () => {
    expect(await briefs([stubTest(0), stubTest(1)], {}, '--mute')).toEqual([
      't0: undecided, failure',
      't1: undecided, failure',
    ]);
  });

  it('a herd7 that does not start is an error of its own', async () => {
    await inFolder(async (folder) => {
      const herd = { ...stub(folder), argv: [join(folder, 'no-such-herd7')] };
      await expect(herdJudge([stubTest(0)], { herd })).rejects.toThrow(HerdStartError);
    });
  });
});

describe('files and names', () => {
  it('any file name will do', async () => {
    await inFolder(async (folder) => {
      const herd = stub(folder);
      const names = [
        '-o',
        '-conf',
        'a b.litmus',
        '@list',
        "it's.litmus",
        'two\nlines.litmus',
        '*.litmus',
        'ü.litmus',
        '"q".litmus',
      ];
      mkdirSync(join(folder, 'in'));
      const paths = names.map((name, i) => {
        const path = join(folder, 'in', name);
        writeFileSync(path, stubTest(i).text);
        return path;
      });
      const answers = await herdJudge([...paths, join(folder, 'missing.litmus')], { herd });
      expect(answers.map(brief)).toEqual([
        ...names.map((_, i) => sound(i)),
        'missing.litmus: undecided, failure',
      ]);
    });
  });

  it('a test named after its file keeps that name', async () => {
    const test = { name: 'some/where/MP+a b.litmus', text: stubTest(3, '', '--').text };
    expect(await briefs([test])).toEqual(['MP+a b=0:r0=3;']);
  });

  it('nothing is left behind', async () => {
    const staged = () => readdirSync(tmpdir()).filter((name) => name.startsWith('mbpair-herd-'));
    const before = staged();
    await judge([stubTest(0), stubTest(1, 'fatal')]);
    expect(staged().filter((name) => !before.includes(name) && existsSync(join(tmpdir(), name)))).toEqual([]);
  });
});

describe('several at once', () => {
  it('batches and jobs do not change the answers', async () => {
    const actions = ['', 'refuse', '', 'fatal', 'loop', 'silent'];
    const tests = Array.from({ length: 12 }, (_, n) =>
      stubTest(n, actions[n % 6] ?? '', n % 4 === 0 ? 'same' : `t${n}`),
    );
    const one = await briefs(tests, { batchSize: 1 });
    expect(await briefs(tests, { jobs: 3, batchSize: 5 })).toEqual(one);
    expect(await briefs(tests)).toEqual(one);
  });

  it('each answer is told once', async () => {
    const told: number[] = [];
    await judge([stubTest(0), stubTest(1, 'silent'), stubTest(2, 'fatal'), stubTest(3)], {
      onAnswer: (test) => told.push(test),
    });
    expect(told.sort()).toEqual([0, 1, 2, 3]);
  });

  it('no tests, no process', async () => {
    await inFolder(async (folder) => {
      expect(await herdJudge([], { herd: { ...stub(folder), argv: [join(folder, 'none')] } })).toEqual([]);
    });
  });

  it('an abort ends the processes and rejects', async () => {
    const stop = new AbortController();
    const tests = [stubTest(0), stubTest(1, 'hang')];
    const judged = judge(tests, { signal: stop.signal, timeLimit: 60, onAnswer: () => {} });
    setTimeout(() => stop.abort(new Error('enough')), 300);
    await expect(judged).rejects.toThrow('enough');
    await expect(judge(tests, { signal: stop.signal })).rejects.toThrow('enough');
  });
});
