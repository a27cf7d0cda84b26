/** Reads a certificate: JSON of the right shape, or a complaint about the place where it is not. */

import {
  type Allowed,
  type AxiomName,
  type Case,
  type Certificate,
  type Claim,
  certificateFormat,
  type EventPair,
  type Execution,
  type Impossibility,
  type RaisedFlag,
  type Step,
} from './format.ts';
import type { Path } from './verdict.ts';

/** Thrown where the JSON is none, or is not what the format says. */
export class Unreadable extends Error {
  readonly path: Path;

  constructor(path: Path, reason: string) {
    super(reason);
    this.path = path;
  }
}

/** Cases within cases: more than the reads and orders of any test that can be judged. */
const deepest = 1000;

export function readCertificate(text: string): Certificate {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (e) {
    // A text that nests too deep for the parser is a RangeError.
    throw new Unreadable([], e instanceof SyntaxError ? `no JSON: ${e.message}` : 'nested too deep');
  }
  const c = record(
    json,
    [],
    ['format', 'model', 'test', 'outcome', 'claim'],
    ['hash', 'encoding', 'explanation'],
  );
  if (c.format !== certificateFormat)
    throw new Unreadable(['format'], `\`${certificateFormat}\` is expected`);
  return {
    format: certificateFormat,
    model: string(c.model, ['model']),
    test: string(c.test, ['test']),
    ...(c.encoding === undefined ? {} : { encoding: oneOf(c.encoding, ['latin1'], ['encoding']) }),
    ...(c.hash === undefined ? {} : { hash: string(c.hash, ['hash']) }),
    outcome: string(c.outcome, ['outcome']),
    claim: readClaim(c.claim),
  };
}

function readClaim(json: unknown): Claim {
  const path: Path = ['claim'];
  const kind = oneOf(
    (plain(json, path) as { kind?: unknown }).kind,
    ['allowed', 'forbidden'],
    ['claim', 'kind'],
  );
  if (kind === 'allowed') return readAllowed(json);
  const c = record(json, path, ['kind', 'proof', 'steps']);
  return {
    kind,
    proof: readCase(c.proof, ['claim', 'proof']),
    steps: list(c.steps, ['claim', 'steps'], readStep),
  };
}

function readAllowed(json: unknown): Allowed {
  const c = record(json, ['claim'], ['kind', 'execution'], ['flag']);
  const flag = c.flag === undefined ? {} : { flag: readFlag(c.flag, ['claim', 'flag']) };
  return { kind: 'allowed', execution: readExecution(c.execution, ['claim', 'execution']), ...flag };
}

function readFlag(json: unknown, path: Path): RaisedFlag {
  const f = record(json, path, ['name', 'from', 'to']);
  return {
    name: string(f.name, [...path, 'name']),
    from: index(f.from, [...path, 'from']),
    to: index(f.to, [...path, 'to']),
  };
}

function readExecution(json: unknown, path: Path): Execution {
  const e = record(json, path, ['paths', 'events', 'rf', 'co', 'values']);
  return {
    paths: list(e.paths, [...path, 'paths'], index),
    events: list(e.events, [...path, 'events'], string),
    rf: list(e.rf, [...path, 'rf'], readPair),
    co: list(e.co, [...path, 'co'], (chain, p) => list(chain, p, index)),
    values: list(e.values, [...path, 'values'], (v, p) => (v === null ? null : string(v, p))),
  };
}

function readPair(json: unknown, path: Path): EventPair {
  const [a, b] = list(json, path, index, 2);
  return [a as number, b as number];
}

function readStep(json: unknown, path: Path): Step {
  const [relation, from, to, parts] = list(json, path, (v) => v, 4);
  return [
    string(relation, [...path, 0]),
    index(from, [...path, 1]),
    index(to, [...path, 2]),
    list(parts, [...path, 3], index),
  ];
}

const axiomNames: readonly AxiomName[] = [
  ...(['coherence', 'atomic', 'happens-before', 'propagation', 'rcu', 'plain-coherence'] as const),
];

