/** A final state in words: the titles of the outcomes that it is, or what each thread has read. */

import type { Expr, LitmusTest, Statement } from '../litmus/ast.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** `places` and `values` as herd7 prints them, one beside the other. */
export function stateWords(
  scenario: Scenario,
  test: LitmusTest,
  outcomes: readonly number[],
  places: readonly string[],
  values: readonly string[],
): string {
  const titles = outcomes.map((o) => scenario.outcomes[o]?.title ?? '');
  if (titles.length > 0) return titles.join('; ');
  const said = new Map<string, string[]>();
  for (const [i, place] of places.entries()) {
    const { who, what } = placeWords(scenario, test, place, values[i] ?? '');
    said.set(who, [...(said.get(who) ?? []), what]);
  }
  return [...said].map(([who, what]) => `${who} ${what.join(', ')}`).join('; ');
}

function placeWords(
  scenario: Scenario,
  test: LitmusTest,
  place: string,
  value: string,
): { readonly who: string; readonly what: string } {
  const register = /^([0-9]+):(.+)$/.exec(place);
  if (register === null)
    return { who: 'in the end', what: `${place.replace(/^\[(.*)\]$/, '$1')} = ${value}` };
  const thread = Number(register[1]);
  const name = register[2] ?? '';
  const from = readFrom(test, thread, name);
  return {
    who: scenario.threads[thread]?.name ?? `P${thread}`,
    what: from === undefined ? `has ${name} = ${value}` : `reads ${from} = ${value}`,
  };
}

/** The only shared word that the register gets its value from. */
function readFrom(test: LitmusTest, thread: number, register: string): string | undefined {
  const of = test.threads[thread];
  if (of === undefined) return undefined;
  const parameters = new Set(of.parameters.map((p) => p.name));
  const found = new Set<string>();
  const visit = (s: Statement): void => {
    switch (s.kind) {
      case 'assign':
        if (s.name === register) found.add(accessed(s.value, parameters) ?? '');
        return;
      case 'if':
        visit(s.then);
        if (s.else !== undefined) visit(s.else);
        return;
      case 'while':
        visit(s.body);
        return;
      case 'block':
        s.body.forEach(visit);
        return;
      case 'declare':
      case 'store':
      case 'expression':
      case 'call':
        return;
      default:
        s satisfies never;
    }
  };
  of.body.forEach(visit);
  const [only] = found;
  return found.size === 1 && only !== '' ? only : undefined;
}

/** `x` in `READ_ONCE(*x)`, `atomic_read(x)` and `*x`; undefined for anything computed. */
function accessed(e: Expr, parameters: ReadonlySet<string>): string | undefined {
  const named = (at: Expr | undefined) =>
    at?.kind === 'register' && parameters.has(at.name) ? at.name : undefined;
  switch (e.kind) {
    case 'cast':
      return accessed(e.operand, parameters);
    case 'load':
      return named(e.address);
    case 'call': {
      // Only what gives back the place's own value.
      if (e.primitive.effect.do !== 'read') return undefined;
      const [at] = e.args;
      return at?.kind === 'load' ? named(at.address) : named(at);
    }
    case 'integer':
    case 'register':
    case 'binary':
      return undefined;
    default:
      return e satisfies never;
  }
}
