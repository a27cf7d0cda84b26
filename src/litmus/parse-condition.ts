/**
 * The condition part: `locations [...]`, `filter PROP`, then one of `exists`, `~exists`, `forall`,
 * `final`, `observed`. Nothing at all stands for `forall (true)`.
 */

import type { Span } from '../base/source.ts';
import type { LocationsItem, Place, Prop, Quantifier, Value } from './ast.ts';
import { type Complaints, warning } from './complaints.ts';
import { accept, advance, type Cursor, cursor, fail, is, kindAhead, spanFrom } from './cursor.ts';
import { nestingLimit, tooDeep } from './nesting.ts';
import { bracketed, expectState, placeWithElement, register, scalar, startsRegister } from './place.ts';
import { scanState } from './state-lexer.ts';
import { unexpectedInState } from './unexpected-state.ts';

export interface Condition {
  readonly locations: readonly LocationsItem[];
  readonly filter?: Prop;
  readonly quantifier: Quantifier;
  readonly condition: Prop;
  readonly conditionSpan: Span;
}

export function parseCondition(to: Complaints, part: Span): Condition {
  const c = cursor(to, 'condition', part, scanState);
  const locations = isKeyword(c, 'locations') ? parseLocations(c) : [];
  let filter: Prop | undefined;
  if (isKeyword(c, 'filter')) {
    advance(c);
    filter = parseProp(c);
  }
  const end = { start: c.limit, end: c.limit };
  let found: Pick<Condition, 'quantifier' | 'condition' | 'conditionSpan'> = {
    quantifier: 'forall',
    condition: { kind: 'true', span: end },
    conditionSpan: end,
  };
  if (is(c, '~') || isQuantifier(c) || isKeyword(c, 'not')) found = quantified(c);
  else if (is(c, '(')) found = withoutQuantifier(c);
  accept(c, ';');
  if (isKeyword(c, 'with')) otherModels(c);
  if (!is(c, 'end')) unexpectedInState(c, 'the end of the test');
  return { locations, ...(filter === undefined ? {} : { filter }), ...found };
}

function isKeyword(c: Cursor, word: string): boolean {
  return is(c, 'keyword') && c.text === word;
}

function isQuantifier(c: Cursor): boolean {
  return (
    is(c, 'keyword') &&
    (c.text === 'exists' ||
      c.text === 'forall' ||
      c.text === 'final' ||
      c.text === 'observed' ||
      c.text === 'Observed')
  );
}

/** `locations [x; 0:r0 int; y *;]`; types behind a place say nothing. */
function parseLocations(c: Cursor): LocationsItem[] {
  const items: LocationsItem[] = [];
  advance(c);
  expectState(c, '[', '`[` behind `locations`');
  while (!is(c, ']') && !is(c, 'end')) {
    if (isKeyword(c, 'fault') || isKeyword(c, 'Fault')) unexpectedInState(c, 'a register or location');
    items.push(placeWithElement(c));
    if (is(c, 'name')) advance(c);
    accept(c, '*');
    if (!is(c, ']')) expectState(c, ';', '`;` or `]`');
  }
  expectState(c, ']', '`]`');
  return items;
}

function quantified(c: Cursor): Pick<Condition, 'quantifier' | 'condition' | 'conditionSpan'> {
  const { start } = c;
  if (is(c, '~') || isKeyword(c, 'not')) {
    advance(c);
    if (!isKeyword(c, 'exists')) unexpectedInState(c, '`exists` behind `~`');
    advance(c);
    const condition = parseProp(c);
    return { quantifier: '~exists', condition, conditionSpan: spanFrom(c, start) };
  }
  const word = c.text;
  advance(c);
  const condition = word === 'observed' || word === 'Observed' ? observed(c) : parseProp(c);
  const quantifier: Quantifier = word === 'forall' ? 'forall' : 'exists';
  return { quantifier, condition, conditionSpan: spanFrom(c, start) };
}

/** Behind `locations` or `filter` a proposition in parentheses stands for itself with `exists`. */
function withoutQuantifier(c: Cursor): Pick<Condition, 'quantifier' | 'condition' | 'conditionSpan'> {
  const { start } = c;
  const condition = primary(c, 0);
  const conditionSpan = spanFrom(c, start);
  if (!c.failed) {
    warning(c.complaints, conditionSpan, {
      code: 'litmus/no-quantifier',
      message: 'a condition without a quantifier is read as `exists`',
      hint: 'write exists, ~exists or forall',
    });
  }
  return { quantifier: 'exists', condition, conditionSpan };
}

/** `observed 0:r0=0; x=1; and 0:r0=1; x=0;`: a list of final states. */
function observed(c: Cursor): Prop {
  const { start } = c;
  const states: Prop[] = [oneState(c)];
  while (isKeyword(c, 'and')) {
    advance(c);
    states.push(oneState(c));
  }
  const only = states[0];
  if (states.length === 1 && only !== undefined) return only;
  return { kind: 'or', operands: states, span: spanFrom(c, start) };
}

function oneState(c: Cursor): Prop {
  const { start } = c;
  const atoms: Prop[] = [];
  while (!is(c, 'end') && !isKeyword(c, 'and') && !isKeyword(c, 'with')) {
    if (accept(c, ';')) continue;
    atoms.push(parseAtom(c));
    expectState(c, ';', '`;` behind each item of `observed`');
  }
  const only = atoms[0];
  if (only === undefined) return { kind: 'true', span: spanFrom(c, start) };
  if (atoms.length === 1) return only;
  return { kind: 'and', operands: atoms, span: spanFrom(c, start) };
}

