/** Turns what stopped the search for good into a complaint at the line that caused it. */

import type { Diagnostic } from '../base/diagnostic.ts';
import { textOf } from '../base/source.ts';
import type { Locations } from '../events/locations.ts';
import type { StructureEvent } from '../events/structure.ts';
import { isAddress, isInteger, locationOf, offsetOf, type Term, type TermOp } from '../events/term.ts';
import type { Obstacle } from '../executions/searching.ts';
import type { LitmusTest } from '../litmus/ast.ts';

export function obstacleDiagnostic(o: Obstacle, test: LitmusTest, l: Locations): Diagnostic {
  const { source } = test;
  switch (o.why) {
    case 'read of no location':
    case 'write to no location': {
      const verb = o.why === 'read of no location' ? 'reads' : 'writes';
      return {
        code: 'judge/no-location',
        severity: 'error',
        message: `this ${verb} through the number ${print(o.address, l)}, which is no location`,
        source,
        span: o.event.span,
        hint: missingParameter(o.event, test),
      };
    }
    case 'access within a location':
      return {
        code: 'judge/mixed-size',
        severity: 'error',
        message: `this accesses ${print(o.address, l)}, a part of a location; mixed-size accesses are not modelled`,
        source,
        span: o.event.span,
      };
    case 'operation': {
      const { failure } = o;
      const shown = `${print(failure.left, l)} ${symbol(failure.op)} ${print(failure.right, l)}`;
      return {
        code: failure.failed === 'division by zero' ? 'judge/division-by-zero' : 'judge/illegal-operation',
        severity: 'error',
        message:
          failure.failed === 'division by zero'
            ? `division by zero: ${shown}`
            : `operation on addresses that has no meaning: ${shown}`,
        source,
        span: failure.equation.span,
      };
    }
    default:
      return o satisfies never;
  }
}

/** The usual cause: the name is not among the thread's parameters and so is an ordinary register. */
function missingParameter(event: StructureEvent, test: LitmusTest): string {
  const thread = test.threads[event.thread];
  const written = textOf(test.source, event.span);
  const name = /\*\s*([A-Za-z_]\w*)|\(\s*([A-Za-z_]\w*)/
    .exec(written)
    ?.slice(1)
    .find((n) => n !== undefined);
  if (name === undefined || thread === undefined || thread.parameters.some((p) => p.name === name)) {
    return 'only a value that is an address can be accessed through';
  }
  return `\`${name}\` is no parameter of P${thread.id} and so a register, 0 unless set; add \`int *${name}\` to its parameters`;
}

function symbol(op: TermOp): string {
  return op === 'andnot' ? '& ~' : op;
}

function print(t: Term, l: Locations): string {
  if (isInteger(t)) return String(t);
  if (!isAddress(t)) return 'an unknown value';
  const offset = offsetOf(t);
  const name = `&${l.names[locationOf(t)] ?? '?'}`;
  return offset === 0 ? name : `${name}${offset > 0 ? '+' : ''}${offset}`;
}
