/** What the parser makes of texts: names, hashes, conditions, trees. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { source, sourceFromBytes, textOf } from '../../src/base/source.ts';
import type { Expr, LitmusTest, Statement } from '../../src/litmus/ast.ts';
import { observedPlaces, placeKey } from '../../src/litmus/observed.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { printCondition, registerNames } from '../../src/litmus/print-condition.ts';
import { type Recorded, recordedTests, sharedFolder } from '../judge/recorded.ts';
import { withBody, withCondition, withHeader, withInit, withParameters } from './complained.ts';

function parsed(text: string): LitmusTest {
  const { test: found, diagnostics } = parseLitmus(source('folder/file.litmus', text));
  if (found === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return found;
}

/** Name, condition and hash as herd7's log has them. */
function logLines(path: string): string {
  const { test: found } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
  if (found === undefined) return 'refused';
  const hash = found.hash === undefined ? [] : [`Hash=${found.hash}`];
  return [
    `Test ${found.name}`,
    `Condition ${printCondition(found, registerNames(found.info))}`,
    ...hash,
  ].join('\n');
}

function recordedLines(log: string): string {
  const lines = log.match(/^Test .*(?= (?:Allowed|Forbidden|Required)$)|^Condition .*$|^Hash=.*$/gm) ?? [];
  return lines.join('\n');
}

/** Below the macros, where herd7 goes and mbpair does not. */

function agree(tests: readonly Recorded[]) {
  const judged = tests.filter((t) => t.log !== undefined);
  for (const t of judged) expect(logLines(t.path), t.name).toBe(recordedLines(t.log ?? ''));
  return judged.length;
}

describe('name, condition and hash are those of herd7', () => {
  test('for the experiments', () => {
    expect(agree(recordedTests('test/experiments'))).toBeGreaterThan(1100);
  });

  test('for the public tests', () => {
    const folder = sharedFolder('corpus');
    if (folder !== undefined) expect(agree(recordedTests(folder))).toBeGreaterThan(570);
  });
});

/** herd7 knows these only when it has values. */
const aboutValues =
  /Non-symbolic|Non symbolic|Illegal operation|int32Scalar|mixed-size|Division_by_zero|Pointer arithmetic|cannot be a pointer/i;

test('what herd7 refuses before it has values is refused', () => {
  const refused = recordedTests('test/experiments').filter(
    (t) => t.log === undefined && !aboutValues.test(t.complaint ?? ''),
  );
  expect(refused.length).toBeGreaterThan(250);
  for (const t of refused) expect(logLines(t.path), `${t.name}: ${t.complaint}`).toBe('refused');
});

describe('the header', () => {
  test('-- is the name of the file', () => {
    expect(parsed(withHeader('C --\n{}')).name).toBe('file');
  });

  test('a doc string is kept, a tex name is not', () => {
    const found = parsed(withHeader('C t (tex)\n"a { doc"\n{}'));
    expect([found.name, found.doc]).toEqual(['t', 'a { doc']);
  });

  test.each([
    [' * Result: Never', 'Never', false],
    ['(* Result: Sometimes DATARACE *)', 'Sometimes', true],
    [' * Result: DEADLOCK', 'DEADLOCK', false],
    [' * Result: Maybe, says herd', 'Maybe', false],
    [' * Result: Flag srcu-bad-nesting', undefined, false],
  ])('%s', (line, word, dataRace) => {
    const { result } = parsed(withHeader(`C t\n(*\n${line}\n *)\n{}`));
    expect([result?.word, result?.dataRace]).toEqual([word, dataRace]);
  });

  test('no Result line, no result', () => {
    expect(parsed(withHeader('C t\n{}')).result).toBeUndefined();
  });
});

test('a Latin-1 file has the hash of its bytes', () => {
  const bytes = Uint8Array.from([
    ...new TextEncoder().encode('C t\n{}\nP0(int *x)\n{\n\t// caf'),
    0xe9,
    ...new TextEncoder().encode('\n\tint r0 = READ_ONCE(*x);\n}\nexists (0:r0=0)\n'),
  ]);
  const { test: found } = parseLitmus(sourceFromBytes('t.litmus', bytes));
  expect(found?.source.encoding).toBe('latin1');
  // From herd7 7.58.
  expect(found?.hash).toBe('8f9b5ed9b406f179b956a8605116f3b6');
});

