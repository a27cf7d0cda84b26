/**
 * A fast-check arbitrary of LKMM litmus tests. Primitives are drawn from the table of src/lkmm, so a
 * new row is fuzzed the day it enters. Most tests have the shape of a communication cycle.
 */

import { Arbitrary, type Random, type Stream, stream, Value } from 'fast-check';
import { write } from './accesses.ts';
import { Chance } from './chance.ts';
import { Conditions } from './conditions.ts';
import { cost } from './cost.ts';
import { cycle, type Draft } from './cycles.ts';
import { condition } from './expressions.ts';
import { idiom } from './idioms.ts';
import type { Theme } from './links.ts';
import { comment, program, random } from './programs.ts';
import { reductions } from './reduce.ts';
import { Scope, type World } from './scope.ts';
import { nonEmpty } from './sections.ts';
import {
  type InitItem,
  namesIn,
  number,
  plainStyle,
  type Statement,
  type Thread,
  type Tree,
} from './tree.ts';

/** Above this estimate a test is thrown away: herd7 would need more than some hundredths of a second. */
const mostCandidates = 1500;

class Litmus extends Arbitrary<Tree> {
  generate(random: Random): Value<Tree> {
    const chance = new Chance(random);
    for (;;) {
      const tree = grow(chance);
      if (cost(tree) <= mostCandidates) return new Value(tree, undefined);
    }
  }

  canShrinkWithoutContext(value: unknown): value is Tree {
    return typeof value === 'object' && value !== null && 'threads' in value;
  }

  shrink(tree: Tree): Stream<Value<Tree>> {
    return stream(reductions(tree)).map((smaller) => new Value(smaller, undefined));
  }
}

/** Random litmus tests; shrinking drops and simplifies parts of the test. */
export function litmusTree(): Arbitrary<Tree> {
  return new Litmus();
}

function grow(chance: Chance): Tree {
  const draft = chance.weighted<() => Draft>([
    [
      5.6,
      () => {
        const theme = chance.weighted<Theme>([
          [2.6, 'strong'],
          [3.2, 'ordered'],
          [1.4, 'rcu'],
          [0.8, 'srcu'],
          [1.2, 'lock'],
          [1.2, 'mixed'],
        ]);
        return cycle(chance, (least) => worldFor(chance, Math.max(2, least)), theme);
      },
    ],
    [
      1.8,
      () =>
        program(
          chance,
          worldFor(
            chance,
            chance.weighted([
              [2, 2],
              [1, 3],
              [0.4, 1],
            ]),
          ),
        ),
    ],
    [2.4, () => idiom(chance, worldFor(chance, 2))],
  ])();
  return finish(chance, draft);
}

/** Which places a test has; plain accesses come in several doses. */
function worldFor(chance: Chance, numbers: number): World {
  const names = ['x', 'y', 'z', 'w', 'v', 'u'].slice(0, numbers);
  const plainness = chance.weighted([
    [6, 0],
    [2, 0.1],
    [1, 0.4],
    [0.5, 0.9],
  ]);
  // One location that holds the message and is accessed plainly, the others being marked.
  const plain = new Set(plainness === 0 && chance.yes(0.4) ? [chance.one(names)] : []);
  return {
    numbers: names,
    pointers: chance.weighted([
      [3, ['p']],
      [1, ['p', 'q']],
    ]),
    locks: chance.weighted([
      [3, ['l']],
      [2, ['l', 'k']],
    ]),
    srcus: chance.weighted([
      [3, ['s']],
      [1, ['s', 't']],
    ]),
    ...(chance.yes(0.02) ? { array: { name: 'a', elements: chance.int(2, 3) } } : {}),
    plainness,
    plain,
  };
}

function finish(chance: Chance, draft: Draft): Tree {
  const { world } = draft;
  const bodies = draft.bodies.map((body, t) => {
    const scope = draft.scopes[t] as Scope;
    return decorated(chance, scope, [...scope.leftOver(), ...body]);
  });
  if (bodies.length < 5 && chance.yes(0.07)) bodies.push(bystander(chance, world));
  const conditions = new Conditions(chance, world, bodies);
  const { quantifier, condition } = conditions.condition(draft.outcome);
  const filter = conditions.filter();
  return {
    origin: draft.origin,
    remarks: chance.weighted<readonly string[]>([
      [8, []],
      [1, ['"a doc string"']],
      [1, ['(* Result: Never *)']],
      [0.5, ['(*', ' * a comment of { lines }', ' *)']],
    ]),
    init: initial(chance, world, bodies),
    threads: bodies.map((body) => thread(chance, world, body)),
    locations: conditions.places(),
    ...(filter === undefined ? {} : { filter }),
    quantifier,
    condition,
    style: chance.yes(0.6)
      ? plainStyle
      : {
          manyParentheses: chance.yes(0.3),
          fewBraces: chance.yes(0.5),
          longPlaces: chance.yes(0.2),
        },
  };
}

