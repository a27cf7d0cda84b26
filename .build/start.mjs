/** `npm start`: sets up what is missing, builds, and judges the examples. */

import { checkNode, install, node } from './setup.mjs';

checkNode();
install();
const { build } = await import('./build.mjs');
await build();
node('dist/cli.js', 'check', 'litmus/examples');
