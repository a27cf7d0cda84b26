/** The long tests: mutations, 20,000 random tests, large corpora. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/slow/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
  },
});
