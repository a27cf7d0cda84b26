/** Warnings about what threads say: legal to herd7, and rarely meant. */

import type { Span } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { primitiveNamed } from '../lkmm/primitives.ts';
import type { Expr, Statement } from './ast.ts';
import { signature } from './call.ts';
import { type Complaints, warning } from './complaints.ts';
import type { Names, ThreadNames } from './names.ts';

export function warnOfThreads(to: Complaints, names: Names): void {
  for (const of of names.threads) {
    for (const s of of.thread.body) warnOfStatement(to, s, of, names);
    for (const [name, span] of of.read) warnOfRead(to, name, span, of, names);
    warnOfParameters(to, of, names);
  }
}

function warnOfStatement(to: Complaints, s: Statement, of: ThreadNames, names: Names): void {
  switch (s.kind) {
    case 'declare':
      warnOfType(to, s.type, s.span);
      return;
    case 'assign':
      warnOfAssignment(to, s, of, names);
      warnOfExpression(to, s.value, of, names);
      return;
    case 'store':
      warnOfExpression(to, s.address, of, names);
      warnOfExpression(to, s.value, of, names);
      return;
    case 'expression':
      warnOfNoEffect(to, s);
      warnOfExpression(to, s.value, of, names);
      return;
    case 'call':
      warnOfCall(to, s, of, names);
      return;
    case 'if':
    case 'while':
      warnOfTruth(to, s.condition, of);
      warnOfExpression(to, s.condition, of, names);
      warnOfStatement(to, s.kind === 'if' ? s.then : s.body, of, names);
      if (s.kind === 'if' && s.else !== undefined) warnOfStatement(to, s.else, of, names);
      return;
    case 'block':
      for (const inner of s.body) warnOfStatement(to, inner, of, names);
      return;
    default:
      s satisfies never;
  }
}

function warnOfExpression(to: Complaints, e: Expr, of: ThreadNames, names: Names): void {
  switch (e.kind) {
    case 'integer':
    case 'register':
      return;
    case 'load':
      warnOfExpression(to, e.address, of, names);
      return;
    case 'cast':
      warnOfExpression(to, e.operand, of, names);
      return;
    case 'binary':
      if (e.op === '==' || e.op === '!=') {
        if (e.right.kind === 'integer') warnOfTruth(to, e.left, of);
        if (e.left.kind === 'integer') warnOfTruth(to, e.right, of);
      }
      warnOfExpression(to, e.left, of, names);
      warnOfExpression(to, e.right, of, names);
      return;
    case 'call':
      warnOfCall(to, e, of, names);
      return;
    default:
      e satisfies never;
  }
}

/** `if (x)` and `x == 1` where x is a parameter: an address, and equal to no number. */
function warnOfTruth(to: Complaints, e: Expr, of: ThreadNames): void {
  if (e.kind !== 'register' || !of.parameters.has(e.name) || of.assigned.has(e.name)) return;
  warning(to, e.span, {
    code: 'litmus/address-compared',
    message: `${e.name} is the address of the location here, which is never equal to a number`,
    hint: `for its contents write READ_ONCE(*${e.name})`,
  });
}

type Call = Extract<Expr | Statement, { kind: 'call' }>;

/** `smp_load_acquire(*x)`: what x holds is taken for the address, and no execution remains. */
function warnOfCall(to: Complaints, call: Call, of: ThreadNames, names: Names): void {
  for (const [i, arg] of call.args.entries()) {
    if (
      call.primitive.parameters[i] === 'pointer' &&
      arg.kind === 'load' &&
      isPlain(arg.address, of, names)
    ) {
      warning(to, arg.span, {
        code: 'litmus/star-too-many',
        message: `${call.primitive.name} takes the address; with the star, what the location holds is used as the address, and no execution is left`,
        hint: 'leave the star out',
      });
    }
    warnOfExpression(to, arg, of, names);
  }
}

/** A parameter whose location, as far as one can see, never holds an address. */
function isPlain(address: Expr, of: ThreadNames, names: Names): boolean {
  if (address.kind !== 'register' || of.assigned.has(address.name)) return false;
  const parameter = of.parameters.get(address.name);
  return parameter !== undefined && !names.pointers.has(address.name) && !parameter.type.endsWith('**');
}

/** Words that C gives a meaning and herd7 reads as registers. */
const jumps: ReadonlySet<string> = new Set(['return', 'break', 'continue']);

