/**
 * How long a picture of 5 threads of 8 events takes, from the drawing to its SVG: `node
 * test/run-typescript.mjs test/bench/pictures.ts`. Exit status 1 when it is more than the target.
 */

import process from 'node:process';
import type { Drawing, EdgeKind } from '../../src/explain/picture/drawing.ts';
import { svgOf } from '../../src/explain/picture/svg.ts';

const targetMs = 50;

const kinds: readonly EdgeKind[] = ['rf', 'co', 'fr', 'fence', 'dep'];

/** Every event is an end of some edge; a cycle runs through all threads. */
const drawing: Drawing = {
  title: 'five threads of eight events',
  desc: 'A benchmark.',
  columns: Array.from({ length: 5 }, (_, t) => ({
    name: `P${t}`,
    events: Array.from({ length: 8 }, (_, r) => ({
      id: `e${t}${r}`,
      label: r % 3 === 1 ? 'F[mb]' : `${r % 2 === 0 ? 'W' : 'R'}[ONCE][x${r}]=${t}`,
      source: `WRITE_ONCE(*x${r}, ${t});`,
      line: 10 * t + r,
    })),
    sections: [],
  })),
  initial: [],
  edges: Array.from({ length: 30 }, (_, i) => ({
    from: `e${i % 5}${i % 8}`,
    to: `e${(i * 3 + 1) % 5}${(i * 5 + 3) % 8}`,
    kind: kinds[i % kinds.length] ?? 'rf',
    label: kinds[i % kinds.length] ?? 'rf',
    onCycle: i % 6 === 0,
  })),
};

const times: number[] = [];
for (let run = 0; run < 30; run++) {
  const start = performance.now();
  svgOf(drawing);
  times.push(performance.now() - start);
}
const [first = 0] = times;
const median = times.toSorted((a, b) => a - b)[15] ?? 0;
process.stdout.write(`first ${first.toFixed(1)} ms, median ${median.toFixed(1)} ms, target ${targetMs} ms\n`);
process.exitCode = median <= targetMs ? 0 : 1;
