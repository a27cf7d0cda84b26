/** `mbpair verify` from arguments to exit status. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { locateHerd } from '../../src/herd/locate.ts';
import { runMain, temporaryFolder, timeless } from './run-main.ts';
import { lbRing, sbScenario, strawHerd } from './scenarios.ts';
import { wellFormed } from './well-formed.ts';

/** A folder with one scenario, and what `verify` says of it. */
async function verifyText(yaml: string, more: readonly string[] = ['--herd', 'off']) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'my-sb.yaml'), yaml);
  return { ...(await runMain(['verify', 'my-sb.yaml', ...more], { cwd })), cwd };
}

describe('text', () => {
  test('tells a scenario from its question to how sure the answer is', async () => {
    const { status, stdout, stderr } = await verifyText(sbScenario());
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(timeless(stdout)).toBe(`my-sb: Two flags, each set by one side and looked at by the other

  Which fences make it certain that one side sees the other's flag?

  Today's code:
  left                    right
    WRITE_ONCE(*x, 1);      WRITE_ONCE(*y, 1);
    smp_mb();               smp_mb();
    r0 = READ_ONCE(*y);     r0 = READ_ONCE(*x);

  must not be   both-miss: neither sees the other
  must stay     left-wins: left comes first

  1 of 9 choices suffices:
      left  right
  no  none  none   both-miss can happen
  no  none  rmb    both-miss can happen
  no  none  mb     both-miss can happen
  no  wmb   none   both-miss can happen
  no  wmb   rmb    both-miss can happen
  no  wmb   mb     both-miss can happen
  no  mb    none   both-miss can happen
  no  mb    rmb    both-miss can happen
  ok  mb    mb     today, weakest

  x86  arm64  powerpc  riscv  the weakest choices that suffice, and their cost
    8      8        8      8  left=mb, right=mb (today's)
  (1 a light barrier, 4 a full one, gp a grace period)

  Today: sufficient
    left=mb   needed: nothing weaker would do
    right=mb  needed: nothing weaker would do

  As the scenario expects: today.
  18 tests, judged by mbpair alone.

1 scenario, 9 choices, 18 tests: 1 as expected in 0.0 s
`);
  });

  test('fits 80 columns on the whole library, and all is as expected', { timeout: 180_000 }, async () => {
    const { status, stdout } = await runMain(['verify', '--herd', 'off', '--fast']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain('53 scenarios, ');
    expect(status).toBe(0);
  });

  test('an insufficient choice is so in the model, and what that leaves out stands beside it', async () => {
    const yaml = sbScenario({
      today: '{ left: none, right: mb }',
      expect: 'insufficient',
      more: 'abstraction: The interrupt between the two is left out.\n',
    });
    const { status, stdout } = await verifyText(yaml);
    expect(status).toBe(0);
    expect(stdout).toContain('  Today: insufficient in the model (both-miss can happen)');
    expect(stdout).toContain('a question to a maintainer, not a bug report');
    expect(stdout).toContain('What the model leaves out: The interrupt between the two is left out.');
  });

  test('an expectation that is not met: status 1, and what was found', async () => {
    const { status, stdout } = await verifyText(
      sbScenario({ expect: '{ today: insufficient, minimal: [{ left: wmb, right: mb }] }' }),
    );
    expect(status).toBe(1);
    const text = stdout.replace(/\n {7}/g, ' ');
    expect(text).toContain(
      "FAIL today's choice is expected to be insufficient, and is sufficient in the model",
    );
    expect(text).toContain(
      'expected but not found: left=wmb,right=mb; found but not expected: left=mb,right=mb',
    );
    expect(stdout).toContain('exit status 1: finding');
  });

  test('--cost orders by an architecture and names its instructions', async () => {
    const { stdout } = await verifyText(sbScenario(), ['--herd', 'off', '--cost', 'arm64']);
    expect(stdout).toContain('arm64: dmb ish, dmb ish');
  });

  test('--fast gives the same answer from fewer choices', async () => {
    const { status, stdout } = await verifyText(sbScenario(), ['--herd', 'off', '--fast']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}\d choices judged, the rest of 9 inferred from the order:$/m);
    expect(stdout).toMatch(/^ {2}ok {2}mb +mb +today, weakest$/m);
  });

  test('--quiet shows what has a problem', async () => {
    const { stdout } = await verifyText(sbScenario(), ['--herd', 'off', '--quiet']);
    expect(stdout).toMatch(/^1 scenario, .*\n$/);
  });
});