function warnOfNoEffect(to: Complaints, s: Extract<Statement, { kind: 'expression' }>): void {
  if (s.void || hasAccess(s.value)) return;
  // Said of the name, with the reason.
  if (s.value.kind === 'register' && (primitiveNamed.has(s.value.name) || jumps.has(s.value.name))) return;
  warning(to, s.span, { code: 'litmus/no-effect', message: 'this statement does nothing' });
}

function hasAccess(e: Expr): boolean {
  switch (e.kind) {
    case 'integer':
    case 'register':
      return false;
    case 'load':
    case 'call':
      return true;
    case 'cast':
      return hasAccess(e.operand);
    case 'binary':
      return hasAccess(e.left) || hasAccess(e.right);
    default:
      return e satisfies never;
  }
}

function warnOfAssignment(
  to: Complaints,
  s: Extract<Statement, { kind: 'assign' }>,
  of: ThreadNames,
  names: Names,
): void {
  const typeText = to.source.text.slice(s.span.start, s.nameSpan.start);
  if (typeText !== '') warnOfType(to, typeText, s.span);
  const isParameter = of.parameters.has(s.name);
  if (isParameter && (s.value.kind === 'integer' || s.value.kind === 'binary')) {
    warning(to, s.nameSpan, {
      code: 'litmus/address-assigned',
      message: `this gives the register ${s.name} another value; the location ${s.name} is not written`,
      hint: `write WRITE_ONCE(*${s.name}, ...) or *${s.name} = ...`,
    });
  }
  if (isParameter || of.declared.has(s.name) || !names.locations.has(s.name)) return;
  warning(to, s.nameSpan, {
    code: 'litmus/not-a-parameter',
    message: `${s.name} is no parameter of P${of.thread.id}: here it is a register, and the location is not written`,
    hint: `add \`int *${s.name}\` to the parameters, and write WRITE_ONCE(*${s.name}, ...)`,
  });
}

/** A name that is read although nothing in the thread gives it a value. */
function warnOfRead(to: Complaints, name: string, span: Span, of: ThreadNames, names: Names): void {
  if (of.assigned.has(name) || of.parameters.has(name)) return;
  const thread = `P${of.thread.id}`;
  const primitive = primitiveNamed.get(name);
  if (primitive !== undefined) {
    warning(to, span, {
      code: 'litmus/no-call',
      message: `\`${name}\` without parentheses is a register that nothing assigns: it does nothing and is 0`,
      hint: `write ${signature(primitive)}`,
    });
  } else if (jumps.has(name)) {
    warning(to, span, {
      code: 'litmus/no-jump',
      message: `\`${name}\` is read as a register here: the thread goes on with the next statement`,
      hint: 'put what must not run into an else branch',
    });
  } else if (name === 'NULL') {
    warning(to, span, {
      code: 'litmus/null',
      message: 'NULL is no constant: here it is a register that nothing assigns, and so 0',
      hint: 'write 0; a pointer that begins as 0 needs no initial value',
    });
  } else if (names.locations.has(name)) {
    warning(to, span, {
      code: 'litmus/not-a-parameter',
      message: `${name} is no parameter of ${thread}: here it is a register that holds 0, not the location`,
      hint: `add \`int *${name}\` to the parameters of ${thread}`,
    });
  } else {
    warning(to, span, {
      code: 'litmus/unassigned-register',
      message: `the register ${name} is never assigned in ${thread}, and so 0`,
      hint: didYouMean(name, [...of.assigned, ...of.parameters.keys()]),
    });
  }
}

const narrow = /\b(?:char|u?int(?:8|16|64)_t|uint32_t|__int128)\b/;

function warnOfType(to: Complaints, type: string, span: Span): void {
  const word = narrow.exec(type)?.[0];
  if (word === undefined) return;
  warning(to, span, {
    code: 'litmus/ignored-type',
    message: `the type ${word} has no effect: values have 32 bits and a sign`,
    hint: 'write int',
  });
}

function warnOfParameters(to: Complaints, of: ThreadNames, names: Names): void {
  for (const p of of.thread.parameters) {
    warnOfType(to, p.type, p.span);
    if (of.read.has(p.name) || of.assigned.has(p.name)) continue;
    // Said once, at the first thread that has it, and only of a location that no thread uses at all.
    const having = names.threads.filter((t) => t.parameters.has(p.name));
    if (having[0] !== of || having.some((t) => t.read.has(p.name))) continue;
    warning(to, p.span, {
      code: 'litmus/unused-parameter',
      message: `no thread uses the location ${p.name}`,
      hint: didYouMean(
        p.name,
        [...of.read.keys()].filter((n) => !of.parameters.has(n) && !of.assigned.has(n)),
      ),
    });
  }
}
