/** `npm start`: sets up what is missing, builds, and judges the examples. */

import { checkNode, install, node } from './setup.mjs';

checkNode();
install();
const { build } = await import('./build.mjs');
await build();
node('dist/cli.js', 'check', 'litmus/examples');
console.log(`
Judge your own:  node dist/cli.js check FILE-OR-FOLDER ...
What is here:    node dist/cli.js doctor      (npm test sets up the real herd7 too)`);
