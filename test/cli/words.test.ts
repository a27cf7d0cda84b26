/** `mbpair generate --words`: the kernel words of scenarios, listed. */

import { describe, expect, test } from 'vitest';
import { kernelWords } from '../../src/lkmm/kernel-words.ts';
import { runMain } from './run-main.ts';

describe('generate --words', () => {
  test('lists every word, in 80 columns', async () => {
    const { status, stdout } = await runMain(['generate', '--words']);
    expect(status).toBe(0);
    const text = stdout.replace(/\s+/g, ' ');
    for (const word of kernelWords) expect(text).toContain(`${word.name}(`);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('shows what becomes of one', async () => {
    expect(
      (await runMain(['generate', '--words', 'refcount_dec_and_test', 'folio_test_lru'])).stdout,
    ).toMatchInlineSnapshot(`
      "$1, $2 and $3 are the arguments, $m is the mask of the bit and $n its
      complement; $a, $b, $c and $x are registers of their own.

      folio_test_*(word)
          gives (READ_ONCE(*$1) & $m) != 0
          left out: the argument is the word that holds the flag; which page of a
            folio holds it is not modelled
          see include/linux/page-flags.h; Documentation/atomic_bitops.txt

      refcount_dec_and_test(word)
          int $a = atomic_sub_return_release(1, $1);
          if ($a == 0)
            smp_rmb();
          gives $a == 0
          left out: saturation: the count is taken to be in range; acquire if the
            count fell to 0, for stores by the branch on the result: write that branch
          see Documentation/core-api/refcount-vs-atomic.rst
      "
    `);
  });

  test('says of what is no word what to write, and lists the others', async () => {
    const { status, stdout, stderr } = await runMain([
      'generate',
      '--words',
      'call_rcu',
      'refcunt_inc',
      'kref_get',
    ]);
    expect(status).toBe(2);
    expect(stdout).toContain('kref_get_unless_zero(word)');
    expect(stderr).toContain('no kernel word is named call_rcu; give the callback a thread of its own');
    expect(stderr).toContain('no kernel word is named refcunt_inc; did you mean refcount_inc');
  });
});
