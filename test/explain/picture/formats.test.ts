/** SVG, DOT and terminal: what they say, and that no text of a test breaks out of them. */

import { describe, expect, test } from 'vitest';
import { dotOf } from '../../../src/explain/picture/dot.ts';
import { layoutOf } from '../../../src/explain/picture/layout.ts';
import { svgOf } from '../../../src/explain/picture/svg.ts';
import { terminalLines } from '../../../src/explain/picture/terminal.ts';
import { cellsOf } from '../../../src/explain/picture/text.ts';
import { runMain } from '../../cli/run-main.ts';
import { wellFormed } from '../../cli/well-formed.ts';
import { faultsOf } from './faults.ts';
import { drawn } from './sketch.ts';

const storeBuffering = drawn({
  title: 'SB+mbs',
  threads: {
    P0: [
      'a W[ONCE][x]=1|14|WRITE_ONCE(*x, 1);',
      'e F[MB]|15|smp_mb();',
      'b R[ONCE][y]=0|16|r0 = READ_ONCE(*y);',
    ],
    P1: [
      'c W[ONCE][y]=1|23|WRITE_ONCE(*y, 1);',
      'f F[MB]|24|smp_mb();',
      'd R[ONCE][x]=0|25|r0 = READ_ONCE(*x);',
    ],
  },
  edges: ['a mb b *', 'b fr c *', 'c mb d *', 'd fr a *'],
});

const independentReads = drawn({
  title: 'IRIW',
  threads: {
    P0: ['a W[ONCE][x]=1|14|WRITE_ONCE(*x, 1);'],
    P1: ['b R[ONCE][x]=1|23|r0 = READ_ONCE(*x);', 'c R[ONCE][y]=0|25|r1 = READ_ONCE(*y);'],
    P2: ['d W[ONCE][y]=1|30|WRITE_ONCE(*y, 1);'],
    P3: ['e R[ONCE][y]=1|33|r0 = READ_ONCE(*y);', 'f R[ONCE][x]=0|35|r1 = READ_ONCE(*x);'],
  },
  edges: ['a rf b', 'b rmb c', 'c fr d', 'd rf e', 'e rmb f', 'f fr a'],
});

