/** Whether steps follow from what is decided, by the model's definitions: edge by edge, nothing searched. */

import { axioms, definitions, given } from './definitions.ts';
import { type Decided, isGiven, type Program } from './facts.ts';
import type { AxiomName, Step } from './format.ts';
import { type Effort, type Path, Rejected } from './verdict.ts';
import { goes, type Pair } from './way.ts';

/** Steps that hold whatever is decided, by program: they are looked at once. */
const alwaysTrue = new WeakMap<Program, Set<number>>();

const stepsPath: Path = ['claim', 'steps'];
const deepest = 200;

export function checkViolation(
  axiom: AxiomName,
  cycle: readonly number[],
  steps: readonly Step[],
  program: Program,
  decided: Decided,
  effort: Effort,
  path: Path,
): void {
  const fixed = alwaysTrue.get(program) ?? new Set<number>();
  alwaysTrue.set(program, fixed);
  const known = new Set<number>();

  /** Whether the step holds whatever is decided; rejects it when it does not hold. */
  const verify = (index: number, depth: number): boolean => {
    if (fixed.has(index)) return true;
    if (known.has(index)) return false;
    const step = steps[index] as Step;
    const [relation, from, to, parts] = step;
    effort.spend(1 + parts.length);
    const reject = (why: string) => {
      const shown = `${relation} from ${from} to ${to}`;
      throw new Rejected([...stepsPath, index], `${shown}: ${why} (needed at ${path.join('.')})`);
    };
    if (depth > deepest) reject(`unfolds more than ${deepest} levels deep`);
    const { n } = program.s.size;
    if (from >= n || to >= n) reject('there is no such event');
    const definition = definitions.get(relation);
    if (definition === undefined) {
      if (!given.has(relation)) reject('the model has no relation of this name');
      if (parts.length > 0) reject('a relation that is given has no parts');
      if (!isGiven(program, decided, relation, from, to)) reject('does not hold here');
      const decidedHere = relation === 'rf' || relation === 'co';
      (decidedHere ? known : fixed).add(index);
      return !decidedHere;
    }
    let always = true;
    for (const part of parts) {
      if (part >= index) reject('a part must come before the step that it is a part of');
      if (!verify(part, depth + 1)) always = false;
    }
    if (
      !goes(
        definition,
        parts.map((p) => pairOf(steps[p])),
        from,
        to,
        program,
      )
    ) {
      reject('this is not how the model defines it');
    }
    (always ? fixed : known).add(index);
    return always;
  };

  if (cycle.length === 0) throw new Rejected(path, 'a cycle has steps');
  for (const [i, index] of cycle.entries()) {
    if (index >= steps.length) throw new Rejected([...path, 'cycle', i], 'there is no such step');
    verify(index, 0);
  }
  const pairs = cycle.map((i) => pairOf(steps[i]));
  const first = (pairs[0] as Pair).from;
  const last = (pairs.at(-1) as Pair).to;
  const { way, forbids } = axioms[axiom];
  if (forbids === 'cycle' && first !== last) {
    throw new Rejected(
      [...path, 'cycle'],
      `the cycle does not close: it begins at ${first} and ends at ${last}`,
    );
  }
  if (!goes(way, pairs, first, last, program)) {
    throw new Rejected([...path, 'cycle'], `this is nothing that the axiom ${axiom} forbids`);
  }
}

function pairOf(step: Step | undefined): Pair {
  if (step === undefined) throw new Error('the index was checked');
  return { relation: step[0], from: step[1], to: step[2] };
}
