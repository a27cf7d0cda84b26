/** Smaller variants of a test, the boldest first: what shrinking tries. Every one is strictly smaller. */

import { callOf } from './accesses.ts';
import { placeArgument, rowsThat } from './rows.ts';
import {
  type Expr,
  everyExpr,
  namesIn,
  number,
  type Place,
  type Prop,
  plainStyle,
  type Statement,
  type Tree,
} from './tree.ts';

export function* reductions(tree: Tree): Generator<Tree> {
  yield* withoutThread(tree);
  for (const [t, thread] of tree.threads.entries()) {
    for (const body of smallerBodies(thread.body)) {
      if (body.some((s) => s.kind !== 'comment')) yield withBody(tree, t, body);
    }
  }
  for (const condition of smallerProps(tree.condition)) yield { ...tree, condition };
  yield* smallerObservations(tree);
  yield* smallerHeads(tree);
}

function withBody(tree: Tree, t: number, body: readonly Statement[]): Tree {
  return { ...tree, threads: tree.threads.map((thread, i) => (i === t ? { ...thread, body } : thread)) };
}

/** Drops a thread, and the atoms and initial registers that speak of it. */
function* withoutThread(tree: Tree): Generator<Tree> {
  if (tree.threads.length < 2) return;
  for (const gone of tree.threads.keys()) {
    const renumber = (place: Place): Place =>
      place.kind === 'register' && place.thread > gone ? { ...place, thread: place.thread - 1 } : place;
    const stays = (place: Place): boolean => place.kind === 'location' || place.thread !== gone;
    const prop = (p: Prop): Prop => withoutPlaces(p, stays, renumber) ?? { kind: 'true' };
    const { filter, ...rest } = tree;
    yield {
      ...rest,
      threads: tree.threads.filter((_, i) => i !== gone),
      init: tree.init.filter((item) => item.place.kind === 'location'),
      locations: tree.locations.filter(stays).map(renumber),
      ...(filter === undefined ? {} : { filter: prop(filter) }),
      condition: prop(tree.condition),
    };
  }
}

function withoutPlaces(
  p: Prop,
  stays: (place: Place) => boolean,
  renumber: (place: Place) => Place,
): Prop | undefined {
  switch (p.kind) {
    case 'true':
    case 'false':
      return p;
    case 'equals':
      return stays(p.place) ? { ...p, place: renumber(p.place) } : undefined;
    case 'same':
      return stays(p.left) && stays(p.right)
        ? { ...p, left: renumber(p.left), right: renumber(p.right) }
        : undefined;
    case 'not': {
      const operand = withoutPlaces(p.operand, stays, renumber);
      return operand === undefined ? undefined : { kind: 'not', operand };
    }
    default: {
      const left = withoutPlaces(p.left, stays, renumber);
      const right = withoutPlaces(p.right, stays, renumber);
      if (left === undefined || right === undefined) return left ?? right;
      return { ...p, left, right };
    }
  }
}

function* smallerBodies(body: readonly Statement[]): Generator<readonly Statement[]> {
  for (const [i, s] of body.entries()) {
    const replaced = (...by: readonly Statement[]): readonly Statement[] => [
      ...body.slice(0, i),
      ...by,
      ...body.slice(i + 1),
    ];
    yield replaced();
    for (const smaller of smallerStatements(s)) yield replaced(...smaller);
  }
}

function* smallerStatements(s: Statement): Generator<readonly Statement[]> {
  switch (s.kind) {
    case 'declare':
    case 'comment':
      return;
    case 'assign': {
      const { type, ...untyped } = s;
      if (type !== undefined) yield [untyped];
      for (const value of smallerExprs(s.value)) yield [{ ...s, value }];
      return;
    }
    case 'block':
      yield s.body;
      for (const body of smallerBodies(s.body)) if (body.length > 0) yield [{ ...s, body }];
      return;
    case 'evaluate':
      for (const value of smallerExprs(s.value)) yield [{ ...s, value }];
      return;
    case 'store':
      for (const address of smallerExprs(s.address, true)) yield [{ ...s, address }];
      for (const value of smallerExprs(s.value)) yield [{ ...s, value }];
      return;
    case 'call':
      if (s.row.effect.do === 'atomic') yield* simplerRow(s.row, s.args, 'statement');
      if (s.row.effect.do === 'write') yield* simplerRow(s.row, s.args, 'statement');
      for (const args of smallerArgs(s.row, s.args)) yield [{ ...s, args }];
      return;
    case 'if':
      yield s.then;
      if (s.else !== undefined) {
        yield s.else;
        yield [{ kind: 'if', condition: s.condition, then: s.then }];
        for (const body of smallerBodies(s.else)) if (body.length > 0) yield [{ ...s, else: body }];
      }
      for (const body of smallerBodies(s.then)) if (body.length > 0) yield [{ ...s, then: body }];
      for (const condition of smallerExprs(s.condition)) yield [{ ...s, condition }];
      return;
    case 'while':
      yield s.body;
      for (const body of smallerBodies(s.body)) if (body.length > 0) yield [{ ...s, body }];
      for (const condition of smallerExprs(s.condition)) yield [{ ...s, condition }];
      return;
    default:
      s satisfies never;
  }
}

