/**
 * File patterns for shells that did not expand them: `*`, `?`, `[a-z]`, `{a,b}` within a part of
 * the path, `**` for any depth. Names that begin with a dot are matched only when spelt out.
 */

import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Alternatives that braces may expand to; a bound against `{a,b}{a,b}...`. */
const most = 1000;

export function isPattern(text: string): boolean {
  return /[*?[{]/.test(text);
}

/**
 * The matching paths, spelt as the pattern begins (relative stays relative), sorted, each once.
 * Folders that cannot be read match nothing.
 */
export async function expandPattern(pattern: string, cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const alternative of expandBraces(pattern)) {
    const parts = alternative.split('/');
    const absolute = alternative.startsWith('/');
    await walk(absolute ? '/' : '', absolute ? parts.slice(1) : parts, cwd, found);
  }
  return [...found].sort();
}

async function walk(
  prefix: string,
  parts: readonly string[],
  cwd: string,
  found: Set<string>,
): Promise<void> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    const path = prefix.replace(/\/$/, '');
    if (path !== '') found.add(path);
    return;
  }
  if (part === '**') {
    await walk(prefix, rest, cwd, found);
    for (const entry of await list(prefix, cwd)) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) {
        await walk(`${prefix}${entry.name}/`, parts, cwd, found);
      }
    }
    return;
  }
  const last = rest.length === 0;
  if (!isPattern(part)) {
    const path = `${prefix}${part}`;
    if (await exists(resolve(cwd, path))) {
      await walk(last ? path : `${path}/`, rest, cwd, found);
    }
    return;
  }
  const expression = partExpression(part);
  for (const entry of await list(prefix, cwd)) {
    if (entry.name.startsWith('.') && !part.startsWith('.')) continue;
    if (!expression.test(entry.name)) continue;
    if (!last && !entry.isDirectory() && !entry.isSymbolicLink()) continue;
    await walk(last ? `${prefix}${entry.name}` : `${prefix}${entry.name}/`, rest, cwd, found);
  }
}

async function list(prefix: string, cwd: string): Promise<Dirent[]> {
  try {
    return await readdir(resolve(cwd, prefix), { withFileTypes: true });
  } catch {
    return [];
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

function partExpression(part: string): RegExp {
  let expression = '';
  for (let at = 0; at < part.length; at++) {
    const c = part[at] ?? '';
    const close = c === '[' ? part.indexOf(']', at + 2) : -1;
    if (c === '*') expression += expression.endsWith('.*') ? '' : '.*';
    else if (c === '?') expression += '.';
    else if (close !== -1) {
      const set = part
        .slice(at + 1, close)
        .replace(/\\/g, '\\\\')
        .replace(/^!/, '^');
      expression += `[${set}]`;
      at = close;
    } else expression += c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  }
  try {
    return new RegExp(`^${expression}$`, 's');
  } catch {
    return /^$/;
  }
}

/** `a{b,c}d` to `abd`, `acd`; braces without a comma stay as they are. */
export function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const todo = [pattern];
  while (todo.length > 0 && done.length < most) {
    const text = todo.pop() ?? '';
    const match = /\{([^{}]*,[^{}]*)\}/.exec(text);
    if (match === null) {
      done.push(text);
      continue;
    }
    const head = text.slice(0, match.index);
    const tail = text.slice(match.index + match[0].length);
    for (const choice of (match[1] ?? '').split(',').toReversed()) todo.push(`${head}${choice}${tail}`);
  }
  return done;
}
