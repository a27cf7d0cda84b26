/**
 * How many tests notice when an axiom or a flag is taken out of the model: a fuzzer whose tests do not
 * notice would not notice a wrong axiom either.
 */

import { source } from '../../src/base/source.ts';
import { type JudgeOptions, judge } from '../../src/judge/judge.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';
import type { Model } from '../../src/model/ir.ts';
import { lkmm } from '../../src/model/lkmm.ts';
import { naiveSearch } from '../executions/naive-search.ts';
import { cost } from './cost.ts';
import type { Sample } from './sampling.ts';
import { logOf } from './verdicts.ts';

export interface Sensitivity {
  readonly part: string;
  readonly kind: 'axiom' | 'flag';
  /** Tests judged both ways, and those whose log changed. */
  readonly judged: number;
  readonly changed: number;
}

/** The search builds only coherent executions with atomic operations: for these two, its slow twin. */
const builtIn: ReadonlySet<string> = new Set(['coherence', 'atomic']);
/** The slow twin gets only tests with few candidates by the generator's own estimate. */
const fewCandidates = 150;

/** The model with one axiom or flag taken out. */
export function without(model: Model, part: string): Model {
  const others = <T extends { readonly name: string }>(parts: readonly T[]): T[] =>
    parts.filter((p) => p.name !== part);
  return { ...model, axioms: others(model.axioms), flags: others(model.flags) };
}

/** `tick` is called once a test. */
export function sensitivity(
  samples: readonly Sample[],
  kinds: readonly Sensitivity['kind'][] = ['axiom', 'flag'],
  tick: () => void = () => undefined,
): Sensitivity[] {
  const model = lkmm();
  const parts = [
    ...model.axioms.map(({ name }) => ({ part: name, kind: 'axiom' as const })),
    ...model.flags.map(({ name }) => ({ part: name, kind: 'flag' as const })),
  ].filter(({ kind }) => kinds.includes(kind));
  const counts = parts.map(() => ({ judged: 0, changed: 0 }));
  const models = parts.map(({ part }) => without(model, part));
  for (const sample of samples) {
    tick();
    const { test } = parseLitmus(source('fuzz.litmus', sample.text));
    if (test === undefined) continue;
    const whole = logWith(test, {});
    for (const [i, { part }] of parts.entries()) {
      const count = counts[i];
      const twin = builtIn.has(part);
      if (count === undefined || (twin && cost(sample.tree) > fewCandidates)) continue;
      count.judged++;
      const options = { model: models[i] ?? model, ...(twin ? { search: naiveSearch } : {}) };
      if (logWith(test, options) !== whole) count.changed++;
    }
  }
  return parts.map((part, i) => ({ ...part, judged: 0, changed: 0, ...counts[i] }));
}

function logWith(test: LitmusTest, options: JudgeOptions): string {
  const end = Date.now() + 5000;
  return logOf(judge(test, { ...options, limits: { deadline: () => Date.now() > end } }).judgement);
}

export function sensitivityTable(rows: readonly Sensitivity[]): string {
  const line = ({ part, kind, judged, changed }: Sensitivity): string => {
    const share = judged === 0 ? '-' : ((100 * changed) / judged).toFixed(1);
    return `  ${kind.padEnd(6)} ${part.padEnd(24)} ${String(changed).padStart(6)} of ${String(judged).padStart(6)}  ${share.padStart(5)} %`;
  };
  return ['tests whose log changes without', ...rows.map(line)].join('\n');
}