/** The first row of the table with the same effect but for its tag: `WRITE_ONCE` for any store. */
function* simplerRow(
  row: Extract<Expr, { kind: 'call' }>['row'],
  args: readonly Expr[],
  role: 'statement',
): Generator<readonly Statement[]> {
  const simplest = rowsThat(row.effect.do).find((r) => r.role === role);
  const place = placeArgument(row);
  if (simplest === undefined || simplest === row || place === undefined) return;
  if (simplest.parameters.length !== row.parameters.length) return;
  const address = args[place];
  const value = args.find((_, i) => i !== place);
  if (address === undefined) return;
  yield [{ kind: 'call', row: simplest, args: callOf(simplest, address, () => value ?? number(1)).args }];
}

function* smallerArgs(
  row: Extract<Expr, { kind: 'call' }>['row'],
  args: readonly Expr[],
): Generator<readonly Expr[]> {
  for (const [i, arg] of args.entries()) {
    const isPlace = row.parameters[i] !== 'value';
    for (const smaller of smallerExprs(arg, isPlace)) {
      yield args.map((a, j) => (j === i ? smaller : a));
    }
  }
}

/** `isPlace`: the expression is an address, which must stay one. */
function* smallerExprs(e: Expr, isPlace = false): Generator<Expr> {
  switch (e.kind) {
    case 'number':
      if (isPlace) return;
      if (e.value !== 0) yield number(0);
      if (Math.abs(e.value) > 1) yield number(1);
      return;
    case 'name':
      if (!isPlace) yield number(0);
      return;
    case 'load':
      if (!isPlace) yield number(0);
      for (const address of smallerExprs(e.address, true)) yield { ...e, address };
      return;
    case 'cast':
      yield e.operand;
      for (const operand of smallerExprs(e.operand, isPlace)) yield { ...e, operand };
      return;
    case 'binary':
      if (!isPlace || hasName(e.left)) yield e.left;
      if (!isPlace) yield e.right;
      for (const left of smallerExprs(e.left, isPlace)) yield { ...e, left };
      if (e.op !== '/') for (const right of smallerExprs(e.right)) yield { ...e, right };
      return;
    case 'call': {
      if (!isPlace) yield number(0);
      const [simplest] = rowsThat(e.row.effect.do).filter((r) => r.role === 'expression');
      if (
        simplest !== undefined &&
        simplest !== e.row &&
        simplest.parameters.length === e.row.parameters.length
      ) {
        const place = placeArgument(e.row);
        const address = place === undefined ? undefined : e.args[place];
        const values = e.args.filter((_, i) => i !== place);
        if (address !== undefined) yield callOf(simplest, address, () => values.shift() ?? number(1));
      }
      for (const args of smallerArgs(e.row, e.args)) yield { ...e, args };
      return;
    }
    default:
      e satisfies never;
  }
}

function hasName(e: Expr): boolean {
  return everyExpr(e).some((sub) => sub.kind === 'name');
}

function* smallerProps(p: Prop): Generator<Prop> {
  switch (p.kind) {
    case 'true':
      return;
    case 'false':
      yield { kind: 'true' };
      return;
    case 'equals':
      yield { kind: 'true' };
      if (p.sign !== '=') yield { ...p, sign: '=' };
      return;
    case 'same':
      yield { kind: 'true' };
      return;
    case 'not':
      yield p.operand;
      for (const operand of smallerProps(p.operand)) yield { ...p, operand };
      return;
    default:
      yield p.left;
      yield p.right;
      for (const left of smallerProps(p.left)) if (left.kind !== 'true') yield { ...p, left };
      for (const right of smallerProps(p.right)) if (right.kind !== 'true') yield { ...p, right };
  }
}

function* smallerObservations(tree: Tree): Generator<Tree> {
  const { filter, ...unfiltered } = tree;
  if (filter !== undefined) {
    yield unfiltered;
    for (const smaller of smallerProps(filter)) yield { ...tree, filter: smaller };
  }
  for (const i of tree.locations.keys()) {
    yield { ...tree, locations: tree.locations.filter((_, j) => j !== i) };
  }
  if (tree.quantifier !== 'exists') yield { ...tree, quantifier: 'exists' };
}

function* smallerHeads(tree: Tree): Generator<Tree> {
  if (tree.remarks.length > 0) yield { ...tree, remarks: [] };
  if (tree.style !== plainStyle) yield { ...tree, style: plainStyle };
  for (const i of tree.init.keys()) yield { ...tree, init: tree.init.filter((_, j) => j !== i) };

  for (const [t, thread] of tree.threads.entries()) {
    const named = namesIn(thread.body);
    for (const parameter of thread.parameters) {
      if (named.has(parameter.name)) continue;
      const parameters = thread.parameters.filter((p) => p !== parameter);
      yield {
        ...tree,
        threads: tree.threads.map((other, i) => (i === t ? { ...other, parameters } : other)),
      };
    }
    for (const [i, parameter] of thread.parameters.entries()) {
      if (parameter.type === 'int *') continue;
      const parameters = thread.parameters.map((p, j) => (j === i ? { ...p, type: 'int *' } : p));
      yield {
        ...tree,
        threads: tree.threads.map((other, j) => (j === t ? { ...other, parameters } : other)),
      };
    }
  }
}