/** Now and then a random statement somewhere among the others, or a comment. */
function decorated(chance: Chance, scope: Scope, body: readonly Statement[]): readonly Statement[] {
  const out = [...body];
  if (chance.yes(0.14)) out.splice(chance.int(0, out.length), 0, ...random(scope, 1));
  if (chance.yes(0.04)) out.splice(chance.int(0, out.length), 0, comment(chance));
  if (out.length > 1 && chance.yes(0.05)) {
    const from = chance.int(1, out.length - 1);
    const tail = out.splice(from);
    out.push({ kind: 'if', condition: condition(scope), then: nonEmpty(tail) });
  }
  return out.some((s) => s.kind !== 'comment')
    ? out
    : [...out, { kind: 'assign', type: 'int ', name: 'r0', value: number(0) }];
}

/** Another thread that does one thing. */
function bystander(chance: Chance, world: World): readonly Statement[] {
  const scope = new Scope(world, chance);
  if (chance.yes(0.5)) return write(scope, chance.one(world.numbers), chance.int(1, 3), { order: 'any' });
  return decorated(chance, scope, random(scope, 1));
}

const isRegister = (text: string): boolean => /^r\d+$/.test(text);

/** The parameters are the locations that the body names; order, extra ones and types vary. */
function thread(chance: Chance, world: World, body: readonly Statement[]): Thread {
  const named = [...namesIn(body)].filter((n) => !isRegister(n));
  const unused = chance.yes(0.25) ? chance.some(world.numbers, 0.5).filter((n) => !named.includes(n)) : [];
  const all = [...named, ...unused];
  const order = chance.yes(0.15) ? chance.shuffled(all) : all.sort();
  if (chance.yes(0.004)) order.splice(0, 1);
  return { parameters: order.map((n) => ({ name: n, type: parameterType(chance, world, n) })), body };
}

function parameterType(chance: Chance, world: World, location: string): string {
  if (chance.yes(0.9)) {
    if (world.pointers.includes(location)) return 'int **';
    if (world.locks.includes(location)) return 'spinlock_t *';
    if (world.srcus.includes(location)) return 'struct srcu_struct *';
    return 'int *';
  }
  return chance.one([
    'int *',
    'atomic_t *',
    'long *',
    'volatile int *',
    'const int *',
    'char *',
    'uint8_t *',
    'void *',
  ]);
}

function initial(chance: Chance, world: World, bodies: readonly (readonly Statement[])[]): InitItem[] {
  const used = new Set(bodies.flatMap((body) => [...namesIn(body)]));
  const item = (name: string, text: string): InitItem => ({ place: { kind: 'location', name }, text });
  const items = world.numbers
    .filter((n) => used.has(n) && chance.yes(0.3))
    .map((n) => item(n, initialNumber(chance, n)));
  for (const p of world.pointers.filter((q) => used.has(q) && chance.yes(0.97))) {
    const target = chance.one(world.numbers);
    items.push(
      item(
        p,
        chance.one([`int *${p}=${target}`, `int *${p}=&${target}`, `${p}=${target}`, `*${p}=${target}`]),
      ),
    );
  }
  if (world.array !== undefined && used.has(world.array.name)) {
    const { name, elements } = world.array;
    const values = Array.from({ length: elements }, () => chance.int(0, 3)).join(',');
    items.push(
      item(name, chance.yes(0.8) ? `int ${name}[${elements}]={${values}}` : `int ${name}[${elements}]`),
    );
  }
  for (const odd of [...world.locks, ...world.srcus]) {
    if (used.has(odd) && chance.yes(0.04)) items.push(item(odd, `${odd}=${chance.int(0, 1)}`));
  }
  if (chance.yes(0.04)) {
    const at = chance.int(0, bodies.length - 1);
    const name = `r${chance.int(0, 6)}`;
    const place = { kind: 'register', thread: at, name } as const;
    const type = chance.yes(0.5) ? chance.one(['int ', 'uint8_t ']) : '';
    items.push({ place, text: `${type}${at}:${name}=${chance.int(-1, 2)}` });
  }
  return chance.yes(0.1) ? chance.shuffled(items) : items;
}

const narrowTypes = [
  'char',
  'short',
  'int8_t',
  'uint8_t',
  'int16_t',
  'uint16_t',
  'uint32_t',
  'uintptr_t',
  'long',
];

function initialNumber(chance: Chance, location: string): string {
  const value = chance.weighted([
    [6, 0],
    [1.5, 1],
    [0.7, 2],
    [0.3, -1],
    [0.3, 300],
  ]);
  return chance.weighted([
    [3, `${location}=${value}`],
    [3, `int ${location}=${value}`],
    [0.6, `[${location}]=${value}`],
    [0.5, location],
    [0.5, `int ${location}`],
    [1, `atomic_t ${location}=ATOMIC_INIT(${value})`],
    [0.4, `atomic_t ${location}=${value}`],
    [1.2, `${chance.one(narrowTypes)} ${location}=${value}`],
    [0.1, `_Atomic int ${location}=${value}`],
    [0.2, `${location}=0x1f`],
  ]);
}
