/** What is printed is read back, and nothing that is read makes the parser throw. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, source, sourceFromBytes } from '../../src/base/source.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { printLitmus } from '../../src/litmus/print.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';
import { withCondition, withInit, withParameters } from './complained.ts';

/** The tree without its places in the text. */
function tree(of: LitmusTest | undefined): unknown {
  if (of === undefined) return undefined;
  const plain = (key: string, value: unknown) =>
    key === 'source' || key === 'span' || key.endsWith('Span') ? undefined : value;
  return JSON.parse(JSON.stringify(of, plain));
}

function readBack(of: LitmusTest): LitmusTest | undefined {
  const bytes = bytesOf(of.source, printLitmus(of));
  return parseLitmus(sourceFromBytes(of.source.name, bytes)).test;
}

function checkFolder(folder: string): number {
  let read = 0;
  for (const { path, name } of recordedTests(folder)) {
    const { test: found } = parseLitmus(sourceFromBytes(path, readFileSync(path)));
    if (found === undefined) continue;
    expect(tree(readBack(found)), name).toEqual(tree(found));
    read++;
  }
  return read;
}

describe('the printer', () => {
  test('keeps every experiment', () => {
    expect(checkFolder('test/experiments')).toBeGreaterThan(1100);
  });

  test('keeps every public test', () => {
    const folder = sharedFolder('corpus');
    if (folder !== undefined) expect(checkFolder(folder)).toBeGreaterThan(570);
  });

  test('prints a test as people would write it', () => {
    const text =
      'C t.litmus "doc"\nkey=value\n(* Result: Never *)\n{ int *p = &x ; x=0x1; int z[2]={1,2} }\n' +
      '/* one */ void P0(int **p, struct srcu_struct *s) {\n\tint r0 = READ_ONCE(*p); /* here */\n}\n' +
      'locations [x int; z[1];]\nfilter 0:r0=x exists ~x=1 /\\ (0:r0=x \\/ x=*y)\n';
    const { test: found } = parseLitmus(source('t.litmus', text));
    expect(found === undefined ? '' : printLitmus(found)).toMatchInlineSnapshot(`
      "C t
      "doc"
      key=value

      (*
       * Result: Never
       *)

      {
      	int *p=x;
      	x=0x1;
      	int z[2]={1,2};
      }

      P0(int **p, struct srcu_struct *s)
      {
      	int r0 = READ_ONCE(*p); /* here */
      }

      locations [x; z[1]]
      filter (0:r0=x)
      exists (~([x]=1) /\\ (0:r0=x \\/ [x]=[y]))
      "
    `);
  });
});

const name = fc.constantFrom('x', 'y', '_a', 'b.c', 'long_name', 'P1x', 'x-y');
const number = fc.oneof(fc.integer().map(String), fc.constantFrom('0x0', '0xffffffff', '007', '-0'));
const value = fc.oneof(
  number,
  name,
  fc.tuple(name, fc.nat(9)).map(([n, i]) => `${n}[${i}]`),
);
const register = fc
  .tuple(fc.constantFrom('0', 'P0', '1', '0x1', '01'), fc.constantFrom('r0', 'r1', '$r', '%r0'))
  .map(([t, r]) => `${t}:${r}`);
const atom = fc.oneof(
  fc.constantFrom('true', 'false'),
  fc
    .tuple(
      fc.oneof(
        register,
        name,
        name.map((n) => `[${n}]`),
      ),
      fc.constantFrom('=', '==', '!=', '<>'),
      value,
    )
    .map((p) => p.join('')),
  fc
    .tuple(
      register,
      fc.oneof(
        register,
        name.map((n) => `[${n}]`),
        name.map((n) => `*${n}`),
      ),
    )
    .map(([a, b]) => `${a} = ${b}`),
);

