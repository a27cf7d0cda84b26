import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { checkFormats } from '../../src/cli/check-formats.ts';
import { escapeAttribute, escapeText } from '../../src/report/junit.ts';
import { runMain, temporaryFolder, timeless } from './run-main.ts';
import { deadlock, race, sb } from './tests.ts';
import { wellFormed } from './well-formed.ts';

const schema = JSON.parse(readFileSync('src/report/check.schema.json', 'utf8')) as object;
const ajv = new Ajv({ strict: true });
const isReport = ajv.compile(schema);
const isLine = ajv.compile({
  ...schema,
  $ref: '#/$defs/line',
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: true,
});

/** Everything that a report can hold, in one run. */
function worldOfTests(): string {
  const cwd = temporaryFolder();
  const files: Record<string, string> = {
    'a.litmus': sb({ name: 'SB+mbs', result: 'Result: Never', barrier: 'smp_mb();' }),
    'b.litmus': sb({ name: 'SB', result: 'Result: Never' }),
    'c.litmus': race('Result: Sometimes DATARACE'),
    'd.litmus': deadlock(),
    'e.litmus': sb({ name: 'misspelt', read: 'READ_ONC' }),
    'f.litmus': sb({ name: 'typo', result: 'Result: Nevre', condition: 'forall (0:r7=0)' }),
    'g.litmus': 'C evil<&">\u0001\u001b\n{\u0000\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
}

const all = ['check', '.', 'missing<&">\u0001.litmus', '--herd', 'off'];

describe('json', () => {
  test('is what the schema says, whatever the tests are', async () => {
    const { status, stdout, stderr } = await runMain([...all, '--format', 'json'], { cwd: worldOfTests() });
    const report: unknown = JSON.parse(stdout);
    isReport(report);
    expect(isReport.errors).toBeNull();
    expect(status).toBe(2);
    expect(stderr).toBe('');
    expect(report).toMatchObject({
      summary: { tests: 7, asExpected: 2, findings: 3, badInputs: 3, exitStatus: 2, disagreements: 0 },
    });
  });

  test('is the same bytes from another folder, another time, another number of workers', async () => {
    const one = await runMain([...all, '--format', 'json'], { cwd: worldOfTests() });
    const two = await runMain([...all, '--format', 'json', '--jobs', '1'], { cwd: worldOfTests() });
    expect(two.stdout).toBe(one.stdout);
  });

  test('names files relative to the working folder', async () => {
    const cwd = worldOfTests();
    const args = ['check', join(cwd, 'a.litmus'), join(cwd, 'none'), '--format', 'json', '--herd', 'off'];
    const { stdout } = await runMain(args, { cwd });
    expect(stdout).not.toContain(cwd);
    expect(JSON.parse(stdout)).toMatchObject({ tests: [{ file: 'a.litmus' }], problems: [{ file: 'none' }] });
  });

  test('has its keys in order', async () => {
    const { stdout } = await runMain([...all, '--format', 'json'], { cwd: worldOfTests() });
    const inOrder = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const keys = Object.keys(value);
      if (!Array.isArray(value)) expect(keys).toEqual([...keys].sort());
      for (const inner of Object.values(value)) inOrder(inner);
    };
    inOrder(JSON.parse(stdout));
  });

  test('tells warnings and errors with their place', async () => {
    const { stdout } = await runMain(['check', 'e.litmus', '--format', 'json', '--herd', 'off'], {
      cwd: worldOfTests(),
    });
    const report = JSON.parse(stdout) as { tests: { diagnostics: object[] }[] };
    expect(report.tests[0]?.diagnostics[0]).toEqual({
      code: 'litmus/unknown-primitive',
      severity: 'error',
      message: 'unknown primitive READ_ONC',
      hint: 'did you mean READ_ONCE?',
      file: 'e.litmus',
      line: 10,
      column: 7,
      endLine: 10,
      endColumn: 15,
      related: [],
    });
  });
});

