/**
 * `npm run test:slow`: the mutations, 20,000 random tests, the large families and the whole library
 * before the live herd7, which it needs.
 */

import { join } from 'node:path';
import { attempt, checkNode, install, root } from './setup.mjs';

checkNode();
install();
if (attempt('bash', [join(root, 'herd/setup.sh')]) !== 0) {
  console.error('herd7 could not be set up, and the slow tests are a comparison with it');
  process.exit(1);
}
const env = { ...process.env, CI: process.env.CI ?? '1', MBPAIR_REQUIRE_HERD: '1' };
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const config = ['--config', 'test/vitest.slow.ts'];
process.exitCode = attempt(process.execPath, [vitest, 'run', ...config, ...process.argv.slice(2)], { env });
