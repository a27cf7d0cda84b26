import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain, temporaryFolder, timeless, type World } from './run-main.ts';
import { deadlock, race, sb } from './tests.ts';

/** Runs `mbpair check` in a folder that holds these files. */
async function check(files: Readonly<Record<string, string>>, args: readonly string[], world: World = {}) {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return runMain(['check', ...args], { cwd, ...world });
}

const off = ['--herd', 'off'];

describe('the text for people', () => {
  test('one line a test, a summary, every problem again at the end', async () => {
    const files = {
      'a.litmus': sb({ name: 'SB+mbs', result: 'Result: Never', barrier: 'smp_mb();' }),
      'b.litmus': sb({ name: 'SB', result: 'Result: Never' }),
      'c.litmus': race('Result: Sometimes'),
      'd.litmus': deadlock('Result: DEADLOCK'),
      'e.litmus': deadlock(),
      'f.litmus': sb({ name: 'misspelt', read: 'READ_ONC' }),
    };
    const { status, stdout, stderr } = await check(files, ['.', ...off]);
    expect(status).toBe(2);
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "     verdict         expected  herd7   time test
      ok   Never 0 3       Never     -    0.00s SB+mbs
      FAIL Sometimes 1 3   Never     -    0.00s SB
      FAIL Sometimes 1 1   Sometimes -    0.00s race  (data-race)
      ok   vacuous Never   DEADLOCK  -    0.00s deadlock  (deadlock)
      FAIL vacuous Never   -         -    0.00s deadlock  (deadlock)
      BAD  refused         -         -    0.00s misspelt

      4 problems

      FAIL SB
           b.litmus
           the Result: header says Never, the model says Sometimes 1 3
      FAIL race
           c.litmus
           a data race, which the Result: header does not predict: with a race, Sometimes promises nothing
      FAIL deadlock
           e.litmus
           vacuous, the test has no execution at all: a thread takes a spinlock that it already holds (line 8)
      BAD  misspelt
           f.litmus
           10:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]
           18:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]

      6 tests: 2 as expected, 3 findings, 1 bad input in 0.0 s
      exit status 2: bad input
      "
    `);
    expect(stderr).toMatchInlineSnapshot(`
      "f.litmus:10:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]
      10 | 	r0 = READ_ONC(*y);
         | 	     ^^^^^^^^
        = did you mean READ_ONCE?
      f.litmus:18:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]
      18 | 	r0 = READ_ONC(*x);
         | 	     ^^^^^^^^
        = did you mean READ_ONCE?
      "
    `);
  });

  test('nothing but the tests and the summary when all is well', async () => {
    const { status, stdout, stderr } = await check({ 'a.litmus': sb() }, ['a.litmus', ...off]);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "     verdict         expected  herd7   time test
      ok   Sometimes 1 3   -         -    0.00s SB

      1 test: 1 as expected in 0.0 s
      "
    `);
  });

  test('--states prints the final states below each test', async () => {
    const { stdout } = await check({ 'a.litmus': sb() }, ['a.litmus', '--states', ...off]);
    expect(stdout.split('\n').slice(2, 6)).toEqual([
      '     0:r0=0; 1:r0=0;',
      '     0:r0=0; 1:r0=1;',
      '     0:r0=1; 1:r0=0;',
      '     0:r0=1; 1:r0=1;',
    ]);
  });

  test('--quiet leaves problems and the summary', async () => {
    const files = { 'a.litmus': sb(), 'b.litmus': sb({ name: 'wrong', result: 'Result: Never' }) };
    const { status, stdout, stderr } = await check(files, ['.', '--quiet', ...off]);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).not.toContain(' SB\n');
    expect(stdout).toContain('FAIL');
    expect(stdout).toContain('2 tests: 1 as expected, 1 finding');
  });

  test('a long name does not make a terminal wrap, and is whole among the problems', async () => {
    const name = `C-${'RW-G+'.repeat(25)}end`;
    const files = { 'a.litmus': sb({ name, result: 'Result: Never' }) };
    const { stdout } = await check(files, ['a.litmus', ...off], { columns: 80 });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    const lines = stdout.replace(/\u001b\[\d+m/g, '').split('\n');
    const [, line] = lines;
    expect(line?.length).toBe(80);
    expect(line).toContain('C-RW-G+');
    expect(line?.endsWith('+end')).toBe(true);
    expect(lines).toContain(`FAIL ${name}`);
  });

  test('control characters of a file reach no terminal', async () => {
    const { stdout, stderr } = await check({ 'a.litmus': 'C evil\u001b[31m\n{\u001b}\n' }, [
      'a.litmus',
      ...off,
    ]);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe('expectations', () => {
  test('--expect stands in place of the header', async () => {
    const files = { 'a.litmus': sb({ result: 'Result: Never' }) };
    expect((await check(files, ['a.litmus', '--expect', 'Sometimes', ...off])).status).toBe(0);
    expect((await check(files, ['a.litmus', '--expect', 'Always', ...off])).status).toBe(1);
    expect((await check({ 'r.litmus': race() }, ['r.litmus', '--expect', 'Maybe', ...off])).status).toBe(1);
    expect(
      (await check({ 'r.litmus': race() }, ['r.litmus', '--expect', 'Maybe DATARACE', ...off])).status,
    ).toBe(0);
  });

  test('a vacuous Never is told as vacuous, with why', async () => {
    const { status, stdout } = await check({ 'd.litmus': deadlock() }, ['d.litmus', ...off]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAIL vacuous Never +- .* deadlock {2}\(deadlock\)$/m);
    expect(stdout).toContain('vacuous, the test has no execution at all: ');
  });
});

describe('exit status and the other tests', () => {
  const bad = sb({ name: 'bad', read: 'READ_ONC' });
  const wrong = sb({ name: 'wrong', result: 'Result: Never' });

  test('a bad test does not keep the others from being judged', async () => {
    const { status, stdout } = await check({ 'a.litmus': bad, 'b.litmus': sb() }, ['.', ...off]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^ok {3}Sometimes 1 3 .* SB$/m);
  });

  test('bad input is graver than a finding, and both are counted', async () => {
    const { status, stdout } = await check({ 'a.litmus': bad, 'b.litmus': wrong }, ['.', ...off]);
    expect(status).toBe(2);
    expect(stdout).toContain('2 tests: 1 finding, 1 bad input');
  });

  test('herd7 required and missing is 4, but a finding goes before it', async () => {
    const required = ['.', '--herd', 'require'];
    const missing = await check({ 'a.litmus': sb() }, required);
    expect(missing.status).toBe(4);
    expect(missing.stderr).toMatch(/^mbpair: herd7 is required, but no herd7 on PATH nor in the cache/);
    expect((await check({ 'a.litmus': wrong }, required)).status).toBe(1);
    expect((await check({ 'a.litmus': sb() }, ['.', '--herd', './no-such-herd7'])).status).toBe(4);
  });

  test('without herd7, auto says so once and goes on', async () => {
    const { status, stderr } = await check({ 'a.litmus': sb(), 'b.litmus': sb() }, ['.']);
    expect(status).toBe(0);
    expect(stderr.match(/not cross-checked/g)).toHaveLength(1);
  });

  test('a limit of time is 4', async () => {
    const threads = Array.from(
      { length: 9 },
      (_, i) => `P${i}(atomic_t *x)\n{\n\tint r0 = atomic_fetch_inc(x);\n}\n`,
    ).join('\n');
    const files = { 'slow.litmus': `C slow\n\n{}\n\n${threads}\nexists (0:r0=0 /\\ 8:r0=8)\n` };
    const { status, stdout } = await check(files, ['.', '--timeout', '30ms', ...off]);
    expect(stdout).toMatch(/^STOP undecided: time/m);
    expect(status).toBe(4);
  });

  test('a wrong model folder is bad input', async () => {
    const { status, stderr } = await check({ 'a.litmus': sb() }, ['a.litmus', '--lkmm', 'nowhere']);
    expect(status).toBe(2);
    expect(stderr).toContain('[input/model-folder]');
  });
});

describe('a recorded log', () => {
  const log = (positive: number, negative: number) =>
    [
      'Test SB Allowed',
      'States 4',
      '0:r0=0; 1:r0=0;',
      '0:r0=0; 1:r0=1;',
      '0:r0=1; 1:r0=0;',
      '0:r0=1; 1:r0=1;',
      'Ok',
      'Witnesses',
      `Positive: ${positive} Negative: ${negative}`,
      'Condition exists (0:r0=0 /\\ 1:r0=0)',
      `Observation SB Sometimes ${positive} ${negative}`,
      '',
      '',
    ].join('\n');
  const recorded = ['a.litmus', '--recorded', 'log', ...off];

  test('that agrees', async () => {
    const { status, stdout } = await check({ 'a.litmus': sb(), log: log(1, 3) }, recorded);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ok .* same /m);
    expect(stdout).toContain('recorded logs: same answer on 1 of 1 compared');
  });

  test('that differs is 3, with each difference', async () => {
    const { status, stdout } = await check({ 'a.litmus': sb(), log: log(2, 3) }, recorded);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^DIFF .* DIFF /m);
    expect(stdout).toContain('log: positive: 2 in log, 1 in mbpair');
  });

  test('that lacks the test leaves it alone', async () => {
    const files = { 'a.litmus': sb({ name: 'other' }), log: log(1, 3) };
    const { status, stdout } = await check(files, recorded);
    expect(status).toBe(0);
    expect(stdout).toMatch(/ \? +0\.\d\ds other$/m);
  });

  test('that is missing or damaged is bad input', async () => {
    expect((await check({ 'a.litmus': sb() }, recorded)).status).toBe(2);
    const damaged = { 'a.litmus': sb(), log: log(1, 3).replace('Observation', 'Obs') };
    expect((await check(damaged, recorded)).status).toBe(2);
  });
});

describe('where the report goes', () => {
  test('-o writes the file whole and leaves standard output empty', async () => {
    const { readFileSync, readdirSync } = await import('node:fs');
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.litmus'), sb());
    const { status, stdout } = await runMain(['check', 'a.litmus', '-o', 'report.txt', ...off], { cwd });
    expect(status).toBe(0);
    expect(stdout).toBe('');
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toContain('1 test: 1 as expected');
    expect(readdirSync(cwd).sort()).toEqual(['a.litmus', 'report.txt']);
  });

  test('a file that cannot be written is known before anything is judged', async () => {
    const { status, stdout, stderr } = await check({ 'a.litmus': sb() }, [
      'a.litmus',
      '-o',
      'no/such/r',
      ...off,
    ]);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe('mbpair: no/such/r: cannot be written: no such file or folder\n');
  });

  test('standard input is a test like any other', async () => {
    const { status, stdout } = await runMain(['check', '-', ...off], { stdin: sb({ name: 'piped' }) });
    expect(status).toBe(0);
    expect(stdout).toContain(' piped\n');
  });

  test('an interrupt leaves what is complete, and 130', async () => {
    const { status, stdout } = await check(
      { 'a.litmus': sb({ name: 'first' }), 'b.litmus': sb({ name: 'second' }) },
      ['.', ...off],
      { interrupt: (stop) => setImmediate(stop) },
    );
    expect(status).toBe(130);
    expect(stdout).toContain(' first\n');
    expect(stdout).not.toContain(' second\n');
    expect(stdout).toContain('interrupted with 1 of 2 tests not done');
  });
});