describe('bad input', () => {
  test('a bad scenario is shown with a caret, and the others are verified', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'good.yaml'), sbScenario());
    writeFileSync(join(cwd, 'bad.yaml'), sbScenario({ id: 'bad', today: '{ left: mb, right: bm }' }));
    const { status, stdout, stderr } = await runMain(['verify', 'bad.yaml', 'good.yaml', '--herd', 'off'], {
      cwd,
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^bad\.yaml:\d+:\d+: error: .*\bbm\b/m);
    expect(stderr).toMatch(/^ +\| +\^\^$/m);
    expect(stdout).toMatch(/^my-sb: /);
    expect(stdout).toContain('1 scenario, 9 choices, 18 tests: 1 as expected, 1 bad input');
  });

  test.each([
    [
      'my-sp',
      'my-sp: error: neither a scenario of the library nor a .yaml file [input/unknown-scenario]\n  = did you mean my-sb?',
    ],
    ['none.yaml', 'none.yaml: error: cannot be read: no such file or folder [input/unreadable]'],
  ])('%s', async (arg, message) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'litmus/scenarios'), { recursive: true });
    writeFileSync(join(cwd, 'litmus/scenarios/my-sb.yaml'), sbScenario());
    const { status, stderr } = await runMain(['verify', arg, '--herd', 'off'], { cwd });
    expect(status).toBe(2);
    expect(stderr.replace(/(did you mean )`?(my-sb)`?/, '$1$2')).toContain(message);
  });

  test('a folder without scenarios, and two scenarios of one id', async () => {
    const cwd = temporaryFolder();
    const none = await runMain(['verify', '--herd', 'off'], { cwd });
    expect(none).toMatchObject({ status: 2 });
    expect(none.stderr).toContain('[input/no-scenarios]');
    writeFileSync(join(cwd, 'a.yaml'), sbScenario());
    writeFileSync(join(cwd, 'b.yaml'), sbScenario());
    const two = await runMain(['verify', 'a.yaml', 'b.yaml', '--herd', 'off'], { cwd });
    expect(two.status).toBe(2);
    expect(two.stderr).toContain('b.yaml: error: has the id of a.yaml: my-sb [input/same-scenario]');
  });

  test('an output that cannot be written is told before anything is judged', async () => {
    const { status, stdout, stderr } = await verifyText(sbScenario(), ['-o', 'none/out.txt']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('none/out.txt: cannot be written');
  });
});

test('the interrupt key: status 130, and how much was left', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'my-sb.yaml'), sbScenario());
  const args = ['verify', 'my-sb.yaml', '--herd', 'off'];
  const { status, stdout } = await runMain(args, { cwd, interrupt: (stop) => stop() });
  expect(status).toBe(130);
  expect(stdout).toContain('interrupted with 1 of 1 scenarios not done');
});

test('a limit of time: status 4, and no expectation is called unmet', async () => {
  const { status, stdout } = await runMain(['verify', 'vma-read-lock', '--herd', 'off', '-t', '1ms', '-q']);
  expect(status).toBe(4);
  expect(stdout).not.toContain('is expected to be');
});

describe('json', () => {
  const schema = JSON.parse(readFileSync('src/report/verify.schema.json', 'utf8')) as object;
  const isReport = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

  test('is what the schema says', async () => {
    const { status, stdout, stderr } = await verifyText(sbScenario(), ['--herd', 'off', '--format', 'json']);
    const report: unknown = JSON.parse(stdout);
    isReport(report);
    expect(isReport.errors).toBeNull();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const mb = { left: 'mb', right: 'mb' };
    expect(report).toMatchObject({
      command: 'verify',
      scenarios: [{ id: 'my-sb', minimal: [mb], robust: [], today: mb, todayStanding: 'sufficient' }],
      summary: { choices: 9, tests: 18, exitStatus: 0 },
    });
    const { choices } = (report as { scenarios: { choices: unknown[] }[] }).scenarios[0] ?? { choices: [] };
    expect(choices).toHaveLength(9);
    expect(choices[8]).toMatchObject({
      fillings: mb,
      sufficient: true,
      outcomes: [
        { id: 'both-miss', mbpair: { observation: 'Never', positive: 0, negative: 3 }, herd7: null },
        { id: 'left-wins', mbpair: { observation: 'Sometimes', positive: 1, negative: 2 }, herd7: null },
      ],
    });
  });

  test('holds situations, insufficient choices, bad files and disagreements too', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'bad.yaml'), 'id: [\n');
    writeFileSync(join(cwd, 'my-sb.yaml'), sbScenario({ today: '{ left: none, right: mb }' }));
    const pmd = join(process.cwd(), 'litmus/scenarios/gup-truncate-pmd.yaml');
    const files = ['bad.yaml', 'my-sb.yaml', pmd];
    const args = ['verify', ...files, '--format', 'json', ...strawHerd(cwd, 1, 1)];
    const { status, stdout } = await runMain(args, { cwd, env: { PATH: process.env['PATH'] } });
    const report: unknown = JSON.parse(stdout);
    isReport(report);
    expect(isReport.errors).toBeNull();
    expect(status).toBe(2);
    expect(report).toMatchObject({ summary: { badInputs: 1, disagreements: 2, findings: 1 } });
    expect(stdout).toContain('"situations": true');
  });

  test('is the same bytes by another number of workers and into a file', async () => {
    const one = await verifyText(sbScenario(), ['--herd', 'off', '--format', 'json']);
    const two = await verifyText(sbScenario(), [
      '--herd',
      'off',
      '--format',
      'json',
      '-o',
      'v.json',
      '-j',
      '1',
    ]);
    expect(two.stdout).toBe('');
    expect(readFileSync(join(two.cwd, 'v.json'), 'utf8')).toBe(one.stdout);
  });
});

