/**
 * A C litmus test as a tree. The tree is lossless together with its source: every node keeps its
 * span, thread bodies keep their text (the hash is over raw text), and edits are text splices.
 * Nothing here knows of events.
 */

import type { Source, Span } from '../base/source.ts';
import type { Callable } from '../lkmm/primitives.ts';

export interface LitmusTest {
  readonly source: Source;
  /** As herd7 prints it: a trailing `.litmus` removed. */
  readonly name: string;
  readonly nameSpan: Span;
  /** The doc string without its quotes. */
  readonly doc?: string;
  /** `key=value` lines of the header. */
  readonly info: readonly Info[];
  /** The `Result:` line of the header comment, if it has one. */
  readonly result?: ResultHeader;
  readonly init: readonly InitItem[];
  /** From the opening to after the closing brace. */
  readonly initSpan: Span;
  readonly threads: readonly Thread[];
  readonly locations: readonly LocationsItem[];
  readonly filter?: Prop;
  readonly quantifier: Quantifier;
  readonly condition: Prop;
  /** Of the quantified condition; empty at the end of the text when there is none. */
  readonly conditionSpan: Span;
  /** 32 hexadecimal digits, or what a `Hash=` line says; absent when herd7 would print none. */
  readonly hash?: string;
}

export interface Info {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
}

/**
 * `Result: Never DATARACE`: the kernel's convention for what a test's author expects of the model.
 * `word` is undefined when the first word is none of the known ones (then `text` is shown).
 */
export interface ResultHeader {
  readonly word: ResultWord | undefined;
  readonly dataRace: boolean;
  /** All that follows `Result:`, trimmed. */
  readonly text: string;
  readonly span: Span;
}

export type ResultWord = 'Never' | 'Sometimes' | 'Always' | 'Maybe' | 'DEADLOCK';

export type Quantifier = 'exists' | '~exists' | 'forall';

/** C types that a location may have in the initial state; they narrow what is printed and tested. */
export type InitType =
  | 'char'
  | 'short'
  | 'int'
  | 'long'
  | 'int8_t'
  | 'uint8_t'
  | 'int16_t'
  | 'uint16_t'
  | 'int32_t'
  | 'uint32_t'
  | 'intptr_t'
  | 'uintptr_t'
  | 'atomic_t';

export interface InitItem {
  readonly place: Register | Location;
  /** Absent: no type, or a pointer. */
  readonly type?: InitType;
  /** `int *p`, `*p`: declared as a pointer. */
  readonly pointer: boolean;
  /** Number of elements, for an array. */
  readonly elements?: number;
  /** One value; for an array, one each element. */
  readonly values: readonly InitValue[];
  /** herd7's normal form of the item, which enters the hash. */
  readonly printed: string;
  readonly span: Span;
}

export type InitValue =
  | { readonly kind: 'integer'; readonly value: number }
  | {
      readonly kind: 'address';
      readonly name: string;
      /** `&x[1]`: an offset, counted like that of `Value`. */
      readonly element?: number;
    };

export interface Thread {
  /** Its number, from 0 and without gaps. */
  readonly id: number;
  readonly parameters: readonly ThreadParameter[];
  /** Between the braces, exclusive: raw text that enters the hash. */
  readonly bodySpan: Span;
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface ThreadParameter {
  readonly name: string;
  /** Normalised, as it enters the hash: `int*`, `struct srcu_struct*`, `int const*`. */
  readonly type: string;
  readonly span: Span;
}

export type Statement =
  /** `int r0;`: no effect. */
  | { readonly kind: 'declare'; readonly type: string; readonly name: string; readonly span: Span }
  /** `r0 = e;` or `int r0 = e;` */
  | {
      readonly kind: 'assign';
      readonly name: string;
      readonly nameSpan: Span;
      readonly value: Expr;
      readonly span: Span;
    }
  /** `*address = value;`, a plain store. */
  | { readonly kind: 'store'; readonly address: Expr; readonly value: Expr; readonly span: Span }
  /** `e;` or `(void)e;` */
  | {
      readonly kind: 'expression';
      readonly value: Expr;
      readonly void: boolean;
      readonly span: Span;
    }
  /** A statement primitive: `WRITE_ONCE(*x, 1);`. */
  | {
      readonly kind: 'call';
      readonly primitive: Callable;
      readonly args: readonly Expr[];
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly condition: Expr;
      readonly then: Statement;
      readonly else?: Statement;
      readonly span: Span;
    }
  | {
      readonly kind: 'while';
      readonly condition: Expr;
      readonly body: Statement;
      readonly span: Span;
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly span: Span };

export type BinaryOp = '+' | '-' | '*' | '/' | '&' | '|' | '^' | '==' | '!=' | '<' | '>' | '<=' | '>=';

export type Expr =
  | { readonly kind: 'integer'; readonly value: number; readonly span: Span }
  | { readonly kind: 'register'; readonly name: string; readonly span: Span }
  /** `*address`, a plain load; as a `deref` argument, the place that the primitive accesses. */
  | { readonly kind: 'load'; readonly address: Expr; readonly span: Span }
  /** An expression primitive: `READ_ONCE(*x)`. */
  | {
      readonly kind: 'call';
      readonly primitive: Callable;
      readonly args: readonly Expr[];
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Expr;
      readonly right: Expr;
      readonly span: Span;
    }
  /** `(int)e`; no effect. */
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expr; readonly span: Span };

/** A register of a thread; `1:r0`. */
export interface Register {
  readonly kind: 'register';
  readonly thread: number;
  readonly name: string;
  readonly span: Span;
}

/** A shared location, or one element of an array: `x`, `x[1]`. */
export interface Location {
  readonly kind: 'location';
  readonly name: string;
  readonly element?: number;
  readonly span: Span;
}

export type Place = Register | Location;

/** An item of `locations [...]`; a type behind it changes nothing. */
export type LocationsItem = Place;

export type Value =
  | { readonly kind: 'integer'; readonly value: number }
  /**
   * The address of a location; written `x[n]`, of the place `n` bytes behind it (bytes, though it
   * looks like an element), which prints as `x+n`. `x[0]` is `x` and has no `element`.
   */
  | { readonly kind: 'address'; readonly name: string; readonly element?: number }
  | { readonly kind: 'array'; readonly values: readonly Value[] };

/** The tree as the parser built it: nothing simplified, `a != v` being `not (a = v)`. */
export type Prop =
  | { readonly kind: 'true'; readonly span: Span }
  | { readonly kind: 'false'; readonly span: Span }
  | {
      readonly kind: 'equals';
      readonly place: Place;
      readonly value: Value;
      readonly valueSpan: Span;
      readonly span: Span;
    }
  /** Two places hold the same: `0:r0=1:r0`, `[x]=[y]`. */
  | { readonly kind: 'same'; readonly left: Place; readonly right: Place; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Prop; readonly span: Span }
  | { readonly kind: 'and'; readonly operands: readonly Prop[]; readonly span: Span }
  | { readonly kind: 'or'; readonly operands: readonly Prop[]; readonly span: Span }
  | { readonly kind: 'implies'; readonly left: Prop; readonly right: Prop; readonly span: Span };
