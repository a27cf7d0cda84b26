/** The primitive table against the macro file of the installed kernel model: nothing lacks, nothing differs. */

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AtomicOp, type Primitive, primitiveNamed, primitives } from '../../src/lkmm/primitives.ts';
import type { FenceTag } from '../../src/lkmm/tags.ts';

/** A macro as the file has it: parameter names, and the body without blanks and braces. */
interface Macro {
  readonly parameters: readonly string[];
  readonly body: string;
}

function macros(text: string): Map<string, Macro> {
  const found = new Map<string, Macro>();
  for (const line of text.split('\n')) {
    const parts = /^(\w+)\(([\w,]*)\)\s+(.*)$/.exec(line);
    if (parts === null) continue;
    const [, name = '', parameters = '', body = ''] = parts;
    const plain = body.replace(/^\{(.*)\}$/, '$1').replaceAll(/\s/g, '');
    found.set(name, { parameters: parameters === '' ? [] : parameters.split(','), body: plain });
  }
  return found;
}

/** Macros written with other macros, down to the core operations. */
function core(body: string, all: ReadonlyMap<string, Macro>): string {
  const call = /^(\w+)\(([^()]*)\)(;?)$/.exec(body);
  const macro = call?.[1] === undefined ? undefined : all.get(call[1]);
  if (call === null || macro === undefined) return body;
  const args = (call[2] ?? '').split(',');
  const replaced = macro.body.replaceAll(/\b[A-Z]\b/g, (p) => args[macro.parameters.indexOf(p)] ?? p);
  return core(replaced.replaceAll('**', '*'), all);
}

const symbols: Record<AtomicOp, string> = { add: '+', sub: '-', and: '&', or: '|', xor: '^', andnot: '&~' };

/** herd7 spells the tag of the full barrier in capitals, and only that. */
const fenceWord = (tag: FenceTag) => (tag === 'mb' ? 'MB' : tag);

/** What the macro's body must be for the row to be right. */
function expected(row: Primitive, names: readonly string[]): string {
  const { effect } = row;
  const name = (i: number) => names[i] ?? '?';
  const target = (i: number) => (row.parameters[i] === 'deref' ? name(i) : `*${name(i)}`);
  switch (effect.do) {
    case 'read':
      return `__load{${effect.tag}}(${target(effect.place)})`;
    case 'write':
      return [
        `__store{${effect.tag}}(${target(effect.place)},${name(effect.value)});`,
        effect.then === undefined ? '' : `__fence{${fenceWord(effect.then)}};`,
      ].join('');
    case 'fence':
      return `__fence{${fenceWord(effect.fence)}};`;
    case 'xchg':
      return `__xchg{${effect.tag}}(${name(effect.place)},${name(effect.value)})`;
    case 'cmpxchg':
      return `__cmpxchg{${effect.tag}}(${name(effect.place)},${name(effect.expected)},${name(effect.value)})`;
    case 'atomic': {
      const operand = effect.operand === undefined ? '1' : name(effect.operand);
      const args = `{${effect.tag}}(${name(effect.place)},${symbols[effect.op]},${operand})`;
      switch (effect.gives) {
        case 'nothing':
          return `__atomic_op${args};`;
        case 'new':
          return `__atomic_op_return${args}`;
        case 'old':
          return `__atomic_fetch_op${args}`;
        case 'new is zero':
          return `__atomic_op_return${args}==0`;
        case 'new is negative':
          return `__atomic_op_return${args}<0`;
        default:
          return effect.gives satisfies never;
      }
    }
    case 'add-unless':
      return `__atomic_add_unless{${effect.tag}}(${name(effect.place)},${name(effect.operand)},${name(effect.unless)})`;
    case 'lock':
      return `__lock(${name(0)});`;
    case 'unlock':
      return `__unlock(${name(0)});`;
    case 'trylock':
      return `__trylock(${name(0)})`;
    case 'is-locked':
      return `__islocked(${name(0)})`;
    case 'srcu-lock':
      return `__load{srcu-lock}(*${name(0)})`;
    case 'srcu-unlock':
      return `__store{srcu-unlock}(*${name(0)},${name(effect.value)});`;
    case 'srcu-sync':
      return `__srcu{sync-srcu}(${name(0)});`;
    default:
      return effect satisfies never;
  }
}

function memoryModel(): string | undefined {
  const { env } = process;
  const named = env['MBPAIR_LKMM'];
  const cache = env['MBPAIR_CACHE'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mbpair');
  const required = env['MBPAIR_REQUIRE_HERD'] === '1';
  const setup = join(cache, 'herd.json');
  if (named !== undefined && named !== '') return named;
  if (existsSync(setup)) return JSON.parse(readFileSync(setup, 'utf8')).lkmm.folder as string;
  const reason = 'the kernel model is not installed; herd/setup.sh fetches it';
  if (required) throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  return undefined;
}

const folder = memoryModel();

describe.skipIf(folder === undefined)('linux-kernel.def', () => {
  const all = macros(folder === undefined ? '' : readFileSync(join(folder, 'linux-kernel.def'), 'utf8'));

  test('has no macro that the table lacks, and the table none that it lacks', () => {
    expect([...all.keys()].filter((name) => !primitiveNamed.has(name))).toEqual([]);
    expect(primitives.map((p) => p.name).filter((name) => !all.has(name))).toEqual([]);
  });

  test.each(primitives.map((row) => [row.name, row] as const))('maps %s as its row does', (name, row) => {
    const macro = all.get(name);
    expect(core(macro?.body ?? '', all)).toBe(expected(row, macro?.parameters ?? []));
  });
});

test('names are unique and every row says in one sentence what it is for', () => {
  expect(primitiveNamed.size).toBe(primitives.length);
  for (const { name, doc } of primitives) expect(doc, name).toMatch(/^[A-Z][^\n]*\.$/);
});
