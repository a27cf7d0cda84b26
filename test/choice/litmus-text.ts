/** Litmus tests for the search for repairs: written short, and answers written short. */

import { source } from '../../src/base/source.ts';
import type { Repair } from '../../src/choice/repair.ts';
import { type RepairLimits, strengthen } from '../../src/choice/strengthen.ts';
import { weaken } from '../../src/choice/weaken.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';

/** `threads`: statements, one a line; the parameters are the words of `shared`, `*` taken as int. */
export function litmus(shared: string, threads: readonly string[], condition: string): LitmusTest {
  const parameters = shared
    .split(' ')
    .map((name) => (/^(lock|lck)/.test(name) ? `spinlock_t *${name}` : `int *${name}`))
    .join(', ');
  const bodies = threads.map((body, i) => {
    const registers = [...new Set(body.match(/\br\d\b/g) ?? [])].map((r) => `\tint ${r};`);
    const lines = body.trim().split('\n');
    return [`P${i}(${parameters})`, '{', ...registers, ...lines.map((l) => `\t${l.trim()}`), '}'].join('\n');
  });
  return parsed(['C test', '', '{}', '', bodies.join('\n\n'), '', condition, ''].join('\n'));
}

export function parsed(text: string, name = 'test.litmus'): LitmusTest {
  const { test, diagnostics } = parseLitmus(source(name, text));
  if (test === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  return test;
}

/** What a repair adds, line by line: `smp_wmb(); | smp_rmb();`. */
export function added(repair: Repair): string {
  return linesWith('+', repair).join(' | ');
}

export function removed(repair: Repair): string {
  return linesWith('-', repair).join(' | ');
}

function linesWith(mark: '+' | '-', { diff }: Repair): string[] {
  return diff
    .split('\n')
    .filter((l) => l.startsWith(mark) && !l.startsWith(mark.repeat(3)))
    .map((l) => l.slice(1).trim());
}

/** All repairs, each as what it adds, sorted; whatever else is said must be that all is well. */
export function repairs(test: LitmusTest, limits?: RepairLimits): string[] {
  const found = strengthen(test, limits);
  if (found.outcome !== 'searched') throw new Error(found.outcome);
  if (found.limit !== undefined) throw new Error(`limit: ${found.limit}`);
  if (found.violations.length > 0) throw new Error('the order is not monotone');
  return found.repairs.map(added).sort();
}

/** All least sets of the test's own barriers, each as the lines that change. */
export function least(test: LitmusTest): { from: string; to: string }[] {
  const found = weaken(test);
  if (found.outcome !== 'searched') throw new Error(found.outcome);
  if (found.limit !== undefined) throw new Error(`limit: ${found.limit}`);
  if (found.violations.length > 0) throw new Error('the order is not monotone');
  return found.least.map((r) => ({ from: removed(r), to: added(r) }));
}