describe('junit', () => {
  test('is well formed, with a case a scenario', async () => {
    const { stdout } = await verifyText(sbScenario({ expect: 'insufficient' }), [
      '--herd',
      'off',
      '-f',
      'junit',
    ]);
    wellFormed(stdout);
    expect(stdout).toContain('<testsuites name="mbpair verify" tests="1" failures="1"');
    expect(stdout).toContain("today's choice is expected to be insufficient");
  });
});

describe('herd7', () => {
  const real = async () => (await locateHerd({ option: { use: 'auto' } })).status === 'found';

  test('one that says something else: status 3, and where', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'my-sb.yaml'), sbScenario());
    const args = ['verify', 'my-sb.yaml', ...strawHerd(cwd, 2, 2)];
    const { status, stdout } = await runMain(args, { cwd, env: { PATH: process.env['PATH'] } });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^ {2}DIFF left=none,right=none both-miss: herd7: /m);
    expect(stdout).toContain('herd7 7.58 gave the same answer on 0 of 18 tests.');
    expect(stdout).toContain('exit status 3: disagreement');
  });

  test('one that is required gets the whole border of a search by order, not only what is shown', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'ring.yaml'), lbRing(4));
    const choices = async (...more: string[]) => {
      const args = ['verify', 'ring.yaml', '--fast', '-f', 'json', ...more];
      const { stdout } = await runMain(args, { cwd, env: { PATH: process.env['PATH'] } });
      const [found] = (JSON.parse(stdout) as { scenarios: { choices: { minimal: boolean }[] }[] }).scenarios;
      return found?.choices ?? [];
    };
    expect(await choices('--herd', 'off')).toHaveLength(32);
    const required = await choices(...strawHerd(cwd, 1, 1));
    // Today's, 2 to the 4 weakest ones, and each of these with one thread left bare.
    expect(required).toHaveLength(1 + 16 + 32);
    expect(required.filter((c) => c.minimal)).toHaveLength(16);
  });

  test('one that is required and is not there: status 4', async () => {
    const { status, stdout } = await verifyText(sbScenario(), ['--herd', 'require']);
    expect(status).toBe(4);
    expect(stdout).toContain('herd7 is missing');
  });

  test('many tests are not given to it unless somebody insists', async ({ skip }) => {
    if (!(await real())) skip('herd7 is not here');
    const { status, stdout } = await runMain(['verify', 'gup-truncate-flag', 'gup-truncate-unmap', '-q'], {
      env: process.env,
    });
    expect(status).toBe(0);
    expect(stdout).toContain('\nherd7 7.58, recorded: same answer on 453 of 453 compared\n');
    expect(stdout).toContain('(--herd require has herd7 judge all 453 tests now');
  });

  test('the real one agrees on the seed', async ({ skip }) => {
    if (!(await real())) {
      expect(process.env['MBPAIR_REQUIRE_HERD'], 'herd7 is required').not.toBe('1');
      skip('herd7 is not here');
    }
    const { status, stdout } = await runMain(['verify', 'gup-truncate-flag', '--herd', 'require'], {
      env: process.env,
    });
    expect(stdout).toContain('herd7 7.58 gave the same answer on all 300 tests.');
    expect(status).toBe(0);
  });
});
