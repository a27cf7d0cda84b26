import { describe, expect, it } from 'vitest';
import { certainName, planBatches } from '../../src/herd/batches.ts';

describe('the name in the first line', () => {
  it.each([
    ['C MP\n', 'MP'],
    ['C  \t MP+a.b-c_d/e[0]\n{}', 'MP+a.b-c_d/e[0]'],
    ['C MP', 'MP'],
    ['C MP\r\n', 'MP'],
    ['C MP and more\n', 'MP'],
    ['C MP.litmus\n', 'MP'],
    ['C MP.litmus.litmus\n', 'MP.litmus'],
    ['C --\n', undefined],
    ['C .litmus\n', undefined],
    ['C MP*\n', undefined],
    ['C M\u00fcP\n', undefined],
    ['C MP(tex)\n', undefined],
    ['C MP"doc"\n', undefined],
    ['C\nMP\n', undefined],
    ['c MP\n', undefined],
    [' C MP\n', undefined],
    ['\nC MP\n', undefined],
    ['\u00ef\u00bb\u00bfC MP\n', undefined],
    ['CMP\n', undefined],
    ['', undefined],
  ])('%j: %s', (text, name) => {
    expect(certainName(text)).toBe(name);
  });
});

describe('which tests share a call', () => {
  it.each<[string, (string | undefined)[], number, number[][]]>([
    ['distinct names', ['a', 'b', 'c'], 10, [[0, 1, 2]]],
    ['full calls', ['a', 'b', 'c', 'd', 'e'], 2, [[0, 1], [2, 3], [4]]],
    ['one name', ['a', 'a', 'a'], 10, [[0], [1], [2]]],
    ['some of one name', ['a', 'b', 'a', 'c', 'b', 'a'], 10, [[0, 1, 3], [2, 4], [5]]],
    ['uncertain names', ['a', undefined, 'b', undefined], 10, [[0, 2], [1], [3]]],
    ['none', [], 10, []],
  ])('%s', (_, names, size, expected) => {
    expect(planBatches([...names.keys()], names, size)).toEqual(expected);
  });
});
