/**
 * `npm start`: sets up what is missing, builds, judges the examples, and answers the question that
 * mbpair began with.
 */

import { checkNode, install, node } from './setup.mjs';

checkNode();
install();
const { build } = await import('./build.mjs');
await build();
node('dist/cli.js', 'check', 'litmus/examples');
console.log(`
------------------------------------------------------------------------------
The question that mbpair began with: "The barriers need some verification."
GUP takes a page while truncate looks whether anybody has it. Which barriers?
------------------------------------------------------------------------------
`);
node('dist/cli.js', 'verify', 'gup-truncate-flag');
console.log(`
Does unmap_mapping_range give truncate its barrier?
                 node dist/cli.js verify gup-truncate-unmap
Judge your own:  node dist/cli.js verify MY-PAIRING.yaml     (copy one of litmus/scenarios)
                 node dist/cli.js check FILE-OR-FOLDER ...
What is here:    node dist/cli.js doctor      (npm test sets up the real herd7 too)`);
