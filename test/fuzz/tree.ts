/**
 * Litmus tests as the fuzzer builds and reduces them: a tree without positions, smaller than the
 * parser's and independent of it, so that a mistake of the parser cannot hide in the generator.
 */

import type { BinaryOp, Quantifier } from '../../src/litmus/ast.ts';
import type { Primitive } from '../../src/lkmm/primitives.ts';

export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  /** A register, or a parameter and so the address of the location of that name. */
  | { readonly kind: 'name'; readonly name: string }
  /** `*address`, a plain load. */
  | { readonly kind: 'load'; readonly address: Expr }
  /** A `deref` argument is held as its address; the printer adds the star. */
  | { readonly kind: 'call'; readonly row: Primitive; readonly args: readonly Expr[] }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expr };

export type Statement =
  | { readonly kind: 'declare'; readonly type: string; readonly name: string }
  | { readonly kind: 'assign'; readonly type?: string; readonly name: string; readonly value: Expr }
  | { readonly kind: 'store'; readonly address: Expr; readonly value: Expr }
  /** `(void)value;`, or `value;` where it does not begin with a call. */
  | { readonly kind: 'evaluate'; readonly value: Expr; readonly bare?: true }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'call'; readonly row: Primitive; readonly args: readonly Expr[] }
  | {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly then: readonly Statement[];
      readonly else?: readonly Statement[];
    }
  | { readonly kind: 'while'; readonly condition: Expr; readonly body: readonly Statement[] }
  | { readonly kind: 'comment'; readonly text: string };

export interface Thread {
  readonly parameters: readonly { readonly type: string; readonly name: string }[];
  readonly body: readonly Statement[];
}

export type Place =
  | { readonly kind: 'register'; readonly thread: number; readonly name: string }
  | { readonly kind: 'location'; readonly name: string; readonly element?: number };

export type Prop =
  | { readonly kind: 'true' | 'false' }
  | {
      readonly kind: 'equals';
      readonly place: Place;
      readonly sign: '=' | '==' | '!=' | '<>';
      /** As written: a number or a location's name. */
      readonly value: string;
    }
  | { readonly kind: 'same'; readonly left: Place; readonly right: Place }
  | { readonly kind: 'not'; readonly operand: Prop }
  | { readonly kind: 'and' | 'or' | 'implies'; readonly left: Prop; readonly right: Prop };

export interface InitItem {
  /** `x`, or a register with its thread. */
  readonly place: Place;
  /** The item as written, without the semicolon. */
  readonly text: string;
}

/** Ways of writing that mean the same. */
export interface Style {
  /** Parentheses where none are needed. */
  readonly manyParentheses: boolean;
  /** No braces around a branch of one statement. */
  readonly fewBraces: boolean;
  /** `[x]=1` and `P0:r0=1` for `x=1` and `0:r0=1`. */
  readonly longPlaces: boolean;
}

export const plainStyle: Style = { manyParentheses: false, fewBraces: false, longPlaces: false };

export interface Tree {
  /** Which part of the generator made it; for the distribution only. */
  readonly origin: string;
  /** Lines between the header line and the initial state. */
  readonly remarks: readonly string[];
  readonly init: readonly InitItem[];
  readonly threads: readonly Thread[];
  readonly locations: readonly Place[];
  readonly filter?: Prop;
  readonly quantifier: Quantifier;
  readonly condition: Prop;
  readonly style: Style;
}

export const number = (value: number): Expr => ({ kind: 'number', value });
export const name = (text: string): Expr & { readonly kind: 'name' } => ({ kind: 'name', name: text });
export const binary = (op: BinaryOp, left: Expr, right: Expr): Expr => ({ kind: 'binary', op, left, right });

/** The statements in order, those inside branches and loops included. */
export function everyStatement(body: readonly Statement[]): Statement[] {
  return body.flatMap((s) => [s, ...inside(s).flatMap(everyStatement)]);
}

function inside(s: Statement): readonly (readonly Statement[])[] {
  switch (s.kind) {
    case 'if':
      return s.else === undefined ? [s.then] : [s.then, s.else];
    case 'while':
    case 'block':
      return [s.body];
    default:
      return [];
  }
}

/** The expressions that a statement itself evaluates, outermost only. */
export function expressionsOf(s: Statement): readonly Expr[] {
  switch (s.kind) {
    case 'declare':
    case 'comment':
    case 'block':
      return [];
    case 'assign':
    case 'evaluate':
      return [s.value];
    case 'store':
      return [s.address, s.value];
    case 'call':
      return s.args;
    case 'if':
    case 'while':
      return [s.condition];
    default:
      return s satisfies never;
  }
}

export function everyExpr(e: Expr): Expr[] {
  switch (e.kind) {
    case 'number':
    case 'name':
      return [e];
    case 'load':
      return [e, ...everyExpr(e.address)];
    case 'call':
      return [e, ...e.args.flatMap(everyExpr)];
    case 'binary':
      return [e, ...everyExpr(e.left), ...everyExpr(e.right)];
    case 'cast':
      return [e, ...everyExpr(e.operand)];
    default:
      return e satisfies never;
  }
}

/** All expressions of a body, subexpressions included. */
export function expressionsIn(body: readonly Statement[]): Expr[] {
  return everyStatement(body).flatMap((s) => expressionsOf(s).flatMap(everyExpr));
}

/** All names that a body reads, parameters among them. */
export function namesIn(body: readonly Statement[]): Set<string> {
  return new Set(expressionsIn(body).flatMap((e) => (e.kind === 'name' ? [e.name] : [])));
}

/** Every row of the table that a body calls, as often as it does. */
export function rowsIn(body: readonly Statement[]): Primitive[] {
  const statements = everyStatement(body).flatMap((s) => (s.kind === 'call' ? [s.row] : []));
  const expressions = expressionsIn(body).flatMap((e) => (e.kind === 'call' ? [e.row] : []));
  return [...statements, ...expressions];
}

/** The registers that a body assigns, each once. */
export function assignedIn(body: readonly Statement[]): string[] {
  return [...new Set(everyStatement(body).flatMap((s) => (s.kind === 'assign' ? [s.name] : [])))];
}

export function placesIn(p: Prop): Place[] {
  switch (p.kind) {
    case 'true':
    case 'false':
      return [];
    case 'equals':
      return [p.place];
    case 'same':
      return [p.left, p.right];
    case 'not':
      return placesIn(p.operand);
    case 'and':
    case 'or':
    case 'implies':
      return [...placesIn(p.left), ...placesIn(p.right)];
    default:
      return p satisfies never;
  }
}
