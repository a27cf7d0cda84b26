/** The words that barriers get, held against the real herd7: each by taking barriers away. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Barrier, removableBarriers, withoutBarriers } from '../../src/explain/barriers.ts';
import { explain } from '../../src/explain/explain.ts';
import type { HerdInstallation } from '../../src/herd/locate.ts';
import { herdJudge } from '../../src/herd/run.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';

/** What becomes of the outcome; `flagged`: it stays forbidden, but herd7 raises a flag that it did not raise before. */
type Standing = 'forbidden' | 'reached' | 'flagged';

/** `gone`: barriers by number. The word holds when herd7 says one of these. */
interface Demand {
  readonly gone: readonly number[];
  readonly expected: readonly Standing[];
  readonly why: string;
}

const changed: readonly Standing[] = ['reached', 'flagged'];
const same: readonly Standing[] = ['forbidden'];

/** Others beyond this many are not tried in all combinations. */
const mostTogether = 4;

/** What the word of one barrier says of the test without it and without others. */
function demandsOf(barriers: readonly Barrier[], own: number): Demand[] {
  const { word, others, text, line } = barriers[own] as Barrier;
  const of = (gone: readonly number[], expected: readonly Standing[]): Demand => ({
    gone,
    expected,
    why: `${text} on line ${line} is ${word}, without ${gone.map((i) => barriers[i]?.line).join(', ')}`,
  });
  switch (word) {
    case 'needed':
      return [of([own], changed)];
    case 'replaceable':
      return [of([own], same)];
    case 'jointly needed':
      return [of([own], same), of(others, same), of([...others, own], changed)];
    case 'unused':
      return [of([own], same)];
    case 'undecided':
      return [];
    default:
      return word satisfies never;
  }
}

/** For an unused one: sets of others that change nothing, none of which it may decide. */
function othersOf(barriers: readonly Barrier[], own: number): number[][] {
  if (barriers[own]?.word !== 'unused') return [];
  const spare = barriers.flatMap((b, i) => (b.word !== 'needed' && i !== own ? [i] : []));
  if (spare.length > mostTogether) return [spare];
  return Array.from({ length: 1 << spare.length }, (_, bits) =>
    spare.filter((__, i) => (bits >> i) & 1),
  ).slice(1);
}

export interface Confirmed {
  readonly barriers: number;
  /** Questions to herd7. */
  readonly variants: number;
  readonly words: Readonly<Record<string, number>>;
  /** Words that herd7 does not confirm; none, it is hoped. */
  readonly exceptions: readonly string[];
}

/** Tests whose outcome is allowed have no words. */
export async function confirmedByHerd(
  tests: readonly LitmusTest[],
  herd: HerdInstallation,
): Promise<Confirmed> {
  const asked = new Map<string, { readonly name: string; readonly text: string }>();
  const keys = new Map<string, string>();
  /** The number of a variant to be judged; the same text once. */
  const ask = (test: LitmusTest): string => {
    const { text } = test.source;
    const known = keys.get(text);
    if (known !== undefined) return known;
    const name = `v${keys.size}`;
    keys.set(text, name);
    asked.set(name, { name, text: text.replace(/^C\s+\S+/, `C ${name}`) });
    return name;
  };
  const checks: ((standingOf: (whole: string, variant: string) => Standing) => string[])[] = [];
  const words: Record<string, number> = {};
  let count = 0;
  for (const test of tests) {
    const e = explain(test, { barriers: true });
    if (e.kind !== 'forbidden') continue;
    const barriers = e.barriers ?? [];
    const slots = removableBarriers(test);
    const whole = ask(test);
    const without = (gone: readonly number[]): string => {
      const variant = withoutBarriers(test, slots, gone);
      if (variant === undefined) throw new Error(`${test.name}: no test without ${gone.join()}`);
      return ask(variant);
    };
    barriers.forEach(({ word }, own) => {
      count++;
      words[word] = (words[word] ?? 0) + 1;
      for (const { gone, expected, why } of demandsOf(barriers, own)) {
        const variant = without(gone);
        checks.push((standingOf) => {
          const found = standingOf(whole, variant);
          return expected.includes(found) ? [] : [`${test.name}: ${why}: ${found}`];
        });
      }
      for (const others of othersOf(barriers, own)) {
        const [before, after] = [without(others), without([...others, own])];
        checks.push((standingOf) => {
          const decides =
            standingOf(whole, before) === 'forbidden' && standingOf(whole, after) !== 'forbidden';
          return decides
            ? [`${test.name}: barrier ${own} is unused, but decides without ${others.join()}`]
            : [];
        });
      }
    });
  }
  const answers = await judgedByHerd([...asked.values()], herd);
  const standingOf = (whole: string, variant: string): Standing => {
    const [before, after] = [answers.get(whole), answers.get(variant)];
    if (before === undefined || after === undefined) throw new Error(`herd7 has no answer for ${variant}`);
    if (after.reached) return 'reached';
    return after.flags.some((f) => !before.flags.includes(f)) ? 'flagged' : 'forbidden';
  };
  return {
    barriers: count,
    variants: asked.size,
    words,
    exceptions: checks.flatMap((check) => check(standingOf)),
  };
}

interface HerdAnswer {
  readonly reached: boolean;
  readonly flags: readonly string[];
}

async function judgedByHerd(
  variants: readonly { readonly name: string; readonly text: string }[],
  herd: HerdInstallation,
): Promise<ReadonlyMap<string, HerdAnswer>> {
  const folder = mkdtempSync(join(tmpdir(), 'mbpair-words-'));
  try {
    const files = variants.map(({ name, text }) => {
      const file = join(folder, `${name}.litmus`);
      writeFileSync(file, text);
      return file;
    });
    const answers = await herdJudge(files, { herd, jobs: 2 });
    return new Map(
      variants.flatMap(({ name }, i): [string, HerdAnswer][] => {
        const judgement = answers[i]?.judgement;
        if (judgement?.outcome !== 'judged') return [];
        const { quantifier, positive, negative, flags } = judgement;
        return [[name, { reached: (quantifier === 'forall' ? negative : positive) > 0, flags }]];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
