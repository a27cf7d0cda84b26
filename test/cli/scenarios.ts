/** Small scenarios as text, and a herd7 that says what a test wants, for the tests of the command line. */

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelFileNames } from '../../src/herd/model-files.ts';

export interface ScenarioParts {
  readonly id?: string;
  readonly today?: string;
  readonly expect?: string;
  readonly more?: string;
}

/** Store buffering, a fence on each side: nine choices, of which mb against mb alone suffices. */
export function sbScenario(parts: ScenarioParts = {}): string {
  return `id: ${parts.id ?? 'my-sb'}
title: Two flags, each set by one side and looked at by the other
question: Which fences make it certain that one side sees the other's flag?
shared:
  x: 0
  y: 0
threads:
  - name: left
    code: |
      int r0;

      WRITE_ONCE(*x, 1);
      \${left}
      r0 = READ_ONCE(*y);
  - name: right
    code: |
      int r0;

      WRITE_ONCE(*y, 1);
      \${right}
      r0 = READ_ONCE(*x);
slots:
  left:
    fences: [none, wmb, mb]
  right:
    fences: [none, rmb, mb]
bad:
  - { id: both-miss, title: neither sees the other, when: 'left:r0=0 /\\ right:r0=0' }
sanity:
  - { id: left-wins, title: left comes first, when: 'left:r0=0 /\\ right:r0=1' }
today: ${parts.today ?? '{ left: mb, right: mb }'}
${parts.expect === undefined ? '' : `expect: ${parts.expect}\n`}${parts.more ?? ''}`;
}

/** Load buffering around a ring: in each thread acquire or release will do, and neither is weaker. */
export function lbRing(threads: number): string {
  const each = Array.from({ length: threads }, (_, i) => i);
  const next = (i: number) => (i + 1) % threads;
  const all = (word: (i: number) => string, between: string) => each.map(word).join(between);
  return `id: lb-ring
title: A ring of load buffering
question: Which choices forbid the ring?
shared: { ${all((i) => `x${i}: 0`, ', ')} }
threads:
${all((i) => `  - name: t${i}\n    code: |\n      int r0;\n\n      r0 = \${a${i}};\n      \${s${i}}\n`, '')}slots:
${all(
  (i) => `  slot${i}:
    fillings:
      none: { a${i}: "READ_ONCE(*x${i})", s${i}: "WRITE_ONCE(*x${next(i)}, 1);" }
      acquire: { a${i}: "smp_load_acquire(x${i})", s${i}: "WRITE_ONCE(*x${next(i)}, 1);" }
      release: { a${i}: "READ_ONCE(*x${i})", s${i}: "smp_store_release(x${next(i)}, 1);" }
    order: [none < acquire, none < release]
`,
  '',
)}bad:
  - { id: all, title: each sees the last, when: '${all((i) => `t${i}:r0=1`, ' /\\ ')}' }
sanity:
  - { id: first, title: the first comes first, when: 't0:r0=0' }
today: { ${all((i) => `slot${i}: none`, ', ')} }
expect: insufficient
`;
}

/**
 * A herd7 that gives every test these counts and one odd state; arguments for a command that asks it. Lies
 * in `cwd`.
 */
export function strawHerd(cwd: string, positive: number, negative: number): string[] {
  const word = positive === 0 ? 'Never' : 'Sometimes';
  const script = `#!/bin/sh
case "$1" in -version) echo 7.58; exit 0;; esac
for file in "$@"; do
  case "$file" in *.litmus) ;; *) continue;; esac
  name=$(sed -n '1s/^C //p' "$file")
  echo "Test $name Allowed"
  echo "States 1"
  echo "0:r0=7; 1:r0=7;"
  echo "${positive === 0 ? 'No' : 'Ok'}"
  echo "Witnesses"
  echo "Positive: ${positive} Negative: ${negative}"
  echo "Condition $(tail -n 1 "$file")"
  echo "Observation $name ${word} ${positive} ${negative}"
  echo "Time $name 0.01"
  echo
done
`;
  const path = join(cwd, 'herd7');
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  mkdirSync(join(cwd, 'model'));
  for (const file of modelFileNames) writeFileSync(join(cwd, 'model', file), '');
  return ['--herd', path, '--lkmm', 'model'];
}
