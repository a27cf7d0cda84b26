/** MD5 against RFC 1321's examples and Node's own. */

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, md5 } from '../../src/base/md5.ts';

test.each([
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
])('of %j', (text, digest) => {
  expect(hex(md5(new TextEncoder().encode(text)))).toBe(digest);
});

test('of anything, around every block border, is what Node says', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(hex(md5(bytes))).toBe(createHash('md5').update(bytes).digest('hex'));
    }),
    { examples: [55, 56, 63, 64, 119, 120].map((length) => [new Uint8Array(length).fill(7)]) },
  );
});
