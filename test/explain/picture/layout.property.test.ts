/** However odd a drawing is: no text over another, no line through an event, nothing cut off. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bounded } from '../../../src/explain/picture/bounds.ts';
import type { Drawing, EdgeKind } from '../../../src/explain/picture/drawing.ts';
import { layoutOf } from '../../../src/explain/picture/layout.ts';
import { svgOf } from '../../../src/explain/picture/svg.ts';
import { terminalLines } from '../../../src/explain/picture/terminal.ts';
import { cellsOf } from '../../../src/explain/picture/text.ts';
import { faultsOf } from './faults.ts';

const labels: readonly (readonly [EdgeKind, string])[] = [
  ['po', 'po'],
  ['rf', 'rf'],
  ['co', 'co'],
  ['fr', 'fr'],
  ['fence', 'mb'],
  ['fence', 'po-rel'],
  ['dep', 'ctrl'],
  ['rmw', 'rmw'],
  ['order', 'rcu-order'],
];

const events = ['W[ONCE][x]=1', 'R[ACQUIRE][flag]=0', 'F[MB]', 'W[data]=1', 'LKR[lock]=0'];
const sources = ['WRITE_ONCE(*x, 1);', 'r0 = smp_load_acquire(flag);', 'smp_mb();', '', 'spin_lock(lock);'];

/** Up to `threads` by `rows` events and about as many edges, of a word for all that is chosen. */
function drawingFrom(
  threads: number[],
  edges: readonly (readonly [number, number, number, boolean])[],
): Drawing {
  let next = 0;
  const columns = threads.map((rows, t) => ({
    name: `P${t}`,
    events: Array.from({ length: rows }, () => {
      const n = next++;
      return { id: `e${n}`, label: events[n % 5] ?? '', source: sources[n % 5] ?? '', line: 10 + n };
    }),
    sections:
      rows < 3
        ? []
        : [{ kind: 'rcu' as const, label: 'rcu_read_lock()', from: `e${next - rows}`, to: `e${next - 1}` }],
  }));
  return {
    title: 'random /\\ drawing',
    desc: 'random',
    columns,
    initial: [],
    edges: edges.map(([from, to, kind, onCycle]) => {
      const [k, label] = labels[kind % labels.length] ?? ['po', 'po'];
      return { from: `e${from % next}`, to: `e${to % next}`, kind: k, label, onCycle };
    }),
  };
}

const drawing = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(8), fc.boolean()), { maxLength: 12 }),
  )
  .map(([threads, edges]) => drawingFrom(threads, edges));

describe('layout', () => {
  test('of random drawings', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        expect(faultsOf(layoutOf(d))).toEqual([]);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test('in a terminal: every event and every edge is named, in 80 columns', () => {
    fc.assert(
      fc.property(drawing, fc.boolean(), (random, ascii) => {
        const d = { ...random, edges: random.edges.map((e, i) => ({ ...e, label: `q${i}q` })) };
        const lines = terminalLines(d, { ascii });
        for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(80);
        const text = lines.join('\n');
        for (const { events } of d.columns) for (const e of events) expect(text).toContain(`${e.id}:`);
        for (const { label } of bounded(d).edges) expect(text).toContain(label);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('the same drawing twice is the same bytes', () => {
    fc.assert(
      fc.property(drawing, (d) => svgOf(d) === svgOf(structuredClone(d))),
      { numRuns: 20, seed: 7 },
    );
  });
});
