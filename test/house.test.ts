/** The rules of the house that no compiler checks: who may import what, and how files look. */

import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** In the order of the flow: a file imports from its own folder and from those before it. */
const layers = [
  'base',
  'lkmm',
  'litmus',
  'scenario',
  'events',
  'executions',
  'model',
  'judge',
  'herd',
  'choice',
  'certificate',
  'explain',
  'report',
  'document',
  'page',
  'cli',
];

/** Files that touch the machine, beside `cli/`: finding and running herd7. */
const mayTouchTheMachine = (file: string) => file.startsWith('cli/') || file.startsWith('herd/');

/** A browser has clocks of its own. */
const isOfThePage = (file: string) => file.startsWith('page/');

/** Where each package may be imported. */
const packageLayers: Readonly<Record<string, readonly string[]>> = {
  commander: ['cli'],
  piscina: ['cli'],
  yaml: ['scenario'],
};

const longest = 400;

/** Tables of facts, where a row a line is the point. */
const tables = new Set(['lkmm/primitives.ts', 'lkmm/kernel-words.ts']);

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.split('\\').join('/'))
  .filter((name) => name.endsWith('.ts'))
  .sort();

const textOf = (file: string) => readFileSync(join('src', file), 'utf8');

const importing =
  /^\s*(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^\s*import\s+'([^']+)'/gm;

function specifiers(file: string, text = textOf(file)): string[] {
  return [...text.matchAll(importing)].map((m) => m[1] ?? m[2] ?? m[3] ?? '');
}

/** Those that are still there when the types are gone. */
function valueSpecifiers(file: string): string[] {
  return specifiers(file, textOf(file).replace(/^import type [^;]*;/gm, ''));
}

const layerOf = (path: string) => path.split('/')[0] ?? '';

/** Comments and the texts of strings are no code. */
function codeOf(file: string): string {
  return textOf(file).replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g,
    (part) => (part.startsWith('/') ? '' : "''"),
  );
}

test('there are files to look at', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => specifiers(file)).length).toBeGreaterThan(files.length);
});

describe.each(files)('%s', (file) => {
  const layer = layerOf(file);
  const imports = specifiers(file);

  test('imports only from its own folder and from those before it', () => {
    if (file === 'index.ts') return;
    const own = layers.indexOf(layer);
    expect(own, `${layer} is one of the folders`).not.toBe(-1);
    const wrong = imports.filter((s) => {
      if (!s.startsWith('.')) return false;
      const to = layers.indexOf(layerOf(join(dirname(file), s)));
      return to === -1 || to > own;
    });
    expect(wrong).toEqual([]);
  });

  test('the checker of certificates shares nothing with what it checks', () => {
    if (layer !== 'certificate') return;
    const shared = ['base', 'litmus', 'events', 'certificate'];
    const wrong = imports.filter((s) => !shared.includes(layerOf(join(dirname(file), s))));
    expect(wrong).toEqual([]);
  });

  test('imports files with their extension, packages that are installed for it, node with its prefix', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const s of imports) {
      if (s.startsWith('.')) {
        expect(s).toMatch(/\.(ts|json)$/);
      } else if (s.startsWith('node:')) {
        expect(mayTouchTheMachine(file), `${s} in the pure core`).toBe(true);
      } else {
        expect(builtinModules, `${s} without node:`).not.toContain(s);
        expect(Object.keys(manifest.dependencies)).toContain(s);
        expect(packageLayers[s], `${s} is no package of ${layer}`).toContain(layer);
      }
    }
  });

  test('touches the world only where it may', () => {
    if (layer === 'cli') return;
    const code = codeOf(file);
    expect(code).not.toMatch(/\bconsole\./);
    expect(code).not.toMatch(/\bMath\.random\b/);
    expect(code).not.toMatch(/\bDate\b\s*[.(]|\bnew Date\b/);
    expect(code).not.toMatch(/\bperformance\.now\b/);
    if (!mayTouchTheMachine(file) && !isOfThePage(file))
      expect(code).not.toMatch(/\b(process|Buffer|setTimeout|fetch)\b\s*[.(]/);
  });

  test('opens with what it holds, and is not too long', () => {
    const text = textOf(file);
    expect(text).toMatch(/^(#!.*\n+)?\/\*\*/);
    if (!tables.has(file)) expect(text.split('\n').length).toBeLessThanOrEqual(longest);
  });

  test('exports by name, and passes nothing through', () => {
    const code = codeOf(file);
    expect(code).not.toMatch(/^export default\b/m);
    if (file !== 'index.ts') expect(code).not.toMatch(/^export \*/m);
  });
});

test('no circle among imports', () => {
  const edges = new Map(
    files.map((file) => [
      file,
      valueSpecifiers(file)
        .filter((s) => s.startsWith('.'))
        .map((s) => join(dirname(file), s)),
    ]),
  );
  // Files that import none of the rest, or that none of it imports, are on no circle.
  let left = new Set(files);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    left = new Set([...left].filter((file) => (edges.get(file) ?? []).some((to) => left.has(to))));
    const imported = new Set([...left].flatMap((file) => edges.get(file) ?? []));
    left = new Set([...left].filter((file) => imported.has(file)));
  }
  expect([...left]).toEqual([]);
});

describe('diagnostic codes', () => {
  const code = /'((?:litmus|scenario|model|herd|judge|input)\/[a-z0-9-]+)'/g;
  const raised = [
    ...new Set(files.flatMap((file) => [...textOf(file).matchAll(code)].map((m) => m[1] ?? ''))),
  ];

  test('each is shown by some test', () => {
    const shown = readdirSync('test', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|md|txt|json|snap|golden)$/.test(name))
      .map((name) => readFileSync(join('test', name), 'utf8'))
      .join('\n');
    expect(raised.filter((name) => !shown.includes(name))).toEqual([]);
  });
});
