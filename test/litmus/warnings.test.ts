/** What herd7 lets pass without a word, and mbpair names. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { sourceFromBytes } from '../../src/base/source.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { recordedTests, sharedFolder } from '../judge/recorded.ts';
import {
  type Case,
  codes,
  documentOf,
  withBody,
  withCondition,
  withHeader,
  withInit,
  withParameters,
  withProgram,
} from './complained.ts';

const cases: readonly Case[] = [
  ['a tag that LKMM does not know', withBody('__fence{mb};')],
  ['a register in capitals', withCondition('exists (0:R0=0)')],
  ['a register of the other thread', withCondition('exists (0:r0=0 /\\ 0:r1=0)')],
  ['a letter O for a zero', withCondition('exists (0:rO=0 \\/ 1:r0=0)')],
  ['a register without its thread', withCondition('exists (r0=0)')],
  ['a small p', withCondition('exists (p0:r0=0)')],
  ['a T for the thread', withCondition('exists (T1:r0=0)')],
  ['a misspelt location', withCondition('exists (xx=1)')],
  ['a misspelt value', withCondition('exists (0:r0=xx)')],
  ['a misspelt register in locations', withCondition('locations [0:ro; x]\nexists (1:r0=0)')],
  ['a type before the name in locations', withCondition('locations [int x]\nexists (1:r0=0)')],
  ['a misspelt register in the filter', withCondition('filter (0:rr=1)\nexists (1:r0=0)')],
  ['a thread that does not exist, in the filter', withCondition('filter (7:r0=0)\nexists (1:r0=0)')],
  ['contents compared with an address', withCondition('exists (x=y)')],
  ['NULL in the condition', withCondition('exists (0:r0=NULL)')],
  ['no quantifier behind locations', withCondition('locations [x]\n(0:r0=0)')],
  ['a condition behind <<', withCondition('exists (0:r0=0)\n<<\nexists (1:r0=0)\n>>')],
  ['NULL in the initial state', withInit('int *p=NULL;')],
  ['a narrow type in the initial state', withInit('char x=300;')],
  ['a register misspelt in the initial state', withInit('p0:r0=1;')],
  ['a barrier without parentheses', withBody('WRITE_ONCE(*x, 1);\nsmp_mb;\nWRITE_ONCE(*y, 1);')],
  [
    'a primitive without parentheses in an expression',
    withBody('int r0 = READ_ONCE(*x) + barrier;\n*y = r0;'),
  ],
  ['return', withBody('if (READ_ONCE(*x) == 0)\n\treturn;\nWRITE_ONCE(*y, 1);')],
  ['break', withBody('int r0 = 0;\nwhile (r0 == 0) {\n\tr0 = READ_ONCE(*x) + READ_ONCE(*y);\n\tbreak;\n}')],
  ['a star too many', withBody('int r0 = smp_load_acquire(*x);\natomic_inc(*y);')],
  [
    'a lock with a star',
    withProgram('P0(spinlock_t *l, int *x)\n{\n\tspin_lock(*l);\n\t*x = 1;\n\tspin_unlock(*l);\n}'),
  ],
  ['a register that nothing assigns', withBody('int r0;\nint r1 = READ_ONCE(*x);\nWRITE_ONCE(*y, r0);')],
  ['a misspelt register', withBody('int r1 = READ_ONCE(*x);\nWRITE_ONCE(*y, rl);')],
  ['NULL in a thread', withBody('int r1 = READ_ONCE(*x);\nif (r1 != NULL)\n\tWRITE_ONCE(*y, 1);')],
  [
    'a location that is no parameter',
    withProgram(
      'P0(int *x)\n{\n\tWRITE_ONCE(*y, 1);\n\tWRITE_ONCE(*x, 1);\n}\nP1(int *y)\n{\n\tint r0 = READ_ONCE(*y);\n}',
    ),
  ],
  [
    'an assignment to a location that is no parameter',
    withProgram(
      'P0(int *x)\n{\n\ty = 1;\n\tWRITE_ONCE(*x, 1);\n}\nP1(int *y)\n{\n\tint r0 = READ_ONCE(*y);\n}',
    ),
  ],
  ['an assignment to a parameter', withBody('x = 1;\nWRITE_ONCE(*y, 1);')],
  ['an address compared with a number', withBody('if (x == 1)\n\tWRITE_ONCE(*y, 1);')],
  ['an address as a condition', withBody('if (x)\n\tWRITE_ONCE(*y, 1);')],
  ['a statement without effect', withBody('int r0 = READ_ONCE(*x) + READ_ONCE(*y);\nr0 + 1;')],
  ['a parameter of a narrow type', withParameters('char *x')],
  ['a register of 64 bits', withBody('uint64_t r0 = READ_ONCE(*x) + READ_ONCE(*y);')],
  ['a parameter that nobody uses', withParameters('int *x, int *y')],
  [
    'a parameter misspelt',
    withProgram('P0(int *x, int *z)\n{\n\tWRITE_ONCE(*x, 1);\n\tWRITE_ONCE(*zz, 1);\n}'),
  ],
  ['a name cut short', withHeader('C MP*onces\n\n{}\n')],
  ['a hash that is given', withHeader('C t\nHash=0123\n\n{}\n')],
  ['a hash in small letters', withHeader('C t\nhash=0123\n\n{}\n')],
  ['a Result line without its star', withHeader('C t\n\n(*\n Result: Never\n *)\n\n{}\n')],
  ['a Result line with a wrong word', withHeader('C t\n\n(*\n * Result: Nevr\n *)\n\n{}\n')],
];

/** Tests as the kernel writes them: nothing to say about these. */
const sound: readonly Case[] = [
  ['store buffering', withCondition('exists (0:r0=0 /\\ 1:r0=0)')],
  ['a filter and locations', withCondition('locations [x; y]\nfilter (0:r0=0)\n~exists (1:r0=0)')],
  [
    'a Result line',
    withHeader('C t\n\n(*\n * Result: Sometimes\n *\n * { Braces } and "quotes" in a comment.\n *)\n\n{}\n'),
  ],
  ['a Result line of its own', withHeader('C t\n\n(* Result: Never DATARACE *)\n\n{}\n')],
  [
    'a hash that is right',
    withHeader('C t\n\n{}\n').replace('C t', `C t\nHash=${hashOf(withHeader('C t\n\n{}\n'))}`),
  ],
  [
    'pointers',
    'C t\n\n{\np=a;\n}\n\nP0(int **p, int *b)\n{\n\tWRITE_ONCE(*b, 1);\n\trcu_assign_pointer(*p, b);\n}\n\nP1(int **p)\n{\n\tint *r0;\n\tint r1;\n\n\trcu_read_lock();\n\tr0 = rcu_dereference(*p);\n\tr1 = READ_ONCE(*r0);\n\trcu_read_unlock();\n}\n\nexists (1:r0=b /\\ 1:r1=0)\n',
  ],
  [
    'locks and a discarded value',
    'C t\n\n{}\n\nP0(spinlock_t *l, atomic_t *v, int *x)\n{\n\tint r1 = 0;\n\n\tspin_lock(l);\n\t(void)xchg(x, 1);\n\tif (atomic_dec_and_test(v))\n\t\tr1 = 1;\n\tspin_unlock(l);\n}\n\nexists (0:r1=1 /\\ v=-1 /\\ x=1)\n',
  ],
  [
    'an acquire through a pointer',
    withProgram('P0(int **p, int *x)\n{\n\tWRITE_ONCE(*p, x);\n\tint r0 = smp_load_acquire(*p);\n}'),
  ],
  [
    'an initial value that is no parameter',
    withInit('p=z;').replace('READ_ONCE(*p)', 'READ_ONCE(*p) + READ_ONCE(*x)'),
  ],
];

