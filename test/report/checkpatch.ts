/** C code with our comments on its barriers, and what the kernel's checkpatch says of it. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { source, textOf } from '../../src/base/source.ts';
import { explain } from '../../src/explain/explain.ts';
import { cacheFolder } from '../../src/herd/installation.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import { type BarrierComment, barrierComments } from '../../src/report/barrier-comments.ts';
import { temporaryFolder } from '../cli/run-main.ts';
import { filesBelow } from '../herd/log-text.ts';

export function parsed(text: string): LitmusTest {
  const { test: found } = parseLitmus(source('test', text));
  if (found === undefined) throw new Error(`no test: ${text}`);
  return found;
}

export function commentsOf(of: LitmusTest): BarrierComment[] {
  const e = explain(of);
  return e.kind === 'forbidden' ? barrierComments(of, e) : [];
}

/** Undefined until `herd/setup.sh` has brought it. */
export const checkpatch = checkpatchFile();

if (checkpatch === undefined) console.warn('skipped: no checkpatch; herd/setup.sh brings it');

function checkpatchFile(): string | undefined {
  const folder = cacheFolder(process.env);
  const setup = folder === undefined ? '' : join(folder, 'herd.json');
  if (!existsSync(setup)) return undefined;
  const { lkmm } = JSON.parse(readFileSync(setup, 'utf8')) as { lkmm?: { checkpatch?: string } };
  return lkmm?.checkpatch !== undefined && existsSync(lkmm.checkpatch) ? lkmm.checkpatch : undefined;
}

/** Those of the library whose outcome is forbidden. */
export function forbiddenTests(): LitmusTest[] {
  return filesBelow('litmus', '.litmus')
    .filter((f) => !f.includes('litmus/examples/'))
    .map((f) => readFileSync(f, 'utf8'))
    .filter((text) => /^ \* Result: Never/m.test(text))
    .map(parsed);
}

interface Line {
  readonly text: string;
  /** Whether a comment of ours belongs above it. */
  readonly commented: boolean;
}

/** The threads as C functions, without the comments that were there, with ours or without them. */
function asC(of: LitmusTest, comments: readonly BarrierComment[], paste: boolean): Line[] {
  const lines: Line[] = [];
  const add = (text: string, commented = false) => lines.push({ text, commented });
  const lineAt = (offset: number) => of.source.text.slice(0, offset).split('\n').length;
  for (const t of of.threads) {
    add(`static void ${of.name.replace(/\W/g, '_')}_${t.id}(void)`);
    add('{');
    for (const [i, text] of textOf(of.source, t.bodySpan).split('\n').entries()) {
      if (text.trim() === '' || /^\s*\/\*.*\*\/$/.test(text)) continue;
      const own = comments.find((c) => c.line === lineAt(t.bodySpan.start) + i);
      const indent = /^\t*/.exec(text)?.[0].slice(1) ?? '';
      if (own !== undefined && paste) for (const l of own.lines) add(`${indent}${l}`);
      add(text, own !== undefined);
    }
    add('}');
    add('');
  }
  return lines;
}

interface Complaint {
  readonly kind: string;
  readonly line: Line;
}

function complaints(lines: readonly Line[]): Complaint[] {
  const file = join(temporaryFolder(), 'threads.c');
  writeFileSync(file, `${lines.map((l) => l.text).join('\n')}\n`);
  const options = ['--no-tree', '--no-summary', '--terse', '--show-types', '--file', file];
  const { stdout, stderr } = spawnSync('perl', [checkpatch ?? '', ...options], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return [...stdout.matchAll(/:(\d+): \w+:(\w+):/g)].map((m) => ({
    kind: m[2] as string,
    line: lines[Number(m[1]) - 1] as Line,
  }));
}

/** What has nothing to do with comments, but with threads that stand alone. */
const aside = new Set(['SPDX_LICENSE_TAG', 'LINE_SPACING', 'CONSIDER_KSTRTO', 'SPACING', 'BRACES']);

/** Fails where checkpatch wants a comment that ours should have been, or dislikes one of ours. */
export function expectContent(tests: readonly LitmusTest[]): void {
  const all = tests.map((of) => ({ of, comments: commentsOf(of) }));
  const missing = (found: readonly Complaint[]) =>
    found.filter((c) => c.kind === 'MEMORY_BARRIER').map((c) => c.line);
  const before = complaints(all.flatMap(({ of, comments }) => asC(of, comments, false)));
  const after = complaints(all.flatMap(({ of, comments }) => asC(of, comments, true)));
  expect(missing(before).filter((l) => l.commented).length).toBeGreaterThan(tests.length / 2);
  expect(missing(after).filter((l) => l.commented)).toEqual([]);
  // The rest are barriers that no reason uses: nothing is to be said of them.
  const rest = missing(before).filter((l) => !l.commented);
  expect(missing(after).map((l) => l.text)).toEqual(rest.map((l) => l.text));
  expect(rest.length).toBeLessThan(missing(before).length / 4);
  const others = after.filter((c) => c.kind !== 'MEMORY_BARRIER' && !aside.has(c.kind));
  const known = before.map((c) => `${c.kind}: ${c.line.text}`);
  expect(others.filter((c) => !known.includes(`${c.kind}: ${c.line.text}`))).toEqual([]);
}