describe('the initial state', () => {
  const item = (text: string) =>
    parsed(withInit(text)).init.map(({ span, place: { span: _, ...place }, ...rest }) => ({
      place,
      ...rest,
    }));

  test('a plain location', () => {
    expect(item('int x=0x10;')).toEqual([
      {
        place: { kind: 'location', name: 'x' },
        type: 'int',
        pointer: false,
        values: [{ kind: 'integer', value: 16 }],
        printed: 'int x=0x10',
      },
    ]);
  });

  test('a pointer, a register, an array', () => {
    expect(
      item('int *p=&x; P0:r5=-3; int z[2]={1,x};').map((i) => [i.printed, i.pointer, i.elements, i.values]),
    ).toEqual([
      ['int *p=x', true, undefined, [{ kind: 'address', name: 'x' }]],
      ['0:r5=-3', false, undefined, [{ kind: 'integer', value: -3 }]],
      [
        'int z[2]',
        false,
        2,
        [
          { kind: 'integer', value: 1 },
          { kind: 'address', name: 'x' },
        ],
      ],
    ]);
  });
});

test.each([
  ['int *x', 'int*'],
  ['int **x', 'int**'],
  ['const int *x', 'int const*'],
  ['int volatile *x', 'volatile int*'],
  ['int const volatile *x', 'int const volatile*'],
  ['struct srcu_struct *x', 'struct srcu_struct*'],
  ['volatile struct srcu_struct *x', 'volatile struct srcu_struct*'],
  ['atomic_int *x', '_Atomic int*'],
  ['_Atomic(int *) *x', '_Atomic (int*)*'],
  ['int * const * x', 'int* const*'],
  ['void *x', 'void*'],
])('the parameter %s has the type %s', (text, type) => {
  expect(parsed(withParameters(text)).threads[0]?.parameters.map((p) => [p.type, p.name])).toEqual([
    [type, 'x'],
  ]);
});

/** Trees in a short notation. */
function shape(e: Expr): string {
  switch (e.kind) {
    case 'integer':
      return String(e.value);
    case 'register':
      return e.name;
    case 'load':
      return `*${shape(e.address)}`;
    case 'cast':
      return `(${e.type})${shape(e.operand)}`;
    case 'binary':
      return `(${shape(e.left)} ${e.op} ${shape(e.right)})`;
    case 'call':
      return `${e.primitive.name}[${e.args.map(shape).join(', ')}]`;
    default:
      return e satisfies never;
  }
}

function statement(s: Statement): string {
  switch (s.kind) {
    case 'declare':
      return `${s.type} ${s.name}`;
    case 'assign':
      return `${s.name} = ${shape(s.value)}`;
    case 'store':
      return `*${shape(s.address)} = ${shape(s.value)}`;
    case 'expression':
      return `${s.void ? 'void ' : ''}${shape(s.value)}`;
    case 'call':
      return `${s.primitive.name}[${s.args.map(shape).join(', ')}]`;
    case 'if':
      return `if ${shape(s.condition)} then ${statement(s.then)}${s.else === undefined ? '' : ` else ${statement(s.else)}`}`;
    case 'while':
      return `while ${shape(s.condition)} ${statement(s.body)}`;
    case 'block':
      return `{ ${s.body.map(statement).join('; ')} }`;
    default:
      return s satisfies never;
  }
}

const bodyShape = (body: string) => parsed(withBody(body)).threads[0]?.body.map(statement).join('; ');

test.each([
  ['int r0 = 1 | 2 ^ 3 & 4;', 'r0 = (1 | (2 ^ (3 & 4)))'],
  ['int r0 = 1 & 2 == 3 + 4 * 5;', 'r0 = (1 & (2 == (3 + (4 * 5))))'],
  ['int r0 = 10 - 3 - 2;', 'r0 = ((10 - 3) - 2)'],
  ['int r0 = 1 == 2 & 3 == 4;', 'r0 = ((1 == 2) & (3 == 4))'],
  ['int r0 = (1 < 2) == 1;', 'r0 = ((1 < 2) == 1)'],
  ['int r0 = 3 - -1;', 'r0 = (3 - -1)'],
  ['int r0 = *x**y;', 'r0 = (*x * *y)'],
  ['int r0 = (int)1 + 2;', 'r0 = ((int)1 + 2)'],
  ['int r0 = 010;', 'r0 = 10'],
  ['int r0 = READ_ONCE((int)*x);', 'r0 = READ_ONCE[*x]'],
  ['int r0 = READ_ONCE(*(int *)x);', 'r0 = READ_ONCE[*(int*)x]'],
  ['int r0 = READ_ONCE((*x));', 'r0 = READ_ONCE[*x]'],
  ['WRITE_ONCE(*x, READ_ONCE(*y) + 1);', 'WRITE_ONCE[*x, (READ_ONCE[*y] + 1)]'],
  ['**x = 1;', '**x = 1'],
  ['*(*x) = 1;', '**x = 1'],
  ['*x = *y;', '*x = *y'],
  ['*x + 1;', '(*x + 1)'],
  ['(void)xchg(x, 1);', 'void xchg[x, 1]'],
  ['if (1) if (2) r0 = 1; else r0 = 2;', 'if 1 then if 2 then r0 = 1 else r0 = 2'],
  ['while r1 { r0 = 1; }', 'while r1 { r0 = 1 }'],
  ['{ int r0; { r0 = 1; } }', '{ int r0; { r0 = 1 } }'],
  ['%r0 = 1;', '%r0 = 1'],
])('%s', (text, expected) => {
  expect(bodyShape(text)).toBe(expected);
});