function hashOf(text: string): string {
  return parseLitmus({ name: 't', text }).test?.hash ?? '';
}

describe('warnings', () => {
  test('come with a test, each with its code', () => {
    for (const [title, text] of cases) {
      const { test: parsed, diagnostics } = parseLitmus({ name: 't.litmus', text });
      expect(parsed, title).toBeDefined();
      expect(
        diagnostics.map((d) => d.severity),
        title,
      ).toContain('warning');
    }
  });

  test('read as the document shows', async () => {
    await expect(documentOf('Warnings', cases)).toMatchFileSnapshot('golden/warnings.md');
  });

  test.each(sound)('are not given for %s', (_title, text) => {
    expect(parseLitmus({ name: 't.litmus', text }).diagnostics.map(renderDiagnostic).join('\n')).toBe('');
  });

  test('are not given for the public tests, which people wrote and reviewed', () => {
    const folder = sharedFolder('corpus');
    if (folder === undefined) return;
    const given = recordedTests(folder)
      .filter((t) => t.log !== undefined)
      .flatMap((t) => parseLitmus(sourceFromBytes(t.name, readFileSync(t.path))).diagnostics);
    expect(given.map(renderDiagnostic).join('\n')).toBe('');
  });

  test('a location that no thread uses is named once', () => {
    expect(codes(withProgram('P0(int *x, int *z) { *x = 1; }\nP1(int *x, int *z) { *x = 2; }'))).toEqual([
      'litmus/unused-parameter',
    ]);
  });
});