const { prop } = fc.letrec<{ prop: string }>((tie) => ({
  prop: fc.oneof(
    { maxDepth: 5 },
    atom,
    fc.tuple(tie('prop'), fc.constantFrom('/\\', '\\/', '=>'), tie('prop')).map((p) => p.join(' ')),
    tie('prop').map((p) => `(${p})`),
    tie('prop').map((p) => `~ (${p})`),
    atom.map((p) => `not ${p}`),
  ),
}));

function keeps(text: string) {
  const { test: found, diagnostics } = parseLitmus(source('t.litmus', text));
  if (found === undefined) throw new Error(diagnostics.map((d) => d.message).join('; '));
  expect(tree(readBack(found))).toEqual(tree(found));
}

test('conditions of any shape are read back as the same tree', () => {
  const quantifier = fc.constantFrom('exists', '~exists', '~ exists', 'forall', 'final');
  fc.assert(
    fc.property(fc.option(prop), quantifier, prop, (filter, q, p) => {
      keeps(withCondition(`locations [x; 0:r0]\n${filter === null ? '' : `filter (${filter})`}\n${q} ${p}`));
    }),
    { numRuns: 1000 },
  );
});

test('initial states of any shape are read back', () => {
  const type = fc.constantFrom('', 'int ', 'atomic_t ', 'char ', '_Atomic int ', 'foo *', 'int *', '*');
  const item = fc
    .tuple(type, fc.nat(99), fc.option(fc.oneof(number, fc.constantFrom('x', 'p'))))
    .map(([t, i, v]) => `${t}v${i}${v === null ? '' : `=${v}`}`);
  const items = fc.uniqueArray(item, { selector: (i) => /v[0-9]+/.exec(i)?.[0], maxLength: 6 });
  fc.assert(
    fc.property(items, (list) => keeps(withInit(list.join('; ')))),
    { numRuns: 500 },
  );
});

test('parameters of any type are read back', () => {
  const base = fc.constantFrom(
    'int',
    'char',
    'spinlock_t',
    'atomic_int',
    'struct srcu_struct',
    '_Atomic(int)',
    '_Atomic(long *)',
  );
  const after = fc.array(fc.constantFrom('*', 'const', 'volatile'), { maxLength: 4 }).map((a) => a.join(' '));
  fc.assert(
    fc.property(base, after, (b, a) => keeps(withParameters(`${b} ${a} *x`))),
    { numRuns: 500 },
  );
});

describe('mutated tests', () => {
  const texts = recordedTests('test/experiments')
    .map((t) => readFileSync(t.path, 'latin1'))
    .filter((t) => t.length > 20);
  const pieces = texts.slice(0, 400).flatMap((t) => t.match(/\s+|\w+|./g) ?? []);
  const mutation = fc.record({
    of: fc.nat(texts.length - 1),
    steps: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        remove: fc.nat(4),
        insert: fc.nat(pieces.length - 1),
        what: fc.constantFrom('piece', 'character', 'nothing'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    character: fc.nat(255),
  });

  test('give diagnostics or a test, and a test is read back', () => {
    fc.assert(
      fc.property(mutation, ({ of, steps, character }) => {
        let text = texts[of] ?? '';
        for (const step of steps) {
          const at = Math.floor(step.at * text.length);
          const insert =
            step.what === 'piece'
              ? pieces[step.insert]
              : step.what === 'character'
                ? String.fromCharCode(character)
                : '';
          text = text.slice(0, at) + insert + text.slice(at + step.remove);
        }
        const { test: found, diagnostics } = parseLitmus(source('t.litmus', text));
        expect(found !== undefined || diagnostics.some((d) => d.severity === 'error')).toBe(true);
        for (const d of diagnostics) {
          expect(d.span.start).toBeGreaterThanOrEqual(0);
          expect(d.span.end).toBeGreaterThanOrEqual(d.span.start);
          expect(d.span.start).toBeLessThanOrEqual(text.length);
        }
        if (found !== undefined) expect(tree(readBack(found))).toEqual(tree(found));
      }),
      { numRuns: 3000 },
    );
  });
});