describe('jsonl', () => {
  test('is one line a test or problem, each by the schema', async () => {
    const { stdout, stderr } = await runMain([...all, '--format', 'jsonl'], { cwd: worldOfTests() });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(8);
    for (const line of lines) {
      isLine(JSON.parse(line));
      expect(isLine.errors).toBeNull();
    }
    expect(stderr).toBe('');
  });
});

describe('junit', () => {
  test('is well formed, with a case for each test and each problem', async () => {
    const { status, stdout } = await runMain([...all, '--format', 'junit'], { cwd: worldOfTests() });
    expect(status).toBe(2);
    expect(wellFormed(stdout)).toBe('well formed');
    expect(stdout.match(/<testcase /g)).toHaveLength(8);
    expect(stdout).toContain('<testsuites name="mbpair check" tests="8" failures="3" errors="3" skipped="0"');
  });

  test('as a CI gets it', async () => {
    const cwd = worldOfTests();
    const args = ['check', 'a.litmus', 'b.litmus', 'e.litmus', '--format', 'junit', '--herd', 'off'];
    const { stdout } = await runMain(args, { cwd });
    expect(timeless(stdout)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="mbpair check" tests="3" failures="1" errors="1" skipped="0" time="0.000">
        <testsuite name="." tests="3" failures="1" errors="1" skipped="0" time="0.000">
          <testcase classname="." name="SB+mbs" file="a.litmus" time="0.000">
            <system-out>Never 0 3</system-out>
          </testcase>
          <testcase classname="." name="SB" file="b.litmus" time="0.000">
            <failure type="finding" message="the Result: header says Never, the model says Sometimes 1 3">the Result: header says Never, the model says Sometimes 1 3</failure>
            <system-out>Sometimes 1 3</system-out>
          </testcase>
          <testcase classname="." name="misspelt" file="e.litmus" time="0.000">
            <error type="bad input" message="e.litmus:10:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]">e.litmus:10:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]
      10 | 	r0 = READ_ONC(*y);
         | 	     ^^^^^^^^
        = did you mean READ_ONCE?
      e.litmus:18:7: error: unknown primitive READ_ONC [litmus/unknown-primitive]
      18 | 	r0 = READ_ONC(*x);
         | 	     ^^^^^^^^
        = did you mean READ_ONCE?</error>
            <system-out>refused</system-out>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test('no character of an input can break it', () => {
    const hostile = `]]>&amp;<a href="x">\u0000\u0008\u000b\u001b\u007f\u0085\ufffe\uffff\ud800 \udc00'"\t\r\n`;
    const text = `<a b="${escapeAttribute(hostile)}">${escapeText(hostile)}</a>`;
    expect(wellFormed(text)).toBe('well formed');
    expect(escapeText('x < y && z')).toBe('x &#60; y &#38;&#38; z');
    expect(escapeAttribute('a\nb')).toBe('a&#10;b');
    expect(escapeText('\u001b[31m \ud83d\ude00 \ud800')).toBe('\\x1b[31m \ud83d\ude00 \\xd800');
  });
});

describe('herd', () => {
  test('is the log of the tests that were judged, and nothing else', async () => {
    const { stdout, stderr } = await runMain([...all, '--format', 'herd'], { cwd: worldOfTests() });
    expect(stdout.match(/^Test .*$/gm)).toEqual([
      'Test SB+mbs Allowed',
      'Test SB Allowed',
      'Test race Allowed',
      'Test deadlock Allowed',
      'Test typo Required',
    ]);
    expect(stdout).not.toMatch(/warning|error/);
    expect(stderr).toContain('Warning: File "e.litmus": Unknown macro READ_ONC (User error)');
  });
});

test('no format says anything on standard error of a good test under --quiet', async () => {
  for (const format of checkFormats) {
    const cwd = worldOfTests();
    const { stderr } = await runMain(['check', 'a.litmus', '-q', '--format', format, '--herd', 'off'], {
      cwd,
    });
    expect(stderr, format).toBe('');
  }
});

test('under herd, a good run says nothing more than herd7 would', async () => {
  const { status, stderr } = await runMain(['check', 'a.litmus', '--format', 'herd', '--herd', 'off'], {
    cwd: worldOfTests(),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
