import { expect, test } from 'vitest';
import { exitStatusHelp } from '../../src/cli/main.ts';
import { countOf, exitStatuses, gravest } from '../../src/report/exit-status.ts';

test('the gravest of several is returned', () => {
  expect(gravest([])).toBe(0);
  expect(gravest([4, 1])).toBe(1);
  expect(gravest([1, 3, 4])).toBe(3);
  expect(gravest([4, 3, 2, 1])).toBe(2);
  expect(gravest([4, 3, 70, 2, 1])).toBe(70);
  expect(gravest([0, 4, 130, 70])).toBe(130);
});

test('each status has one row', () => {
  const statuses = exitStatuses.map((row) => row.status);
  expect(new Set(statuses).size).toBe(statuses.length);
});

test('counts read well', () => {
  expect(countOf(1, 1)).toBe('1 finding');
  expect(countOf(2, 3)).toBe('3 bad inputs');
});

test('the table of the help', () => {
  expect(exitStatusHelp()).toMatchInlineSnapshot(`
    "Exit status, the gravest first; where several apply, the first is returned:
      130  interrupted: what was complete has been written
      70   a bug in mbpair: standard error has the details to report
      2    wrong usage, or a file that is missing, unreadable or not a litmus test
      3    two judges disagree: the built-in one and herd7, or a recorded log
      1    an expectation is unmet, a test is vacuous, or a data race unpredicted
      4    a limit of time or memory was hit, or herd7 was required and is missing
      0    all is as expected
    "
  `);
});
