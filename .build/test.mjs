/**
 * `npm test`: sets up what is missing, the real herd7 included, and runs every check. Arguments go
 * to vitest: `npm test -- test/cli`.
 */

import { join } from 'node:path';
import { setUpBrowser } from './browser.mjs';
import { attempt, checkNode, install, root } from './setup.mjs';

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

const noBrowser = setUpBrowser();
if (noBrowser !== undefined) {
  console.error(`the tests of the page will be skipped: ${noBrowser}`);
  if (process.env.MBPAIR_REQUIRE_BROWSER === '1') {
    console.error('MBPAIR_REQUIRE_BROWSER=1 makes that a failure');
    process.exit(1);
  }
}

// All three, so that one run shows everything that is wrong.
const script = (file, ...args) => attempt(process.execPath, [join(root, file), ...args], { env });
const env = { ...process.env, CI: process.env.CI ?? '1' };
const failed = [
  ['the types', script('node_modules/typescript/bin/tsc', '--noEmit')],
  ['the style', script('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings')],
  [
    'the tests',
    script(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config',
      'test/vitest.config.ts',
      ...process.argv.slice(2),
    ),
  ],
].flatMap(([what, status]) => (status === 0 ? [] : [what]));
if (failed.length > 0) console.error(`\nnpm test: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
