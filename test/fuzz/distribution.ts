/** What the tests of a run are like: whether the generator is worth its name. */

import { isVacuous, observation } from '../../src/judge/judgement.ts';
import { plainFences } from './rows.ts';
import type { Sample } from './sampling.ts';
import { everyStatement, expressionsIn, rowsIn, type Tree } from './tree.ts';
import type { Verdicts } from './verdicts.ts';

/** Counts of tests by what is true of them; a test counts under several headings. */
export class Distribution {
  readonly #counts = new Map<string, Map<string, number>>();
  #tests = 0;

  add(sample: Sample, verdicts: Verdicts): void {
    this.#tests++;
    this.#count('agreement', verdicts.agreement);
    for (const verdict of verdictsOf(verdicts)) this.#count('verdict', verdict);
    for (const flag of flagsOf(verdicts)) this.#count('flag', flag);
    for (const feature of features(sample.tree)) this.#count('feature', feature);
    this.#count('origin', sample.tree.origin);
    this.#count('threads', String(sample.tree.threads.length));
    this.#count('quantifier', sample.tree.quantifier);
    for (const row of new Set(sample.tree.threads.flatMap((t) => rowsIn(t.body)))) {
      this.#count('primitive', row.name);
    }
  }

  #count(heading: string, what: string): void {
    const counts = this.#counts.get(heading) ?? new Map<string, number>();
    this.#counts.set(heading, counts);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }

  /** How many tests have it. */
  of(heading: string, what: string): number {
    return this.#counts.get(heading)?.get(what) ?? 0;
  }

  get tests(): number {
    return this.#tests;
  }

  /** One line an entry, the largest first; the primitives in one paragraph. */
  table(): string {
    const lines = [`${this.#tests} tests`];
    for (const [heading, counts] of this.#counts) {
      const entries = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      if (heading === 'primitive') {
        const rare = entries.slice(-5).map(([what, n]) => `${what} ${n}`);
        lines.push(`primitives: ${entries.length} rows occur, the rarest: ${rare.join(', ')}`);
        continue;
      }
      lines.push(`${heading}:`);
      for (const [what, n] of entries) {
        const share = ((100 * n) / this.#tests).toFixed(1);
        lines.push(`  ${what.padEnd(28)} ${String(n).padStart(6)} ${share.padStart(5)} %`);
      }
    }
    return lines.join('\n');
  }
}

function verdictsOf({ herd: { judgement } }: Verdicts): string[] {
  if (judgement.outcome === 'undecided') return ['undecided'];
  if (judgement.outcome !== 'judged') return ['refused'];
  const cut: string[] = judgement.cut ? ['loop cut'] : [];
  if (judgement.states.some((state) => /=S\d+;/.test(state))) cut.push('undetermined value');
  if (isVacuous(judgement)) return ['no execution', ...cut];
  return [observation(judgement), ...cut];
}

function flagsOf({ herd: { judgement } }: Verdicts): readonly string[] {
  if (judgement.outcome !== 'judged') return [];
  return judgement.flags.length > 0 ? ['any', ...judgement.flags] : [];
}

function features(tree: Tree): Set<string> {
  const found = new Set<string>();
  const bodies = tree.threads.map((t) => t.body);
  const rows = bodies.flatMap(rowsIn);
  for (const { effect, name } of rows) {
    if (effect.do === 'fence' && plainFences.some((row) => row.name === name)) found.add('fence');
    if (effect.do === 'fence' && effect.fence.startsWith('rcu')) found.add('rcu section');
    if (effect.do === 'fence' && effect.fence === 'sync-rcu') found.add('rcu grace period');
    if (effect.do === 'srcu-lock') found.add('srcu section');
    if (effect.do === 'srcu-sync') found.add('srcu grace period');
    if (effect.do === 'lock') found.add('lock');
    if (effect.do === 'trylock' || effect.do === 'is-locked') found.add('trylock or is_locked');
    if ('tag' in effect && (effect.tag === 'ACQUIRE' || effect.tag === 'RELEASE')) {
      found.add('acquire or release');
    }
    if (['xchg', 'cmpxchg', 'atomic', 'add-unless'].includes(effect.do)) found.add('atomic operation');
  }
  for (const s of bodies.flatMap(everyStatement)) {
    if (s.kind === 'store') found.add('plain access');
    if (s.kind === 'if') found.add(s.else === undefined ? 'if' : 'if with else');
    if (s.kind === 'while') found.add('while');
    if (s.kind === 'comment') found.add('comment');
  }
  const expressions = bodies.flatMap(expressionsIn);
  for (const e of expressions) {
    if (e.kind === 'load') found.add('plain access');
    if (e.kind === 'binary') found.add('operator');
    if (e.kind === 'cast') found.add('cast');
    if (e.kind === 'call' && e.args.some((a, i) => isOperandRegister(e.row.parameters[i], a))) {
      found.add('register as operand');
    }
  }
  for (const s of bodies.flatMap(everyStatement)) {
    if (s.kind === 'call' && s.args.some((a, i) => isOperandRegister(s.row.parameters[i], a))) {
      found.add('register as operand');
    }
  }
  if (tree.threads.some((t) => t.parameters.some((p) => p.type === 'int **'))) found.add('pointer');
  if (tree.filter !== undefined) found.add('filter');
  if (tree.locations.length > 0) found.add('locations');
  if (tree.init.some(({ text }) => /^(?:char|u?int\d|short|atomic_t|uintptr)/.test(text))) {
    found.add('type in the initial state');
  }
  if (!found.has('fence')) found.add('no fence');
  return found;
}

function isOperandRegister(parameter: string | undefined, argument: { readonly kind: string }): boolean {
  return parameter === 'value' && argument.kind !== 'number';
}
