/** One test before both ways to judge: what verdict mode says must be what states mode says. */

import { source } from '../../src/base/source.ts';
import { type Decision, decide } from '../../src/judge/decide.ts';
import { judge } from '../../src/judge/judge.ts';
import { holds, isVacuous, type Judgement, observation } from '../../src/judge/judgement.ts';
import type { LitmusTest } from '../../src/litmus/ast.ts';
import { parseLitmus } from '../../src/litmus/parse.ts';

export interface BothModes {
  /** `undefined` where it gave up. */
  readonly states: string | undefined;
  readonly verdict: string | undefined;
  readonly decision: Decision;
}

export function parsed(text: string): LitmusTest | undefined {
  return parseLitmus(source('t.litmus', text)).test;
}

/** `seconds`: of states mode; verdict mode gets ten times as many. */
export function bothModes(test: LitmusTest, seconds = 20): BothModes {
  const limits = (most: number) => {
    const end = performance.now() + most * 1000;
    return { deadline: () => performance.now() > end };
  };
  const states = judge(test, { limits: limits(seconds) });
  const decision = decide(test, { limits: limits(seconds * 10) });
  return {
    states: told(states.judgement, states.warnings.length),
    verdict: told(decision.judgement, decision.warnings.length),
    decision,
  };
}

/** All that both can tell. */
function told(j: Judgement, warnings: number): string | undefined {
  switch (j.outcome) {
    case 'judged':
    case 'decided':
      return JSON.stringify([
        observation(j),
        holds(j),
        isVacuous(j),
        j.vacuity ?? 'lives',
        j.flags,
        j.cut,
        warnings,
        j.name,
        j.quantifier,
        j.condition,
        j.hash ?? 'no hash',
      ]);
    case 'refused':
      // Which of several obstacles is met first depends on the order of the search.
      return 'refused';
    case 'rejected':
      throw new Error('only herd7 rejects');
    case 'undecided':
      return undefined;
    default:
      return j satisfies never;
  }
}

/**
 * The same test with a copy of one of its threads, under conditions of which some tell the two apart
 * and some do not; the last ones with other constants in the copy.
 */
export function twins(text: string): string[] {
  const test = parsed(text);
  if (test === undefined) return [];
  const n = test.threads.length;
  const shortest = [...test.threads].sort(
    (a, b) => a.span.end - a.span.start - (b.span.end - b.span.start),
  )[0];
  const last = test.threads.at(-1);
  if (shortest === undefined || last === undefined) return [];
  const threads = text.slice(0, last.span.end);
  const copy = text.slice(shortest.span.start, shortest.span.end).replace(/^P\d+/, `P${n}`);
  const between = text.slice(last.span.end, test.conditionSpan.start);
  const condition = text.slice(test.conditionSpan.start, test.conditionSpan.end);
  const [, quantifier = 'exists', prop = 'true'] = /^(~?\s*exists|forall)\s*([\s\S]*)$/.exec(condition) ?? [];
  const swapped = prop.replace(new RegExp(`\\b${shortest.id}:`, 'g'), `${n}:`);
  const like = (thread: string, p: string) => `${threads}\n\n${thread}\n${between}\n${quantifier} (${p})\n`;
  const props = [
    prop,
    `(${prop}) /\\ (${swapped})`,
    `(${prop}) \\/ (${swapped})`,
    `(${prop}) /\\ ~(${swapped})`,
  ];
  const other = copy.replace(
    /(, |\()(\d)(?=[,)])/g,
    (_, before: string, d: string) => `${before}${Number(d) * 2 + 1}`,
  );
  return [...props.map((p) => like(copy, p)), ...(other === copy ? [] : [like(other, prop)])];
}

/** Threads that add and write constants of their own to a few places, and a condition on these. */
export function adders(random: () => number): string {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const shape = Array.from({ length: 1 + Math.floor(random() * 2) }, () =>
    pick([
      (c: number) => `atomic_add(${c}, x);`,
      (c: number) => `atomic_sub(${c}, y);`,
      (c: number) => `atomic_xor(${c}, x);`,
      (c: number) => `atomic_or(${c}, x);`,
      (c: number) => `atomic_andnot(${c}, y);`,
      (c: number) => `r0 = atomic_fetch_and(${c}, x);`,
      (c: number) => `WRITE_ONCE(*z, ${c});`,
      (c: number) => `r0 = READ_ONCE(*z);\n\tWRITE_ONCE(*z, r0 + ${c});`,
      (c: number) => `spin_lock(l);\n\t*z = *z + ${c};\n\tspin_unlock(l);`,
      (c: number) => `r1 = atomic_add_return(${c}, x);\n\tatomic_add(${c}, y);`,
      (c: number) => `r0 = READ_ONCE(*z);\n\tatomic_add(r0 * ${c}, x);`,
      (c: number) => `r0 = xchg(z, ${c});\n\tWRITE_ONCE(*y, r0);`,
    ]),
  );
  const parameters = 'atomic_t *x, atomic_t *y, int *z, spinlock_t *l';
  const begin = pick(['{}', '{ x=3; y=5; z=1; }']);
  const threads = Array.from({ length: 2 + Math.floor(random() * 2) }, (_, i) => {
    const body = shape.map((s) => `\t${s(pick([0, 1, 1, 2, 3]))}\n`).join('');
    return `P${i}(${parameters})\n{\n\tint r0;\n\tint r1;\n\n${body}}\n`;
  });
  const atom = () => `${pick(['x', 'y', 'z', '0:r0', '1:r1'])}=${pick([-2, 0, 1, 2, 3, 4, 5])}`;
  const condition = pick([atom, () => `${atom()} /\\ ${atom()}`, () => `${atom()} \\/ ~(${atom()})`]);
  return `C adders\n\n${begin}\n\n${threads.join('\n')}\n${pick(['exists', 'forall'])} (${condition()})\n`;
}
