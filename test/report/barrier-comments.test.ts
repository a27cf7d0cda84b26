/** The comments for both sides of each pairing, as people read them and as the kernel's checkpatch does. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderComments } from '../../src/report/barrier-comments.ts';
import { checkpatch, commentsOf, expectContent, forbiddenTests, parsed } from './checkpatch.ts';

function shown(text: string): string {
  const of = parsed(text);
  return renderComments(of, commentsOf(of));
}

describe('the words', () => {
  test('of two that each look for the other', () => {
    const seed = readFileSync('litmus/gup-truncate-flag/gup-truncate-flag+mb+mb+both-miss.litmus', 'utf8');
    expect(
      shown(seed).replaceAll(/line \d+/g, 'line N'),
    ).toBe(`gup-truncate-flag+mb+mb+both-miss, line N, gup():

	/*
	 * Pairs with smp_mb() in trunc(): either we see its store to flag, or
	 * it sees our atomic_inc(refs).
	 */
	smp_mb();

gup-truncate-flag+mb+mb+both-miss, line N, trunc():

	/*
	 * Pairs with smp_mb() in gup(): either we see its atomic_inc(refs), or
	 * it sees our store to flag.
	 */
	smp_mb();
`);
  });

  test('of a message, threads being known by number or by name', () => {
    const text = `C mp
{}
P0(int *x, int *y) /* post_message() */
{
	WRITE_ONCE(*x, 1);
	smp_wmb();
	WRITE_ONCE(*y, 1);
}
P1(int *x, int *y)
{
	int r0 = READ_ONCE(*y);
	smp_rmb();
	int r1 = READ_ONCE(*x);
}
exists (1:r0=1 /\\ 1:r1=0)
`;
    const [first, second] = commentsOf(parsed(text));
    expect(first?.lines).toEqual([
      '\t/*',
      '\t * Pairs with smp_rmb() in P1(): if it sees our store to y, then it sees',
      '\t * our store to x.',
      '\t */',
    ]);
    expect(second?.lines.join(' ')).toContain('Pairs with smp_wmb() in post_message(): if we see');
  });

  test('of three threads, of stores that overwrite each other, of nothing but reads', () => {
    const said = (name: string) => {
      const text = readFileSync(`litmus/${name}.litmus`, 'utf8');
      return commentsOf(parsed(text)).map((c) =>
        c.lines
          .join(' ')
          .replace(/[\t /*]+/g, ' ')
          .trim(),
      );
    };
    expect(said('cal-IRIW/cal-IRIW+mb+mb+disagree')[0]).toBe(
      'Pairs with smp_mb() in rb(): if rb() sees the store to y of wy() and we see the store to x of wx(), ' +
        'then either we see the store to y of wy(), or rb() sees the store to x of wx().',
    );
    expect(said('cal-S/cal-S+release+acquire+overtaken')).toEqual([
      'Pairs with smp_load_acquire() in b(): if it sees our store to y, then its store to x overwrites our store to x.',
      'Pairs with smp_store_release() in a(): if we see its store to y, then our store to x overwrites its store to x.',
    ]);
    expect(said('cal-LB/cal-LB+ctrl+acquire+both-one')).toEqual([
      'Pairs with the control dependency in a(): never all at once: we see its store to y and it sees our store to x.',
    ]);
  });

  test('a barrier of two pairings has one comment', () => {
    const text = readFileSync('litmus/examples/RCU+publish-retire.litmus', 'utf8');
    expect(commentsOf(parsed(text)).map((c) => c.line)).toEqual([22, 31]);
  });

  test('nothing in a test ends a comment early', () => {
    const text = readFileSync('litmus/examples/SB+fencembonceonces.litmus', 'utf8');
    const hostile = text.replaceAll('smp_mb();', 'smp_mb(/* */);');
    for (const { lines } of commentsOf(parsed(hostile))) {
      expect(lines.join('\n').match(/\*\//g)).toHaveLength(1);
    }
  });
});

describe.skipIf(checkpatch === undefined)('checkpatch', () => {
  test('misses no comment where ours have been pasted, and finds nothing wrong with them', () => {
    // Every eleventh test of the library; all of them in the slow suite.
    expectContent(forbiddenTests().filter((_, i) => i % 11 === 0));
  });
});

test.skipIf(checkpatch !== undefined || process.env['MBPAIR_REQUIRE_HERD'] !== '1')(
  'checkpatch is there',
  () => {
    throw new Error('no checkpatch in the cache; herd/setup.sh brings it');
  },
);
