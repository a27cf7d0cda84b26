/**
 * The checker of certificates: takes nothing for granted but the language and the event structure
 * (`litmus/`, `events/`). Everything else, values, reads-from, coherence, locks and the axioms, is done
 * here, step by step as published, and shares no code with the judge and with who explains.
 */

import type { LitmusTest, Prop } from '../litmus/ast.ts';
import { printProp } from '../litmus/print-condition.ts';
import { askedOf } from './asked.ts';
import { checkExecution } from './check-execution.ts';
import { checkProof } from './check-proof.ts';
import type { Certificate } from './format.ts';
import { readCertificate, Unreadable } from './read.ts';
import { Effort, LimitHit, pathText, Rejected } from './verdict.ts';

export interface CheckLimits {
  /** Polled now and then; true ends the check. */
  readonly deadline?: () => boolean;
  /** Steps, cases and values that may be looked at. */
  readonly work?: number;
}

export type CertificateVerdict =
  | {
      readonly verdict: 'valid';
      readonly test: LitmusTest;
      readonly claim: 'allowed' | 'forbidden';
      readonly outcome: string;
      /** Whether that is what the test itself asks for (for `forall`, what would break it). */
      readonly isOwn: boolean;
      /** Cases of the split that are impossible; 0 for an execution. */
      readonly cases: number;
      readonly flag?: string;
    }
  /** `at`: keys and indices of the JSON, `claim.proof.paths[0]`; empty for the whole. */
  | { readonly verdict: 'rejected' | 'unreadable'; readonly at: string; readonly reason: string }
  | { readonly verdict: 'undecided'; readonly reason: string };

/** The model whose axioms `definitions.ts` holds. */
export const certifiedModel = 'LKMM of Linux 7.2';

/** Some seconds. */
const mostWork = 50_000_000;

export function checkCertificate(text: string, limits: CheckLimits = {}): CertificateVerdict {
  try {
    return checked(readCertificate(text), limits);
  } catch (e) {
    if (e instanceof Unreadable) return { verdict: 'unreadable', at: pathText(e.path), reason: e.message };
    if (e instanceof Rejected) return { verdict: 'rejected', at: pathText(e.path), reason: e.message };
    if (e instanceof LimitHit) return { verdict: 'undecided', reason: e.message };
    throw e;
  }
}

function checked(c: Certificate, limits: CheckLimits): CertificateVerdict {
  if (c.model !== certifiedModel) {
    throw new Rejected(['model'], `this checker knows the axioms of ${certifiedModel}`);
  }
  const expired = limits.deadline ?? (() => false);
  const effort = new Effort(limits.work ?? mostWork, expired);
  const asked = askedOf(c, expired);
  let cases = 0;
  if (c.claim.kind === 'allowed') checkExecution(asked, c.claim, effort);
  else cases = checkProof(asked, c.claim, effort);
  return {
    verdict: 'valid',
    test: asked.test,
    claim: c.claim.kind,
    outcome: c.outcome,
    isOwn: isOwn(asked.test, asked.outcome),
    cases,
    ...(c.claim.kind === 'allowed' && c.claim.flag !== undefined ? { flag: c.claim.flag.name } : {}),
  };
}

function isOwn(test: LitmusTest, outcome: Prop): boolean {
  const { quantifier, condition } = test;
  if (quantifier !== 'forall') return printProp(outcome) === printProp(condition);
  return outcome.kind === 'not' && printProp(outcome.operand) === printProp(condition);
}