test('every node has the span of its text', () => {
  const found = parsed(withBody('int r0 = (READ_ONCE(*x) + 1);\nif (r0)\n\tWRITE_ONCE(*y, 1);'));
  const body = found.threads[0]?.body ?? [];
  expect(body.map((s) => textOf(found.source, s.span))).toEqual([
    'int r0 = (READ_ONCE(*x) + 1);',
    'if (r0)\n\t\tWRITE_ONCE(*y, 1);',
  ]);
  const [assign] = body;
  expect(assign?.kind === 'assign' && textOf(found.source, assign.value.span)).toBe('(READ_ONCE(*x) + 1)');
  expect(textOf(found.source, found.initSpan)).toBe('{}');
  expect(textOf(found.source, found.conditionSpan)).toBe('exists (x=0)');
});

describe('conditions', () => {
  const printed = (text: string) => printCondition(parsed(withCondition(text)));

  test.each([
    ['exists (0:r0=0 /\\ x=1 => 1:r0=1)', 'exists (0:r0=0 /\\ ([x]=1 => 1:r0=1))'],
    ['exists (0:r0=0 => 1:r0=1 \\/ x=1)', 'exists ((0:r0=0 => 1:r0=1) \\/ [x]=1)'],
    ['exists ((0:r0=0 => 1:r0=1) => x=1)', 'exists (0:r0=0 => 1:r0=1 => [x]=1)'],
    ['exists (~0:r0=0 /\\ 1:r0!=0)', 'exists (not (0:r0=0) /\\ not (1:r0=0))'],
    ['forall x=*y', 'forall ([x]=[y])'],
    ['~ exists (P0:r0=0x10)', '~exists (0:r0=16)'],
    ['final (0:r0=x[1])', 'exists (0:r0=x+1)'],
    ['observed 0:r0=0; x=1; and 0:r0=1; x=0;', 'exists (0:r0=0 /\\ [x]=1 \\/ 0:r0=1 /\\ [x]=0)'],
    ['locations [x int; y *;]', 'forall (true)'],
    ['', 'forall (true)'],
    ['exists (0:r0=0); with tso: ~exists; ppc: exists', 'exists (0:r0=0)'],
  ])('%s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('observed places come in the order of the log', () => {
    const found = parsed(
      withCondition('locations [y; 1:r10; x; 1:r2]\nfilter (0:r0=0)\nexists (0:r1=1:r0 /\\ Z=a)'),
    );
    expect(observedPlaces(found).map(placeKey)).toEqual(['0:r1', '1:r0', '1:r10', '1:r2', 'Z', 'x', 'y']);
  });

  test('Mapping renames what is printed and nothing else', () => {
    const plain = parsed(withHeader('C t\n{}'));
    const mapped = parsed(withHeader('C t\nMapping=0:r0=EAX\n{}'));
    expect(printCondition(mapped, registerNames(mapped.info))).toBe('exists (0:EAX=0 /\\ 1:r0=0)');
    expect(mapped.hash).toBe(plain.hash);
  });
});

test('a hash given in the header replaces the computed one; one in small letters suppresses it', () => {
  expect(parsed(withHeader('C t\nHash=77\n{}')).hash).toBe('77');
  expect(parsed(withHeader('C t\nhash=77\n{}')).hash).toBeUndefined();
});

test('braces in comments that only seem to balance enter the hash as herd7 has it', () => {
  const text = 'C n\n{}\nP0(int *x)\n{\n\tint r0 = READ_ONCE(*x);\n/* } { */\n}\nexists (0:r0=0)\n';
  expect(parsed(text).hash).toBe('96754ae93f25ed2d373106a866e3b631');
});