const impossibilities: readonly Impossibility[] = [
  ...(['loop', 'values', 'outcome', 'filter', 'out of thin air', 'address', 'lock'] as const),
];

const kindsOfCase = ['thread', 'events', 'read', 'order', 'violates', 'impossible'] as const;

function readCase(json: unknown, path: Path): Case {
  if (path.length > deepest) throw new Unreadable(path.slice(0, 20), 'cases nested too deep');
  const fields = plain(json, path);
  const kind = kindsOfCase.find((key) => Object.hasOwn(fields, key));
  const at = (key: string): Path => [...path, key];
  switch (kind) {
    case 'thread': {
      const c = record(json, path, ['thread', 'paths']);
      return { thread: index(c.thread, at(kind)), paths: list(c.paths, at('paths'), readCase) };
    }
    case 'events': {
      const c = record(json, path, ['events', 'of']);
      return { events: list(c.events, at(kind), string), of: readCase(c.of, at('of')) };
    }
    case 'read': {
      const c = record(json, path, ['read', 'writes']);
      return { read: index(c.read, at(kind)), writes: list(c.writes, at('writes'), readWrite) };
    }
    case 'order': {
      const c = record(json, path, ['order', 'cases']);
      const [a, b] = list(c.cases, at('cases'), readCase, 2);
      return { order: readPair(c.order, at(kind)), cases: [a as Case, b as Case] };
    }
    case 'violates': {
      const c = record(json, path, ['violates', 'cycle']);
      return {
        violates: oneOf(c.violates, axiomNames, at(kind)),
        cycle: list(c.cycle, at('cycle'), index),
      };
    }
    case 'impossible': {
      const c = record(json, path, ['impossible']);
      return { impossible: oneOf(c.impossible, impossibilities, at(kind)) };
    }
    case undefined:
      throw new Unreadable(path, `a case has one of ${kindsOfCase.join(', ')}`);
    default:
      return kind satisfies never;
  }
}

function readWrite(json: unknown, path: Path): readonly [number, Case] {
  const [write, of] = list(json, path, (v) => v, 2);
  return [index(write, [...path, 0]), readCase(of, [...path, 1])];
}

/* ---- shapes ---- */

type Fields = Readonly<Record<string, unknown>>;

function plain(json: unknown, path: Path): Fields {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Fields;
  throw new Unreadable(path, 'an object is expected');
}

/** `also`: keys that may be missing. */
function record<K extends string, O extends string = never>(
  json: unknown,
  path: Path,
  keys: readonly K[],
  also: readonly O[] = [],
): { readonly [key in K | O]?: unknown } {
  const fields = plain(json, path);
  const missing = keys.find((key) => !Object.hasOwn(fields, key));
  if (missing !== undefined) throw new Unreadable(path, `\`${missing}\` is missing`);
  const known: readonly string[] = [...keys, ...also];
  const extra = Object.keys(fields).find((key) => !known.includes(key));
  if (extra !== undefined) throw new Unreadable([...path, extra], 'there is no such key here');
  return fields as { readonly [key in K | O]?: unknown };
}

function list<T>(json: unknown, path: Path, item: (json: unknown, path: Path) => T, length?: number): T[] {
  if (!Array.isArray(json)) throw new Unreadable(path, 'an array is expected');
  if (length !== undefined && json.length !== length) {
    throw new Unreadable(path, `an array of ${length} is expected`);
  }
  return json.map((value: unknown, i) => item(value, [...path, i]));
}

function string(json: unknown, path: Path): string {
  if (typeof json === 'string') return json;
  throw new Unreadable(path, 'a string is expected');
}

/** A number of an event, a path or a step. */
function index(json: unknown, path: Path): number {
  if (typeof json === 'number' && Number.isSafeInteger(json) && json >= 0) return json;
  throw new Unreadable(path, 'a number from 0 is expected');
}

function oneOf<T extends string>(json: unknown, words: readonly T[], path: Path): T {
  const word = words.find((w) => w === json);
  if (word === undefined) throw new Unreadable(path, `one of ${words.join(', ')} is expected`);
  return word;
}
