/** Prints the fuzzer's trees as litmus tests, with as few parentheses as herd7's grammar allows. */

import type { BinaryOp } from '../../src/litmus/ast.ts';
import type { Primitive } from '../../src/lkmm/primitives.ts';
import type { Expr, Place, Prop, Statement, Style, Thread, Tree } from './tree.ts';

export function printTree(tree: Tree, testName: string): string {
  const { style } = tree;
  const init = tree.init.length === 0 ? '{}' : `{\n${tree.init.map((item) => `\t${item.text};\n`).join('')}}`;
  const places = tree.locations.map((place) => printPlace(place, style));
  return [
    `C ${testName}`,
    ...tree.remarks,
    init,
    '',
    ...tree.threads.flatMap((thread, id) => [printThread(thread, id, style), '']),
    ...(places.length === 0 ? [] : [`locations [${places.join('; ')}]`]),
    ...(tree.filter === undefined ? [] : [`filter (${printProp(tree.filter, style)})`]),
    `${tree.quantifier} (${printProp(tree.condition, style)})`,
    '',
  ].join('\n');
}

function printThread(thread: Thread, id: number, style: Style): string {
  const parameters = thread.parameters.map((p) => `${p.type}${p.name}`).join(', ');
  return `P${id}(${parameters})\n{\n${printBody(thread.body, '\t', style)}}`;
}

function printBody(body: readonly Statement[], indent: string, style: Style): string {
  return body.map((s) => `${indent}${printStatement(s, indent, style)}\n`).join('');
}

function printStatement(s: Statement, indent: string, style: Style): string {
  const expr = (e: Expr): string => printExpr(e, style);
  switch (s.kind) {
    case 'declare':
      return `${s.type}${s.name};`;
    case 'assign':
      return `${s.type ?? ''}${s.name} = ${expr(s.value)};`;
    case 'store':
      return `*${printPrimary(s.address, style)} = ${expr(s.value)};`;
    case 'evaluate': {
      const bare = expr(s.value);
      if (s.bare && !/^\w+\(/.test(bare)) return `${bare};`;
      return `(void)${printOperand(s.value, tightest, style)};`;
    }
    case 'call':
      return `${printCall(s.row, s.args, style)};`;
    case 'if': {
      const then = `if (${expr(s.condition)})${printBranch(s.then, indent, style)}`;
      if (s.else === undefined) return then;
      const joint = then.endsWith('}') ? ' ' : `\n${indent}`;
      return `${then}${joint}else${printBranch(s.else, indent, style)}`;
    }
    case 'while':
      return `while (${expr(s.condition)})${printBranch(s.body, indent, style)}`;
    case 'block':
      return printBlock(s.body, indent, style);
    case 'comment':
      return `/* ${s.text} */`;
    default:
      return s satisfies never;
  }
}

/** A lone declaration needs its braces, and an inner `if` would take the `else` that follows. */
function printBranch(body: readonly Statement[], indent: string, style: Style): string {
  const [only, second] = body;
  const simple =
    only !== undefined && second === undefined && !['declare', 'comment', 'if'].includes(only.kind);
  if (!style.fewBraces || !simple) return ` ${printBlock(body, indent, style)}`;
  return `\n${indent}\t${printStatement(only, `${indent}\t`, style)}`;
}

function printBlock(body: readonly Statement[], indent: string, style: Style): string {
  return `{\n${printBody(body, `${indent}\t`, style)}${indent}}`;
}

function printCall(row: Primitive, args: readonly Expr[], style: Style): string {
  const printed = args.map((arg, i) =>
    row.parameters[i] === 'deref' ? `*${printPrimary(arg, style)}` : printExpr(arg, style),
  );
  return `${row.name}(${printed.join(', ')})`;
}

/** What may follow a star: a name, or anything in parentheses. */
function printPrimary(e: Expr, style: Style): string {
  return e.kind === 'name' ? e.name : `(${printExpr(e, style)})`;
}

/** How tightly an operator binds; a comparison does not chain with another. */
const strength: Readonly<Record<BinaryOp, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '==': 4,
  '!=': 4,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};
const comparison = 4;
const tightest = 7;

export function printExpr(e: Expr, style: Style): string {
  switch (e.kind) {
    case 'number':
      return String(e.value);
    case 'name':
      return e.name;
    case 'load':
      return `*${printPrimary(e.address, style)}`;
    case 'call':
      return printCall(e.row, e.args, style);
    case 'cast':
      return `(${e.type})${printOperand(e.operand, tightest, style)}`;
    case 'binary': {
      const own = strength[e.op];
      const left = printOperand(e.left, own === comparison ? own + 1 : own, style);
      return `${left} ${e.op} ${printOperand(e.right, own + 1, style)}`;
    }
    default:
      return e satisfies never;
  }
}

/** An operand where only operators of at least this strength may stand without parentheses. */
function printOperand(e: Expr, least: number, style: Style): string {
  const printed = printExpr(e, style);
  if (e.kind === 'number' || e.kind === 'name' || e.kind === 'call') return printed;
  const own = e.kind === 'binary' ? strength[e.op] : tightest;
  return own < least || style.manyParentheses ? `(${printed})` : printed;
}

export function printPlace(place: Place, style: Style): string {
  if (place.kind === 'register') return `${style.longPlaces ? 'P' : ''}${place.thread}:${place.name}`;
  if (place.element !== undefined) return `${place.name}[${place.element}]`;
  return style.longPlaces ? `[${place.name}]` : place.name;
}

/** `~` binds tightest, then `=>` (to the right), then `/\`, then `\/`. */
export function printProp(p: Prop, style: Style, least = 0): string {
  const wrap = (own: number, text: string): string =>
    own < least || style.manyParentheses ? `(${text})` : text;
  switch (p.kind) {
    case 'true':
    case 'false':
      return p.kind;
    case 'equals':
      return `${printPlace(p.place, style)}${p.sign}${p.value}`;
    case 'same':
      return printSame(p.left, p.right, style);
    case 'not':
      return `~(${printProp(p.operand, style)})`;
    case 'implies':
      return wrap(2, `${printProp(p.left, style, 3)} => ${printProp(p.right, style, 2)}`);
    case 'and':
      return wrap(1, `${printProp(p.left, style, 1)} /\\ ${printProp(p.right, style, 2)}`);
    case 'or':
      return wrap(0, `${printProp(p.left, style, 0)} \\/ ${printProp(p.right, style, 1)}`);
    default:
      return p satisfies never;
  }
}

/** Two places compared: the grammar has a form of its own for each pair of kinds. */
function printSame(left: Place, right: Place, style: Style): string {
  const bracketed = (place: Place): string =>
    place.kind === 'location' ? `[${place.name}]` : printPlace(place, style);
  if (left.kind === 'register' && right.kind === 'location')
    return `${printPlace(left, style)}=*${right.name}`;
  return `${bracketed(left)}=${bracketed(right)}`;
}