describe('terminal', () => {
  test('the columns and the cycle around them', () => {
    expect(`\n${terminalLines(storeBuffering).join('\n')}\n`).toMatchInlineSnapshot(`
      "
                     P0                               P1
          ┌───────────────────────┐        ┌───────────────────────┐
          │a: W[ONCE][x]=1        │◀━━━━┓  │c: W[ONCE][y]=1        │━┓
       ┏━━│14: WRITE_ONCE(*x, 1); │  ┏━━╋━▶│23: WRITE_ONCE(*y, 1); │ ┃
       ┃  └───────────────────────┘  ┃  ┃  └───────────────────────┘ ┃
       ┃  ┌───────────────────────┐  ┃  ┃  ┌───────────────────────┐ ┃
       ┃  │e: F[MB]               │  fr fr │f: F[MB]               │ mb
       mb │15: smp_mb();          │  ┃  ┃  │24: smp_mb();          │ ┃
       ┃  └───────────────────────┘  ┃  ┃  └───────────────────────┘ ┃
       ┃  ┌───────────────────────┐  ┃  ┃  ┌───────────────────────┐ ┃
       ┃  │b: R[ONCE][y]=0        │━━┛  ┃  │d: R[ONCE][x]=0        │◀┛
       ┗━▶│16: r0 = READ_ONCE(*y);│     ┗━━│25: r0 = READ_ONCE(*x);│
          └───────────────────────┘        └───────────────────────┘
      "
    `);
  });

  test('ASCII, and four columns in 80', () => {
    const lines = terminalLines(independentReads, { ascii: true });
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
            P0                    P1                 P2                    P3
      +------------+        +------------+     +------------+        +------------+
      |a: W[ONCE]  |--+     |b: R[ONCE]  |     |d: W[ONCE]  |--+     |e: R[ONCE]  |
      |[x]=1       |  +rf-->|[x]=1       |  +->|[y]=1       |  +rf-->|[y]=1       |
      |            |<----+  +------------+  |  +------------+        +------------+
      +------------+     |         | rmb    |                               | rmb
                         |         |        fr                              |
                         +---------+--------+---------------------+         |
                                   v        |                     |         v
                            +------------+  |                     fr +------------+
                            |c: R[ONCE]  |--+                     |  |f: R[ONCE]  |
                            |[y]=0       |                        +--|[x]=0       |
                            +------------+                           +------------+

        a  14: WRITE_ONCE(*x, 1);
        b  23: r0 = READ_ONCE(*x);
        c  25: r1 = READ_ONCE(*y);
        d  30: WRITE_ONCE(*y, 1);
        e  33: r0 = READ_ONCE(*y);
        f  35: r1 = READ_ONCE(*x);
      "
    `);
    expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test('a mark around each heavy part, and nothing else', () => {
    const plain = terminalLines(storeBuffering).join('\n');
    const marked = terminalLines(storeBuffering, { mark: (text) => `<${text}>` }).join('\n');
    expect(marked).toContain('<━━┛>');
    expect(marked).not.toMatch(/<[^>]*[│─]/);
    expect(marked.replace(/[<>]/g, '')).toBe(plain);
  });

  test('threads that do not fit side by side stand in rows; edges between rows are named below', () => {
    const threads = Object.fromEntries(
      Array.from({ length: 7 }, (_, t) => [
        `P${t}`,
        [`a${t} R[ONCE][x${t}]=1|${t}1|r0 = READ_ONCE(*x${t});`, `b${t} F[mb]|${t}2|smp_mb();`],
      ]),
    );
    const lines = terminalLines(drawn({ title: 'wide', threads, edges: ['b0 rf a1 *', 'b6 rf a0 *'] }));
    const names = lines.filter((line) => /^ *P\d/.test(line)).map((line) => line.trim().split(/ +/));
    expect(names).toEqual([
      ['P0', 'P1', 'P2', 'P3'],
      ['P4', 'P5', 'P6'],
    ]);
    expect(lines.at(-1)).toBe('  b6 ── rf ─▶ a0  (on the cycle)');
    expect(lines.filter((line) => line.includes('─▶'))).toHaveLength(1);
    for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(80);
  });

  test('nothing is left out in silence: threads beyond the twelfth, labels that a box cuts', () => {
    const threads = Object.fromEntries(
      Array.from({ length: 14 }, (_, t) => [`P${t}`, [`e${t} W[ONCE][x]=${t}`]]),
    );
    const lines = terminalLines(drawn({ title: 'wide', threads, edges: ['e0 co e13'] }));
    expect(lines.slice(-2)).toEqual(['  2 more threads are not shown', '  1 edges are not shown']);
    const narrow = terminalLines(
      drawn({ title: 'long', threads: { P0: ['a R[ACQUIRE][some_flag]=1'] }, edges: [] }),
      { width: 14 },
    );
    expect(narrow.at(-1)).toBe('  a: R[ACQUIR…');
  });
});

describe('SVG', () => {
  const svg = svgOf(storeBuffering, { id: 'sb' });

  test('well formed, with title and description for those who do not see it', () => {
    expect(wellFormed(svg)).toBe('well formed');
    expect(svg).toContain('role="img" aria-labelledby="sb-title sb-desc"');
    expect(svg).toContain('<title id="sb-title">SB+mbs</title>');
    expect(svg).toContain('<desc id="sb-desc">SB+mbs, drawn.</desc>');
  });

  test('stands alone: no script, no link, no reference, nothing to load', () => {
    expect(svg).not.toMatch(/<script|\bon[a-z]+=|href|url\(|@import|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  });

  test('the legend tells of what occurs, and no more', () => {
    const legend = layoutOf(storeBuffering).legend.map((l) => l.text.text);
    expect(legend).toEqual([
      'mb: a barrier keeps this order',
      'fr: the read misses this write',
      'bold: the cycle',
    ]);
  });

  test('four columns are readable at 800 pixels', () => {
    expect(layoutOf(independentReads).width).toBeLessThanOrEqual(840);
  });
});

describe('DOT', () => {
  test("herd7's names and colours", () => {
    const dot = dotOf(storeBuffering);
    expect(dot).toContain('"a" -> "b" [label="mb", color="darkgreen", fontcolor="darkgreen", penwidth=3');
    expect(dot).toContain('"b" -> "c" [label="fr", color="#ffa040", fontcolor="#ffa040", penwidth=3');
    expect(dot).toContain('"a" [label="a: W[ONCE][x]=1", tooltip="WRITE_ONCE(*x, 1);"]');
  });
});

describe('hostile texts', () => {
  const evil = [
    '<img src=x onerror=alert(1)>',
    '</svg><script>alert(1)</script>',
    ']]>&amp;"\'`',
    '\\" ]; evil [label="\\N',
    '\u202egnorw\u2066\u200b',
    '\u001b[31mred\u0000\ud800',
    'x'.repeat(5000),
    `a${'\u0301'.repeat(3000)}`,
    '\u6f22\u5b57'.repeat(40),
  ];
  const drawing = {
    ...drawn({
      title: evil.join(' '),
      threads: Object.fromEntries(evil.map((_, i) => [`P${i}`, [`a${i} x`, `b${i} x`]])),
      edges: evil.map((_, i) => `a${i} mb b${(i + 1) % evil.length} *`),
    }),
    desc: evil.join(' '),
  };
  const hostile = {
    ...drawing,
    columns: drawing.columns.map((c, i) => ({
      name: evil[i] ?? '',
      events: c.events.map((e) => ({ ...e, label: evil[i] ?? '', source: evil[i] ?? '' })),
      sections: [{ kind: 'rcu' as const, label: evil[i] ?? '', from: `a${i}`, to: `b${i}` }],
    })),
    edges: drawing.edges.map((e, i) => ({ ...e, label: evil[i] ?? '' })),
  };

  test('SVG stays well formed, and the layout whole', () => {
    const svg = svgOf(hostile, { id: '"><script>' });
    expect(wellFormed(svg)).toBe('well formed');
    expect(svg).not.toMatch(/<(script|img)/);
    expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
    expect(faultsOf(layoutOf(hostile))).toEqual([]);
    expect(svg.length).toBeLessThan(60_000);
  });

  test('DOT keeps every text within its quotes', () => {
    const outside = dotOf(hostile).replace(/"(?:[^"\\]|\\.)*"/g, '');
    expect(outside).toMatch(/^[\s\w{}[\];=,.>-]*$/);
    expect(outside).not.toContain('evil');
  });

  test('the terminal gets no control characters, and no line beyond 80 columns', () => {
    const lines = terminalLines(hostile);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(80);
  });

  test('any number of threads, events and edges', () => {
    const threads = Object.fromEntries(
      Array.from({ length: 40 }, (_, t) => [
        `P${t}`,
        Array.from({ length: 60 }, (_, r) => `e${t}-${r} W[x]=1`),
      ]),
    );
    const edges = Array.from(
      { length: 3000 },
      (_, i) => `e${i % 12}-${(i >> 4) % 30} rf e${(i * 7) % 12}-${(i >> 5) % 30}`,
    );
    const large = drawn({ title: 'large', threads, edges });
    const layout = layoutOf(large);
    expect(layout.title).toMatch(/^large \(28 more threads are not shown; \d+ edges are not shown\)$/);
    expect(layout.boxes.length).toBe(12 * 33);
    expect(terminalLines(large).length).toBeLessThan(1000);
  });
});

describe('an explanation’s pictures', () => {
  const file = 'litmus/examples/SB+fencembonceonces.litmus';

  test('mbpair explain draws SVG, DOT and, where the locale is UTF-8, boxes', async () => {
    const svg = await runMain(['explain', file, '--format', 'svg']);
    expect(svg.status).toBe(0);
    expect(wellFormed(svg.stdout)).toBe('well formed');
    expect(svg.stdout).toContain('smp_mb();');
    const dot = await runMain(['explain', file, '--format', 'dot']);
    expect(dot.stdout).toMatch(/^digraph G \{\n/);
    expect(dot.stdout).toContain('"b" -> "c" [label="fr"');
    const plain = await runMain(['explain', file]);
    expect(plain.stdout).toMatch(/^[\n\x20-\x7e]*$/);
    const boxes = await runMain(['explain', file], { env: { LANG: 'en_US.UTF-8' } });
    expect(boxes.stdout).toContain('┏━━│');
  });

  test('SVG is of one test', async () => {
    expect(await runMain(['explain', 'litmus/examples', '--format', 'svg'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'mbpair: --format svg is of one test, and these are 9\n',
    });
  });
});
