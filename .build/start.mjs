/**
 * `npm start`: sets up what is missing, builds, judges the examples, and answers the question that
 * mbpair began with.
 */

import { checkNode, install, node, output } from './setup.mjs';

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
Does unmap_mapping_range, which truncate calls in between, give it its barrier?
`);
// The document's beginning is the answer; from its first heading on, it is the reasons.
const said = output('dist/cli.js', 'document', 'gup-truncate-unmap', '-o', '-').split('\n## ')[0] ?? '';
console.log(said.split('\n').slice(4).map(asText).join('\n').trim());
console.log(`
The table:       node dist/cli.js verify gup-truncate-unmap
The reason:      node dist/cli.js explain gup-truncate-flag
Judge your own:  node dist/cli.js verify MY-PAIRING.yaml     (copy one of litmus/scenarios)
                 node dist/cli.js check FILE-OR-FOLDER ...
To read:         docs/index.html, in a browser
What is here:    node dist/cli.js doctor      (npm test sets up the real herd7 too)`);

/** Markdown's marks off, in 80 columns. */
function asText(line) {
  const plain = line.replace(/[*`]|\\(?=[^\w\s])/g, '');
  return plain.replace(/(.{1,79})(?:\s+|$)/g, '$1\n').trimEnd();
}