/** `with tso: ~exists; ppc: exists`: verdicts under other models, which change nothing here. */
function otherModels(c: Cursor): void {
  advance(c);
  do {
    if (!is(c, 'name')) unexpectedInState(c, 'the name of a model');
    advance(c);
    expectState(c, ':', '`:`');
    const negated = accept(c, '~');
    if (!isKeyword(c, 'exists') && (negated || !isKeyword(c, 'forall'))) {
      unexpectedInState(c, '`exists`, `~exists` or `forall`');
    }
    advance(c);
  } while (accept(c, ';') && !is(c, 'end'));
}

/** Loosest first: `\/`, then `/\`, then `=>` (to the right), then `~`. */
export function parseProp(c: Cursor, depth = 0): Prop {
  return chain(c, depth, '\\/', 'or', (d) => chain(c, d, '/\\', 'and', (e) => implication(c, e)));
}

function chain(
  c: Cursor,
  depth: number,
  mark: string,
  kind: 'and' | 'or',
  operand: (depth: number) => Prop,
): Prop {
  const { start } = c;
  const first = operand(depth);
  if (!is(c, mark)) return first;
  const operands = [first];
  while (accept(c, mark)) operands.push(operand(depth));
  return { kind, operands, span: spanFrom(c, start) };
}

function implication(c: Cursor, depth: number): Prop {
  const { start } = c;
  const left = negation(c, depth);
  if (!accept(c, '=>')) return left;
  if (depth > nestingLimit) tooDeep(c);
  const right = implication(c, depth + 1);
  return { kind: 'implies', left, right, span: spanFrom(c, start) };
}

function negation(c: Cursor, depth: number): Prop {
  const { start } = c;
  if (!is(c, '~') && !isKeyword(c, 'not')) return primary(c, depth);
  if (depth > nestingLimit) tooDeep(c);
  advance(c);
  const operand = negation(c, depth + 1);
  return { kind: 'not', operand, span: spanFrom(c, start) };
}

function primary(c: Cursor, depth: number): Prop {
  const { start } = c;
  if (accept(c, '(')) {
    if (depth > nestingLimit) tooDeep(c);
    const inner = parseProp(c, depth + 1);
    if (!is(c, ')')) unexpectedInState(c, '`)`, `/\\`, `\\/` or `=>`');
    advance(c);
    return { ...inner, span: spanFrom(c, start) };
  }
  if (isKeyword(c, 'true')) {
    advance(c);
    return { kind: 'true', span: spanFrom(c, start) };
  }
  if (isKeyword(c, 'false')) {
    advance(c);
    return { kind: 'false', span: spanFrom(c, start) };
  }
  return parseAtom(c);
}

/** What may stand left of `=`; brackets and elements restrict the right side. */
function parseAtom(c: Cursor): Prop {
  const { start } = c;
  if (!startsRegister(c) && !is(c, 'name') && !is(c, '[')) {
    unexpectedInState(c, 'a comparison such as `0:r0=1` or `x=1`');
  }
  const inBrackets = is(c, '[');
  const place: Place = inBrackets ? bracketed(c) : placeWithElement(c);
  const isElement = place.kind === 'location' && place.element !== undefined;
  const equal = is(c, '=') || is(c, '==');
  if (!equal && !is(c, '!=') && !is(c, '<>')) unexpectedInState(c, '`=` or `!=`');
  advance(c);
  if (equal && !isElement) {
    const right = otherPlace(c, !inBrackets);
    if (right !== undefined) return { kind: 'same', left: place, right, span: spanFrom(c, start) };
  }
  const at = c.start;
  const value = is(c, '{') && !inBrackets && !isElement ? arrayValue(c) : scalarValue(c);
  const valueSpan = spanFrom(c, at);
  const equals: Prop = { kind: 'equals', place, value, valueSpan, span: spanFrom(c, start) };
  return equal ? equals : { kind: 'not', operand: equals, span: equals.span };
}

/** `1:r0`, `[y]` or `*y` as the right side; undefined when a value stands here. */
function otherPlace(c: Cursor, starAllowed: boolean): Place | undefined {
  if (is(c, '[')) return bracketed(c);
  if (is(c, '*') && starAllowed) {
    advance(c);
    if (startsRegister(c)) return register(c);
    const { start } = c;
    const place = placeWithElement(c);
    if (place.kind === 'location' && place.element !== undefined) {
      fail(c, spanFrom(c, start), {
        code: 'litmus/syntax',
        message: 'a `*` cannot stand before an array element',
      });
    }
    return place;
  }
  if (is(c, 'thread')) return register(c);
  if (is(c, 'number') && kindAhead(c) === ':') return register(c);
  return undefined;
}

function scalarValue(c: Cursor): Value {
  if (!is(c, 'number') && !is(c, 'name')) {
    unexpectedInState(c, 'a number or the name of a location');
  }
  return scalar(c);
}

function arrayValue(c: Cursor): Value {
  const values: Value[] = [];
  advance(c);
  do values.push(scalar(c));
  while (accept(c, ','));
  expectState(c, '}', '`,` or `}`');
  return { kind: 'array', values };
}
