/** What loading a scenario says, as people see it, and documents of many bad files. */

import { renderDiagnostic } from '../../src/base/diagnostic.ts';
import { source } from '../../src/base/source.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** What is complained of, rendered; empty when nothing is. */
export function complained(text: string): string {
  return loadScenario(source('s.yaml', text)).diagnostics.map(renderDiagnostic).join('\n');
}

/** The scenario of a text that must be one. */
export function loaded(text: string): Scenario {
  const { scenario, diagnostics } = loadScenario(source('s.yaml', text));
  if (scenario === undefined) throw new Error(diagnostics.map(renderDiagnostic).join('\n'));
  return scenario;
}

/** A small scenario without fault; the cases change one thing in it. */
export const good = `id: flag-scheme
title: Reference then flag, flag then count
question: Which barriers make it certain that one side sees the other?
shared:
  refs: { type: atomic_t, init: 1 }
  flag: 0
threads:
  - name: gup
    code: |
      int r0;

      atomic_inc(refs);
      \${gup}
      r0 = READ_ONCE(*flag);
  - name: trunc
    code: |
      int r0;

      \${mark}
      \${fence}
      r0 = atomic_read(refs);
slots:
  gup:
    fences: [ none, after-atomic, mb ]
  trunc:
    fillings:
      once: { mark: "WRITE_ONCE(*flag, 1);", fence: none }
      mb: { mark: "WRITE_ONCE(*flag, 1);", fence: mb }
      xchg: { mark: "int r1 = xchg(flag, 1);", fence: none }
    order: [ once < mb < xchg ]
bad:
  - { id: both-miss, title: nobody sees anybody, when: 'gup:r0=0 /\\ trunc:r0=1' }
sanity:
  - { id: gup-wins, title: truncate waits, when: 'gup:r0=0 /\\ trunc:r0=2' }
today: { gup: mb, trunc: mb }
`;

/** Holes are written «name» in the cases, since `${` in a string looks like a mistake. */
export function withHoles(text: string): string {
  return text.replace(/«([a-z]+)»/g, (_, name: string) => `\${${name}}`);
}

/** The good one with a text replaced by another; the text must be there, once. */
export function changed(from: string, to: string): string {
  const parts = good.split(withHoles(from));
  if (parts.length !== 2)
    throw new Error(`${JSON.stringify(from)} stands ${parts.length - 1} times in the text`);
  return parts.join(withHoles(to));
}

export type Case = readonly [title: string, text: string];

/** One section a case: what is said of it. */
export function documentOf(title: string, cases: readonly Case[]): string {
  const sections = cases.map(([name, text]) => `## ${name}\n\n\`\`\`\n${complained(text)}\n\`\`\`\n`);
  return `# ${title}\n\n${sections.join('\n')}`;
}
