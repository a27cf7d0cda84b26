/**
 * `npm test`: sets up what is missing, the real herd7 included, and runs every check. Arguments go
 * to vitest: `npm test -- test/cli`.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { attempt, checkNode, install, node, root } from './setup.mjs';

checkNode();
install();
const { build } = await import('./build.mjs');
await build();

if (attempt('bash', [join(root, 'herd/setup.sh')]) !== 0) {
  if (process.env.MBPAIR_REQUIRE_HERD === '1') {
    console.error('herd7 could not be set up, and MBPAIR_REQUIRE_HERD=1 makes that a failure');
    process.exit(1);
  }
  console.error('herd7 could not be set up: the tests that need it will be skipped');
}

node('node_modules/typescript/bin/tsc', '--noEmit');
node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
const tests = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'test/vitest.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CI: process.env.CI ?? '1' } },
);
process.exit(tests.status ?? 1);
