/** The long tests: mutations, 20,000 random tests, large corpora, the whole library before herd7. */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/slow/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    // For the mutations, where one test is a whole run; others have limits of their own.
    testTimeout: 1_800_000,
    hookTimeout: 600_000,
  },
});
